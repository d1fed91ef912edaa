"""Evidence and findings added from the Checklist, on a real file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel, QWidget

from app.desktop.dialogs.evidence_dialog import EvidenceDialog
from app.desktop.dialogs.finding_dialog import FindingDialog
from app.desktop.dialogs.prompt_dialog import PromptDialog
from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.presenters.checklist_presenter import ChecklistPresenter
from app.desktop.shell import Shell
from app.desktop.widgets.finding_bar import FindingBar
from app.desktop.widgets.finding_line import FindingLine
from app.domain.records import Action, Evidence, EvidenceLink, Finding, Result
from app.domain.text import shown
from app.services.answering import Question, record_result
from tests.desktop.conftest import click
from tests.desktop.register_desk import RegisterDesk, register_desk, seal_in
from tests.services.begun_files import TODAY

Press = Callable[..., None]


@pytest.fixture
def desk(shell: Shell, tmp_path: Path) -> Iterator[RegisterDesk]:
    shell.window().resize(1280, 800)
    with register_desk(tmp_path, shell) as made:
        begun = made.begun
        question = Question(begun.period_id, "1f-03", 1)
        record_result(begun.file, question, Result.NOT_MET, person_id=begun.other_id, on=TODAY)
        made.session.place = "1f-03"
        made.session.refresh()
        ChecklistPresenter(made.session, page_of(shell), shell)
        shell.show_page("checklist")
        yield made


def page_of(shell: Shell) -> ChecklistPage:
    page = shell.page("checklist")
    assert isinstance(page, ChecklistPage)
    return page


def counts(desk: RegisterDesk) -> tuple[int, int]:
    with desk.begun.file.reading() as work:
        return len(work.list(Finding)), len(work.list(Action))


def test_finding_and_its_action_are_recorded_by_key(desk: RegisterDesk, shell: Shell, press: Press) -> None:
    press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = desk.dialog(FindingDialog)
    assert dialog.finding_question.text().startswith("1f-03 ")
    dialog.title_field.editor.setPlainText("Two weekends missed")
    dialog.action_title_field.editor.setPlainText("Cover testing during leave")
    dialog.due_field.setText("15 October 2026")
    click(dialog.accept_button)
    assert counts(desk) == (1, 1)
    assert page_of(shell).question_pane.action_title.text() == "Cover testing during leave"
    desk.session.undo_stack.undo()
    assert counts(desk) == (0, 0)
    desk.session.undo_stack.redo()
    assert counts(desk) == (1, 1)


def test_refused_action_keeps_both_in_the_dialog(desk: RegisterDesk, shell: Shell) -> None:
    page_of(shell).finding_action.trigger()
    dialog = desk.dialog(FindingDialog)
    dialog.title_field.editor.setPlainText("Two weekends missed")
    dialog.action_title_field.editor.setPlainText("SECRET: move the informer")
    click(dialog.accept_button)
    assert dialog.isVisible()
    fault = dialog.findChild(QLabel, "action_title_fault")
    assert fault is not None
    assert fault.isVisible()
    assert counts(desk) == (0, 0)


def test_words_of_a_finding_and_of_its_action_are_sealed_with_both(desk: RegisterDesk, shell: Shell) -> None:
    desk.begun.set_up_store()
    page_of(shell).finding_action.trigger()
    dialog = desk.dialog(FindingDialog)
    for name, words, secret in (
        ("title", "Bell out on ", "the north landing"), ("detail", "Seen. ", "He hid the wire."),
        ("action_title", "Search ", "the boiler house"),
    ):  # fmt: skip
        seal_in(dialog, name, words, secret)
    click(dialog.accept_button)
    assert counts(desk) == (1, 1)
    assert desk.session.undo_stack.count() == 0
    desk.session.lock()
    (found,), (action,) = desk.session.content().findings, desk.session.content().actions
    texts = (found.text("title"), found.text("detail"), action.text("title"))
    assert [[part.content for part in text] for text in texts] == [
        ["Bell out on ", None], ["Seen. ", None], ["Search ", None],
    ]  # fmt: skip


def record_finding(desk: RegisterDesk, shell: Shell) -> FindingLine:
    """Record a finding without an action, and return its line at the question."""
    page_of(shell).finding_action.trigger()
    dialog = desk.dialog(FindingDialog)
    dialog.editor("title").setPlainText("Two weekends missed on the north landing")
    dialog.action_check.click()
    click(dialog.accept_button)
    return line_of(shell)


def line_of(shell: Shell) -> FindingLine:
    """Return the only line of a finding that stands at the question."""
    (line,) = page_of(shell).question_pane.found_lines.findChildren(FindingLine)
    return line


def test_finding_stands_at_its_question_and_is_changed_and_taken_back(desk: RegisterDesk, shell: Shell) -> None:
    line = record_finding(desk, shell)
    assert line.view.line.title == "Two weekends missed on the north landing"
    assert line.view.line.detail.endswith("Minor nonconformity")
    click(line)
    dialog = desk.dialog(FindingDialog)
    assert not dialog.action_check.isVisible()
    dialog.grade_field.setCurrentIndex(dialog.grade_field.findData("major"))
    dialog.editor("title").clear()
    click(dialog.accept_button)
    assert dialog.editor("title").property("fault")
    dialog.editor("title").setPlainText("Three weekends missed")
    click(dialog.accept_button)
    assert line_of(shell).view.line.title == "Three weekends missed"
    assert line_of(shell).view.line.detail.endswith("Major nonconformity")
    desk.session.undo_stack.undo()
    assert line_of(shell).view.line.title == "Two weekends missed on the north landing"


def test_late_discovery_in_a_finding_is_sealed_where_it_stands_or_whole(desk: RegisterDesk, shell: Shell) -> None:
    desk.begun.set_up_store()
    click(record_finding(desk, shell))
    dialog = desk.dialog(FindingDialog)
    seal_in(dialog, "title", "Two weekends missed on ", "the north landing")
    click(dialog.accept_button)
    assert "landing" not in f"{line_of(shell).view.line} {line_of(shell).accessibleName()}"
    assert line_of(shell).view.line.marking == "RESTRICTED"
    click(line_of(shell))
    whole = desk.dialog(FindingDialog)
    whole.editor("title").moveCursor(QTextCursor.MoveOperation.Start)
    whole.editor("title").insertPlainText("May: ")
    whole.withhold_check.click()
    click(whole.accept_button)
    (found,) = desk.session.content().findings
    assert found.record.sealed_id is not None
    said = "May: Two weekends missed on the north landing"
    assert "".join(part.content or "" for part in found.text("title")) == said
    click(line_of(shell))
    assert desk.dialog(FindingDialog).editor("title").toPlainText() == said
    desk.session.lock()
    assert page_of(shell).question_pane.found_lines.findChildren(FindingLine) == []


def test_reason_why_it_may_stay_is_asked_for_in_the_form_of_a_finding(desk: RegisterDesk, shell: Shell) -> None:
    page_of(shell).finding_action.trigger()
    dialog = desk.dialog(FindingDialog)
    dialog.editor("title").setPlainText("Two weekends missed")
    dialog.editor("action_title").setPlainText("Tell A1234BC")
    dialog.prose_edited.emit("action_title", dialog.passages("action_title"))
    (bar,) = filter(QWidget.isVisible, dialog.findChildren(FindingBar))
    click(bar.buttons()[-1])
    prompt = desk.dialog(PromptDialog)
    prompt.prompt_field.setText("He asked for it")
    click(prompt.accept_button)
    click(dialog.accept_button)
    (action,) = desk.session.content().actions
    (decision,) = desk.session.content().decisions
    assert decision.record.passage_id == action.text("title")[0].id


def test_file_given_to_the_side_pane_is_cited_by_the_question(desk: RegisterDesk, shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "rota.txt"
    path.write_bytes(b"Rota")
    page_of(shell).side_pane.files_given.emit([path])
    dialog = desk.dialog(EvidenceDialog)
    assert dialog.items_field.text() == "1f-03"
    click(dialog.accept_button)
    desk.settle()
    with desk.begun.file.reading() as work:
        assert [shown(entry.text("title")) for entry in work.list(Evidence)] == ["rota"]
        assert [link.record.item_ref for link in work.list(EvidenceLink)] == ["1f-03"]
    assert shell.current_key == "checklist"


def test_files_that_cannot_be_taken_are_named_on_the_page(desk: RegisterDesk, shell: Shell, tmp_path: Path) -> None:
    page = page_of(shell)
    page.side_pane.files_given.emit([tmp_path / "gone.txt"])
    assert not desk.has_dialog()
    words = " ".join(label.text() for label in page.question_pane.unsaved.findChildren(QLabel))
    assert "gone.txt: It is no longer there" in words


def test_evidence_asked_for_by_button_is_cited_by_the_question(desk: RegisterDesk, shell: Shell) -> None:
    click(page_of(shell).side_pane.add_evidence)
    assert desk.dialog(EvidenceDialog).items_field.text() == "1f-03"
