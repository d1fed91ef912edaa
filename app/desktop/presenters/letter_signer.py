"""Signs and writes a letter in the dialog that signs returns: a response, replies, or a concern."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.desktop.dialogs.sign_dialog import SignDialog
from app.desktop.presenters.sheet_keeper import SheetKeeper
from app.desktop.remembered import Remembered
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.sign_view import SignedFileView, SignedView, SignRequest, SignView
from app.domain.errors import FaultsError, UserError
from app.services.identifying import name_token
from app.services.letters import Sending, Sent
from app.services.sending import IdentityRefused, name_files, open_signer

if TYPE_CHECKING:
    from app.desktop.job import Job
    from app.domain.progress import IsCancelled, Progress
    from app.signing.identity import Identity

    Send = Callable[[Identity, Sending, Progress, IsCancelled], Sent]

_FAULTS_SAID = 5
_LOCKED = " The sealed store is locked, so the proof of absence will not be run."


class LetterSigner(QObject):
    """One session's letters; at most one dialog is open."""

    def __init__(self, session: Session, shell: Shell) -> None:
        super().__init__(session)
        self._session, self._shell = session, shell
        self._remembered = Remembered()
        self._receipts = SheetKeeper(session, shell)
        self._folder = Path()
        self._job: Job | None = None
        self._send: Send | None = None
        self.dialog: SignDialog | None = None

    def open(self, title: str, detail: str, name: str, send: Send) -> None:
        """Ask with what a letter is signed and where it goes; `send` then signs and writes it beside the window."""
        file = self._session.file
        self._send = send
        is_locked = file.has_sealed_store and not file.is_unlocked
        view = SignView(
            title=title,
            detail=detail + (_LOCKED if is_locked else ""),
            verb="Sign and save",
            identity=self._known("identity"),
            folder=self._known("returns") or str(file.path.parent),
            name=name_files(name),
            is_letter=True,
        )
        self.dialog = SignDialog(self._shell.loader, view, self._shell)
        self._connect(self.dialog)
        self.dialog.open()

    def _connect(self, dialog: SignDialog) -> None:
        dialog.sign_asked.connect(self._on_sign_asked)
        dialog.cancel_asked.connect(self._on_cancel_asked)
        dialog.identity_choice_asked.connect(self._on_identity_choice_asked)
        dialog.library_choice_asked.connect(self._on_library_choice_asked)
        dialog.folder_choice_asked.connect(self._on_folder_choice_asked)
        dialog.folder_open_asked.connect(self._on_folder_open_asked)
        dialog.receipt_save_asked.connect(self._receipts.ask_place)
        dialog.receipt_print_asked.connect(self._receipts.ask_printer)
        dialog.finished.connect(self._on_finished)

    def _on_sign_asked(self, request: SignRequest) -> None:
        send, dialog = self._send, self.dialog
        if send is None or dialog is None:
            return
        self._folder = Path(request.folder)
        if request.identity:
            self._keep("identity", request.identity)
        self._keep("returns", request.folder)
        dialog.show_running()

        def work(progress: Progress, is_cancelled: IsCancelled) -> Sent:
            place = _place(self._folder, request.name)
            identity = open_signer(_signer_of(request), request.passphrase)
            return send(identity, Sending(place), progress, is_cancelled)

        self._job = self._session.jobs.start(work)
        self._job.progressed.connect(dialog.show_progress)
        self._job.succeeded.connect(self._on_sent)
        self._job.failed.connect(self._on_failed)
        self._job.stopped.connect(self._on_stopped)

    def _on_sent(self, sent: object) -> None:
        assert isinstance(sent, Sent)
        self._job = None
        self._receipts.sheet = sent.receipt
        proof = sent.receipt.summary.removeprefix("Proof of absence: ")
        view = SignedView(
            title=f"{sent.number} is signed",
            detail="The file passed the gates, was verified, then written, and is recorded here.",
            files=(SignedFileView(sent.path.name, "Signed and verified."),),
            digest=f"SHA-256 of what it carries: {sent.payload_digest}",
            receipt=f"{proof[:1].upper()}{proof[1:]}",
            has_receipt=sent.receipt.outcome != "not_run",
        )
        self._session.refresh()
        self._session.saved.emit(self._session.now())
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

    def _on_cancel_asked(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_identity_choice_asked(self) -> None:
        self._choose("Choose the identity file", "Identities (*.p12 *.pfx)", self._on_identity_chosen)

    def _on_identity_chosen(self, name: str) -> None:
        if self.dialog is not None:
            self.dialog.identity_field.setText(name)
            self.dialog.passphrase_field.setFocus()

    def _on_library_choice_asked(self) -> None:
        self._choose("Choose the token’s library", "Libraries (*.dll *.so *.dylib)", self._on_library_chosen)

    def _on_library_chosen(self, name: str) -> None:
        if self.dialog is not None:
            self.dialog.library_field.setText(name)
            self.dialog.token_field.setFocus()

    def _on_folder_choice_asked(self) -> None:
        self._choose("Choose the folder", "", self._on_folder_chosen)

    def _on_folder_chosen(self, name: str) -> None:
        if self.dialog is not None:
            self.dialog.folder_field.setText(name)

    def _choose(self, title: str, names: str, take: Callable[[str], None]) -> None:
        """Ask for a file of these names, or for a folder where there are none."""
        chooser = QFileDialog(self.dialog, title)
        mode = QFileDialog.FileMode.ExistingFile if names else QFileDialog.FileMode.Directory
        chooser.setFileMode(mode)
        if names:
            chooser.setNameFilter(names)
        chooser.fileSelected.connect(take)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def _on_folder_open_asked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _known(self, name: str) -> str:
        return self._remembered.place_in(self._session.file.file_id, name)

    def _keep(self, name: str, value: str) -> None:
        self._remembered.keep_place(self._session.file.file_id, name, value)

    def _on_finished(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


def _signer_of(request: SignRequest) -> Path:
    """Return what stands for the identity: its file, or the name of a token."""
    return Path(name_token(request.library, request.token) if request.library else request.identity)


def _place(folder: Path, name: str) -> Path:
    """Return where the letter goes. UserError where the folder is missing, or a file of that name is there."""
    if not folder.is_dir():
        raise UserError("There is no such folder. Choose one that is there, then sign again.")
    if name != Path(name).name:
        raise UserError("The name holds a sign that no file may have. Give one of letters, digits and hyphens.")
    place = folder / f"{name}.pdf"
    if place.exists():
        raise UserError("A file of this name is in that folder already. Choose another name or folder.")
    return place
