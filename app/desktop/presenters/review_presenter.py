"""Review desk on a reviewer's file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from app.desktop.aim import Aim
from app.desktop.dialogs.review_dialog import ReviewDialog
from app.desktop.pages.review_page import LEVEL_COLUMNS, RETURN_COLUMNS, ReviewPage
from app.desktop.presenters.letter_signer import LetterSigner
from app.desktop.presenters.register_presenter import RegisterPresenter
from app.desktop.presenters.review_forms import first_fault, read_review_input, review_view
from app.desktop.presenters.review_views import DeskRow, return_detail, row_cells
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.home_view import ScopeView
from app.desktop.views.register_view import ColumnView, DetailView, NoticeView
from app.desktop.views.review_view import ReviewFormView, ReviewInput
from app.desktop.views.shell_view import EmptyView, WayView
from app.domain.dates import spell_day
from app.domain.errors import FaultsError, UserError
from app.domain.review_records import Observation
from app.domain.review_terms import OUTCOME_WORDS, Outcome
from app.domain.text import shown
from app.services.querying import Asked, list_asked
from app.services.return_reading import Reading, open_return
from app.services.review_desk import list_levels, list_returns
from app.services.reviewing import record_review
from app.services.taking_in import Taken, take_in

_ONE_PAGE = "One page, signed, through the same gates as a response."
_OF_THE_ESTABLISHMENT = ("observe", "plan")
_RECORDED = ("query", "opinion", "mark", "inspected", "observe", "audit", "plan")
_OUTCOMES = ReviewFormView(
    "Respond to a return", "Go on", (("scale", "What the response comes to"),),
    "It tells everything that is recorded of this return. Accepted closes the period; changes requested asks for a "
    "further return.",
    tuple(ScopeView(outcome.value, OUTCOME_WORDS[outcome]) for outcome in Outcome),
)  # fmt: skip


class ReviewPresenter(RegisterPresenter[DeskRow]):
    """Lists the returns that were taken in, reads one beside the last, and records what the reviewer says of it."""

    key = "review"
    SCOPES = (
        ("latest", "Latest"), ("respond", "To respond to"), ("overdue", "Overdue"), ("all", "All returns"),
        ("levels", "Levels"),
    )  # fmt: skip
    FIRST_SORT = "number"

    def __init__(self, session: Session, page: ReviewPage, shell: Shell) -> None:
        self._readings: dict[str, Reading] = {}
        self._asked: list[Asked] = []
        self._step = 0
        super().__init__(session, page, shell)
        self.signer = LetterSigner(session, shell)
        page.files_given.connect(self.take_in)

    def aim(self, aim: Aim) -> None:
        """Show one return."""
        if aim.record_id:
            self.select(aim.record_id)
            self.refresh()

    def read_rows(self) -> Sequence[DeskRow]:
        """Return the returns, then the level of each intention of the latest."""
        file = self.session.file
        self._readings.clear()
        self._asked = list_asked(file)
        rows = [DeskRow(row) for row in list_returns(file, today=self.session.today())]
        by_id = {row.held.id: row.held for row in rows}
        levels = [DeskRow(by_id[one.return_id], one.intention, one.now, one.last) for one in list_levels(file)]
        return [*rows, *levels]

    def columns(self, scope: str) -> tuple[ColumnView, ...]:
        """Return the columns of returns, or of levels."""
        return LEVEL_COLUMNS if scope == "levels" else RETURN_COLUMNS

    def cells(self, row: DeskRow) -> tuple[Any, ...]:
        """Return a row's cells."""
        return row_cells(row)

    def is_in(self, row: DeskRow, scope: str) -> bool:
        """Tell whether a row is of the list that is chosen."""
        if row.intention or scope == "levels":
            return bool(row.intention) and scope == "levels"
        held = row.held
        return {
            "latest": held.is_latest,
            "respond": held.is_latest and held.outcome is None,
            "overdue": bool(held.overdue),
            "all": True,
        }[scope]

    def scope_of(self, row: DeskRow) -> str:
        """Return the list that shows a row whatever it is."""
        return "levels" if row.intention else "all"

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
        return f"{held.number} {held.name} {held.period} {row.intention} {held.state}".casefold()

    def order_of(self, row: DeskRow, column: str) -> Any:
        """Return what a column sorts a row by."""
        held = row.held
        level = row.now.level if row.intention else held.level
        worst_first = -list(type(level)).index(level) if level else -9
        by_column: dict[str, Any] = {"name": held.name.casefold(), "level": worst_first, "state": held.state,
                                     "verified": held.standing.value}  # fmt: skip
        return by_column.get(column, ""), held.code, row.intention, -held.made_on.toordinal()

    def detail(self, row: DeskRow) -> DetailView:
        """Return what is known of a return, beside the last."""
        asked = [one for one in self._asked if one.number == row.held.number]
        return return_detail(row, self._reading(row), asked, self._step, is_writable=self.session.is_writable)

    def summary(self, rows: Sequence[DeskRow]) -> str:
        """Return how many returns there are, of how many establishments."""
        returns = [row.held for row in rows if not row.intention]
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
            (WayView("add", "return", "Take in returns", "PDF or workbook, several at once", "Choose…"),),
        )  # fmt: skip

    def add(self) -> None:
        """Ask which returns are to be taken in."""
        chooser = QFileDialog(self.shell.window(), "Choose returns")
        chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        chooser.setNameFilter("Returns and replies (*.pdf *.xlsx)")
        chooser.filesSelected.connect(self._on_files_chosen)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

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
        if key in _RECORDED:
            self._ask_record(key, row)
        elif key == "next":
            self._step += 1
            self._show_detail()
        elif key == "respond":
            self._choose(_OUTCOMES, lambda way: self._respond(row, Outcome(way)))
        elif key == "concern":
            self._ask_concern(row)
        elif key == "table":
            self._ask_table(row)
        elif key == "figures":
            self._ask_figures()

    def _on_row_chosen(self, key: str) -> None:
        self._step = 0
        super()._on_row_chosen(key)

    def _reading(self, row: DeskRow) -> Reading:
        number = row.held.number
        if number not in self._readings:
            self._readings.clear()  # one is enough: they are large, and quickly read
            self._readings[number] = open_return(self.session.file, number, today=self.session.today())
        return self._readings[number]

    def _ask_record(self, kind: str, row: DeskRow) -> None:
        self.page.show_notice(None)
        held, session = row.held, self.session
        view = review_view(kind, session.file.scheme, held.code, spell_day(session.today()))
        if row.intention:
            view = replace(view, given=replace(view.given, place=row.intention))
        dialog = ReviewDialog(self.shell.loader, view, self.shell.window())

        def take(typed: ReviewInput) -> None:
            number = None if kind in _OF_THE_ESTABLISHMENT else held.number
            form, faults = read_review_input(kind, typed, number, held.code)
            if form is None:
                dialog.show_faults(faults)
                return
            self.asking.take_form(
                dialog, view.heading,
                lambda: record_review(session.file, form, now=session.now(), person_id=session.person_id), _field_of,
            )  # fmt: skip

        self.asking.ask_form(dialog, take)

    def _choose(self, view: ReviewFormView, take: Callable[[str], object]) -> None:
        """Ask for one of several; what was said before goes."""
        self.page.show_notice(None)
        dialog = ReviewDialog(self.shell.loader, view, self.shell.window())

        def chosen(typed: ReviewInput) -> None:
            dialog.accept()
            take(typed.scale)

        self.asking.ask_form(dialog, chosen)

    def _respond(self, row: DeskRow, outcome: Outcome) -> None:
        from app.services.responding import respond

        session, number = self.session, row.held.number
        self.signer.open(
            f"Respond to return {number}",
            f"{OUTCOME_WORDS[outcome]}. The file is written when the last gate has passed; until then nothing leaves.",
            f"Response-{number}",
            lambda identity, sending, progress, is_cancelled: respond(
                session.file, number, outcome, identity, sending, now=session.now(), person_id=session.person_id,
                progress=progress, is_cancelled=is_cancelled,
            ),
        )  # fmt: skip

    def _ask_concern(self, row: DeskRow) -> None:
        with self.session.file.reading() as work:
            seen = work.list(Observation, code=row.held.code)
        if not seen:
            self.say(UserError("No observation of this establishment is noted yet. Note one, then report it."))
            return
        choices = tuple(
            ScopeView(one.record.reference, f"{one.record.reference}, {shown(one.text('title'))}") for one in seen
        )
        view = ReviewFormView("Report a concern", "Go on", (("scale", "Which observation"),), _ONE_PAGE, choices)
        self._choose(view, self._report_concern)

    def _report_concern(self, reference: str) -> None:
        from app.services.concerns import report_concern

        session = self.session
        self.signer.open(
            "Report a concern",
            _ONE_PAGE,
            f"Concern-{reference}",
            lambda identity, sending, progress, is_cancelled: report_concern(
                session.file, reference, identity, sending, now=session.now(), person_id=session.person_id
            ),
        )

    def _ask_table(self, row: DeskRow) -> None:
        from app.services.figures import table_text, tables_of

        number = row.held.number
        sheets = {sheet.title: sheet for sheet in tables_of(self.session.file, number)}
        marking = self._reading(row).released.marking

        def copy(title: str) -> None:
            QGuiApplication.clipboard().setText(table_text(sheets[title], number, marking))
            self.shell.announce(f"{title} copied.")

        note = f"As returned, with the number and the marking of return {number}."
        choices = tuple(ScopeView(title, title) for title in sheets)
        self._choose(ReviewFormView("Copy a table", "Copy", (("scale", "Table"),), note, choices), copy)

    def _ask_figures(self) -> None:
        chooser = QFileDialog(self.shell.window(), "Save all figures as a workbook")
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setNameFilter("Workbooks (*.xlsx)")
        chooser.setDefaultSuffix("xlsx")
        chooser.fileSelected.connect(self._on_figures_place_chosen)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def _on_figures_place_chosen(self, name: str) -> None:
        from app.services.figures import write_all_figures

        try:
            write_all_figures(self.session.file, Path(name), today=self.session.today())
        except UserError as error:
            self.say(error)
            return
        self.shell.announce("Saved all figures.")

    def _on_files_chosen(self, names: list[str]) -> None:
        self.take_in([Path(name) for name in names])

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


def _field_of(error: UserError) -> str:
    """Return the field that a refusal belongs to: faults of the form carry their sentence themselves."""
    if isinstance(error, FaultsError) and error.faults:
        error.sentence = first_fault(error.faults)
    return ""
