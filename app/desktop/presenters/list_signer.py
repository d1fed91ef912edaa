"""Signs the trust register as a list that other desks take in by one code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from app.desktop.presenters.signer import FOLDER, IDENTITY, Signer
from app.desktop.views.sign_view import SignedFileView, SignedView, SignRequest, SignView
from app.services.enrolling import sign_list
from app.services.sending import free_places, open_signer

if TYPE_CHECKING:
    from app.desktop.job import Task
    from app.domain.progress import IsCancelled, Progress

_ENDING = ".json"


@dataclass(frozen=True)
class _SignedList:
    path: Path
    number: int
    signer: str


class ListSigner(Signer):
    """One session's signed lists; the store is unlocked, so that the register is confirmed."""

    def open(self) -> None:
        """Ask with what the list is signed and where it goes."""
        file = self._session.file
        self.show_dialog(
            SignView(
                title="Sign the list",
                detail="Every entry goes on it. Others take it in by the code on your own sheet; it removes nobody.",
                verb="Sign and save",
                identity=self.known(IDENTITY),
                folder=self.known(FOLDER) or str(file.path.parent),
                name=f"signers-{self._session.today().isoformat()}",
                ending=_ENDING,
            )
        )

    def task(self, request: SignRequest) -> Task:
        """Return the work that signs the list and writes it."""
        file, now = self._session.file, self._session.now().astimezone(UTC)
        folder = self._folder = Path(request.folder)
        place_of_identity = self.identity_of(request)
        self.keep(FOLDER, request.folder)

        def work(progress: Progress, is_cancelled: IsCancelled) -> _SignedList:
            progress("Signing", 0, 1)
            (place,) = free_places(folder, request.name, (_ENDING,))
            identity = open_signer(place_of_identity, request.passphrase)
            return _SignedList(place, sign_list(file, place, identity, now=now), identity.name)

        return work

    def say_done(self, result: object) -> SignedView:
        """Return what the dialog says of the list."""
        assert isinstance(result, _SignedList)
        entries = f"{result.number} entr{'y' if result.number == 1 else 'ies'}, signed by {result.signer}."
        return SignedView(
            title="The list is signed",
            detail="Hand your own sheet over by another way than the list: its code is what the others type.",
            files=(SignedFileView(result.path.name, entries, "passed", "Signed"),),
        )
