"""Keeps the words of a statement that are being typed: drafts, revisions, sealing, and what the scan finds in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QObject, Signal

from app.desktop.dialogs.prompt_dialog import PromptDialog, PromptView
from app.desktop.presenters.copy_offer import CopyOffer
from app.desktop.presenters.finding_views import (
    KEEP,
    REMOVE,
    REPLACE,
    SEAL,
    Found,
    find,
    finding_views,
    removing,
    replacing,
    sealing,
    worst,
)
from app.desktop.presenters.narrative_text import is_to_seal, read_text, show_text
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.checklist_view import PassageView
from app.desktop.views.statement_view import ProseView
from app.desktop.widgets.statement_pane import CANNOT_ASSURE, WORDING, StatementPane
from app.domain.errors import UserError
from app.domain.record import Entry
from app.domain.records import Declaration, Statement
from app.domain.references import ESTABLISHMENT
from app.domain.scan import Finding, Outcome
from app.domain.text import Text
from app.services.stating import (
    Field,
    Place,
    Words,
    discard_words,
    draft_words,
    keep_in_words,
    seal_in_words,
    write_words,
)
from app.store.errors import CannotSave

Views = tuple[PassageView, ...]
Slot = tuple[str, str]
"""A statement's key, and the name of one of its texts (`StatementPane`)."""

_KEEP = PromptView(
    "Keep it, and say why",
    "Your reason is kept with this version of the text. The text then leaves in the return.",
    "Reason",
    "Keep",
)


