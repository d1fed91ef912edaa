"""Asks why a marking may stay in a text whose page does not show what the scan found in it: a name, a title, a plan."""

from __future__ import annotations

from app.desktop.dialogs.prompt_dialog import PromptView
from app.desktop.presenters.asking import Asker
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.domain.readiness import Obstacle
from app.services.clearing import clear_marking


def ask_why_kept(session: Session, shell: Shell, obstacle: Obstacle) -> None:
    """Show what was found and ask for the reason; it holds for the text as it is now."""

    def keep(reason: str) -> None:
        clear_marking(session.file, obstacle, reason, person_id=session.person_id)

    Asker(session, shell).ask_words(_view(obstacle), "", keep)


def _view(obstacle: Obstacle) -> PromptView:
    passage, found = obstacle.passage, obstacle.finding
    words = passage.content[found.start : found.end] if passage and passage.content and found else ""
    where = f"In {obstacle.place.words}: ‘{words}’. " if words else ""
    sentence = found.sentence if found else ""
    detail = f"{where}{sentence} Your reason is kept with this version of the text, which then leaves in the return."
    return PromptView("Keep it, and say why", detail, "Reason", "Keep")
