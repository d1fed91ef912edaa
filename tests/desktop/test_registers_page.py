"""Risks and checks on a real file, in a real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.aim import Aim
from app.desktop.dialogs.action_dialog import ActionDialog
from app.desktop.dialogs.choices import choose
from app.desktop.dialogs.entry_dialog import EntryDialog
from app.desktop.dialogs.grid_dialog import GridDialog
from app.desktop.dialogs.prompt_dialog import PromptDialog
from app.desktop.pages.registers_page import RegistersPage
from app.desktop.presenters.registers_presenter import RegistersPresenter
from app.desktop.presenters.store_keeper import StoreKeeper
from app.desktop.shell import Shell
from app.desktop.widgets.choice import Choice
from app.desktop.widgets.finding_bar import FindingBar
from app.desktop.widgets.narrative_edit import NarrativeEdit
from app.desktop.widgets.sealed_note import SealedNote
from app.domain.left_to_do import Task
from app.domain.record import Entry
from app.domain.registers.every import REGISTERS
from app.domain.registers.fields import RegisterRecord
from app.domain.registers.register import Register
from app.domain.text import shown
from app.services.searching import FoundKind, index_of
from tests.desktop.conftest import click
from tests.desktop.register_desk import RegisterDesk, register_desk, spoken_rows
from tests.store.samples import PASSPHRASE


class RegistersDesk:
    """The page on a new file."""

    def __init__(self, desk: RegisterDesk, shell: Shell) -> None:
        self.desk, self.shell, self.session = desk, shell, desk.session
        page = shell.page("registers")
        assert isinstance(page, RegistersPage)
        self.page = page
        self.presenter = RegistersPresenter(self.session, page, shell)
        shell.show_page("registers")

    def entries(self, kind: str = "risk") -> list[Entry[RegisterRecord]]:
        """Return a register's entries as they are in the file."""
        return list(self.session.content().registers[kind])

    def rows(self) -> list[str]:
        """Return what is said of the rows on show: title and state."""
        return [f"{cells[1]}: {cells[-1]}" for cells in spoken_rows(self.page)]

    def fill(self, **values: str) -> EntryDialog:
        """Fill in the form that is open, and take it."""
        dialog = self.desk.dialog(EntryDialog)
        for key, value in values.items():
            put(dialog.field(key), value)
        click(dialog.accept_button)
        return dialog

    def add_risk(self, **values: str) -> None:
        """Add a risk through its form."""
        self.page.add_asked.emit()
        self.fill(intention="1(d)", title="Too few trained staff", **values)


def put(field: QWidget, value: str) -> None:
    """Type into a field, or choose in it."""
    if isinstance(field, Choice):
        choose(field, value)
    elif isinstance(field, QLineEdit):
        field.setText(value)
    else:
        assert isinstance(field, QPlainTextEdit | NarrativeEdit)
        field.setPlainText(value)


@pytest.fixture
def registers(shell: Shell, tmp_path: Path) -> Iterator[RegistersDesk]:
    shell.window().resize(1280, 800)
    with register_desk(tmp_path, shell) as desk:
        yield RegistersDesk(desk, shell)


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.key)
def test_every_register_has_a_page_and_a_form(registers: RegistersDesk, register: Register) -> None:
    registers.add_risk()
    registers.page.group_chosen.emit(register.kind)
    registers.page.add_asked.emit()
    dialog = registers.desk.dialog(EntryDialog)
    assert all(dialog.field(field.key).accessibleName() == field.label for field in register.fields)
    assert set(dialog.read().passages) == {field.key for field in register.fields if field.is_words}
    dialog.reject()


def test_faults_stand_at_their_fields_and_nothing_is_written(registers: RegistersDesk) -> None:
    registers.page.add_asked.emit()
    dialog = registers.fill(appetite="26", review_by="soon")
    assert words_at(dialog, "review_by").startswith("This is no date.")
    put(dialog.field("review_by"), "1 March 2027")
    click(dialog.accept_button)
    assert words_at(dialog, "appetite") == "Appetite is out of range. Enter 1 to 25."
    assert words_at(dialog, "title") == "Risk is missing. Write it."
    assert words_at(dialog, "intention").startswith("Say to which intention")
    assert registers.entries() == []


