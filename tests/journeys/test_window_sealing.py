"""Sealing, refusing and recovering in the window: what may stand in the file, and what may not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.desktop.dialogs.choice_dialog import ChoiceDialog
from app.desktop.dialogs.prompt_dialog import PromptDialog
from app.desktop.widgets.sealed_note import SealedNote
from app.domain.catalogue_terms import Country, Sector
from app.services.establishing import NewEstablishment, establish
from tests.journeys.commands import PASSPHRASE
from tests.journeys.fills import SEALED
from tests.journeys.windows import ALT, CONTROL, Driven, holds

SECRET_WORDS = "Marmalade otters convene under the seventh bridge"
OPEN_WORDS = "The register was read on the wing. "


def settle(driven: Driven, action: str) -> None:
    """Settle the first finding by the button of an action."""
    bar = driven.checklist.question_pane.narrative_field.bar
    next(button for button in bar.buttons() if button.text() == action).click()


def test_passage_is_sealed_by_key_and_stands_nowhere_in_the_file(driven: Driven, file: Path) -> None:
    driven.go_to("1f-04")
    driven.type_text(OPEN_WORDS + SECRET_WORDS)
    driven.wait(lambda: holds(file, SECRET_WORDS))
    driven.select(SECRET_WORDS)
    driven.press(Qt.Key.Key_R, CONTROL)
    driven.give(PASSPHRASE)
    narrative = driven.checklist.question_pane.narrative
    driven.wait(lambda: SECRET_WORDS not in narrative.toPlainText())
    assert [p.marking for p in narrative.passages() if p.is_sealed] == ["RESTRICTED"]
    assert not driven.session.undo_stack.canUndo()
    narrative.undo()
    assert SECRET_WORDS not in narrative.toPlainText()
    driven.close()
    assert holds(file, OPEN_WORDS.strip())
    assert not holds(file, SECRET_WORDS)
    assert not holds(file, SECRET_WORDS[:20])


def test_words_of_a_reason_are_sealed_in_their_line_and_go_with_another_answer(driven: Driven, file: Path) -> None:
    driven.go_to("1f-04")
    driven.press(Qt.Key.Key_4, ALT)
    reason = driven.checklist.question_pane.reason
    reason.editor.setFocus()
    QTest.keyClicks(reason.editor, f"{OPEN_WORDS}RESTRICTED: {SECRET_WORDS}")
    driven.checklist.question_pane.hand_over()
    assert driven.checklist.question_pane.unsaved.isVisible()
    reason.bar.buttons()[1].click()
    driven.give(PASSPHRASE)
    driven.wait(lambda: SECRET_WORDS not in reason.editor.toPlainText())
    assert not driven.checklist.question_pane.unsaved.isVisible()
    driven.session.lock()
    QTest.keyClicks(reason.editor, " Since May.")
    driven.checklist.question_pane.hand_over()
    driven.session.unlock(PASSPHRASE)
    answer = next(each for each in driven.session.content().answers if each.record.item_ref == "1f-04")
    assert [part.is_sealed for part in answer.text("reason")] == [True, False]
    assert (answer.text("reason")[0].content or "").endswith(SECRET_WORDS)
    driven.press(Qt.Key.Key_1, ALT)
    answer = next(each for each in driven.session.content().answers if each.record.item_ref == "1f-04")
    assert answer.text("reason") == ()
    driven.close()
    assert not holds(file, SECRET_WORDS)


def test_reason_that_may_not_be_saved_is_let_go_with_another_answer(driven: Driven) -> None:
    driven.go_to("1f-04")
    driven.press(Qt.Key.Key_4, ALT)
    pane = driven.checklist.question_pane
    pane.reason.editor.setFocus()
    QTest.keyClicks(pane.reason.editor, f"SECRET: {SECRET_WORDS}")
    pane.hand_over()
    assert pane.unsaved.isVisible()
    driven.press(Qt.Key.Key_1, ALT)
    assert not pane.unsaved.isVisible()
    driven.press(Qt.Key.Key_4, ALT)
    assert pane.reason.editor.toPlainText() == ""


def test_sealed_store_is_set_up_when_the_first_passage_is_sealed(
    make_driven: Callable[[], Driven], tmp_path: Path
) -> None:
    path = tmp_path / "fresh.assure"
    new = NewEstablishment("HMP Carrow Vale", "CVL", Sector.PUBLIC, Country.ENGLAND, "2014-15 Q2")
    establish(path, new, today=date(2014, 9, 1)).close()
    driven = make_driven()
    driven.open(path)
    driven.go_to("1f-04")
    driven.type_text(SECRET_WORDS)
    driven.select(SECRET_WORDS)
    driven.press(Qt.Key.Key_R, CONTROL)
    driven.give(PASSPHRASE)
    driven.give(PASSPHRASE)
    driven.wait(lambda: driven.session.file.has_sealed_store)
    assert driven.shell.store_card.store_title.text() == "Sealed store unlocked"
    driven.close()
    assert not holds(path, SECRET_WORDS)


def test_text_above_the_ceiling_is_never_written(driven: Driven, file: Path) -> None:
    driven.go_to("1f-04")
    driven.type_text(f"SECRET - {SECRET_WORDS}")
    pane = driven.checklist.question_pane
    driven.wait(pane.narrative_field.bar.isVisible)
    assert "Nothing above RESTRICTED may be held here" in pane.narrative_field.bar.sentence.text()
    assert pane.unsaved_title.text() == "1 thing is not saved"
    driven.go_to("1f-05")
    driven.go_to("1f-04")
    assert SECRET_WORDS in pane.narrative.toPlainText()  # it stays in the editor
    assert not driven.desk.close_file()
    assert not holds(file, SECRET_WORDS)
    settle(driven, "Remove the paragraph")
    assert not pane.unsaved.isVisible()
    driven.close()
    assert not holds(file, SECRET_WORDS)


def test_saved_versions_go_when_refused_text_follows_them(driven: Driven, file: Path) -> None:
    driven.go_to("1f-04")
    driven.type_text(OPEN_WORDS)
    driven.leave_field()
    assert holds(file, OPEN_WORDS.strip())
    driven.type_text(f"\nSECRET - {SECRET_WORDS}")
    driven.wait(driven.checklist.question_pane.narrative_field.bar.isVisible)
    driven.desk.presenter.forget_unsaved()  # type: ignore[union-attr]  # a file is open
    driven.close()
    assert not holds(file, OPEN_WORDS.strip())
    assert not holds(file, SECRET_WORDS)


def test_file_is_closed_without_refused_text_when_that_is_chosen(driven: Driven) -> None:
    driven.go_to("1f-04")
    driven.type_text(f"SECRET - {SECRET_WORDS}")
    driven.shell.close_action.trigger()
    driven.wait(lambda: driven.dialog(ChoiceDialog) is not None)
    dialog = driven.dialog(ChoiceDialog)
    assert isinstance(dialog, ChoiceDialog)
    dialog.second_button.click()
    assert driven.desk.session is None


def test_marked_paragraph_is_sealed_from_its_finding(driven: Driven, file: Path) -> None:
    driven.go_to("1f-04")
    driven.type_text(f"{OPEN_WORDS}\nRESTRICTED: {SECRET_WORDS}")
    driven.wait(driven.checklist.question_pane.narrative_field.bar.isVisible)
    assert not holds(file, SECRET_WORDS)
    settle(driven, "Seal it")
    driven.give(PASSPHRASE)
    narrative = driven.checklist.question_pane.narrative
    driven.wait(lambda: SECRET_WORDS not in narrative.toPlainText())
    assert not driven.checklist.question_pane.unsaved.isVisible()
    driven.close()
    assert holds(file, OPEN_WORDS.strip())
    assert not holds(file, SECRET_WORDS)


def test_prisoner_number_is_kept_with_a_reason(driven: Driven) -> None:
    driven.go_to("1f-04")
    driven.type_text("The refusal by A1234BC was recorded.")
    pane = driven.checklist.question_pane
    driven.wait(pane.narrative_field.bar.isVisible)
    driven.leave_field()
    assert [todo.item_ref for todo in driven.session.left() if todo.task == "marking_to_decide"] == ["1f-04"]
    settle(driven, "Keep, and say why…")
    driven.give("He agreed to be named in it.")
    driven.wait(lambda: not pane.narrative_field.bar.isVisible())
    assert not [todo for todo in driven.session.left() if todo.task == "marking_to_decide"]


def test_prisoner_number_is_replaced_by_words(driven: Driven) -> None:
    driven.go_to("1f-04")
    driven.type_text("The refusal by A1234BC was recorded.")
    driven.wait(driven.checklist.question_pane.narrative_field.bar.isVisible)
    settle(driven, "Write ‘a prisoner’")
    assert driven.checklist.question_pane.narrative.toPlainText() == "The refusal by a prisoner was recorded."
    assert not driven.checklist.question_pane.narrative_field.bar.isVisible()


def test_sealed_text_is_shown_while_unlocked_and_hidden_when_locked(driven: Driven) -> None:
    driven.go_to("1f-01")
    pane = driven.checklist.question_pane
    token = next(passage for passage in pane.narrative.passages() if passage.is_sealed)
    assert (token.marking, token.amount) == ("RESTRICTED", "")
    pane.prose.token_opened.emit("1f-01", "narrative", token.key)
    driven.give(PASSPHRASE)
    driven.wait(lambda: bool(pane.findChildren(SealedNote)))
    assert pane.findChildren(SealedNote)[0].words.text() == SEALED
    assert driven.shell.marking_tag.text() == "RESTRICTED"
    driven.shell.store_action.trigger()
    assert not driven.session.file.is_unlocked
    driven.wait(lambda: not [note for note in pane.findChildren(SealedNote) if note.isVisible()])
    assert SEALED not in " ".join(label.text() for label in driven.window.findChildren(QLabel))


def test_withheld_answer_is_read_and_changed_once_unlocked(driven: Driven, file: Path) -> None:
    driven.go_to("1e-01")
    pane = driven.checklist.question_pane
    assert pane.withheld.isVisible()
    pane.withheld_unlock.click()
    driven.give(PASSPHRASE)
    driven.wait(lambda: not pane.withheld.isVisible())
    assert SEALED in pane.narrative.toPlainText()
    driven.type_text(f" {SECRET_WORDS}")
    driven.wait(lambda: driven.shell.saved_status.text() == "Saved 14:32")
    driven.close()
    assert not holds(file, SECRET_WORDS)
    driven.open(file)
    driven.session.unlock(PASSPHRASE)
    driven.go_to("1e-01")
    assert driven.checklist.question_pane.narrative.toPlainText() == f"{SEALED} twice. {SECRET_WORDS}"


def test_wrong_passphrase_is_said_and_the_store_stays_locked(driven: Driven) -> None:
    driven.shell.store_action.trigger()
    driven.give("not the passphrase")
    dialog = driven.dialog(PromptDialog)
    assert isinstance(dialog, PromptDialog)
    assert "does not open" in dialog.prompt_fault.text()
    assert not driven.session.file.is_unlocked


TYPIST = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from app.desktop.aim import Aim
from app.desktop.application import make_application, make_shell
from app.desktop.desk import Desk
from app.desktop.places import Places
from app.desktop.remembered import Remembered
from app.desktop.window import Window

application = make_application()
window = Window(application)
shell = make_shell(application, window, Places())
desk = Desk(shell, Remembered())
window.show()
desk.open_file(Path(sys.argv[1]))
shell.go("checklist", Aim(item="1f-04"))
narrative = shell.page("checklist").question_pane.narrative
desk.session.saved.connect(lambda at: (print("saved", flush=True)))
desk.session.checked.connect(lambda is_sound: QTest.keyClicks(narrative, "Half a sentence that was never"))
desk.check()
application.exec()
"""


