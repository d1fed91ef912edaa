"""Turns a period's content into what Home shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from app.desktop.views.home_view import (
    RESULT_WORDS,
    CellView,
    GroupView,
    HomeView,
    ResultKey,
    ScopeView,
    TileView,
    WholeView,
)
from app.domain.catalogue import Intention
from app.domain.catalogue_terms import Holds
from app.domain.dates import spell_day
from app.domain.item_results import ItemCounts, count_results
from app.domain.left_to_do import Task, ToDo
from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.records import Answer, Statement
from app.services.issued import Issued

TASK_TITLES = {
    Task.QUERY_TO_REPLY: "Queries to reply to",
    Task.NOT_ANSWERED: "Not answered",
    Task.NO_ACTION: "Not met, no action",
    Task.EVIDENCE_MISSING: "Evidence missing",
    Task.ACTION_OVERDUE: "Actions overdue",
    Task.REGISTER_DUE: "Registers due",
    Task.MARKING_TO_DECIDE: "Markings to decide",
    Task.PACK_OUT: "Packs not back",
    Task.STATEMENT_TO_SIGN: "Statements to sign",
}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_REFS_SHOWN = 3
_ONLY_WHERE_ANY = (Task.QUERY_TO_REPLY, Task.PACK_OUT)
_DATED = (Task.ACTION_OVERDUE, Task.REGISTER_DUE)


def home_view(
    content: PeriodContent,
    left: Sequence[ToDo],
    today: date,
    issued: Issued | None,
    mine: frozenset[str] | None,
    scope: str,
    next_ref: str,
) -> HomeView:
    """Return the whole page; `mine` are the intentions of the person who sits here, None where nobody is known."""
    answers = content.answers_by_item()
    of_mine = [todo for todo in left if mine is not None and todo.intention_ref in mine]
    chosen = of_mine if scope == "mine" else left
    groups = tuple(_groups(content, answers, mine if scope == "mine" else None))
    due, tone = due_words(content.period.record.due, today, issued)
    scopes = () if mine is None else (ScopeView("mine", "Mine", len(of_mine)), ScopeView("all", "All", len(left)))
    return HomeView(
        headline=headline(len(chosen)),
        due=due,
        due_tone="bad" if tone == "bad" else "ink",
        answered=sum(group.answered for group in groups),
        total=sum(group.total for group in groups),
        cells=_cells(chosen),
        groups=groups,
        whole=_whole(content, left, groups),
        next_ref=next_ref,
        scopes=scopes,
        scope=scope,
    )


def headline(count: int) -> str:
    """Return the headline: "31 things left to do"."""
    if count == 0:
        return "Nothing is left to do"
    return f"{count} thing{'' if count == 1 else 's'} left to do"


def due_words(due: date, today: date, issued: Issued | None) -> tuple[str, str]:
    """Return when the return is due, or that it was made, and the tone of it."""
    if issued is not None:
        return f"Returned on {spell_day(issued.made_on)} as {issued.number}", "ink"
    days = (due - today).days
    spelt = f"{_DAYS[due.weekday()]} {spell_day(due)}"
    if days < 0:
        return f"Return was due {spelt}, " + ("yesterday" if days == -1 else f"{_days(-days)} ago"), "bad"
    near = {0: "today", 1: "tomorrow"}
    return f"Return due {spelt}, " + near.get(days, f"in {_days(days)}"), "ink"


def not_applicable_note(content: PeriodContent, intention: Intention) -> str:
    """Return why an intention does not apply here: "Not applicable: Wales only", or is not in this work pack."""
    if content.packed is not None and intention.ref not in content.packed:
        return "Not in this work pack"
    here, meant = content.establishment.record, intention.applies_to
    if here.country not in meant.countries:
        return f"Not applicable: {meant.countries[0].value.capitalize()} only"
    if here.sector not in meant.sectors:
        return f"Not applicable: {meant.sectors[0].value} prisons only"
    if here.holds is not Holds.BOTH:
        return f"Not applicable: {meant.populations[0].value} only"
    return "Not applicable"


def as_result(key: str) -> ResultKey:
    """Return a result's key as the views name it."""
    return next((known for known in RESULT_WORDS if known == key), "not_answered")


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def _groups(
    content: PeriodContent, answers: dict[str, Entry[Answer]], mine: frozenset[str] | None
) -> Iterable[GroupView]:
    levels = _level_words(content)
    for group in content.pack.groups:
        tiles, answered, total = [], 0, 0
        for ref in group.intentions:
            intention = content.pack.intention(ref)
            if not content.applies(intention):
                note = not_applicable_note(content, intention)
                tiles.append(TileView(ref, intention.short, note=note, is_applicable=False, is_mine=mine is None))
                continue
            stands = count_results(content, intention, answers)
            tiles.append(_tile(content, intention, stands, levels, mine is None or ref in mine))
            answered, total = answered + stands.answered, total + stands.total
        yield GroupView(str(group.number), group.short, answered, total, tuple(tiles))


