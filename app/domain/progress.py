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


def stop_if(is_cancelled: IsCancelled) -> None:
    """Raise Cancelled when the user asked to stop."""
    if is_cancelled():
        raise Cancelled
