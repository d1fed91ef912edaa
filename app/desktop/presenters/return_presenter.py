"""Return on a real file."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from app.desktop.aim import Aim
from app.desktop.dialogs.pages_dialog import PagesDialog
from app.desktop.page_printer import PagePrinter
from app.desktop.pages.return_page import ReturnPage
from app.desktop.presenters.marking_decider import ask_why_kept
from app.desktop.presenters.presenter import Presenter
from app.desktop.presenters.return_signer import ReturnSigner
from app.desktop.presenters.return_verifier import ReturnVerifier
from app.desktop.presenters.return_views import Standing, is_question, return_view
from app.desktop.presenters.routes import page_of_record
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.return_view import PagesView
from app.domain.errors import UserError
from app.services.copies_made import Made, note_copy
from app.services.issued import all_issued
from app.services.page_images import ReturnPages
from app.services.readying import Readied, ready

if TYPE_CHECKING:
    from app.desktop.job import Job

_PLACES = {"action": "action", "finding": "finding", "evidence": "evidence", "statement": "statement",
           "declaration": "declaration"}  # fmt: skip
_WITH_SCAN = {("answer", "narrative"), ("statement", "wording"), ("statement", "cannot_assure")}
"""The texts whose own page shows what the scan found, at its place, and takes the decision there."""
_DRAFT = "Draft, not signed"


class ReturnPresenter(Presenter):
    """Finds out beside the window how near the return is, and leads to what keeps it."""

    key = "return"

    def __init__(self, session: Session, page: ReturnPage, shell: Shell) -> None:
        super().__init__(session, shell)
        self._page = page
        self._found: Readied | None = None
        self._found_in: frozenset[str | None] = frozenset()
        self._fault = ""
        self._job: Job | None = None
        self._pages: ReturnPages | None = None
        self.signer = ReturnSigner(session, shell)
        self.verifier = ReturnVerifier(session.jobs, shell, session, lambda: session.file)
        page.sign_asked.connect(self._on_sign_asked)
        page.print_asked.connect(self._on_print_asked)
        page.check_asked.connect(self.check)
        page.verify_asked.connect(self.verifier.ask)
        page.approve_asked.connect(self.signer.ask_approval)
        page.blocker_opened.connect(self._on_blocker_opened)
        page.place_opened.connect(self._on_place_opened)
        page.full_size_asked.connect(self._on_full_size_asked)

    def refresh(self) -> None:
        """Find out anew where something changed that a return says; unlocking and locking change nothing of it."""
        if self._found is not None and self._state() == self._found_in:
            self._show()
        else:
            self.check()

    def check(self) -> None:
        """Find out anew, and show that it is being found out."""
        self._stop()
        self._found, self._fault, self._found_in = None, "", self._state()
        self._show()
        session = self.session
        file, period, now = session.file, session.period_id, session.now()
        job = session.jobs.start(
            lambda progress, is_cancelled: ready(file, period, now=now, progress=progress, is_cancelled=is_cancelled)
        )
        self._job = job
        job.succeeded.connect(self._on_readied)
        job.failed.connect(self._on_failed)
        self.shell.follow(job, "Reading the return")

    def _state(self) -> frozenset[str | None]:
        """Return the revisions of everything that the period's return is made from."""
        session = self.session
        content = session.content()
        groups = [getattr(content, each.name) for each in fields(content)]
        entries = [entry for group in groups if isinstance(group, list | tuple) for entry in group]
        with session.file.reading() as work:
            numbers = {one.number for one in all_issued(work, session.period_id)}
        revisions = {entry.revision_id for entry in (content.establishment, content.period, *entries)}
        return frozenset({session.period_id, str(session.today()), *numbers, *revisions})

    def _on_readied(self, found: object) -> None:
        if self.sender() is not self._job or not isinstance(found, Readied):
            return
        self._job, self._found = None, found
        is_waiting = self._page.check_button.hasFocus()  # nothing else could have it while the page was empty
        if found.pages is not None:
            self._pages = ReturnPages(found.pages)
        self._show()
        pages = self.pages_view()
        if pages is not None:
            self._page.show_pages(pages)
        if is_waiting:
            self._page.focus_first()
        number = len(found.obstacles)
        self.shell.announce(
            f"{number} thing{'' if number == 1 else 's'} to clear first." if number else "The return is ready to sign."
        )

    def _on_failed(self, error: object) -> None:
        if self.sender() is self._job and isinstance(error, UserError):
            self._job, self._fault = None, error.sentence
            self._show()

    def _show(self) -> None:
        session = self.session
        with session.file.reading() as work:
            issued = all_issued(work, session.period_id)
        standing = Standing(session.content(), self._found, issued, session.now(), session.can_change, self._fault)
        self._page.show_view(return_view(standing))

    def pages_view(self) -> PagesView | None:
        """Return the finished pages as they are now; None while there are none."""
        pages = self._pages
        return None if pages is None else PagesView(pages.count, pages.render, pages.words)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if self._pages is not None:
            self._page.preview.show_reason("")
            self._pages.close()
            self._pages = None

    def _on_closed(self) -> None:
        super()._on_closed()
        self._stop()

    def _on_blocker_opened(self, key: int) -> None:
        if self._found is None or key >= len(self._found.obstacles):
            return
        obstacle = self._found.obstacles[key]
        if is_question(obstacle) and (obstacle.place.kind, obstacle.place.field) not in _WITH_SCAN:
            ask_why_kept(self.session, self.shell, obstacle)
            return
        place = obstacle.place
        page = page_of_record(place.kind, self.shell.page_keys)
        aim = Aim(intention=place.intention_ref or "", item=place.item_ref or "", record_id=place.record_id)
        self.shell.go(page, aim)

    def _on_place_opened(self, key: int) -> None:
        if self._found is None or key >= len(self._found.withheld):
            return
        place = self._found.withheld[key]
        page = page_of_record(_PLACES.get(place.place, "answer"), self.shell.page_keys)
        self.shell.go(page, Aim(intention=place.intention or "", item=place.item or ""))

    def _on_full_size_asked(self, index: int) -> None:
        pages = self.pages_view()
        if pages is not None:
            dialog = PagesDialog(self.shell.loader, pages, index, self.shell)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _on_sign_asked(self) -> None:
        if self._found is not None and self._found.is_clear:
            self.signer.open(self._found.number, self._found.signers_required)

    def _on_print_asked(self) -> None:
        pages = self.pages_view()
        if pages is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self.shell.window())
        dialog.setMinMax(1, pages.count)
        dialog.accepted.connect(lambda: self.print_pages(printer))
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    def print_pages(self, printer: QPrinter) -> PagePrinter | None:
        """Begin to print the pages as they are now, as a draft; None where there are none."""
        pages = self.pages_view()
        if pages is None:
            return None
        work = PagePrinter(pages, printer, _DRAFT, self)
        line = self.shell.progress_line
        line.start("Printing")
        work.progressed.connect(line.show_progress)
        line.cancel_asked.connect(work.cancel)
        for end in (work.printed, work.stopped, work.refused):
            end.connect(line.finish)
            end.connect(work.deleteLater)
        work.printed.connect(self._note_printed)
        work.refused.connect(lambda sentence: self.session.save_failed.emit(UserError(sentence)))
        work.start()
        return work

    def _note_printed(self) -> None:
        session, number = self.session, self._found.number if self._found is not None else ""
        session.act("", lambda: note_copy(session.file, Made.DRAFT, number, session.now()))
        self.shell.announce("The draft was sent to the printer.")
