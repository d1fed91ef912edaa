"""Reading a return beside the last one: what changed, what to ask about, how deeply to look, what was recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.honesty import Prompt, look_for_doubts
from app.domain.references import intention_of
from app.domain.released import ReleasedReturn
from app.domain.return_comparison import Difference, compare_returns
from app.domain.return_figures import read_figures
from app.domain.review_plan import Known, Look, plan_review
from app.domain.review_records import Observation, Opinion, ReceivedReturn, ReviewChoice, ReviewMark, SiteInspection
from app.domain.text import shown
from app.services.received import find_return, read_return, require_reviewer, return_before

if TYPE_CHECKING:
    from app.domain.record import Entry
    from app.signing.trust import Trust
    from app.store.file import EstablishmentFile
    from app.store.work import Work


@dataclass(frozen=True)
class Reading:
    """A return opened for review. `last` is the one before, where it was taken in."""

    held: ReceivedReturn
    name: str
    verdict: str
    released: ReleasedReturn
    last: ReleasedReturn | None
    differences: tuple[Difference, ...]
    prompts: tuple[Prompt, ...]
    plan: tuple[Look, ...]


def open_return(file: EstablishmentFile, number: str, *, today: date) -> Reading:
    """Open a return by its number, beside the one before."""
    with file.reading() as work:
        require_reviewer(work)
        return read_beside(work, find_return(work, number), today)


def read_beside(work: Work, entry: Entry[ReceivedReturn], today: date) -> Reading:
    """Read a return and the one before, and all that follows from the two."""
    before = return_before(work, entry)
    released = read_return(work, entry)
    last = read_return(work, before) if before else None
    prompts = look_for_doubts(released, last)
    return Reading(
        held=entry.record,
        name=shown(entry.text("name")),
        verdict=shown(entry.text("verdict")),
        released=released,
        last=last,
        differences=compare_returns(last, released) if last else (),
        prompts=prompts,
        plan=_plan(work, entry, before, prompts, today),
    )


def compare_kept(file: EstablishmentFile, first: str, second: str) -> tuple[Difference, ...]:
    """Compare two returns of one establishment that were taken in, by their numbers."""
    with file.reading() as work:
        require_reviewer(work)
        earlier, later = (read_return(work, find_return(work, number)) for number in (first, second))
    return _compared(earlier, later)


def compare_files(first: Path, second: Path, trust: Trust, *, now: datetime) -> tuple[Difference, ...]:
    """Compare two returns on the disk; UserError unless both are intact."""
    from app.returns.payload import read_payload
    from app.services.verifying import verify_returns

    found = verify_returns([first, second], trust, now=now)
    for one in found:
        if one.payload is None:
            raise UserError(f"{one.path.name} cannot be compared. {one.report.sentences[0]}")
    earlier, later = (read_payload(one.payload) for one in found if one.payload is not None)
    return _compared(earlier, later)


def _compared(earlier: ReleasedReturn, later: ReleasedReturn) -> tuple[Difference, ...]:
    if earlier.establishment.code != later.establishment.code:
        raise UserError("These are returns of two establishments. See them side by side in the heat map.")
    return compare_returns(earlier, later)


def _plan(
    work: Work,
    entry: Entry[ReceivedReturn],
    before: Entry[ReceivedReturn] | None,
    prompts: tuple[Prompt, ...],
    today: date,
) -> tuple[Look, ...]:
    now = read_figures(entry.record.figures)
    last = read_figures(before.record.figures) if before else {}
    asked = [prompt.intention for prompt in prompts]
    looked = _last_looks(work, entry.record.code)
    known = {ref: Known(figures, last.get(ref), asked.count(ref), looked.get(ref)) for ref, figures in now.items()}
    chosen = {
        choice.record.intention_ref: (choice.record.depth, shown(choice.text("reason")))
        for choice in work.list(ReviewChoice, code=entry.record.code)
    }
    return plan_review(known, chosen, today)


def _last_looks(work: Work, code: str) -> dict[str, date]:
    """Return when each intention was last looked at: marked, inspected, observed, or given an opinion."""
    looked: dict[str, date] = {}

    def note(ref: str | None, day: date) -> None:
        if ref is not None and day > looked.get(ref, date.min):
            looked[ref] = day

    for observation in work.list(Observation, code=code):
        note(observation.record.intention_ref, observation.record.observed_on)
    for held in (each.record for each in work.list(ReceivedReturn, code=code)):
        for inspection in work.list(SiteInspection, return_id=held.id):
            note(inspection.record.intention_ref, inspection.record.inspected_on)
        responded = held.responded_on
        if responded is not None:
            for mark in work.list(ReviewMark, return_id=held.id):
                note(intention_of(mark.record.item_ref), responded)
            for opinion in work.list(Opinion, return_id=held.id):
                note(opinion.record.intention_ref, responded)
    return looked
