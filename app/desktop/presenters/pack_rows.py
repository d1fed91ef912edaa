"""Rows of packs, of intentions and where they are, and of catalogues; and what is known of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.desktop.views.register_view import CellView, DetailView, FactView, OfferView, SectionView
from app.domain.catalogue import ChecklistItem
from app.domain.dates import spell_day
from app.domain.period_content import PeriodContent
from app.domain.references import intention_of
from app.domain.text import shown
from app.services.catalogue_packs import CatalogueState
from app.services.own_questions import OwnState
from app.services.packing import PackState

_IS_A_PACK = "This file is a work pack itself: it goes back into the file that it was made from."
PACK, INTENTION, CATALOGUE, OWN = "pack", "intention", "catalogue", "own"


@dataclass(frozen=True, slots=True)
class PackRow:
    """One pack, intention, catalogue, or question of one's own."""

    kind: str
    record_id: str
    title: str
    who: str
    state: str
    day: date | None = None
    intentions: tuple[str, ...] = ()
    is_out: bool = False
    can_undo: bool = False

    @property
    def key(self) -> str:
        """What the row is, and of which record."""
        return f"{self.kind}:{self.record_id}"


class PackRows:
    """Makes rows of what a file knows of packs."""

    def __init__(
        self,
        content: PeriodContent,
        packs: Sequence[PackState],
        catalogues: Sequence[CatalogueState],
        own: Sequence[OwnState],
        *,
        can_undo: bool,
        is_pack: bool,
    ) -> None:
        self._content = content
        self._packs = packs
        self._catalogues = catalogues
        self._own = {each.item.ref: each for each in own}
        self._can_undo = can_undo
        self._is_pack = is_pack

    def all(self) -> list[PackRow]:
        """Return every pack, every intention that applies, every catalogue, and every question of one's own."""
        content = self._content
        latest = max((pack.returned_at for pack in self._packs if pack.returned_at), default=None)
        packs = [
            PackRow(
                PACK, pack.id, ", ".join(pack.intentions), pack.post or "Nobody",
                f"Back {spell_day(pack.returned_at)}" if pack.returned_at else "Out", pack.made_at.date(),
                pack.intentions, pack.returned_at is None,
                self._can_undo and latest is not None and pack.returned_at == latest,
            )
            for pack in self._packs
        ]  # fmt: skip
        away = {
            ref: pack.post or "nobody" for pack in self._packs if pack.returned_at is None for ref in pack.intentions
        }
        intentions = [
            PackRow(
                INTENTION, each.ref, f"{each.ref} {each.short}", self._owner(each.ref),
                f"Out with {away[each.ref]}" if each.ref in away else "Here", None, (each.ref,), each.ref in away,
            )
            for each in content.pack.intentions if content.applies(each)
        ]  # fmt: skip
        catalogues = [
            PackRow(CATALOGUE, each.id, f"{each.name}, version {each.version}", "", each.serves, each.imported_on)
            for each in self._catalogues
        ]
        own = [
            PackRow(OWN, ref, f"{ref} {each.item.title}", "", _own_state(each), None, (intention_of(ref),))
            for ref, each in self._own.items()
        ]
        return [*packs, *intentions, *catalogues, *own]

    def own(self, ref: str) -> ChecklistItem:
        """Return a question of one's own."""
        return self._own[ref].item

    def cells(self, row: PackRow) -> tuple[CellView, ...]:
        """Return a row's cells."""
        title = CellView(row.title, style="small_strong", may_elide=True)
        day = CellView(spell_day(row.day) if row.day else "")
        state = CellView(row.state, status="open" if row.is_out else "", may_elide=True)
        if row.kind == CATALOGUE:
            return title, day, state
        if row.kind == OWN:
            return title, CellView(str(self.own(row.record_id).weight)), state
        who = CellView(row.who or "No owner yet", may_elide=True)
        return (title, who, day, state) if row.kind == PACK else (title, who, state)

    def order(self, row: PackRow, column: str) -> tuple[object, ...]:
        """Return what a column sorts a row by."""
        by_column: dict[str, tuple[object, ...]] = {
            "who": (row.who.casefold(),),
            "day": (-(row.day or date.min).toordinal(),),
            "state": (not row.is_out, row.state),
        }
        first = by_column.get(column, ())
        newest = -(row.day or date.min).toordinal()
        return (*first, not row.is_out, newest, row.title) if row.kind == PACK else (*first, row.title)

    def detail(self, row: PackRow, *, is_writable: bool) -> DetailView:
        """Return what is known of a row."""
        facts = [FactView("Made" if row.kind == PACK else "Taken in", spell_day(row.day))] if row.day else []
        if row.kind in (PACK, INTENTION):
            who = "With" if row.kind == PACK else "Owner"
            facts.append(FactView(who, row.who or "No owner yet"))
        facts.append(FactView(_STATES.get(row.kind, "State"), row.state))
        captions = {PACK: "Work pack", INTENTION: "Intention", CATALOGUE: "Catalogue", OWN: "A question of our own"}
        offers = tuple(self._offers(row)) if is_writable and not self._is_pack else ()
        note = (
            "This file is a work pack itself: it goes back into the file that it was made from."
            if self._is_pack
            else ""
        )
        sections: tuple[SectionView, ...] = ()
        if row.kind == PACK:
            sections = (SectionView("Intentions", "\n".join(self._named(row.intentions))),)
        elif row.kind == OWN:
            sections = tuple(self._asked(self.own(row.record_id)))
        return DetailView(
            row.key, captions[row.kind], row.title, facts=tuple(facts), sections=sections, offers=offers, note=note
        )

    def _offers(self, row: PackRow) -> list[OfferView]:
        if row.kind == CATALOGUE:
            return []
        if row.kind == OWN:
            is_asked = not self.own(row.record_id).withdrawn
            return [
                OfferView("change", is_enabled=is_asked), OfferView("withdraw", is_enabled=is_asked),
                OfferView("ask", on_foot=False),
            ]  # fmt: skip
        if row.kind == INTENTION:
            on_foot = [OfferView("pack", is_enabled=not row.is_out), OfferView("form"), OfferView("all")]
            return [*on_foot, *(OfferView(key, on_foot=False) for key in ("forms", "ask"))]
        own = [OfferView("back")] if row.is_out else []
        return [
            *own,
            *([OfferView("undo")] if row.can_undo else []),
            OfferView("all"),
            OfferView("forms", on_foot=False),
        ]

    def _asked(self, item: ChecklistItem) -> Iterator[SectionView]:
        yield SectionView("Question", item.question)
        yield SectionView("Evidence expected", "\n".join(item.evidence_expected))
        yield SectionView("Guidance", item.guidance)
        if marks := item.pass_marks:
            words = f"{marks.size} of {marks.population}. Met from {marks.met}%, partly met from {marks.partly_met}%."
            yield SectionView("Sample", words)

    def _named(self, refs: Sequence[str]) -> list[str]:
        shorts = {each.ref: each.short for each in self._content.pack.intentions}
        return [f"{ref} {shorts.get(ref, '')}" for ref in refs]

    def _owner(self, ref: str) -> str:
        post = self._content.owner_post(ref)
        return shown(post.text("title")) if post else ""


_STATES = {CATALOGUE: "Serves", OWN: "Asked in"}


def _own_state(state: OwnState) -> str:
    if not state.item.withdrawn:
        return state.asked_in or "No period"
    return f"Withdrawn; asked in {state.asked_in}" if state.asked_in else "Withdrawn"
