"""The finished pages, as wide as the window."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QWidget

from app.desktop.forms import FormLoader
from app.desktop.views.return_view import PagesView
from app.desktop.widgets.button import Button
from app.desktop.widgets.focus_ring import FocusRing
from app.desktop.widgets.page_picture import PagePicture

_STEPS_A_PAGE = 16
_MARGIN = 32
"""How much of the window a dialog leaves free, in px."""


class PagesDialog(QDialog):
    """Up, Down, Page Up and Page Down scroll one page; Alt+Left and Alt+Right turn it."""

    previous_button: Button
    next_button: Button
    pages_place: QLabel
    pages_close_button: Button
    pages_scroll: QScrollArea
    pages_picture: PagePicture

    def __init__(self, loader: FormLoader, pages: PagesView, index: int, parent: QWidget) -> None:
        super().__init__(parent)
        loader.load("pages_dialog", self, {"Button": Button, "PagePicture": PagePicture})
        self.ring = FocusRing(loader.theme, self)
        self._pages = pages
        self.setWindowTitle("The return's pages")
        self.previous_button.clicked.connect(self._on_previous)
        self.next_button.clicked.connect(self._on_next)
        self.pages_close_button.clicked.connect(self.accept)
        room = parent.window().size()
        self.resize(room.width() - _MARGIN, room.height() - _MARGIN)
        self._show(index)
        self.pages_scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for key, step in (("Up", -1), ("Down", 1), ("PgUp", -_STEPS_A_PAGE), ("PgDown", _STEPS_A_PAGE)):
            QShortcut(key, self, partial(self._scroll, step))
        (self.next_button if self.next_button.isEnabled() else self.pages_close_button).setFocus()

    def _scroll(self, steps: int) -> None:
        bar = self.pages_scroll.verticalScrollBar()
        bar.setValue(bar.value() + steps * bar.singleStep())

    def _show(self, index: int) -> None:
        self._index = index
        self.pages_place.setText(f"Page {index + 1} of {self._pages.count}")
        self.previous_button.setEnabled(index > 0)
        self.next_button.setEnabled(index + 1 < self._pages.count)
        self.pages_picture.show_page(self._pages, index)
        self.pages_scroll.verticalScrollBar().setValue(0)

    def _on_previous(self) -> None:
        self._show(self._index - 1)

    def _on_next(self) -> None:
        self._show(self._index + 1)
