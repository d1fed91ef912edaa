"""Every scene, in the order of the pictures."""

from __future__ import annotations

from app.desktop.scenes import (
    checklist,
    dialogs,
    home,
    packs,
    people,
    registers,
    returns,
    reviews,
    sealed,
    statements,
    trust,
)
from app.desktop.scenes.framing import Scene

SCENES: dict[str, Scene] = {
    **home.SCENES,
    **checklist.SCENES,
    **registers.SCENES,
    **statements.SCENES,
    **returns.SCENES,
    **people.SCENES,
    **packs.SCENES,
    **sealed.SCENES,
    **reviews.SCENES,
    **trust.SCENES,
    **dialogs.SCENES,
}
