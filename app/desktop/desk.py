"""Opens and closes files in the window, and copies them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCloseEvent

from app.desktop.copies import Copies
from app.desktop.dialogs.choice_dialog import ChoiceDialog, ChoiceView
from app.desktop.jobs import Jobs
from app.desktop.presenters.shell_presenter import ShellPresenter
from app.desktop.remembered import Remembered
from app.desktop.session import Clock, Session, local_now
from app.desktop.shell import Shell
from app.desktop.views.shell_view import StatusView
from app.desktop.views.verification_view import is_return
from app.desktop.ways_in import FILES, WaysIn
from app.desktop.welcome import cannot_open
from app.desktop.whereabouts import Whereabouts
from app.desktop.widgets.file_intake import FileIntake
from app.domain.dates import spell_day
from app.domain.errors import UserError
from app.domain.text import shown
from app.services.opening import open_for_window
from app.store.errors import Newer

if TYPE_CHECKING:
    from app.desktop.presenters.return_verifier import ReturnVerifier
    from app.store.file import EstablishmentFile

_NOT_SAVED = ChoiceView(
    "Something you typed is not saved",
    "It may not be kept in this file as it stands. Go back to put it right, or close without it.",
    (("back", "Go back"), ("close", "Close without it")),
)


class Desk(QObject):
    """One window's work with files; `opened` follows a file that is on show."""

    opened = Signal()

    def __init__(self, shell: Shell, remembered: Remembered, clock: Clock = local_now) -> None:
        super().__init__(shell)
        self._shell = shell
        self._remembered = remembered
        self._clock = clock
        self._jobs = Jobs(self)
        self.session: Session | None = None
        self.presenter: ShellPresenter | None = None
        self.verifier: ReturnVerifier | None = None
        FileIntake(shell).files_given.connect(self._on_files_given)
        shell.verify_asked.connect(self._on_verify_asked)
        self._ways = WaysIn(shell, self._jobs, remembered, clock, self.close_file, self)
        self._ways.file_chosen.connect(self._on_file_chosen)
        self._ways.begun.connect(self._on_begun)
        self._ways.restored.connect(self._on_restored)
        self._ways.failed.connect(self._on_failed)
        self._copies = Copies(shell, self)
        self._copies.copied.connect(self._on_copied)
        self._copies.failed.connect(self._on_failed)
        shell.copy_asked.connect(self._on_copy_asked)
        shell.close_asked.connect(self._on_close_asked)
        shell.theme.zoomed.connect(self._on_zoomed)
        shell.scheme_chosen.connect(self._on_scheme_chosen)

    def begin(self, path: Path | None) -> None:
        """Open the file that was asked for, else the one that was open last, else say how to begin.

        A return that was asked for is verified on top of that.
        """
        if path is not None and is_return(path):
            self.begin(None)
            self.verify([path])
            return
        path = path or self._remembered.last_file
        if path is None:
            self._ways.show()
        else:
            self.open_file(path)

    def open_file(self, path: Path) -> bool:
        """Open a file in place of the one on show; say why where it cannot be opened, and leave it untouched."""
        if not self.close_file():
            return False
        try:
            file, period_id = open_for_window(path)
            session = self._session_of(file, period_id)
        except UserError as error:
            self._ways.wanted = path.absolute()
            is_ours = path.suffix.lower() == ".assure" and not isinstance(error, Newer)
            self._shell.show_empty(cannot_open(error.sentence, may_go_back=is_ours))
            self._shell.announce(error.sentence, is_urgent=True)
            return False
        self._ways.wanted = path.absolute()
        self._remembered.keep_file(self._ways.wanted, file.file_id)
        self._show(session)
        return True

    def verify(self, paths: list[Path]) -> None:
        """Verify returns beside the window, and show what that says; a reviewer's file takes them in."""
        if self.presenter is None or not self.presenter.take_returns(paths):
            self._verifier().verify(paths)

    def take(self, path: Path | None) -> None:
        """Open or verify what a later start of the program was given; None where it was given nothing."""
        if path is not None and (self.session is None or self.session.file.path != path):
            self._on_files_given([path])

    def check(self) -> None:
        """Inspect the file on show, scan its texts and back it up, all beside the window."""
        if self.session is not None:
            self.session.checked.connect(self._on_checked)
            self.session.check()
            self.session.learn_markings()

    def copy_to(self, path: Path) -> None:
        """Write a verified copy of the file on show to another place, beside the window."""
        session = self.session
        if session is None or self.presenter is None:
            return
        self.presenter.leave()
        self._copies.copy(session.jobs, session.file, path)

    def save_elsewhere(self, path: Path) -> None:
        """Go on in a copy of the file on another disk, and save there what this one did not take."""
        if self.session is None or self.presenter is None:
            return
        from app.services.going_on import go_on_in

        try:
            made = go_on_in(self.session.file, path)
        except UserError as error:
            self._on_failed(error)
            self.presenter.offer_again()
            return
        self._ways.wanted = path.resolve()
        self._remembered.keep_file(self._ways.wanted, self.session.file.file_id)
        self.session.refresh()
        self.presenter.go_on()
        self._say(_gone_on(made, self.session.now()), "good")

    def close_file(self) -> bool:
        """Close the file on show; False where something typed is not saved and the file stays open for it."""
        if self.session is None or self.presenter is None:
            return True
        if not self.presenter.leave():
            return False
        session, self.session, self.presenter = self.session, None, None
        session.close()
        self._shell.close_file()
        session.deleteLater()
        return True

    def end(self, event: QCloseEvent) -> None:
        """Close everything as the window closes; keep it open where something typed is not saved."""
        if self.close_file():
            self._remembered.window_place = self._shell.window().saveGeometry()
            self._jobs.close()
        else:
            event.ignore()
            self._ask_to_let_go(self._shell.window().close)

    def _session_of(self, file: EstablishmentFile, period_id: str) -> Session:
        try:
            return Session(file, period_id, self._jobs, self._clock, self)
        except BaseException:
            file.close()
            raise

    def _show(self, session: Session) -> None:
        self.session = session
        whereabouts = Whereabouts(session, self._shell, self._remembered)
        whereabouts.recall()
        self.presenter = ShellPresenter(session, self._shell)
        self.presenter.elsewhere_asked.connect(self._on_elsewhere_asked)
        self.presenter.refresh()
        whereabouts.show_page(self.presenter.first_page)
        self.opened.emit()

    def _on_checked(self, is_sound: bool) -> None:
        session = self.session
        if session is None or not is_sound or not session.is_writable:
            return
        from app.services.backing_up import back_up_daily

        job = session.jobs.start(
            lambda progress, is_cancelled: back_up_daily(
                session.file, datetime.now(UTC), progress=progress, is_cancelled=is_cancelled
            )
        )
        job.succeeded.connect(self._on_backed_up)

    def _on_backed_up(self, target: object) -> None:
        if target is not None and self.presenter is not None:
            self.presenter.refresh()

    def _verifier(self) -> ReturnVerifier:
        from app.desktop.presenters.return_verifier import ReturnVerifier

        if self.verifier is None:
            self.verifier = ReturnVerifier(self._jobs, self._shell, self, self._open_file)
        return self.verifier

    def _open_file(self) -> EstablishmentFile | None:
        return None if self.session is None else self.session.file

    def _on_verify_asked(self) -> None:
        self._verifier().ask()

    def _on_files_given(self, paths: list[Path]) -> None:
        """Verify returns that were dropped on the window, or open an establishment's file."""
        returns = [path for path in paths if is_return(path)]
        if returns:
            self.verify(returns)
        elif len(paths) == 1 and paths[0].suffix.lower() == ".assure":
            self._on_file_chosen(paths[0])
        else:
            self._on_failed(UserError("Drop the PDF and the workbook of a return here, or one .assure file."))

    def _on_begun(self, path: Path, name: str) -> None:
        """Open a file that was just begun, for whoever typed its first words."""
        if self.open_file(path) and self.session is not None:
            people = self.session.content().people
            self.session.choose_person(next((e.record.id for e in people if shown(e.text("name")) == name), None))
            self.check()

    def _on_restored(self, path: Path) -> None:
        self._on_file_chosen(path)
        self._say("Restored. The file that was there is kept beside it", "good")

    def _on_file_chosen(self, path: Path) -> None:
        if self.open_file(path):
            self.check()
        elif self.session is not None:
            self._ask_to_let_go(lambda: self._on_file_chosen(path))

    def _on_copy_asked(self) -> None:
        self._ask_place("Copy this file to", self.copy_to)

    def _on_elsewhere_asked(self) -> None:
        assert self.presenter is not None
        self._ask_place("Save this file elsewhere", self.save_elsewhere, self.presenter.offer_again)

    def _ask_place(self, title: str, take: Callable[[Path], None], on_none: Callable[[], object] | None = None) -> None:
        from app.desktop.choosing import choose_place

        if self.session is not None:
            name, folder = self.session.file.path.name, self._ways.last_folder()
            window = self._shell.window()
            choose_place(window, title, take, kinds=FILES, folder=folder, name=name, ending="assure", on_none=on_none)

    def _on_copied(self, is_off: object) -> None:
        where = "" if is_off else ", on this PC’s own disk"
        self._say(f"Copied{where}, and the copy was checked", "good")

    def _on_failed(self, error: object) -> None:
        if isinstance(error, UserError):
            self._say(error.sentence, "bad")

    def _on_close_asked(self) -> None:
        if self.close_file():
            self._ways.wanted = None
            self._ways.show()
        else:
            self._ask_to_let_go(self._on_close_asked)

    def _on_zoomed(self, percent: int) -> None:
        self._remembered.zoom = percent

    def _on_scheme_chosen(self) -> None:
        self._remembered.scheme = self._shell.theme.scheme

    def _ask_to_let_go(self, close: Callable[[], object]) -> None:
        """Ask whether to close although something typed is not saved."""
        dialog = ChoiceDialog(self._shell.loader, _NOT_SAVED, self._shell.window())

        def take(way: str) -> None:
            if way == "close" and self.presenter is not None:
                self.presenter.forget_unsaved()
                close()

        dialog.way_chosen.connect(take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _say(self, words: str, tone: Literal["good", "bad"]) -> None:
        if self.presenter is not None:
            self.presenter.say(words, tone)
        else:
            self._shell.show_status(StatusView(words, tone))
        self._shell.announce(words, is_urgent=tone == "bad")


def _gone_on(made: datetime | None, now: datetime) -> str:
    if made is None:
        return "Saved. You work in the copy from now on"
    at = made.astimezone(now.tzinfo)
    return f"Saved in a copy of the backup of {spell_day(at.date())}, {at:%H:%M}: the file could not be read any more"
