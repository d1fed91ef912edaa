"""A page that takes nothing while something is done beside the window to what it shows."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.desktop.job import Job


def hold_page(page: QWidget, job: Job) -> None:
    """Let nobody type in a page or press anything on it until a job has ended; the focus is put back then."""
    focused: QWidget | None = page.focusWidget()
    page.setEnabled(False)

    def let_go() -> None:
        page.setEnabled(True)
        if focused is not None and isValid(focused) and focused.isVisible():
            focused.setFocus()

    for end in (job.succeeded, job.failed, job.stopped):
        end.connect(let_go)
