"""The few shapes that the return's pages are drawn with, beside paragraphs and tables."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from app.domain.records import Level, Result
from app.returns.pdf import theme
from app.returns.pdf.marks import PageMarks, Section
from app.returns.pdf.prose import Text
from app.returns.pdf.signs import draw_bars, draw_sign, draw_unit
from app.returns.pdf.tags import artifact, content, figure


class Shape(Flowable):
    """A flowable of a fixed size."""

    def __init__(self, width: float, height: float, *, before: float = 0, after: float = 0) -> None:
        super().__init__()
        self.width, self.height = width, height
        self.spaceBefore, self.spaceAfter = before, after

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 (reportlab's names)
        """Return the size."""
        return self.width, self.height


class Start(Shape):
    """Marks where a section starts; takes no room but what parts it from the one above on its page."""

    def __init__(self, marks: PageMarks, section: Section, *, before: float = 0) -> None:
        super().__init__(0, 0, before=before)
        self._marks, self._section = marks, section
        self.keepWithNext = 1

    def draw(self) -> None:
        """Tell the page's marks."""
        _, top = self.canv.absolutePosition(0, 0)
        self._marks.start(self.canv, self._section, float(top))


class PageNumber(Shape):
    """The number of the page on which a section starts, right-aligned."""

    def __init__(self, marks: PageMarks, key: str, width: float) -> None:
        super().__init__(width, theme.CELL.leading)
        self._marks, self._key = marks, key

    def draw(self) -> None:
        """Leave the number open, with a link to its page."""
        canvas = self.canv
        with content(canvas, "P", "Link"):
            canvas.saveState()
            canvas.translate(self.width, 2.4)
            self._marks.draw_number(canvas, self._key)
            canvas.restoreState()
            canvas.linkRect("", self._key, (0, 0, self.width, self.height), relative=1, thickness=0)


class Rule(Shape):
    """A line across the body."""

    def __init__(self, colour: Color = theme.ACCENT, thickness: float = 0.9, *, before: float = 0, after: float = 0):
        super().__init__(theme.BODY_WIDTH, thickness, before=before, after=after)
        self._colour = colour

    def draw(self) -> None:
        """Draw the line."""
        with artifact(self.canv):
            self.canv.setStrokeColor(self._colour)
            self.canv.setLineWidth(self.height)
            self.canv.line(0, self.height / 2, self.width, self.height / 2)


class LevelTile(Shape):
    """A level: its tile, its bars, its word. Without a level only the word, in grey."""

    def __init__(
        self, level: Level | None, bars: int, word: str, width: float, *, height: float = 14.6, size: float = 9
    ) -> None:
        super().__init__(width, height)
        self._level, self._bars, self._word, self._size = level, bars, word, size

    def draw(self) -> None:
        """Draw tile, bars and word."""
        canvas = self.canv
        canvas.saveState()
        x, base = self._size * 0.7, (self.height - self._size * 0.7) / 2
        if self._level is None:
            x = 0.0
            canvas.setFillColor(theme.GREY)
            canvas.setFont(theme.SEMIBOLD if self._word.startswith("Withheld") else theme.REGULAR, self._size * 0.9)
        else:
            look = theme.LEVELS[self._level]
            with artifact(canvas):
                self._draw_tile(look)
                x += draw_bars(canvas, x, base - 0.4, self._bars, self._size, look.ink) + self._size * 0.5
            canvas.setFillColor(look.ink)
            canvas.setFont(theme.SEMIBOLD, self._size)
        with content(canvas, "P"):
            canvas.drawString(x, base, self._word)
        canvas.restoreState()

    def _draw_tile(self, look: theme.LevelLook) -> None:
        self.canv.setFillColor(look.fill)
        self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        if look.edge is not None:
            self.canv.setStrokeColor(look.edge)
            self.canv.setLineWidth(0.6)
            self.canv.rect(0.3, 0.3, self.width - 0.6, self.height - 0.6, stroke=1, fill=0)


class LevelWord(Shape):
    """A level as bars and word, without a tile: for an index."""

    def __init__(self, level: Level | None, bars: int, word: str, width: float) -> None:
        super().__init__(width, theme.CELL.leading)
        self._level, self._bars, self._word = level, bars, word

    def draw(self) -> None:
        """Draw bars and word; the two lowest levels and the fixed words are semibold."""
        canvas = self.canv
        if self._level is not None:
            with artifact(canvas):
                draw_bars(canvas, 0, 2, self._bars, 8, theme.INK)
        is_strong = self._level in (Level.LIMITED, Level.UNSATISFACTORY) or self._word.startswith("Withheld")
        canvas.setFont(theme.SEMIBOLD if is_strong else theme.REGULAR, 9)
        canvas.setFillColor(theme.GREY if self._level is None else theme.INK)
        with content(canvas, "P"):
            canvas.drawString(16, 2.4, self._word)


