"""The brief of the sign-off meeting, two pages: how each intention stands, then what has to be talked about."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from reportlab.platypus import Flowable, PageBreak

from app.domain.exceptions import AuditException, exceptions
from app.domain.records import Result
from app.domain.released import ReleasedAction, ReleasedIntention
from app.returns.pdf import theme
from app.returns.pdf.context import Context
from app.returns.pdf.exception_list import found_words
from app.returns.pdf.prose import Text, escaped, fitted, inline, strong
from app.returns.pdf.tables import Caption, Column, Register
from app.returns.words import counted, long_date, name_of, post_words, sentence

_INTENTIONS = (
    Column("No.", 32), Column("Intention", 110), Column("Owner", 146), Column("Level", 84),
    Column("Not met", 40, is_right=True), Column("Partly", 35, is_right=True), Column("Signed", 40),
)  # fmt: skip
_OWNER = 146
_EXCEPTIONS = (Column("Item", 40), Column("What was found", 240), Column("Action", 52), Column("Owner", 155))
_OVERDUE = (Column("Due", 84), Column("No.", 46), Column("Action", 202), Column("Owner", 155))


def brief(context: Context, most_rows: int) -> list[Flowable]:
    """Return both pages, with at most so many exceptions and so many overdue actions on the second."""
    released = context.released
    return [
        *context.section("brief", "Brief for the sign-off meeting"),
        Text(f"{escaped(name_of(released))}, {escaped(released.period.name)}. {_lead(context)}", theme.PROSE),
        _standing(context),
        PageBreak(),
        *context.section("talk", "To be talked about"),
        *_exceptions(context, most_rows),
        *_overdue(context, most_rows),
        *_still_open(context),
    ]


def _lead(context: Context) -> str:
    released = context.released
    counts, whole = released.counts, released.score
    figure = f"The score is {escaped(whole.words)}." if whole.value is not None else "There is no score yet."
    unanswered = counts.not_answered
    left = f" {sentence(counted(unanswered, 'item'))} not answered." if unanswered else ""
    withheld = f" {sentence(counted(counts.withheld, 'answer'))} withheld." if counts.withheld else ""
    return f"{figure} {counts.met} Met, {counts.partly_met} Partly met, {counts.not_met} Not met.{left}{withheld}"


def _applying(context: Context) -> list[ReleasedIntention]:
    return [each for each in context.released.intentions if not each.does_not_apply]


def _standing(context: Context) -> Flowable:
    table = Register(_INTENTIONS, Caption("How each intention stands"))
    for each in _applying(context):
        is_signed = each.statement is not None and each.statement.signed_off is not None
        table.row(
            strong(escaped(each.ref)), escaped(each.short), _in_a_line(_title(each), _OWNER),
            context.tile(each.statement, 78, height=12, size=8.5),
            str(each.counts.not_met or "–"), str(each.counts.partly_met or "–"), "Yes" if is_signed else "No",
        )  # fmt: skip
    return table.build(before=4)


def _title(intention: ReleasedIntention) -> str:
    if intention.owner is None:
        return "No owner"
    return post_words(intention.owner)


def _in_a_line(words: str, width: float) -> str:
    """Return words cut to one line of a column, so that the page holds every intention."""
    return escaped(fitted(words, width - 8, theme.REGULAR, theme.CELL.fontSize))


def _exceptions(context: Context, most: int) -> list[Flowable]:
    found = [each for each in exceptions(context.released) if each.result is Result.NOT_MET]
    if not found:
        return [Text("Nothing that is released is Not met.", theme.PROSE)]
    shown = found[:most]
    table = Register(_EXCEPTIONS, Caption("Not met", _of(len(shown), len(found))))
    for each in shown:
        table.row(
            strong(escaped(each.item.ref)), found_words(each), escaped(_references(each)),
            escaped(_owners(each)),
        )  # fmt: skip
    return [table.build()]


def _references(found: AuditException) -> str:
    return ", ".join(action.reference for action in found.actions) or "None yet"


def _owners(found: AuditException) -> str:
    titles = dict.fromkeys(post_words(action.owner) for action in found.actions if action.owner)
    return "; ".join(titles) or "–"


def _overdue(context: Context, most: int) -> list[Flowable]:
    late = [each for each in context.released.actions if each.is_overdue]
    if not late:
        return [Text("No action is overdue.", theme.PROSE)]
    shown = late[:most]
    table = Register(_OVERDUE, Caption("Actions overdue", _of(len(shown), len(late))))
    for action in shown:
        table.row(
            long_date(action.due) if action.due else "–", escaped(action.reference), _words(action),
            escaped(post_words(action.owner)) if action.owner else "No owner",
        )  # fmt: skip
    return [table.build()]


def _words(action: ReleasedAction) -> str:
    return inline(action.title)


def _still_open(context: Context) -> list[Flowable]:
    applying = _applying(context)
    unsigned = [each.ref for each in applying if each.statement is None or each.statement.signed_off is None]
    ownerless = [each.ref for each in applying if each.owner is None]
    undeclared = sum(not each.is_declared for each in context.released.declarations)
    lines = [
        _line("Not signed off yet", unsigned),
        _line("Without an owner", ownerless),
        [f"Expectations of providers that are not declared: {undeclared}."] if undeclared else [],
    ]
    return [Text(each, theme.PROSE) for each in chain.from_iterable(lines)]


def _line(words: str, refs: Sequence[str]) -> list[str]:
    return [f"{strong(words)}: {', '.join(map(escaped, refs))}."] if refs else []


def _of(shown: int, total: int) -> str:
    return str(total) if shown == total else f"the first {shown} of {total}"
