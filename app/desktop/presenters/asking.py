"""Asks in a dialog, does the job, and where it is refused says so in that dialog, which then stays open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.desktop.dialogs.form_dialog import FormDialog
from app.desktop.dialogs.prompt_dialog import PromptDialog, PromptView
from app.desktop.sealed_shown import mark_sealed
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.domain.errors import UserError

WHY_KEPT = PromptView(
    "Keep it, and say why",
    "Your reason is kept with this version of the text. The text then leaves in the return.",
    "Reason",
    "Keep",
)
NOT_DELETED = "A sealed passage is not deleted by typing over it. Open it with Enter to read it."
Faults = Callable[[UserError], Mapping[str, str]]
"""How a refusal reads in a form: sentences by the form's fields."""


def faults_of(error: UserError) -> Mapping[str, str]:
    """Return a refusal under the fields that it names: they are the form's."""
    return error.by_field


def renamed(names: Mapping[str, str]) -> Faults:
    """Return how a refusal reads in a form that calls some fields of the record otherwise."""
    return lambda error: {names.get(field, field): sentence for field, sentence in error.by_field.items()}


class Asker:
    """Belongs to one session and the window it is shown in."""

    def __init__(self, session: Session, shell: Shell) -> None:
        self._session = session
        self._shell = shell

    def ask_words(self, view: PromptView, words: str, take: Callable[[str], object], before: str = "") -> None:
        """Ask for a line, `before` standing in the field; `words` name the job of `take` in the Edit menu."""
        dialog = PromptDialog(self._shell.loader, view, self._shell.window())
        dialog.prompt_field.setText(before)
        mark_sealed(dialog, shows=bool(before) and self._session.file.is_unlocked)

        def given(typed: str) -> None:
            def work() -> object:
                done = take(typed.strip())
                dialog.accept()
                return done

            self._session.act(words, work, on_refused=lambda error: dialog.show_fault(error.sentence))

        dialog.text_given.connect(given)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_form(self, dialog: FormDialog, taken: Callable[[Any], None]) -> None:
        """Open a form; `taken` is told what was typed."""
        dialog.given.connect(taken)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_form(self, dialog: FormDialog, words: str, job: Callable[[], object], faults: Faults = faults_of) -> None:
        """Do the job of a form and close it; a refusal is said at the field that it names, as `faults` reads it."""

        def work() -> object:
            done = job()
            dialog.accept()
            return done

        self._session.act(words, work, on_refused=lambda error: dialog.show_faults(faults(error)))
