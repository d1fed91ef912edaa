"""Signs and writes a letter in the dialog that signs returns: a response, replies, or a concern."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.desktop.presenters.signer import FOLDER, IDENTITY, Signer
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.sign_view import SignedFileView, SignedView, SignRequest, SignView
from app.services.letters import Sending, Sent
from app.services.sending import free_places, name_files, open_signer

if TYPE_CHECKING:
    from app.desktop.job import Task
    from app.domain.progress import IsCancelled, Progress
    from app.signing.identity import Identity

    Send = Callable[[Identity, Sending, Progress, IsCancelled], Sent]

_ENDING = ".pdf"
_LOCKED = " The sealed store is locked, so the proof of absence will not be run."


class LetterSigner(Signer):
    """One session's letters."""

    def __init__(self, session: Session, shell: Shell) -> None:
        super().__init__(session, shell)
        self._send: Send | None = None

    def open(self, title: str, detail: str, name: str, send: Send) -> None:
        """Ask with what a letter is signed and where it goes; `send` then signs and writes it beside the window."""
        file = self._session.file
        self._send = send
        is_locked = file.has_sealed_store and not file.is_unlocked
        self.show_dialog(
            SignView(
                title=title,
                detail=detail + (_LOCKED if is_locked else ""),
                verb="Sign and save",
                identity=self.known(IDENTITY),
                folder=self.known(FOLDER) or str(file.path.parent),
                name=name_files(name),
                ending=_ENDING,
            )
        )

    def task(self, request: SignRequest) -> Task:
        """Return the work that signs the letter and writes it."""
        send = self._send
        assert send is not None
        folder = self._folder = Path(request.folder)
        place_of_identity = self.identity_of(request)
        self.keep(FOLDER, request.folder)

        def work(progress: Progress, is_cancelled: IsCancelled) -> Sent:
            (place,) = free_places(folder, request.name, (_ENDING,))
            identity = open_signer(place_of_identity, request.passphrase)
            return send(identity, Sending(place), progress, is_cancelled)

        return work

    def say_done(self, result: object) -> SignedView:
        """Keep the receipt, and return what the dialog says of the letter."""
        assert isinstance(result, Sent)
        self.receipts.sheet = result.receipt
        proof = result.receipt.summary.removeprefix("Proof of absence: ")
        self._session.refresh()
        self._session.saved.emit(self._session.now())
        return SignedView(
            title=f"{result.number} is signed",
            detail="The file passed the gates, was verified, then written, and is recorded here.",
            files=(SignedFileView(result.path.name, "Signed and verified."),),
            digest=f"SHA-256 of what it carries: {result.payload_digest}",
            receipt=f"{proof[:1].upper()}{proof[1:]}",
            has_receipt=result.receipt.outcome != "not_run",
        )
