"""A step that can be taken back and done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
    """One act of a user: how it is undone and redone, each as an act of its own in the history.

    `item_ref` is the checklist item it changed, `""` where it changed none. It never holds sealed text.
    """

    undo: Callable[[], object] = field(repr=False)
    redo: Callable[[], object] = field(repr=False)
    item_ref: str = ""
