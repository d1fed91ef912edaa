"""An entry of a register: a form made from the register's fields."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.desktop.dialogs.choices import chosen, fill_choice
from app.desktop.dialogs.form_dialog import FormDialog
from app.desktop.forms import FormLoader
from app.desktop.measures import apply_measures
from app.desktop.sealed_shown import mark_sealed
from app.desktop.theme import Theme
from app.desktop.views.checklist_view import FindingView, PassageView
from app.desktop.views.form_views import EntryFieldView, EntryFormView, EntryInput
from app.desktop.views.home_view import ScopeView
from app.desktop.widgets.check import Check
from app.desktop.widgets.choice import Choice
from app.desktop.widgets.flow_layout import FlowLayout
from app.desktop.widgets.prose_field import ProseField
from app.desktop.widgets.sealed_note import SealedNote

_PROSE_LINES = 64


class EntryDialog(FormDialog):
    """Emits `given(EntryInput)` and stays open: whoever asked accepts it, or says what is wrong.

    Of prose in passages, by the field's key: `prose_edited(key, passages)` within a second of a key typed,
    `seal_asked(key, passages)` at Ctrl+R over a selection, `finding_settled(key, finding, action)`, `token_opened(key,
    token)`, `token_kept()`.
    """

    FORM = "entry_dialog"

    prose_edited = Signal(str, tuple)
    seal_asked = Signal(str, tuple)
    finding_settled = Signal(str, str, str)
    token_opened = Signal(str, str)
    token_kept = Signal()

    entry_fields: QWidget
    entry_fields_layout: QVBoxLayout
    withhold_check: Check

    def __init__(self, loader: FormLoader, view: EntryFormView, parent: QWidget | None = None) -> None:
        self._view = view
        self._readers: dict[str, Callable[[], str]] = {}
        self._prose: dict[str, ProseField] = {}
        super().__init__(loader, view.heading, view.note, parent)
        mark_sealed(self, shows=view.shows_sealed)
        self.accept_button.setText(view.verb)
        self.withhold_check.setVisible(view.is_new)
        self.withhold_check.setEnabled(view.can_withhold)
        for field in view.fields:
            self._add(loader.theme, field)
        apply_measures(self.entry_fields, loader.theme)
        self.watch_faults()
        QShortcut("Ctrl+R", self, self._ask_seal)
        first = self.entry_fields.findChild(QWidget, f"{view.fields[0].key}_field")
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> EntryInput:
        """Return what stands in the fields."""
        values = {key: read() for key, read in self._readers.items()}
        passages = {key: prose.editor.passages() for key, prose in self._prose.items()}
        return EntryInput(values, self.withhold_check.isChecked(), passages)

    def show_prose(self, key: str, passages: tuple[PassageView, ...]) -> None:
        """Put a text into a field; nothing before it can be undone there."""
        self._prose[key].show_text(passages)

    def show_findings(self, key: str, findings: tuple[FindingView, ...]) -> None:
        """Show what the scan found in a field."""
        self._prose[key].show_findings(findings)

    def show_sealed_text(self, key: str, text: str) -> None:
        """Show what is sealed in a note that forgets it when it is closed."""
        field = self._prose[key]
        SealedNote(self._theme, text, self).open_at(field.mapToGlobal(field.rect().bottomLeft()))

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
        typed.setEnabled(view.is_enabled)
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

    def _passages(
        self, theme: Theme, part: QWidget, view: EntryFieldView, passages: tuple[PassageView, ...]
    ) -> QWidget:
        key, prose = view.key, ProseField(theme, part)
        prose.setProperty("unitLeast", _PROSE_LINES)
        prose.form_loaded()
        prose.show_text(passages)
        prose.prose_edited.connect(lambda typed: self.prose_edited.emit(key, typed))
        prose.seal_asked.connect(lambda typed: self.seal_asked.emit(key, typed))
        prose.finding_settled.connect(lambda found, action: self.finding_settled.emit(key, found, action))
        prose.token_opened.connect(lambda token: self.token_opened.emit(key, token))
        prose.token_kept.connect(self.token_kept)
        self._prose[key] = prose
        return prose

    def _ask_seal(self) -> None:
        for prose in self._prose.values():
            if prose.editor.hasFocus():
                prose.editor.ask_seal()

    def _checks(self, theme: Theme, part: QWidget, view: EntryFieldView) -> QWidget:
        field = QWidget(part)
        flow = FlowLayout(field)
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
