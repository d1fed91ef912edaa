"""The summary: the whole return on one page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, groupby
from typing import Any

from reportlab.platypus import Flowable, PageBreak

from app.domain.records import Level, Result
from app.domain.released import ReleasedIntention
from app.returns.pdf import theme
from app.returns.pdf.context import Context, intention_key, results_worst_first
from app.returns.pdf.cover import applying
from app.returns.pdf.flowables import Shape, Strip
from app.returns.pdf.grid import Grid, RowKind, RowPlan, tagged_grid
from app.returns.pdf.intention import counts_words
from app.returns.pdf.prose import Text, escaped, link, strong
from app.returns.pdf.signs import WORST_FIRST, draw_sign, draw_unit
from app.returns.pdf.tags import artifact, content
from app.returns.words import change_words, compared, counted, joined, level_rank, level_word, number_words, sentence

_ROW, _GROUP_ROW, _HEAD_ROW = 15.2, 17.0, 19.0
_LEAD_ROOM = 54.0
_FIGURE = 14.0
"""Size of the counts."""
_WIDTHS = (26.0, 126.0, 92.0, 100.0, 28.0, 24.0, 91.28)
_CHANGED = "▲", "▼"


def summary(context: Context) -> list[Flowable]:
    """Return the summary page."""
    return [
        *context.section("summary", "Summary"),
        _fitted(_lead(context)),
        CountsBar(context),
        _heat_map(context),
        _Legend(context),
        PageBreak(),
    ]


def _fitted(lead: str) -> Text:
    """Return the lead, set smaller where it would push the table off the page."""
    text = Text(lead, theme.LEAD)
    _, height = text.wrap(theme.BODY_WIDTH, theme.BODY_HEIGHT)
    return text if height <= _LEAD_ROOM else Text(lead, theme.PROSE)


def _lead(context: Context) -> str:
    released = context.released
    level, word = context.level_of(released.statement)
    last = f", {compared(released, level, released.last_level)}" if level and released.last_level else ""
    opening = f"{word} assurance overall{last}." if level else "There is no level for the establishment as a whole."
    return " ".join(filter(None, [strong(escaped(opening)), _changes(context), _weakest(context), _withheld(context)]))


def _changes(context: Context) -> str:
    pairs = [
        (each.last_level, level)
        for each in applying(context)
        if each.last_level and (level := context.level_of(each.statement)[0])
    ]
    if not pairs:
        return ""
    risen = sum(level_rank(now) < level_rank(last) for last, now in pairs)
    fallen = sum(level_rank(now) > level_rank(last) for last, now in pairs)
    kept = len(pairs) - risen - fallen
    parts = [
        f"{counted(risen, 'intention')} {'has' if risen == 1 else 'have'} risen",
        f"{number_words(fallen)} {'has' if fallen == 1 else 'have'} fallen",
        f"{number_words(kept)} {'is' if kept == 1 else 'are'} unchanged",
    ]
    return f"{sentence(joined(parts))}."


def _weakest(context: Context) -> str:
    parts = []
    for level in (Level.UNSATISFACTORY, Level.LIMITED):
        refs = [each.ref for each in applying(context) if context.level_of(each.statement)[0] is level]
        if refs:
            links = joined([link(intention_key(ref), ref) for ref in refs])
            parts.append(f"{level_word(context.released, level)}: {links}.")
    return " ".join(parts)


def _withheld(context: Context) -> str:
    number = context.released.counts.withheld
    return f"{sentence(counted(number, 'answer'))} {'is' if number == 1 else 'are'} withheld." if number else ""


class CountsBar(Shape):
    """How many items have which result: figures, then one bar divided in their proportion."""

    def __init__(self, context: Context) -> None:
        super().__init__(theme.BODY_WIDTH, 38, after=7)
        counts = context.released.counts
        numbers = {
            Result.NOT_MET: counts.not_met, Result.PARTLY_MET: counts.partly_met, None: counts.not_answered,
            Result.NOT_TESTED: counts.not_tested, Result.MET: counts.met,
            Result.NOT_APPLICABLE: counts.not_applicable,
        }  # fmt: skip
        self._entries = [(result, numbers[result], context.word_of(result)) for result in WORST_FIRST]
        self._entries = [each for each in self._entries if each[1] or each[0] is not None]

    def draw(self) -> None:
        """Draw the figures over the bar."""
        self._draw_figures()
        with artifact(self.canv):
            self._draw_bar()

    def _draw_figures(self) -> None:
        texts = [(str(number), word) for _, number, word in self._entries]
        room = self.width - sum(_figure_width(*each) for each in texts)
        gap = min(26.0, room / max(1, len(texts) - 1))
        places = list(accumulate((_figure_width(*each) + gap for each in texts), initial=0.0))
        with artifact(self.canv):
            for (result, _, _), x in zip(self._entries, places, strict=False):
                draw_sign(self.canv, result, x, 20.5, 8.5)
        with content(self.canv, "P"):
            self._draw_words(texts, places)

    def _draw_words(self, texts: Sequence[tuple[str, str]], places: Sequence[float]) -> None:
        canvas = self.canv
        for (number, word), x in zip(texts, places, strict=False):
            canvas.setFillColor(theme.INK)
            canvas.setFont(theme.SEMIBOLD, _FIGURE)
            canvas.drawString(x + 12, 20, number)
            canvas.setFont(theme.REGULAR, 9)
            canvas.drawString(x + 15 + theme.text_width(number, theme.SEMIBOLD, _FIGURE), 20, word)

    def _draw_bar(self) -> None:
        canvas, x = self.canv, 0.0
        total = sum(number for _, number, _ in self._entries)
        fills = {Result.NOT_MET: theme.BAD, Result.PARTLY_MET: theme.PART, Result.MET: theme.GOOD}
        for result, number, _ in self._entries:
            width = self.width * number / total if total else 0.0
            canvas.setLineWidth(0.5)
            if result in fills:
                canvas.setFillColor(fills[result])
                canvas.rect(x, 0, max(0.0, width - 0.8), 11, stroke=0, fill=1)
            elif result is Result.NOT_APPLICABLE:
                canvas.setStrokeColor(theme.LINE)
                canvas.line(x, 5.5, x + width, 5.5)
            elif width > 1:
                canvas.setStrokeColor(theme.GREY)
                canvas.setDash(*((0.9, 1.1) if result is None else (1, 0)))
                canvas.rect(x + 0.5, 0.25, width - 1.5, 10.5, stroke=1, fill=0)
                canvas.setDash()
            x += width


def _figure_width(number: str, word: str) -> float:
    return 15 + theme.text_width(number, theme.SEMIBOLD, _FIGURE) + theme.text_width(word, theme.REGULAR, 9)


def _heat_map(context: Context) -> Grid:
    heads = ("Ref", "Intention", "Assurance", "Since last return", "Score", "Was", "Items, worst first")
    styles = [theme.HEAD_RIGHT if head in ("Score", "Was") else theme.HEAD for head in heads]
    rows: list[list[Any]] = [[Text(head, style) for head, style in zip(heads, styles, strict=True)]]
    commands: list[tuple[Any, ...]] = [("LINEBELOW", (0, 0), (-1, 0), 0.9, theme.ACCENT)]
    heights, plans = [_HEAD_ROW], [RowPlan(RowKind.HEADS)]
    titles = {group.number: group.title for group in context.released.groups}
    for number, intentions in groupby(context.released.intentions, key=lambda each: each.group):
        if len(rows) > 1:
            commands.append(("LINEBELOW", (0, len(rows) - 1), (-1, len(rows) - 1), 0.6, theme.GREY))
        rows.append([f"{number}  {titles.get(number, '')}", *[""] * 6])
        commands += [
            ("FONT", (0, len(rows) - 1), (0, len(rows) - 1), theme.SEMIBOLD, 9, 11.5),
            ("TEXTCOLOR", (0, len(rows) - 1), (0, len(rows) - 1), theme.ACCENT),
            ("LINEBELOW", (0, len(rows) - 1), (-1, len(rows) - 1), 0.35, theme.LINE),
        ]
        heights.append(_GROUP_ROW)
        plans.append(RowPlan(RowKind.GROUP))
        for intention in intentions:
            rows.append(_row(context, intention))
            heights.append(_ROW)
            plans.append(RowPlan())
            commands.append(("LINEBELOW", (0, len(rows) - 1), (-1, len(rows) - 1), 0.35, theme.LINE))
    commands.append(("LINEBELOW", (0, len(rows) - 1), (-1, len(rows) - 1), 0.6, theme.GREY))
    return tagged_grid(
        rows, plans, colWidths=list(_WIDTHS), rowHeights=heights, repeatRows=1, style=[*_STYLE, *commands],
        hAlign="LEFT", spaceAfter=6,
    )  # fmt: skip


def _row(context: Context, intention: ReleasedIntention) -> list[Any]:
    key = intention_key(intention.ref)
    if intention.does_not_apply:
        return [
            intention.ref, Text(escaped(intention.short), theme.CELL_GREY), "–  Does not apply",
            Text(escaped(intention.does_not_apply), theme.CELL_GREY), "", "", "",
        ]  # fmt: skip
    level, _ = context.level_of(intention.statement)
    change = change_words(context.released, level, intention.last_level)
    style = theme.CELL if change.startswith(_CHANGED) else theme.CELL_GREY
    return [
        Text(link(key, intention.ref), theme.CELL),
        Text(link(key, escaped(intention.short)).replace("#17405E", "#15191C"), theme.CELL),
        context.tile(intention.statement, _WIDTHS[2] - 6, height=_ROW - 1.2),
        Text(change, style),
        "–" if intention.score.value is None else str(intention.score.value),
        "–" if intention.last_score is None else str(intention.last_score),
        Strip(results_worst_first(intention), _WIDTHS[6] - 9, alternative=counts_words(context, intention.counts)),
    ]


class _Legend(Shape):
    """What the marks of a strip stand for, and what the figures are."""

    def __init__(self, context: Context) -> None:
        super().__init__(theme.BODY_WIDTH, 11)
        self._words = [(result, context.word_of(result)) for result in WORST_FIRST]

    def draw(self) -> None:
        """Draw each mark with its word."""
        canvas = self.canv
        widths = (19.5 + theme.text_width(word, theme.REGULAR, 8.5) for _, word in self._words)
        places = list(accumulate(widths, initial=0.0))
        with artifact(canvas):
            for (result, _), x in zip(self._words, places, strict=False):
                draw_unit(canvas, result, x, 2.2, 5.2)
        with content(canvas, "P"):
            canvas.setFont(theme.REGULAR, 8.5)
            canvas.setFillColor(theme.GREY)
            for (_, word), x in zip(self._words, places, strict=False):
                canvas.drawString(x + 8.5, 2.2, word)
            canvas.drawRightString(self.width, 2.2, "Score: of 100. Darker is worse.")


_STYLE: list[tuple[Any, ...]] = [
    ("FONT", (0, 0), (-1, -1), theme.REGULAR, 9, 11.5),
    ("TEXTCOLOR", (0, 0), (-1, -1), theme.GREY),
    ("TEXTCOLOR", (4, 0), (4, -1), theme.INK),
    ("ALIGN", (4, 0), (5, -1), "RIGHT"),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("LEFTPADDING", (6, 0), (6, -1), 9),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (2, 0), (2, -1), 6),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]
