"""Asks why a marking may stay in a text whose page does not show what the scan found in it: a name, a title, a plan."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.desktop.dialogs.prompt_dialog import PromptDialog, PromptView
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.domain.readiness import Obstacle
from app.services.clearing import clear_marking


class MarkingDecider(QObject):
    """Shows what was found, and keeps the reason."""

    def __init__(self, session: Session, shell: Shell) -> None:
        super().__init__(session)
        self._session = session
        self._shell = shell
        self.dialog: PromptDialog | None = None

    def ask(self, obstacle: Obstacle) -> None:
        """Ask for the reason; it holds for the text as it is now."""
        dialog = PromptDialog(self._shell.loader, _view(obstacle), self._shell.window())
        self.dialog = dialog
        session = self._session

        def keep(reason: str) -> None:
            clear_marking(session.file, obstacle, reason, person_id=session.person_id)
            dialog.accept()

        def take(reason: str) -> None:
            session.act("", lambda: keep(reason), on_refused=lambda error: dialog.show_fault(error.sentence))

        dialog.text_given.connect(take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _view(obstacle: Obstacle) -> PromptView:
    passage, found = obstacle.passage, obstacle.finding
    words = passage.content[found.start : found.end] if passage and passage.content and found else ""
    where = f"In {obstacle.place.words}: ‘{words}’. " if words else ""
    sentence = found.sentence if found else ""
    detail = f"{where}{sentence} Your reason is kept with this version of the text, which then leaves in the return."
    return PromptView("Keep it, and say why", detail, "Reason", "Keep")
