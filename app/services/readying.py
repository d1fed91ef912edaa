"""How near a period's return is to leaving: what keeps it, what stays here, and its pages as they would leave now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress, stop_if
from app.domain.readiness import Obstacle, ObstacleKind, leaving_passages, obstacles
from app.domain.release import ReturnFacts, release
from app.domain.released import WithheldPlace
from app.domain.staying import Staying, count_staying
from app.domain.text import Passage
from app.domain.withheld_places import withheld_places
from app.services.exporting import return_facts
from app.services.gates import GateRefused, copied_places, look_inside_all
from app.services.period_content import load_content
from app.services.proving import Receipt, prove_absence

if TYPE_CHECKING:
    from app.domain.period_content import PeriodContent
    from app.store.file import EstablishmentFile

_STEPS = 4
_DRAFT = Path("The draft")
"""What sentences call the pages that are looked at and printed."""


@dataclass(frozen=True)
class Readied:
    """What was found. `pages` is the unsigned PDF, None until all gates let it be seen; it names no author yet.

    `refused` says what the last two gates found in it, `proof` what the fourth one came to; None where none was drawn.
    """

    number: str
    signers_required: int
    obstacles: tuple[Obstacle, ...]
    texts_read: int
    decisions: int
    staying: Staying
    withheld: tuple[WithheldPlace, ...]
    checked_at: datetime
    pages: bytes | None = field(default=None, repr=False)
    refused: tuple[str, ...] = ()
    proof: Receipt | None = None

    @property
    def markings(self) -> Sequence[Obstacle]:
        """The obstacles that the marking scan found."""
        return [found for found in self.obstacles if found.kind is ObstacleKind.MARKING]

    @property
    def is_clear(self) -> bool:
        """Tell whether nothing keeps the return from being signed."""
        return not self.obstacles and not self.refused


def ready(
    file: EstablishmentFile,
    period_id: str,
    *,
    now: datetime,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Readied:
    """Scan everything that would leave, draw it where the scan has nothing to ask, and look inside what is drawn.

    Reads through the connection that is denied the sealed tables, as an export does. Cancelled stops between steps.
    """
    progress("Reading", 0, _STEPS)
    with file.released_reading() as work:
        content = load_content(work, period_id)
        facts = return_facts(work, content, now)
    stop_if(is_cancelled)
    progress("Marking scan", 1, _STEPS)
    found = obstacles(content)
    drawn = _Drawn()
    if all(one.kind is not ObstacleKind.MARKING for one in found):
        stop_if(is_cancelled)
        progress("Drawing the pages", 2, _STEPS)
        drawn = _look(file, content, _draw(content, facts), now, progress)
    stop_if(is_cancelled)
    passages = tuple(passage for _, passage in leaving_passages(content))
    return Readied(
        number=facts.number,
        signers_required=facts.signers_required,
        obstacles=found,
        texts_read=len(passages),
        decisions=_decided(content, passages),
        staying=count_staying(content),
        withheld=withheld_places(content),
        checked_at=now,
        pages=drawn.pages,
        refused=drawn.refused,
        proof=drawn.proof,
    )


def _decided(content: PeriodContent, passages: Sequence[Passage]) -> int:
    revisions = {(passage.id, passage.revision_id) for passage in passages}
    return sum((e.record.passage_id, e.record.revision_id) in revisions for e in content.decisions)


@dataclass(frozen=True)
class _Drawn:
    pages: bytes | None = None
    refused: tuple[str, ...] = ()
    proof: Receipt | None = None


def _look(file: EstablishmentFile, content: PeriodContent, pages: bytes, now: datetime, progress: Progress) -> _Drawn:
    """Hold the draft against the third and the fourth gate: it is shown and printed only where both let it pass."""
    progress("Looking inside", 3, _STEPS)
    files = {_DRAFT: pages}
    try:
        proof = prove_absence(files, look_inside_all(files, ()), file, now=now)
    except GateRefused as refusal:
        return _Drawn(refused=tuple(refusal.faults))
    if proof.outcome == "found":
        return _Drawn(refused=(*copied_places(file, content.period.record.name), *proof.faults), proof=proof)
    return _Drawn(pages, proof=proof)


def _draw(content: PeriodContent, facts: ReturnFacts) -> bytes:
    from app.returns.payload import write_payload
    from app.returns.pdf import render_pdf

    released = release(content, facts)
    return render_pdf(released, write_payload(released))
