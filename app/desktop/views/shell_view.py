"""What the frame around the pages shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.domain.roles import Role


@dataclass(frozen=True)
class StoreView:
    """The sealed store: `none` where the file has none. `detail` says when it locks, or what is hidden."""

    state: Literal["none", "locked", "unlocked"] = "none"
    detail: str = ""


@dataclass(frozen=True)
class StatusView:
    """The status bar: what was saved (`tone` good, bad or ink2), the backup, the highest marking on show."""

    saved: str = ""
    tone: Literal["good", "bad", "ink2"] = "good"
    backup: str = ""
    marking: str = ""


@dataclass(frozen=True)
class ShellView:
    """The file that is open: its name, its period, what is left to do by page key, and why it cannot be changed.

    `notice` is the sentence of the read-only banner, `""` while the file can be written.
    """

    name: str
    period: str
    counts: dict[str, int]
    store: StoreView = StoreView()
    status: StatusView = StatusView()
    notice: str = ""
    role: Role = Role.ESTABLISHMENT


@dataclass(frozen=True)
class WayView:
    """One way to begin, on an empty page: what it does, and the verb on its button."""

    key: str
    icon: str
    title: str
    detail: str
    verb: str
    is_enabled: bool = True


@dataclass(frozen=True)
class EmptyView:
    """A page with nothing to show, or that could not be shown: why, and ways on."""

    icon: str
    title: str
    detail: str
    ways: tuple[WayView, ...] = ()
    is_fault: bool = False
