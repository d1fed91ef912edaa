"""Asks how an intention is to be delivered: the plan that the source wants of each."""

from __future__ import annotations

from app.desktop.dialogs.entry_dialog import EntryDialog
from app.desktop.presenters.asking import Asker
from app.desktop.presenters.form_prose import FormProse
from app.desktop.presenters.form_values import HOW_TO_SEAL
from app.desktop.presenters.narrative_text import show_text
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.form_views import EntryFieldView, EntryFormView
from app.domain.record import Entry
from app.domain.records import SelfAudit
from app.domain.text import Text
from app.services.planning import write_plan
from app.services.reversing import step_of


class PlanForms:
    """Belongs to one session and the window it is shown in."""

    def __init__(self, session: Session, shell: Shell) -> None:
        self._session = session
        self._shell = shell
        self._asking = Asker(session, shell)

    def ask(self, ref: str) -> None:
        """Ask for the plan of an intention, what was written so far in the field."""
        content = self._session.content()
        intention = content.pack.intention(ref)
        shown = show_text(self._kept(ref), content.scheme)
        asks = " ".join(intention.plan_asks)
        field = EntryFieldView("plan", "How it is delivered", "prose", help=asks, passages=shown)
        heading = f"Plan for {ref} {intention.short}"
        form = EntryFormView(heading, "Save the plan", (field,), is_new=False, note=HOW_TO_SEAL)
        dialog = EntryDialog(self._shell.loader, form, self._shell.window())
        prose = FormProse(self._session, self._shell, dialog, lambda name: self._kept(ref))
        self._asking.ask_form(dialog, lambda typed: self._write(prose, ref))

    def _kept(self, ref: str) -> Text:
        audit = self._session.content().self_audit(ref)
        return audit.text("plan") if audit else ()

    def _write(self, prose: FormProse, ref: str) -> None:
        session = self._session
        file, person, audit = session.file, session.person_id, session.content().self_audit(ref)
        plan = prose.text("plan")

        def write() -> Entry[SelfAudit]:
            return prose.wrote(write_plan(file, session.period_id, ref, plan, person_id=person))

        audit_id = audit.record.id if audit else None
        prose.take(self._asking, "Write a plan", lambda: step_of(file, SelfAudit, audit_id, write, person))
