"""A blank checklist of one intention: what to ask and look for, boxes to tick, a grid for a sample, lines to write."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer

from app.domain.catalogue import ChecklistItem, Intention
from app.domain.catalogue_terms import Method
from app.returns.pdf import theme
from app.returns.pdf.columns import Labelled
from app.returns.pdf.context import Context, intention_key
from app.returns.pdf.flowables import Rule
from app.returns.pdf.marks import Section
from app.returns.pdf.prose import Text, escaped, strong
from app.returns.pdf.tags import artifact
from app.returns.words import name_of

_BOX = 9.0
_LINE_GAP = 20.0
_LINES = 4
_GRID_COLUMNS = 10
_GRID_CELLS = 30
_CELL_HEIGHT = 16.0


def blank_checklist(context: Context, intention: Intention, items: Sequence[ChecklistItem]) -> list[Flowable]:
    """Return one intention's items, each kept together; the next intention begins on a new page."""
    key = Section(intention_key(intention.ref), f"{intention.ref} {intention.short}", intention.ref)
    story: list[Flowable] = [
        context.quiet_start(key),
        Labelled(
            [Text(escaped(intention.ref), theme.INTENTION_REF)],
            [Text(escaped(intention.short), theme.INTENTION), Text(escaped(intention.title), theme.NOTE)],
            after=7,
        ),
        Text(f"{escaped(name_of(context.released))}, {escaped(context.released.period.name)}", theme.SUBTITLE),
        Spacer(1, 4),
        Text(_WARNING, theme.CELL_GREY),
        Spacer(1, 6),
        Fields(("Filled in by", "On", "Where")),
        Rule(after=8),
    ]
    for item in items:
        story += _item(context, item)
    return [*story, PageBreak()]


_WARNING = (
    "Write nothing RESTRICTED here. Mark each page that you write on, keep it locked away, and destroy it once it is "
    "typed up."
)


def _item(context: Context, item: ChecklistItem) -> list[Flowable]:
    placed = [
        Text(escaped(item.ref), theme.LABEL),
        Text(f"{item.method.value.capitalize()}<br/>Weight {item.weight}", theme.NOTE),
    ]
    asked = [Text(f"{strong(escaped(item.title))}  {escaped(item.question)}", theme.PROSE)]
    if item.guidance:
        asked.append(Text(f"{strong('Guidance:')} {escaped(item.guidance)}", theme.NOTE))
    if item.evidence_expected:
        asked.append(Text(f"{strong('Evidence:')} {escaped('; '.join(item.evidence_expected))}", theme.NOTE))
    words = [each.word for each in context.released.result_meanings]
    head: list[Flowable] = [
        Labelled(placed, asked, after=4),
        Boxes(words),
    ]
    if item.method is Method.SAMPLE:
        marks = item.pass_marks
        note = f"Met from {marks.met} of 100, Partly met from {marks.partly_met}." if marks else ""
        head.append(SampleGrid(note))
    head.append(Lines(_LINES, "What was found, and where it can be seen"))
    return [CondPageBreak(120), KeepTogether(head), Spacer(1, 12)]


class Fields(Flowable):
    """Labels with a line behind each to write on, side by side."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__()
        self._labels = labels

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 (reportlab's names)
        """Take one line of writing."""
        self.width, self.height = aW, 22.0
        return aW, self.height

    def draw(self) -> None:
        """Draw the labels and their lines."""
        share = self.width / len(self._labels)
        with artifact(self.canv):
            for place, label in enumerate(self._labels):
                _write(self.canv, place * share, 4, label)
                start = place * share + theme.text_width(label, theme.REGULAR, 8.5) + 5
                is_last = place == len(self._labels) - 1
                _rule(self.canv, start, self.width if is_last else (place + 1) * share - 10, 2)


class Boxes(Flowable):
    """A box to tick for each result, and the fields of who tested it and when."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__()
        self._words = words

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 (reportlab's names)
        """Take one line."""
        self.width, self.height = aW, 20.0
        return aW, self.height

    def draw(self) -> None:
        """Draw the boxes in a row."""
        x = 0.0
        with artifact(self.canv):
            for word in self._words:
                self.canv.setStrokeColor(theme.GREY)
                self.canv.setLineWidth(0.8)
                self.canv.rect(x, 5, _BOX, _BOX)
                _write(self.canv, x + _BOX + 4, 6.5, word, theme.INK)
                x += _BOX + 16 + theme.text_width(word, theme.REGULAR, 8.5)
            _write(self.canv, x + 4, 6.5, "Tested on")
            _rule(self.canv, x + 48, self.width, 4)


class SampleGrid(Flowable):
    """Population, size and compliant to be filled in, and numbered cells for what was looked at."""

    def __init__(self, note: str) -> None:
        super().__init__()
        self._note = note

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 (reportlab's names)
        """Take the head line, the grid, and the note."""
        rows = -(-_GRID_CELLS // _GRID_COLUMNS)
        self.width, self.height = aW, 22 + rows * _CELL_HEIGHT + 14
        return aW, self.height

    def draw(self) -> None:
        """Draw the fields, then the cells from the upper left."""
        with artifact(self.canv):
            self._draw_head()
            self._draw_cells()
            _write(self.canv, 0, 2, f"Tick each that complies, cross each that does not. {self._note}".strip())

    def _draw_head(self) -> None:
        share = self.width / 4
        for place, label in enumerate(("Population", "How chosen", "Sample size", "Compliant")):
            _write(self.canv, place * share, self.height - 14, label)
            start = place * share + theme.text_width(label, theme.REGULAR, 8.5) + 5
            _rule(self.canv, start, self.width if place == 3 else (place + 1) * share - 10, self.height - 16)

    def _draw_cells(self) -> None:
        width, top = self.width / _GRID_COLUMNS, self.height - 22
        self.canv.setStrokeColor(theme.LINE)
        self.canv.setLineWidth(0.5)
        for cell in range(_GRID_CELLS):
            x, y = (cell % _GRID_COLUMNS) * width, top - (cell // _GRID_COLUMNS + 1) * _CELL_HEIGHT
            self.canv.rect(x, y, width, _CELL_HEIGHT)
            _write(self.canv, x + 3, y + 5.5, str(cell + 1))


class Lines(Flowable):
    """Ruled lines to write on, below a label."""

    def __init__(self, count: int, label: str) -> None:
        super().__init__()
        self._count, self._label = count, label

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 (reportlab's names)
        """Take the label and the lines."""
        self.width, self.height = aW, 14 + self._count * _LINE_GAP
        return aW, self.height

    def draw(self) -> None:
        """Draw label and lines."""
        with artifact(self.canv):
            _write(self.canv, 0, self.height - 10, self._label)
            for line in range(self._count):
                _rule(self.canv, 0, self.width, self.height - 14 - (line + 1) * _LINE_GAP + 2)


def _write(canvas: Canvas, x: float, y: float, words: str, colour: Color = theme.GREY) -> None:
    canvas.setFont(theme.REGULAR, 8.5)
    canvas.setFillColor(colour)
    canvas.drawString(x, y, words)


def _rule(canvas: Canvas, start: float, end: float, y: float) -> None:
    canvas.setStrokeColor(theme.LINE)
    canvas.setLineWidth(0.5)
    canvas.line(start, y, end, y)
