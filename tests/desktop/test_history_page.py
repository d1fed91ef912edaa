"""History on a real file, in a real window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.desktop.aim import Aim
from app.desktop.pages.actions_page import ActionsPage
from app.desktop.pages.history_page import HistoryPage
from app.desktop.presenters.history_presenter import HistoryPresenter
from app.desktop.presenters.history_views import Comparison, HistoryViews, Standing
from app.desktop.shell import Shell
from app.desktop.views.register_view import FactView
from app.services.acting import ActionChanges, NewAction, add_action, change_action, move_due
from app.services.history import Difference, list_changes
from tests.desktop.register_desk import RegisterDesk, register_desk, spoken_rows


class HistoryDesk:
    """The page on a file in which an action was changed three times."""

    def __init__(self, desk: RegisterDesk, shell: Shell) -> None:
        begun = desk.begun
        new = NewAction(begun.text("Check the gate"), item_ref="1f-03")
        self.action = add_action(begun.file, begun.period_id, new, person_id=begun.holder_id).record.id
        for words in ("Agreed <with> two heads", "Agreed <with> three heads"):
            changes = ActionChanges(None, None, progress=begun.text(words))
            change_action(begun.file, self.action, changes, person_id=begun.holder_id)
        move_due(begun.file, self.action, date(2026, 12, 1), person_id=begun.other_id)
        desk.session.refresh()
        self.shell = shell
        page = shell.page("history")
        assert isinstance(page, HistoryPage)
        self.page = page
        self.presenter = HistoryPresenter(desk.session, page, shell)
        shell.show_page("history")

    def words(self, row: int) -> list[str]:
        """Return what is said of a row."""
        return spoken_rows(self.page)[row]

    def choose(self, row: int) -> None:
        """Choose a row."""
        model = self.page.table.register_model
        assert model is not None
        self.page.row_chosen.emit(model.key_at(row))

    def said(self) -> list[QLabel]:
        """Return the labels of the detail."""
        return self.page.detail.detail_body.findChildren(QLabel)


@pytest.fixture
def history(shell: Shell, tmp_path: Path) -> Iterator[HistoryDesk]:
    shell.window().resize(1280, 800)
    with register_desk(tmp_path, shell) as desk:
        yield HistoryDesk(desk, shell)


def test_the_latest_change_is_first_with_who_made_it(history: HistoryDesk) -> None:
    words = history.words(0)
    assert words[1].endswith("Check the gate, Action")
    assert words[2:] == ["Moved the date of an action", "B. Lead"]
    assert any(label.text() == "1 December 2026" for label in history.said())
    assert not history.page.add_button.isVisible()


def test_a_comparison_is_struck_and_underlined_and_read_out_in_words(history: HistoryDesk) -> None:
    history.choose(1)
    marked = next(label for label in history.said() if label.textFormat() == Qt.TextFormat.RichText)
    assert "<s>two</s>" in marked.text()
    assert "<u>three</u>" in marked.text()
    assert "&lt;with&gt;" in marked.text()
    assert marked.accessibleName() == "Taken out: two. Added: three."
    history.choose(2)
    history.page.command_given.emit("compare")
    assert any(label.text() == "From then to now" for label in history.said())


def test_one_entry_stands_alone_and_leads_to_its_place(history: HistoryDesk) -> None:
    history.page.command_given.emit("only")
    model = history.page.table.register_model
    assert model is not None
    assert model.rowCount() == 4
    history.shell.page("actions")
    history.page.command_given.emit("go")
    assert isinstance(history.shell.pages.currentWidget(), ActionsPage)
    history.presenter.aim(Aim(record_id="none of these"))
    assert model.rowCount() == 0


def test_two_versions_are_compared_and_one_is_put_back_and_taken_back(history: HistoryDesk) -> None:
    history.choose(3)
    history.page.command_given.emit("between")
    assert "Choose the version to compare with" in history.page.notice.notice_status.text()
    history.choose(1)
    assert any(label.text() == "Beside" for label in history.said())
    marked = next(label for label in history.said() if label.textFormat() == Qt.TextFormat.RichText)
    assert marked.accessibleName() == "Added: Agreed <with> three heads."
    history.page.command_given.emit("explain")
    history.choose(2)
    history.page.command_given.emit("put_back")
    assert history.words(0)[2] == "Put an earlier version back"
    assert history.presenter.session.undo_stack.undoText() == "put back of action"
    history.presenter.session.undo_stack.undo()
    assert history.words(0)[2] == "Undid a change"


def test_latest_version_is_not_offered_to_be_put_back(history: HistoryDesk) -> None:
    def offered() -> set[str]:
        return {action.text() for action in history.page.actions() if action.isVisible()}

    history.choose(0)
    assert "Put it back as it was" not in offered()
    history.choose(1)
    assert "Put it back as it was" in offered()


def test_a_digest_wraps_within_its_pane(history: HistoryDesk) -> None:
    change = list_changes(history.presenter.session.file)[0]
    made = Difference(columns=(("payload_digest", None, "0123456789abcdef" * 4),), is_first=True)
    views = HistoryViews(history.presenter.session.content(), None)
    section = views.detail(change, made, Standing(Comparison.NONE, None, True, False, False)).sections[0]
    assert section.facts == (FactView("Payload digest", " ".join(["01234567", "89abcdef"] * 4)),)


def test_what_is_kept_as_a_number_is_said_as_yes_or_no(history: HistoryDesk) -> None:
    change = list_changes(history.presenter.session.file)[0]
    made = Difference(columns=(("is_deputy", None, 0),), is_first=True)
    views = HistoryViews(history.presenter.session.content(), None)
    section = views.detail(change, made, Standing(Comparison.NONE, None, True, False, False)).sections[0]
    assert section.facts == (FactView("Deputy", "no"),)
