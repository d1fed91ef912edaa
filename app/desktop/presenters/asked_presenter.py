"""Queries in a reviewer's file: asked, replied to, closed by whoever asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.desktop.aim import Aim
from app.desktop.presenters.query_views import QueryRowView, query_cells, query_detail
from app.desktop.presenters.register_presenter import RegisterPresenter
from app.desktop.views.home_view import ScopeView
from app.desktop.views.register_view import DetailView
from app.desktop.views.shell_view import EmptyView
from app.domain.review_terms import QueryState
from app.services.querying import close_queries, list_asked
from app.services.received import find_return


class AskedPresenter(RegisterPresenter[QueryRowView]):
    """Lists the queries that were asked, and closes them."""

    key = "asked"
    SCOPES = (("all", "All"), ("replied", "Replied"), ("open", "Open"), ("closed", "Closed"))
    FIRST_SORT = "due"

    def read_rows(self) -> Sequence[QueryRowView]:
        """Return every query."""
        return [
            QueryRowView(one.id, one.reference, one.item or one.intention, one.intention, one.question, one.reply,
                         one.state, one.asked_on, one.reply_due, one.replied_on, one.number, one.code)
            for one in list_asked(self.session.file)
        ]  # fmt: skip

    def cells(self, row: QueryRowView) -> tuple[Any, ...]:
        """Return a row's cells."""
        return query_cells(row, self.session.today())

    def is_in(self, row: QueryRowView, scope: str) -> bool:
        """Tell whether a query is of the list that is chosen."""
        return scope == "all" or row.state.value == scope

    def groups(self) -> tuple[ScopeView, ...]:
        """Return the establishments to filter by."""
        codes = sorted({row.code for row in self._all})
        return (ScopeView("", "Everywhere"), *(ScopeView(code, code) for code in codes))

    def group_of(self, row: QueryRowView) -> str:
        """Return a query's establishment."""
        return row.code

    def words_of(self, row: QueryRowView) -> str:
        """Return what the filter searches."""
        return f"{row.reference} {row.number} {row.place} {row.question} {row.reply}".casefold()

    def order_of(self, row: QueryRowView, column: str) -> Any:
        """Return what a column sorts a query by."""
        return row.order(column)

    def detail(self, row: QueryRowView) -> DetailView:
        """Return what is known of a query."""
        can_close = self.session.is_writable and row.state is not QueryState.CLOSED
        return query_detail(row, (("close", can_close), ("return", bool(row.number))))

    def summary(self, rows: Sequence[QueryRowView]) -> str:
        """Return how many queries have a reply, and how many wait for one."""
        replied = sum(row.state is QueryState.REPLIED for row in rows)
        waiting = sum(row.state is QueryState.OPEN for row in rows)
        return f"{replied} replied to, {waiting} open. A response tells the establishment what you close."

    def nothing_yet(self) -> EmptyView:
        """Return the page before the first query."""
        return EmptyView("query", "No queries yet", "Ask one from a return on the Review desk.")

    def add(self) -> None:
        """Add nothing: queries are asked of a return."""

    def command(self, key: str, row: QueryRowView) -> None:
        """Close a query, or go to its return."""
        session = self.session
        if key == "close":
            self.act(
                "Close a query",
                lambda: close_queries(
                    session.file, [row.reference], today=session.today(), person_id=session.person_id
                ),
            )
        elif key == "return":
            with session.file.reading() as work:
                record_id = find_return(work, row.number).record.id
            self.shell.go("review", Aim(record_id=record_id))
