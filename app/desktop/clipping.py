"""Finds texts that a window does not show whole."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPixmap, QTextDocumentFragment
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QLabel, QLineEdit, QScrollArea, QWidget

from app.desktop.shell import Shell


def clipped_texts(shell: Shell) -> list[str]:
    """Return a sentence for each painted text, label or field whose room is too small, and each widget cut off."""
    return [*_painted(shell), *_labels(shell), *_fields(shell), *_outside(shell)]


def _painted(shell: Shell) -> list[str]:
    found: list[str] = []

    def watch(text: str, needed: int, room: int) -> None:
        if needed > room:
            found.append(f"‘{text}’ needs {needed} px and has {room}")

    shell.theme.text_watch = watch
    shell.render(QPixmap(shell.size()))
    shell.theme.text_watch = None
    return found


def _labels(shell: Shell) -> Iterator[str]:
    for label in shell.findChildren(QLabel):
        if not label.isVisible() or not label.text() or type(label).paintEvent is not QLabel.paintEvent:
            continue
        room = label.contentsRect()
        if label.wordWrap():
            flags = int(Qt.TextFlag.TextWordWrap.value)
            is_rich = label.textFormat() == Qt.TextFormat.RichText
            text = QTextDocumentFragment.fromHtml(label.text()).toPlainText() if is_rich else label.text()
            needed = label.fontMetrics().boundingRect(QRect(0, 0, room.width(), 10000), flags, text)
            if needed.height() > room.height() + 1 or needed.width() > room.width() + 1:
                yield f"{label.objectName()} ‘{label.text()}’ needs {needed.size()} and has {room.size()}"
        elif label.fontMetrics().horizontalAdvance(label.text()) > room.width():
            yield f"{label.objectName()} ‘{label.text()}’ is wider than {room.width()} px"


def _fields(shell: Shell) -> Iterator[str]:
    for field in shell.findChildren(QLineEdit):
        text = field.text() or field.placeholderText()
        if field.isVisible() and field.fontMetrics().horizontalAdvance(text) > field.width() - 4:
            yield f"{field.objectName()} ‘{text}’ is wider than its field"
    for box in shell.findChildren(QComboBox):
        needed = box.fontMetrics().horizontalAdvance(box.currentText()) + shell.theme.u(34)
        if box.isVisible() and needed > box.width():
            yield f"{box.objectName()} ‘{box.currentText()}’ is wider than its box"


def _outside(shell: Shell) -> Iterator[str]:
    """Yield widgets that reach past what holds them; up and down, scroll areas may hide them."""
    for area in shell.findChildren(QScrollArea):
        content = area.widget()
        if area.isVisible() and content is not None and content.width() > area.viewport().width():
            yield f"{content.objectName()} is wider than its scroll area"
    for widget in shell.findChildren(QWidget):
        parent = widget.parentWidget()
        if parent is None or not widget.isVisible() or widget.isWindow() or isinstance(parent, QAbstractScrollArea):
            continue
        room = QRect(QPoint(0, 0), parent.size())
        if widget.width() and (widget.x() < 0 or widget.geometry().right() > room.right()):
            if not _is_scrolled(widget) and widget is not shell.ring:
                yield f"{type(widget).__name__} {widget.objectName()} reaches past {parent.objectName()}"
        elif not _is_scrolled(widget) and widget.geometry().bottom() > room.bottom() and widget is not shell.ring:
            yield f"{type(widget).__name__} {widget.objectName()} reaches below {parent.objectName()}"


def _is_scrolled(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return parent is not None and isinstance(parent.parentWidget(), QAbstractScrollArea)
