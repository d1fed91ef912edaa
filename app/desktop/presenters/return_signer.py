"""Signs, exports and approves: opens the dialog, does the work beside the window, says what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.desktop.dialogs.sign_dialog import SignDialog
from app.desktop.presenters.sheet_keeper import SheetKeeper
from app.desktop.presenters.sign_views import approval_view, approved_view, sent_view, signing_view
from app.desktop.remembered import Remembered
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.sign_view import SignRequest, SignView
from app.domain.errors import FaultsError, UserError
from app.services.identifying import name_token
from app.services.sending import IdentityRefused, Parcel, Sent, open_signer, send

if TYPE_CHECKING:
    from app.desktop.job import Job, Task
    from app.services.approving import Approved
    from app.services.verifying import Verified

_IDENTITY, _APPROVER, _FOLDER = "identity", "approver", "returns"
_FAULTS_SAID = 5


class ReturnSigner(QObject):
    """One session's signing; at most one dialog is open."""

    def __init__(self, session: Session, shell: Shell) -> None:
        super().__init__(session)
        self._session = session
        self._shell = shell
        self._remembered = Remembered()
        self._folder = Path()
        self._files: tuple[Path, ...] = ()
        self._job: Job | None = None
        self._task: Callable[[SignRequest], Task] = self._sending
        self.receipts = SheetKeeper(session, shell)
        self.dialog: SignDialog | None = None

    def open(self, number: str, signers: int) -> None:
        """Ask with what the period's return is signed and where it goes."""
        file = self._session.file
        identity = self._known(_IDENTITY) or _lone_identity(file.path.parent)
        folder = self._known(_FOLDER) or str(file.path.parent)
        is_locked = file.has_sealed_store and not file.is_unlocked
        self._task = self._sending
        self._show(signing_view(number, signers, identity, folder, is_locked=is_locked))

    def ask_approval(self) -> None:
        """Ask which half-signed files are to be approved."""
        chooser = QFileDialog(self._shell.window(), "Choose the files of a half-signed return")
        chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        chooser.setNameFilter("Returns (*.pdf *.xlsx)")
        chooser.filesSelected.connect(self._on_files_chosen)
        self._open(chooser)

    def approve(self, files: tuple[Path, ...], said: Sequence[str] = ()) -> None:
        """Ask with what these files are approved; `said` is what verification says of them."""
        self._files, self._folder = files, files[0].parent
        self._task = self._approving
        self._show(approval_view([path.name for path in files], said, self._known(_APPROVER)))

    def _sending(self, request: SignRequest) -> Task:
        session, period = self._session, self._session.content().period.record.name
        self._folder = Path(request.folder)
        identity = self._identity_of(request, _IDENTITY)
        self._keep(_FOLDER, request.folder)
        parcel = Parcel(identity, self._folder, request.name, request.signers)
        return lambda progress, is_cancelled: send(
            session.file, period, parcel, request.passphrase, now=session.now(), progress=progress,
            is_cancelled=is_cancelled,
        )  # fmt: skip

    def _approving(self, request: SignRequest) -> Task:
        identity, secret = self._identity_of(request, _APPROVER), request.passphrase
        files, now = self._files, self._session.now()
        return lambda progress, is_cancelled: _approve(files, identity, secret, now)

    def _identity_of(self, request: SignRequest, name: str) -> Path:
        """Return what is signed with; an identity file's place is remembered."""
        if request.library:
            return Path(name_token(request.library, request.token))
        self._keep(name, request.identity)
        return Path(request.identity)

    def _show(self, view: SignView) -> None:
        if self.dialog is not None:
            self.dialog.done(0)
        dialog = SignDialog(self._shell.loader, view, self._shell)
        self.dialog = dialog
        dialog.sign_asked.connect(self._on_sign_asked)
        dialog.cancel_asked.connect(self._on_cancel_asked)
        dialog.identity_choice_asked.connect(self._on_identity_choice_asked)
        dialog.library_choice_asked.connect(self._on_library_choice_asked)
        dialog.folder_choice_asked.connect(self._on_folder_choice_asked)
        dialog.folder_open_asked.connect(self._on_folder_open_asked)
        dialog.receipt_save_asked.connect(self.receipts.ask_place)
        dialog.receipt_print_asked.connect(self.receipts.ask_printer)
        dialog.approval_asked.connect(self._on_approval_asked)
        dialog.finished.connect(self._on_finished)
        dialog.open()

    def _on_sign_asked(self, request: SignRequest) -> None:
        if self.dialog is not None:
            self.dialog.show_running()
        job = self._session.jobs.start(self._task(request))
        self._job = job
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
        if isinstance(result, Sent):
            self._files = result.exported.files
            self.receipts.sheet = result.exported.receipt
            view = sent_view(result)
            self._session.refresh()
            self._session.saved.emit(self._session.now())
        else:
            assert isinstance(result, list)
            view = approved_view(result)
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

    def _on_files_chosen(self, names: list[str]) -> None:
        """Verify first: the approver goes by what the author's signature is worth."""
        paths, now = tuple(Path(name) for name in names), self._session.now()
        job = self._session.jobs.start(lambda progress, is_cancelled: _read_first(paths, now))
        job.succeeded.connect(self._on_read)
        job.failed.connect(self._session.save_failed)
        self._shell.follow(job, "Verifying")

    def _on_read(self, found: object) -> None:
        assert isinstance(found, list)
        said = dict.fromkeys(sentence for one in found for sentence in one.report.sentences)
        self.approve(tuple(one.path for one in found), tuple(said))

    def _on_approval_asked(self) -> None:
        self.approve(self._files)

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

    def _on_library_choice_asked(self) -> None:
        chooser = QFileDialog(self.dialog, "Choose the token’s library")
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilter("Libraries (*.dll *.so *.dylib)")
        chooser.fileSelected.connect(self._on_library_chosen)
        self._open(chooser)

    def _on_library_chosen(self, name: str) -> None:
        if self.dialog is not None:
            self.dialog.library_field.setText(name)
            self.dialog.token_field.setFocus()

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

    def _known(self, name: str) -> str:
        return self._remembered.place_in(self._session.file.file_id, name)

    def _keep(self, name: str, value: str) -> None:
        self._remembered.keep_place(self._session.file.file_id, name, value)

    def _on_finished(self) -> None:
        dialog = self.sender()
        if isinstance(dialog, SignDialog):
            dialog.deleteLater()
            if dialog is self.dialog:
                self.dialog = None


def _approve(files: tuple[Path, ...], place: Path, secret: str, now: datetime) -> list[Approved]:
    from app.services.approving import approve_returns
    from app.signing.trust import Trust

    identity = open_signer(place, secret)
    return approve_returns(files, identity, Trust({}), now=now.astimezone(UTC))


def _read_first(files: tuple[Path, ...], now: datetime) -> list[Verified]:
    from app.services.verifying import verify_returns
    from app.signing.trust import Trust

    return verify_returns(files, Trust({}), now=now)


def _lone_identity(folder: Path) -> str:
    """Return the one identity beside the file; "" where there is none or several."""
    found = list(folder.glob("*.p12"))
    return str(found[0]) if len(found) == 1 else ""
