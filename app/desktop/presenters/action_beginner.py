"""Asks for a new action, from whatever page one is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.desktop.dialogs.action_dialog import ActionDialog
from app.desktop.presenters.action_forms import new_action_form, read_new_action
from app.desktop.presenters.asking import Asker
from app.desktop.presenters.form_prose import FormProse
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.form_views import ActionInput
from app.domain.record import Entry
from app.domain.records import Action
from app.services.acting import NewAction, add_action
from app.services.reversing import step_of


def no_action(action_id: str) -> None:
    """Do nothing more with a new action."""


class ActionBeginner:
    """Belongs to one session and the window it is shown in; `begun` is told the id of each action."""

    def __init__(
        self, session: Session, shell: Shell, asking: Asker, begun: Callable[[str], object] = no_action
    ) -> None:
        self._session = session
        self._shell = shell
        self._asking = asking
        self._begun = begun

    def ask(self, given: ActionInput, entry_id: str | None = None) -> None:
        """Ask for an action; `given` says its intention and question where it has any, `entry_id` what it comes from.

        That is an entry of a register, or a reviewer's query.
        """
        form = new_action_form(self._session.content(), given)
        dialog = ActionDialog(self._shell.loader, form, self._shell.window())
        prose = FormProse(self._session, self._shell, dialog)

        def take(typed: ActionInput) -> None:
            new, faults = read_new_action(typed, prose.text("title"), prose.text("progress"))
            if faults:
                dialog.show_faults(faults)
            else:
                self._begin(prose, replace(new, entry_id=entry_id))

        self._asking.ask_form(dialog, take)

    def _begin(self, prose: FormProse, new: NewAction) -> None:
        session = self._session

        def begin() -> Entry[Action]:
            entry = add_action(session.file, session.period_id, new, person_id=session.person_id)
            self._begun(entry.record.id)
            return prose.wrote(entry)

        prose.take(self._asking, "New action", lambda: step_of(session.file, Action, None, begin, session.person_id))
