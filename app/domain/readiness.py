"""What must be cleared before a return may leave."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.domain.catalogue import MarkingScheme
from app.domain.period_content import PeriodContent
from app.domain.record import Record
from app.domain.scan import Finding, Outcome, ScanReport, scan
from app.domain.text import Passage

Scanner = Callable[[Passage, MarkingScheme], ScanReport]
"""Returns what the marking scan finds in a passage; it may remember."""


def scan_passage(passage: Passage, scheme: MarkingScheme) -> ScanReport:
    """Scan a passage that is not sealed."""
    return scan(passage.content or "", scheme)


_STAY = ("file_name", "question")
"""Fields that no return carries: the name of an attached file, what a reviewer asked."""


class ObstacleKind(StrEnum):
    """What kind of thing is to be cleared, and so where."""

    MARKING = "marking"
    SIGN_OFF = "sign_off"


@dataclass(frozen=True)
class Place:
    """Where text stands: its record and field in words, and the intention and item it belongs to, where it does.

    `kind` is the record's, `record_id` its id and `field` the text's name: together they lead there.
    """

    words: str
    intention_ref: str | None = None
    item_ref: str | None = None
    kind: str = ""
    record_id: str = ""
    field: str = ""


@dataclass(frozen=True)
class Obstacle:
    """One thing to clear first: its kind, its place and a sentence; for a marking, what was found in which passage."""

    kind: ObstacleKind
    place: Place
    sentence: str
    passage: Passage | None = None
    finding: Finding | None = None


def obstacles(content: PeriodContent, scanner: Scanner = scan_passage) -> tuple[Obstacle, ...]:
    """Return everything that keeps this period's return from leaving: markings first, then missing sign-offs.

    Unanswered items do not: a return that shows them as not answered is honest, and the Governor may sign it.
    """
    return (*_marking_obstacles(content, scanner), *_sign_off_obstacles(content))


def leaving_passages(content: PeriodContent) -> Iterator[tuple[Place, Passage]]:
    """Yield each passage that would leave in a return, with its place."""
    intentions = {entry.record.id: entry.record.intention_ref for entry in content.self_audits}
    for entry in content.leaving():
        if entry.record.sealed_id:
            continue
        for name, text in entry.texts.items():
            if name in _STAY:
                continue
            for passage in text:
                if not passage.is_sealed:
                    yield _place(entry.record, name, intentions), passage


def _place(record: Record, field: str, intentions: dict[str, str]) -> Place:
    item_ref = getattr(record, "item_ref", None)
    intention_ref = getattr(record, "intention_ref", None) or intentions.get(getattr(record, "self_audit_id", ""))
    where = item_ref or intention_ref or "the establishment"
    words = f"{where}, {record.KIND.replace('_', ' ')}, {field.replace('_', ' ')}"
    return Place(words, intention_ref, item_ref, record.KIND, record.id, field)


def _marking_obstacles(content: PeriodContent, scanner: Scanner) -> Iterator[Obstacle]:
    decided = {
        (decision.passage_id, decision.revision_id, decision.finding_kind, decision.start, decision.end)
        for decision in (entry.record for entry in content.decisions)
    }
    for place, passage in leaving_passages(content):
        for found in scanner(passage, content.scheme).findings:
            is_decided = (passage.id, passage.revision_id, found.kind, found.start, found.end) in decided
            if found.outcome is not Outcome.ALLOW and not (found.outcome is Outcome.WARN and is_decided):
                yield Obstacle(ObstacleKind.MARKING, place, f"{place.words}: {found.sentence}", passage, found)


def _sign_off_obstacles(content: PeriodContent) -> Iterator[Obstacle]:
    begun = content.begun()
    for intention in content.pack.intentions:
        statement = content.statement(intention.ref)
        if intention.ref in begun and (statement is None or content.sign_off_of(statement) is None):
            sentence = f"The statement of {intention.ref} is not signed off. Its owner signs it off first."
            yield Obstacle(ObstacleKind.SIGN_OFF, Place(intention.ref, intention.ref, kind="statement"), sentence)
    whole = content.statement(None)
    if whole is None or content.sign_off_of(whole) is None:
        sentence = "The establishment's statement is not signed off. The Governor or Director signs it off first."
        yield Obstacle(ObstacleKind.SIGN_OFF, Place("establishment", kind="statement"), sentence)
