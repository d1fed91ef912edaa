"""An entry of a register: a form made from the register's fields."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.desktop.dialogs.choices import chosen, fill_choice
from app.desktop.dialogs.prose_dialog import ProseDialog
from app.desktop.forms import FormLoader
from app.desktop.measures import apply_measures
from app.desktop.sealed_shown import mark_sealed
from app.desktop.theme import Theme
from app.desktop.views.checklist_view import Passages
from app.desktop.views.form_views import EntryFieldView, EntryFormView, EntryInput
from app.desktop.views.home_view import ScopeView
from app.desktop.widgets.check import Check
from app.desktop.widgets.choice import Choice
from app.desktop.widgets.flow_layout import FlowLayout
from app.desktop.widgets.prose_field import ProseField
from app.desktop.widgets.prose_line import ProseLine

_PROSE_LINES = 64


class EntryDialog(ProseDialog):
    """Emits `given(EntryInput)` and stays open: whoever asked accepts it, or says what is wrong."""

    FORM = "entry_dialog"

    entry_fields: QWidget
    entry_fields_layout: QVBoxLayout

    def __init__(self, loader: FormLoader, view: EntryFormView, parent: QWidget | None = None) -> None:
        self._view = view
        self._readers: dict[str, Callable[[], str]] = {}
        super().__init__(loader, view.heading, view.note, parent)
        mark_sealed(self, shows=view.shows_sealed)
        self.accept_button.setText(view.verb)
        self.withhold_check.setVisible(view.is_new)
        for field in view.fields:
            self._add(loader.theme, field)
        apply_measures(self.entry_fields, loader.theme)
        self.watch_faults()
        first = self.entry_fields.findChild(QWidget, f"{view.fields[0].key}_field")
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> EntryInput:
        """Return what stands in the fields."""
        values = {key: read() for key, read in self._readers.items()}
        passages = {name: self.passages(name) for name in self.prose_names}
        return EntryInput(values, self.withhold_check.isChecked(), passages)

    def field(self, key: str) -> QWidget:
        """Return the widget of a field; KeyError where there is none."""
        found = self.entry_fields.findChild(QWidget, f"{key}_field")
        if found is None:
            raise KeyError(key)
        return found

    def _add(self, theme: Theme, view: EntryFieldView) -> None:
        part = QWidget(self.entry_fields)
        column = QVBoxLayout(part)
        column.setProperty("unitMargins", "0")
        column.setProperty("unitSpacing", 4)
        label = _label(part, f"{view.key}_label", view.label, "caption_strong", "ink2")
        field = self._field(theme, part, view)
        typed = field.editor if isinstance(field, ProseField) else field
        typed.setObjectName(f"{view.key}_field")
        typed.setAccessibleName(view.label)
        label.setBuddy(typed)
        fault = _label(part, f"{view.key}_fault", "", "small", "bad")
        help_line = _label(part, f"{view.key}_help", view.help, "caption", "ink2")
        help_line.setVisible(bool(view.help))
        for widget in (label, field, help_line, fault):
            column.addWidget(widget)
        self.entry_fields_layout.addWidget(part)

    def _field(self, theme: Theme, part: QWidget, view: EntryFieldView) -> QWidget:
        if view.kind == "choices":
            return self._checks(theme, part, view)
        if view.kind == "choice":
            box = Choice(theme, part)
            fill_choice(box, view.choices, view.value)
            self._readers[view.key] = lambda: chosen(box)
            return box
        if view.passages is not None:
            return self._passages(theme, part, view, view.passages)
        if view.kind == "prose":
            prose = QPlainTextEdit(view.value, part)
            prose.setTabChangesFocus(True)
            prose.setProperty("unitMinHeight", _PROSE_LINES)
            prose.setProperty("unitMaxHeight", _PROSE_LINES)
            self._readers[view.key] = lambda: prose.toPlainText().strip()
            return prose
        line = QLineEdit(view.value, part)
        self._readers[view.key] = lambda: line.text().strip()
        return line

    def _passages(self, theme: Theme, part: QWidget, view: EntryFieldView, passages: Passages) -> QWidget:
        prose = ProseField(theme, part) if view.kind == "prose" else ProseLine(theme, part)
        if view.kind == "prose":
            prose.setProperty("unitLeast", _PROSE_LINES)
        prose.form_loaded()
        prose.show_text(passages)
        self.adopt(view.key, prose)
        return prose

    def _checks(self, theme: Theme, part: QWidget, view: EntryFieldView) -> QWidget:
        field = QWidget(part)
        flow = FlowLayout(field, in_columns=True)
        ticked = view.value.split()
        boxes = [(choice.key, self._check(theme, field, choice, choice.key in ticked)) for choice in view.choices]
        for _, box in boxes:
            flow.addWidget(box)
        if boxes:
            field.setFocusProxy(boxes[0][1])
        self._readers[view.key] = lambda: " ".join(key for key, box in boxes if box.isChecked())
        return field

    def _check(self, theme: Theme, field: QWidget, choice: ScopeView, is_ticked: bool) -> Check:
        box = Check(theme, field)
        box.setText(choice.title)
        box.setChecked(is_ticked)
        return box


def _label(parent: QWidget, name: str, words: str, style: str, tone: str) -> QLabel:
    label = QLabel(words, parent)
    label.setObjectName(name)
    label.setProperty("textStyle", style)
    label.setProperty("tone", tone)
    label.setWordWrap(True)
    return label
