"""The three steps of the head's one sitting: exceptions of all, then the statement, then the return."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desktop.theme import Theme
from app.desktop.views.statement_view import StepView
from app.desktop.widgets.button import Button


class SittingSteps(QWidget):
    """Three buttons that lead to where each step is done, with how far it has come; `step_chosen(key)`."""

    step_chosen = Signal(str)

    step_exceptions: Button
    step_statement: Button
    step_return: Button

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def form_loaded(self) -> None:
        """Connect the buttons once the form has made them."""
        for button in self.buttons():
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # may lose its hint
            button.clicked.connect(self._on_clicked)

    def show_steps(self, steps: tuple[StepView, ...]) -> None:
        """Show the steps; hide where there is no sitting."""
        self.setVisible(bool(steps))
        for button, step in zip(self.buttons(), steps, strict=False):
            button.setText(step.title)
            button.setProperty("hint", step.state)
            button.setProperty("stepKey", step.key)
            button.setProperty("iconName", "check" if step.is_done else "")
            button.setAccessibleName(f"{step.title}: {step.state}")
            button.updateGeometry()
            button.update()

    def buttons(self) -> tuple[Button, ...]:
        """Return the three buttons, in order."""
        return (self.step_exceptions, self.step_statement, self.step_return)

    def _on_clicked(self) -> None:
        self.step_chosen.emit(str(self.sender().property("stepKey")))
