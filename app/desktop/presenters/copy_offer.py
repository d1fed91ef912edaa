"""After something was sealed: looks beside the window for copies of its words, and offers to seal them too."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.desktop.dialogs.choice_dialog import ChoiceDialog, ChoiceView
from app.desktop.held_page import hold_page
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.domain.record import Record
from app.services.sealing_copies import FoundCopies, SealedThing, copies_of, take_along


class CopyOffer(QObject):
    """Asks only where there are copies. A search that was not over when the file was closed or locked asks nothing."""

    def __init__(self, session: Session, shell: Shell) -> None:
        super().__init__(session)
        self._session = session
        self._shell = shell

    def look(self, kind: type[Record], record_id: str) -> None:
        """Look for copies of what is sealed in a record."""
        file, thing = self._session.file, SealedThing(kind, record_id)
        if not file.is_unlocked:
            return
        job = self._session.jobs.start(lambda progress, is_cancelled: copies_of(file, thing))
        job.succeeded.connect(lambda found: self._ask(thing, found))

    def _ask(self, thing: SealedThing, found: object) -> None:
        if not isinstance(found, FoundCopies) or not found.copies or not self._session.file.is_unlocked:
            return
        number = len(found.copies)
        view = ChoiceView(
            "The same words stand elsewhere",
            f"{'1 place still says' if number == 1 else f'{number} places still say'} in plain what you sealed. "
            "Seal them too, or leave them: they are found again under Sealed store. Recall a return that left.",
            (("seal", "Seal them too"), ("leave", "Leave them")),
            "\n".join(placed.words for placed in found.copies),
            "Copies",
        )
        dialog = ChoiceDialog(self._shell.loader, view, self._shell.window())
        dialog.way_chosen.connect(lambda way: self._take(thing, found) if way == "seal" else None)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, thing: SealedThing, found: FoundCopies) -> None:
        session = self._session
        session.raise_barrier()
        person_id = session.person_id
        job = session.act_beside(
            "",
            lambda progress, is_cancelled: take_along(session.file, thing, found.copies, person_id=person_id),
            lambda taken: self._shell.announce("Sealed. The copies stay in this file and do not leave in the return."),
            on_refused=session.save_failed.emit,
        )
        if job is not None:
            hold_page(self._shell.pages, job)
            self._shell.follow(job, "Sealing copies", can_stop=False)
