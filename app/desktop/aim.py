"""Where a command leads to on another page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Aim:
    """What a page is opened for: a kind of thing left to do, an intention, an item, or a record; all may be empty."""

    task: str = ""
    intention: str = ""
    item: str = ""
    record_id: str = ""
