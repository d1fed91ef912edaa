"""An intention's checklist: what was asked, what was found, with the sample's figures, and the result."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, Paragraph, Table

from app.domain.catalogue import Duty
from app.domain.records import Result
from app.domain.released import ReleasedAnswer, ReleasedItem, ReleasedSample
from app.returns.pdf import theme
from app.returns.pdf.columns import Wide, chunks
from app.returns.pdf.context import Context
from app.returns.pdf.flowables import ResultWord, SamplePlot
from app.returns.pdf.prose import blocks, escaped, grey, strong
from app.returns.pdf.tables import Caption, Column, Register
from app.returns.words import listed, long_date

_CHECK, _TEST, _WEIGHT, _RESULT = 278.0, 44.0, 37.0, 88.0
_ITEM = theme.BODY_WIDTH - _CHECK - _TEST - _WEIGHT - _RESULT
_FOUND_WIDTH = _CHECK + _TEST + _WEIGHT - 12
_RESULT_COLUMN = 4
_TALLEST = 130.0
_DUTIES = {
    Duty.ENCOURAGED: "Encouraged, not required.",
    Duty.GENERAL_GUIDE: "A general guide.",
    Duty.OPTIONAL: "Optional.",
}
_TINTS = {Result.NOT_MET: theme.BAD, Result.PARTLY_MET: theme.PART_TINT}


def checklist(context: Context, items: Sequence[ReleasedItem]) -> Table:
    """Return the table of an intention's items."""
    note = f"{len(items)} {'item' if len(items) == 1 else 'items'}"
    table = Register(
        (
            Column("Item", _ITEM), Column("Check, and what was found", _CHECK), Column("Test", _TEST),
            Column("Weight", _WEIGHT, is_right=True), Column("Result", _RESULT),
        ),
        Caption("Checklist", note),
    )  # fmt: skip
    table.pad(_RESULT_COLUMN, 6)
    for item in items:
        _add(context, table, item)
    return table.build(before=7, after=11)


def _add(context: Context, table: Register, item: ReleasedItem) -> None:
    found = chunks(_found(item), _FOUND_WIDTH, _TALLEST)
    first = table.row(
        strong(escaped(item.ref)), _question(item), item.method.value.capitalize(), str(item.weight),
        _result(context, item), is_open=bool(found),
    )  # fmt: skip
    for number, stack in enumerate(found):
        table.row("", Wide(stack, _FOUND_WIDTH), "", "", "", is_open=number < len(found) - 1)
    last = table.next_row - 1
    if last > first:
        table.keep(first, first + 1)
        table.tighten(first, last)
    result = item.answer.result if item.answer else None
    if result in _TINTS:
        table.tint(_RESULT_COLUMN, (first, last), _TINTS[result])


def _question(item: ReleasedItem) -> str:
    duty = f" {_DUTIES[item.duty]}" if item.duty in _DUTIES else ""
    return f"{strong(escaped(item.title))}  {grey(escaped(item.question) + duty)}"


def _result(context: Context, item: ReleasedItem) -> Flowable:
    answer = item.answer
    if answer is not None and answer.withheld is not None:
        return Paragraph(strong(f"Withheld: {escaped(answer.withheld)}"), theme.CELL)
    result = answer.result if answer else None
    notes = [] if item.is_due else ["not due"]
    if answer and answer.last_result and answer.last_result is not result:
        notes.append(f"was {context.word_of(answer.last_result)}")
    ink = theme.WHITE if result is Result.NOT_MET else None
    return ResultWord(result, context.word_of(result), notes, ink=ink)


def _found(item: ReleasedItem) -> list[Flowable]:
    answer = item.answer
    if answer is None or answer.withheld is not None:
        return []
    stack: list[Flowable] = []
    if answer.sample is not None:
        stack.append(_sample_line(answer.sample, item))
    told = [*blocks(answer.reason), *blocks(answer.narrative)]
    places = grey(_places(answer))
    told = [*told[:-1], f"{told[-1]}  {places}"] if told else [places]
    return stack + [Paragraph(each, _FOUND) for each in told if each != grey("")]


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
    passes = f"Met from {marks.met} %, Partly met from {marks.partly_met} %" if marks else ""
    cells = [
        Paragraph(f"{strong(f'{sample.size:,} of {sample.population:,}')}{method}", theme.CELL),
        Paragraph(f"Yes {strong(f'{sample.compliant:,}')}", theme.CELL),
        Paragraph(f"No {strong(f'{sample.exceptions:,}')}", theme.CELL),
        Paragraph(strong(percent), theme.CELL_RIGHT),
        SamplePlot(share, (marks.partly_met, marks.met) if marks else ()),
        Paragraph(passes, theme.NOTE),
    ]
    widths = [_FOUND_WIDTH - 47 - 40 - 34 - 76 - 76, 47, 40, 34, 76, 76]
    return Table([cells], colWidths=widths, style=_SAMPLE_STYLE, hAlign="LEFT", spaceAfter=2)


_FOUND = theme.CELL.clone("found", spaceAfter=3.5)
_SAMPLE_STYLE = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (3, 0), (3, 0), 8),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (4, 0), (4, 0), 3),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]
