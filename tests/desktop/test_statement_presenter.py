"""The Statement page on a real file: what is stated, read, signed off, changed and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desktop.aim import Aim
from app.desktop.jobs import Jobs
from app.desktop.pages.statement_page import StatementPage
from app.desktop.presenters.statement_presenter import StatementPresenter
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.specimens import frames
from app.desktop.views.list_view import ItemRow
from app.desktop.widgets.sealed_note import SealedNote
from app.domain.records import Answer, Finding, Grade, Level, Ownership, Post, Result, SelfAudit, Statement
from app.domain.statement_readiness import is_signed_off
from app.domain.text import Passage, shown
from tests.desktop.conftest import click
from tests.services.begun_files import PASSPHRASE, TODAY, Begun, at, begun_file

WORDS = "I have some assurance."


class StatementDesk:
    """A file with 1(f) begun, owned by the audit lead's post; the lead sits at the page."""

    def __init__(self, begun: Begun, shell: Shell, day: date = TODAY) -> None:
        self.begun = begun
        self.shell = shell
        self._day = day
        self.audit_id = self._begin(begun)
        shell.show_view(frames.shell())
        self._jobs = Jobs(shell)
        self.session = Session(begun.file, begun.period_id, self._jobs, self._now, shell)
        self.session.is_checked = True
        self.session.person_id = begun.other_id
        shell.show_page("statement")
        page = shell.page("statement")
        assert isinstance(page, StatementPage)
        self.page = page
        self.presenter = StatementPresenter(self.session, page, shell)
        shell.go("statement", Aim(intention="1(f)"))

    def _begin(self, begun: Begun) -> str:
        with begun.file.work("Began") as work:
            posts = {shown(e.text("title")): e.record.id for e in work.list(Post)}
            lead = posts["Audit lead"]
            work.put(Ownership(period_id=begun.period_id, intention_ref="1(f)", post_id=lead))
            audit = work.put(SelfAudit(period_id=begun.period_id, intention_ref="1(f)")).record.id
            answers = {"1f-01": Result.PARTLY_MET, "1f-02": Result.MET, "1f-03": Result.NOT_MET}
            for ref, result in answers.items():
                answer = Answer(self_audit_id=audit, item_ref=ref, result=result)
                work.put(answer, {"narrative": begun.text(f"Seen at {ref}.")})
            finding = Finding(self_audit_id=audit, item_ref="1f-03", grade=Grade.MAJOR)
            work.put(finding, {"title": begun.text("No weekend test.")})
        return audit

    @property
    def statement(self) -> Statement:
        entry = self.session.content().statement("1(f)")
        assert entry is not None
        return entry.record

    @property
    def reason(self) -> str:
        return self.page.statement_pane.signature_well.sign_reason.text()

    def wording(self, field: str = "wording") -> str:
        entry = self.session.content().statement("1(f)")
        return shown(entry.text(field)) if entry else ""

    def is_signed(self, ref: str | None = "1(f)") -> bool:
        return is_signed_off(self.session.content(), ref)

    def type(self, words: str) -> None:
        editor = self.page.statement_pane.wording_field.editor
        editor.moveCursor(QTextCursor.MoveOperation.End)
        QTest.keyClicks(editor, words)
        self.page.statement_pane.prose.hand_over()

    def read_all(self) -> None:
        for card in self.page.reading_pane.cards:
            if not card.tick.isChecked():
                card.tick.click()

    def write(self) -> None:
        self.page.statement_pane.level_choice.choose(2)
        self.type(WORDS)

    def sign(self) -> None:
        self.write()
        self.read_all()
        self.page.statement_pane.ask_sign()

    def unlock(self, then: Callable[[], object]) -> None:
        self.session.unlock(PASSPHRASE)
        then()

    def rows(self) -> dict[str, ItemRow]:
        return {row.key: row for row in self.page.statement_list.statements.row_model.items()}

    def close(self) -> None:
        self.session.close()
        self._jobs.close()

    def _now(self) -> datetime:
        return at(self._day)


