"""One thing to be read before a statement is signed off."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desktop.measures import apply_measures
from app.desktop.theme import Theme
from app.desktop.views.reading_view import ReadingView
from app.desktop.widgets.button import Button
from app.desktop.widgets.check import Check
from app.desktop.widgets.icon_label import IconLabel
from app.desktop.widgets.status import Status
from app.desktop.widgets.tag import Tag


class ReadingCard(QFrame):
    """Result, reference, title, what was found and what is done about it; below a rule the tick that it was read.

    Signals: `read_ticked(key, on)`, `sealed_asked(key)` to read what is sealed, or to unlock it first.
    """

    read_ticked = Signal(str, bool)
    sealed_asked = Signal(str)

    def __init__(self, theme: Theme, view: ReadingView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.view = view
        self.tick = Check(theme, self)
        self.sealed_button = Button(theme, self)
        self._rule = QFrame(self)
        self.setProperty("surface", "card")
        self._build(view)
        self.tick.clicked.connect(self._on_tick_clicked)
        self.sealed_button.clicked.connect(self._on_sealed_clicked)
        self.show_read(view, is_asked=True)

    def show_read(self, view: ReadingView, *, is_asked: bool) -> None:
        """Show whether it was read, and whether it can be; the tick only where it is asked for."""
        self.view = view
        self.tick.setVisible(is_asked)
        self._rule.setVisible(is_asked)
        self.tick.setEnabled(view.can_read)
        self.tick.setChecked(view.is_read)
        self.sealed_button.setText("Read the sealed text" if view.can_read else "Unlock to read it…")

    def _build(self, view: ReadingView) -> None:
        column = QVBoxLayout(self)
        column.setProperty("unitMargins", "13 9 13 8")
        column.setProperty("unitSpacing", 6)
        column.addLayout(self._head(view))
        column.addWidget(self._label(view.title, "small_strong" if view.text else "small", "ink"))
        if view.text:
            column.addWidget(self._label(view.text, "small", "ink"))
        for line in view.lines:
            column.addWidget(self._label(line.words, "caption", line.tone))
        if view.marking:
            column.addLayout(self._sealed_row(view))
        self.sealed_button.setVisible(bool(view.marking))
        self._rule.setProperty("edge", "top")
        self._rule.setProperty("unitHeight", 1)
        column.addWidget(self._rule)
        column.addWidget(self.tick)
        self.tick.setText("I have read this")
        self.tick.setAccessibleName(f"I have read this: {view.word}, {view.ref}")
        apply_measures(self, self._theme)

    def _head(self, view: ReadingView) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setProperty("unitSpacing", 6)
        if view.status == "sealed":
            icon = IconLabel(self._theme, self)
            icon.setProperty("iconName", "lock")
            row.addWidget(icon)
            row.addWidget(self._label(view.word, "small_strong", "ink", wraps=False))
        else:
            status = Status(self._theme, self)
            status.show_status(view.status, view.word)
            row.addWidget(status)
        row.addStretch(1)
        row.addWidget(self._label(view.ref, "caption_strong", "ink2", wraps=False))
        return row

    def _sealed_row(self, view: ReadingView) -> QHBoxLayout:
        tag = Tag(self._theme, self)
        tag.setText(view.marking)
        self.sealed_button.setProperty("kind", "link")
        row = QHBoxLayout()
        row.setProperty("unitSpacing", 8)
        row.addWidget(tag)
        row.addWidget(self.sealed_button)
        row.addStretch(1)
        return row

    def _label(self, words: str, style: str, tone: str, *, wraps: bool = True) -> QLabel:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(wraps)
        label.setProperty("textStyle", style)
        label.setProperty("tone", tone)
        return label

    def _on_tick_clicked(self, is_on: bool) -> None:
        self.read_ticked.emit(self.view.key, is_on)

    def _on_sealed_clicked(self) -> None:
        self.sealed_asked.emit(self.view.key)
