"""A form with texts in passages: words of them are sealed in it, and what the marking scan finds is settled in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import isValid

from app.desktop.dialogs.form_dialog import FormDialog
from app.desktop.forms import FormLoader, Promoted
from app.desktop.views.checklist_view import FindingView, Passages
from app.desktop.widgets.check import Check
from app.desktop.widgets.narrative_edit import NarrativeEdit
from app.desktop.widgets.prose_field import ProseField
from app.desktop.widgets.prose_line import ProseLine
from app.desktop.widgets.sealed_note import SealedNote

_PROMOTED: Promoted = {**FormDialog.PROMOTED, "ProseField": ProseField, "ProseLine": ProseLine}


class ProseDialog(FormDialog):
    """Adopts the prose fields of its form; `withhold_check` says that all of it is to be sealed.

    By the field's name, without `_field`: `prose_edited(name, passages)` within a second of a key typed and as the
    field is left, `seal_asked(name, passages)` at Ctrl+R over a selection, `finding_settled(name, finding, action)`,
    `token_opened(name, token)`, `token_kept()`. `withhold_changed()` as the check is ticked or not.
    """

    PROMOTED = _PROMOTED

    prose_edited = Signal(str, tuple)
    seal_asked = Signal(str, tuple)
    finding_settled = Signal(str, str, str)
    token_opened = Signal(str, str)
    token_kept = Signal()
    withhold_changed = Signal()

    withhold_check: Check

    def __init__(self, loader: FormLoader, heading: str, note: str = "", parent: QWidget | None = None) -> None:
        self._prose: dict[str, ProseField] = {}
        self._lines = 0
        super().__init__(loader, heading, note, parent)
        for field in self.findChildren(ProseField):
            name = field.objectName().removesuffix("_field")
            label = self.findChild(QLabel, f"{name}_label")
            field.editor.setAccessibleName("" if label is None else label.text())
            self.adopt(name, field)
        self.withhold_check.toggled.connect(self._on_withheld)
        QShortcut("Ctrl+R", self, self._ask_seal)

    @property
    def prose_names(self) -> tuple[str, ...]:
        """The names of the texts."""
        return tuple(self._prose)

    def adopt(self, name: str, field: ProseField) -> None:
        """Follow what is done in a text."""
        self._prose[name] = field
        field.prose_edited.connect(lambda typed: self.prose_edited.emit(name, typed))
        field.prose_left.connect(lambda typed: self._on_prose_left(name, typed))
        field.seal_asked.connect(lambda typed: self.seal_asked.emit(name, typed))
        field.finding_settled.connect(lambda found, action: self.finding_settled.emit(name, found, action))
        field.token_opened.connect(lambda token: self.token_opened.emit(name, token))
        field.token_kept.connect(self.token_kept)
        if isinstance(field, ProseLine):
            field.editor.document().documentLayout().documentSizeChanged.connect(self._on_line_grown)

    def editor(self, name: str) -> NarrativeEdit:
        """Return the editor of a text."""
        return self._prose[name].editor

    def passages(self, name: str) -> Passages:
        """Return a text as it stands."""
        return self.editor(name).passages()

    def show_prose(self, name: str, passages: Passages) -> None:
        """Put a text into a field; nothing before it can be undone there."""
        self._prose[name].show_text(passages)
        self.fit()

    def show_findings(self, name: str, findings: tuple[FindingView, ...]) -> None:
        """Show what the scan found in a field."""
        had = self._prose[name].bar.isVisible()
        self._prose[name].show_findings(findings)
        if bool(findings) != had:
            self.fit()

    def show_sealed_text(self, name: str, text: str) -> None:
        """Show what is sealed in a note that forgets it when it is closed."""
        field = self._prose[name]
        SealedNote(self._theme, text, self).open_at(field.mapToGlobal(field.rect().bottomLeft()))

    def _on_withheld(self) -> None:
        self.show_faults({})  # what had to be sealed need not be, and the other way round
        self.withhold_changed.emit()

    def _on_line_grown(self) -> None:
        """Fit the window once a line needs another number of lines."""
        lines = sum(f.editor.sizeHint().height() for f in self._prose.values() if isinstance(f, ProseLine))
        if lines != self._lines and isValid(self):
            self._lines = lines
            self.fit()

    def _on_prose_left(self, name: str, typed: Passages) -> None:
        if isValid(self):  # a dialog that is destroyed as it stands loses the focus while it goes
            self.prose_edited.emit(name, typed)

    def _ask_seal(self) -> None:
        for field in self._prose.values():
            if field.editor.hasFocus():
                field.editor.ask_seal()
