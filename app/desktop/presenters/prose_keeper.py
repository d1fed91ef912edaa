"""Keeps the texts that are being typed: drafts, revisions, sealing, and what the scan finds in them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.desktop.presenters.asking import NOT_DELETED, WHY_KEPT, Asker
from app.desktop.presenters.copy_offer import CopyOffer
from app.desktop.presenters.finding_views import KEEP, SEAL, Found, finding_views, refused, settled, undecided, worst
from app.desktop.presenters.narrative_text import is_to_seal, read_text, read_whole, show_text, show_whole
from app.desktop.presenters.prose_homes import ProseHome, Slot
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.checklist_view import Passages, PassageView
from app.desktop.views.statement_view import ProseView
from app.desktop.widgets.prose_board import ProseBoard
from app.domain.errors import UserError
from app.domain.scan import Outcome
from app.domain.text import Text


class ProseKeeper(QObject):
    """Holds what is typed and may not be written, until it may; `unsaved_changed` follows each change of that."""

    unsaved_changed = Signal()

    def __init__(self, session: Session, board: ProseBoard, shell: Shell, home: ProseHome) -> None:
        super().__init__(session)
        self._session = session
        self._board = board
        self._shell = shell
        self._home = home
        self._held: dict[Slot, Passages] = {}
        self._found: dict[Slot, tuple[Found, ...]] = {}
        self._typed: dict[Slot, Passages] = {}
        self._copies = CopyOffer(session, shell)
        self._asking = Asker(session, shell)
        board.prose_edited.connect(self._on_prose_edited)
        board.prose_left.connect(self._on_prose_left)
        board.seal_asked.connect(self._on_seal_asked)
        board.finding_settled.connect(self._on_finding_settled)
        board.token_opened.connect(self._on_token_opened)
        board.token_kept.connect(self._on_token_kept)

    @property
    def unsaved(self) -> int:
        """How many texts are not saved."""
        return len(self._held)

    def show(self, slot: Slot) -> ProseView:
        """Return a text and its findings: what is held, else a draft, else what is kept."""
        self._typed[slot] = self._held.get(slot) or self._shown(slot)
        self._found[slot] = self._scan(slot, self._typed[slot])
        return ProseView(self._typed[slot], finding_views(self._found[slot]))

    def take(self, slot: Slot, views: Passages) -> bool:
        """Cut a revision of what was typed; tell whether it is kept now. What may not be written is held."""
        if self._refuse(slot, views):
            return False
        self._held.pop(slot, None)
        self._write(slot, views, self._home.write, self._home.words(slot), self.retry)
        self.unsaved_changed.emit()
        return slot not in self._held

    def retry(self) -> bool:
        """Try again to write everything that is held; tell whether nothing is held any more."""
        for slot, views in tuple(self._held.items()):
            self.take(slot, views)
        return not self._held

    def let_go(self, slot: Slot) -> None:
        """Let go of one text that may not be written: it is asked for no more."""
        if self._held.pop(slot, None) is not None:
            self._show_again(slot)
            self.unsaved_changed.emit()

    def forget(self) -> None:
        """Let go of everything that may not be written."""
        self._held.clear()
        for name in self._board.names if self._board.key else ():
            self._show_again((self._board.key, name))
        self.unsaved_changed.emit()

    def _write(
        self,
        slot: Slot,
        views: Passages,
        job: Callable[[Slot, Text], object],
        words: str,
        retry: Callable[[], object],
    ) -> None:
        text = self._text(slot, views)
        self._session.act(
            words,
            lambda: job(slot, text),
            on_refused=lambda error: self._on_refused(slot, views, error),
            retry=retry,
            text="".join(f"[{view.marking}]" if _is_token(view) else view.text for view in views),
        )

    def _on_prose_edited(self, key: str, name: str, views: Passages) -> None:
        slot = (key, name)
        if self._refuse(slot, views):
            return
        self._held.pop(slot, None)
        self.unsaved_changed.emit()
        text = self._text(slot, views)
        self._session.save_draft(
            lambda: self._home.draft(slot, text), on_refused=lambda error: self._on_refused(slot, views, error)
        )

    def _on_prose_left(self, key: str, name: str, views: Passages) -> None:
        self.take((key, name), views)

    def _refuse(self, slot: Slot, views: Passages) -> bool:
        """Show what the scan finds; hold the text, and take its saved versions out, where it may not be written."""
        found = self._scan(slot, views)
        self._typed[slot] = views
        self._show_findings(slot, found)
        outcome = worst(found)
        if outcome not in (Outcome.REFUSE, Outcome.SEAL):
            return False
        if slot not in self._held:
            first = next(each for each in found if each.finding.outcome is outcome)
            self._shell.announce(first.finding.sentence, is_urgent=True)
        self._held[slot] = views
        if outcome is Outcome.REFUSE and self._written(slot) and not self._is_whole(slot):
            self._session.act("", lambda: self._home.discard(slot))
            self._session.raise_barrier()
        self.unsaved_changed.emit()
        return True

    def _on_refused(self, slot: Slot, views: Passages, error: UserError) -> None:
        self._held[slot] = tuple(_opened(view) for view in views)
        self.unsaved_changed.emit()
        self._session.save_failed.emit(error)

    def _on_seal_asked(self, key: str, name: str, views: Passages) -> None:
        slot = (key, name)
        if self._is_whole(slot):
            self._shell.announce("All of it is sealed already.")
        elif any(is_to_seal(view) for view in views):
            self._held[slot] = tuple(_opened(view) for view in views)
            self._session.require_unlocked(lambda: self._seal(slot, views))

    def _seal(self, slot: Slot, views: Passages) -> None:
        found = self._scan(slot, views)
        if worst(found) is Outcome.REFUSE:
            self._show_findings(slot, found)
            return
        self._held.pop(slot, None)
        self._write(slot, views, self._home.seal, "", lambda: self._seal(slot, views))
        if slot in self._held:
            return
        self._session.raise_barrier()
        owner = self._home.owner(slot)
        if owner is not None:
            self._copies.look(type(owner.record), owner.record.id)
        self._show_again(slot)
        self._shell.announce("Sealed. It stays in this file and does not leave in the return.")
        self.unsaved_changed.emit()

    def _on_finding_settled(self, key: str, name: str, found_key: str, action: str) -> None:
        slot = (key, name)
        each = next((found for found in self._found.get(slot, ()) if found.key == found_key), None)
        if each is None:
            return
        if action == KEEP:
            self._ask_reason(slot, each)
        elif action == SEAL:
            self._on_seal_asked(key, name, settled(self._typed[slot], each, action))
        else:
            self._retype(slot, settled(self._typed[slot], each, action))

    def _retype(self, slot: Slot, views: Passages) -> None:
        self._held.pop(slot, None)
        self._board.field(slot[1]).show_text(views)
        self.take(slot, views)
        self._board.field(slot[1]).editor.setFocus()

    def _ask_reason(self, slot: Slot, each: Found) -> None:
        if not self.take(slot, self._typed[slot]):
            self._shell.announce("First settle what may not be saved.", is_urgent=True)
            return
        self._asking.ask_words(WHY_KEPT, "", lambda reason: self._home.keep(slot, each.passage, each.finding, reason))

    def _on_token_opened(self, key: str, name: str, token: str) -> None:
        self._session.require_unlocked(lambda: self._show_sealed((key, name), token))

    def _show_sealed(self, slot: Slot, token: str) -> None:
        passage = next((each for each in self._written(slot) if each.id == token), None)
        if passage is not None and passage.content is not None and slot[0] == self._board.key:
            self._board.show_passage(slot[1], passage.content)

    def _on_token_kept(self) -> None:
        self._shell.announce(NOT_DELETED)

    def _show_again(self, slot: Slot) -> None:
        """Show a text as it is kept, where it is on show: no copy of anything else stays in the editor or its undo."""
        if slot[0] == self._board.key:
            view = self.show(slot)
            self._board.field(slot[1]).show_text(view.passages)
            self._board.field(slot[1]).show_findings(view.findings)

    def _show_findings(self, slot: Slot, found: tuple[Found, ...]) -> None:
        self._found[slot] = found
        if slot[0] == self._board.key:
            self._board.field(slot[1]).show_findings(finding_views(found))

    def _scan(self, slot: Slot, views: Passages) -> tuple[Found, ...]:
        found = undecided(views, self._written(slot), self._session.content())
        return refused(found) if self._is_whole(slot) else found

    def _shown(self, slot: Slot) -> Passages:
        """Return a text as it is kept; of what is sealed whole only that it is there, while that is locked."""
        written = self._written(slot)
        whole = show_whole(written) if self._is_whole(slot) else ()
        return whole or show_text(written, self._session.content().scheme)

    def _is_whole(self, slot: Slot) -> bool:
        """Tell whether the record is sealed as a whole, and so every word that is typed into it."""
        owner = self._home.owner(slot)
        return owner is not None and bool(owner.record.sealed_id)

    def _text(self, slot: Slot, views: Passages) -> Text:
        scheme = self._session.content().scheme
        if self._is_whole(slot) and not any(_is_token(view) for view in views):
            return read_whole(views, scheme)
        return read_text(views, self._written(slot), scheme)

    def _written(self, slot: Slot) -> Text:
        """Return the draft of a text, else its last revision."""
        owner, column = self._home.owner(slot), self._home.column(slot)
        if owner is None:
            return ()
        draft = self._session.drafts().get((owner.record.id, column))
        return draft.text if draft is not None else owner.text(column)


def _is_token(view: PassageView) -> bool:
    return view.is_sealed and not is_to_seal(view)


def _opened(view: PassageView) -> PassageView:
    """Return a passage as it stands in the editor before it is sealed."""
    return PassageView(view.text, view.marking) if is_to_seal(view) else view