def words_at(dialog: EntryDialog, key: str) -> str:
    """Return what is said to be wrong at a field."""
    fault = dialog.findChild(QLabel, f"{key}_fault")
    assert fault is not None
    return fault.text()


def test_entry_is_added_changed_and_taken_back(registers: RegistersDesk) -> None:
    registers.add_risk(residual_likelihood="likely", residual_impact="moderate", appetite="9")
    assert registers.rows() == ["Too few trained staff: Above appetite"]
    registers.page.command_given.emit("change")
    registers.fill(appetite="12")
    assert registers.rows() == ["Too few trained staff: Within appetite"]
    registers.session.undo_stack.undo()
    assert registers.rows() == ["Too few trained staff: Above appetite"]
    registers.page.command_given.emit("remove")
    assert registers.entries() == []
    registers.session.undo_stack.undo()
    assert len(registers.entries()) == 1


def test_check_is_due_until_it_is_made(registers: RegistersDesk) -> None:
    registers.add_risk()
    registers.page.group_chosen.emit("check_schedule")
    registers.page.add_asked.emit()
    registers.fill(title="Tool account", frequency="daily", starts="22 September 2026")
    assert registers.rows() == ["Tool account: Due today"]
    assert [todo.word for todo in registers.session.left() if todo.task is Task.REGISTER_DUE] == ["Due today"]
    registers.page.command_given.emit("child")
    registers.fill(checked_on="22 September 2026", cases="5", exceptions="0")
    registers.page.group_chosen.emit("check_schedule")
    assert registers.rows() == ["Tool account: Done"]


def test_what_is_to_be_filled_in_is_there_from_the_first_entry_on(registers: RegistersDesk) -> None:
    registers.page.way_chosen.emit("delivery_requirement")
    dialog = registers.desk.dialog(GridDialog)
    assert dialog.grid.model().rowCount() == 33
    dialog.grid.go(dialog.grid.model().index(0, 1))
    dialog.grid.paste("At least\tmany")
    click(dialog.accept_button)
    assert dialog.form_fault.text() == "This is no figure. Type it as in 92.5."
    dialog.grid.paste("92")
    click(dialog.accept_button)
    assert not dialog.isVisible()
    registers.page.group_chosen.emit("delivery_requirement")
    assert len(registers.rows()) == 33
    assert sum(row.endswith(": To fill in") for row in registers.rows()) == 32
    assert registers.page.register_summary.text() == "1 entry, none to see to, 32 still to fill in."
    registers.session.undo_stack.undo()
    assert not registers.entries("delivery_requirement")


def test_a_need_still_to_fill_in_opens_its_form_or_the_matrix(registers: RegistersDesk) -> None:
    registers.add_risk()
    registers.page.group_chosen.emit("need")
    registers.page.row_chosen.emit("need:age")
    registers.page.command_given.emit("change")
    registers.fill(service="Library", identified="yes")
    (entry,) = registers.entries("need")
    assert entry.record.word_in("need") == "age"
    assert any(row.endswith(": Identified alone") for row in registers.rows())
    registers.page.command_given.emit("grid")
    dialog = registers.desk.dialog(GridDialog)
    dialog.column_field.setText("Gym")
    click(dialog.column_button)
    dialog.grid.paste("Gap")
    click(dialog.accept_button)
    assert len(registers.entries("need")) == 2


def test_action_comes_from_an_entry(registers: RegistersDesk) -> None:
    registers.add_risk()
    registers.page.command_given.emit("action")
    dialog = registers.desk.dialog(ActionDialog)
    dialog.title_field.editor.setPlainText("Train three officers")
    click(dialog.accept_button)
    (action,) = registers.session.content().actions
    assert action.record.entry_id == registers.entries()[0].record.id


def test_withheld_entry_hides_while_the_store_is_locked(registers: RegistersDesk) -> None:
    registers.desk.begun.set_up_store()
    registers.add_risk()
    registers.page.command_given.emit("withhold")
    registers.session.lock()
    assert registers.rows() == ["Withheld: RESTRICTED, sealed: –"]
    assert registers.session.undo_stack.count() == 0


