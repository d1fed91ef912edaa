"""Asks how an intention is to be delivered: the plan that the source wants of each."""

from __future__ import annotations

from app.desktop.dialogs.entry_dialog import EntryDialog
from app.desktop.presenters.asking import Asker
from app.desktop.presenters.texts import line_of
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.form_views import EntryFieldView, EntryFormView, EntryInput
from app.domain.record import Entry
from app.domain.records import SelfAudit
from app.domain.text import has_sealed, plain
from app.services.planning import write_plan
from app.services.reversing import step_of

_SEALED = "Part of the plan is sealed, and cannot be typed over here."


class PlanForms:
    """Belongs to one session and the window it is shown in."""

    def __init__(self, session: Session, shell: Shell) -> None:
        self._session = session
        self._shell = shell
        self._asking = Asker(session, shell)

    def ask(self, ref: str) -> None:
        """Ask for the plan of an intention, what was written so far in the field."""
        content = self._session.content()
        audit, intention = content.self_audit(ref), content.pack.intention(ref)
        text = audit.text("plan") if audit else ()
        field = EntryFieldView(
            "plan",
            "How it is delivered",
            "prose",
            line_of(text, content.scheme),
            help=" ".join(intention.plan_asks),
            is_enabled=not has_sealed(text),
        )
        note = _SEALED if has_sealed(text) else ""
        form = EntryFormView(f"Plan for {ref} {intention.short}", "Save the plan", (field,), is_new=False, note=note)
        dialog = EntryDialog(self._shell.loader, form, self._shell.window())
        self._asking.ask_form(dialog, lambda typed: self._write(dialog, ref, audit, typed))

    def _write(self, dialog: EntryDialog, ref: str, audit: Entry[SelfAudit] | None, typed: EntryInput) -> None:
        session = self._session
        file, person = session.file, session.person_id
        words = plain(typed.values["plan"], file.scheme)

        def write() -> Entry[SelfAudit]:
            return write_plan(file, session.period_id, ref, words, person_id=person)

        self._asking.take_form(
            dialog,
            "Write a plan",
            lambda: step_of(file, SelfAudit, audit.record.id if audit else None, write, person),
            lambda error: "plan",
        )
