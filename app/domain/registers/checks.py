"""Management and governance checks: a schedule, and what each check found; what is due, done and missed is derived."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.domain.references import intention_of
from app.domain.registers.fields import Field, FieldKind, RegisterRecord
from app.domain.registers.register import Around, Derived, Fault, Register, State, in_order, no_more_than, overdue

if TYPE_CHECKING:
    from app.domain.period_content import PeriodContent
    from app.domain.record import Entry

AD_HOC = "ad_hoc"
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """The days within which one check of a schedule is to be made, both ends included."""

    first: date
    last: date


def windows(frequency: str, first: date, last: date) -> Iterator[Window]:
    """Yield the windows of a schedule from its first day to a last one: days, weeks from Monday, months, quarters."""
    day = first
    while frequency in _ENDS and day <= last:
        end = _ENDS[frequency](day)
        yield Window(day, end)
        day = end + _DAY


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - _DAY


def _quarter_end(day: date) -> date:
    return _month_end(day.replace(day=1, month=(day.month - 1) // 3 * 3 + 3))


_ENDS = {
    "daily": lambda day: day,
    "weekly": lambda day: day + timedelta(days=6 - day.weekday()),
    "monthly": _month_end,
    "quarterly": _quarter_end,
}


@dataclass(frozen=True)
class Kept:
    """How a schedule was kept in a period, up to today: windows in which a check was due, and those with none.

    `cases` and `exceptions` are those of the checks that were made.
    """

    due: int
    missed: int
    is_due_now: bool
    days_late: int
    cases: int
    exceptions: int
    made: int

    @property
    def is_late(self) -> bool:
        """Tell whether the last window that has passed had no check, and this one has none either."""
        return self.days_late > 0


def kept(record: RegisterRecord, around: Around) -> Kept:
    """Return how a schedule was kept in the period."""
    made = around.children("check_made", "check_id", record.id)
    days = sorted(day for each in made if (day := each.day_in("checked_on")))
    first = max(filter(None, (record.day_in("starts"), around.period.starts)))
    ended = record.day_in("closed_on") or date.max
    last = min(around.today, around.period.ends, ended)
    spans = list(windows(record.word_in("frequency"), first, last))
    empty = [span for span in spans if not any(span.first <= day <= span.last for day in days)]
    passed = [span for span in empty if span.last < around.today]
    is_due = bool(empty) and empty[-1].last >= around.today and last == around.today
    late = 0
    if passed and passed[-1].last >= (spans[-1].first if not is_due else empty[-1].first) - _DAY:
        late = overdue(passed[-1].last, around.today)
    return Kept(
        due=len(spans) - is_due,
        missed=len(passed),
        is_due_now=is_due,
        days_late=late,
        cases=sum(each.count_in("cases") or 0 for each in made),
        exceptions=sum(each.count_in("exceptions") or 0 for each in made),
        made=len(made),
    )


def _state(record: RegisterRecord, around: Around) -> State:
    closed = record.day_in("closed_on")
    if closed and closed <= around.today:
        return State("Ended", "not_applicable")
    if record.word_in("frequency") == AD_HOC:
        return State("Ad hoc", "open")
    stands = kept(record, around)
    if stands.is_late and around.today <= around.period.ends:
        return State("Missed", "overdue", True, stands.days_late)
    if stands.is_due_now:
        return State("Due today", "decide", True)
    return State("Missed in the period", "decide") if stands.missed else State("Done", "passed")


def _kept_words(record: RegisterRecord, around: Around) -> str:
    stands = kept(record, around)
    if record.word_in("frequency") == AD_HOC:
        return f"{stands.made} made"
    return f"{stands.due - stands.missed} of {stands.due}" if stands.due else ""


def _rate_words(record: RegisterRecord, around: Around) -> str:
    stands = kept(record, around)
    if not stands.cases:
        return ""
    return f"{round(100 * (stands.cases - stands.exceptions) / stands.cases)}% of {stands.cases} cases"


def checks_on(content: PeriodContent, item_ref: str) -> Iterator[Entry[RegisterRecord]]:
    """Yield the checks that bear on a checklist item, by itself or by its intention; none that is withheld whole."""
    for entry in content.registers.get(CHECKS.kind, ()):
        refs = entry.record.words_in("links")
        if not entry.record.sealed_id and (item_ref in refs or intention_of(item_ref) in refs):
            yield entry


def rates_of(record: RegisterRecord, around: Around) -> str:
    """Say how a check was kept in the period and what it found: what an intention's evidence takes from it."""
    was_kept, rate = _kept_words(record, around), _rate_words(record, around)
    if was_kept and record.word_in("frequency") != AD_HOC:
        was_kept = f"Kept {was_kept}"
    return ", ".join(filter(None, (was_kept, f"{rate} right" if rate else ""))) or "Not made yet"


CHECKS = Register(
    kind="check_schedule",
    key="checks",
    title="Checks",
    one="check",
    letter="C",
    about="The management and governance checks that are to be made, and how they were kept in the period.",
    is_standing=True,
    fields=(
        Field("title", "Check", FieldKind.LINE, is_required=True),
        Field("method", "What is looked at", FieldKind.PROSE),
        Field("frequency", "How often", FieldKind.CHOICE, "frequency", is_required=True),
        Field("post_id", "Made by", FieldKind.POST),
        Field("starts", "From", FieldKind.DAY, is_required=True),
        Field("closed_on", "Until", FieldKind.DAY),
        Field("links", "Bears on", FieldKind.LINKS),
    ),
    state=_state,
    derived=(Derived("kept", "Kept", _kept_words), Derived("rate", "Found right", _rate_words)),
    rules=(in_order("starts", "closed_on", "It ends before it begins. Give a later day."),),
)


def _sample_fault(record: RegisterRecord) -> Fault | None:
    if record.count_in("exceptions") is not None and record.count_in("cases") is None:
        return "cases", "Say how many cases were looked at, of which these are the exceptions."
    return None


def _made_state(record: RegisterRecord, around: Around) -> State | None:
    if record.count_in("cases") is None:
        return None
    return State("Exceptions found", "decide") if record.count_in("exceptions") else State("In order", "passed")


CHECKS_MADE = Register(
    kind="check_made",
    key="checks_made",
    title="Checks made",
    one="check that was made",
    letter="M",
    about="Each check that was made in the period: when, by whom, and what it found.",
    fields=(
        Field("check_id", "Check", FieldKind.PARENT, parent="check_schedule", is_required=True),
        Field("checked_on", "Made on", FieldKind.DAY, is_required=True),
        Field("cases", "Cases looked at", FieldKind.COUNT, least=0),
        Field("exceptions", "Exceptions", FieldKind.COUNT, least=0),
        Field("result", "What was found", FieldKind.PROSE),
        Field("post_id", "Made by", FieldKind.POST),
    ),
    together=(("cases", "exceptions"),),
    state=_made_state,
    rules=(
        no_more_than("exceptions", "cases", "There are more exceptions than cases. Enter no more than were looked at."),
        _sample_fault,
    ),
    order=lambda record: record.day_in("checked_on") or date.min,
    is_falling=True,
    beside=("checked_on",),
)
