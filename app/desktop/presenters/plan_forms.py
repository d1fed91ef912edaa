"""Asks how an intention is to be delivered: the plan that the source wants of each."""

from __future__ import annotations

from app.desktop.presenters.asking import Asker
from app.desktop.presenters.entry_forms import HOW_TO_SEAL
from app.desktop.presenters.entry_prose import EntryProse
from app.desktop.presenters.narrative_text import read_text, show_text, trimmed
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.form_views import EntryFieldView, EntryFormView, EntryInput
from app.domain.record import Entry
from app.domain.records import SelfAudit
from app.domain.text import Text
from app.services.planning import write_plan


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
        asks = " ".join((*intention.plan_asks, HOW_TO_SEAL))
        shown = show_text(self._kept(ref), content.scheme)
        field = EntryFieldView("plan", "How it is delivered", "prose", help=asks, passages=shown)
        form = EntryFormView(f"Plan for {ref} {intention.short}", "Save the plan", (field,), is_new=False)
        prose = EntryProse(self._session, self._shell, form, lambda key: self._kept(ref))
        self._asking.ask_form(prose.dialog, lambda typed: self._write(prose, ref, typed))

    def _kept(self, ref: str) -> Text:
        audit = self._session.content().self_audit(ref)
        return audit.text("plan") if audit else ()

    def _write(self, prose: EntryProse, ref: str, typed: EntryInput) -> None:
        session = self._session
        file, person, audit = session.file, session.person_id, session.content().self_audit(ref)
        plan = trimmed(read_text(typed.passages["plan"], self._kept(ref), file.scheme))

        def write() -> Entry[SelfAudit]:
            return write_plan(file, session.period_id, ref, plan, person_id=person)

        audit_id = audit.record.id if audit else None
        prose.take(self._asking, typed, "Write a plan", SelfAudit, audit_id, write)
