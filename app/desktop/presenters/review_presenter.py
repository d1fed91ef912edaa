"""Review desk on a reviewer's file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.desktop.aim import Aim
from app.desktop.choosing import choose_files, choose_place
from app.desktop.pages.review_page import ReviewPage
from app.desktop.presenters.register_presenter import RegisterPresenter
from app.desktop.presenters.review_recorder import ReviewRecorder
from app.desktop.presenters.review_views import DeskRow, return_detail, row_cells
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.home_view import ScopeView
from app.desktop.views.register_view import DetailView, NoticeView
from app.desktop.views.review_view import ReviewFormView
from app.desktop.views.shell_view import EmptyView, WayView
from app.domain.errors import UserError
from app.services.querying import Asked, list_asked
from app.services.return_reading import Reading, open_return
from app.services.review_desk import list_returns
from app.services.taking_in import Taken, take_in

_OF_THE_ESTABLISHMENT = ("observe", "plan", "audit")
_RECORDED = ("query", "opinion", "inspected", "observe", "audit", "plan")


class ReviewPresenter(RegisterPresenter[DeskRow]):
    """Lists the returns that were taken in, reads one beside the last, and records what the reviewer says of it."""

    key = "review"
    SCOPES = (
        ("latest", "Latest"), ("respond", "To respond to"), ("overdue", "Overdue"), ("all", "All returns"),
    )  # fmt: skip
    FIRST_SORT = "number"

    def __init__(self, session: Session, page: ReviewPage, shell: Shell) -> None:
        self._readings: dict[str, Reading] = {}
        self._asked: list[Asked] = []
        super().__init__(session, page, shell)
        self.recorder = ReviewRecorder(session, shell, page, self.asking)
        page.files_given.connect(self.take_in)

    def aim(self, aim: Aim) -> None:
        """Show one return."""
        if aim.record_id:
            self.select(aim.record_id)
            self.refresh()

    def read_rows(self) -> Sequence[DeskRow]:
        """Return every return."""
        file = self.session.file
        self._readings.clear()
        self._asked = list_asked(file)
        return [DeskRow(row) for row in list_returns(file, today=self.session.today())]

    def cells(self, row: DeskRow) -> tuple[Any, ...]:
        """Return a row's cells."""
        return row_cells(row)

    def is_in(self, row: DeskRow, scope: str) -> bool:
        """Tell whether a row is of the list that is chosen."""
        held = row.held
        return {
            "latest": held.is_latest,
            "respond": held.is_latest and held.outcome is None,
            "overdue": bool(held.overdue),
            "all": True,
        }[scope]

    def groups(self) -> tuple[ScopeView, ...]:
        """Return the establishments to filter by."""
        known = {row.held.code: row.held.name for row in self._all}
        named = (ScopeView(code, f"{code} {name}") for code, name in sorted(known.items()))
        return (ScopeView("", "Everywhere"), *named)

    def group_of(self, row: DeskRow) -> str:
        """Return a row's establishment."""
        return row.held.code

    def words_of(self, row: DeskRow) -> str:
        """Return what the filter searches."""
        held = row.held
        return f"{held.number} {held.name} {held.period} {held.state}".casefold()

    def order_of(self, row: DeskRow, column: str) -> Any:
        """Return what a column sorts a row by."""
        held = row.held
        worst_first = -list(type(held.level)).index(held.level) if held.level else -9
        by_column: dict[str, Any] = {"name": held.name.casefold(), "level": worst_first, "state": held.state,
                                     "verified": held.standing.value}  # fmt: skip
        return by_column.get(column, ""), held.code, -held.made_on.toordinal()

    def detail(self, row: DeskRow) -> DetailView:
        """Return what is known of a return, beside the last."""
        asked = [one for one in self._asked if one.number == row.held.number]
        return return_detail(row, self._reading(row), asked, is_writable=self.session.is_writable)

    def summary(self, rows: Sequence[DeskRow]) -> str:
        """Return how many returns there are, of how many establishments."""
        returns = [row.held for row in rows]
        waiting = sum(held.is_latest and held.outcome is None for held in returns)
        late = sum(bool(held.overdue) for held in returns)
        establishments = len({held.code for held in returns})
        parts = [f"{len(returns)} returns of {establishments} establishments.", f"{waiting} to respond to."]
        return " ".join(parts + ([f"{late} overdue."] if late else []))

    def nothing_yet(self) -> EmptyView:
        """Return the desk before the first return."""
        return EmptyView(
            "return", "No returns yet",
            "Drop returns here, or choose them. Each is verified first, apart, and trusted only when its signers are.",
            (WayView("add", "import", "Take in returns", "PDF or workbook, several at once", "Choose…"),),
        )  # fmt: skip

    def add(self) -> None:
        """Ask which returns are to be taken in."""
        choose_files(self.shell.window(), "Choose returns", self.take_in, kinds="Returns and replies (*.pdf *.xlsx)")

    def take_in(self, paths: Sequence[Path]) -> None:
        """Verify returns beside the window and take in those that fit; what came of each is said above the table."""
        from app.signing.trust import Trust

        session = self.session
        if not session.is_checked and session.is_writable:
            session.checked.connect(lambda is_sound: self.take_in(paths), Qt.ConnectionType.SingleShotConnection)
            return
        chosen, now = [Path(path) for path in paths], session.now().astimezone(UTC)
        job = session.jobs.start(
            lambda progress, is_cancelled: take_in(
                session.file, chosen, Trust({}), now=now, progress=progress, is_cancelled=is_cancelled
            )
        )
        job.succeeded.connect(self._on_taken)
        job.failed.connect(self._on_failed)
        job.stopped.connect(session.refresh)
        self.shell.follow(job, "Verifying")

    def command(self, key: str, row: DeskRow) -> None:
        """Do a command to a return."""
        held = row.held
        if key in _RECORDED:
            self.recorder.ask(key, held.code, None if key in _OF_THE_ESTABLISHMENT else held.number)
        elif key in ("read", "next"):
            self.shell.go("reading", Aim(record_id=held.id))
        elif key == "respond":
            self.recorder.respond(held.number)
        elif key == "table":
            self._ask_table(row)
        elif key == "figures":
            self._ask_figures()

    def _reading(self, row: DeskRow) -> Reading:
        number = row.held.number
        if number not in self._readings:
            self._readings.clear()  # one is enough: they are large, and quickly read
            self._readings[number] = open_return(self.session.file, number, today=self.session.today())
        return self._readings[number]

    def _ask_table(self, row: DeskRow) -> None:
        from app.services.figures import table_text, tables_of

        number = row.held.number
        sheets = {sheet.title: sheet for sheet in tables_of(self.session.file, number)}
        marking = self._reading(row).released.marking

        def copy(title: str) -> None:
            QGuiApplication.clipboard().setText(table_text(sheets[title], f"return {number}", marking))
            self.shell.announce(f"{title} copied.")

        note = f"As returned, with the number and the marking of return {number}."
        choices = tuple(ScopeView(title, title) for title in sheets)
        self.recorder.choose(ReviewFormView("Copy a table", "Copy", (("scale", "Table"),), note, choices), copy)

    def _ask_figures(self) -> None:
        title, kinds = "Save all figures as a workbook", "Workbooks (*.xlsx)"
        choose_place(self.shell.window(), title, self._on_figures_place_chosen, kinds=kinds, ending="xlsx")

    def _on_figures_place_chosen(self, place: Path) -> None:
        from app.services.figures import write_all_figures

        try:
            write_all_figures(self.session.file, place, today=self.session.today())
        except UserError as error:
            self.say(error)
            return
        self.shell.announce("Saved all figures.")

    def _on_taken(self, taken: object) -> None:
        assert isinstance(taken, list)
        self.session.refresh()
        notice = taken_notice(taken)
        self.page.show_notice(notice)
        if self.shell.current_key == self.key:
            self.page.focus_first()  # what had the focus may have given way to the list
        self.shell.announce(notice.title, is_urgent=notice.tone == "bad")

    def _on_failed(self, error: UserError) -> None:
        self.session.refresh()
        self.say(error)


def taken_notice(taken: Sequence[Taken]) -> NoticeView:
    """Return what is said of files that were offered: how many were taken in, and why others were not."""
    kept = sum(one.is_taken for one in taken)
    lines = tuple(f"{one.path.name}: {' '.join(one.sentences)}" for one in taken if one.exit_code)
    title = f"{kept} of {len(taken)} {'file was' if len(taken) == 1 else 'files were'} taken in."
    return NoticeView(title, lines, "bad" if kept < len(taken) else "warn")