def _tile(
    content: PeriodContent, intention: Intention, stands: ItemCounts, levels: Mapping[str, str], is_mine: bool
) -> TileView:
    level = _level(content.statement(intention.ref))
    return TileView(
        intention.ref,
        intention.short,
        tuple((key, stands.counts[key]) for key in RESULT_WORDS if stands.counts[key]),
        level=level,
        level_word=levels.get(level, ""),
        is_mine=is_mine,
    )


def _level_words(content: PeriodContent) -> dict[str, str]:
    return {step.key: step.word for step in content.pack.scales.levels}


def _level(statement: Entry[Statement] | None) -> str:
    return statement.record.level.value if statement is not None and statement.record.level else ""


def _cells(left: Sequence[ToDo]) -> tuple[CellView, ...]:
    """Return a cell for each kind of thing; one for queries and for packs only where there are any."""
    by_task = {task: [todo for todo in left if todo.task is task] for task in Task}
    return tuple(_cell(task, todos) for task, todos in by_task.items() if todos or task not in _ONLY_WHERE_ANY)


def _cell(task: Task, todos: Sequence[ToDo]) -> CellView:
    presses = task in _DATED and any(todo.days_overdue for todo in todos)
    return CellView(task.value, len(todos), TASK_TITLES[task], _detail(task, todos), "bad" if presses else "ink")


def _detail(task: Task, todos: Sequence[ToDo]) -> str:
    if not todos:
        return "None"
    if task in _DATED and any(todo.days_overdue for todo in todos):
        return f"Oldest by {_days(max(todo.days_overdue for todo in todos))}"
    refs = sorted({todo.intention_ref for todo in todos if todo.intention_ref})
    if task is Task.STATEMENT_TO_SIGN:
        has_whole = any(todo.intention_ref is None for todo in todos)
        return f"{len(refs)} and the whole" if has_whole and refs else ("The whole" if has_whole else _refs(refs))
    return _refs(refs) if refs else "The establishment"


def _refs(refs: Sequence[str]) -> str:
    if len(refs) > _REFS_SHOWN:
        return f"In {len(refs)} intentions"
    return ", ".join(refs)


def _whole(content: PeriodContent, left: Sequence[ToDo], groups: Iterable[GroupView]) -> WholeView:
    statement = content.statement(None)
    signed = content.sign_off_of(statement) if statement is not None else None
    waiting = sum(1 for todo in left if todo.task is Task.STATEMENT_TO_SIGN and todo.intention_ref)
    level = _level(statement)
    totals: Counter[ResultKey] = Counter()
    for group in groups:
        for tile in group.tiles:
            totals.update(dict(tile.counts))
    return WholeView(
        "Establishment statement",
        f"Signed off on {spell_day(signed.record.signed_at.date())}" if signed else "Not signed off",
        f"Waits for {waiting}" if waiting else "",
        tuple((key, totals[key]) for key in RESULT_WORDS if totals[key]),
        level,
        _level_words(content).get(level, ""),
    )
