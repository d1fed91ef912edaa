"""The loop between an establishment and its reviewer, closed in two windows with files and keys alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from cryptography import x509
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QLabel, QLineEdit, QWidget

from app.desktop.dialogs.find_dialog import FindDialog
from app.desktop.dialogs.review_dialog import ReviewDialog
from app.desktop.dialogs.sign_dialog import SignDialog
from app.desktop.pages.register_page import RegisterPage
from app.desktop.session import local_now
from app.domain.review_records import Query, ReceivedQuery, ReceivedReturn
from app.domain.review_terms import Outcome, QueryState
from app.signing.identity import certificate_fingerprint
from tests.journeys.commands import PASSPHRASE, command
from tests.journeys.two_homes import Home, carry, export, sign_off
from tests.journeys.windows import ALT, CONTROL, Driven

D = TypeVar("D", bound=QDialog)
SHIFT = Qt.KeyboardModifier.ShiftModifier
ITEM = "1f-02"
_MOST_TABS = 40


def know(home: Home, signer: Path, role: str) -> None:
    """Enter a signer in a home's trust register, by the fingerprint on their sheet."""
    code = certificate_fingerprint(x509.load_pem_x509_certificate(signer.read_bytes()))
    entered = command("trust", "add", home.file, signer, "--role", role, "--confirm", code, *home.unlocking)
    assert entered.code == 0, entered.err


