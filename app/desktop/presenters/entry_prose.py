"""Prose in the form of an entry: scanned while it is typed, passages of it marked to be sealed with the form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from PySide6.QtCore import QObject

from app.desktop.dialogs.entry_dialog import EntryDialog
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
from app.domain.record import Entry
from app.domain.registers.fields import RegisterRecord
from app.domain.scan import Outcome
from app.domain.text import Text

_TO_BE_SEALED = "It is sealed when the form is taken."
_KEPT = "A sealed passage is not deleted by typing over it. Open it with Enter to read it."


class EntryProse(QObject):
    """Lives as long as the dialog. What is sealed in it stands as a token at once, and is written with the form."""

    def __init__(
        self, session: Session, shell: Shell, dialog: EntryDialog, entry: Entry[RegisterRecord] | None
    ) -> None:
        super().__init__(dialog)
        self._session = session
        self._shell = shell
        self._dialog = dialog
        self._entry = entry
        self._found: dict[str, tuple[Found, ...]] = {}
        self._numbers = count(1)
        dialog.prose_edited.connect(self._scan)
        dialog.seal_asked.connect(self._on_seal_asked)
        dialog.finding_settled.connect(self._on_finding_settled)
        dialog.token_opened.connect(self._on_token_opened)
        dialog.token_kept.connect(lambda: shell.announce(_KEPT))

    def _scan(self, key: str, views: tuple[PassageView, ...]) -> tuple[Found, ...]:
        found = undecided(views, self._kept(key), self._session.content())
        self._found[key] = found
        self._dialog.show_findings(key, tuple(_settled_here(view) for view in finding_views(found)))
        return found

    def _on_seal_asked(self, key: str, views: tuple[PassageView, ...]) -> None:
        if any(is_to_seal(view) for view in views):
            self._session.require_unlocked(lambda: self._seal(key, views))

    def _seal(self, key: str, views: tuple[PassageView, ...]) -> None:
        if worst(self._scan(key, views)) is Outcome.REFUSE:
            return
        self._dialog.show_prose(key, tuple(self._as_token(view) for view in views))
        self._scan(key, self._dialog.read().passages[key])
        self._shell.announce(_TO_BE_SEALED)

    def _as_token(self, view: PassageView) -> PassageView:
        if not is_to_seal(view) or view.key:
            return view
        scheme = self._session.content().scheme
        word = scheme.level(scheme.sealed_from).word
        return replace(view, marking=word, key=f"new {next(self._numbers)}", amount=amount_of(view.text))

    def _on_finding_settled(self, key: str, found_key: str, action: str) -> None:
        each = next((found for found in self._found.get(key, ()) if found.key == found_key), None)
        views = self._dialog.read().passages[key]
        if each is None:
            return
        if action == SEAL:
            self._on_seal_asked(key, sealing(views, each))
        elif action in (REPLACE, REMOVE):
            left = (replacing if action == REPLACE else removing)(views, each)
            self._dialog.show_prose(key, left)
            self._scan(key, left)

    def _on_token_opened(self, key: str, token: str) -> None:
        self._session.require_unlocked(lambda: self._show(key, token))

    def _show(self, key: str, token: str) -> None:
        typed: Sequence[PassageView] = self._dialog.read().passages[key]
        said = [view.text for view in typed if view.key == token and view.text]
        said += [passage.content for passage in self._kept(key) if passage.id == token and passage.content]
        if said:
            self._dialog.show_sealed_text(key, said[0])

    def _kept(self, key: str) -> Text:
        """Return what is kept of a field, as it can be read now."""
        if self._entry is None:
            return ()
        record = self._entry.record
        registers = self._session.content().registers.values()
        now = (each for entries in registers for each in entries if each.record.id == record.id)
        return next(now, self._entry).text(key)


def _settled_here(view: FindingView) -> FindingView:
    """Leave out what can be done only to what is written already: a reason is recorded against a revision."""
    return replace(view, actions=tuple(action for action in view.actions if action.key != KEEP))