@pytest.fixture
def desk(tmp_path: Path, shell: Shell) -> Iterator[StatementDesk]:
    with begun_file(tmp_path) as begun:
        made = StatementDesk(begun, shell)
        yield made
        made.close()


def test_level_and_words_are_written_and_taken_back_by_name(desk: StatementDesk) -> None:
    desk.write()
    assert (desk.statement.level, desk.wording()) == (Level.LIMITED, WORDS)
    stack = desk.session.undo_stack
    assert stack.undoText() == "words of 1(f)"
    stack.undo()
    stack.undo()
    assert (desk.statement.level, desk.wording()) == (None, "")
    stack.redo()
    assert desk.statement.level is Level.LIMITED


def test_draft_is_saved_within_two_seconds_and_adopted_after_a_crash(desk: StatementDesk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.session.saved):
        QTest.keyClicks(desk.page.statement_pane.wording_field.editor, "Half a sen")
    with desk.begun.file.reading() as work:
        (draft,) = work.drafts(Statement)
    assert shown(draft.text) == "Half a sen"
    desk.session.checked.emit(True)
    assert desk.wording() == "Half a sen"


def test_exceptions_stand_not_met_first_with_their_findings_and_what_is_missing(desk: StatementDesk) -> None:
    views = [card.view for card in desk.page.reading_pane.cards]
    assert [(view.word, view.ref) for view in views] == [("Not met", "1f-03"), ("Partly met", "1f-01")]
    assert [line.words for line in views[0].lines] == [
        "Major nonconformity: No weekend test.",
        "No action says who will put this right.",
    ]
    assert views[0].text == "Seen at 1f-03."


def test_sign_off_waits_for_level_words_and_each_exception(desk: StatementDesk) -> None:
    reasons = [desk.reason]
    desk.write()
    reasons.append(desk.reason)
    desk.page.reading_pane.cards[0].tick.click()
    reasons.append(desk.reason)
    desk.page.reading_pane.cards[1].tick.click()
    assert reasons == [
        "No assurance level is chosen yet.",
        "2 exceptions are still to be read.",
        "1 exception is still to be read.",
    ]
    assert desk.reason == ""
    assert desk.page.statement_pane.signature_well.sign_button.isEnabled()


def test_statement_is_signed_off_by_its_owner_and_then_locked(desk: StatementDesk) -> None:
    desk.sign()
    assert desk.is_signed()
    pane = desk.page.statement_pane
    assert pane.signature_well.signed_words.text() == "Signed off by B. Lead, Audit lead, on 22 September 2026"
    assert pane.wording_field.editor.isReadOnly()
    assert not desk.session.undo_stack.canUndo()


def test_nobody_else_signs_off(desk: StatementDesk) -> None:
    desk.write()
    desk.read_all()
    desk.session.choose_person(desk.begun.holder_id)
    desk.read_all()
    assert "you work here as someone else" in desk.reason
    desk.page.statement_pane.ask_sign()
    assert not desk.is_signed()


def test_ticks_are_of_the_person_who_gave_them(desk: StatementDesk) -> None:
    desk.read_all()
    desk.session.choose_person(desk.begun.holder_id)
    assert [card.tick.isChecked() for card in desk.page.reading_pane.cards] == [False, False]


def test_tick_is_gone_when_the_answer_is_changed(desk: StatementDesk) -> None:
    desk.read_all()
    with desk.begun.file.work("Changed") as work:
        answer = next(e for e in work.list(Answer) if e.record.item_ref == "1f-03")
        work.put(answer.record, {"narrative": desk.begun.text("Worse than that.")})
    desk.session.refresh()
    assert [card.tick.isChecked() for card in desk.page.reading_pane.cards] == [False, True]