def test_draft_is_there_again_when_the_program_was_killed(
    make_driven: Callable[[], Driven], file: Path, root: Path
) -> None:
    command = [sys.executable, "-c", TYPIST, str(file)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, env=os.environ.copy()) as typist:
        assert typist.stdout is not None
        assert typist.stdout.readline()
        typist.send_signal(signal.SIGKILL)
    driven = make_driven()
    driven.open(file)
    driven.go_to("1f-04")
    assert driven.checklist.question_pane.narrative.toPlainText() == "Half a sentence that was never"


def test_copies_are_offered_for_sealing_when_words_are_sealed(driven: Driven, file: Path) -> None:
    driven.go_to("1f-05")
    driven.type_text(f"Heard again: {SECRET_WORDS}.")
    driven.leave_field()
    driven.go_to("1f-04")
    driven.type_text(OPEN_WORDS + SECRET_WORDS)
    driven.leave_field()
    driven.select(SECRET_WORDS)
    driven.press(Qt.Key.Key_R, CONTROL)
    driven.give(PASSPHRASE)
    driven.wait(lambda: driven.dialog(ChoiceDialog) is not None)
    dialog = driven.dialog(ChoiceDialog)
    assert isinstance(dialog, ChoiceDialog)
    assert "1f-05, answer, narrative" in dialog.choice_text.toPlainText()
    assert "otters" not in dialog.choice_text.toPlainText() + dialog.choice_detail.text()
    dialog.first_button.click()
    driven.close()
    assert not holds(file, SECRET_WORDS)
    assert holds(file, "Heard again: ")
