"""Papers to work with, through the release: gate 1 stands before each, and nothing that is sealed is on any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.errors import FaultsError, Refused, UserError
from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress, stop_if
from app.domain.readiness import Obstacle, ObstacleKind, obstacles
from app.domain.release import release
from app.services.copies_made import Made, note_copy
from app.services.exporting import return_facts
from app.services.period_content import load_content
from app.services.placing import written_beside

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.catalogue import ChecklistItem, Intention
    from app.domain.period_content import PeriodContent
    from app.domain.released import ReleasedReturn
    from app.store.file import EstablishmentFile

_NO_INTENTION = "Choose an intention that applies here, then draw the paper again."


class PaperRefused(Refused, FaultsError):
    """The marking scan has something to ask of what would stand on a paper; `faults` says where."""

    def __init__(self, faults: Sequence[str]) -> None:
        FaultsError.__init__(
            self,
            "The paper was not drawn: the marking scan has something to ask first. Decide on it on Return.",
            faults,
        )


class Paper(StrEnum):
    """What is drawn."""

    CHECKLIST = "checklist"
    BRIEF = "brief"
    ACTIONS = "actions"
    INTENTION = "intention"


@dataclass(frozen=True)
class Drawn:
    """A paper's pages as PDF, and the name, without ending, of a file for it."""

    name: str
    pages: bytes = field(repr=False)


def draw_paper(
    file: EstablishmentFile,
    period_id: str,
    paper: Paper,
    refs: Sequence[str] = (),
    *,
    now: datetime,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Drawn:
    """Draw a paper of the period, for these intentions where it is of some; all that apply where none is named.

    Reads through the connection that is denied the sealed tables. PaperRefused where the marking scan has something to
    ask of what would stand on it.
    """
    progress("Reading", 0, 3)
    with file.released_reading() as work:
        content = load_content(work, period_id)
        facts = return_facts(work, content, now)
    stop_if(is_cancelled)
    progress("Marking scan", 1, 3)
    chosen = _chosen(content, refs)
    faults = [each.sentence for each in obstacles(content) if _stands_on(each, paper, refs)]
    if faults:
        raise PaperRefused(faults)
    stop_if(is_cancelled)
    progress("Drawing the pages", 2, 3)
    return Drawn(_name(content, paper, refs), _render(content, release(content, facts), paper, chosen))


def keep_paper(file: EstablishmentFile, drawn: Drawn, path: Path, *, now: datetime) -> None:
    """Write a paper's pages to a file; UserError where that cannot be done."""
    with written_beside({path: drawn.pages}):
        pass
    note_copy(file, Made.PAPER, drawn.name, now)


def _chosen(content: PeriodContent, refs: Sequence[str]) -> list[Intention]:
    applying = [intention for intention in content.pack.intentions if content.applies(intention)]
    chosen = [intention for intention in applying if not refs or intention.ref in refs]
    if not chosen:
        raise UserError(_NO_INTENTION)
    return chosen


def _stands_on(obstacle: Obstacle, paper: Paper, refs: Sequence[str]) -> bool:
    """Tell whether what the scan asks about would stand on the paper; names of people and posts stand on all."""
    if obstacle.kind is not ObstacleKind.MARKING:
        return False
    ref = obstacle.place.intention_ref
    if ref is None or paper is Paper.BRIEF:
        return True
    if paper is Paper.ACTIONS:
        return obstacle.place.kind == "action"
    return paper is Paper.INTENTION and (not refs or ref in refs)


def _render(content: PeriodContent, released: ReleasedReturn, paper: Paper, chosen: Sequence[Intention]) -> bytes:
    from app.returns.paper import sheets

    if paper is Paper.CHECKLIST:
        return sheets.render_blank(released, [(each, list(_due(content, each))) for each in chosen])
    if paper is Paper.BRIEF:
        return sheets.render_brief(released)
    if paper is Paper.ACTIONS:
        return sheets.render_actions(released)
    return sheets.render_intention(released, chosen[0].ref)


def _due(content: PeriodContent, intention: Intention) -> Iterator[ChecklistItem]:
    return (item for item in content.items_of(intention) if content.is_due(item.ref))


def _name(content: PeriodContent, paper: Paper, refs: Sequence[str]) -> str:
    code, period = content.establishment.record.code, content.period.record.name
    of = (
        "-".join(ref.replace("(", "").replace(")", "") for ref in refs)
        if paper not in (Paper.BRIEF, Paper.ACTIONS)
        else ""
    )
    parts = (code, period.replace(", quarter ", "-Q"), paper.value, of)
    return "-".join(part for part in parts if part)
