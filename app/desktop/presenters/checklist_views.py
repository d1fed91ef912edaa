"""Turns a period's content into the Checklist's list and question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from app.desktop.presenters.home_views import as_result
from app.desktop.presenters.narrative_text import show_text
from app.desktop.presenters.texts import has_seal
from app.desktop.views.checklist_view import (
    ActionLineView,
    EvidenceView,
    FoundView,
    LastPeriodView,
    SampleView,
)
from app.desktop.views.list_view import HeadingRow, ItemRow, ListRow
from app.domain.carrying import WORDS, why
from app.domain.catalogue import ChecklistItem, Intention
from app.domain.dates import spell_day
from app.domain.item_results import result_of
from app.domain.left_to_do import Task, ToDo, is_overdue
from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.records import Action, ActionState, Answer, Evidence
from app.domain.references import intention_of
from app.domain.registers.checks import checks_on, rates_of
from app.domain.sample_entry import SampleEntry
from app.domain.text import Text, has_sealed

Tone = Literal["ink2", "warn", "bad"]
_REASONS: dict[Task, tuple[str, Tone]] = {
    Task.QUERY_TO_REPLY: ("Query to reply to", "warn"),
    Task.NOT_ANSWERED: ("Not answered", "ink2"),
    Task.NO_ACTION: ("No action", "ink2"),
    Task.EVIDENCE_MISSING: ("Evidence missing", "ink2"),
    Task.ACTION_OVERDUE: ("Action overdue", "bad"),
    Task.REGISTER_DUE: ("Register due", "ink2"),
    Task.MARKING_TO_DECIDE: ("Marking to decide", "warn"),
}


@dataclass
class ListFilter:
    """What the list shows: its scope, and within it a task, an intention, one person's own, words."""

    scope: str = "left"
    task: str = ""
    intention: str = ""
    is_mine: bool = False
    words: str = ""


@dataclass(frozen=True)
class Listing:
    """Everything that the list is made of, read once a refresh."""

    content: PeriodContent
    answers: Mapping[str, Entry[Answer]]
    left: Mapping[str, Sequence[Task]]
    mine: frozenset[str]
    items: Mapping[str, tuple[Intention, ChecklistItem]] = field(default_factory=dict)

    @property
    def order(self) -> list[str]:
        """Every item that applies here, in order."""
        return list(self.items)

    def row(self, ref: str) -> ItemRow:
        """Return an item as a row of the list."""
        _, item = self.items[ref]
        answer = self.answers.get(ref)
        tasks = self.left.get(ref, ())
        reason, tone = _REASONS[tasks[-1] if Task.MARKING_TO_DECIDE in tasks else tasks[0]] if tasks else ("", "ink2")
        is_withheld = answer is not None and bool(answer.record.sealed_id)
        is_sealed = is_withheld or (answer is not None and any(has_sealed(text) for text in answer.texts.values()))
        status = as_result(result_of(self.content, item, answer))
        return ItemRow(
            ref, item.title, status, reason, "accent" if status == "not_answered" and reason else tone, is_sealed
        )

    def rows(self, wanted: ListFilter, current: str) -> tuple[ListRow, ...]:
        """Return the rows that a filter leaves, each intention under its heading; the current one is always there."""
        chosen: dict[str, list[str]] = defaultdict(list)
        for ref, (intention, item) in self.items.items():
            if ref == current or self._is_wanted(intention, item, wanted):
                chosen[intention.ref].append(ref)
        return tuple(self._grouped(chosen))

    def _grouped(self, chosen: Mapping[str, Sequence[str]]) -> Iterator[ListRow]:
        for refs in chosen.values():
            intention, _ = self.items[refs[0]]
            results = [
                result_of(self.content, item, self.answers.get(item.ref)) for item in self.content.items_of(intention)
            ]
            answered = sum(1 for result in results if result != "not_answered")
            yield HeadingRow(intention.ref, intention.short, answered, len(results))
            yield from (self.row(ref) for ref in refs)

    def _is_wanted(self, intention: Intention, item: ChecklistItem, wanted: ListFilter) -> bool:
        tasks = self.left.get(item.ref, ())
        if wanted.task and wanted.task not in tasks:
            return False
        if wanted.scope == "left" and not tasks:
            return False
        if wanted.intention and intention.ref != wanted.intention:
            return False
        if wanted.is_mine and intention.ref not in self.mine:
            return False
        if not wanted.words:
            return True
        words = f"{item.ref} {item.title} {item.question} {intention.ref} {intention.short}".casefold()
        return all(word in words for word in wanted.words.casefold().split())


def list_of(content: PeriodContent, left: Sequence[ToDo], mine: frozenset[str]) -> Listing:
    """Return what the list is made of."""
    tasks: dict[str, list[Task]] = defaultdict(list)
    for todo in left:
        if todo.item_ref and todo.task in _REASONS:
            tasks[todo.item_ref].append(todo.task)
    items = {
        item.ref: (intention, item)
        for group in content.pack.groups
        for intention in map(content.pack.intention, group.intentions)
        if content.applies(intention)
        for item in content.items_of(intention)
    }
    return Listing(
        content, content.answers_by_item(), {ref: found for ref, found in tasks.items() if found}, mine, items
    )


