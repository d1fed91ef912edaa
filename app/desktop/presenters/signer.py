"""What every signing in the window has in common: its dialog, what is chosen in it, the work beside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from app.desktop.choosing import choose_file, choose_folder
from app.desktop.dialogs.sign_dialog import SignDialog
from app.desktop.presenters.sheet_keeper import SheetKeeper
from app.desktop.remembered import Remembered
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.sign_view import SignedView, SignRequest, SignView
from app.domain.errors import FaultsError, UserError
from app.services.identifying import name_token
from app.services.sending import IdentityRefused

if TYPE_CHECKING:
    from app.desktop.job import Job, Task

IDENTITY, FOLDER = "identity", "returns"
"""The names under which the place of an identity and of what it signed are remembered."""

_FAULTS_SAID = 5


class Signer(QObject):
    """One session's signing; at most one dialog is open. A signer says what the work is, and what came of it."""

    def __init__(self, session: Session, shell: Shell) -> None:
        super().__init__(session)
        self._session = session
        self._shell = shell
        self._remembered = Remembered()
        self._folder = Path()
        self._job: Job | None = None
        self.receipts = SheetKeeper(session, shell)
        self.dialog: SignDialog | None = None

    def task(self, request: SignRequest) -> Task:
        """Return the work that signs as it is asked for."""
        raise NotImplementedError

    def say_done(self, result: object) -> SignedView:
        """Note what was signed, and return what the dialog says of it."""
        raise NotImplementedError

    def show_dialog(self, view: SignView) -> SignDialog:
        """Open the dialog, in place of one that is still open."""
        if self.dialog is not None:
            self.dialog.done(0)
        dialog = self.dialog = SignDialog(self._shell.loader, view, self._shell)
        dialog.sign_asked.connect(self._on_sign_asked)
        dialog.cancel_asked.connect(self._on_cancel_asked)
        dialog.identity_choice_asked.connect(self._on_identity_choice_asked)
        dialog.library_choice_asked.connect(self._on_library_choice_asked)
        dialog.folder_choice_asked.connect(self._on_folder_choice_asked)
        dialog.folder_open_asked.connect(self._on_folder_open_asked)
        dialog.receipt_save_asked.connect(self.receipts.ask_place)
        dialog.receipt_print_asked.connect(self.receipts.ask_printer)
        dialog.finished.connect(self._on_finished)
        dialog.open()
        return dialog

    def identity_of(self, request: SignRequest, name: str = IDENTITY) -> Path:
        """Return what is signed with, a token's name or a file; the file's place is remembered."""
        if request.library:
            return Path(name_token(request.library, request.token))
        self.keep(name, request.identity)
        return Path(request.identity)

    def known(self, name: str) -> str:
        """Return the place that is remembered under this name; empty where there is none."""
        return self._remembered.place_in(self._session.file.file_id, name)

    def keep(self, name: str, value: str) -> None:
        """Remember a place under this name."""
        self._remembered.keep_place(self._session.file.file_id, name, value)

    def choose(self, title: str, names: str, take: Callable[[str], None]) -> None:
        """Ask for a file of these names, or for a folder where there are none."""
        if names:
            choose_file(self.dialog, title, lambda path: take(str(path)), kinds=names)
        else:
            choose_folder(self.dialog, title, lambda path: take(str(path)))

    def _on_sign_asked(self, request: SignRequest) -> None:
        if self.dialog is not None:
            self.dialog.show_running()
        job = self._job = self._session.jobs.start(self.task(request))
        job.progressed.connect(self._on_progressed)
        job.succeeded.connect(self._on_succeeded)
        job.failed.connect(self._on_failed)
        job.stopped.connect(self._on_stopped)

    def _on_cancel_asked(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_progressed(self, step: str, done: int, total: int) -> None:
        if self.dialog is not None:
            self.dialog.show_progress(step, done, total)

    def _on_succeeded(self, result: object) -> None:
        self._job = None
        view = self.say_done(result)
        self._shell.announce(f"{view.title}.")
        if self.dialog is not None:
            self.dialog.show_done(view)

    def _on_failed(self, error: UserError) -> None:
        self._job = None
        faults = error.faults[:_FAULTS_SAID] if isinstance(error, FaultsError) else ()
        sentence = " ".join([error.sentence, *faults])
        self._shell.announce(sentence, is_urgent=True)
        if self.dialog is not None:
            self.dialog.show_fault(sentence, is_identity=isinstance(error, IdentityRefused))

    def _on_stopped(self) -> None:
        self._on_failed(UserError("Cancelled. Nothing was written."))

    def _on_identity_choice_asked(self) -> None:
        self.choose("Choose the identity file", "Identities (*.p12 *.pfx)", self._on_identity_chosen)

    def _on_identity_chosen(self, name: str) -> None:
        if self.dialog is not None:
            self.dialog.identity_field.setText(name)
            self.dialog.passphrase_field.setFocus()

    def _on_library_choice_asked(self) -> None:
        self.choose("Choose the token’s library", "Libraries (*.dll *.so *.dylib)", self._on_library_chosen)

    def _on_library_chosen(self, name: str) -> None:
        if self.dialog is not None:
            self.dialog.library_field.setText(name)
            self.dialog.token_field.setFocus()

    def _on_folder_choice_asked(self) -> None:
        self.choose("Choose the folder", "", self._on_folder_chosen)

    def _on_folder_chosen(self, name: str) -> None:
        if self.dialog is not None:
            self.dialog.folder_field.setText(name)

    def _on_folder_open_asked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _on_finished(self) -> None:
        dialog = self.sender()
        if isinstance(dialog, SignDialog):
            dialog.deleteLater()
            if dialog is self.dialog:
                self.dialog = None
