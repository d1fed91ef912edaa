"""Clears a marking that keeps a return: records why what the scan asks about may stay, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.services.deciding import keep_passage

if TYPE_CHECKING:
    from app.domain.readiness import Obstacle
    from app.store.file import EstablishmentFile

_NO_REASON = "Say in a few words why it may leave. The reason stays in this file."


def clear_marking(file: EstablishmentFile, obstacle: Obstacle, reason: str, *, person_id: str | None) -> None:
    """Record against the passage's present revision why one thing found in it may leave; UserError without a reason.

    It holds for that revision alone: where the text was changed meanwhile, the scan asks again.
    """
    if not reason.strip():
        raise UserError(_NO_REASON)
    if obstacle.passage is None or obstacle.finding is None:
        raise ValueError(obstacle.kind)
    with file.work("Kept what the scan asked about", person_id) as work:
        keep_passage(work, obstacle.passage, reason.strip(), work.scheme, person_id, only=obstacle.finding)