def sample_view(content: PeriodContent, item: ChecklistItem, sample: SampleEntry) -> SampleView:
    """Return a sample test with what is derived from it."""
    words = {step.key: step.word for step in content.pack.scales.sampling_methods}
    suggested = sample.suggested(item.pass_marks)
    verdict = ""
    if suggested is not None and sample.size and sample.compliant is not None:
        share = round(100 * sample.compliant / sample.size)
        verdict = f"{sample.compliant} of {sample.size} compliant, {share} %"
    return SampleView(
        population=_number(sample.population),
        method=words.get(sample.method or "", ""),
        size=_number(sample.size),
        compliant=_number(sample.compliant),
        methods=tuple(words.values()),
        exceptions=_number(sample.exceptions),
        verdict=verdict,
        verdict_result=as_result(suggested.value) if suggested else "not_answered",
    )


def sample_of(answer: Entry[Answer] | None) -> SampleEntry:
    """Return the sample test of an answer."""
    if answer is None:
        return SampleEntry()
    record = answer.record
    return SampleEntry(record.sample_population, record.sample_method, record.sample_size, record.sample_compliant)


def method_key(content: PeriodContent, word: str) -> str | None:
    """Return the key of a sampling method by its word; None for none."""
    return next((step.key for step in content.pack.scales.sampling_methods if step.word == word), None)


def action_line(content: PeriodContent, ref: str, today: date) -> ActionLineView | None:
    """Return the action of an item in one line: one that is still waited for before one that is done."""
    found = [entry for entry in content.actions if entry.record.item_ref == ref]
    entry = min(found, key=lambda each: each.record.state is not ActionState.OPEN, default=None)
    if entry is None:
        return None
    return _action(content, entry, today)


def found_views(content: PeriodContent, ref: str) -> tuple[FoundView, ...]:
    """Return the findings of an item in one line each, what is sealed of them as its placeholder.

    Of one that is withheld whole nothing says, while that is locked, which question it comes from.
    """
    words = {step.key: step.word for step in content.pack.scales.finding_grades}
    sealed_word = content.scheme.level(content.scheme.sealed_from).word
    found = []
    for entry in (each for each in content.findings if each.record.item_ref == ref):
        title = _withheld(content) if entry.record.sealed_id else placeholders(entry.text("title"), content)
        detail = f"{entry.record.reference}, {words.get(entry.record.grade or '', '')}"
        line = EvidenceView(title, detail, "pen", sealed_word if has_seal(entry) else "")
        found.append(FoundView(entry.record.id, line))
    return tuple(found)


def evidence_views(content: PeriodContent, ref: str, today: date) -> tuple[EvidenceView, ...]:
    """Return the evidence of an item: files never travel, titles do unless they are sealed; then the checks on it."""
    cited = {entry.record.evidence_id for entry in content.evidence_links if entry.record.item_ref == ref}
    checks = (
        EvidenceView(placeholders(check.text("title"), content), rates_of(check.record, content.around(today)), "risks")
        for check in checks_on(content, ref)
    )
    return (*(_evidence(content, entry) for entry in content.evidence if entry.record.id in cited), *checks)


def last_view(period: str, content: PeriodContent, answer: Entry[Answer]) -> LastPeriodView:
    """Return how an item was answered in the period before; sealed passages as placeholders."""
    tested = answer.record.tested_on
    return LastPeriodView(
        period,
        as_result(answer.record.result.value if answer.record.result else ""),
        spell_day(tested) if tested else "",
        placeholders(answer.text("narrative"), content),
        _why(content, answer.record),
    )


def _why(content: PeriodContent, last: Answer) -> str:
    intention = next((i for i in content.pack.intentions if i.ref == intention_of(last.item_ref)), None)
    item = next((each for each in intention.items if each.ref == last.item_ref), None) if intention else None
    reason = why(item, last, content.period.record) if item else None
    return WORDS[reason] if reason else ""


def placeholders(text: Text, content: PeriodContent) -> str:
    """Return a text to read, with the marking in brackets wherever something is sealed."""
    views = show_text(text, content.scheme)
    return "".join(f"[{view.marking}]" if view.is_sealed else view.text for view in views)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _action(content: PeriodContent, entry: Entry[Action], today: date) -> ActionLineView:
    action = entry.record
    if action.sealed_id and action.reference is None:
        return ActionLineView("Action", _withheld(content), "")
    late = is_overdue(action.state, action.due, today)
    due = f"Due {spell_day(action.due)}" if action.due else "No date"
    if late and action.due:
        days = (today - action.due).days
        due = f"{spell_day(action.due)}, {days} day{'' if days == 1 else 's'} overdue"
    title = placeholders(entry.text("title"), content)
    return ActionLineView(f"Action {action.reference or ''}".strip(), title, due, late)


def _evidence(content: PeriodContent, entry: Entry[Evidence]) -> EvidenceView:
    record = entry.record
    title = entry.text("title")
    marking = content.scheme.level(content.scheme.sealed_from).word
    if record.sealed_id:
        return EvidenceView(_withheld(content), "Stays here", "file", marking)
    if has_sealed(title):
        return EvidenceView(placeholders(title, content), "What is sealed stays here", "file", marking)
    if record.attachment_id:
        return EvidenceView(placeholders(title, content), "Attached. The file stays here, its title leaves")
    seen = f"Seen {spell_day(record.seen_on)}" if record.seen_on else "Seen"
    return EvidenceView(placeholders(title, content), f"{seen}, not attached. Its title leaves", "eye-off")


def _withheld(content: PeriodContent) -> str:
    return f"Withheld: {content.scheme.level(content.scheme.sealed_from).word}"
