"""The Review desk on a real file: a return beside the last, and what is recorded of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.desktop.dialogs.review_dialog import ReviewDialog
from app.domain.review_records import Query
from tests.desktop.conftest import click
from tests.desktop.review_desks import OnDesk
from tests.services.reviewed_files import second
from tests.services.sent_returns import signed_pdf, whole

Press = Callable[..., None]


@pytest.fixture
def desk(reviewing: OnDesk) -> OnDesk:
    """Return the desk of a reviewer's file."""
    return reviewing


def test_a_reviewers_file_opens_on_the_desk_with_its_own_pages(desk: OnDesk) -> None:
    assert desk.shell.current_key == "review"
    assert list(desk.shell.page_keys) == [
        "review", "reading", "map", "asked", "observations", "audits", "history", "trust",
    ]  # fmt: skip
    assert [action.isVisible() for action in desk.shell.go_menu.actions() if action.data() == "home"] == [False]


def test_control_9_leads_to_the_desk(desk: OnDesk, press: Press) -> None:
    desk.shell.show_page("asked")
    press(Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert desk.shell.current_key == "review"


def test_the_latest_return_is_read_beside_the_last(desk: OnDesk) -> None:
    assert [words.split(",")[0].split(" ")[0] for words in desk.column(0)] == [second().number]
    said = desk.said()
    assert "What changed: 1, 1 for the worse" in said
    assert f"return {whole().number}" in said


def test_f8_opens_the_return_at_its_first_difference(desk: OnDesk, press: Press) -> None:
    desk.page.table.setFocus()
    press(Qt.Key.Key_F8)
    assert desk.shell.current_key == "reading"


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


def test_files_that_are_dropped_are_verified_and_what_was_refused_is_said(
    desk: OnDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    dropped = [tmp_path / "again.pdf", tmp_path / "harm.pdf"]
    dropped[0].write_bytes(signed_pdf(whole()))
    dropped[1].write_bytes(b"%PDF-1.7 and nothing else")
    desk.page.files_given.emit(dropped)
    qtbot.waitUntil(lambda: desk.page.notice.isVisible())
    said = "\n".join(label.text() for label in desk.page.notice.findChildren(QLabel))
    assert "0 of 2 files were taken in." in said
    assert "here already" in said
    assert "harm.pdf" in said
