"""The loop between an establishment and its reviewer, closed in two windows with files alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from cryptography import x509
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from app.desktop.dialogs.review_dialog import ReviewDialog
from app.desktop.dialogs.sign_dialog import SignDialog
from app.desktop.pages.queries_page import QueriesPage
from app.desktop.pages.review_page import ReviewPage
from app.desktop.session import local_now
from app.domain.records import Period, PeriodState
from app.domain.review_records import Query, ReceivedQuery, ReceivedReturn
from app.domain.review_terms import Outcome, QueryState, Standing
from app.signing.identity import certificate_fingerprint
from tests.journeys.commands import PASSPHRASE, command
from tests.journeys.two_homes import NUMBER, Home, carry
from tests.journeys.windows import CONTROL, Driven

D = TypeVar("D", bound=QDialog)
_PATIENCE = 60_000
"""Milliseconds in which even a busy PC has verified a file."""


def know(home: Home, signer: Path, role: str) -> None:
    """Enter a signer in a home's trust register, by the fingerprint on their sheet."""
    code = certificate_fingerprint(x509.load_pem_x509_certificate(signer.read_bytes()))
    entered = command("trust", "add", home.file, signer, "--role", role, "--confirm", code, *home.unlocking)
    assert entered.code == 0, entered.err


class Seat:
    """Whoever sits at one window, with the sealed store unlocked."""

    def __init__(self, driven: Driven, home: Home) -> None:
        self.driven, self.home = driven, home
        driven.open(home.file)
        driven.session.unlock(PASSPHRASE)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so that processes of their own work for."""
        self.driven.qtbot.waitUntil(condition, timeout=_PATIENCE)

    def dialog(self, kind: type[D]) -> D:
        """Return the dialog that is open."""
        QApplication.processEvents()
        return next(each for each in self.driven.window.findChildren(kind) if each.isVisible())

    def accept(self, dialog: ReviewDialog) -> None:
        """Take what stands in a form, by the keyboard."""
        QTest.keyClick(dialog.accept_button, Qt.Key.Key_Space)

    def sign(self, name: str) -> Path:
        """Sign in the dialog that is open, and wait for the file."""
        dialog = self.dialog(SignDialog)
        dialog.identity_field.setText(str(self.home.identity))
        dialog.passphrase_field.setText(PASSPHRASE)
        dialog.folder_field.setText(str(self.home.folder))
        dialog.name_field.setText(name)
        QTest.keyClick(dialog.sign_accept_button, Qt.Key.Key_Space)
        self.wait(lambda: dialog.state != "running")
        assert dialog.state == "done", dialog.sign_fault.text()
        dialog.reject()
        return self.home.folder / f"{name}.pdf"

    def respond(self, outcome: Outcome, name: str) -> Path:
        """Respond to the return on show."""
        self.review.command_given.emit("respond")
        dialog = self.dialog(ReviewDialog)
        scale = dialog.scale_field  # type: ignore[attr-defined]  # of the form
        scale.setCurrentIndex(scale.findData(outcome.value))
        self.accept(dialog)
        return self.sign(name)

    @property
    def review(self) -> ReviewPage:
        page = self.driven.shell.page("review")
        assert isinstance(page, ReviewPage)
        return page

    def queries(self, key: str) -> QueriesPage:
        """Show the page of queries."""
        self.driven.shell.show_page(key)
        page = self.driven.shell.page(key)
        assert isinstance(page, QueriesPage)
        return page


def test_two_windows_close_the_loop(homes: tuple[Home, Home, Path], make_driven: Callable[..., Driven]) -> None:
    home, reviewer, first = homes
    know(reviewer, home.certificate, "author")
    know(home, reviewer.certificate, "reviewer")

    desk = Seat(make_driven(local_now), reviewer)
    file = desk.driven.session.file
    desk.driven.desk.verify([carry(first, reviewer)])
    desk.wait(lambda: desk.review.notice.isVisible())
    with file.reading() as work:
        assert [entry.record.standing for entry in work.list(ReceivedReturn)] == [Standing.TRUSTED]

    desk.driven.press(Qt.Key.Key_E, CONTROL)
    dialog = desk.dialog(ReviewDialog)
    dialog.place_field.setText("1f-02")  # type: ignore[attr-defined]  # of the form
    dialog.words_field.setPlainText("Who covers testing during leave?")  # type: ignore[attr-defined]  # of the form
    desk.accept(dialog)
    response = desk.respond(Outcome.CHANGES_REQUESTED, "response-1")

    seat = Seat(make_driven(local_now), home)
    page = seat.queries("queries")
    page.files_given.emit([carry(response, home)])
    seat.wait(lambda: page.notice.isVisible())
    assert seat.driven.shell.nav is not None
    seat.driven.press(Qt.Key.Key_E, CONTROL)
    answer = seat.dialog(ReviewDialog)
    answer.words_field.setPlainText("A second officer was trained.")  # type: ignore[attr-defined]  # of the form
    seat.accept(answer)
    with seat.driven.session.file.reading() as work:
        assert [entry.record.state for entry in work.list(ReceivedQuery)] == [QueryState.REPLIED]
    page.command_given.emit("send")
    replies = seat.sign("replies-1")

    desk.review.files_given.emit([carry(replies, reviewer)])
    desk.wait(lambda: _state(desk) is QueryState.REPLIED)
    desk.queries("asked").command_given.emit("close")
    assert _state(desk) is QueryState.CLOSED
    desk.driven.shell.show_page("review")
    accepted = desk.respond(Outcome.ACCEPTED, "response-2")

    page.files_given.emit([carry(accepted, home)])
    seat.wait(lambda: _period(seat) is PeriodState.CLOSED)
    with seat.driven.session.file.reading() as work:
        assert [entry.record.state for entry in work.list(ReceivedQuery)] == [QueryState.CLOSED]
    with file.reading() as work:
        assert [(one.record.number, one.record.outcome) for one in work.list(ReceivedReturn)] == [
            (NUMBER, Outcome.ACCEPTED)
        ]


def _state(desk: Seat) -> QueryState:
    with desk.driven.session.file.reading() as work:
        return work.list(Query)[0].record.state


def _period(seat: Seat) -> PeriodState:
    with seat.driven.session.file.reading() as work:
        return work.list(Period)[0].record.state
