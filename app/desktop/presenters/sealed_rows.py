"""Rows of who can unlock the sealed store, and of known copies outside it; and what is known of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.desktop.views.register_view import CellView, DetailView, FactView, OfferView, SectionView
from app.domain.dates import spell_day
from app.domain.record import Entry
from app.domain.records import Person
from app.domain.text import shown
from app.services.sealing_copies import SealedThing
from app.services.sealing_keys import KeyHolder
from app.services.spilling import Spillage, SpiltReturn
from app.services.unsealing import SealedPlace

HOLDER, PERSON, COPY, RETURN, MAYBE, THING = "holder", "person", "copy", "return", "maybe", "thing"
NO_RECOVERY = "No recovery key: if every passphrase is forgotten, all is lost."
_SHUT_OUT = (
    "Whoever is shut out opens neither this file nor any copy made from now on: the key is changed and everything "
    "sealed is encrypted anew. What they could read they may have kept, and copies made before still open for them."
)
_OUT_OF_REACH = (
    "It left, and nothing done here brings it back. Send the recall notice to everybody who holds the return, by a way "
    "that is cleared for what it says, and begin the replacement."
)
_UNSEAL = (
    "Unsealed, it stands in plain in this file and leaves with the next return. It takes a reason, which is kept, and "
    "it is scanned as if it were typed now. Undo does not take it back; it can be sealed again."
)
_FIND = "What stood in it when it was made is not known here any more. Find it and look; destroy it where it holds it."
_REWORD = "It stands where nothing can be sealed by itself: reword it there."


@dataclass(frozen=True, slots=True)
class SealedRow:
    """One person with or without a key, the recovery key, or one copy."""

    kind: str
    record_id: str
    title: str
    state: str
    where: str = ""
    day: date | None = None
    is_recovery: bool = False
    is_open: bool = False
    spilt: SpiltReturn | None = None
    thing: SealedThing | None = None

    @property
    def key(self) -> str:
        """What the row is, and of which."""
        return f"{self.kind}:{self.record_id}"


def holder_rows(holders: Sequence[KeyHolder], people: Sequence[Entry[Person]]) -> Iterator[SealedRow]:
    """Yield everybody who can unlock, then everybody who cannot."""
    for one in holders:
        title = "Recovery key" if one.is_recovery_key else one.name
        state = f"On paper, by {one.name}" if one.is_recovery_key else "A passphrase"
        yield SealedRow(HOLDER, one.slot_id, title, state, day=one.since, is_recovery=one.is_recovery_key)
    inside = {one.person_id for one in holders if not one.is_recovery_key}
    for person in people:
        name = shown(person.text("name"))
        if name and person.record.id not in inside:
            yield SealedRow(PERSON, person.record.id, name, "Cannot unlock")


def copy_rows(spillage: Spillage) -> Iterator[SealedRow]:
    """Yield each known copy: in the file, in returns that left, in backups; then what may hold it."""
    for number, placed in enumerate(spillage.in_file):
        state = "Seal it here" if placed.copy.can_be_taken_along else "Reword it"
        yield SealedRow(COPY, str(number), placed.words, state, "This file", is_open=True)
    for each in spillage.returns:
        title = f"{each.number}: {'; '.join(each.places)}"
        yield SealedRow(
            RETURN, each.return_id, title, "Recall it", "A return that left", each.made_on, is_open=True, spilt=each
        )
    for number, backup in enumerate(spillage.backups):
        if backup.holds_it is not False:
            state = "Renewed with the rest" if backup.holds_it else "Look into it"
            yield SealedRow(COPY, f"backup-{number}", backup.path.name, state, "A backup on this PC", is_open=True)

    for number, pack in enumerate(spillage.packs):
        yield SealedRow(MAYBE, f"pack-{number}", pack, "Look into it", "A work pack")
    for made in spillage.made:
        times = "Look into it" if made.times == 1 else f"Look into all {made.times}"
        yield SealedRow(MAYBE, f"made-{made.words}", made.words, times, "Made here, may hold it", made.last)


def thing_rows(places: Sequence[SealedPlace]) -> Iterator[SealedRow]:
    """Yield what is sealed, by its place."""
    for number, place in enumerate(places):
        state = "The whole entry" if place.thing.passage_id is None else "A passage"
        yield SealedRow(THING, str(number), place.words, state, thing=place.thing)


def cells_of(row: SealedRow) -> tuple[CellView, ...]:
    """Return a row's cells."""
    title = CellView(row.title[:1].upper() + row.title[1:], style="small_strong", may_elide=True)
    state = CellView(row.state, status="open" if row.is_open else "", may_elide=True)
    if row.kind in (COPY, RETURN, MAYBE):
        return title, CellView(row.where, may_elide=True), state
    if row.kind == THING:
        return title, state
    return title, CellView(spell_day(row.day) if row.day else ""), state


def detail_of(row: SealedRow, *, is_writable: bool) -> DetailView:
    """Return what is known of a row."""
    if row.kind in (COPY, RETURN, MAYBE):
        return _copy(row, is_writable=is_writable)
    if row.kind == THING:
        section = SectionView("What it means", _UNSEAL)
        offered = (OfferView("unseal"),) if is_writable else ()
        return DetailView(row.key, row.state, row.title, sections=(section,), offers=offered)
    facts = (FactView("Since", spell_day(row.day)),) if row.day else ()
    offers = tuple(_offers(row)) if is_writable else ()
    caption = "Recovery key" if row.is_recovery else "Person"
    words = _SHUT_OUT if row.kind == HOLDER else "They read and write everything but what is sealed."
    return DetailView(
        row.key, caption, row.title, facts=(*facts, FactView("Opens it with", row.state)),
        sections=(SectionView("What it means", words),), offers=offers,
    )  # fmt: skip


def _offers(row: SealedRow) -> list[OfferView]:
    if row.kind == PERSON:
        return [OfferView("let_in"), OfferView("recovery", on_foot=False)]
    if row.is_recovery:
        return [OfferView("recovery"), OfferView("shut_out")]
    return [OfferView("recovery"), OfferView("passphrase"), OfferView("shut_out")]


def _copy(row: SealedRow, *, is_writable: bool) -> DetailView:
    facts = [FactView("Stands in", row.where), FactView("To do", row.state)]
    if row.day:
        facts.append(FactView("Made", spell_day(row.day)))
    words = {RETURN: _OUT_OF_REACH, MAYBE: _FIND}.get(row.kind, _REWORD if row.state == "Reword it" else "")
    own = [OfferView("notice"), OfferView("replace"), OfferView("print_notice", on_foot=False)]
    offers = [*([OfferView("contain")] if row.kind != MAYBE else ()), *(own if row.kind == RETURN else ())]
    return DetailView(
        row.key, "Known copy", row.title, facts=tuple(facts),
        sections=(SectionView("What to do", words),) if words else (), offers=tuple(offers) if is_writable else (),
    )  # fmt: skip
