"""Signs, exports and approves: opens the dialog, does the work beside the window, says what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.desktop.choosing import choose_files
from app.desktop.presenters.sign_views import approval_view, approved_view, sent_view, signing_view
from app.desktop.presenters.signer import FOLDER, IDENTITY, Signer
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.sign_view import SignedView, SignRequest, SignView
from app.services.approving import Approval, Proof, approve_returns
from app.services.sending import Parcel, Sent, open_signer, send
from app.services.trust_register import trust_where_confirmed
from app.services.verifying import verify_returns

if TYPE_CHECKING:
    from app.desktop.job import Task
    from app.domain.progress import IsCancelled, Progress
    from app.services.verifying import Verified
    from app.store.file import EstablishmentFile

_APPROVER = "approver"
"""The name under which the place of the approver's identity is remembered."""


class ReturnSigner(Signer):
    """One session's returns: signed and exported, or approved."""

    def __init__(self, session: Session, shell: Shell) -> None:
        super().__init__(session, shell)
        self._files: tuple[Path, ...] = ()
        self._task: Callable[[SignRequest], Task] = self._sending

    def open(self, number: str, signers: int) -> None:
        """Ask with what the period's return is signed and where it goes."""
        file = self._session.file
        identity = self.known(IDENTITY) or _lone_identity(file.path.parent)
        folder = self.known(FOLDER) or str(file.path.parent)
        is_locked = file.has_sealed_store and not file.is_unlocked
        self._task = self._sending
        self._show(signing_view(number, signers, identity, folder, is_locked=is_locked))

    def ask_approval(self) -> None:
        """Ask which half-signed files are to be approved."""
        title, kinds = "Choose the files of a half-signed return", "Returns (*.pdf *.xlsx)"
        choose_files(self._shell.window(), title, self._on_files_chosen, kinds=kinds)

    def approve(self, files: tuple[Path, ...], said: Sequence[str] = ()) -> None:
        """Ask with what these files are approved; `said` is what verification says of them."""
        self._files, self._folder = files, files[0].parent
        self._task = self._approving
        self._show(approval_view([path.name for path in files], said, self.known(_APPROVER)))

    def task(self, request: SignRequest) -> Task:
        """Return the work that was last asked for: to send a return, or to approve files."""
        return self._task(request)

    def _sending(self, request: SignRequest) -> Task:
        session, period = self._session, self._session.content().period.record.name
        self._folder = Path(request.folder)
        identity = self.identity_of(request)
        self.keep(FOLDER, request.folder)
        parcel = Parcel(identity, self._folder, request.name, request.signers)
        return lambda progress, is_cancelled: send(
            session.file, period, parcel, request.passphrase, now=session.now(), progress=progress,
            is_cancelled=is_cancelled,
        )  # fmt: skip

    def _approving(self, request: SignRequest) -> Task:
        identity, secret = self.identity_of(request, _APPROVER), request.passphrase
        files, now = self._files, self._session.now()
        file = self._session.file
        return lambda progress, is_cancelled: _approve(files, identity, secret, file, now, progress, is_cancelled)

    def _show(self, view: SignView) -> None:
        self.show_dialog(view).approval_asked.connect(self._on_approval_asked)

    def say_done(self, result: object) -> SignedView:
        """Keep what was made, and return what the dialog says of it."""
        if not isinstance(result, Sent):
            assert isinstance(result, Approval)
            self.receipts.sheet = result.receipt
            return approved_view(result)
        self._files = result.exported.files
        self.receipts.sheet = result.exported.receipt
        view = sent_view(result)
        self._session.refresh()
        self._session.saved.emit(self._session.now())
        return view

    def _on_files_chosen(self, chosen: list[Path]) -> None:
        """Verify first: the approver goes by what the author's signature is worth."""
        paths, file, now = tuple(chosen), self._session.file, self._session.now()
        job = self._session.jobs.start(lambda progress, is_cancelled: _read_first(paths, file, now, is_cancelled))
        job.succeeded.connect(self._on_read)
        job.failed.connect(self._session.save_failed)
        job.stopped.connect(lambda: self._shell.announce("Stopped. Nothing was verified."))
        self._shell.follow(job, "Verifying")

    def _on_read(self, found: object) -> None:
        assert isinstance(found, list)
        said = dict.fromkeys(sentence for one in found for sentence in one.report.sentences)
        self.approve(tuple(one.path for one in found), tuple(said))

    def _on_approval_asked(self) -> None:
        self.approve(self._files)


def _approve(
    files: tuple[Path, ...],
    place: Path,
    secret: str,
    file: EstablishmentFile,
    now: datetime,
    progress: Progress,
    is_cancelled: IsCancelled,
) -> Approval:
    identity = open_signer(place, secret)
    return approve_returns(
        files, identity, trust_where_confirmed(file), now=now.astimezone(UTC), proof=Proof(file), progress=progress,
        is_cancelled=is_cancelled,
    )  # fmt: skip


def _read_first(
    files: tuple[Path, ...], file: EstablishmentFile, now: datetime, is_cancelled: IsCancelled
) -> list[Verified]:
    from app.domain.progress import stop_if
    from app.services.sandbox import stoppable

    trust = trust_where_confirmed(file)
    found = verify_returns(files, trust, now=now.astimezone(UTC), run=stoppable(is_cancelled))
    stop_if(is_cancelled)
    return found


def _lone_identity(folder: Path) -> str:
    """Return the one identity beside the file; "" where there is none or several."""
    found = list(folder.glob("*.p12"))
    return str(found[0]) if len(found) == 1 else ""
