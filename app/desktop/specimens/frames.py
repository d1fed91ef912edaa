"""What stands around the pages, and pages without content."""

from __future__ import annotations

from app.desktop.views.shell_view import EmptyView, ShellView, StatusView, StoreView, WayView


def shell() -> ShellView:
    """Return the frame with an unlocked store and everything saved."""
    return ShellView(
        "HMP Carrow Vale",
        "2026-27, quarter 2",
        {"checklist": 21, "actions": 3, "statement": 7},
        StoreView("unlocked", "Locks in 14 minutes"),
        StatusView("Saved 14:32", "good", "Backed up 09:05", "RESTRICTED"),
    )


def locked_shell() -> ShellView:
    """Return the frame of a file that another window holds, with a locked store."""
    return ShellView(
        "HMP Carrow Vale",
        "2026-27, quarter 2",
        {"checklist": 204, "statement": 28},
        StoreView("locked", "Sealed text is hidden"),
        StatusView("", "good", "Backed up 09:05", "PROTECT"),
        "This file is open in another window. You can read it here; change it there, or close that window first.",
    )


NEWER_FILE = (
    "It was made by a newer version of Assurance Desk. Nothing in it was changed. Install that version, then open it "
    "again."
)


def nothing_left() -> EmptyView:
    """Return the Checklist without a question."""
    return EmptyView(
        "check",
        "Nothing is left to do here",
        "Every question that is due has its answer.",
        (WayView("all", "checklist", "Read the answers again", "All 204 questions, in order", "Show all"),),
    )
