"""Actions on a real file, in a real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.aim import Aim
from app.desktop.dialogs.action_dialog import ActionDialog
from app.desktop.dialogs.choices import choose
from app.desktop.dialogs.entry_dialog import EntryDialog
from app.desktop.dialogs.prompt_dialog import PromptDialog
from app.desktop.pages.actions_page import ActionsPage
from app.desktop.presenters.actions_presenter import ActionsPresenter
from app.desktop.shell import Shell
from app.desktop.widgets.button import Button
from app.desktop.widgets.choice import Choice
from app.desktop.widgets.finding_bar import FindingBar
from app.domain.left_to_do import Task
from app.domain.records import Action, ActionState, Evidence
from app.domain.text import Text
from app.services import acting
from app.services.acting import NewAction, add_action
from tests.desktop.conftest import click
from tests.desktop.register_desk import RegisterDesk, register_desk, seal_in, spoken_rows
from tests.services.begun_files import TODAY
from tests.store.samples import PASSPHRASE

LATE, SOON = date(2026, 9, 10), date(2026, 10, 15)
Press = Callable[..., None]


class ActionsDesk:
    """The register of actions on a file that holds two."""

    def __init__(self, desk: RegisterDesk, shell: Shell) -> None:
        self.desk, self.shell, self.session = desk, shell, desk.session
        begun = desk.begun
        self.late = self._add("Check the east perimeter each night", "1f-03", LATE, begun.post_id)
        self.soon = self._add("Cover testing during leave", "2g-02", SOON, None)
        self.session.refresh()
        page = shell.page("actions")
        assert isinstance(page, ActionsPage)
        self.page = page
        self.presenter = ActionsPresenter(self.session, page, shell)
        shell.show_page("actions")

    def _add(self, title: str, item: str, due: date, post_id: str | None) -> str:
        begun = self.desk.begun
        new = NewAction(begun.text(title), item_ref=item, due=due, post_id=post_id)
        return add_action(begun.file, begun.period_id, new, person_id=None).record.id

    def action(self, action_id: str) -> Action:
        """Return an action as it is in the file."""
        with self.desk.begun.file.reading() as work:
            entry = work.get(Action, action_id)
        assert entry is not None
        return entry.record

    def listed(self) -> list[str]:
        """Return the rows on show."""
        return [row.key for row in self.page.table.shown_rows()]

    def words(self, row: int, column: int) -> str:
        """Return what is said of a cell."""
        return spoken_rows(self.page)[row][column]

    def give(self, command: str) -> None:
        """Give a command as its button or menu does."""
        self.page.command_given.emit(command)


@pytest.fixture
def actions(shell: Shell, tmp_path: Path) -> Iterator[ActionsDesk]:
    shell.window().resize(1280, 800)
    with register_desk(tmp_path, shell) as desk:
        yield ActionsDesk(desk, shell)


def test_overdue_is_derived_and_said_with_its_date(actions: ActionsDesk) -> None:
    assert actions.listed() == [actions.late, actions.soon]
    assert actions.words(0, 4) == "10 September 2026, 12 days overdue"
    assert actions.words(0, 3) == "Open"
    assert actions.page.register_summary.text() == "2 in this period. 2 open, 1 of them overdue."


def test_scopes_intention_and_words_filter(actions: ActionsDesk) -> None:
    actions.page.scope_chosen.emit("overdue")
    assert actions.listed() == [actions.late]
    actions.page.scope_chosen.emit("all")
    actions.page.group_chosen.emit("2(g)")
    assert actions.listed() == [actions.soon]
    actions.page.group_chosen.emit("")
    actions.page.filter_typed.emit("PERIMETER")
    assert actions.listed() == [actions.late]


def test_mine_are_those_of_the_posts_that_one_holds(actions: ActionsDesk) -> None:
    actions.page.scope_chosen.emit("mine")
    assert actions.listed() == []
    assert actions.page.nothing_found.isVisible()
    actions.session.choose_person(actions.desk.begun.holder_id)
    assert actions.listed() == [actions.late]


def test_rows_are_sorted_by_a_column_and_back(actions: ActionsDesk) -> None:
    actions.page.sort_chosen.emit("title")
    assert actions.listed() == [actions.late, actions.soon]
    actions.page.sort_chosen.emit("title")
    assert actions.listed() == [actions.soon, actions.late]


def test_due_date_is_moved_in_its_place_and_moved_back(actions: ActionsDesk) -> None:
    actions.page.cell_edited.emit(actions.late, "due", "1/10/2026")
    assert actions.action(actions.late).due == date(2026, 10, 1)
    assert actions.session.undo_stack.undoText() == "Move the date"
    actions.session.undo_stack.undo()
    assert actions.action(actions.late).due == LATE
    assert actions.words(0, 4) == "10 September 2026, 12 days overdue"


def test_what_is_no_date_is_said_and_nothing_changes(actions: ActionsDesk) -> None:
    actions.page.cell_edited.emit(actions.late, "due", "31 February 2026")
    assert actions.action(actions.late).due == LATE
    assert actions.page.notice.isVisible()
    assert "Write it like" in actions.page.notice.notice_lines.text()


def test_owner_and_state_are_changed_in_their_place(actions: ActionsDesk) -> None:
    actions.page.cell_edited.emit(actions.soon, "owner", actions.desk.begun.post_id)
    actions.page.cell_edited.emit(actions.soon, "state", "in_progress")
    action = actions.action(actions.soon)
    assert (action.post_id, action.state) == (actions.desk.begun.post_id, ActionState.IN_PROGRESS)


def test_action_is_completed_then_verified_by_another(actions: ActionsDesk) -> None:
    actions.page.row_chosen.emit(actions.late)
    actions.session.choose_person(actions.desk.begun.holder_id)
    actions.give("complete")
    add_words(actions, "Patrols are in the book each night")
    assert actions.action(actions.late).state is ActionState.COMPLETED_BY_OWNER
    assert "Whoever owns an action does not verify it" in actions.page.detail.detail_note.text()
    actions.session.choose_person(actions.desk.begun.other_id)
    assert actions.page.detail.detail_note.text() == ""
    actions.give("verify")
    verified = actions.action(actions.late)
    assert (verified.state, verified.verified_on) == (ActionState.VERIFIED, TODAY)


def add_words(actions: ActionsDesk, words: str) -> None:
    """Type into the form of words that are added to an action's progress, and take it."""
    dialog = actions.desk.dialog(EntryDialog)
    dialog.editor("progress").setPlainText(words)
    click(dialog.accept_button)


