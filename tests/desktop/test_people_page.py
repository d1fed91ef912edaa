"""People and plan on a real file, in a real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QLabel

from app.desktop.dialogs.entry_dialog import EntryDialog
from app.desktop.dialogs.post_dialog import PostDialog
from app.desktop.pages.people_page import PeoplePage
from app.desktop.presenters.people_presenter import PeoplePresenter
from app.desktop.shell import Shell
from app.desktop.widgets.narrative_edit import NarrativeEdit
from app.domain.records import Holding
from app.domain.text import shown
from app.services.seats import intentions_of
from tests.desktop.conftest import click
from tests.desktop.register_desk import RegisterDesk, register_desk, spoken_rows
from tests.services.begun_files import TODAY

Press = Callable[..., None]


class PeopleDesk:
    """The page on a new file."""

    def __init__(self, desk: RegisterDesk, shell: Shell) -> None:
        self.desk, self.shell, self.session = desk, shell, desk.session
        page = shell.page("people")
        assert isinstance(page, PeoplePage)
        self.page = page
        self.presenter = PeoplePresenter(self.session, page, shell)
        shell.show_page("people")

    def rows(self) -> list[list[str]]:
        """Return the words of the rows on show."""
        return spoken_rows(self.page)[:3]

    def show(self, scope: str) -> None:
        """Choose one of the lists."""
        self.page.scopes.segment_chosen.emit(scope)

    def choose(self, key: str) -> None:
        """Choose a row."""
        self.page.row_chosen.emit(key)

    def fill(self, name: str, starts: str = "", title: str = "") -> PostDialog:
        """Fill in the dialog that is open, and accept it."""
        dialog = self.desk.dialog(PostDialog)
        dialog.title_field.setText(title)
        dialog.name_field.setText(name)
        if starts:
            dialog.starts_field.setText(starts)
        click(dialog.accept_button)
        return dialog


@pytest.fixture
def people(shell: Shell, tmp_path: Path) -> Iterator[PeopleDesk]:
    shell.window().resize(1280, 800)
    with register_desk(tmp_path, shell) as desk:
        yield PeopleDesk(desk, shell)


def test_posts_people_owners_and_plan_are_lists_of_their_own(people: PeopleDesk) -> None:
    assert people.rows()[1] == ["Governor", "A. Head", "1 July 2026", ""]
    people.show("people")
    assert people.rows()[0] == ["A. Head", "Governor", "1 July 2026"]
    people.show("owners")
    assert people.rows()[0][:3] == ["1(a)", "Shared sense of purpose", "Nobody yet"]
    people.show("plan")
    assert people.rows()[0][0] == "1a-01"
    assert people.rows()[0][3:] == ["Due", "Never before"]


def test_a_new_post_is_there_with_who_holds_it(people: PeopleDesk) -> None:
    people.page.add_asked.emit()
    people.fill("C. New", "1 September 2026", "Head of Security")
    assert ["Head of Security", "C. New", "1 September 2026", ""] in people.rows()
    people.session.undo_stack.undo()
    assert not any("Head of Security" in row for row in people.rows())


def test_what_is_wrong_stands_at_its_field_when_a_dialog_is_not_right(people: PeopleDesk) -> None:
    people.choose(f"post:{people.desk.begun.post_id}")
    people.page.command_given.emit("holder")
    dialog = people.fill("C. New", "soon")
    fault = dialog.findChild(QLabel, "starts_fault")
    assert fault is not None
    assert fault.text().startswith("This is no date")
    people.fill("C. New", "1 January 2020")
    fault = dialog.findChild(QLabel, "starts_fault")
    assert fault is not None
    assert fault.text().startswith("Two people would hold this post")
    assert dialog.isVisible()


def test_an_owner_is_given_in_its_place_and_goes_along_with_a_handover(people: PeopleDesk) -> None:
    people.show("owners")
    people.choose("owner:1(a)")
    people.page.table.ask_edit("who")
    editor = people.page.table.findChild(QComboBox)
    assert editor is not None
    assert [editor.itemText(n) for n in range(editor.count())] == ["Nobody yet", "Audit lead", "Governor"]
    people.page.cell_edited.emit("owner:1(a)", "who", people.desk.begun.post_id)
    assert people.rows()[0][2] == "Governor, A. Head"
    people.choose(f"person:{people.desk.begun.holder_id}")
    people.show("people")
    people.page.command_given.emit("hand_over")
    assert "1 post and 1 intention" in people.desk.dialog(PostDialog).form_note.text()
    people.fill("C. New", "22 September 2026")
    content = people.session.content()
    new = next(e.record.person_id for e in content.holdings if e.record.starts == TODAY)
    assert intentions_of(content, new, TODAY) == {"1(a)"}
    assert people.session.undo_stack.undoText() == "Hand everything over"


def test_a_whole_intention_is_not_due_when_its_command_is_given(people: PeopleDesk) -> None:
    people.show("owners")
    people.choose("owner:1(a)")
    people.page.command_given.emit("none_due")
    assert people.rows()[0][3].startswith("0 of ")
    people.show("not_due")
    assert {row[3] for row in people.rows()} == {"Not due"}
    people.page.cell_edited.emit("item:1a-01", "due", "due")
    assert people.rows()[0][0] == "1a-02"
    people.session.undo_stack.undo()
    assert people.rows()[0][0] == "1a-01"


def test_a_fault_is_said_when_two_hold_a_post(people: PeopleDesk) -> None:
    begun = people.desk.begun
    with begun.file.work("As an older file has it") as work:
        work.put(Holding(post_id=begun.post_id, person_id=begun.other_id, starts=TODAY))
    people.session.refresh()
    people.choose(f"post:{begun.post_id}")
    shown = [label.text() for label in people.page.detail.findChildren(QLabel)]
    assert any(words.startswith("Two people hold it from 22 September 2026") for words in shown)
    assert "1 post to put right." in people.page.register_summary.text()


def test_plan_of_an_intention_is_written_and_taken_back(people: PeopleDesk) -> None:
    people.show("owners")
    row = next(row for row in people.presenter.read_rows() if getattr(row, "reference", "") == "1(f)")
    people.choose(row.key)
    people.page.command_given.emit("plan")
    dialog = people.desk.dialog(EntryDialog)
    field = dialog.field("plan")
    assert isinstance(field, NarrativeEdit)
    field.setPlainText("Testing on every day of the week. ")
    click(dialog.accept_button)
    audit = people.session.content().self_audit("1(f)")
    assert audit is not None
    assert shown(audit.text("plan")) == "Testing on every day of the week."
    people.session.undo_stack.undo()
    assert people.session.content().self_audit("1(f)") is None


def test_words_of_a_plan_are_sealed_with_its_form(people: PeopleDesk) -> None:
    people.desk.begun.set_up_store()
    people.show("owners")
    row = next(row for row in people.presenter.read_rows() if getattr(row, "reference", "") == "1(f)")
    people.choose(row.key)
    people.page.command_given.emit("plan")
    dialog = people.desk.dialog(EntryDialog)
    field = dialog.field("plan")
    assert isinstance(field, NarrativeEdit)
    field.setPlainText("Testing on every day. The dog comes at night.")
    field.moveCursor(QTextCursor.MoveOperation.Start)
    assert field.find("The dog comes at night.")
    field.ask_seal()
    click(dialog.accept_button)
    audit = people.session.content().self_audit("1(f)")
    assert audit is not None
    assert [(part.content, part.is_sealed) for part in audit.text("plan")] == [
        ("Testing on every day. ", False), ("The dog comes at night.", True),
    ]  # fmt: skip
    assert people.session.undo_stack.count() == 0
