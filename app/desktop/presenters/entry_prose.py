"""Prose in a form: scanned while it is typed, passages of it marked to be sealed, and sealed with the form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count

from PySide6.QtCore import QObject

from app.desktop.dialogs.entry_dialog import EntryDialog
from app.desktop.presenters.asking import Asker
from app.desktop.presenters.copy_offer import CopyOffer
from app.desktop.presenters.finding_views import (
    KEEP,
    REMOVE,
    REPLACE,
    SEAL,
    Found,
    finding_views,
    removing,
    replacing,
    sealing,
    undecided,
    worst,
)
from app.desktop.presenters.narrative_text import amount_of, is_to_seal
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.checklist_view import FindingView, PassageView
from app.desktop.views.form_views import EntryFormView, EntryInput
from app.domain.record import Entry, R
from app.domain.scan import Outcome
from app.domain.text import Text
from app.services.reversing import step_of

_TO_BE_SEALED = "It is sealed when the form is taken."
_KEPT = "A sealed passage is not deleted by typing over it. Open it with Enter to read it."


class EntryProse(QObject):
    """Lives as long as the dialog. What is sealed in it stands as a token at once, and is written with the form.

    `kept` returns what stands in the file for a field, as it can be read now.
    """

    def __init__(self, session: Session, shell: Shell, form: EntryFormView, kept: Callable[[str], Text]) -> None:
        self.dialog = dialog = EntryDialog(shell.loader, form, shell.window())
        super().__init__(dialog)
        self._session = session
        self._shell = shell
        self._kept = kept
        self._copies = CopyOffer(session, shell)
        self._found: dict[str, tuple[Found, ...]] = {}
        self._numbers = count(1)
        dialog.prose_edited.connect(self._scan)
        dialog.seal_asked.connect(self._on_seal_asked)
        dialog.finding_settled.connect(self._on_finding_settled)
        dialog.token_opened.connect(self._on_token_opened)
        dialog.token_kept.connect(lambda: shell.announce(_KEPT))

    def take(
        self,
        asking: Asker,
        typed: EntryInput,
        words: str,
        kind: type[R],
        record_id: str | None,
        job: Callable[[], Entry[R]],
    ) -> None:
        """Do the job of the form, as a step that can be taken back; one that seals needs the store unlocked."""
        session = self._session
        if any(is_to_seal(view) for views in typed.passages.values() for view in views):
            session.require_unlocked(lambda: self._take_sealing(asking, kind, job))
            return
        asking.take_form(self.dialog, words, lambda: step_of(session.file, kind, record_id, job, session.person_id))

    def _take_sealing(self, asking: Asker, kind: type[R], job: Callable[[], Entry[R]]) -> None:
        """Take a form in which something is sealed: a barrier for undo. Copies of it are looked for afterwards."""
        made: list[Entry[R]] = []

        def seal() -> None:
            made.append(job())
            self._session.raise_barrier()

        asking.take_form(self.dialog, "", seal)
        for entry in made:
            self._copies.look(kind, entry.record.id)

    def _scan(self, key: str, views: tuple[PassageView, ...]) -> tuple[Found, ...]:
        found = undecided(views, self._kept(key), self._session.content())
        self._found[key] = found
        self.dialog.show_findings(key, tuple(_settled_here(view) for view in finding_views(found)))
        return found

    def _on_seal_asked(self, key: str, views: tuple[PassageView, ...]) -> None:
        if any(is_to_seal(view) for view in views):
            self._session.require_unlocked(lambda: self._seal(key, views))

    def _seal(self, key: str, views: tuple[PassageView, ...]) -> None:
        if worst(self._scan(key, views)) is Outcome.REFUSE:
            return
        self.dialog.show_prose(key, tuple(self._as_token(view) for view in views))
        self._scan(key, self.dialog.read().passages[key])
        self._shell.announce(_TO_BE_SEALED)

    def _as_token(self, view: PassageView) -> PassageView:
        if not is_to_seal(view) or view.key:
            return view
        scheme = self._session.content().scheme
        word = scheme.level(scheme.sealed_from).word
        return replace(view, marking=word, key=f"new {next(self._numbers)}", amount=amount_of(view.text))

    def _on_finding_settled(self, key: str, found_key: str, action: str) -> None:
        each = next((found for found in self._found.get(key, ()) if found.key == found_key), None)
        views = self.dialog.read().passages[key]
        if each is None:
            return
        if action == SEAL:
            self._on_seal_asked(key, sealing(views, each))
        elif action in (REPLACE, REMOVE):
            left = (replacing if action == REPLACE else removing)(views, each)
            self.dialog.show_prose(key, left)
            self._scan(key, left)

    def _on_token_opened(self, key: str, token: str) -> None:
        self._session.require_unlocked(lambda: self._show(key, token))

    def _show(self, key: str, token: str) -> None:
        typed: Sequence[PassageView] = self.dialog.read().passages[key]
        said = [view.text for view in typed if view.key == token and view.text]
        said += [passage.content for passage in self._kept(key) if passage.id == token and passage.content]
        if said:
            self.dialog.show_sealed_text(key, said[0])


def _settled_here(view: FindingView) -> FindingView:
    """Leave out what can be done only to what is written already: a reason is recorded against a revision."""
    return replace(view, actions=tuple(action for action in view.actions if action.key != KEEP))
