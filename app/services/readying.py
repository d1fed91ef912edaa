"""How near a period's return is to leaving: what keeps it, what stays here, and its pages as they would leave now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress, stop_if
from app.domain.readiness import Obstacle, ObstacleKind, leaving_passages, obstacles
from app.domain.release import ReturnFacts, release
from app.domain.released import WithheldPlace
from app.domain.staying import Staying, count_staying
from app.domain.withheld_places import withheld_places
from app.services.exporting import return_facts
from app.services.period_content import load_content

if TYPE_CHECKING:
    from app.domain.period_content import PeriodContent
    from app.store.file import EstablishmentFile

_STEPS = 3


@dataclass(frozen=True)
class Readied:
    """What was found. `pages` is the unsigned PDF, None until the scan passes; it names no author yet."""

    number: str
    signers_required: int
    obstacles: tuple[Obstacle, ...]
    texts_read: int
    decisions: int
    staying: Staying
    withheld: tuple[WithheldPlace, ...]
    checked_at: datetime
    pages: bytes | None = field(default=None, repr=False)

    @property
    def markings(self) -> Sequence[Obstacle]:
        """The obstacles that the marking scan found."""
        return [found for found in self.obstacles if found.kind is ObstacleKind.MARKING]

    @property
    def is_clear(self) -> bool:
        """Tell whether nothing keeps the return from being signed."""
        return not self.obstacles


def ready(
    file: EstablishmentFile,
    period_id: str,
    *,
    now: datetime,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Readied:
    """Scan everything that would leave, and draw it where the marking scan has nothing to ask.

    Reads through the connection that is denied the sealed tables, as an export does. Cancelled stops between steps.
    """
    progress("Reading", 0, _STEPS)
    with file.released_reading() as work:
        content = load_content(work, period_id)
        facts = return_facts(work, content, now)
    stop_if(is_cancelled)
    progress("Marking scan", 1, _STEPS)
    found = obstacles(content)
    stop_if(is_cancelled)
    pages = None
    if all(one.kind is not ObstacleKind.MARKING for one in found):
        progress("Drawing the pages", 2, _STEPS)
        pages = _draw(content, facts)
    passages = [passage for _, passage in leaving_passages(content)]
    revisions = {(passage.id, passage.revision_id) for passage in passages}
    return Readied(
        number=facts.number,
        signers_required=facts.signers_required,
        obstacles=found,
        texts_read=len(passages),
        decisions=sum((e.record.passage_id, e.record.revision_id) in revisions for e in content.decisions),
        staying=count_staying(content),
        withheld=withheld_places(content),
        checked_at=now,
        pages=pages,
    )


def _draw(content: PeriodContent, facts: ReturnFacts) -> bytes:
    from app.returns.payload import write_payload
    from app.returns.pdf import render_pdf

    released = release(content, facts)
    return render_pdf(released, write_payload(released))