def test_form_of_a_withheld_entry_is_closed_as_the_store_is_locked(registers: RegistersDesk) -> None:
    StoreKeeper(registers.session, registers.shell)
    registers.desk.begun.set_up_store()
    registers.add_risk()
    registers.page.command_given.emit("change")
    registers.session.lock()
    assert registers.desk.has_dialog()  # nothing in it is sealed
    registers.session.unlock(PASSPHRASE)
    registers.desk.dialog(EntryDialog).reject()
    registers.page.command_given.emit("withhold")
    registers.page.command_given.emit("change")
    assert words_in(registers.desk.dialog(EntryDialog), "title") == "Too few trained staff"
    registers.session.lock()
    assert not registers.desk.has_dialog()


def test_note_with_what_is_sealed_is_closed_as_the_store_is_locked(registers: RegistersDesk, qtbot: QtBot) -> None:
    StoreKeeper(registers.session, registers.shell)
    registers.desk.begun.set_up_store()
    dialog = begin_with_cause(registers, "Three left. ", "The tunnel is unlit.")
    seal_chosen(dialog, qtbot)
    (_, sealed) = dialog.read().passages["cause"]
    dialog.token_opened.emit("cause", sealed.key)
    (note,) = dialog.findChildren(SealedNote)
    assert note.words.text() == "The tunnel is unlit."
    registers.session.lock()
    assert note.words.text() == ""
    assert dialog.isVisible()


def editor_of(dialog: EntryDialog, key: str) -> NarrativeEdit:
    """Return the editor of a text."""
    editor = dialog.field(key)
    assert isinstance(editor, NarrativeEdit)
    return editor


def cause_of(dialog: EntryDialog) -> NarrativeEdit:
    """Return the editor of a risk's cause."""
    return editor_of(dialog, "cause")


def words_in(dialog: EntryDialog, key: str) -> str:
    """Return what can be read in a text."""
    return editor_of(dialog, key).toPlainText()


def bar_of(dialog: EntryDialog) -> FindingBar:
    """Return the bar that says what the scan found."""
    return next(each for each in dialog.findChildren(FindingBar) if each.isVisible())


def begin_with_cause(registers: RegistersDesk, plain: str, secret: str) -> EntryDialog:
    """Open the form of a risk whose cause says both, the second in it chosen."""
    registers.page.add_asked.emit()
    dialog = registers.desk.dialog(EntryDialog)
    for key, value in (("intention", "1(d)"), ("title", "Too few trained staff"), ("cause", plain + secret)):
        put(dialog.field(key), value)
    cursor = cause_of(dialog).textCursor()
    cursor.setPosition(len(plain))
    cursor.setPosition(len(plain + secret), cursor.MoveMode.KeepAnchor)
    cause_of(dialog).setTextCursor(cursor)
    cause_of(dialog).setFocus()
    return dialog


def seal_chosen(dialog: EntryDialog, qtbot: QtBot) -> None:
    """Press the keys that seal."""
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    cause_of(dialog).setFocus()
    QTest.keyClick(cause_of(dialog), Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)


def test_words_chosen_in_an_entry_are_sealed_with_its_form(registers: RegistersDesk, qtbot: QtBot) -> None:
    registers.desk.begun.set_up_store()
    dialog = begin_with_cause(registers, "Three left. ", "The tunnel is unlit.")
    seal_chosen(dialog, qtbot)
    assert "tunnel" not in cause_of(dialog).toPlainText()
    cause_of(dialog).undo()
    assert "tunnel" not in cause_of(dialog).toPlainText()
    click(dialog.accept_button)
    plain, sealed = registers.entries()[0].text("cause")
    assert (plain.content, plain.is_sealed) == ("Three left. ", False)
    assert (sealed.content, sealed.is_sealed) == ("The tunnel is unlit.", True)
    assert registers.session.undo_stack.count() == 0


