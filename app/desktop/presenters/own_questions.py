"""Asks for questions of the establishment's own: a new one, one changed, one withdrawn."""

from __future__ import annotations

from collections.abc import Callable

from app.desktop.dialogs.choice_dialog import ChoiceDialog, ChoiceView
from app.desktop.dialogs.entry_dialog import EntryDialog
from app.desktop.presenters.asking import Asker
from app.desktop.presenters.question_forms import question_form, read_question
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.form_views import EntryInput
from app.domain.catalogue import ChecklistItem
from app.services.own_questions import add_question, change_question, withdraw_question

Take = Callable[[EntryInput], None]
_WITHDRAW = ChoiceView(
    "Withdraw the question?",
    "The next period does not ask it, and its reference is never used again. Its answers stay readable.",
    (("withdraw", "Withdraw it"), ("leave", "Leave it")),
)


class OwnQuestions:
    """Belongs to one session and the window it is shown in."""

    def __init__(self, session: Session, shell: Shell, asking: Asker) -> None:
        self._session = session
        self._shell = shell
        self._asking = asking

    def ask_new(self, intention_ref: str) -> None:
        """Ask for a new question of an intention."""

        def add(typed: EntryInput) -> None:
            add_question(self._session.file, intention_ref, read_question(typed), today=self._session.today())

        self._ask(f"A question of our own for {intention_ref}", "Add it", None, add)

    def ask_change(self, item: ChecklistItem) -> None:
        """Ask how a question is to be from the next period on."""

        def change(typed: EntryInput) -> None:
            change_question(self._session.file, item.ref, read_question(typed), today=self._session.today())

        self._ask(f"Change question {item.ref}", "Save the changes", item, change)

    def ask_withdrawal(self, ref: str) -> None:
        """Ask whether a question is to be withdrawn."""
        session = self._session
        dialog = ChoiceDialog(self._shell.loader, _WITHDRAW, self._shell.window())

        def chosen(key: str) -> None:
            if key == "withdraw":
                session.act("Withdraw a question", lambda: withdraw_question(session.file, ref, today=session.today()))

        dialog.way_chosen.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask(self, heading: str, verb: str, item: ChecklistItem | None, take: Take) -> None:
        dialog = EntryDialog(self._shell.loader, question_form(heading, verb, item), self._shell.window())

        def given(typed: EntryInput) -> None:
            self._asking.take_form(dialog, heading, lambda: take(typed))

        self._asking.ask_form(dialog, given)
