"""Signs and exports: opens the dialog, does the work beside the window, says what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.desktop.dialogs.sign_dialog import SignDialog
from app.desktop.remembered import Remembered
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.sign_view import SignedFileView, SignedView, SignRequest, SignView
from app.domain.errors import FaultsError, UserError
from app.services.sending import IdentityRefused, Parcel, Sent, name_files, send

if TYPE_CHECKING:
    from app.desktop.job import Job

_DETAIL = "Both files are written when the last gate has passed. Until then nothing leaves."
_IDENTITY, _FOLDER = "identity", "returns"


class ReturnSigner(QObject):
    """One session's signing."""

    def __init__(self, session: Session, shell: Shell) -> None:
        super().__init__(session)
        self._session = session
        self._shell = shell
        self._remembered = Remembered()
        self._folder = Path()
        self._job: Job | None = None
        self.dialog: SignDialog | None = None

    def open(self, number: str) -> None:
        """Ask with what the return is signed and where it goes."""
        file = self._session.file
        identity = self._remembered.place_in(file.file_id, _IDENTITY) or _lone_identity(file.path.parent)
        folder = self._remembered.place_in(file.file_id, _FOLDER) or str(file.path.parent)
        view = SignView(number, _DETAIL, identity, folder, name_files(number))
        dialog = SignDialog(self._shell.loader, view, self._shell)
        self.dialog = dialog
        dialog.sign_asked.connect(self._on_sign_asked)
        dialog.cancel_asked.connect(self._on_cancel_asked)
        dialog.identity_choice_asked.connect(self._on_identity_choice_asked)
        dialog.folder_choice_asked.connect(self._on_folder_choice_asked)
        dialog.folder_open_asked.connect(self._on_folder_open_asked)
        dialog.finished.connect(self._on_finished)
        dialog.open()

    def _on_sign_asked(self, request: SignRequest) -> None:
        session, period = self._session, self._session.content().period.record.name
        self._folder = Path(request.folder)
        parcel = Parcel(Path(request.identity), self._folder, request.name)
        if self.dialog is not None:
            self.dialog.show_running()
        passphrase, now = request.passphrase, session.now()
        job = session.jobs.start(
            lambda progress, is_cancelled: send(
                session.file, period, parcel, passphrase, now=now, progress=progress, is_cancelled=is_cancelled
            )
        )
        self._job = job
        self._remembered.keep_place(session.file.file_id, _IDENTITY, request.identity)
        self._remembered.keep_place(session.file.file_id, _FOLDER, request.folder)
        job.progressed.connect(self._on_progressed)
        job.succeeded.connect(self._on_sent)
        job.failed.connect(self._on_failed)
        job.stopped.connect(self._on_stopped)

    def _on_cancel_asked(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_progressed(self, step: str, done: int, total: int) -> None:
        if self.dialog is not None:
            self.dialog.show_progress(step, done, total)

    def _on_sent(self, sent: object) -> None:
        self._job = None
        if not isinstance(sent, Sent):
            return
        self._session.refresh()
        self._session.saved.emit(self._session.now())
        self._shell.announce(f"Return {sent.exported.number} is signed and written.")
        if self.dialog is not None:
            self.dialog.show_done(_signed_view(sent))

    def _on_failed(self, error: UserError) -> None:
        self._job = None
        sentence = " ".join([error.sentence, *(error.faults if isinstance(error, FaultsError) else ())])
        self._shell.announce(sentence, is_urgent=True)
        if self.dialog is not None:
            self.dialog.show_fault(sentence, is_identity=isinstance(error, IdentityRefused))

    def _on_stopped(self) -> None:
        self._job = None
        self._shell.announce("Cancelled. Nothing was written.")
        if self.dialog is not None:
            self.dialog.show_fault("Cancelled. Nothing was written.")

    def _on_identity_choice_asked(self) -> None:
        chooser = QFileDialog(self.dialog, "Choose the identity file")
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilter("Identities (*.p12 *.pfx)")
        chooser.fileSelected.connect(self._on_identity_chosen)
        self._open(chooser)

    def _on_identity_chosen(self, name: str) -> None:
        if self.dialog is not None:
            self.dialog.identity_field.setText(name)
            self.dialog.passphrase_field.setFocus()

    def _on_folder_choice_asked(self) -> None:
        chooser = QFileDialog(self.dialog, "Choose the folder")
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.fileSelected.connect(self._on_folder_chosen)
        self._open(chooser)

    def _on_folder_chosen(self, name: str) -> None:
        if self.dialog is not None:
            self.dialog.folder_field.setText(name)

    def _on_folder_open_asked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _open(self, chooser: QFileDialog) -> None:
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def _on_finished(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


def _lone_identity(folder: Path) -> str:
    """Return the one identity beside the file; "" where there is none or several."""
    found = list(folder.glob("*.p12"))
    return str(found[0]) if len(found) == 1 else ""


def _signed_view(sent: Sent) -> SignedView:
    files = tuple(
        SignedFileView(one.path.name, " ".join(one.report.sentences), *_verdict(one.report.is_intact))
        for one in sent.verified
    )
    digest = sent.exported.payload_digest
    groups = " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
    return SignedView(
        title=f"Return {sent.exported.number} is signed",
        detail="Both files passed every gate, were verified where they lie, and are recorded in this file.",
        files=files,
        digest=f"SHA-256 of what both carry: {groups}",
        receipt="",
        has_receipt=False,
    )


def _verdict(is_intact: bool) -> tuple[str, str]:
    return ("passed", "Verified") if is_intact else ("refused", "Not valid")