class StatementKeeper(QObject):
    """Holds what is typed and may not be written, until it may; `unsaved_changed` follows each change of that."""

    unsaved_changed = Signal()

    def __init__(self, session: Session, pane: StatementPane, shell: Shell) -> None:
        super().__init__(session)
        self._session = session
        self._pane = pane
        self._shell = shell
        self._held: dict[Slot, Views] = {}
        self._found: dict[Slot, tuple[Found, ...]] = {}
        self._typed: dict[Slot, Views] = {}
        self._copies = CopyOffer(session, shell)
        pane.prose_edited.connect(self._on_prose_edited)
        pane.prose_left.connect(self._on_prose_left)
        pane.seal_asked.connect(self._on_seal_asked)
        pane.finding_settled.connect(self._on_finding_settled)
        pane.token_opened.connect(self._on_token_opened)
        pane.token_kept.connect(self._on_token_kept)

    @property
    def unsaved(self) -> int:
        """How many texts are not saved."""
        return len(self._held)

    @property
    def unsaved_texts(self) -> dict[Slot, Views]:
        """The texts that are not saved."""
        return dict(self._held)

    def show(self, slot: Slot) -> ProseView:
        """Return a text and its findings: what is held, else a draft, else what is kept."""
        self._typed[slot] = self._held.get(slot) or show_text(self._written(slot), self._session.content().scheme)
        self._found[slot] = self._scan(slot, self._typed[slot])
        return ProseView(self._typed[slot], finding_views(self._found[slot]))

    def take(self, slot: Slot, views: Views) -> bool:
        """Cut a revision of what was typed; tell whether it is kept now. What may not be written is held."""
        if self._refuse(slot, views):
            return False
        self._held.pop(slot, None)
        self._write(slot, views, write_words, f"words of {slot[0]}", is_final=True)
        self.unsaved_changed.emit()
        return slot not in self._held

    def retry(self) -> bool:
        """Try again to write everything that is held; tell whether nothing is held any more."""
        for slot, views in tuple(self._held.items()):
            self.take(slot, views)
        return not self._held

    def forget(self) -> None:
        """Let go of everything that may not be written."""
        self._held.clear()
        self.unsaved_changed.emit()

    def _write(
        self, slot: Slot, views: Views, job: Callable[..., object], words: str, *, is_final: bool = False
    ) -> None:
        text, place, file = self._text(slot, views), self._words(slot), self._session.file
        self._session.act(
            words,
            lambda: job(file, place, text, person_id=self._session.person_id),
            on_refused=lambda error: self._on_refused(slot, views, error, is_final=is_final),
        )

    def _on_prose_edited(self, key: str, field: str, views: Views) -> None:
        slot = (key, field)
        if self._refuse(slot, views):
            return
        self._held.pop(slot, None)
        self.unsaved_changed.emit()
        text, words, session = self._text(slot, views), self._words(slot), self._session
        session.save_draft(
            lambda: draft_words(session.file, words, text, now=session.now(), person_id=session.person_id),
            on_refused=lambda error: self._on_refused(slot, views, error),
        )

    def _on_prose_left(self, key: str, field: str, views: Views) -> None:
        self.take((key, field), views)

    def _refuse(self, slot: Slot, views: Views) -> bool:
        """Show what the scan finds; hold the text, and take its saved versions out, where it may not be written."""
        found = self._scan(slot, views)
        self._typed[slot], self._found[slot] = views, found
        self._show_findings(slot)
        outcome = worst(found)
        if outcome not in (Outcome.REFUSE, Outcome.SEAL):
            return False
        if slot not in self._held:
            refused = next(each for each in found if each.finding.outcome is outcome)
            self._shell.announce(refused.finding.sentence, is_urgent=True)
        self._held[slot] = views
        if outcome is Outcome.REFUSE and self._written(slot):
            words, session = self._words(slot), self._session
            session.act("", lambda: discard_words(session.file, words, person_id=session.person_id))
            session.raise_barrier()
        self.unsaved_changed.emit()
        return True

    def _on_refused(self, slot: Slot, views: Views, error: UserError, *, is_final: bool = False) -> None:
        self._held[slot] = tuple(_opened(view) for view in views)
        self.unsaved_changed.emit()
        if is_final and isinstance(error, CannotSave):
            words = "".join(f"[{view.marking}]" if view.is_sealed else view.text for view in self._held[slot])
            self._session.stuck.emit(error, self.retry, words)
        else:
            self._session.save_failed.emit(error)

    def _on_seal_asked(self, key: str, field: str, views: Views) -> None:
        if any(is_to_seal(view) for view in views):
            self._held[key, field] = tuple(_opened(view) for view in views)
            self._session.require_unlocked(lambda: self._seal((key, field), views))

    def _seal(self, slot: Slot, views: Views) -> None:
        found = self._scan(slot, views)
        if worst(found) is Outcome.REFUSE:
            self._found[slot] = found
            self._show_findings(slot)
            return
        self._held.pop(slot, None)
        self._write(slot, views, seal_in_words, "")
        if slot in self._held:
            return
        self._session.raise_barrier()
        owner = self._owner(slot)
        if owner is not None:
            self._copies.look(type(owner.record), owner.record.id)
        if slot[0] == self._pane.key:
            view = self.show(slot)
            self._pane.field(slot[1]).show_text(view.passages)
            self._pane.field(slot[1]).show_findings(view.findings)
        self._shell.announce("Sealed. It stays in this file and does not leave in the return.")
        self.unsaved_changed.emit()

    def _on_finding_settled(self, key: str, field: str, found_key: str, action: str) -> None:
        slot = (key, field)
        each = next((found for found in self._found.get(slot, ()) if found.key == found_key), None)
        if each is None:
            return
        if action == SEAL:
            self._on_seal_asked(key, field, sealing(self._typed[slot], each))
        elif action == REPLACE:
            self._retype(slot, replacing(self._typed[slot], each))
        elif action == REMOVE:
            self._retype(slot, removing(self._typed[slot], each))
        elif action == KEEP:
            self._ask_reason(slot, each)

    def _retype(self, slot: Slot, views: Views) -> None:
        self._held.pop(slot, None)
        self._pane.field(slot[1]).show_text(views)
        self.take(slot, views)
        self._pane.field(slot[1]).editor.setFocus()

    def _ask_reason(self, slot: Slot, each: Found) -> None:
        if not self.take(slot, self._typed[slot]):
            return
        dialog = PromptDialog(self._shell.loader, _KEEP, self._shell.window())
        words, session = self._words(slot), self._session

        def keep(reason: str) -> None:
            keep_in_words(session.file, words, each.passage, each.finding, reason, person_id=session.person_id)
            dialog.accept()

        def take(reason: str) -> None:
            session.act("", lambda: keep(reason), on_refused=lambda error: dialog.show_fault(error.sentence))

        dialog.text_given.connect(take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_token_opened(self, key: str, field: str, token: str) -> None:
        self._session.require_unlocked(lambda: self._show_sealed((key, field), token))

    def _show_sealed(self, slot: Slot, token: str) -> None:
        passage = next((each for each in self._written(slot) if each.id == token), None)
        if passage is not None and passage.content is not None and slot[0] == self._pane.key:
            self._pane.show_sealed_text(passage.content, self._pane.field(slot[1]))

    def _on_token_kept(self, key: str) -> None:
        self._shell.announce("A sealed passage is not deleted by typing over it. Open it with Enter to read it.")

    def _show_findings(self, slot: Slot) -> None:
        if slot[0] == self._pane.key:
            self._pane.field(slot[1]).show_findings(finding_views(self._found[slot]))

    def _scan(self, slot: Slot, views: Views) -> tuple[Found, ...]:
        content, kept = self._session.content(), self._written(slot)
        decided = {
            (each.passage_id, each.revision_id, each.finding_kind, each.start, each.end)
            for each in (entry.record for entry in content.decisions)
        }
        is_same = show_text(kept, content.scheme) == views and len(kept) == len(views)

        def is_decided(place: int, finding: Finding) -> bool:
            passage = kept[place] if is_same else None
            return passage is not None and (
                (passage.id, passage.revision_id, finding.kind.value, finding.start, finding.end) in decided
            )

        return find(views, content.scheme, is_decided)

    def _text(self, slot: Slot, views: Views) -> Text:
        return read_text(views, self._written(slot), self._session.content().scheme)

    def _written(self, slot: Slot) -> Text:
        """Return the draft of a text, else its last revision."""
        owner, column = self._owner(slot), self._words(slot).column
        if owner is None:
            return ()
        draft = self._session.drafts().get((owner.record.id, column))
        return draft.text if draft is not None else owner.text(column)

    def _owner(self, slot: Slot) -> Entry[Statement | Declaration] | None:
        content, words = self._session.content(), self._words(slot)
        if words.expectation_key is None:
            return content.statement(words.place.intention_ref)
        made = (entry for entry in content.declarations if entry.record.expectation_key == words.expectation_key)
        return next(made, None)

    def _words(self, slot: Slot) -> Words:
        key, field = slot
        place = Place(self._session.period_id, None if key == ESTABLISHMENT else key)
        if field in (WORDING, CANNOT_ASSURE):
            return Words(place, cast("Field", field))
        return Words(place, expectation_key=field)


def _opened(view: PassageView) -> PassageView:
    """Return a passage as it stands in the editor before it is sealed."""
    return PassageView(view.text, view.marking) if is_to_seal(view) else view