class Seat:
    """Whoever sits at one window, with the sealed store unlocked and no mouse."""

    def __init__(self, driven: Driven, home: Home) -> None:
        self.driven, self.home = driven, home
        driven.open(home.file)
        driven.session.unlock(PASSPHRASE)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so that processes of their own work for."""
        self.driven.wait(condition)

    def dialog(self, kind: type[D]) -> D:
        """Return the dialog that is open."""
        QApplication.processEvents()
        return next(each for each in self.driven.window.findChildren(kind) if each.isVisible())

    @property
    def page(self) -> RegisterPage:
        """The page on show."""
        page = self.driven.shell.page(self.driven.shell.current_key)
        assert isinstance(page, RegisterPage)
        return page

    def current(self) -> str:
        """Return the words of the current row."""
        model, index = self.page.table.register_model, self.page.table.currentIndex()
        assert model is not None
        cells = (model.index(index.row(), column).data() for column in range(model.columnCount()))
        return " ".join(map(str, cells))

    def take_in(self, medium: Path) -> None:
        """Have the system hand over a return, and wait until it is here."""
        before = self.count()
        self.driven.desk.verify([carry(medium, self.home)])
        self.wait(lambda: self.page.register_summary.text().startswith(f"{before + 1} return"))

    def count(self) -> int:
        """Return how many returns are here."""
        with self.driven.session.file.reading() as work:
            return len(work.list(ReceivedReturn))

    def find(self, words: str) -> None:
        """Go where the finder leads first."""
        self.driven.press(Qt.Key.Key_K, CONTROL)
        finder = self.dialog(FindDialog)
        QTest.keyClicks(finder.focusWidget(), words)
        self.wait(lambda: words in str(finder.find_results.currentIndex().data()))
        QTest.keyClick(finder.focusWidget(), Qt.Key.Key_Return)

    def receive(self, medium: Path) -> None:
        """Take a response in, and wait until it is here."""
        self.choose(medium)
        self.wait(lambda: self.page.notice.isVisible())

    def choose(self, medium: Path) -> None:
        """Choose a response from the page of queries."""
        self.find("Queries")
        assert self.driven.shell.current_key == "queries"
        self.driven.press(Qt.Key.Key_N, CONTROL)
        chooser = self.dialog(QFileDialog)
        QTest.keyClicks(chooser.focusWidget(), str(medium))
        QTest.keyClick(chooser.focusWidget(), Qt.Key.Key_Return)

    def record(self, key: Qt.Key, modifier: Qt.KeyboardModifier, **typed: str) -> None:
        """Give a command by its keys, and type into the form that opens."""
        self.driven.press(key, modifier)
        fill(self.dialog(ReviewDialog), typed)

    def states(self) -> list[QueryState]:
        """Return how it stands with each query that was asked."""
        with self.driven.session.file.reading() as work:
            return [entry.record.state for entry in work.list(Query)]

    def respond(self, outcome: str, name: str) -> Path:
        """Respond to the return that is chosen, and wait for the file."""
        self.record(Qt.Key.Key_R, CONTROL | SHIFT, scale_field=outcome)
        return self.sign(name)

    def sign(self, name: str) -> Path:
        """Sign what is to be sent in the dialog that is open, and wait for the file."""
        dialog = self.dialog(SignDialog)
        typed = {"identity_field": str(self.home.identity), "passphrase_field": PASSPHRASE,
                 "folder_field": str(self.home.folder), "name_field": name}  # fmt: skip
        fill(dialog, typed, "sign_accept_button")
        self.wait(lambda: dialog.state != "running")
        assert dialog.state == "done", dialog.sign_fault.text()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        return self.home.folder / f"{name}.pdf"


def fill(dialog: QDialog, typed: dict[str, str], accept: str = "accept_button") -> None:
    """Go through a form with Tab, type what is to be typed, and take it with Space."""
    for name, words in typed.items():
        tab_to(dialog, name)
        field = dialog.focusWidget()
        if isinstance(field, QLineEdit):
            field.selectAll()
        QTest.keyClicks(field, words)
    tab_to(dialog, accept)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)


def tab_to(window: QWidget, name: str) -> None:
    """Press Tab until the widget of this name has the focus."""
    seen = []
    QApplication.processEvents()  # what was made a moment ago is shown by an event
    for _ in range(_MOST_TABS):
        focused: QWidget | None = window.focusWidget()
        if focused is not None and name in (focused.objectName(), _title(focused)):
            return
        seen.append(None if focused is None else focused.objectName() or _title(focused))
        QTest.keyClick(window if focused is None else focused, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come to {name}, only to {seen}")


def _title(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def test_a_controller_closes_the_loop_by_keyboard_alone(
    homes: tuple[Home, Home, Path], make_driven: Callable[..., Driven]
) -> None:
    home, reviewer, first = homes
    know(reviewer, home.certificate, "author")
    know(home, reviewer.certificate, "reviewer")
    desk = Seat(make_driven(local_now), reviewer)
    press = desk.driven.press

    desk.take_in(first)
    press(Qt.Key.Key_G, CONTROL)
    assert desk.driven.shell.current_key == "reading"
    tab_to(desk.driven.window, "Plan")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(desk.page.filter_field, ITEM)
    desk.wait(lambda: [row.key for row in desk.page.table.shown_rows()] == [desk.page.table.current_key()])
    tab_to(desk.driven.window, "table")
    assert desk.current().startswith(ITEM)
    desk.record(Qt.Key.Key_M, CONTROL, scale_field="Partly met", words_field="The log has gaps.")
    desk.record(Qt.Key.Key_E, CONTROL, words_field="Who covers testing during leave?")
    desk.record(Qt.Key.Key_L, CONTROL | SHIFT, scale_field="Limited", words_field="Not covered in leave.")
    response = desk.respond("Changes requested", "response-1")

    seat = Seat(make_driven(local_now), home)
    seat.receive(carry(response, home))
    seat.driven.press(Qt.Key.Key_1, CONTROL)
    tab_to(seat.driven.window, "Queries to reply to")
    seat.driven.press(Qt.Key.Key_Space)
    assert seat.driven.shell.current_key == "queries"
    tab_to(seat.driven.window, "table")
    seat.record(Qt.Key.Key_E, CONTROL, words_field="A second officer was trained.")
    with seat.driven.session.file.reading() as work:
        assert [entry.record.state for entry in work.list(ReceivedQuery)] == [QueryState.REPLIED]
    tab_to(seat.driven.window, "Send the replies…")
    seat.driven.press(Qt.Key.Key_Space)
    desk.driven.desk.verify([carry(seat.sign("replies-1"), reviewer)])
    desk.wait(lambda: desk.states() == [QueryState.REPLIED])
    tab_to(seat.driven.window, "table")
    seat.driven.press(Qt.Key.Key_G, CONTROL)
    assert seat.driven.session.place == ITEM
    seat.driven.press(Qt.Key.Key_2, ALT)
    seat.driven.close()
    sign_off(home)

    press(Qt.Key.Key_9, CONTROL)
    desk.take_in(export(home, "return-2.pdf"))
    press(Qt.Key.Key_F8)
    assert desk.driven.shell.current_key == "reading"
    places = {desk.current()}
    for _ in desk.page.table.shown_rows():
        press(Qt.Key.Key_F8)
        places.add(desk.current())
    assert any(place.startswith(f"{ITEM} Result up") for place in places), places

    press(Qt.Key.Key_3, CONTROL)
    assert "A second officer was trained." in spoken(desk.page.detail)
    press(Qt.Key.Key_E, CONTROL)
    assert desk.states() == [QueryState.CLOSED]
    press(Qt.Key.Key_9, CONTROL)
    accepted = desk.respond("Accepted", "response-2")
    with desk.driven.session.file.reading() as work:
        outcomes = {one.record.number: one.record.outcome for one in work.list(ReceivedReturn)}
    assert sorted(filter(None, outcomes.values())) == [Outcome.ACCEPTED, Outcome.CHANGES_REQUESTED]

    seat = Seat(make_driven(local_now), home)
    seat.choose(carry(accepted, home))
    seat.wait(lambda: "is closed" in seat.driven.shell.banner.text())
    assert not seat.driven.session.can_change


def spoken(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))
