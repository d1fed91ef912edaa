"""How a long job tells where it is and learns that it should stop. Every such job takes these two as arguments."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.errors import Cancelled

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many steps are done, and how many there are."""

IsCancelled = Callable[[], bool]


def no_progress(step: str, done: int, total: int) -> None:
    """Tell nobody."""


def never_cancelled() -> bool:
    """Never stop."""
    return False


class Steps:
    """Tells a progress callback which of `total` steps has begun, and stops between steps when asked to."""

    def __init__(self, progress: Progress, is_cancelled: IsCancelled, total: int) -> None:
        self._progress = progress
        self._is_cancelled = is_cancelled
        self._total = total
        self._done = 0

    def begin(self, name: str) -> None:
        """Say that the next step has begun. Raises Cancelled."""
        stop_if(self._is_cancelled)
        self._progress(name, self._done, self._total)
        self._done += 1

    def finish(self) -> None:
        """Say that all is done."""
        self._progress("Done", self._total, self._total)


def stop_if(is_cancelled: IsCancelled) -> None:
    """Raise Cancelled when the user asked to stop."""
    if is_cancelled():
        raise Cancelled
