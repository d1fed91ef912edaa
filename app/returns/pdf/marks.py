"""What is known only once pages are laid out: sections by page, page numbers, places for signatures.

A page number that stands before its page is drawn as a form of its own, filled in at the end, so that the return is
laid out once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from app.returns.pdf import theme
from app.returns.pdf.tags import Tags

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True)
class Section:
    """A place that the outline, the contents and the running head name. `short` is for where two share a page."""

    key: str
    title: str
    short: str
    depth: int = 0


@dataclass
class PageMarks:
    """Collects while pages are drawn."""

    pages: dict[str, int] = field(default_factory=dict)
    """The page that each section starts on, by key."""
    started: dict[int, list[Section]] = field(default_factory=dict)
    """The sections that start on a page."""
    on_top: set[int] = field(default_factory=set)
    """Pages whose first section starts at the very top: nothing of the one before is on them."""
    places: dict[str, tuple[int, Rectangle]] = field(default_factory=dict)
    """Places for signatures: page and rectangle in points, by field name."""
    wanted: dict[str, None] = field(default_factory=dict)
    """Keys of page numbers that some page refers to."""
    feet: int = 0
    """How many pages have been finished."""
    _running: Section | None = None

    def start(self, canvas: Canvas, section: Section, top: float) -> None:
        """Note that a section starts on this page, `top` points above the page's foot."""
        page = canvas.getPageNumber()
        self.pages[section.key] = page
        if page not in self.started and top > theme.BODY_TOP - theme.SECTION.leading:
            self.on_top.add(page)
        self.started.setdefault(page, []).append(section)
        canvas.bookmarkPage(section.key, fit="XYZ", left=0, top=top + 12)
        canvas.addOutlineEntry(section.title, section.key, level=section.depth, closed=section.depth > 0)

    @property
    def titles(self) -> dict[str, str]:
        """The title of each section, by key."""
        return {section.key: section.title for sections in self.started.values() for section in sections}

    def heading(self, page: int) -> str:
        """Return the running head of a page that has just been finished."""
        started = self.started.get(page, [])
        carried = [self._running] if self._running and page not in self.on_top else []
        shown = carried + started
        if started:
            self._running = started[-1]
        if not shown:
            return ""
        return shown[0].title if len(shown) == 1 else f"{shown[0].short} to {shown[-1].short}"

    def draw_number(self, canvas: Canvas, key: str) -> None:
        """Draw the number of the page on which `key` starts, its right end at the origin."""
        self.wanted[key] = None
        canvas.doForm(f"number-{key}")

    def draw_foot(self, canvas: Canvas) -> None:
        """Draw "Page 3 of 47" for this page, its right end at the origin."""
        self.feet = canvas.getPageNumber()
        canvas.doForm(f"foot-{self.feet}")

    def define(self, canvas: Canvas) -> None:
        """Fill in every number that was left open."""
        for key in self.wanted:
            _define(canvas, f"number-{key}", str(self.pages.get(key, "–")), theme.SEMIBOLD, 9, theme.ACCENT)
        for page in range(1, self.feet + 1):
            _define(canvas, f"foot-{page}", f"Page {page} of {self.feet}", theme.REGULAR, 8.5, theme.GREY)


def _define(canvas: Canvas, name: str, text: str, font: str, size: float, colour: Any) -> None:
    canvas.beginForm(name, -120, -4, 1, 12)
    canvas.setFont(font, size)
    canvas.setFillColor(colour)
    canvas.drawRightString(0, 0, text)
    canvas.endForm()


class _SpacedText(PDFTextObject):
    """Text whose lines end in a space, so that a reader does not run their words together (ISO 32000-1, 14.8.2.5)."""

    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N802, N803 (reportlab's names)
        is_plain = type(text) is str  # a shaped line is more than its letters
        super()._textOut(f"{text} " if TStar and is_plain else text, TStar)  # type: ignore[misc]  # no stub


def numbered_canvas(marks: PageMarks, tags: Tags) -> Callable[..., Canvas]:
    """Return a canvas maker whose canvas notes its structure, and fills in the open numbers before it is saved."""

    class NumberedCanvas(Canvas):
        """A canvas with tags that knows its page numbers at the end."""

        def __init__(self, *arguments: Any, **settings: Any) -> None:
            super().__init__(*arguments, **settings)
            self.tags = tags

        def beginText(self, x: float = 0, y: float = 0, direction: Any = None) -> PDFTextObject:  # noqa: N802
            return _SpacedText(self, x, y, direction=direction)

        def linkRect(self, contents: str, destinationname: str, *place: Any, **look: Any) -> None:  # noqa: N802
            super().linkRect(contents, destinationname, *place, **look)
            drawn: Any = self
            tags.note_link(self, len(drawn._annotationrefs) - 1, destinationname)

        def save(self) -> None:
            marks.define(self)
            super().save()

    return NumberedCanvas
