"""Actions on a real file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.desktop.aim import Aim
from app.desktop.dialogs.action_dialog import ActionDialog
from app.desktop.dialogs.entry_dialog import EntryDialog
from app.desktop.dialogs.form_dialog import FormDialog
from app.desktop.dialogs.prompt_dialog import PromptView
from app.desktop.pages.actions_page import ActionsPage
from app.desktop.presenters.action_beginner import ActionBeginner
from app.desktop.presenters.action_forms import change_form, completion_form, read_changes, words_form
from app.desktop.presenters.action_rows import ActionRow, ActionRows
from app.desktop.presenters.copy_offer import CopyOffer
from app.desktop.presenters.form_prose import FormProse
from app.desktop.presenters.form_values import FormValues
from app.desktop.presenters.register_presenter import RegisterPresenter
from app.desktop.presenters.routes import CHECKLIST
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.form_views import ActionInput, EntryInput
from app.desktop.views.home_view import ScopeView
from app.desktop.views.register_view import DetailView, EditView, NoticeView
from app.desktop.views.shell_view import EmptyView, WayView
from app.domain.action_states import NEXT_STATES
from app.domain.dates import spell_day
from app.domain.left_to_do import Task
from app.domain.record import Entry
from app.domain.records import Action, ActionState
from app.domain.steps import Step
from app.domain.text import Text
from app.services import acting
from app.services.action_history import action_history
from app.services.reversing import step_of

_MOVES = {
    "verify": ActionState.VERIFIED,
    "close": ActionState.CLOSED,
    "reopen": ActionState.IN_PROGRESS,
    "start": ActionState.IN_PROGRESS,
}
_DONE = PromptView(
    "Mark as completed by its owner", "Another person verifies it afterwards.", "What was done", "Mark as completed"
)
_ACCEPT = PromptView(
    "Accept the risk", "The action ends without being done. Say who accepted it, and why.", "Reason", "Accept the risk"
)
_PROGRESS = PromptView(
    "Note progress", "It is added to what was noted before, and stands in History with today's date.",
    "What has happened", "Note it",
)  # fmt: skip


class ActionsPresenter(RegisterPresenter[ActionRow]):
    """Lists the period's actions, and takes each from open to closed."""

    key = "actions"
    SCOPES = (("open", "Open"), ("overdue", "Overdue"), ("mine", "Mine"), ("all", "All"))
    FIRST_SORT = "due"

    def __init__(self, session: Session, page: ActionsPage, shell: Shell) -> None:
        self._made: ActionRows | None = None
        super().__init__(session, page, shell)
        self._beginner = ActionBeginner(session, shell, self.asking, self.select)

    def aim(self, aim: Aim) -> None:
        """Show overdue actions, one intention's, or one action."""
        if aim.record_id:
            self.select(aim.record_id)
            self.refresh()
        elif aim.task == Task.ACTION_OVERDUE:
            self.choose_filter("overdue", aim.intention)
        else:
            self.choose_filter("all", aim.intention)

    def read_rows(self) -> Sequence[ActionRow]:
        """Return every action of the period."""
        self._made = ActionRows(self.session.content(), self.session.today(), self.session.person_id)
        return self._made.all()

    def cells(self, row: ActionRow) -> tuple[Any, ...]:
        """Return a row's cells."""
        return self._rows().cells(row)

    def edit(self, row: ActionRow, column: str) -> EditView | None:
        """Offer owner, state and date to be changed in their place."""
        if row.is_hidden:
            return None
        action = self._rows().entry(row.key).record
        if column == "owner":
            return EditView(action.post_id or "", self._rows().posts)
        if column == "state":
            words = self._rows().words
            states = (row.state, *NEXT_STATES[row.state])
            return EditView(row.state.value, tuple(ScopeView(s.value, words[s.value]) for s in states))
        return EditView(spell_day(row.due) if row.due else "") if column == "due" else None

    def edited(self, key: str, column: str, value: str) -> None:
        """Take a value that was chosen or typed in the table."""
        if column == "owner":
            self._change("Change the owner", key, lambda: self._give(key, value or None))
        elif column == "state":
            self._move(key, ActionState(value))
        elif column == "due":
            values = FormValues()
            due = values.day("due", value)
            if values.faults:
                self.page.show_notice(NoticeView("The date was not changed", (values.faults["due"],)))
                self.shell.announce(values.faults["due"], is_urgent=True)
                return
            file, person = self.session.file, self.session.person_id
            self._change("Move the date", key, lambda: acting.move_due(file, key, due, person_id=person))

    def is_in(self, row: ActionRow, scope: str) -> bool:
        """Tell whether an action is open, overdue, or of the person who sits here."""
        return {
            "open": row.is_open,
            "overdue": row.late > 0,
            "mine": row.is_mine and row.is_open,
            "all": True,
        }[scope]

    def group_of(self, row: ActionRow) -> str:
        """Return an action's intention."""
        return row.intention

    def words_of(self, row: ActionRow) -> str:
        """Return what the filter searches."""
        return f"{row.reference} {row.title} {row.origin} {row.owner}".casefold()

    def order_of(self, row: ActionRow, column: str) -> Any:
        """Return what a column sorts an action by."""
        return self._rows().order(row, column)

    def detail(self, row: ActionRow) -> DetailView:
        """Return what is known of an action."""
        session = self.session
        history = () if row.is_hidden else action_history(session.file, session.content(), row.key)
        return self._rows().detail(row, history, is_writable=session.is_writable)

    def summary(self, rows: Sequence[ActionRow]) -> str:
        """Return how many there are, open and overdue."""
        still_open, late = sum(row.is_open for row in rows), sum(row.late > 0 for row in rows)
        overdue = f", {late} of them overdue" if late else ""
        return f"{len(rows)} in this period. {still_open} open{overdue}."

    def nothing_yet(self) -> EmptyView:
        """Return the page without an action."""
        way = WayView("add", "plus", "Begin one", "For a finding, a question or an intention", "New action…")
        offers = "An answer that is Not met or Partly met offers its action"
        answers = WayView(CHECKLIST, CHECKLIST, "Answer the checklist", offers, "Open the checklist")
        ways = (answers, way) if self.session.is_writable else ()
        words = "An action says who will put something right, and by when."
        return EmptyView("actions", "No actions yet", words, ways)

    def _on_way_chosen(self, key: str) -> None:
        if key == CHECKLIST:
            self.shell.go(CHECKLIST, Aim())
        else:
            self.add()

    def add(self) -> None:
        """Ask for a new action, for the intention that is filtered by."""
        self.page.show_notice(None)
        self._beginner.ask(ActionInput(intention=self._group))

    def command(self, key: str, row: ActionRow) -> None:
        """Do a command to an action."""
        if key in _MOVES:
            self._move(row.key, _MOVES[key])
        elif key == "complete":
            self._ask_words(_DONE, row.key, lambda words: self._finish(row.key, ActionState.COMPLETED_BY_OWNER, words))
        elif key == "accept":
            self._ask_words(_ACCEPT, row.key, lambda words: self._finish(row.key, ActionState.RISK_ACCEPTED, words))
        elif key == "progress":
            self._ask_words(_PROGRESS, row.key, lambda words: self._note(row.key, words))
        elif key == "change":
            self._ask_change(row.key)
        elif key == "evidence":
            self._ask_evidence(row.key)
        elif key == "withhold":
            self.session.require_unlocked(lambda: self._withhold(row.key))
        elif key == "question":
            self.shell.go(CHECKLIST, Aim(item=row.item_ref))

    def _rows(self) -> ActionRows:
        assert self._made is not None
        return self._made

    def _step(self, key: str | None, job: Callable[[], Entry[Action]]) -> Step | None:
        return step_of(self.session.file, Action, key, job, self.session.person_id)

    def _change(self, words: str, key: str, job: Callable[[], Entry[Action]]) -> None:
        self.act(words, lambda: self._step(key, job))

    def _move(self, key: str, to: ActionState) -> None:
        session = self.session

        def move() -> Entry[Action]:
            return acting.change_state(session.file, key, to, on=session.today(), person_id=session.person_id)

        self._change(acting.STATE_ACTS[to], key, move)

    def _give(self, key: str, post_id: str | None) -> Entry[Action]:
        return acting.give_action(self.session.file, key, post_id, person_id=self.session.person_id)

    def _ask_change(self, key: str) -> None:
        entry = self._rows().entry(key)
        dialog = ActionDialog(self.shell.loader, change_form(self.session.content(), entry), self.shell.window())
        prose = self._prose(dialog, entry)

        def take(typed: ActionInput) -> None:
            changes, faults = read_changes(typed, prose.changed_texts())
            if faults:
                dialog.show_faults(faults)
                return
            self._take(prose, "Change an action", key, lambda: acting.change_action(
                self.session.file, key, changes, person_id=self.session.person_id))  # fmt: skip

        self._open(dialog, take)

    def _ask_words(self, view: PromptView, key: str, job: Callable[[Text], Entry[Action]]) -> None:
        """Ask for words that are added to an action's progress."""
        is_whole = self._rows().entry(key).record.sealed_id is not None
        dialog = EntryDialog(self.shell.loader, words_form(view, is_whole=is_whole), self.shell.window())
        prose = FormProse(self.session, self.shell, dialog, is_whole=is_whole)

        def take(_: EntryInput) -> None:
            values = FormValues()
            words = values.text("progress", prose.text("progress"), "Write it in a few words.")
            if values.faults:
                dialog.show_faults(values.faults)
            else:
                self._take(prose, view.title, key, lambda: job(words))

        self._open(dialog, take)

    def _prose(self, dialog: ActionDialog, entry: Entry[Action]) -> FormProse:
        key, is_whole = entry.record.id, entry.record.sealed_id is not None
        return FormProse(
            self.session, self.shell, dialog, lambda name: self._rows().entry(key).text(name), is_whole=is_whole
        )

    def _open(self, dialog: FormDialog, take: Callable[[Any], None]) -> None:
        self.page.show_notice(None)
        self.asking.ask_form(dialog, take)

    def _take(self, prose: FormProse, words: str, key: str, job: Callable[[], Entry[Action]]) -> None:
        prose.take(self.asking, words, lambda: self._step(key, lambda: prose.wrote(job())))

    def _ask_evidence(self, key: str) -> None:
        content, session = self.session.content(), self.session
        given = self._rows().entry(key).record.evidence_id or ""
        form = completion_form(content, given)
        dialog = EntryDialog(self.shell.loader, form, self.shell.window())

        def take(typed: EntryInput) -> None:
            chosen = typed.values["evidence"] or None
            self.asking.take_form(dialog, "Name what shows it done", lambda: self._step(key, lambda: name(chosen)))

        def name(chosen: str | None) -> Entry[Action]:
            return acting.show_completion(session.file, key, chosen, person_id=session.person_id)

        self._open(dialog, take)

    def _note(self, key: str, words: Text) -> Entry[Action]:
        return acting.add_progress(self.session.file, key, words, person_id=self.session.person_id)

    def _finish(self, key: str, to: ActionState, words: Text) -> Entry[Action]:
        session = self.session
        return acting.change_state(session.file, key, to, on=session.today(), person_id=session.person_id, words=words)

    def _withhold(self, key: str) -> None:
        session = self.session

        def withhold() -> None:
            acting.withhold_action(session.file, key, person_id=session.person_id)
            session.raise_barrier()
            CopyOffer(session, self.shell).look(Action, key)

        self.act("Withhold an action", withhold)