def test_signed_statement_is_changed_only_after_asking_and_needs_signing_off_again(desk: StatementDesk) -> None:
    desk.sign()
    well = desk.page.statement_pane.signature_well
    click(well.reopen_button)
    assert "needs signing off again" in desk.page.statement_pane.notices.text()
    assert desk.is_signed()
    desk.type(" Less.")
    assert not desk.is_signed()
    assert desk.reason == "2 exceptions are still to be read."


def test_text_above_the_ceiling_stays_in_the_editor_and_is_not_written(desk: StatementDesk) -> None:
    desk.type("SECRET: the name of a source.")
    pane = desk.page.statement_pane
    assert desk.wording() == ""
    assert "the name of a source" in pane.wording_field.editor.toPlainText()
    assert pane.unsaved_title.text() == "1 text is not saved"
    assert pane.wording_field.bar.isVisible()
    assert desk.presenter.leave() is False
    desk.presenter.forget_unsaved()
    assert not pane.unsaved.isVisible()


def test_selected_words_are_sealed_and_read_in_a_note(desk: StatementDesk) -> None:
    desk.begun.set_up_store()
    desk.type("Open. The informant.")
    editor = desk.page.statement_pane.wording_field.editor
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.setPosition(6)
    cursor.setPosition(20, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    desk.page.statement_pane.prose.ask_seal()
    entry = desk.session.content().statement("1(f)")
    assert entry is not None
    assert [passage.is_sealed for passage in entry.text("wording")] == [False, True]
    assert "informant" not in editor.toPlainText()
    assert not desk.session.undo_stack.canUndo()
    desk.page.statement_pane.prose.token_opened.emit("1(f)", "wording", entry.text("wording")[1].id)
    (note,) = desk.page.findChildren(SealedNote)
    assert note.words.text() == "The informant."
    desk.session.lock()
    assert note.words.text() == ""


def test_sealed_answer_makes_the_score_rise_and_that_is_pointed_out(desk: StatementDesk) -> None:
    choice = desk.page.statement_pane.level_choice
    assert choice.score_base.text() == "50, over 3 of 11 items"
    desk.begun.set_up_store()
    with desk.begun.file.work("Withheld") as work:
        answer = next(e for e in work.list(Answer) if e.record.item_ref == "1f-03")
        work.put(answer.record, is_withheld=True)
    desk.session.refresh()
    before, after = choice.score_base.text().split("\n")
    assert before.endswith("over 2 of 11 items; 1 withheld")
    assert after == "50, over 3 of 11 items, with the sealed answer counted"
    assert "sealing makes the score look better than it is" in choice.sealed_warning_words.text()
    desk.session.lock()
    assert choice.score_base.text() == before
    assert not choice.sealed_warning.isVisible()


def test_sealed_answer_is_read_in_a_note_before_it_is_ticked(desk: StatementDesk) -> None:
    desk.begun.set_up_store()
    with desk.begun.file.work("Withheld") as work:
        answer = next(e for e in work.list(Answer) if e.record.item_ref == "1f-02")
        sealed = Passage(content="The informant.", marking="restricted", is_sealed=True)
        work.put(answer.record, {"narrative": (sealed,)})
    desk.session.lock()
    card = next(card for card in desk.page.reading_pane.cards if card.view.ref == "1f-02")
    assert (card.view.word, card.tick.isEnabled()) == ("Sealed passage", False)
    desk.session.unlock_wanted.connect(desk.unlock)
    card.sealed_button.click()
    (note,) = desk.page.findChildren(SealedNote)
    assert note.words.text() == "The informant."
    card = next(card for card in desk.page.reading_pane.cards if card.view.ref == "1f-02")
    assert card.tick.isEnabled()
    assert "informant" not in repr(card.view)


def test_statement_sealed_whole_is_read_in_a_note_and_signed_off(desk: StatementDesk) -> None:
    desk.begun.set_up_store()
    desk.write()
    entry = desk.session.content().statement("1(f)")
    assert entry is not None
    with desk.begun.file.work("Withheld") as work:
        work.put(entry.record, is_withheld=True)
    desk.session.lock()
    desk.session.unlock_wanted.connect(desk.unlock)
    pane = desk.page.statement_pane
    assert desk.reason.startswith("Something in the statement is sealed.")
    pane.withheld_button.click()
    (note,) = desk.page.findChildren(SealedNote)
    assert note.words.text() == f"Limited\n\n{WORDS}"
    assert pane.withheld_button.text() == "Read the sealed text"
    assert pane.wording_field.editor.toPlainText() == ""
    desk.read_all()
    pane.ask_sign()
    assert desk.is_signed()


def test_list_says_where_each_stands_and_filters(desk: StatementDesk) -> None:
    states = {key: row.state for key, row in desk.rows().items()}
    assert states["1(f)"] == "For you"
    assert states["1(a)"] == "No level yet"
    assert states["establishment"] == "Waits for 1 other"
    desk.page.statement_list.scope_chosen.emit("mine")
    assert list(desk.rows()) == ["1(f)"]


def test_next_unsigned_follows_the_sign_off(desk: StatementDesk) -> None:
    desk.sign()
    assert desk.page.statement_pane.remaining.text() == "27 statements are still to be signed off"
    desk.page.statement_pane.ask_next()
    assert desk.page.statement_pane.key == "1(g)"


def test_head_signs_the_establishment_in_one_sitting_once_the_others_are_signed_off(desk: StatementDesk) -> None:
    desk.session.choose_person(desk.begun.holder_id)
    desk.shell.go("statement", Aim(intention="establishment"))
    pane = desk.page.statement_pane
    assert "1 statement is still to be signed off: 1(f)." in pane.notices.text()
    for row in pane.declaration_list.rows:
        row.choices.segment_chosen.emit("yes")
    desk.write()
    desk.read_all()
    assert desk.reason == "1 statement is still to be signed off: 1(f)."
    desk.session.choose_person(desk.begun.other_id)
    desk.shell.go("statement", Aim(intention="1(f)"))
    desk.sign()
    desk.session.choose_person(desk.begun.holder_id)
    desk.shell.go("statement", Aim(intention="establishment"))
    assert [button.property("hint") for button in pane.sitting_steps.buttons()] == ["1 of 1 read", "Not signed off", ""]
    pane.ask_sign()
    assert desk.is_signed(None)
    assert pane.sitting_steps.step_return.hasFocus()
    pane.sitting_steps.step_return.click()
    assert desk.shell.current_key == "return"
    pane.declaration_list.rows[0].choices.segment_chosen.emit("no")
    assert not desk.is_signed(None)


def test_comment_on_a_declaration_is_written_and_taken_back(desk: StatementDesk, qtbot: QtBot) -> None:
    desk.shell.go("statement", Aim(intention="establishment"))
    row = desk.page.statement_pane.declaration_list.rows[3]
    row.choices.segment_chosen.emit("no")
    qtbot.waitUntil(row.comment.isVisible)
    QTest.keyClicks(row.comment.editor, "Not costed.")
    desk.page.statement_pane.prose.hand_over()
    (declaration,) = desk.session.content().declarations
    assert (declaration.record.is_declared, shown(declaration.text("comment"))) == (False, "Not costed.")
    desk.session.undo_stack.undo()
    desk.session.undo_stack.undo()
    assert desk.session.content().declarations == []


def test_page_opens_at_what_this_person_signs_next(desk: StatementDesk) -> None:
    desk.shell.go("statement", Aim(task="statement_to_sign"))
    assert desk.page.statement_pane.key == "1(f)"
    desk.session.choose_person(desk.begun.holder_id)
    desk.shell.go("statement", Aim(task="statement_to_sign"))
    assert desk.page.statement_pane.key == "1(a)"
