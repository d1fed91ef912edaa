"""One named step in the Edit menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from app.domain.steps import Step

Replay = Callable[[Callable[[], object], str], None]
"""Does one side of a step through the session; the second argument is the item that it changed."""


class UndoStep(QUndoCommand):
    """A step that was already taken when it is pushed."""

    def __init__(self, words: str, step: Step, replay: Replay) -> None:
        super().__init__(words)
        self._step = step
        self._replay = replay
        self._is_taken = True

    def undo(self) -> None:
        """Take the step back."""
        self._replay(self._step.undo, self._step.item_ref)

    def redo(self) -> None:
        """Take the step again; the first call comes from the push and does nothing."""
        if self._is_taken:
            self._is_taken = False
            return
        self._replay(self._step.redo, self._step.item_ref)
