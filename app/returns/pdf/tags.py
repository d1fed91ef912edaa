"""The structure of a return for those who cannot see it, noted while its pages are drawn (ISO 32000-1, 14.7 and 14.8).

What is drawn is either content of an element (paragraph, heading, cell) or an artifact: lines, signs, heads and feet.
A canvas without tags draws the same pages untagged.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfgen.canvas import Canvas

HEADING = "H"
"""A heading one level below the last one of a fixed level."""
ARTIFACT = "Artifact"


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked content: its page, from 0, and its number on that page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Reference:
    """An annotation: its page, from 0, and its place among that page's annotations."""

    page: int
    place: int


@dataclass(slots=True, eq=False)
class Element:
    """An element of the structure: `kind` is a standard type, `attributes` are those of its kind's owner."""

    kind: str
    kids: list[Element | Mark | Reference] = field(default_factory=list)
    alternative: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it was drawn: where it is, the key of the place it leads to, its element."""

    reference: Reference
    key: str
    element: Element


class Tags:
    """Collects the structure while one canvas is drawn on, from its first page to its last."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self.pages: dict[int, list[Element]] = {}
        """The owner of each mark, by page."""
        self.links: list[Link] = []
        self.fields: dict[str, Element] = {}
        """The element of each signature field, by the field's name."""
        self._open = [self.root]
        self._shared: dict[str, Element] = {}
        self._artifacts = 0
        self._level = 0
        self._begun: Element | None = None
        self.lone: Element | None = None
        """A cell that holds one paragraph alone, and so needs no element for it; cleared by the paragraph."""

    def paragraph(self) -> Element:
        """Return the element of a paragraph: a cell that holds nothing else, or a new one."""
        element, self.lone = self.lone, None
        return element or self.add("P")

    def add(self, kind: str, alternative: str = "", **attributes: Any) -> Element:
        """Add an element to the one that is open."""
        element = Element(kind, [], alternative, attributes)
        self._open[-1].kids.append(element)
        return element

    def shared(self, key: str, kind: str) -> Element:
        """Return the element called `key`, which several flowables fill; the first one adds it."""
        if key not in self._shared:
            self._shared[key] = self.add(kind)
        return self._shared[key]

    def heading(self, kind: str, *, is_begun: bool = False) -> Element:
        """Add a heading. One that is only begun takes the next heading of its kind in: "1(f)", then "Drugs"."""
        if self._begun is not None and self._begun.kind == kind:
            element, self._begun = self._begun, None
            return element
        if kind == HEADING:
            return self.add(f"H{self._level + 1}")
        self._level = int(kind[1:])
        element = self.add(kind)
        self._begun = element if is_begun else None
        return element

    def enter(self, element: Element) -> None:
        """Open an element: what is added from now on is added to it."""
        self._open.append(element)

    def leave(self) -> None:
        """Close the element that was opened last."""
        self._open.pop()

    @property
    def is_artifact(self) -> bool:
        """Whether what is drawn now is part of no element."""
        return self._artifacts > 0

    def begin(self, canvas: Canvas, element: Element) -> None:
        """Begin drawing content of an element."""
        page = canvas.getPageNumber() - 1
        owners = self.pages.setdefault(page, [])
        mark = Mark(page, len(owners))
        owners.append(element)
        element.kids.append(mark)
        canvas.addLiteral(f"/{element.kind} <</MCID {mark.number}>> BDC")

    def begin_artifact(self, canvas: Canvas, properties: str = "") -> None:
        """Begin drawing what is part of no element."""
        if not self._artifacts:
            canvas.addLiteral(f"/Artifact <<{properties}>> BDC" if properties else "/Artifact BMC")
        self._artifacts += 1

    def end_artifact(self, canvas: Canvas) -> None:
        """End what `begin_artifact` began."""
        self._artifacts -= 1
        if not self._artifacts:
            canvas.addLiteral("EMC")

    def note_link(self, canvas: Canvas, place: int, key: str) -> None:
        """Note the annotation of a link that has just been drawn: the `place`th of its page."""
        element = self._open[-1] if self._open[-1].kind == "Link" else self.add("Link")
        reference = Reference(canvas.getPageNumber() - 1, place)
        element.kids.append(reference)
        self.links.append(Link(reference, key, element))


def tags_of(canvas: Any) -> Tags | None:
    """Return a canvas's tags; None where it has none."""
    return getattr(canvas, "tags", None)


@contextmanager
def inside(canvas: Canvas, kind: str, **attributes: Any) -> Iterator[None]:
    """Add an element and open it while something is drawn."""
    tags = tags_of(canvas)
    if tags is None or tags.is_artifact:
        yield
        return
    tags.enter(tags.add(kind, **attributes))
    yield
    tags.leave()


@contextmanager
def content(canvas: Canvas, *kinds: str, alternative: str = "", **attributes: Any) -> Iterator[None]:
    """Draw the content of a new element; with several kinds each lies in the one before: a paragraph, its link."""
    tags = tags_of(canvas)
    if tags is None or tags.is_artifact:
        yield
        return
    for kind in kinds[:-1]:
        tags.enter(tags.add(kind))
    element = tags.add(kinds[-1], alternative, **attributes)
    tags.enter(element)
    tags.begin(canvas, element)
    yield
    canvas.addLiteral("EMC")
    for _ in kinds:
        tags.leave()


@contextmanager
def artifact(canvas: Canvas, properties: str = "") -> Iterator[None]:
    """Draw what is part of no element. `properties` are those of an artifact, such as `/Type /Pagination`."""
    tags = tags_of(canvas)
    if tags is None:
        yield
        return
    tags.begin_artifact(canvas, properties)
    yield
    tags.end_artifact(canvas)


@contextmanager
def figure(canvas: Canvas, alternative: str, width: float, height: float) -> Iterator[None]:
    """Draw a figure of this size at the origin, told in words; an artifact where there are none."""
    if not alternative:
        with artifact(canvas):
            yield
        return
    x, y = canvas.absolutePosition(0, 0)
    box = [round(float(each), 2) for each in (x, y, x + width, y + height)]
    with content(canvas, "Figure", alternative=alternative, BBox=box, Placement="Block"):
        yield
