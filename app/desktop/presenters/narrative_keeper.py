"""Keeps the narrative that is being typed: drafts, revisions, sealing, and what the scan finds in it."""

from __future__ import annotations

from collections.abc import Callable

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
    refused,
    removing,
    replacing,
    sealing,
    worst,
)
from app.desktop.presenters.narrative_text import is_to_seal, read_text, read_whole, show_text, show_whole
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.checklist_view import FindingView, PassageView
from app.desktop.widgets.question_pane import QuestionPane
from app.domain.errors import UserError
from app.domain.record import Entry
from app.domain.records import Answer
from app.domain.scan import Finding, Outcome
from app.domain.text import Text
from app.services.answering import (
    NARRATIVE,
    Question,
    discard_narrative,
    draft_narrative,
    keep_found,
    seal_in_narrative,
    write_narrative,
)
from app.store.errors import CannotSave

Views = tuple[PassageView, ...]
_KEEP = PromptView(
    "Keep it, and say why",
    "Your reason is kept with this version of the text. The text then leaves in the return.",
    "Reason",
    "Keep",
)


class NarrativeKeeper(QObject):
    """Holds what is typed and may not be written, until it may; `unsaved_changed` follows each change of that."""

    unsaved_changed = Signal()

    def __init__(self, session: Session, pane: QuestionPane, shell: Shell, question: Callable[[str], Question]) -> None:
        super().__init__(session)
        self._session = session
        self._pane = pane
        self._shell = shell
        self._question = question
        self._held: dict[str, Views] = {}
        self._found: tuple[Found, ...] = ()
        self._typed: Views = ()
        self._copies = CopyOffer(session, shell)
        pane.narrative_edited.connect(self._on_narrative_edited)
        pane.narrative_left.connect(self.take)
        pane.seal_asked.connect(self._on_seal_asked)
        pane.finding_settled.connect(self._on_finding_settled)
        pane.token_opened.connect(self._on_token_opened)
        pane.token_kept.connect(self._on_token_kept)

    @property
    def held(self) -> tuple[str, ...]:
        """The questions whose narrative is not saved."""
        return tuple(self._held)

    @property
    def unsaved_texts(self) -> dict[str, Views]:
        """The texts that are not saved."""
        return dict(self._held)

    def show(self, ref: str) -> tuple[Views, tuple[FindingView, ...]]:
        """Return a question's narrative and findings: what is held, else a draft, else what is kept."""
        self._typed = self._held.get(ref) or self._shown(ref)
        self._found = self._scan(ref, self._typed)
        return self._typed, finding_views(self._found)

    def take(self, ref: str, views: Views) -> bool:
        """Cut a revision of what was typed; tell whether it is kept now. What may not be written is held."""
        if self._refuse(ref, views):
            return False
        self._held.pop(ref, None)
        text, question = self._text(ref, views), self._question(ref)
        file, person = self._session.file, self._session.person_id
        self._session.act(
            f"narrative of {ref}",
            lambda: write_narrative(file, question, text, person_id=person),
            on_refused=lambda error: self._on_refused(ref, views, error, is_final=True),
        )
        self.unsaved_changed.emit()
        return ref not in self._held

    def retry(self) -> bool:
        """Try again to write everything that is held; tell whether nothing is held any more."""
        for ref, views in tuple(self._held.items()):
            self.take(ref, views)
        return not self._held

    def forget(self) -> None:
        """Let go of everything that may not be written."""
        self._held.clear()
        if self._pane.ref:
            self._pane.show_narrative(self.show(self._pane.ref)[0])
        self.unsaved_changed.emit()

    def _on_narrative_edited(self, ref: str, views: Views) -> None:
        if self._refuse(ref, views):
            return
        self._held.pop(ref, None)
        self.unsaved_changed.emit()
        text, question = self._text(ref, views), self._question(ref)
        file, person = self._session.file, self._session.person_id
        self._session.save_draft(
            lambda: draft_narrative(file, question, text, person_id=person),
            on_refused=lambda error: self._on_refused(ref, views, error),
        )

    def _refuse(self, ref: str, views: Views) -> bool:
        """Show what the scan finds; hold the text, and take its saved versions out, where it may not be written."""
        self._typed, self._found = views, self._scan(ref, views)
        if ref == self._pane.ref:
            self._pane.show_findings(finding_views(self._found))
        outcome = worst(self._found)
        if outcome not in (Outcome.REFUSE, Outcome.SEAL):
            return False
        is_first = ref not in self._held
        self._held[ref] = views
        if is_first:
            first = next(each for each in self._found if each.finding.outcome is outcome)
            self._shell.announce(first.finding.sentence, is_urgent=True)
        if outcome is Outcome.REFUSE and self._written(ref) and not self._is_whole(ref):
            question, file, person = self._question(ref), self._session.file, self._session.person_id
            self._session.act("", lambda: discard_narrative(file, question, person_id=person))
            self._session.raise_barrier()
        self.unsaved_changed.emit()
        return True

    def _on_refused(self, ref: str, views: Views, error: UserError, *, is_final: bool = False) -> None:
        self._held[ref] = tuple(_opened(view) for view in views)
        self.unsaved_changed.emit()
        if is_final and isinstance(error, CannotSave):
            words = "".join(f"[{view.marking}]" if view.is_sealed else view.text for view in self._held[ref])
            self._session.stuck.emit(error, self.retry, words)
        else:
            self._session.save_failed.emit(error)

    def _on_seal_asked(self, ref: str, views: Views) -> None:
        if self._is_whole(ref):
            self._shell.announce("This whole answer is sealed already.")
        if self._is_whole(ref) or not any(is_to_seal(view) for view in views):
            return
        self._held[ref] = tuple(_opened(view) for view in views)
        self._session.require_unlocked(lambda: self._seal(ref, views))

    def _seal(self, ref: str, views: Views) -> None:
        found = self._scan(ref, views)
        if worst(found) is Outcome.REFUSE:
            self._pane.show_findings(finding_views(found))
            return
        text, question = self._text(ref, views), self._question(ref)
        file, person = self._session.file, self._session.person_id
        self._held.pop(ref, None)
        self._session.act(
            "",
            lambda: seal_in_narrative(file, question, text, person_id=person),
            on_refused=lambda error: self._on_refused(ref, views, error),
        )
        if ref in self._held:
            return
        self._session.raise_barrier()
        answer = self._answer(ref)
        if answer is not None:
            self._copies.look(Answer, answer.record.id)
        if ref == self._pane.ref:
            shown, findings = self.show(ref)
            self._pane.show_sealed(shown)
            self._pane.show_findings(findings)
        self._shell.announce("Sealed. It stays in this file and does not leave in the return.")
        self.unsaved_changed.emit()

    def _on_finding_settled(self, ref: str, key: str, action: str) -> None:
        each = next((found for found in self._found if found.key == key), None)
        if each is None:
            return
        if action == SEAL:
            self._on_seal_asked(ref, sealing(self._typed, each))
        elif action == REPLACE:
            self._retype(ref, replacing(self._typed, each))
        elif action == REMOVE:
            self._retype(ref, removing(self._typed, each))
        elif action == KEEP:
            self._ask_reason(ref, each)

    def _retype(self, ref: str, views: Views) -> None:
        self._held.pop(ref, None)
        self._pane.show_narrative(views)
        self.take(ref, views)
        self._pane.narrative.setFocus()

    def _ask_reason(self, ref: str, each: Found) -> None:
        if not self.take(ref, self._typed):
            self._shell.announce("First settle what may not be saved.", is_urgent=True)
            return
        dialog = PromptDialog(self._shell.loader, _KEEP, self._shell.window())
        question, session = self._question(ref), self._session

        def keep(reason: str) -> None:
            keep_found(session.file, question, each.passage, each.finding, reason, person_id=session.person_id)
            dialog.accept()

        def take(reason: str) -> None:
            session.act("", lambda: keep(reason), on_refused=lambda error: dialog.show_fault(error.sentence))

        dialog.text_given.connect(take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_token_opened(self, ref: str, key: str) -> None:
        self._session.require_unlocked(lambda: self._show_sealed(ref, key))

    def _show_sealed(self, ref: str, key: str) -> None:
        passage = next((each for each in self._written(ref) if each.id == key), None)
        if passage is not None and passage.content is not None and ref == self._pane.ref:
            self._pane.show_sealed_text(passage.content)

    def _on_token_kept(self, ref: str) -> None:
        words = "A sealed passage is not deleted by typing over it. Open it with Enter to read it."
        self._shell.announce(words)

    def _scan(self, ref: str, views: Views) -> tuple[Found, ...]:
        content = self._session.content()
        kept = self._written(ref)
        decided = {
            (each.passage_id, each.revision_id, each.finding_kind, each.start, each.end)
            for each in (entry.record for entry in content.decisions)
        }
        is_same = show_text(kept, content.scheme) == views and len(kept) == len(views)

        def is_decided(place: int, finding: Finding) -> bool:
            if not is_same:
                return False
            passage = kept[place]
            return (passage.id, passage.revision_id, finding.kind.value, finding.start, finding.end) in decided

        found = find(views, content.scheme, is_decided)
        return refused(found) if self._is_whole(ref) else found

    def _shown(self, ref: str) -> Views:
        written = self._written(ref)
        return show_whole(written) if self._is_whole(ref) else show_text(written, self._session.content().scheme)

    def _is_whole(self, ref: str) -> bool:
        answer = self._answer(ref)
        return answer is not None and bool(answer.record.sealed_id)

    def _text(self, ref: str, views: Views) -> Text:
        if self._is_whole(ref):
            return read_whole(views, self._session.content().scheme)
        return read_text(views, self._written(ref), self._session.content().scheme)

    def _written(self, ref: str) -> Text:
        """Return the draft of a narrative, else its last revision."""
        answer = self._answer(ref)
        if answer is None:
            return ()
        draft = self._session.drafts().get((answer.record.id, NARRATIVE))
        return draft.text if draft is not None else answer.text(NARRATIVE)

    def _answer(self, ref: str) -> Entry[Answer] | None:
        return next((entry for entry in self._session.content().answers if entry.record.item_ref == ref), None)


def _opened(view: PassageView) -> PassageView:
    """Return a passage as it stands in the editor before it is sealed."""
    return PassageView(view.text, view.marking) if is_to_seal(view) else view
