"""People and plan on a real file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from app.desktop.aim import Aim
from app.desktop.pages.people_page import OWNER_COLUMNS, PERSON_COLUMNS, PLAN_COLUMNS, POST_COLUMNS, PeoplePage
from app.desktop.presenters.form_values import posts_to_choose
from app.desktop.presenters.people_rows import PERSON, POST, StaffRow, StaffRows
from app.desktop.presenters.plan_forms import PlanForms
from app.desktop.presenters.plan_rows import ITEM, OWNER, PlanRow, PlanRows
from app.desktop.presenters.post_forms import PostForms
from app.desktop.presenters.register_presenter import RegisterPresenter
from app.desktop.presenters.routes import CHECKLIST
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.home_view import ScopeView
from app.desktop.views.register_view import ColumnView, DetailView, EditView
from app.desktop.views.shell_view import EmptyView
from app.domain.staffing import unowned
from app.services.owning import give_intentions
from app.services.planning import carried_plans, last_tests, plan_items

PeopleRow = StaffRow | PlanRow

_COLUMNS = {
    "posts": POST_COLUMNS,
    "people": PERSON_COLUMNS,
    "owners": OWNER_COLUMNS,
    "plan": PLAN_COLUMNS,
    "not_due": PLAN_COLUMNS,
}
_SCOPES = {POST: "posts", PERSON: "people", OWNER: "owners", ITEM: "plan"}
_PLANNED = {"due": True, "all_due": True, "not_due": False, "none_due": False}


class PeoplePresenter(RegisterPresenter[PeopleRow]):
    """Lists posts, people, owners and the plan, and changes who holds, owns and tests what."""

    key = "people"
    SCOPES = (("posts", "Posts"), ("people", "People"), ("owners", "Owners"), ("plan", "Plan"), ("not_due", "Not due"))
    FIRST_SORT = ""

    def __init__(self, session: Session, page: PeoplePage, shell: Shell) -> None:
        self._staff: StaffRows | None = None
        self._plan: PlanRows | None = None
        super().__init__(session, page, shell)
        self._forms = PostForms(session, page, shell)
        self._plans = PlanForms(session, shell)

    def aim(self, aim: Aim) -> None:
        """Show one post or person, one intention's plan, or the owners."""
        if aim.record_id:
            self.select(aim.record_id)
            self.refresh()
            return
        self.choose_filter("plan" if aim.intention else "owners", aim.intention)

    def read_rows(self) -> Sequence[PeopleRow]:
        """Return posts, people, intentions and items."""
        session = self.session
        content, today = session.content(), session.today()
        with session.file.reading() as work:
            tests, carried = last_tests(work, session.period_id), carried_plans(work, session.period_id)
        self._staff, self._plan = StaffRows(content, today), PlanRows(content, today, tests, carried)
        return [*self._staff.all(), *self._plan.all()]

    def columns(self, scope: str) -> tuple[ColumnView, ...]:
        """Return the columns of posts, people, owners or items."""
        return _COLUMNS[scope]

    def cells(self, row: PeopleRow) -> tuple[Any, ...]:
        """Return a row's cells."""
        return self._staff_rows().cells(row) if isinstance(row, StaffRow) else self._plan_rows().cells(row)

    def edit(self, row: PeopleRow, column: str) -> EditView | None:
        """Offer an intention's owner, and whether an item is due, to be changed in their place."""
        if not isinstance(row, PlanRow):
            return None
        if column == "who" and row.kind == OWNER:
            return EditView(row.post_id, posts_to_choose(self.session.content()))
        if column == "due" and row.kind == ITEM:
            choices = (ScopeView("due", "Due"), ScopeView("not_due", "Not due"))
            return EditView("due" if row.is_due else "not_due", choices)
        return None

    def edited(self, key: str, column: str, value: str) -> None:
        """Take a value that was chosen in the table."""
        row = self.row(key)
        if isinstance(row, PlanRow) and column == "due":
            self._make_due(row, is_due=value == "due")
        elif isinstance(row, PlanRow):
            session = self.session
            self._do(
                "Give an intention an owner",
                lambda: give_intentions(
                    session.file, session.period_id, [row.reference], value or None, person_id=session.person_id
                ),
            )

    def is_in(self, row: PeopleRow, scope: str) -> bool:
        """Tell whether a row is of the list that is chosen."""
        if scope == "not_due":
            return isinstance(row, PlanRow) and row.kind == ITEM and not row.is_due
        return _SCOPES[row.kind] == scope

    def scope_of(self, row: PeopleRow) -> str:
        """Return the list that a row is in."""
        return _SCOPES[row.kind]

    def group_of(self, row: PeopleRow) -> str:
        """Return the intention of an owner or item; of posts and people none."""
        return row.intention

    def words_of(self, row: PeopleRow) -> str:
        """Return what the filter searches."""
        reference = row.reference if isinstance(row, PlanRow) else ""
        return f"{reference} {row.title} {row.who} {row.beside}".casefold()

    def order_of(self, row: PeopleRow, column: str) -> Any:
        """Return what a column sorts a row by."""
        if isinstance(row, StaffRow):
            return self._staff_rows().order(row, column)
        return self._plan_rows().order(row, column)

    def detail(self, row: PeopleRow) -> DetailView:
        """Return what is known of a row."""
        if isinstance(row, StaffRow):
            return self._staff_rows().detail(row, is_writable=self.session.is_writable)
        return self._plan_rows().detail(row, is_writable=self.session.can_change)

    def summary(self, rows: Sequence[PeopleRow]) -> str:
        """Return what there is to put right, and how much is due."""
        content = self.session.content()
        items = [row for row in rows if row.kind == ITEM]
        due = sum(isinstance(row, PlanRow) and row.is_due for row in items)
        parts = [f"{due} of {len(items)} items due in {content.period.record.name}."]
        without = len(unowned(content))
        if without:
            parts.append(f"{without} intention{' has' if without == 1 else 's have'} no owner.")
        faulty = sum(isinstance(row, StaffRow) and row.is_faulty for row in rows)
        if faulty:
            parts.append(f"{faulty} post{'' if faulty == 1 else 's'} to put right.")
        return " ".join(parts)

    def nothing_yet(self) -> EmptyView:
        """Return the page of a file without a post; every file has one."""
        return EmptyView("person", "No posts yet", "A post owns intentions, whoever holds it.")

    def add(self) -> None:
        """Ask for a new post."""
        self._forms.ask_post()

    def command(self, key: str, row: PeopleRow) -> None:
        """Do a command to a post, person, intention or item."""
        if isinstance(row, PlanRow):
            if key in _PLANNED:
                self._make_due(row, is_due=_PLANNED[key])
            elif key == "question":
                self.shell.go(CHECKLIST, Aim(item=row.reference))
            elif key == "plan":
                self._plans.ask(row.reference)
            return
        staff = self._staff_rows()
        person = staff.person_of(row)
        asked: dict[str, Callable[[], None]] = {
            "holder": lambda: self._forms.ask_holder(row.record_id),
            "deputy": lambda: self._forms.ask_deputy(row.record_id),
            "rename_post": lambda: self._forms.ask_title(row.record_id),
        }
        if person is not None:
            asked |= {
                "rename_person": lambda: self._forms.ask_name(person),
                "hand_over": lambda: self._forms.ask_handover(person),
                "leave": lambda: self._forms.ask_leaving(person),
            }
        for command, is_deputy in (("dates", False), ("end_deputy", True)):
            held = staff.holding(row.record_id, is_deputy=is_deputy)
            if held is not None:
                asked[command] = partial(self._forms.ask_days, held)
        if key in asked:
            asked[key]()

    def _make_due(self, row: PlanRow, *, is_due: bool) -> None:
        session, refs = self.session, self._plan_rows().items_of(row)
        self._do(
            "Make due" if is_due else "Make not due",
            lambda: plan_items(session.file, session.period_id, refs, is_due, person_id=session.person_id),
        )

    def _do(self, words: str, job: Callable[[], object]) -> object:
        return self.act(words, job)

    def _staff_rows(self) -> StaffRows:
        assert self._staff is not None
        return self._staff

    def _plan_rows(self) -> PlanRows:
        assert self._plan is not None
        return self._plan
