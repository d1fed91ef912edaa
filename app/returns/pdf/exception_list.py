"""The exceptions, first of all that needs action: Not met, then Partly met, major nonconformities first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from reportlab.platypus import CondPageBreak, Flowable

from app.domain.exceptions import AuditException, exceptions
from app.domain.records import Grade, Result
from app.domain.released import ReleasedAction
from app.returns.pdf import theme
from app.returns.pdf.context import Context, intention_key
from app.returns.pdf.grid import RowPlan
from app.returns.pdf.prose import Text, escaped, grey, inline, link, strong
from app.returns.pdf.tables import Caption, Column, Register
from app.returns.words import counted, long_date, number_words, post_words, sentence

_COLUMNS = (Column("Item", 35), Column("What we found", 148), Column("Action, owner and date", 304))
_ROOM = 0.45 * theme.BODY_HEIGHT
_TOGETHER = 4
"""As many actions of an exception stay on one page."""

_BETWEEN = "\N{NO-BREAK SPACE}\N{MIDDLE DOT} "

_AGAINST = (Grade.MAJOR, Grade.MINOR, Grade.OBSERVATION)


def exception_list(context: Context) -> list[Flowable]:
    """Return the section of exceptions."""
    found = exceptions(context.released)
    story = [CondPageBreak(_ROOM), *context.section("exceptions", "Exceptions"), Text(_lead(found), theme.LEAD)]
    for result in (Result.NOT_MET, Result.PARTLY_MET):
        chosen = [each for each in found if each.result is result]
        if chosen:
            story += [CondPageBreak(120), _table(context, result, chosen)]
    return story


def _lead(found: Sequence[AuditException]) -> str:
    if not found:
        return "No released answer is Not met or Partly met."
    not_met = sum(each.result is Result.NOT_MET for each in found)
    partly = len(found) - not_met
    major = sum(each.worst_grade is Grade.MAJOR for each in found)
    idle = sum(not each.actions for each in found)
    verb = "is" if not_met == 1 else "are"
    parts = [f"{sentence(counted(not_met, 'item'))} {verb} Not met and {_of(partly)} Partly met."]
    if major:
        verb = "carries" if major == 1 else "carry"
        parts.append(f"Of these, {number_words(major)} {verb} a major nonconformity; in each table they come first.")
    parts.append(
        f"{sentence(counted(idle, 'exception'))} {'has' if idle == 1 else 'have'} no action yet."
        if idle
        else "Each has an action."
    )
    return " ".join(parts)


def _of(number: int) -> str:
    return f"{counted(number, 'item').split()[0]} {'is' if number == 1 else 'are'}"


def _table(context: Context, result: Result, chosen: Sequence[AuditException]) -> Flowable:
    caption = Caption(context.word_of(result), f"{len(chosen)} {'item' if len(chosen) == 1 else 'items'}")
    table = Register(_COLUMNS, caption)
    for title, members in groupby(chosen, key=_group):
        group = list(members)
        table.group(title, str(len(group)))
        for exception in group:
            _add(table, exception)
    return table.build()


def _group(exception: AuditException) -> str:
    if exception.worst_grade is Grade.MAJOR:
        return "Major nonconformities"
    return "Minor nonconformities" if exception.worst_grade is Grade.MINOR else "Without a nonconformity"


def _add(table: Register, exception: AuditException) -> None:
    item = link(intention_key(exception.intention.ref), strong(exception.item.ref))
    actions = [_action(action) for action in exception.actions] or [Text("No action yet", theme.TOLD)]
    rows = [actions[at : at + _TOGETHER] for at in range(0, len(actions), _TOGETHER)]
    for number, told in enumerate(rows):
        plan = RowPlan(covered=2) if number else RowPlan(reaching=2, rows=len(rows))
        table.row(item if number == 0 else "", found_words(exception) if number == 0 else "", told,
                  is_open=number < len(rows) - 1, plan=plan)  # fmt: skip


def found_words(exception: AuditException) -> str:
    """Return the markup of what was found against an item: its findings' headlines, or the item's own title."""
    if not exception.findings:
        return f"{escaped(exception.item.title)} {grey('(no finding is recorded)')}"
    against = [each for each in exception.findings if each.grade in _AGAINST] or exception.findings
    return "<br/>".join(inline(finding.title) for finding in against)


def _action(action: ReleasedAction) -> Text:
    due = f"by {long_date(action.due)}" if action.due else "no date"
    who = grey(f"{_BETWEEN}{escaped(post_words(action.owner)) or 'No owner'}, {due}")  # no line begins with the dot
    late = f"{grey(',')} {strong('overdue')}" if action.is_overdue else ""
    return Text(f"{strong(escaped(action.reference))}  {inline(action.title)}{who}{late}", theme.TOLD)
