"""Faults in the fields of a dialog: at the field, and the first of them with the focus."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from app.desktop.announcing import announce
from app.desktop.measures import set_property
from app.desktop.theme import Theme
from app.desktop.widgets.fault_mark import FaultMark
from app.desktop.widgets.prose_field import ProseField


class FieldFaults:
    """Knows the fields of a form by name: `due` has `due_field`, `due_fault` below it, and `due_label` above."""

    def __init__(self, dialog: QDialog, other: QLabel, theme: Theme) -> None:
        self._dialog = dialog
        labels = (label.objectName() for label in dialog.findChildren(QLabel))
        names = (name.removesuffix("_fault") for name in labels if name.endswith("_fault"))
        self._names = [name for name in names if dialog.findChild(QWidget, f"{name}_field") is not None]
        self._other = other
        for name in self._names:
            sentence = self._widget(f"{name}_fault")
            if isinstance(sentence, QLabel) and sentence.findChild(FaultMark) is None:
                FaultMark(theme, sentence)
        self.clear()

    def clear(self) -> None:
        """Say nothing."""
        for name in self._names:
            self._say(name, "")
        self._other.setText("")

    def show(self, faults: Mapping[str, str]) -> None:
        """Say what is wrong in which field, aloud too; what belongs to none of them stands beside the buttons."""
        self.clear()
        first, others = "", []
        for name, sentence in faults.items():
            if name in self._names:
                self._say(name, sentence)
                first = first or name
            else:
                others.append(sentence)
        self._other.setText(" ".join(others))
        if first:
            self._widget(f"{first}_field").setFocus(Qt.FocusReason.OtherFocusReason)
        if faults:
            announce(self._dialog, " ".join(faults.values()), is_urgent=True)

    def _say(self, name: str, sentence: str) -> None:
        fault = self._widget(f"{name}_fault")
        assert isinstance(fault, QLabel)
        fault.setText(sentence)
        fault.setVisible(bool(sentence))
        field = self._widget(f"{name}_field")
        typed = field.editor if isinstance(field, ProseField) else field
        set_property(typed, "fault", bool(sentence))
        typed.setAccessibleDescription(sentence)
        set_property(self._widget(f"{name}_label"), "tone", "bad" if sentence else "ink2")

    def _widget(self, name: str) -> QWidget:
        found = self._dialog.findChild(QWidget, name)
        assert found is not None, name
        return found
