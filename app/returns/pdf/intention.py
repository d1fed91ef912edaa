"""One intention: its level, the judgement, the facts, the findings with their actions, the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from app.domain.released import (
    Counts,
    ReleasedAction,
    ReleasedFinding,
    ReleasedGroup,
    ReleasedIntention,
    ReleasedItem,
    ReleasedStatement,
)
from app.returns.pdf import theme
from app.returns.pdf.checklist import checklist
from app.returns.pdf.columns import Labelled
from app.returns.pdf.context import Context, intention_key, results_worst_first
from app.returns.pdf.flowables import Barred, Rule, Start, Strip
from app.returns.pdf.grid import Grid, RowKind, RowPlan, tagged_grid
from app.returns.pdf.marks import Section
from app.returns.pdf.other_registers import also_assured
from app.returns.pdf.prose import Text, blocks, escaped, grey, inline, paragraphs, strong
from app.returns.words import GRADES, STATES, change_words, level_word, long_date, post_words

_ROOM_FOR_INTENTION, _ROOM_FOR_GROUP = 0.30 * theme.BODY_HEIGHT, 0.36 * theme.BODY_HEIGHT


def intentions(context: Context) -> list[Flowable]:
    """Return all intentions by group."""
    groups = {group.number: group for group in context.released.groups}
    story: list[Flowable] = []
    for number, members in groupby(context.released.intentions, key=lambda each: each.group):
        if number in groups:
            story += _group_heading(context, groups[number])
        for intention in members:
            story += one_intention(context, intention)
    return story


def one_intention(context: Context, intention: ReleasedIntention) -> list[Flowable]:
    """Return one intention; a line where it does not apply."""
    return _does_not_apply(context, intention) if intention.does_not_apply else _whole(context, intention)


def _group_heading(context: Context, group: ReleasedGroup) -> list[Flowable]:
    section = Section(f"g-{group.number}", f"{group.number} {group.title}", f"Group {group.number}")
    label = Labelled(
        [Text(f"Group {group.number}", theme.LABEL_GROUP)], [Text(escaped(group.title), theme.GROUP_TITLE)], after=7
    )
    return [CondPageBreak(_ROOM_FOR_GROUP), context.quiet_start(section), label, Spacer(1, 7)]


def _does_not_apply(context: Context, intention: ReleasedIntention) -> list[Flowable]:
    key, title = intention_key(intention.ref), f"{intention.ref} {intention.short}"
    line = f"{escaped(intention.short)} {grey(f'does not apply: {escaped(intention.does_not_apply or str())}.')}"
    return [
        context.quiet_start(Section(key, title, intention.ref, 1)),
        Labelled([Text(escaped(intention.ref), theme.LABEL_INTENTION)], [Text(line, theme.PROSE)], after=3.5),
    ]


def _whole(context: Context, intention: ReleasedIntention) -> list[Flowable]:
    key, title = intention_key(intention.ref), f"{intention.ref} {intention.short}"
    return [
        CondPageBreak(_ROOM_FOR_INTENTION),
        Spacer(1, 7),
        Start(context.marks, Section(key, title, intention.ref, 1)),
        Labelled(
            [Text(escaped(intention.ref), theme.INTENTION_REF)],
            [Text(escaped(intention.short), theme.INTENTION), Text(escaped(intention.title), theme.NOTE)],
            after=7,
        ),
        Rule(),
        _facts(context, intention),
        Rule(theme.LINE, 0.35, after=11),
        *_plan(intention),
        *_statement(context, intention.statement, post_words(intention.owner)),
        checklist(context, intention.items),
        *_findings(context, intention),
        *also_assured(context, intention),
        *_evidence(context, intention),
        Spacer(1, 14),
    ]


def _facts(context: Context, intention: ReleasedIntention) -> Grid:
    heads = ("Assurance", "Last return", "Score of 100", f"Checklist, {intention.counts.items} items")
    level, _ = context.level_of(intention.statement)
    last = level_word(context.released, intention.last_level) if intention.last_level else "–"
    change = change_words(context.released, level, intention.last_level)
    score = intention.score
    was = f" {grey(f'was {intention.last_score}')}" if intention.last_score is not None else ""
    figure = strong("–" if score.value is None else str(score.value))
    base = score.words.partition(", ")[2]
    cells = [
        context.tile(intention.statement, theme.LABEL_WIDTH, height=20, size=10.5),
        [Text(last, theme.FACT), Text("" if change in ("–", "no change") else change, theme.NOTE)],
        [Text(f"{figure}{was}", theme.FACT), Text(base, theme.NOTE)],
        [Strip(results_worst_first(intention), 150, unit=7.4), Spacer(1, 3.5), _counts(context, intention.counts)],
    ]
    return tagged_grid(
        [[Text(head, theme.NOTE) for head in heads], cells],
        [RowPlan(RowKind.HEADS), RowPlan()],
        row_heads=False,
        colWidths=[theme.PROSE_AT, 100, 117, theme.BODY_WIDTH - theme.PROSE_AT - 217],
        style=_FACTS_STYLE, hAlign="LEFT",
    )  # fmt: skip


def _counts(context: Context, counts: Counts) -> Text:
    return Text(counts_words(context, counts), theme.NOTE)


def counts_words(context: Context, counts: Counts) -> str:
    """Return how many items have which result: "1 Not met, 5 Met", worst first."""
    numbers = {
        "not_met": counts.not_met, "partly_met": counts.partly_met, "not_answered": counts.not_answered,
        "not_tested": counts.not_tested, "met": counts.met, "not_applicable": counts.not_applicable,
    }  # fmt: skip
    words = {each.key.value: each.word for each in context.released.result_meanings} | {"not_answered": "Not answered"}
    parts = [f"{number} {words[key]}" for key, number in numbers.items() if number]
    if counts.withheld:
        parts.append(f"{counts.withheld} withheld")
    return ", ".join(parts)


def _plan(intention: ReleasedIntention) -> list[Flowable]:
    owner = escaped(post_words(intention.owner))
    label = [Text("Plan", theme.LABEL), Text(owner or "No owner", theme.NOTE)]
    body = paragraphs(intention.plan, theme.PLAN) or [Text(grey("No plan is written."), theme.PLAN)]
    return [Labelled(label, body, continued=_continued("Plan"))]


def _statement(context: Context, statement: ReleasedStatement | None, owner: str) -> list[Flowable]:
    label: list[Flowable] = [Text("Statement", theme.LABEL)]
    if statement is None:
        return [Labelled(label, [Text(grey("No statement has been made."), theme.PROSE)])]
    if statement.withheld:
        return [Labelled(label, [Text(strong(f"Withheld: {escaped(statement.withheld)}"), theme.PROSE)])]
    signer = statement.signed_off
    if signer:
        label += [
            Text(f"{inline(signer.name)}, {inline(signer.post)}", theme.NOTE),
            Text(f"Signed off {long_date(signer.on)}", theme.NOTE),
        ]
    else:
        label.append(Text("Not signed off", theme.NOTE))
    wording = paragraphs(statement.wording) or [Text(grey("No wording."), theme.PROSE)]
    story: list[Flowable] = [Labelled(label, wording, continued=_continued("Statement"))]
    if statement.cannot_assure:
        cannot = [Text("What I cannot assure", theme.LABEL)]
        story.append(
            Labelled(cannot, paragraphs(statement.cannot_assure), continued=_continued("What I cannot assure"))
        )
    return story


def _continued(label: str) -> list[Flowable]:
    return [Text(label, theme.LABEL_AGAIN), Text("continued", theme.NOTE_AGAIN)]


def _findings(context: Context, intention: ReleasedIntention) -> list[Flowable]:
    items = {item.ref: item for item in intention.items}
    actions = [action for action in context.released.actions if action.intention == intention.ref]
    told: set[str] = set()
    story: list[Flowable] = []
    for finding in intention.findings:
        own = [each for each in actions if each.finding == finding.reference and each.reference not in told]
        told.update(each.reference for each in own)
        story.append(_finding(context, finding, items.get(finding.item or ""), own))
    for item_ref, loose in groupby(
        [each for each in actions if each.reference not in told], key=lambda a: a.item or ""
    ):
        story.append(_loose(item_ref, list(loose)))
    for kind, is_withheld in (("Findings", intention.findings_withheld), ("Actions", intention.actions_withheld)):
        if is_withheld:
            story.append(_withheld(context, kind))
    return story


def _finding(
    context: Context, finding: ReleasedFinding, item: ReleasedItem | None, actions: Sequence[ReleasedAction]
) -> Flowable:
    place = f"{escaped(item.ref if item else 'Finding')}  {_quiet(escaped(finding.reference))}"
    heading = Text(place, theme.LABEL)
    label: list[Flowable] = [heading]
    if item is not None and item.answer is not None and item.answer.withheld is None:
        label.append(context.result(item.answer.result))
    label.append(Text(GRADES[finding.grade], theme.NOTE))
    body: list[Flowable] = [Text(inline(finding.title) or "–", theme.FINDING)]
    body += [*paragraphs(finding.detail), *map(_action, actions)]
    return Labelled(label, body, continued=_continued(escaped(item.ref if item else "Finding")), together=1, after=9)


def _quiet(markup: str) -> str:
    return f'<font name="{theme.REGULAR}">{grey(markup)}</font>'


def _loose(item_ref: str, actions: Sequence[ReleasedAction]) -> Flowable:
    label = [Text(escaped(item_ref) or "Actions", theme.LABEL), Text("Actions", theme.NOTE)]
    return Labelled(label if item_ref else label[:1], [_action(each) for each in actions])


def _action(action: ReleasedAction) -> Flowable:
    due = f"by {long_date(action.due)}" if action.due else "no date"
    parts = [escaped(post_words(action.owner)) or "No owner", due, STATES[action.state].lower()]
    if action.entry:
        parts.append(f"from {escaped(action.entry)}")
    if action.completed_on:
        parts.append(f"completed {long_date(action.completed_on)}")
    if action.verified_on:
        parts.append(f"verified {long_date(action.verified_on)}")
    if action.evidence:
        parts.append(f"shown by {escaped(action.evidence)}")
    overdue = f", {strong('overdue')}" if action.is_overdue else ""
    markup = f"{strong(escaped(action.reference))}  {inline(action.title)} {grey(', '.join(parts) + overdue + '.')}"
    progress = " ".join(blocks(action.progress))
    return Barred(Text(f"{markup} {progress}".strip(), theme.ACTION))


def _evidence(context: Context, intention: ReleasedIntention) -> list[Flowable]:
    own = [each for each in context.released.evidence if each.intention == intention.ref]
    told = [
        f"{strong(escaped(each.reference))} {inline(each.title)}{'' if each.is_attached else grey(' (seen)')}"
        for each in own
    ]
    body: list[Flowable] = [Text("; ".join(told) + ".", theme.CELL)] if told else []
    if intention.evidence_withheld:
        body.append(Text(_fixed(context), theme.CELL))
    return [Labelled([Text("Evidence", theme.LABEL)], body, continued=_continued("Evidence"))] if body else []


def _withheld(context: Context, kind: str) -> Flowable:
    return Labelled([Text(kind, theme.LABEL)], [Text(_fixed(context), theme.PROSE)])


def _fixed(context: Context) -> str:
    return strong(f"Withheld: {escaped(context.released.withheld_marking)}")


_FACTS_STYLE: list[tuple[Any, ...]] = [
    ("FONT", (0, 0), (-1, -1), theme.REGULAR, 9, 11.5),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 8),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 1), (-1, 1), 5),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]
