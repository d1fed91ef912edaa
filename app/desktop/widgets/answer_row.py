"""The answers of a question, of which one is chosen or none."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.desktop.theme import Theme
from app.desktop.widgets.answer import Answer

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class AnswerRow(QWidget):
    """Holds the answers; `answer_chosen` carries the result's key.

    The arrow keys move between answers without choosing one: an answer is a statement, not a setting.
    """

    answer_chosen = Signal(str)

    met: Answer
    partly_met: Answer
    not_met: Answer
    not_applicable: Answer
    not_tested: Answer

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result = "not_answered"

    def form_loaded(self) -> None:
        """Connect the answers once the form has made them."""
        for answer in self.answers():
            answer.clicked.connect(self._on_clicked)
            answer.installEventFilter(self)

    def answers(self) -> tuple[Answer, ...]:
        """Return the answers in order of their keys, Alt+1 first."""
        return (self.met, self.partly_met, self.not_met, self.not_applicable, self.not_tested)

    def show_result(self, result: str) -> None:
        """Show which answer is chosen; none for `not_answered`."""
        self._result = result
        for answer in self.answers():
            with QSignalBlocker(answer):
                answer.setChecked(answer.result == result)

    def choose(self, place: int) -> None:
        """Choose the answer at `place`, counted from 0, as a click would."""
        answer = self.answers()[place]
        if answer.isEnabled():
            answer.setFocus()
            answer.click()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Move the focus with the arrow keys."""
        if not isinstance(event, QKeyEvent) or not isinstance(watched, Answer):
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        answers = self.answers()
        answers[(answers.index(watched) + step) % len(answers)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _on_clicked(self) -> None:
        answer = self.sender()
        if not isinstance(answer, Answer):
            return
        changed = answer.result != self._result
        self.show_result(answer.result)
        if changed:
            self.answer_chosen.emit(answer.result)