def test_passphrase_is_asked_for_when_words_are_sealed_in_a_locked_file(registers: RegistersDesk, qtbot: QtBot) -> None:
    registers.desk.begun.set_up_store()
    registers.session.lock()
    asked: list[Callable[[], object]] = []
    registers.session.unlock_wanted.connect(asked.append)
    dialog = begin_with_cause(registers, "Three left. ", "The tunnel is unlit.")
    seal_chosen(dialog, qtbot)
    assert "tunnel" in cause_of(dialog).toPlainText()
    registers.session.unlock(PASSPHRASE)
    asked[0]()
    assert "tunnel" not in cause_of(dialog).toPlainText()
    registers.session.lock()
    click(dialog.accept_button)
    assert registers.entries() == []
    registers.session.unlock(PASSPHRASE)
    asked[-1]()
    assert [passage.is_sealed for passage in registers.entries()[0].text("cause")] == [False, True]


def test_words_beside_what_is_sealed_are_changed_while_the_store_is_locked(
    registers: RegistersDesk, qtbot: QtBot
) -> None:
    registers.desk.begun.set_up_store()
    dialog = begin_with_cause(registers, "Three left. ", "The tunnel is unlit.")
    seal_chosen(dialog, qtbot)
    click(dialog.accept_button)
    registers.session.lock()
    registers.page.command_given.emit("change")
    again = registers.desk.dialog(EntryDialog)
    cause_of(again).moveCursor(QTextCursor.MoveOperation.Start)
    cause_of(again).insertPlainText("Since May: ")
    click(again.accept_button)
    registers.session.unlock(PASSPHRASE)
    assert [passage.content for passage in registers.entries()[0].text("cause")] == [
        "Since May: Three left. ", "The tunnel is unlit.",
    ]  # fmt: skip


def test_marking_typed_in_an_entry_is_sealed_where_it_is_found(registers: RegistersDesk, qtbot: QtBot) -> None:
    registers.desk.begun.set_up_store()
    dialog = begin_with_cause(registers, "Three left.\n", "RESTRICTED: the tunnel is unlit.")
    with qtbot.waitSignal(
        dialog.prose_edited, check_params_cb=lambda name, _: name == "cause"
    ):  # a title was typed too
        cause_of(dialog).narrative_edited.emit()
    click(bar_of(dialog).buttons()[1])
    click(dialog.accept_button)
    assert [passage.is_sealed for passage in registers.entries()[0].text("cause")] == [False, True]


def test_words_of_a_title_are_sealed_in_its_line(registers: RegistersDesk, qtbot: QtBot) -> None:
    registers.desk.begun.set_up_store()
    registers.page.add_asked.emit()
    dialog = registers.desk.dialog(EntryDialog)
    title = editor_of(dialog, "title")
    put(title, "Bell out on the north landing")
    assert title.find("north landing")
    title.setFocus()
    press_in(dialog, title, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier, qtbot)
    put(dialog.field("intention"), "1(d)")
    press_in(dialog, title, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, qtbot)
    (plain, sealed) = registers.entries()[0].text("title")
    assert (plain.content, sealed.content, sealed.is_sealed) == ("Bell out on the ", "north landing", True)
    registers.session.lock()
    assert registers.rows() == ["Bell out on the [RESTRICTED], sealed: Open"]
    registers.page.command_given.emit("change")
    again = registers.desk.dialog(EntryDialog)
    assert "landing" not in words_in(again, "title")
    editor_of(again, "title").moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClicks(editor_of(again, "title"), "Cell ")
    click(again.accept_button)
    registers.session.unlock(PASSPHRASE)
    assert [p.content for p in registers.entries()[0].text("title")] == ["Cell Bell out on the ", "north landing"]


def press_in(
    dialog: EntryDialog, editor: NarrativeEdit, key: Qt.Key, modifier: Qt.KeyboardModifier, qtbot: QtBot
) -> None:
    """Press a key in a field of a dialog."""
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    QTest.keyClick(editor, key, modifier)


