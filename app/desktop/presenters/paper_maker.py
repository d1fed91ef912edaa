"""Papers from the window: chosen, drawn beside it through the release, then saved or printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from app.desktop.choosing import choose_place
from app.desktop.dialogs.paper_dialog import PaperDialog
from app.desktop.page_printer import PagePrinter
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.form_views import PaperFormView, PaperInput
from app.desktop.views.home_view import ScopeView
from app.desktop.views.return_view import PagesView
from app.domain.errors import FaultsError, UserError
from app.domain.references import intention_of
from app.services.copies_made import Made, note_copy
from app.services.page_images import ReturnPages
from app.services.papers import Drawn, Paper, draw_paper, keep_paper

_PAPERS = (
    ScopeView(Paper.CHECKLIST, "Blank checklist"),
    ScopeView(Paper.BRIEF, "Brief for the sign-off meeting"),
    ScopeView(Paper.ACTIONS, "Actions by owner"),
    ScopeView(Paper.INTENTION, "One intention as the return has it"),
)
_DETAILS: dict[str, str] = {
    Paper.CHECKLIST: "What is due, with boxes to tick, grids for samples and lines to write on.",
    Paper.BRIEF: "Two pages: how each intention stands, and what has to be talked about.",
    Paper.ACTIONS: "What is not finished, each owner's on pages of their own.",
    Paper.INTENTION: "Its statement, answers, findings, actions and evidence. What is sealed stays out.",
}
_ALL = ScopeView("", "All that apply here")


class PaperMaker(QObject):
    """Asks which paper, and brings it to a file or a printer."""

    def __init__(self, session: Session, shell: Shell, leave: Callable[[], bool]) -> None:
        super().__init__(session)
        self._session = session
        self._shell = shell
        self._leave = leave
        self._pages: ReturnPages | None = None

    def open(self) -> None:
        """Ask which paper."""
        self._leave()
        content = self._session.content()
        applying = [each for each in content.pack.intentions if content.applies(each)]
        ones = tuple(ScopeView(each.ref, f"{each.ref} {each.short}") for each in applying)
        place = self._session.place
        here = intention_of(place) if place else ones[0].key
        offered = {Paper.CHECKLIST.value: (_ALL, *ones), Paper.INTENTION.value: ones}
        view = PaperFormView(_PAPERS, _DETAILS, offered, PaperInput(Paper.CHECKLIST, here))
        dialog = PaperDialog(self._shell.loader, view, self._shell.window())
        dialog.given.connect(lambda given: self._draw(dialog, given, self._ask_place))
        dialog.print_asked.connect(lambda given: self._draw(dialog, given, self._ask_printer))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, drawn: Drawn, name: str) -> None:
        """Save a paper under a name."""
        session = self._session

        def keep() -> None:
            keep_paper(session.file, drawn, Path(name), now=session.now())
            self._shell.announce("The paper is saved.")

        session.act("", keep)

    def print(self, drawn: Drawn, printer: QPrinter) -> PagePrinter:
        """Print a paper, one page at a time."""
        self._pages = pages = ReturnPages(drawn.pages)
        work = PagePrinter(PagesView(pages.count, pages.render, pages.words), printer, "", self)
        line = self._shell.progress_line
        line.start("Printing")
        work.progressed.connect(line.show_progress)
        line.cancel_asked.connect(work.cancel)
        for end in (work.printed, work.stopped, work.refused):
            end.connect(line.finish)
            end.connect(work.deleteLater)
        work.printed.connect(lambda: self._note_printed(drawn))
        work.refused.connect(lambda sentence: self._session.save_failed.emit(UserError(sentence)))
        work.start()
        return work

    def _note_printed(self, drawn: Drawn) -> None:
        session = self._session
        session.act("", lambda: note_copy(session.file, Made.PAPER, drawn.name, session.now()))
        self._shell.announce("The paper was sent to the printer.")

    def _draw(self, dialog: PaperDialog, given: PaperInput, then: Callable[[Drawn], None]) -> None:
        session = self._session
        refs = [given.intention] if given.intention else []
        job = session.jobs.start(
            lambda progress, is_cancelled: draw_paper(
                session.file, session.period_id, Paper(given.paper), refs, now=datetime.now(UTC),
                progress=progress, is_cancelled=is_cancelled,
            )
        )  # fmt: skip

        def done(drawn: object) -> None:
            dialog.accept()
            if isinstance(drawn, Drawn):
                then(drawn)

        job.succeeded.connect(done)
        job.failed.connect(lambda error: self._refuse(dialog, error))
        self._shell.follow(job, "Drawing the paper")

    def _refuse(self, dialog: PaperDialog, error: object) -> None:
        if isinstance(error, UserError):
            first = f" {error.faults[0]}" if isinstance(error, FaultsError) and error.faults else ""
            dialog.show_faults({"": f"{error.sentence}{first}"})

    def _ask_place(self, drawn: Drawn) -> None:
        choose_place(
            self._shell.window(),
            "Save the paper",
            lambda place: self.save(drawn, str(place)),
            kinds="PDF (*.pdf)",
            folder=self._session.file.path.parent,
            name=f"{drawn.name}.pdf",
            ending="pdf",
        )

    def _ask_printer(self, drawn: Drawn) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._shell.window())
        dialog.accepted.connect(lambda: self.print(drawn, printer))
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()
