"""The Review desk on a real file: a return beside the last, and what is recorded of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.desktop.dialogs.review_dialog import ReviewDialog
from app.desktop.pages.review_page import ReviewPage
from app.desktop.presenters.review_presenter import ReviewPresenter
from app.desktop.presenters.shell_presenter import ShellPresenter
from app.desktop.shell import Shell
from app.domain.review_records import Query
from tests.desktop.conftest import click
from tests.desktop.register_desk import RegisterDesk
from tests.desktop.review_desks import review_desk
from tests.services.reviewed_files import second
from tests.services.sent_returns import signed_pdf, whole

Press = Callable[..., None]


class OnDesk:
    """The page of a reviewer's file, and what it shows."""

    def __init__(self, desk: RegisterDesk, shell: Shell) -> None:
        self.desk, self.shell, self.session = desk, shell, desk.session
        page = shell.page("review")
        assert isinstance(page, ReviewPage)
        self.page = page

    @property
    def presenter(self) -> ReviewPresenter:
        frame = next(child for child in self.session.children() if isinstance(child, ShellPresenter))
        presenter = frame.presenters["review"]
        assert isinstance(presenter, ReviewPresenter)
        return presenter

    def column(self, number: int) -> list[str]:
        """Return the words of one column."""
        model = self.page.table.register_model
        assert model is not None
        spoken = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.index(row, number).data(spoken)) for row in range(model.rowCount())]

    def said(self) -> str:
        """Return everything in the detail."""
        return "\n".join(label.text() for label in self.page.detail.findChildren(QLabel))


@pytest.fixture
def desk(shell: Shell, tmp_path: Path) -> Iterator[OnDesk]:
    shell.window().resize(1280, 800)
    with review_desk(tmp_path, shell) as desk:
        yield OnDesk(desk, shell)


def test_a_reviewers_file_opens_on_the_desk_with_its_own_pages(desk: OnDesk) -> None:
    assert desk.shell.current_key == "review"
    assert list(desk.shell.page_keys) == ["history", "review", "asked", "trust"]
    assert [action.isVisible() for action in desk.shell.go_menu.actions() if action.data() == "home"] == [False]


def test_control_9_leads_to_the_desk(desk: OnDesk, press: Press) -> None:
    desk.shell.show_page("asked")
    press(Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert desk.shell.current_key == "review"


def test_the_latest_return_is_read_beside_the_last(desk: OnDesk) -> None:
    assert [words.split(",")[0].split(" ")[0] for words in desk.column(0)] == [second().number]
    said = desk.said()
    assert "Difference 1 of 1: result down" in said
    assert f"return {whole().number}" in said


def test_f8_goes_to_the_next_difference(desk: OnDesk, press: Press) -> None:
    desk.page.table.setFocus()
    press(Qt.Key.Key_F8)
    assert desk.presenter._step == 1


def test_a_query_is_asked_in_a_dialog_and_counts(desk: OnDesk) -> None:
    item = second().intentions[0].items[0].ref
    desk.page.command_given.emit("query")
    dialog = desk.desk.dialog(ReviewDialog)
    click(dialog.accept_button)
    assert dialog.isVisible()
    dialog.place_field.setText(item)  # type: ignore[attr-defined]  # of the form
    dialog.words_field.setPlainText("Who covers this during leave?")  # type: ignore[attr-defined]  # of the form
    click(dialog.accept_button)
    with desk.session.file.reading() as work:
        assert [entry.record.item_ref for entry in work.list(Query)] == [item]
    assert "1 open" in desk.column(3)[0]


def test_levels_stand_in_a_list_of_their_own(desk: OnDesk) -> None:
    desk.page.scopes.segment_chosen.emit("levels")
    assert desk.column(0) == [second().intentions[0].ref]
    assert desk.column(3) == ["As last time"]


def test_files_that_are_dropped_are_verified_and_what_was_refused_is_said(
    desk: OnDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    dropped = [tmp_path / "again.pdf", tmp_path / "harm.pdf"]
    dropped[0].write_bytes(signed_pdf(whole()))
    dropped[1].write_bytes(b"%PDF-1.7 and nothing else")
    desk.page.files_given.emit(dropped)
    qtbot.waitUntil(lambda: desk.page.notice.isVisible(), timeout=30_000)
    said = "\n".join(label.text() for label in desk.page.notice.findChildren(QLabel))
    assert "0 of 2 files were taken in." in said
    assert "here already" in said
    assert "harm.pdf" in said
