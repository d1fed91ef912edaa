"""Observations of daily monitoring in a reviewer's file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.desktop.aim import Aim
from app.desktop.pages.observations_page import ObservationsPage
from app.desktop.presenters.register_presenter import RegisterPresenter
from app.desktop.presenters.review_recorder import ReviewRecorder
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.home_view import ScopeView
from app.desktop.views.register_view import CellView, DetailView, FactView, OfferView, SectionView
from app.desktop.views.review_view import ReviewInput
from app.desktop.views.shell_view import EmptyView, WayView
from app.domain.dates import spell_day
from app.services.monitoring import Seen, establishments_here, list_observations
from app.services.review_desk import list_returns


@dataclass(frozen=True)
class SeenRow:
    """An observation as a row."""

    seen: Seen

    @property
    def key(self) -> str:
        """The observation's id."""
        return self.seen.id


class ObservationsPresenter(RegisterPresenter[SeenRow]):
    """Lists what was seen; notes more, changes it, reports a concern on one signed page."""

    key = "observations"
    SCOPES = (("all", "All"), ("concerns", "Concerns"), ("unreported", "Not reported"))
    FIRST_SORT = "on"

    def __init__(self, session: Session, page: ObservationsPage, shell: Shell) -> None:
        super().__init__(session, page, shell)
        self._is_descending = True
        self.recorder = ReviewRecorder(session, shell, page, self.asking)

    def read_rows(self) -> Sequence[SeenRow]:
        """Return every observation."""
        return [SeenRow(seen) for seen in list_observations(self.session.file)]

    def cells(self, row: SeenRow) -> tuple[Any, ...]:
        """Return a row's cells."""
        seen = row.seen
        where = f"{seen.name}, {seen.place}" if seen.place else seen.name
        return (
            CellView(spell_day(seen.on), seen.reference),
            CellView(seen.title, where, may_elide=True),
            CellView(seen.item or seen.intention or "–"),
            CellView(_state(seen), status=_status(seen)),
        )

    def is_in(self, row: SeenRow, scope: str) -> bool:
        """Tell whether an observation is of the list that is chosen."""
        seen = row.seen
        is_waiting = seen.is_concern and seen.reported_on is None
        return {"all": True, "concerns": seen.is_concern, "unreported": is_waiting}[scope]

    def groups(self) -> tuple[ScopeView, ...]:
        """Return the establishments to filter by."""
        known = {row.seen.code: row.seen.name for row in self._all}
        named = (ScopeView(code, f"{code} {name}" if name != code else code) for code, name in sorted(known.items()))
        return (ScopeView("", "Everywhere"), *named)

    def group_of(self, row: SeenRow) -> str:
        """Return an observation's establishment."""
        return row.seen.code

    def words_of(self, row: SeenRow) -> str:
        """Return what the filter searches."""
        seen = row.seen
        return f"{seen.reference} {seen.name} {seen.title} {seen.detail} {seen.place} {seen.item}".casefold()

    def order_of(self, row: SeenRow, column: str) -> Any:
        """Return what a column sorts an observation by."""
        seen = row.seen
        by_column: dict[str, Any] = {
            "on": seen.on.isoformat(), "title": seen.title.casefold(), "place": seen.item or seen.intention,
            "state": _state(seen),
        }  # fmt: skip
        return by_column[column], seen.reference

    def detail(self, row: SeenRow) -> DetailView:
        """Return what is known of an observation."""
        seen, can_write = row.seen, self.session.is_writable
        facts = [FactView("At", seen.name), FactView("Seen on", spell_day(seen.on))]
        facts += [FactView("Where", seen.place)] if seen.place else []
        facts += [FactView("For", seen.item or seen.intention)] if seen.intention else []
        facts += [FactView("Reported", spell_day(seen.reported_on))] if seen.reported_on else []
        return DetailView(
            key=row.key,
            caption=seen.reference,
            title=seen.title,
            status=_status(seen),
            status_words=_state(seen),
            facts=tuple(facts),
            sections=(SectionView("What was seen", seen.detail),) if seen.detail else (),
            offers=(
                OfferView("change", is_enabled=can_write),
                OfferView("report", is_enabled=can_write),
                OfferView("read", is_enabled=bool(seen.intention), on_foot=False),
            ),
        )

    def summary(self, rows: Sequence[SeenRow]) -> str:
        """Return how many were noted, and how many are concerns."""
        concerns = [row.seen for row in rows if row.seen.is_concern]
        waiting = sum(seen.reported_on is None for seen in concerns)
        said = f"{len(rows)} noted, {len(concerns)} of them concerns."
        return f"{said} {waiting} to tell with the next response, or on a page of its own." if waiting else said

    def nothing_yet(self) -> EmptyView:
        """Return the page before the first observation."""
        return EmptyView(
            "book", "No observations yet",
            "Note what you see in daily monitoring: where, when, and which intention it bears on.",
            (WayView("add", "pen", "Note an observation", "Nothing leaves until you respond or report it", "Note…"),),
        )  # fmt: skip

    def add(self) -> None:
        """Ask for an observation of the establishment that is shown, or of the only one."""
        codes = list(establishments_here(self.session.file))
        known = self._group or (codes[0] if len(codes) == 1 else "")
        self.recorder.ask("observe", known, None)

    def command(self, key: str, row: SeenRow) -> None:
        """Change an observation, report it, or go to what it bears on."""
        seen = row.seen
        if key == "change":
            self.recorder.ask("observe", seen.code, None, _given(seen), is_sealed=seen.is_sealed)
        elif key == "report":
            self.recorder.report(seen.reference)
        elif key == "read":
            latest = [held for held in list_returns(self.session.file, today=self.session.today()) if held.is_latest]
            held = next((each for each in latest if each.code == seen.code), None)
            if held is not None:
                self.shell.go("reading", Aim(record_id=held.id, intention=seen.intention))


def _given(seen: Seen) -> ReviewInput:
    """Return the dialog's fields for a change; words of which something is sealed are left to be written anew."""
    words = ("", "", "") if seen.is_sealed else (seen.title, seen.detail, seen.place)
    return ReviewInput(
        code=seen.code, place=seen.item or seen.intention, title=words[0], words=words[1], who=words[2],
        day=spell_day(seen.on), is_sure=seen.is_concern, reference=seen.reference,
    )  # fmt: skip


def _state(seen: Seen) -> str:
    if seen.reported_on is not None:
        return "Concern, reported"
    return "Concern, not reported" if seen.is_concern else "Noted"


def _status(seen: Seen) -> str:
    if seen.reported_on is not None:
        return "passed"
    return "decide" if seen.is_concern else "open"
