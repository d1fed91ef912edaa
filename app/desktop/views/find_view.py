"""What Find anything shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FindHeading:
    """The kind of the rows below."""

    title: str


@dataclass(frozen=True)
class FindRow:
    """One thing found; `span` is where the words stand in `line`, `status` a status's key."""

    key: str
    icon: str
    reference: str
    line: str
    span: tuple[int, int] | None = None
    beside: str = ""
    status: str = ""

    @property
    def spoken(self) -> str:
        """Return the row for those who hear it."""
        return ", ".join(part for part in (self.reference, self.line, self.beside) if part)


@dataclass(frozen=True)
class FindView:
    """Headings and rows, and what stands below: whether sealed text is searched, or can be."""

    rows: tuple[FindHeading | FindRow, ...] = ()
    note: str = ""
    nothing: str = ""
    can_search_sealed: bool = False
    searches_sealed: bool = False
