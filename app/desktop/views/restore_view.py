"""What the dialog shows in which a copy is chosen that takes the place of a file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class CopyView:
    """One copy: when it was made, where it is, whose it is and how large, and what going back to it means."""

    key: str
    made: str
    shelf: str
    about: str
    meaning: str


@dataclass(frozen=True)
class RestoreView:
    """The copies that were found, the latest first, with what going back does; `looked` says where else was looked."""

    words: str
    copies: tuple[CopyView, ...]
    looked: str = ""
