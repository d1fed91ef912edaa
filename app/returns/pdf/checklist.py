"""An intention's checklist: what was asked, what was found, with the sample's figures, and the result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable, Table

from app.domain.catalogue import Duty
from app.domain.released import ReleasedAnswer, ReleasedItem, ReleasedSample
from app.returns.pdf import theme
from app.returns.pdf.columns import chunks
from app.returns.pdf.context import Context
from app.returns.pdf.flowables import ResultWord, SamplePlot
from app.returns.pdf.grid import RowPlan
from app.returns.pdf.prose import Text, blocks, escaped, grey, strong
from app.returns.pdf.tables import Caption, Column, Register, length
from app.returns.words import listed, long_date

_ITEM, _RESULT = 46.0, 80.0
_CHECK = theme.BODY_WIDTH - _ITEM - _RESULT
_FOUND_WIDTH = _CHECK - 10
_TALLEST = 120.0
_SHORT = 400
"""Characters up to which what was found is sure to fit into one row."""
_DUTIES = {
    Duty.ENCOURAGED: "Encouraged, not required.",
    Duty.GENERAL_GUIDE: "A general guide.",
    Duty.OPTIONAL: "Optional.",
}


def checklist(context: Context, items: Sequence[ReleasedItem]) -> Table:
    """Return the table of an intention's items."""
    note = f"{len(items)} {'item' if len(items) == 1 else 'items'}"
    columns = (Column("Item", _ITEM), Column("Check, and what was found", _CHECK), Column("Result", _RESULT))
    table = Register(columns, Caption("Checklist", note))
    for item in items:
        _add(context, table, item)
    return table.build(before=3.5, after=11)


def _add(context: Context, table: Register, item: ReleasedItem) -> None:
    told = _told(item)
    rows = chunks(told, _FOUND_WIDTH, _TALLEST) if sum(map(length, told)) > _SHORT else [told]
    for number, stack in enumerate(rows):
        is_first, is_last = number == 0, number == len(rows) - 1
        table.row(_placed(item) if is_first else "", stack, _result(context, item) if is_first else "",
                  is_open=not is_last, plan=RowPlan(is_continued=not is_first))  # fmt: skip


def _placed(item: ReleasedItem) -> list[Flowable]:
    """Return the item's reference, how it is tested, and its weight."""
    note = f"{item.method.value.capitalize()}<br/>Weight {item.weight}"
    return [Text(escaped(item.ref), theme.ITEM), Text(note, theme.NOTE)]


def _result(context: Context, item: ReleasedItem) -> Flowable:
    answer = item.answer
    if answer is not None and answer.withheld is not None:
        return Text(strong(f"Withheld: {escaped(answer.withheld)}"), theme.CELL)
    result = answer.result if answer else None
    notes = [] if item.is_due else ["not due"]
    if answer and answer.last_result and answer.last_result is not result:
        notes.append(f"was {context.word_of(answer.last_result)}")
    return ResultWord(result, context.word_of(result), notes, is_tile=True)


def _told(item: ReleasedItem) -> list[Flowable]:
    """Return the check as it was asked, the sample, and what was found."""
    duty = f" {_DUTIES[item.duty]}" if item.duty in _DUTIES else ""
    asked = f"{strong(escaped(item.title))}  {grey(escaped(item.question) + duty)}"
    stack: list[Flowable] = [Text(asked, theme.TOLD)]
    answer = item.answer
    if answer is None or answer.withheld is not None:
        return stack
    if answer.sample is not None:
        stack.append(_sample_line(answer.sample, item))
    told = [*blocks(answer.reason), *blocks(answer.narrative)]
    if places := _places(answer):
        told = [*told[:-1], f"{told[-1]}  {grey(places)}"] if told else [grey(places)]
    return stack + [Text(each, theme.TOLD) for each in told]


def _places(answer: ReleasedAnswer) -> str:
    parts = [f"Tested {long_date(answer.tested_on)}."] if answer.tested_on else []
    if answer.evidence:
        parts.append(f"Evidence {escaped(listed(answer.evidence))}.")
    return " ".join(parts)


def _sample_line(sample: ReleasedSample, item: ReleasedItem) -> Flowable:
    marks = item.pass_marks
    share = sample.compliant / sample.size if sample.size else 0.0
    method = f", {escaped(sample.method).lower()}" if sample.method else ""
    percent = f"{100 * sample.compliant // sample.size} %" if sample.size else "–"
    cells = [
        Text(f"{strong(f'{sample.size:,} of {sample.population:,}')}{method}", theme.CELL),
        Text(f"Yes {strong(f'{sample.compliant:,}')}", theme.CELL),
        Text(f"No {strong(f'{sample.exceptions:,}')}", theme.CELL),
        Text(strong(percent), theme.CELL_RIGHT),
        SamplePlot(share, (marks.partly_met, marks.met) if marks else ()),
        Text(f"pass marks {marks.met}, {marks.partly_met}" if marks else "", theme.NOTE),
    ]
    widths = [_FOUND_WIDTH - 44 - 38 - 40 - 66 - 82, 44, 38, 40, 66, 82]
    return Table([cells], colWidths=widths, style=_SAMPLE_STYLE, hAlign="LEFT", spaceAfter=2)


_SAMPLE_STYLE: list[tuple[Any, ...]] = [
    ("FONT", (0, 0), (-1, -1), theme.REGULAR, 9, 11.5),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (3, 0), (3, 0), 8),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (4, 0), (4, 0), 3),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]
