"""The texts in passages that stand on one page or dialog, under the key of what they belong to."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.theme import Theme
from app.desktop.widgets.prose_field import ProseField
from app.desktop.widgets.sealed_note import SealedNote


class ProseBoard(QObject):
    """Passes on what is done in each text, with the key of what is on show and the text's name.

    `prose_edited(key, name, passages)` within a second of the last key · `prose_left(key, name, passages)` ·
    `seal_asked(key, name, passages)`, of which the sealed one that has its text is to be sealed ·
    `finding_settled(key, name, finding, action)` · `token_opened(key, name, token)` · `token_kept()`.
    """

    prose_edited = Signal(str, str, tuple)
    prose_left = Signal(str, str, tuple)
    seal_asked = Signal(str, str, tuple)
    finding_settled = Signal(str, str, str, str)
    token_opened = Signal(str, str, str)
    token_kept = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parent = parent
        self._fields: dict[str, ProseField] = {}
        self.key = ""
        """What the texts belong to; `""` while nothing is on show."""

    def add(self, name: str, field: ProseField) -> None:
        """Follow a text, in the place of one that had its name before."""
        self._fields[name] = field
        field.prose_edited.connect(lambda passages: self.prose_edited.emit(self.key, name, passages))
        field.prose_left.connect(lambda passages: self.prose_left.emit(self.key, name, passages))
        field.seal_asked.connect(lambda passages: self.seal_asked.emit(self.key, name, passages))
        field.finding_settled.connect(lambda found, act: self.finding_settled.emit(self.key, name, found, act))
        field.token_opened.connect(lambda token: self.token_opened.emit(self.key, name, token))
        field.token_kept.connect(self.token_kept)
        field.destroyed.connect(lambda: self._forget(name, field))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the texts."""
        return tuple(self._fields)

    def field(self, name: str) -> ProseField:
        """Return one of the texts."""
        return self._fields[name]

    def hand_over(self) -> None:
        """Hand over what was typed, now."""
        for field in self._fields.values():
            field.hand_over()

    def ask_seal(self) -> None:
        """Ask that the selected text be sealed, in whichever text has the focus."""
        for field in self._fields.values():
            if field.editor.hasFocus():
                field.editor.ask_seal()

    def apply_look(self) -> None:
        """Follow a new zoom or colour scheme."""
        for field in self._fields.values():
            field.apply_look()

    def show_passage(self, name: str, text: str) -> None:
        """Show a sealed passage of one text in a note at its cursor, until Escape or a click elsewhere."""
        editor = self._fields[name].editor
        self._open_note(text, editor.viewport().mapToGlobal(editor.cursorRect().bottomLeft()))

    def show_sealed(self, text: str, beside: QWidget) -> None:
        """Show what is sealed in a note under a widget, until Escape or a click elsewhere."""
        self._open_note(text, beside.mapToGlobal(beside.rect().bottomLeft()))

    def close_notes(self) -> None:
        """Close every note: the sealed store was locked."""
        for note in self._parent.findChildren(SealedNote):
            note.close()

    def _forget(self, name: str, field: ProseField) -> None:
        if self._fields.get(name) is field:
            del self._fields[name]

    def _open_note(self, text: str, place: QPoint) -> None:
        SealedNote(self._theme, text, self._parent).open_at(place)
