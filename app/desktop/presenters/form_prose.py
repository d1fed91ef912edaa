"""Texts in a form: scanned while they are typed, words of them marked to be sealed, and sealed with the form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count

from PySide6.QtCore import QObject

from app.desktop.dialogs.prompt_dialog import PromptDialog
from app.desktop.dialogs.prose_dialog import ProseDialog
from app.desktop.presenters.asking import NOT_DELETED, WHY_KEPT, Asker, Faults, faults_of
from app.desktop.presenters.copy_offer import CopyOffer
from app.desktop.presenters.finding_views import KEEP, SEAL, Found, finding_views, refused, settled, undecided, worst
from app.desktop.presenters.form_values import ALL_SEALED
from app.desktop.presenters.narrative_text import amount_of, is_to_seal, read_text, trimmed
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.checklist_view import Passages, PassageView
from app.domain.errors import UserError
from app.domain.record import Entry, R, Record
from app.domain.scan import Finding, Outcome, scan
from app.domain.text import Text, plain
from app.services.deciding import Kept, keep_in_record

_TO_BE_SEALED = "It is sealed when the form is taken."
_TO_BE_KEPT = "It stays. Your reason is kept with it when the form is taken."
_MARKED_REASON = "A reason is not sealed. Write it without words that carry a marking."


def nothing_kept(name: str) -> Text:
    """Return what the file has of a text of a new record."""
    return ()


class FormProse(QObject):
    """Lives as long as its dialog. What is sealed in it stands as a token at once, and is written with the form.

    `kept` returns what stands in the file for a text, as it can be read now; `is_whole` where all of the record is
    sealed. A reason why something may stay is held until the form is taken, for the passage as it was read.
    """

    def __init__(
        self,
        session: Session,
        shell: Shell,
        dialog: ProseDialog,
        kept: Callable[[str], Text] = nothing_kept,
        *,
        is_whole: bool = False,
    ) -> None:
        super().__init__(dialog)
        self.dialog = dialog
        self._session = session
        self._shell = shell
        self._kept = kept
        self._is_record_sealed = is_whole
        self._copies = CopyOffer(session, shell)
        self._shown = {name: dialog.passages(name) for name in dialog.prose_names}
        self._found: dict[str, tuple[Found, ...]] = {}
        self._reasons: dict[str, list[tuple[PassageView, Finding, str]]] = {}
        self._written: list[Entry[Record]] = []
        self._numbers = count(1)
        self._is_over = False
        dialog.prose_edited.connect(self._on_prose_edited)
        dialog.seal_asked.connect(self._on_seal_asked)
        dialog.finding_settled.connect(self._on_finding_settled)
        dialog.token_opened.connect(self._on_token_opened)
        dialog.token_kept.connect(lambda: shell.announce(NOT_DELETED))
        dialog.withhold_changed.connect(self._scan_all)
        dialog.finished.connect(self._on_over)
        session.closed.connect(self._on_over)
        self._scan_all()

    def text(self, name: str) -> Text:
        """Return a text as it is to be kept, without white space around it."""
        views = self.dialog.passages(name)
        if self._is_record_sealed:
            return plain("".join(view.text for view in views).strip(), self._session.file.scheme)
        if self._is_whole:  # nothing in it is sealed for itself; what was before goes on
            views = tuple(PassageView(view.text) if is_to_seal(view) else view for view in views)
        return trimmed(read_text(views, self._kept(name), self._session.file.scheme))

    def is_changed(self, name: str) -> bool:
        """Tell whether a text is another than the form was opened with."""
        return self.dialog.passages(name) != self._shown[name]

    def changed_texts(self) -> dict[str, Text]:
        """Return the texts that are others than the form was opened with; those of a new record, all of them."""
        names = self.dialog.prose_names
        return {name: self.text(name) for name in names if self.is_changed(name) or self._kept is nothing_kept}

    def wrote(self, entry: Entry[R], fields: Mapping[str, str] | None = None) -> Entry[R]:
        """Note that the form's job wrote a record, with the reasons given for what stays in it; return the record.

        `fields` are those of the record by the form's names for them, where these are not the same.
        """
        self._written.append(entry)
        named = fields or {name: name for name in entry.record.TEXT_FIELDS}
        kept = [
            Kept(named[name], view.text, found, reason)
            for name, reasons in self._reasons.items()
            for view, found, reason in reasons
            if name in named and view in self.dialog.passages(name)
        ]
        try:
            keep_in_record(self._session.file, entry, kept, person_id=self._session.person_id)
        except UserError as error:  # the record is written: what stays in it is asked about again before it leaves
            self._session.save_failed.emit(error)
        return entry

    def take(self, asking: Asker, words: str, job: Callable[[], object], faults: Faults = faults_of) -> None:
        """Do the form's job, which says by `wrote` what it wrote; one that seals needs the store unlocked."""
        self._written.clear()
        self._scan_all()
        if self.is_sealing:
            self._session.require_unlocked(lambda: self._take_sealing(asking, job, faults))
        else:
            asking.take_form(self.dialog, words, job, faults)

    @property
    def is_sealing(self) -> bool:
        """Tell whether something is sealed as the form is taken."""
        dialog = self.dialog
        return self._is_whole or any(is_to_seal(v) for name in dialog.prose_names for v in dialog.passages(name))

    def look_for_copies(self) -> None:
        """Look for copies of what was sealed in what was written, once it is."""
        for entry in self._written:
            self._copies.look(type(entry.record), entry.record.id)

    @property
    def _is_whole(self) -> bool:
        return self._is_record_sealed or self.dialog.withhold_check.isChecked()

    def _take_sealing(self, asking: Asker, job: Callable[[], object], faults: Faults) -> None:
        """Take a form in which something is sealed: a barrier for undo."""

        def seal() -> None:
            job()
            self._session.raise_barrier()
            self.look_for_copies()

        asking.take_form(self.dialog, "", seal, faults)

    def _scan_all(self) -> None:
        for name in self.dialog.prose_names:
            self._scan(name, self.dialog.passages(name))

    def _scan(self, name: str, views: Passages) -> tuple[Found, ...]:
        found = undecided(views, self._kept(name), self._session.content())
        found = refused(found) if self._is_whole else found
        held = [(view, one) for view, one, _ in self._reasons.get(name, ())]
        self._found[name] = tuple(each for each in found if (views[each.passage], each.finding) not in held)
        self.dialog.show_findings(name, finding_views(self._found[name]))
        return self._found[name]

    def _on_prose_edited(self, name: str, views: Passages) -> None:
        if not self._is_over:
            self._scan(name, views)

    def _on_over(self) -> None:
        """Look at nothing any more: the form goes before the last pause in typing is over, or the file is closed."""
        self._is_over = True

    def _on_seal_asked(self, name: str, views: Passages) -> None:
        if self._is_whole:
            self._shell.announce(ALL_SEALED)
        elif any(is_to_seal(view) for view in views):
            self._session.require_unlocked(lambda: self._seal(name, views))

    def _seal(self, name: str, views: Passages) -> None:
        if worst(self._scan(name, views)) is Outcome.REFUSE:
            return
        self._retype(name, tuple(self._as_token(view) for view in views))
        self._shell.announce(_TO_BE_SEALED)

    def _as_token(self, view: PassageView) -> PassageView:
        if not is_to_seal(view) or view.key:
            return view
        scheme = self._session.content().scheme
        word = scheme.level(scheme.sealed_from).word
        return replace(view, marking=word, key=f"new {next(self._numbers)}", amount=amount_of(view.text))

    def _on_finding_settled(self, name: str, found_key: str, action: str) -> None:
        each = next((found for found in self._found.get(name, ()) if found.key == found_key), None)
        views = self.dialog.passages(name)
        if each is None:
            return
        if action == KEEP:
            self._ask_reason(name, views[each.passage], each.finding)
        elif action == SEAL:
            self._on_seal_asked(name, settled(views, each, action))
        else:
            self._retype(name, settled(views, each, action))

    def _retype(self, name: str, views: Passages) -> None:
        self.dialog.show_prose(name, views)
        self._scan(name, self.dialog.passages(name))
        self.dialog.editor(name).setFocus()

    def _ask_reason(self, name: str, view: PassageView, found: Finding) -> None:
        prompt = PromptDialog(self._shell.loader, WHY_KEPT, self.dialog)

        def take(reason: str) -> None:
            if scan(reason, self._session.content().scheme).outcome in (Outcome.REFUSE, Outcome.SEAL):
                prompt.show_fault(_MARKED_REASON)
                return
            self._reasons.setdefault(name, []).append((view, found, reason.strip()))
            prompt.accept()
            self._scan(name, self.dialog.passages(name))
            self.dialog.editor(name).setFocus()
            self._shell.announce(_TO_BE_KEPT)

        prompt.text_given.connect(take)
        prompt.finished.connect(prompt.deleteLater)
        prompt.open()

    def _on_token_opened(self, name: str, token: str) -> None:
        self._session.require_unlocked(lambda: self._show(name, token))

    def _show(self, name: str, token: str) -> None:
        said = [view.text for view in self.dialog.passages(name) if view.key == token and view.text]
        said += [passage.content for passage in self._kept(name) if passage.id == token and passage.content]
        if said:
            self.dialog.show_sealed_text(name, said[0])
