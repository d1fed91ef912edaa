"""Fits a dialog into its window: at most the window less 32, and its body scrolls."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLayout, QScrollArea, QWidget

from app.desktop.theme import Theme

_MARGIN = 32


def fit_dialog(dialog: QDialog, body: QScrollArea, foot: QWidget, theme: Theme) -> None:
    """Give the dialog the height that its body needs, as far as the window has it."""
    content = body.widget()
    parent = dialog.parentWidget()
    window = None if parent is None else parent.window()
    if content is None:
        return
    layout = content.layout()
    width = dialog.minimumWidth()
    needed = content.sizeHint().height()
    if layout is not None:
        for each in content.findChildren(QWidget):  # what was hidden a moment ago is known to its own layout alone
            each.updateGeometry()
        layout.activate()
        needed = _height(layout, width)
    below = foot.layout()
    total = needed + (foot.sizeHint().height() if below is None else _height(below, width))
    room = window.height() - theme.u(_MARGIN) if window is not None else total
    if window is not None and dialog.minimumWidth() > window.width() - theme.u(_MARGIN):
        dialog.setFixedWidth(window.width() - theme.u(_MARGIN))
    dialog.resize(dialog.minimumWidth(), min(total, room))
    if window is not None:
        lowest = window.mapToGlobal(window.rect().bottomLeft()).y() - theme.u(_MARGIN) // 2
        if dialog.isVisible() and dialog.geometry().bottom() > lowest:
            dialog.move(dialog.x(), dialog.y() - (dialog.geometry().bottom() - lowest))


def _height(layout: QLayout, width: int) -> int:
    """Return the height that a layout needs in a width, with its sentences on as many lines as that takes."""
    return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
