"""Rows of packs, of intentions and where they are, and of catalogues; and what is known of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.desktop.views.register_view import CellView, DetailView, FactView, OfferView, SectionView
from app.domain.dates import spell_day
from app.domain.period_content import PeriodContent
from app.domain.text import shown
from app.services.catalogue_packs import CatalogueState
from app.services.packing import PackState

_IS_A_PACK = "This file is a work pack itself: it goes back into the file that it was made from."
PACK, INTENTION, CATALOGUE = "pack", "intention", "catalogue"


@dataclass(frozen=True, slots=True)
class PackRow:
    """One pack, intention or catalogue."""

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
        *,
        can_undo: bool,
        is_pack: bool,
    ) -> None:
        self._content = content
        self._packs = packs
        self._catalogues = catalogues
        self._can_undo = can_undo
        self._is_pack = is_pack

    def all(self) -> list[PackRow]:
        """Return every pack, every intention that applies, and every catalogue."""
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
        return [*packs, *intentions, *catalogues]

    def cells(self, row: PackRow) -> tuple[CellView, ...]:
        """Return a row's cells."""
        title = CellView(row.title, style="small_strong", may_elide=True)
        day = CellView(spell_day(row.day) if row.day else "")
        state = CellView(row.state, status="open" if row.is_out else "", may_elide=True)
        if row.kind == CATALOGUE:
            return title, day, state
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
        if row.kind != CATALOGUE:
            who = "With" if row.kind == PACK else "Owner"
            facts.append(FactView(who, row.who or "No owner yet"))
        facts.append(FactView("Serves" if row.kind == CATALOGUE else "State", row.state))
        captions = {PACK: "Work pack", INTENTION: "Intention", CATALOGUE: "Catalogue"}
        offers = tuple(self._offers(row)) if is_writable and not self._is_pack else ()
        note = (
            "This file is a work pack itself: it goes back into the file that it was made from."
            if self._is_pack
            else ""
        )
        sections = (SectionView("Intentions", "\n".join(self._named(row.intentions))),) if row.kind == PACK else ()
        return DetailView(
            row.key, captions[row.kind], row.title, facts=tuple(facts), sections=sections, offers=offers, note=note
        )

    def _offers(self, row: PackRow) -> list[OfferView]:
        if row.kind == CATALOGUE:
            return []
        everything = [OfferView("all", on_foot=False), OfferView("forms", on_foot=False)]
        if row.kind == INTENTION:
            return [OfferView("pack", is_enabled=not row.is_out), OfferView("form"), *everything]
        own = [OfferView("back")] if row.is_out else []
        return [
            *own,
            *([OfferView("undo")] if row.can_undo else []),
            OfferView("all"),
            OfferView("forms", on_foot=False),
        ]

    def _named(self, refs: Sequence[str]) -> list[str]:
        shorts = {each.ref: each.short for each in self._content.pack.intentions}
        return [f"{ref} {shorts.get(ref, '')}" for ref in refs]

    def _owner(self, ref: str) -> str:
        post = self._content.owner_post(ref)
        return shown(post.text("title")) if post else ""
