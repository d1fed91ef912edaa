"""What the Return page shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from app.services.page_images import PageImage


@dataclass(frozen=True)
class BlockerView:
    """One thing to clear first: `key` comes back when its button is pressed."""

    key: int
    status: Literal["refused", "decide"]
    title: str
    detail: str
    verb: str


@dataclass(frozen=True)
class StayingView:
    """What is sealed: counts with their nouns, and the places, each with the key that opens it."""

    counts: tuple[tuple[int, str], ...] = ()
    marking: str = "RESTRICTED"
    places: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class GateView:
    """One gate: its number, its name, one sentence, and its state as a status glyph and a word."""

    number: int
    name: str
    sentence: str
    status: Literal["passed", "decide", "refused", "waiting", "in_progress"]
    word: str


@dataclass(frozen=True)
class IssuedView:
    """A return that was made earlier."""

    number: str
    date: str
    digest: str


@dataclass(frozen=True)
class PagesView:
    """The finished pages. `render(index, width in px)` draws one, `words(index)` says it; indexes count from 0."""

    count: int
    render: Callable[[int, int], PageImage] = field(repr=False)
    words: Callable[[int], str] = field(repr=False)


@dataclass(frozen=True)
class ReturnView:
    """The whole page. `reason` says why signing waits, or that nothing keeps it; `no_pages` why none are shown."""

    title: str
    due: str
    reason: str
    is_clear: bool
    can_sign: bool
    can_print: bool
    blockers: tuple[BlockerView, ...]
    cleared: str
    staying: StayingView
    gates: tuple[GateView, ...]
    checked: str
    files: tuple[str, ...]
    signers: str
    issued: tuple[IssuedView, ...] = ()
    no_pages: str = ""
