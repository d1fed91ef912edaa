"""History on a real file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from app.desktop.aim import Aim
from app.desktop.pages.history_page import HistoryPage
from app.desktop.presenters.history_views import Comparison, HistoryViews, Standing
from app.desktop.presenters.register_presenter import RegisterPresenter
from app.desktop.presenters.routes import CHECKLIST, page_of_record
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.register_view import DetailView, NoticeView
from app.desktop.views.shell_view import EmptyView
from app.services.history import Change, compare, explain, list_changes
from app.services.putting_back import can_put_back, put_back

_SCOPE_KINDS = {
    "answers": {"answer", "self_audit", "marking_decision"},
    "actions": {"action", "finding"},
    "statements": {"statement", "declaration", "sign_off"},
    "people": {"person", "post", "holding", "ownership", "planned_item", "period"},
}


class ChangeRow:
    """One revision as a row; `change` says all about it."""

    __slots__ = ("change",)

    def __init__(self, change: Change) -> None:
        self.change = change

    @property
    def key(self) -> str:
        """The revision's id."""
        return self.change.revision_id


class HistoryPresenter(RegisterPresenter[ChangeRow]):
    """Lists revisions, latest first, and says what each changed."""

    key = "history"
    SCOPES = (
        ("all", "All"), ("answers", "Answers"), ("actions", "Actions"), ("statements", "Statements"),
        ("people", "People"), ("only", "One entry"),
    )  # fmt: skip
    FIRST_SORT = "at"
    HAS_COUNTS = False

    def __init__(self, session: Session, page: HistoryPage, shell: Shell) -> None:
        self._views: HistoryViews | None = None
        self._only = ""
        self._compared = ""
        self._base: Change | None = None
        self._latest: dict[str, str] = {}
        super().__init__(session, page, shell)

    def aim(self, aim: Aim) -> None:
        """Show the revisions of one record, or of one intention."""
        self._only, self._base = aim.record_id, None
        self.choose_filter("only" if aim.record_id else "all", aim.intention)

    def read_rows(self) -> Sequence[ChangeRow]:
        """Return every revision."""
        self._views = HistoryViews(self.session.content(), self.session.now().tzinfo)
        changes = list_changes(self.session.file)
        self._latest = {change.record_id: change.revision_id for change in reversed(changes)}
        return [ChangeRow(change) for change in changes]

    def cells(self, row: ChangeRow) -> tuple[Any, ...]:
        """Return a row's cells."""
        return self._shown().cells(row.change)

    def is_in(self, row: ChangeRow, scope: str) -> bool:
        """Tell whether a revision is of a kind, or of the one entry that was chosen."""
        if scope == "only":
            return row.change.record_id == self._only
        return scope == "all" or row.change.kind in _SCOPE_KINDS[scope]

    def group_of(self, row: ChangeRow) -> str:
        """Return a revision's intention."""
        return row.change.intention

    def words_of(self, row: ChangeRow) -> str:
        """Return what the filter searches."""
        shown, change = self._shown(), row.change
        return f"{change.label} {shown.kind(change)} {change.act} {shown.who(change)}".casefold()

    def order_of(self, row: ChangeRow, column: str) -> Any:
        """Return what a column sorts a revision by; by time the latest comes first."""
        shown, change = self._shown(), row.change
        latest = -change.at.timestamp()
        by_column = {
            "what": change.label.casefold(),
            "act": change.act.casefold(),
            "who": shown.who(change).casefold(),
        }
        return (by_column[column], latest) if column in by_column else ("", latest)

    def detail(self, row: ChangeRow) -> DetailView:
        """Return what a revision changed, what is different now, or what lies between it and another."""
        change, base, file = row.change, self._base, self.session.file
        place = (change.kind, change.record_id, change.revision_id)
        if base is not None and base.record_id == change.record_id and base.revision_id != change.revision_id:
            comparison, difference = Comparison.OTHER, compare(file, *place, base.revision_id)
        elif self._compared == row.key:
            comparison, difference = Comparison.NOW, compare(file, *place)
        else:
            comparison, difference = Comparison.NONE, explain(file, *place)
        return self._shown().detail(change, difference, Standing(
            comparison, base if comparison is Comparison.OTHER else None,
            is_latest=self._latest.get(change.record_id) == change.revision_id,
            can_put_back=self.session.is_writable and can_put_back(change.kind),
            can_go=bool(change.intention),
        ))  # fmt: skip

    def summary(self, rows: Sequence[ChangeRow]) -> str:
        """Return how many revisions there are. Sealed text never stands here."""
        return f"{len(rows):,} changes. What is sealed shows its marking alone."

    def nothing_yet(self) -> EmptyView:
        """Return the page of a file without a revision; every file has one."""
        return EmptyView("history", "No changes yet", "Whatever is changed stands here, with who and when.")

    def add(self) -> None:
        """Add nothing: history is made elsewhere."""

    def command(self, key: str, row: ChangeRow) -> None:
        """Compare a revision, put it back, show its entry alone, or go to its place."""
        change = row.change
        if key in ("compare", "explain"):
            self._compared, self._base = row.key if key == "compare" else "", None
            self.page.show_notice(None)
            self._show_detail()
        elif key == "between":
            self._begin_comparison(change)
        elif key == "put_back":
            self._put_back(change)
        elif key == "only":
            self._only = change.record_id
            self.choose_filter("only")
        elif key == "go":
            self._go(change)

    def _begin_comparison(self, change: Change) -> None:
        """List the versions of one entry, each of which is now compared with this one."""
        self._base, self._compared, self._only = change, "", change.record_id
        self.choose_filter("only")
        words = f"Choose the version to compare with {self._shown().when(change)}."
        self.page.show_notice(NoticeView(words, tone="warn"))
        self.shell.announce(words)
        self.page.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_back(self, change: Change) -> None:
        session = self.session
        words = f"put back of {self._shown().kind(change).lower()}"
        place = (change.kind, change.record_id, change.revision_id)
        before = self._latest.get(change.record_id)
        self.act(words, lambda: put_back(session.file, *place, person_id=session.person_id))
        if self._latest.get(change.record_id) != before:
            self.shell.announce(f"Put back as it stood on {self._shown().when(change)}. Ctrl+Z takes that back.")

    def _go(self, change: Change) -> None:
        page = page_of_record(change.kind, self.shell.page_keys)
        item = change.label.split(" ")[0] if change.kind == "answer" else ""
        aim = Aim(item=item, intention="" if item else change.intention, record_id=self._aimed(page, change))
        self.shell.go(page, aim)

    def _aimed(self, page: str, change: Change) -> str:
        return change.record_id if page != CHECKLIST and change.kind in ("action", "evidence") else ""

    def _shown(self) -> HistoryViews:
        assert self._views is not None
        return self._views
