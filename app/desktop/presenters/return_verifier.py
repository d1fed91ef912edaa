"""Verifies returns that came from elsewhere: chosen, dropped on the window, or given to the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.desktop.choosing import choose_file, choose_files
from app.desktop.dialogs.verification_dialog import VerificationDialog
from app.desktop.job import Job
from app.desktop.jobs import Jobs
from app.desktop.shell import Shell
from app.desktop.tied_jobs import TiedJobs
from app.desktop.views.verification_view import VerifiedFileView
from app.domain.errors import FaultsError, UserError
from app.domain.progress import IsCancelled, stop_if

if TYPE_CHECKING:
    from app.services.verifying import Verified
    from app.store.file import EstablishmentFile

_STATES = {
    "trusted": ("passed", "Verified"),
    "untrusted": ("decide", "Not trusted here"),
    "missing_signature": ("in_progress", "Half signed"),
    "invalid": ("refused", "Not valid"),
}
_DETAIL = "Read strictly and apart: the files cannot do anything here."


class ReturnVerifier(QObject):
    """Shows what verification says, and verifies again when a certificate is trusted for this check.

    `register` gives the open file, whose trust register counts too; None where no file is open.
    """

    def __init__(
        self, jobs: Jobs | TiedJobs, shell: Shell, parent: QObject, register: Callable[[], EstablishmentFile | None]
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._shell = shell
        self._register = register
        self._paths: tuple[Path, ...] = ()
        self._certificates: list[tuple[str, Path]] = []
        self._role = ""
        self._job: Job | None = None
        self.dialog: VerificationDialog | None = None

    def ask(self) -> None:
        """Ask which files are to be verified."""
        title, kinds = "Choose the files of a return", "Returns (*.pdf *.xlsx)"
        choose_files(self.dialog or self._shell.window(), title, self.verify, kinds=kinds)

    def verify(self, paths: Sequence[Path]) -> None:
        """Verify these files, together as files of one return are."""
        self._stop()
        self._paths = tuple(paths)
        certificates, file = tuple(self._certificates), self._register()
        job = self._job = self._jobs.start(
            lambda progress, is_cancelled: _verify(tuple(paths), certificates, file, is_cancelled)
        )
        job.succeeded.connect(lambda found: self._on_verified(found) if job is self._job else None)
        job.failed.connect(lambda error: self._on_failed(error) if job is self._job else None)
        self._shell.follow(job, "Verifying")
        self._show("Reading…", ())

    def _on_verified(self, found: object) -> None:
        assert isinstance(found, list)
        self._job = None
        files = [file_view(one) for one in found]
        self._show(_DETAIL, files)
        self._shell.announce(" ".join(sentence for file in files for sentence in file.sentences))

    def _on_failed(self, error: UserError) -> None:
        self._job = None
        faults = error.faults if isinstance(error, FaultsError) else ()
        sentence = " ".join([error.sentence, *faults])
        self._certificates.clear()
        self._show(sentence, ())
        self._shell.announce(sentence, is_urgent=True)

    def _show(self, detail: str, files: Sequence[VerifiedFileView]) -> None:
        if self.dialog is None:
            self.dialog = VerificationDialog(self._shell.loader, self._shell)
            self.dialog.certificate_asked.connect(self._on_certificate_asked)
            self.dialog.another_asked.connect(self.ask)
            self.dialog.finished.connect(self._on_finished)
            self.dialog.open()
        self.dialog.show_files(detail, files)

    def _on_certificate_asked(self, role: str) -> None:
        self._role = role
        title, kinds = f"Choose the {role}’s certificate", "Certificates (*.pem *.crt)"
        choose_file(self.dialog or self._shell.window(), title, self._on_certificate_chosen, kinds=kinds)

    def _on_certificate_chosen(self, path: Path) -> None:
        self._certificates.append((self._role, path))
        self.verify(self._paths)

    def _on_finished(self) -> None:
        self._stop()
        self._certificates.clear()
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _stop(self) -> None:
        """Verify no further: whoever closes the dialog wants to know no more, or asks about something else."""
        if self._job is not None:
            self._job.cancel()
            self._job = None


def _verify(
    paths: tuple[Path, ...],
    certificates: tuple[tuple[str, Path], ...],
    file: EstablishmentFile | None,
    is_cancelled: IsCancelled,
) -> list[Verified]:
    from app.services.recognising import verify_by_register
    from app.services.sandbox import stoppable
    from app.services.verifying import verify_returns
    from app.signing.trust import Trust

    by_role: dict[str, list[Path]] = {}
    for role, path in certificates:
        by_role.setdefault(role, []).append(path)
    trust, now = Trust.from_files(by_role), datetime.now(UTC)
    if file is not None and file.has_sealed_store:
        found = verify_by_register(paths, trust, file, now=now, run=stoppable(is_cancelled))
    else:
        found = verify_returns(paths, trust, now=now, run=stoppable(is_cancelled))
    stop_if(is_cancelled)
    return found


def file_view(found: Verified) -> VerifiedFileView:
    """Return what is shown of one file: its state, the sentences, and the fingerprints that are to be compared."""
    status, word = _STATES[found.report.state]
    prints = (f"Fingerprint of {one.name}: {one.fingerprint}" for one in found.report.signers if not one.is_trusted)
    return VerifiedFileView(found.path.name, status, word, (*found.report.sentences, *prints))