class ResultWord(Flowable):
    """A result's sign and word, and notes beneath: "was Partly met". A tile colours what needs action."""

    def __init__(self, result: Result | None, word: str, notes: Sequence[str] = (), *, is_tile: bool = False) -> None:
        super().__init__()
        self._result = result
        self._fill = theme.RESULT_FILLS.get(result) if is_tile else None
        self._pad = 5.0 if is_tile else 0.0
        self._sign_ink = theme.WHITE if self._fill is theme.BAD else None
        is_strong = result in (Result.NOT_MET, Result.PARTLY_MET)
        word_ink = self._sign_ink or (theme.GREY if result in theme.QUIET_RESULTS else theme.INK)
        self._lines = [_indented(word, self._pad, strong=is_strong, ink=word_ink)]
        self._lines += [_indented(note, self._pad, strong=False, ink=self._sign_ink or theme.GREY) for note in notes]

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 (reportlab's names)
        """Lay the lines out in the width there is."""
        self._heights = [line.wrap(aW, aH)[1] for line in self._lines]
        self.width, self.height = aW, sum(self._heights) + (2.5 if self._fill else 0)
        return self.width, self.height

    def draw(self) -> None:
        """Draw sign, word and notes."""
        canvas, y = self.canv, self.height
        with artifact(canvas):
            if self._fill:
                canvas.setFillColor(self._fill)
                canvas.rect(0, 0, self.width, self.height + 1, stroke=0, fill=1)
            draw_sign(canvas, self._result, self._pad + 0.5, y - 9.4, 7.4, self._sign_ink)
        for line, height in zip(self._lines, self._heights, strict=True):
            y -= height
            line.drawOn(canvas, 0, y)


def _indented(markup: str, pad: float, *, strong: bool, ink: Color) -> Text:
    style = ParagraphStyle("result", parent=theme.CELL, leftIndent=pad + 13, textColor=ink)
    if strong:
        style.fontName = theme.SEMIBOLD
    return Text(markup, style)


class Strip(Shape):
    """One mark for each item, worst first, so that the left edge is the exceptions; down, then across, where many.

    `alternative` says it in words; without, the words stand beside it.
    """

    def __init__(
        self,
        results: Sequence[Result | None],
        width: float,
        *,
        unit: float = 5.2,
        lines: int = 2,
        alternative: str = "",
    ) -> None:
        self._alternative = alternative
        step = unit + 1.2
        fitting = max(1, int((width + 1.2) / step))
        self._lines = min(lines, -(-len(results) // fitting)) or 1
        columns = max(fitting, -(-len(results) // self._lines))
        self._step = (width + 1.2) / columns if columns > fitting else step
        self._unit = self._step * unit / step
        self._results = results
        super().__init__(width, self._unit + (self._lines - 1) * self._step)

    def draw(self) -> None:
        """Draw the marks from the left."""
        with figure(self.canv, self._alternative, self.width, self.height):
            for number, result in enumerate(self._results):
                column, line = divmod(number, self._lines)
                y = self.height - self._unit - line * self._step
                draw_unit(self.canv, result, column * self._step, y, self._unit)


class Barred(Flowable):
    """A paragraph beside an accent bar: an action under its finding."""

    def __init__(self, paragraph: Flowable, *, after: float = 7, indent: float = 12) -> None:
        super().__init__()
        self._paragraph, self._indent = paragraph, indent
        self.spaceAfter = after

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 (reportlab's names)
        """Lay the paragraph out beside the bar."""
        _, height = self._paragraph.wrap(aW - self._indent, aH)
        self.width, self.height = aW, height
        return aW, height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 (reportlab's names)
        """Split between lines, each part with its bar."""
        parts = self._paragraph.split(aW - self._indent, aH)
        afters = [0.0] * (len(parts) - 1) + [self.getSpaceAfter()]
        return [Barred(part, after=after, indent=self._indent) for part, after in zip(parts, afters, strict=False)]

    def draw(self) -> None:
        """Draw bar and paragraph."""
        with artifact(self.canv):
            self.canv.setStrokeColor(theme.ACCENT)
            self.canv.setLineWidth(1.4)
            self.canv.line(0.7, 0.5, 0.7, self.height - 2)
        self._paragraph.drawOn(self.canv, self._indent, 0)


class SamplePlot(Shape):
    """A sample's share of compliance as a bar from 0 to 100, with a tick at each pass mark."""

    def __init__(self, share: float, ticks: Sequence[int], width: float = 60) -> None:
        super().__init__(width, 6)
        self._share, self._ticks = share, ticks

    def draw(self) -> None:
        """Draw frame, bar and ticks: the figures beside them are the text."""
        with artifact(self.canv):
            self._draw()

    def _draw(self) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(theme.GREY)
        canvas.setFillColor(theme.GREY)
        canvas.setLineWidth(0.4)
        canvas.rect(0, 0, self.width, 5, stroke=1, fill=0)
        canvas.rect(0, 0, self.width * self._share, 5, stroke=0, fill=1)
        canvas.setStrokeColor(theme.INK)
        canvas.setLineWidth(0.7)
        for tick in self._ticks:
            canvas.line(self.width * tick / 100, -1.5, self.width * tick / 100, 6.5)
        canvas.restoreState()
