"""Reading on a reviewer's file: one return beside the last, and what is recorded of each place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.desktop.aim import Aim
from app.desktop.pages.reading_page import CHANGES, DOUBTS, PLAN, QUESTIONS, WITHHELD, ReadingPage
from app.desktop.presenters.reading_details import reading_detail
from app.desktop.presenters.reading_rows import SCOPES, WORSE, ReadingRow, ReadingRows, first_list
from app.desktop.presenters.register_presenter import RegisterPresenter
from app.desktop.presenters.review_recorder import ReviewRecorder
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.home_view import ScopeView
from app.desktop.views.register_view import ColumnView, DetailView
from app.desktop.views.review_view import ReviewInput
from app.desktop.views.shell_view import EmptyView, WayView
from app.domain.return_comparison import Change, Difference
from app.domain.review_plan import Look
from app.domain.review_trend import Point
from app.services.return_reading import open_return
from app.services.review_desk import ReturnRow, list_returns
from app.services.review_notes import read_notes
from app.services.trends import list_points

_COLUMNS = {"changes": CHANGES, "doubts": DOUBTS, "plan": PLAN, "withheld": WITHHELD, "questions": QUESTIONS}
_RECORDED = ("query", "mark", "opinion", "whole", "inspected", "plan")
_NOTHING = {
    "changes": "Nothing changed since the last return, or this is the first one here.",
    "doubts": "Nothing in this return asks to be asked about.",
    "plan": "No intention of this return applies.",
    "withheld": "Nothing of this return is withheld.",
    "questions": "This return has no questions.",
}
_GRAVITY = list(Change)


class ReadingPresenter(RegisterPresenter[ReadingRow]):
    """Lists what changed, what to ask about, where to look, what is withheld, and every question of one return."""

    key = "reading"
    SCOPES = SCOPES
    FIRST_SORT = ""

    def __init__(self, session: Session, page: ReadingPage, shell: Shell) -> None:
        self._return_id = ""
        self._rows: ReadingRows | None = None
        self._held: ReturnRow | None = None
        self._points: Sequence[Point] = ()
        super().__init__(session, page, shell)
        self._scope = ""
        self.recorder = ReviewRecorder(session, shell, page, self.asking)

    def aim(self, aim: Aim) -> None:
        """Show one return, perhaps one of its intentions alone."""
        if aim.record_id:
            self._return_id = aim.record_id
        if aim.record_id or aim.intention:
            self._group, self._words, self.chosen = aim.intention, "", ""
            self.page.clear_filter()
            self._scope = "questions" if aim.intention else ""
        self.refresh()

    def refresh(self) -> None:
        """Read the return anew; before one is chosen, the first that waits for a response."""
        returns = list_returns(self.session.file, today=self.session.today())
        latest = [held for held in returns if held.is_latest]
        waiting = [held for held in latest if held.outcome is None]
        known = {held.id: held for held in returns}
        self._held = known.get(self._return_id) or next(iter(waiting or latest), None)
        self._return_id = self._held.id if self._held else ""
        super().refresh()

    def read_rows(self) -> Sequence[ReadingRow]:
        """Return the rows of every list of the return."""
        if self._held is None:
            return ()
        file, number = self.session.file, self._held.number
        reading = open_return(file, number, today=self.session.today())
        self._rows = ReadingRows(reading, read_notes(file, number))
        self._points = list_points(file, code=self._held.code)
        rows = self._rows.all()
        if not self._scope:
            self._scope = first_list(rows)
        return rows

    def columns(self, scope: str) -> tuple[ColumnView, ...]:
        """Return the columns of a list."""
        return _COLUMNS[scope]

    def cells(self, row: ReadingRow) -> tuple[Any, ...]:
        """Return a row's cells."""
        return self._made().cells(row)

    def is_in(self, row: ReadingRow, scope: str) -> bool:
        """Tell whether a row is of the list that is chosen."""
        return row.scope == scope

    def scope_of(self, row: ReadingRow) -> str:
        """Return the list that a row is of."""
        return row.scope

    def groups(self) -> tuple[ScopeView, ...]:
        """Return the intentions of the return to filter by."""
        known = self._made().reading.released.intentions
        applying = (ScopeView(each.ref, f"{each.ref} {each.short}") for each in known if not each.does_not_apply)
        return (ScopeView("", "All intentions"), *applying)

    def group_of(self, row: ReadingRow) -> str:
        """Return a row's intention."""
        return row.intention

    def words_of(self, row: ReadingRow) -> str:
        """Return what the filter searches."""
        return f"{row.place} {row.words} {self._made().title_of(row.item)}".casefold()

    def order_of(self, row: ReadingRow, column: str) -> Any:
        """Return what a column sorts a row by; as the return has them where none is chosen."""
        if not column:
            return 0, "", row.number
        if column == "what" and isinstance(row.of, Difference):
            return _GRAVITY.index(row.of.change), row.place, row.number
        place = next(n for n, each in enumerate(_COLUMNS[row.scope]) if each.key == column)
        return 0, self.cells(row)[place].text.casefold(), row.number

    def detail(self, row: ReadingRow) -> DetailView:
        """Return what is known of a row's place."""
        return reading_detail(self._made(), row, self._points, is_writable=self.session.is_writable)

    def summary(self, rows: Sequence[ReadingRow]) -> str:
        """Return which return is read, beside which, and how much changed."""
        reading = self._made().reading
        beside = f", beside {reading.last.number}" if reading.last else ", the first one here"
        worse = sum(isinstance(row.of, Difference) and row.of.change in WORSE for row in rows)
        said = f"Return {reading.held.number} of {reading.name}{beside}."
        return f"{said} {worse} {'change' if worse == 1 else 'changes'} for the worse." if worse else said

    def nothing_passes(self) -> str:
        """Return what stands in the place of an empty list."""
        if self._words or self._group:
            return "No row passes these filters. Choose all intentions, or clear the field."
        return _NOTHING[self._scope]

    def nothing_yet(self) -> EmptyView:
        """Return the page before the first return."""
        return EmptyView(
            "book", "Nothing to read yet", "A return is read here beside the last one.",
            (WayView("desk", "desk", "Go to the Review desk", "Returns are taken in there", "Go there"),),
        )  # fmt: skip

    def add(self) -> None:
        """Go where returns are taken in."""
        self.shell.show_page("review")

    def command(self, key: str, row: ReadingRow) -> None:
        """Record something of a row's place, or go on to the next."""
        held = self._held
        assert held is not None
        if key in _RECORDED:
            kind = "opinion" if key == "whole" else key
            self.recorder.ask(kind, held.code, held.number, self._given(key, row))
        elif key in ("next", "before"):
            self._go(1 if key == "next" else -1)
        elif key == "respond":
            self.recorder.respond(held.number)
        elif key == "desk":
            self.shell.go("review", Aim(record_id=held.id))

    def _given(self, key: str, row: ReadingRow) -> ReviewInput:
        """Return what a dialog begins with: the place of the row, and what was recorded of it before."""
        notes = self._made().notes
        if key in ("opinion", "whole"):
            place = row.intention if key == "opinion" else ""
            said = notes.opinions.get(place)
            given = ReviewInput(place=place, words=said.typed if said else "")
            return replace(given, scale=said.level.value) if said and said.level else given
        if key == "mark":
            own = notes.results.get(row.item)
            return ReviewInput(place=row.item, scale=own.result.value, words=own.typed) if own else ReviewInput(
                place=row.item
            )  # fmt: skip
        if key == "plan":
            return ReviewInput(place=row.intention, scale=row.of.depth.value if isinstance(row.of, Look) else "")
        return ReviewInput(place=row.place)

    def _go(self, step: int) -> None:
        """Go to the next row of the list, after the last one to the first."""
        shown = [row.key for row in self.page.table.shown_rows()]
        if not shown:
            return
        place = shown.index(self.chosen) if self.chosen in shown else -step
        self.chosen = shown[(place + step) % len(shown)]
        self._show_detail()

    def _made(self) -> ReadingRows:
        assert self._rows is not None
        return self._rows
