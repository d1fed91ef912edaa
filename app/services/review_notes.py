"""What a reviewer has recorded of one return so far: own results, opinions, inspections on site, queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from app.domain.records import Level, Result
from app.domain.review_records import Opinion, ReviewMark, SiteInspection
from app.domain.text import shown
from app.services.querying import Asked, list_asked
from app.services.received import find_return, require_reviewer

if TYPE_CHECKING:
    from app.domain.text import Text
    from app.store.file import EstablishmentFile

Place = tuple[str | None, str | None]
"""An intention and an item; both None for the whole return."""


@dataclass(frozen=True)
class OwnResult:
    """The reviewer's own result of an item, and the note to it."""

    result: Result
    note: str = field(default="", repr=False)
    typed: str = field(default="", repr=False)
    """The note as it may be typed on: empty where something of it is sealed."""


@dataclass(frozen=True)
class OwnOpinion:
    """The reviewer's opinion on an intention, or on the whole."""

    level: Level | None
    wording: str = field(default="", repr=False)
    typed: str = field(default="", repr=False)
    """The wording as it may be typed on: empty where something of it is sealed."""


@dataclass(frozen=True)
class Inspected:
    """That something withheld was inspected on site."""

    on: date
    by: str
    is_satisfied: bool


@dataclass(frozen=True)
class Notes:
    """Own results by item, opinions by intention (`""` for the whole), inspections by place, the queries."""

    results: Mapping[str, OwnResult]
    opinions: Mapping[str, OwnOpinion]
    inspections: Mapping[Place, Inspected]
    queries: tuple[Asked, ...]

    def inspected(self, intention: str | None, item: str | None) -> Inspected | None:
        """Return the last inspection of a place, or of what it is a part of."""
        for place in ((intention, item), (intention, None), (None, None)):
            if place in self.inspections:
                return self.inspections[place]
        return None


def read_notes(file: EstablishmentFile, number: str) -> Notes:
    """Return what was recorded of a return, by its number."""
    with file.reading() as work:
        require_reviewer(work)
        record_id = find_return(work, number).record.id
        marks = work.list(ReviewMark, return_id=record_id)
        opinions = work.list(Opinion, return_id=record_id)
        seen = sorted(work.list(SiteInspection, return_id=record_id), key=lambda each: each.record.inspected_on)
    return Notes(
        results={each.record.item_ref: OwnResult(each.record.result, *_said(each.text("note"))) for each in marks},
        opinions={
            each.record.intention_ref or "": OwnOpinion(each.record.level, *_said(each.text("wording")))
            for each in opinions
        },
        inspections={
            (each.record.intention_ref, each.record.item_ref): Inspected(
                each.record.inspected_on, shown(each.text("inspector")), each.record.is_satisfied
            )
            for each in seen
        },
        queries=tuple(list_asked(file, return_id=record_id)),
    )


def _said(text: Text) -> tuple[str, str]:
    """Return words as they are shown, and as they may be typed on."""
    return shown(text), "" if any(passage.is_sealed for passage in text) else shown(text)
