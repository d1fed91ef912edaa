"""Asks in a dialog, does the job, and where it is refused says so in that dialog, which then stays open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.desktop.dialogs.form_dialog import FormDialog
from app.desktop.dialogs.prompt_dialog import PromptDialog, PromptView
from app.desktop.sealed_shown import mark_sealed
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.domain.errors import UserError
from app.services.registering import EntryFaults


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

    def take_form(
        self, dialog: FormDialog, words: str, job: Callable[[], object], field_of: Callable[[UserError], str]
    ) -> None:
        """Do the job of a form and close it; a refusal is said at the field that `field_of` names."""

        def work() -> object:
            done = job()
            dialog.accept()
            return done

        def refuse(error: UserError) -> None:
            by_field = error.by_field if isinstance(error, EntryFaults) else {field_of(error): error.sentence}
            dialog.show_faults(by_field)

        self._session.act(words, work, on_refused=refuse)
