"""What the window says while no file is open."""

from __future__ import annotations

from app.desktop.views.shell_view import EmptyView, WayView

OPEN = WayView("open", "file", "Open a file", "From this PC or a drive", "Open…")
SAMPLE = WayView("sample", "book", "Look at a complete example", "A fictional establishment, to try things in",
                 "Open the sample")  # fmt: skip


def welcome() -> EmptyView:
    """Return the page without a file."""
    detail = "Everything about one establishment is kept in one file."
    return EmptyView("folder", "No file is open", detail, (OPEN, SAMPLE))


def cannot_open(sentence: str) -> EmptyView:
    """Return the page of a file that could not be opened; `sentence` says why, and what to do next."""
    way = WayView("open", "file", "Open another file", "From this PC or a drive", "Open…")
    return EmptyView("file", "This file cannot be opened", sentence, (way,), is_fault=True)