def test_completed_action_names_what_shows_it(actions: ActionsDesk) -> None:
    audit = actions.action(actions.late).self_audit_id
    with actions.desk.begun.file.work("Cited") as work:
        evidence = Evidence(self_audit_id=audit, reference="E-7KQ2")
        work.put(evidence, {"title": actions.desk.begun.text("Patrol book")})
    actions.session.refresh()
    actions.page.row_chosen.emit(actions.late)
    actions.give("evidence")
    dialog = actions.desk.dialog(EntryDialog)
    field = dialog.field("evidence")
    assert isinstance(field, Choice)
    choose(field, evidence.id)
    click(dialog.accept_button)
    assert actions.action(actions.late).evidence_id == evidence.id


def test_new_action_is_asked_for_by_key_and_chosen(actions: ActionsDesk, press: Press) -> None:
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = actions.desk.dialog(ActionDialog)
    click(dialog.accept_button)
    fault = dialog.findChild(QLabel, "title_fault")
    assert fault is not None
    assert fault.text() == "Write what will be put right."
    dialog.title_field.editor.setPlainText("Fill the two vacant tutor posts")
    dialog.due_field.setText("14 October 2026")
    click(dialog.accept_button)
    assert not actions.desk.has_dialog()
    assert actions.page.detail.detail_title.text() == "Fill the two vacant tutor posts"
    assert len(actions.listed()) == 3
    actions.session.undo_stack.undo()
    assert len(actions.listed()) == 2


def test_refused_words_stay_in_the_dialog_with_the_reason(actions: ActionsDesk) -> None:
    actions.page.add_asked.emit()
    dialog = actions.desk.dialog(ActionDialog)
    dialog.title_field.editor.setPlainText("SECRET: move the informer")
    click(dialog.accept_button)
    assert dialog.isVisible()
    fault = dialog.findChild(QWidget, "title_fault")
    assert fault is not None
    assert fault.isVisible()
    assert b"informer" not in actions.desk.begun.file.path.read_bytes()