def test_what_is_pasted_into_a_line_stays_one_line(registers: RegistersDesk) -> None:
    registers.page.add_asked.emit()
    title = editor_of(registers.desk.dialog(EntryDialog), "title")
    pasted = QMimeData()
    pasted.setText("Bell out\r\non the landing\n")
    title.insertFromMimeData(pasted)
    assert title.toPlainText() == "Bell out on the landing"


def test_what_may_stay_is_kept_with_a_reason_for_the_words_that_were_read(registers: RegistersDesk) -> None:
    registers.page.add_asked.emit()
    dialog = registers.desk.dialog(EntryDialog)
    for key, value in (("intention", "1(d)"), ("title", "Bell out"), ("cause", "  Told to A1234BC at once.")):
        put(dialog.field(key), value)
    dialog.prose_edited.emit("cause", dialog.passages("cause"))
    keep_found(registers, dialog, "SECRET: the source said so")
    prompt = registers.desk.dialog(PromptDialog)
    assert prompt.prompt_fault.isVisible()
    prompt.prompt_field.setText("He raised it himself, in the open council")
    click(prompt.accept_button)
    assert not any(each.isVisible() for each in dialog.findChildren(FindingBar))
    click(dialog.accept_button)
    ((decision,), (passage,)) = registers.session.content().decisions, registers.entries()[0].text("cause")
    assert (decision.record.passage_id, decision.record.revision_id) == (passage.id, passage.revision_id)
    assert shown(decision.text("reason")) == "He raised it himself, in the open council"
    registers.page.command_given.emit("change")
    again = registers.desk.dialog(EntryDialog)
    assert not any(each.isVisible() for each in again.findChildren(FindingBar))
    cause_of(again).moveCursor(QTextCursor.MoveOperation.End)
    cause_of(again).insertPlainText(" Twice.")
    again.prose_edited.emit("cause", again.passages("cause"))
    assert bar_of(again).isVisible()


def keep_found(registers: RegistersDesk, dialog: EntryDialog, reason: str) -> None:
    """Choose to keep what was found, and give a reason."""
    click(bar_of(dialog).buttons()[-1])
    prompt = registers.desk.dialog(PromptDialog)
    prompt.prompt_field.setText(reason)
    click(prompt.accept_button)


def test_reason_for_words_that_were_typed_over_is_not_recorded(registers: RegistersDesk) -> None:
    registers.page.add_asked.emit()
    dialog = registers.desk.dialog(EntryDialog)
    for key, value in (("intention", "1(d)"), ("title", "Told to A1234BC")):
        put(dialog.field(key), value)
    dialog.prose_edited.emit("title", dialog.passages("title"))
    keep_found(registers, dialog, "He raised it himself")
    put(dialog.field("title"), "Told to A1234BC and others")
    click(dialog.accept_button)
    assert len(registers.entries()) == 1
    assert registers.session.content().decisions == []


def test_nothing_is_asked_of_what_is_withheld_whole(registers: RegistersDesk) -> None:
    registers.desk.begun.set_up_store()
    registers.page.add_asked.emit()
    dialog = registers.desk.dialog(EntryDialog)
    for key, value in (("intention", "1(d)"), ("title", "RESTRICTED: told to A1234BC")):
        put(dialog.field(key), value)
    dialog.prose_edited.emit("title", dialog.passages("title"))
    assert bar_of(dialog).isVisible()
    dialog.withhold_check.click()
    assert not any(each.isVisible() for each in dialog.findChildren(FindingBar))
    click(dialog.accept_button)
    assert registers.entries()[0].record.sealed_id is not None


def test_what_is_left_to_do_leads_to_its_register(registers: RegistersDesk) -> None:
    registers.add_risk(review_by="1 September 2026")
    registers.page.group_chosen.emit("need")
    registers.shell.go("registers", Aim(task=Task.REGISTER_DUE))
    assert registers.rows() == ["Too few trained staff: Review overdue, by 21 days"]


def test_entry_is_found_by_its_words(registers: RegistersDesk) -> None:
    registers.add_risk()
    found = index_of(registers.session.content(), with_sealed=False).find("trained staff")
    entry = registers.entries()[0].record.id
    assert [each.target.key for each in found if each.target.kind is FoundKind.ENTRY] == [entry]
