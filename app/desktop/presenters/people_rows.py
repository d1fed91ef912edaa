"""Turns a period's content into rows of posts and people, and into what is known of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.desktop.views.register_view import CellView, DetailView, EventView, FactView, OfferView, SectionView
from app.domain.dates import spell_day
from app.domain.handover import handover_of
from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.records import Holding, Person, Post
from app.domain.staffing import has_left, staffing_faults
from app.domain.text import shown

POST, PERSON = "post", "person"


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One post or person. `who` is who holds the post, or the posts that a person holds."""

    kind: str
    record_id: str
    title: str
    who: str
    beside: str
    since: date | None
    owns: int
    is_faulty: bool
    intention: str = ""

    @property
    def key(self) -> str:
        """What the row is and of which record."""
        return f"{self.kind}:{self.record_id}"


class StaffRows:
    """Makes rows of the posts and people of one period, as they stand on a day."""

    def __init__(self, content: PeriodContent, today: date) -> None:
        self._content = content
        self._today = today
        self._faults: dict[str, list[str]] = {}
        for fault in staffing_faults(content, today):
            self._faults.setdefault(fault.post_id, []).append(fault.sentence)
        self._names = {entry.record.id: shown(entry.text("name")) for entry in content.people}
        self._titles = {entry.record.id: shown(entry.text("title")) for entry in content.posts}

    def all(self) -> list[StaffRow]:
        """Return every post, then every person."""
        return [*map(self._post, self._content.posts), *map(self._person, self._content.people)]

    def cells(self, row: StaffRow) -> tuple[CellView, ...]:
        """Return a row's cells."""
        since = CellView(spell_day(row.since) if row.since else "")
        status = "decide" if row.is_faulty else ""
        who = CellView(row.who or "Nobody", row.beside, status=status, may_elide=True, detail_tone="ink2")
        title = CellView(row.title, style="small_strong", may_elide=True)
        if row.kind == PERSON:
            return title, CellView(row.who or "None", row.beside, may_elide=True), since
        owns = f"{row.owns} intention{'' if row.owns == 1 else 's'}" if row.owns else ""
        return title, who, since, CellView(owns)

    def order(self, row: StaffRow, column: str) -> tuple[object, ...]:
        """Return what a column sorts a row by."""
        by_column: dict[str, tuple[object, ...]] = {
            "who": (row.who.casefold(),),
            "since": (row.since or date.max,),
            "owns": (-row.owns,),
        }
        return (*by_column.get(column, ()), row.title.casefold())

    def holding(self, post_id: str, *, is_deputy: bool = False) -> Holding | None:
        """Return the holding of a post that is in force, else the next one, else the last one."""
        held = [
            e.record for e in self._content.holdings if e.record.post_id == post_id and e.record.is_deputy is is_deputy
        ]
        return min(held, key=self._nearness, default=None)

    def person_of(self, row: StaffRow) -> str | None:
        """Return the person that a row is about."""
        if row.kind == PERSON:
            return row.record_id
        held = self.holding(row.record_id)
        return held.person_id if held else None

    def detail(self, row: StaffRow, *, is_writable: bool) -> DetailView:
        """Return what is known of a post or person."""
        is_post = row.kind == POST
        faults = self._faults.get(row.record_id, ()) if is_post else ()
        sections = (SectionView("To put right", "\n".join(faults)),) if faults else ()
        return DetailView(
            row.key,
            "Post" if is_post else "Person",
            row.title,
            facts=tuple(self._post_facts(row) if is_post else self._person_facts(row)),
            sections=sections,
            events=tuple(self._events(row)),
            offers=tuple(self._offers(row)) if is_writable else (),
        )

    def _post(self, entry: Entry[Post]) -> StaffRow:
        post_id = entry.record.id
        holder = self._content.holder(post_id, self._today)
        held = next((h for h in self._held(post_id) if h.covers(self._today)), None)
        deputies = [shown(each.text("name")) for each in self._content.deputies(post_id, self._today)]
        return StaffRow(
            POST,
            post_id,
            self._titles[post_id],
            shown(holder.text("name")) if holder else "",
            f"Deputy: {', '.join(deputies)}" if deputies else "",
            held.starts if held else None,
            sum(e.record.post_id == post_id for e in self._content.ownerships),
            post_id in self._faults,
        )

    def _person(self, entry: Entry[Person]) -> StaffRow:
        who, person = entry.record.id, entry
        held = [e.record for e in self._content.holdings if e.record.person_id == who and e.record.covers(self._today)]
        posts = [self._titles[h.post_id] for h in held if not h.is_deputy]
        acting = [f"Deputy of {self._titles[h.post_id]}" for h in held if h.is_deputy]
        beside = "; ".join(acting) if posts else ""
        return StaffRow(
            PERSON,
            who,
            self._names[who],
            ", ".join(posts or acting),
            "Has left" if has_left(self._content, person, self._today) else beside,
            min((h.starts for h in held), default=None),
            0,
            is_faulty=False,
        )

    def _held(self, post_id: str) -> list[Holding]:
        return [e.record for e in self._content.holdings if e.record.post_id == post_id and not e.record.is_deputy]

    def _nearness(self, held: Holding) -> tuple[int, int]:
        if held.covers(self._today):
            return 0, 0
        if held.starts > self._today:
            return 1, (held.starts - self._today).days
        return 2, (self._today - (held.ends or held.starts)).days

    def _post_facts(self, row: StaffRow) -> Iterator[FactView]:
        yield FactView("Held by", row.who or "Nobody")
        for entry in self._content.holdings:
            held = entry.record
            if held.post_id == row.record_id and held.is_deputy and (held.ends or self._today) >= self._today:
                yield FactView("Deputy", f"{self._names.get(held.person_id, '')}, {_days(held)}")
        refs = sorted(e.record.intention_ref for e in self._content.ownerships if e.record.post_id == row.record_id)
        if refs:
            yield FactView("Owns", ", ".join(refs))
        actions = sum(e.record.post_id == row.record_id and not e.record.sealed_id for e in self._content.actions)
        if actions:
            yield FactView("Actions", str(actions))

    def _person_facts(self, row: StaffRow) -> Iterator[FactView]:
        yield FactView("Posts", row.who or "None")
        carried = handover_of(self._content, row.record_id, self._today)
        if carried.intentions:
            yield FactView("Owns", ", ".join(carried.intentions))
        if carried.action_ids:
            yield FactView("Actions", f"{len(carried.action_ids)} not finished")

    def _events(self, row: StaffRow) -> Iterator[EventView]:
        entries = sorted(self._content.holdings, key=lambda e: e.record.starts, reverse=True)
        for held in (entry.record for entry in entries):
            if row.kind == POST and held.post_id == row.record_id:
                role = "Deputy: " if held.is_deputy else ""
                yield EventView(f"{role}{self._names.get(held.person_id, '')}", _days(held))
            elif row.kind == PERSON and held.person_id == row.record_id:
                role = "Deputy of " if held.is_deputy else ""
                yield EventView(f"{role}{self._titles.get(held.post_id, '')}", _days(held))

    def _offers(self, row: StaffRow) -> Iterator[OfferView]:
        holds_now = bool(row.who)
        if row.kind == POST:
            yield OfferView("holder")
            yield OfferView("deputy")
            if self._content.deputies(row.record_id, self._today):
                yield OfferView("end_deputy", on_foot=False)
            if self.holding(row.record_id) is not None:
                yield OfferView("dates", on_foot=False)
            yield OfferView("rename_post", on_foot=False)
        if self.person_of(row) is not None:
            yield OfferView("rename_person", on_foot=row.kind == PERSON)
            if holds_now:
                yield OfferView("hand_over")
                yield OfferView("leave", on_foot=row.kind == PERSON)


def _days(held: Holding) -> str:
    since = f"from {spell_day(held.starts)}"
    return f"{since} to {spell_day(held.ends)}" if held.ends else since