def test_words_owner_and_date_are_changed_in_one_step(actions: ActionsDesk) -> None:
    actions.page.row_chosen.emit(actions.late)
    actions.give("change")
    dialog = actions.desk.dialog(ActionDialog)
    assert not dialog.origin_part.isVisible()
    dialog.title_field.editor.setPlainText("Check the east side twice each night")
    dialog.due_field.setText("30 September 2026")
    click(dialog.accept_button)
    assert actions.page.detail.detail_title.text() == "Check the east side twice each night"
    actions.session.undo_stack.undo()
    assert actions.page.detail.detail_title.text() == "Check the east perimeter each night"
    assert actions.action(actions.late).due == LATE


def test_words_of_title_and_progress_are_sealed_in_the_form(actions: ActionsDesk) -> None:
    actions.desk.begun.set_up_store()
    actions.page.add_asked.emit()
    dialog = actions.desk.dialog(ActionDialog)
    seal_in(dialog, "title", "Search the ", "boiler house")
    seal_in(dialog, "progress", "Agreed. ", "The dog found it.")
    click(dialog.accept_button)
    assert actions.session.undo_stack.count() == 0
    actions.session.lock()
    assert actions.page.detail.detail_title.text() == "Search the [RESTRICTED]"
    actions.give("change")
    again = actions.desk.dialog(ActionDialog)
    assert [view.is_sealed for view in (*again.passages("title"), *again.passages("progress"))] == [False, True] * 2
    again.title_field.editor.moveCursor(QTextCursor.MoveOperation.Start)
    again.title_field.editor.insertPlainText("Twice: ")
    again.due_field.setText("30 September 2026")
    click(again.accept_button)
    actions.give("progress")
    add_words(actions, "Walked nightly")
    actions.session.unlock(PASSPHRASE)
    (entry,) = (each for each in actions.session.content().actions if each.record.id == actions.presenter.chosen)
    assert [part.content for part in entry.text("title")] == ["Twice: Search the ", "boiler house"]
    assert [part.content for part in entry.text("progress")] == [
        "Agreed. ", "The dog found it.", "\nWalked nightly",
    ]  # fmt: skip
    assert entry.record.due == date(2026, 9, 30)


def test_what_has_happened_is_sealed_as_it_is_noted(actions: ActionsDesk) -> None:
    actions.desk.begun.set_up_store()
    actions.page.row_chosen.emit(actions.late)
    actions.give("progress")
    dialog = actions.desk.dialog(EntryDialog)
    seal_in(dialog, "progress", "Agreed. ", "The dog found it.")
    click(dialog.accept_button)
    assert [(part.content, part.is_sealed) for part in progress_of(actions)] == [
        ("Agreed. ", False), ("The dog found it.", True),
    ]  # fmt: skip


def test_reason_holds_for_words_that_were_added_to_others(actions: ActionsDesk) -> None:
    actions.page.row_chosen.emit(actions.late)
    for words in ("Agreed", " Told to A1234BC"):
        actions.give("progress")
        dialog = actions.desk.dialog(EntryDialog)
        dialog.editor("progress").setPlainText(words)
        dialog.prose_edited.emit("progress", dialog.passages("progress"))
        for bar in filter(QWidget.isVisible, dialog.findChildren(FindingBar)):
            click(bar.buttons()[-1])
            prompt = actions.desk.dialog(PromptDialog)
            prompt.prompt_field.setText("He asked for it to be said")
            click(prompt.accept_button)
        click(dialog.accept_button)
    assert [part.content for part in progress_of(actions)] == ["Agreed\nTold to A1234BC"]
    actions.give("change")
    again = actions.desk.dialog(ActionDialog)
    assert not any(bar.isVisible() for bar in again.findChildren(FindingBar))


def progress_of(actions: ActionsDesk) -> Text:
    """Return how the late action gets on, as it is in the file."""
    return next(e for e in actions.session.content().actions if e.record.id == actions.late).text("progress")


def test_new_action_is_withheld_whole_once_the_passphrase_was_given(actions: ActionsDesk) -> None:
    actions.desk.begun.set_up_store()
    actions.session.lock()
    asked: list[Callable[[], object]] = []
    actions.session.unlock_wanted.connect(asked.append)
    actions.page.add_asked.emit()
    dialog = actions.desk.dialog(ActionDialog)
    dialog.title_field.editor.setPlainText("RESTRICTED: search the boiler house")
    dialog.withhold_check.click()
    click(dialog.accept_button)
    assert dialog.isVisible()
    actions.session.unlock(PASSPHRASE)
    asked[-1]()
    assert not dialog.isVisible()
    assert any(each.record.sealed_id is not None for each in actions.session.content().actions)


