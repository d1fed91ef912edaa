"""Asks for an action that comes from an entry of a register, or from a reviewer's query."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from app.desktop.dialogs.action_dialog import ActionDialog
from app.desktop.presenters.action_forms import new_action_form, read_new_action
from app.desktop.presenters.asking import Asker
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.form_views import ActionInput
from app.domain.records import Action
from app.services.acting import add_action
from app.services.reversing import step_of


class ActionBeginner:
    """Belongs to one session and the window it is shown in."""

    def __init__(self, session: Session, shell: Shell, asking: Asker) -> None:
        self._session = session
        self._shell = shell
        self._asking = asking

    def ask(self, given: ActionInput, entry_id: str) -> None:
        """Ask for an action that comes from this record; `given` says its intention and question where it has any."""
        form = new_action_form(self._session.content(), given, is_unlocked=self._session.file.is_unlocked)
        dialog = ActionDialog(self._shell.loader, form, self._shell.window())
        self._asking.ask_form(dialog, lambda typed: self._begin(dialog, entry_id, typed))

    def _begin(self, dialog: ActionDialog, entry_id: str, typed: ActionInput) -> None:
        session = self._session
        new, faults = read_new_action(session.content(), typed)
        if faults:
            dialog.show_faults(faults)
            return
        new = replace(new, entry_id=entry_id)
        begin = partial(add_action, session.file, session.period_id, new, person_id=session.person_id)
        self._asking.take_form(
            dialog, "New action", lambda: step_of(session.file, Action, None, begin, session.person_id)
        )
