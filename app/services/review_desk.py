"""The register of a reviewer: each establishment's returns, what they come to, what is overdue. It reads no payload."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.domain.periods import next_period, short_name
from app.domain.records import Level
from app.domain.review_records import Query, ReceivedReturn
from app.domain.review_terms import OUTCOME_WORDS, STANDING_WORDS, Outcome, QueryState, Standing
from app.domain.text import shown
from app.services.received import order_of, require_reviewer

if TYPE_CHECKING:
    from app.domain.record import Entry
    from app.store.file import EstablishmentFile


@dataclass(frozen=True)
class ReturnRow:
    """A return as the register shows it. `is_latest` marks the last of its establishment."""

    id: str
    code: str
    name: str
    sector: str
    number: str
    period: str
    made_on: date
    due: date
    standing: Standing
    verdict: str
    level: Level | None
    score: int | None
    withheld: int
    outcome: Outcome | None
    open_queries: int
    replied_queries: int
    is_latest: bool
    overdue: str
    """What is overdue, in words; empty where nothing is."""

    @property
    def state(self) -> str:
        """Where its review stands, in words."""
        return OUTCOME_WORDS[self.outcome] if self.outcome else "Not responded to"

    def as_json(self) -> dict[str, object]:
        """Return what `--json` prints."""
        return {
            "code": self.code, "name": self.name, "number": self.number, "period": self.period,
            "made_on": self.made_on, "due": self.due, "standing": self.standing.value,
            "verification": self.verdict.splitlines(), "level": self.level, "score": self.score,
            "withheld": self.withheld, "outcome": self.outcome, "state": self.state,
            "open_queries": self.open_queries, "replied_queries": self.replied_queries,
            "is_latest": self.is_latest, "overdue": self.overdue,
        }  # fmt: skip

    def line(self) -> str:
        """Return the row as one line."""
        level = self.level.value.capitalize() if self.level else "No statement"
        late = f"; {self.overdue}" if self.overdue else ""
        return f"{self.number}  {self.name}  {level}  {STANDING_WORDS[self.standing]}  {self.state}{late}"


def list_returns(file: EstablishmentFile, *, today: date) -> list[ReturnRow]:
    """Return every return taken in, by establishment, the latest first."""
    with file.reading() as work:
        require_reviewer(work)
        held = work.list(ReceivedReturn)
        queries = work.list(Query)
    latest = _latest(held)
    counts = _count_queries(queries)
    late = _late_replies(queries, today)
    rows = [
        _row(entry, entry is latest[entry.record.code], counts, late.get(entry.record.code, 0), today)
        for entry in sorted(held, key=order_of, reverse=True)
    ]
    return sorted(rows, key=lambda row: row.code)


def _latest(held: Iterable[Entry[ReceivedReturn]]) -> dict[str, Entry[ReceivedReturn]]:
    """Return the last return of each establishment, by its code."""
    return {entry.record.code: entry for entry in sorted(held, key=order_of)}


def _row(
    entry: Entry[ReceivedReturn],
    is_latest: bool,
    counts: Mapping[tuple[str, QueryState], int],
    late_replies: int,
    today: date,
) -> ReturnRow:
    one = entry.record
    return ReturnRow(
        id=one.id,
        code=one.code,
        name=shown(entry.text("name")),
        sector=one.sector.value,
        number=one.number,
        period=one.period,
        made_on=one.made_on,
        due=one.due,
        standing=one.standing,
        verdict=shown(entry.text("verdict")),
        level=one.level,
        score=one.score,
        withheld=one.withheld,
        outcome=one.outcome,
        open_queries=counts.get((one.id, QueryState.OPEN), 0),
        replied_queries=counts.get((one.id, QueryState.REPLIED), 0),
        is_latest=is_latest,
        overdue=_overdue(one, late_replies, today) if is_latest else "",
    )


def _overdue(one: ReceivedReturn, late_replies: int, today: date) -> str:
    """Say what an establishment owes: its next return, and replies past their day."""
    said = []
    following = next_period(one.period)
    if following is not None and following.due < today:
        days = (today - following.due).days
        said.append(f"{days} {'day' if days == 1 else 'days'} overdue: {short_name(following.name)}")
    if late_replies:
        said.append(f"{late_replies} {'reply' if late_replies == 1 else 'replies'} overdue")
    return ", ".join(said)


def _count_queries(queries: list[Entry[Query]]) -> dict[tuple[str, QueryState], int]:
    counts: dict[tuple[str, QueryState], int] = {}
    for entry in queries:
        key = entry.record.return_id, entry.record.state
        counts[key] = counts.get(key, 0) + 1
    return counts


def _late_replies(queries: list[Entry[Query]], today: date) -> dict[str, int]:
    late: dict[str, int] = {}
    for query in (entry.record for entry in queries):
        if query.state is QueryState.OPEN and query.reply_due is not None and query.reply_due < today:
            late[query.code] = late.get(query.code, 0) + 1
    return late


def marking_held(file: EstablishmentFile) -> str:
    """Return the word of the most sensitive marking that a return taken in carries; the lowest where none is."""
    ranked = sorted(file.scheme.levels, key=lambda level: level.rank)
    with file.reading() as work:
        words = {entry.record.marking for entry in work.list(ReceivedReturn)}
    return next((level.word for level in reversed(ranked) if level.word in words), ranked[0].word)


def count_waiting(file: EstablishmentFile) -> tuple[int, int]:
    """Return how many establishments' latest returns have no response yet, and how many queries have a reply."""
    with file.reading() as work:
        held = work.list(ReceivedReturn)
        replied = work.list(Query, state=QueryState.REPLIED)
    latest = _latest(held)
    return sum(entry.record.outcome is None for entry in latest.values()), len(replied)
