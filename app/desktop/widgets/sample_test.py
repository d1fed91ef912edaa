"""The fields of a sample test."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.desktop.measures import set_property
from app.desktop.theme import Theme
from app.desktop.views.checklist_view import SampleInput, SampleView
from app.desktop.widgets.choice import Choice
from app.desktop.widgets.status import Status

_TYPING_PAUSE = 400


class SampleTest(QWidget):
    """Population, how chosen, size and compliant; Exceptions is derived and only read.

    `sample_edited` carries a `SampleInput` after a pause in typing; what is derived or wrong comes back by
    `show_sample`.
    """

    sample_edited = Signal(object)

    sample_verdict: Status
    population_label: QLabel
    population: QLineEdit
    method: Choice
    size_label: QLabel
    sample_size: QLineEdit
    compliant_label: QLabel
    compliant: QLineEdit
    exceptions: QLineEdit
    sample_fault: Status

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)

    def form_loaded(self) -> None:
        """Connect the fields once the form has made them."""
        for field in self._fields().values():
            field.textEdited.connect(self._pause.start)
            field.editingFinished.connect(self._on_editing_finished)
        self.method.activated.connect(self._on_pause_over)
        self._pause.timeout.connect(self._on_pause_over)

    def show_sample(self, view: SampleView) -> None:
        """Show a sample; a field that is being typed in keeps its text."""
        for name, field in self._fields().items():
            if not field.hasFocus() or not self._pause.isActive():
                _set_text(field, getattr(view, name))
        self._show_methods(view)
        self.exceptions.setText(view.exceptions)
        self.sample_verdict.setVisible(bool(view.verdict))
        if view.verdict:
            self.sample_verdict.show_status(view.verdict_result, view.verdict)
        self._show_fault(view)

    def forget_typing(self) -> None:
        """Forget what is being typed: another question is shown next."""
        self._pause.stop()

    def show_editable(self, can_edit: bool) -> None:
        """Let the fields be typed in, or only read."""
        for field in self._fields().values():
            field.setReadOnly(not can_edit)
        self.method.setEnabled(can_edit)

    def typed(self) -> SampleInput:
        """Return the fields as they stand."""
        return SampleInput(
            self.population.text().strip(),
            self.method.currentText(),
            self.sample_size.text().strip(),
            self.compliant.text().strip(),
        )

    def _fields(self) -> dict[str, QLineEdit]:
        return {"population": self.population, "size": self.sample_size, "compliant": self.compliant}

    def _show_methods(self, view: SampleView) -> None:
        methods = ["", *view.methods]
        if view.method and view.method not in methods:
            methods.append(view.method)
        with QSignalBlocker(self.method):
            if [self.method.itemText(n) for n in range(self.method.count())] != methods:
                self.method.clear()
                self.method.addItems(methods)
            self.method.setCurrentText(view.method)

    def _show_fault(self, view: SampleView) -> None:
        at = view.fault.name if view.fault else ""
        labels = {"population": self.population_label, "size": self.size_label, "compliant": self.compliant_label}
        for name, field in self._fields().items():
            set_property(field, "fault", name == at)
            set_property(labels[name], "tone", "bad" if name == at else "ink2")
        self.sample_fault.setVisible(view.fault is not None)
        if view.fault is not None:
            self.sample_fault.show_status("refused", view.fault.sentence, "small")
            self._fields()[at].setAccessibleDescription(view.fault.sentence)

    def _on_editing_finished(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._on_pause_over()

    def _on_pause_over(self) -> None:
        self.sample_edited.emit(self.typed())


def _set_text(field: QLineEdit, text: str) -> None:
    if field.text() != text:
        field.setText(text)
