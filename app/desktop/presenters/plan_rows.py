"""Turns a period's content into rows of intentions with their owner, and of items with what is planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from app.desktop.presenters.home_views import as_result
from app.desktop.presenters.texts import line_of
from app.desktop.views.home_view import RESULT_WORDS
from app.desktop.views.register_view import CellView, DetailView, FactView, OfferView, SectionView
from app.domain.catalogue import Intention
from app.domain.dates import spell_day
from app.domain.left_to_do import is_not_answered
from app.domain.period_content import PeriodContent
from app.domain.staffing import UNOWNED
from app.domain.text import shown
from app.services.planning import LastTest

OWNER, ITEM = "owner", "item"
_NOT_DUE = "It is returned as Not tested, with the day of its last test, and counts for nothing."
_ANSWERED = "It is answered in this period already; that stands whether it is due or not."


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One intention or item; `due` of `total` items are due, one of one for an item."""

    kind: str
    reference: str
    title: str
    intention: str
    post_id: str
    who: str
    beside: str
    due: int
    total: int
    last: date | None
    last_words: str = ""
    is_answered: bool = False

    @property
    def key(self) -> str:
        """What the row is and of which reference."""
        return f"{self.kind}:{self.reference}"

    @property
    def is_due(self) -> bool:
        """Tell whether any of it is due."""
        return self.due > 0


class PlanRows:
    """Makes rows of one period's plan."""

    def __init__(
        self,
        content: PeriodContent,
        today: date,
        tests: Mapping[str, LastTest],
        carried: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._content = content
        self._today = today
        self._tests = tests
        self._carried = carried
        self._planned = {e.record.item_ref: e.record.is_due for e in content.planned_items}
        self._answers = content.answers_by_item()

    def all(self) -> list[PlanRow]:
        """Return every intention that applies, then every item."""
        applying = [intention for intention in self._content.pack.intentions if self._content.applies(intention)]
        owners = [self._intention(intention) for intention in applying]
        return owners + [row for owner, intention in zip(owners, applying, strict=True)
                         for row in self._items(owner, intention)]  # fmt: skip

    def cells(self, row: PlanRow) -> tuple[CellView, ...]:
        """Return a row's cells."""
        reference = CellView(row.reference, style="small_strong")
        title = CellView(row.title, may_elide=True)
        who = CellView(row.who or "Nobody yet", row.beside, status="" if row.who else "decide", may_elide=True)
        if row.kind == OWNER:
            return reference, title, who, CellView(f"{row.due} of {row.total}")
        due = CellView("Due" if row.is_due else "Not due", status="" if row.is_due else "not_tested")
        last = CellView(spell_day(row.last) if row.last else "Never before", row.last_words)
        return reference, title, CellView(row.who, may_elide=True), due, last

    def order(self, row: PlanRow, column: str) -> tuple[object, ...]:
        """Return what a column sorts a row by; what was never tested comes first."""
        by_column: dict[str, tuple[object, ...]] = {
            "title": (row.title.casefold(),),
            "who": (row.who.casefold(),),
            "due": (row.due - row.total, row.due),
            "since": (row.last or date.min,),
        }
        return (*by_column.get(column, ()), row.reference)

    def items_of(self, row: PlanRow) -> tuple[str, ...]:
        """Return the items that a row stands for."""
        if row.kind == ITEM:
            return (row.reference,)
        return tuple(item.ref for item in self._content.items_of(self._content.pack.intention(row.reference)))

    def detail(self, row: PlanRow, *, is_writable: bool) -> DetailView:
        """Return what is known of an intention's owner, or of an item's plan."""
        if row.kind == OWNER:
            return self._intention_detail(row, is_writable=is_writable)
        facts = [
            FactView("Intention", f"{row.intention} {self._content.pack.intention(row.intention).short}"),
            FactView("Owner", row.who or "Nobody yet"),
            FactView("This period", "Due" if row.is_due else "Not due"),
            FactView("Last tested", self._last_words(row)),
        ]
        note = "" if row.is_due else _NOT_DUE
        offers = (OfferView("not_due" if row.is_due else "due"), OfferView("question", on_foot=False))
        if row.is_answered and row.is_due:
            note = _ANSWERED
        return DetailView(
            row.key, f"Item {row.reference}", row.title, facts=tuple(facts),
            offers=offers if is_writable else (offers[1],), note=note,
        )  # fmt: skip

    def _intention_detail(self, row: PlanRow, *, is_writable: bool) -> DetailView:
        offers = [OfferView("plan")]
        if row.due < row.total:
            offers.append(OfferView("all_due"))
        if row.due:
            offers.append(OfferView("none_due", on_foot=False))
        return DetailView(
            row.key,
            f"Intention {row.reference}",
            row.title,
            facts=(
                FactView("Owner", row.who or "Nobody yet"),
                FactView("Held by", row.beside or "Nobody"),
                FactView("Due", f"{row.due} of {row.total} items"),
            ),
            sections=tuple(self._sections(row)),
            offers=tuple(offers) if is_writable else (),
            note="Press F2 in the Owner column to give it to a post." if is_writable else "",
        )

    def _sections(self, row: PlanRow) -> Iterator[SectionView]:
        if not row.who:
            yield SectionView("To put right", UNOWNED)
        audit = self._content.self_audit(row.reference)
        if audit is not None and audit.text("plan"):
            yield SectionView("How it is delivered", line_of(audit.text("plan"), self._content.scheme))
        if row.reference in self._carried:
            yield SectionView("From the last period", self._carried[row.reference])

    def _intention(self, intention: Intention) -> PlanRow:
        post = self._content.owner_post(intention.ref)
        holder = self._content.holder(post.record.id, self._today) if post else None
        items = self._content.items_of(intention)
        return PlanRow(
            OWNER,
            intention.ref,
            intention.short,
            intention.ref,
            post.record.id if post else "",
            shown(post.text("title")) if post else "",
            shown(holder.text("name")) if holder else "",
            sum(self._planned.get(item.ref, True) for item in items),
            len(items),
            None,
        )

    def _items(self, owner: PlanRow, intention: Intention) -> list[PlanRow]:
        rows = []
        for item in self._content.items_of(intention):
            test = self._tests.get(item.ref)
            words = f"{RESULT_WORDS[as_result(test.result.value)]}, {test.period}" if test and test.result else ""
            rows.append(
                PlanRow(
                    ITEM,
                    item.ref,
                    item.title,
                    owner.reference,
                    owner.post_id,
                    owner.who,
                    "",
                    int(self._planned.get(item.ref, True)),
                    1,
                    test.on if test else None,
                    words,
                    not is_not_answered(self._answers.get(item.ref)),
                )
            )
        return rows

    def _last_words(self, row: PlanRow) -> str:
        if row.last is None:
            return "Never in this file before this period"
        return f"{spell_day(row.last)}: {row.last_words}" if row.last_words else spell_day(row.last)
