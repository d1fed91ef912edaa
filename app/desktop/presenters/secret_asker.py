"""Asks for passphrases: one that is known, or a new one that is typed twice."""

from __future__ import annotations

from collections.abc import Callable

from app.desktop.dialogs.prompt_dialog import PromptDialog, PromptView
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.domain.errors import UserError
from app.services.sealing_keys import LEAST_PASSPHRASE

_TOO_SHORT = f"A passphrase needs at least {LEAST_PASSPHRASE} characters. Take four plain words with spaces between."
_NOT_THE_SAME = "The two are not the same. Type it again, or cancel and choose another."


class SecretAsker:
    """Holds nothing of what is typed longer than it takes to do the job."""

    def __init__(self, session: Session, shell: Shell) -> None:
        self._session = session
        self._shell = shell

    def ask(self, view: PromptView, take: Callable[[str], object]) -> None:
        """Ask once; a UserError of `take` is said in the dialog, which then stays open."""
        dialog = PromptDialog(self._shell.loader, view, self._shell.window())

        def given(typed: str) -> None:
            try:
                take(typed)
            except UserError as error:
                dialog.show_fault(error.sentence)
                return
            dialog.accept()

        dialog.text_given.connect(given)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_new(self, title: str, detail: str, take: Callable[[str], object]) -> None:
        """Ask for a new passphrase twice."""

        def repeat(first: str) -> None:
            if len(first.strip()) < LEAST_PASSPHRASE:
                raise UserError(_TOO_SHORT)

            def compare(second: str) -> None:
                if second != first:
                    raise UserError(_NOT_THE_SAME)
                take(first)

            self.ask(PromptView("Type the passphrase again", "So that a typing slip locks nobody out.",
                                "The same passphrase", "Take it", is_secret=True), compare)  # fmt: skip

        self.ask(PromptView(title, detail, "New passphrase", "Go on", is_secret=True), repeat)
