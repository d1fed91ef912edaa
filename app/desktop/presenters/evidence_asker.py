"""Asks for new evidence in a dialog and adds it, on whatever page one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.desktop.dialogs.evidence_dialog import EvidenceDialog
from app.desktop.presenters.asking import Asker, renamed
from app.desktop.presenters.evidence_forms import (
    named_faults,
    new_evidence_form,
    read_new_evidence,
    read_seen,
    seals_a_name,
    titled_files,
)
from app.desktop.presenters.form_prose import FormProse
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.form_views import EvidenceInput
from app.desktop.views.register_view import NoticeView
from app.domain.errors import UserError
from app.domain.steps import Step
from app.domain.text import shown
from app.services.attaching import FILES
from app.services.evidence_steps import adding_step
from app.services.evidencing import Attached, NewEvidence, Seen, attach_files, cite_seen

_FAULTS = renamed({"place": "seen_where"})


class EvidenceAsker(QObject):
    """Signals: `added(id of the first item)`, and `told(NoticeView or None)` of what became of files."""

    added = Signal(str)
    told = Signal(object)

    def __init__(self, session: Session, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._shell = shell
        self._asking = Asker(session, shell)

    def ask(self, given: EvidenceInput) -> None:
        """Ask for new evidence that is known in part: its files, or the question that cites it."""
        self.told.emit(None)
        form = new_evidence_form(self._session.content(), given)
        dialog = EvidenceDialog(self._shell.loader, form, self._shell.window())
        prose = FormProse(self._session, self._shell, dialog)
        self._asking.ask_form(dialog, lambda typed: self._take(dialog, prose, typed))

    def take_files(self, files: Sequence[Path], given: EvidenceInput) -> None:
        """Ask about files that were dropped or pasted; where one of them cannot be taken, name it and take none."""
        if not self._session.can_change:
            return
        faults = named_faults(files)
        if not faults:
            self.ask(replace(given, files=tuple(files)))
            return
        words = f"Nothing was added: {len(faults)} of {len(files)} files cannot be taken"
        self.told.emit(NoticeView(words, faults))
        self._shell.announce(words, is_urgent=True)

    def _take(self, dialog: EvidenceDialog, prose: FormProse, typed: EvidenceInput) -> None:
        new, faults = read_new_evidence(self._session.content(), typed, prose.text)
        refused = named_faults(typed.files)
        dialog.show_file_faults(refused)
        if faults or refused:
            dialog.show_faults(faults)
        elif typed.is_seen:
            seen = read_seen(typed, prose.text("seen_where"))
            prose.take(self._asking, "Record what was seen", lambda: self._see(prose, new, seen), _FAULTS)
        elif prose.is_sealing or seals_a_name(self._session.content(), typed):
            self._session.require_unlocked(lambda: self._attach(dialog, prose, new, typed))
        else:
            self._attach(dialog, prose, new, typed)

    def _attach(self, dialog: EvidenceDialog, prose: FormProse, new: NewEvidence, typed: EvidenceInput) -> None:
        """Read and keep the files beside the window: 50 MB from a slow drive take their time."""
        session = self._session
        is_sealing = prose.is_sealing or seals_a_name(session.content(), typed)
        titled = titled_files(session.content(), typed, prose.text("title"))
        period_id, person_id = session.period_id, session.person_id
        dialog.accept_button.setEnabled(False)

        def take(added: Sequence[Attached]) -> Step | None:
            step = self._step(prose, added)
            dialog.accept()
            self._tell_duplicates(added)
            if is_sealing:
                session.raise_barrier()
                prose.look_for_copies()
            return step

        def refuse(error: UserError) -> None:
            dialog.accept_button.setEnabled(True)
            faults = dict(_FAULTS(error))
            about_files = faults.pop(FILES, "")
            dialog.show_faults(faults)
            dialog.show_file_faults([about_files] if about_files else [])

        job = session.act_beside(
            "Attach evidence",
            lambda progress, is_cancelled: attach_files(
                session.file, period_id, new, titled, person_id=person_id, progress=progress, is_cancelled=is_cancelled
            ),
            take,
            on_refused=refuse,
        )
        if job is not None:
            self._shell.follow(job, "Attaching files")

    def _see(self, prose: FormProse, new: NewEvidence, seen: Seen) -> Step | None:
        session = self._session
        entry = cite_seen(session.file, session.period_id, new, seen, person_id=session.person_id)
        return self._step(prose, [Attached(entry, new.item_refs, is_duplicate=False)])

    def _step(self, prose: FormProse, added: Sequence[Attached]) -> Step | None:
        session = self._session
        for each in added:
            if not each.is_duplicate:
                prose.wrote(each.evidence, {"title": "title", "seen_where": "place"})
        self.added.emit(added[0].evidence.record.id)
        return adding_step(session.file, session.period_id, added, session.person_id)

    def _tell_duplicates(self, added: Sequence[Attached]) -> None:
        known = [each.evidence for each in added if each.is_duplicate]
        if known:
            lines = tuple(f"{e.record.reference} {shown(e.text('title'))}: cited again, not kept twice." for e in known)
            self.told.emit(NoticeView("The file is here already", lines, "warn"))
            self._shell.announce("The file is here already. It is cited again, not kept twice.")
