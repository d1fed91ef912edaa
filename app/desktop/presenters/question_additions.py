"""What is added to a question from beside it: evidence, and findings with the action that they need."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from app.desktop.dialogs.finding_dialog import FindingDialog
from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.presenters.asking import Asker
from app.desktop.presenters.evidence_asker import EvidenceAsker
from app.desktop.presenters.finding_forms import (
    change_finding_form,
    new_finding_form,
    read_finding_changes,
    read_new_finding,
)
from app.desktop.presenters.form_prose import FormProse
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.checklist_view import UnsavedView
from app.desktop.views.form_views import EvidenceInput, FindingInput
from app.desktop.views.register_view import NoticeView
from app.domain.errors import UserError
from app.domain.record import Entry
from app.domain.records import Action, Finding
from app.domain.references import intention_of
from app.domain.steps import Step
from app.domain.text import Text
from app.services.acting import NewAction
from app.services.finding import NewFinding, add_finding, change_finding, recording_step
from app.services.reversing import step_of
from app.store.errors import SealNeeded, TextRefused


class QuestionAdditions(QObject):
    """Asks in dialogs over the Checklist, so that one stays at the question."""

    def __init__(self, session: Session, page: ChecklistPage, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._page = page
        self._shell = shell
        self._asking = Asker(session, shell)
        self._asker = EvidenceAsker(session, shell, self)
        self._asker.told.connect(self._on_told)
        page.evidence_asked.connect(self._on_evidence_asked)
        page.side_pane.files_given.connect(self._on_files_given)
        page.question_pane.finding_asked.connect(self._on_finding_asked)
        page.question_pane.finding_opened.connect(self._on_finding_opened)

    def _on_evidence_asked(self, ref: str) -> None:
        self._asker.ask(_cited_by(ref))

    def _on_files_given(self, files: list[Path]) -> None:
        ref = self._page.question_pane.ref
        if ref:
            self._asker.take_files(files, _cited_by(ref))

    def _on_told(self, view: object) -> None:
        if isinstance(view, NoticeView) and view.tone == "bad":
            self._page.question_pane.show_unsaved(UnsavedView(view.title, "\n".join(view.lines)))

    def _on_finding_asked(self, ref: str) -> None:
        form = new_finding_form(self._session.content(), ref)
        dialog = FindingDialog(self._shell.loader, form, self._shell.window())
        prose = FormProse(self._session, self._shell, dialog)

        def take(typed: FindingInput) -> None:
            finding, action, faults = read_new_finding(ref, typed, prose.text)
            if faults:
                dialog.show_faults(faults)
            else:
                self._record(prose, finding, action)

        self._asking.ask_form(dialog, take)

    def _on_finding_opened(self, key: str) -> None:
        session, entry = self._session, self._finding(key)
        dialog = FindingDialog(self._shell.loader, change_finding_form(session.content(), entry), self._shell.window())
        prose = FormProse(session, self._shell, dialog, lambda name: self._kept(key, name),
                          is_whole=entry.record.sealed_id is not None)  # fmt: skip

        def take(typed: FindingInput) -> None:
            changes, faults = read_finding_changes(typed, prose.changed_texts())
            if faults:
                dialog.show_faults(faults)
                return
            change = partial(change_finding, session.file, key, changes, person_id=session.person_id)
            prose.take(self._asking, "Change a finding", lambda: step_of(
                session.file, Finding, key, lambda: prose.wrote(change()), session.person_id))  # fmt: skip

        self._asking.ask_form(dialog, take)

    def _finding(self, key: str) -> Entry[Finding]:
        return next(entry for entry in self._session.content().findings if entry.record.id == key)

    def _kept(self, key: str, name: str) -> Text:
        return self._finding(key).text(name) if name in Finding.TEXT_FIELDS else ()

    def _record(self, prose: FormProse, finding: NewFinding, action: NewAction | None) -> None:
        session = self._session

        def work() -> Step | None:
            made = add_finding(session.file, session.period_id, finding, action, person_id=session.person_id)
            prose.wrote(made[0])
            if made[1] is not None:
                prose.wrote(made[1], {"action_title": "title"})
            return recording_step(session.file, *made, session.person_id)

        prose.take(self._asking, "Record a finding", work, _faults)


def _faults(error: UserError) -> Mapping[str, str]:
    """Return a refusal by the dialog's fields: the title of the action has a field of its own."""
    is_of_action = isinstance(error, TextRefused | SealNeeded) and error.kind == Action.KIND
    return {f"action_{field}" if is_of_action else field: words for field, words in error.by_field.items()}


def _cited_by(ref: str) -> EvidenceInput:
    return EvidenceInput(items=ref, intention=intention_of(ref))
