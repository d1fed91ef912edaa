"""The actions that are not finished, by owner, to be handed out."""

from __future__ import annotations

from itertools import groupby

from reportlab.platypus import Flowable, PageBreak

from app.domain.left_to_do import FINISHED_STATES
from app.domain.released import ReleasedAction
from app.returns.pdf import theme
from app.returns.pdf.context import Context
from app.returns.pdf.marks import Section
from app.returns.pdf.prose import Text, escaped, grey, inline, strong
from app.returns.pdf.tables import Caption, Column, Register
from app.returns.words import STATES, counted, long_date, post_words, sentence

_NOBODY = "No owner yet"
_COLUMNS = (
    Column("Due", 84), Column("No.", 46), Column("For", 38), Column("What will be put right, and how far it is", 229),
    Column("State", 90),
)  # fmt: skip


def actions_by_owner(context: Context) -> list[Flowable]:
    """Return one section an owner, overdue first; a sentence where nothing is open."""
    waiting = [each for each in context.released.actions if each.state not in FINISHED_STATES]
    if not waiting:
        return [*context.section("actions", "Actions by owner"), Text("No action is open.", theme.LEAD)]
    story: list[Flowable] = []
    by_owner = sorted(waiting, key=lambda each: (not _owner(each), _owner(each)))
    for owner, members in groupby(by_owner, key=_owner):
        actions = list(members)
        late = sum(each.is_overdue for each in actions)
        overdue = f", {late} of them overdue" if late else ""
        story += [
            context.quiet_start(Section(f"owner-{len(story)}", owner or _NOBODY, owner or _NOBODY)),
            Text(escaped(owner or _NOBODY), theme.INTENTION),
            Text(f"{sentence(counted(len(actions), 'action'))} open{overdue}.", theme.LEAD),
            _table(actions),
            PageBreak(),
        ]
    return story[:-1]


def _owner(action: ReleasedAction) -> str:
    return post_words(action.owner) if action.owner else ""


def _table(actions: list[ReleasedAction]) -> Flowable:
    table = Register(_COLUMNS, Caption("To be finished", str(len(actions))))
    for action in sorted(actions, key=lambda each: (not each.is_overdue, each.due is None, each.due, each.reference)):
        due = long_date(action.due) if action.due else "No date"
        told = [Text(strong(inline(action.title)), theme.CELL)]
        if action.progress:
            told.append(Text(grey(inline(action.progress)), theme.CELL))
        table.row(
            strong(f"{due}, overdue") if action.is_overdue else due, escaped(action.reference),
            escaped(action.item or action.intention), told, STATES[action.state],
        )  # fmt: skip
    return table.build()
