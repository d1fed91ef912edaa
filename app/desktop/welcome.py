"""What the window says while no file is open."""

from __future__ import annotations

from app.desktop.views.shell_view import EmptyView, WayView

BEGIN = WayView("begin", "plus", "Begin an establishment’s file", "In three steps, with nothing but its name to hand",
                "Begin…")  # fmt: skip
OPEN = WayView("open", "file", "Open a file", "From this PC or a drive", "Open…")
SAMPLE = WayView("sample", "book", "Look at a complete example", "A fictional establishment, to try things in",
                 "Open the sample")  # fmt: skip
RESTORE = WayView("restore", "history", "Go back to a copy of it",
                  "Backups are made by themselves each day. What cannot be opened is kept.", "Go back…")  # fmt: skip

LOST = WayView("restore", "history", "Go back to a copy", "Of a file that is lost, damaged, or not wanted as it is",
               "Go back…")  # fmt: skip


def welcome(recent: tuple[WayView, ...] = ()) -> EmptyView:
    """Return the page without a file; `recent` are the files that were open before, which come first."""
    title = "No file is open" if recent else "Assurance Desk"
    detail = "Everything about one establishment is kept in one file. Nothing goes over a network."
    return EmptyView("folder", title, detail, (*recent, BEGIN, OPEN, SAMPLE, LOST))


def cannot_open(sentence: str, *, may_go_back: bool = False) -> EmptyView:
    """Return the page of a file that could not be opened; `sentence` says why, and what to do next."""
    way = WayView("open", "file", "Open another file", "From this PC or a drive", "Open…")
    ways = (RESTORE, way) if may_go_back else (way,)
    return EmptyView("file", "This file cannot be opened", sentence, ways, is_fault=True)