def test_withheld_action_shows_its_placeholder_while_locked(actions: ActionsDesk) -> None:
    actions.desk.begun.set_up_store()
    actions.session.refresh()
    actions.page.cell_edited.emit(actions.late, "due", "1 October 2026")
    actions.page.row_chosen.emit(actions.late)
    actions.give("withhold")
    assert actions.session.undo_stack.count() == 0
    assert actions.page.detail.detail_title.text() == "Check the east perimeter each night"
    assert actions.page.detail.detail_marking.text() == "RESTRICTED"
    actions.session.lock()
    actions.page.scope_chosen.emit("all")
    actions.page.row_chosen.emit(actions.late)
    assert actions.page.detail.detail_title.text() == "Withheld: RESTRICTED"
    assert "Unlock" in actions.page.detail.detail_note.text()
    assert [text for text in all_words(actions.page) if "perimeter" in text] == []


def all_words(page: ActionsPage) -> list[str]:
    """Return every text that stands anywhere on a page."""
    model = page.table.register_model
    assert model is not None
    cells = [
        str(model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]
    texts = [widget.property("text") for widget in page.findChildren(QWidget)]
    tips = [widget.toolTip() for widget in page.findChildren(QWidget)]
    return [*cells, *(str(text) for text in texts if text), *tips, page.window().windowTitle()]


def test_overdue_cell_of_home_opens_the_overdue(actions: ActionsDesk, shell: Shell) -> None:
    shell.go("actions", Aim(task=Task.ACTION_OVERDUE))
    assert actions.listed() == [actions.late]


def test_one_action_is_found_whatever_the_filters(actions: ActionsDesk, shell: Shell) -> None:
    actions.page.scope_chosen.emit("overdue")
    shell.go("actions", Aim(record_id=actions.soon))
    assert actions.page.detail.detail_title.text() == "Cover testing during leave"
    assert actions.soon in actions.listed()


def test_history_says_what_happened_and_when(actions: ActionsDesk) -> None:
    acting.move_due(actions.desk.begun.file, actions.late, SOON, person_id=actions.desk.begun.other_id)
    acting.add_progress(actions.desk.begun.file, actions.late, actions.desk.begun.text("Route agreed"), person_id=None)
    actions.session.refresh()
    row = actions.presenter.row(actions.late)
    assert row is not None
    events = actions.presenter.detail(row).events
    assert [event.words for event in events] == ["Route agreed", "Due date moved to 15 October 2026", "Opened"]
    assert events[1].detail.endswith("· B. Lead")


def test_empty_register_says_what_actions_are_for(shell: Shell, tmp_path: Path) -> None:
    with register_desk(tmp_path, shell) as desk:
        page = shell.page("actions")
        assert isinstance(page, ActionsPage)
        ActionsPresenter(desk.session, page, shell)
        shell.show_page("actions")
        assert page.empty_pane.isVisible()
        page.way_chosen.emit("add")
        assert desk.dialog(ActionDialog).form_heading.text() == "New action"
        desk.dialog(ActionDialog).reject()
        page.way_chosen.emit("checklist")
        assert shell.current_key == "checklist"


def test_action_is_begun_changed_and_completed_by_keys_alone(
    actions: ActionsDesk, shell: Shell, press: Press, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = actions.desk.dialog(ActionDialog)
    focused: QWidget | None = dialog.focusWidget()
    assert focused is dialog.editor("title")
    QTest.keyClicks(focused, "Fill the two vacant tutor posts")
    QTest.keyClick(focused, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not actions.desk.has_dialog())
    assert actions.page.detail.detail_title.text() == "Fill the two vacant tutor posts"
    actions.page.table.setFocus()
    for _ in range(2):
        press(Qt.Key.Key_Right)
    press(Qt.Key.Key_F2)
    box = next(each for each in actions.page.table.viewport().findChildren(QComboBox) if each.isVisible())
    QTest.keyClicks(box, "Gov")
    QTest.keyClick(box, Qt.Key.Key_Return)
    made = actions.presenter.chosen
    qtbot.waitUntil(lambda: actions.action(made).post_id == actions.desk.begun.post_id)
    press(Qt.Key.Key_Return)
    button = shell.window().focusWidget()
    assert isinstance(button, Button)
    assert button.text() == "Mark as completed…"
