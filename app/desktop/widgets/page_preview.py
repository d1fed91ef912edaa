"""The finished pages beside what is still to be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desktop.measures import apply_measures
from app.desktop.theme import Theme
from app.desktop.views.return_view import PagesView
from app.desktop.widgets.button import Button
from app.desktop.widgets.page_picture import PagePicture


class PagePreview(QFrame):
    """One page with the way to the others, or the sentence that says why there is none."""

    full_size_asked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pages: PagesView | None = None
        self._index = 0
        self.previous = self._turner("chevron-left", "Previous page")
        self.next = self._turner("chevron-right", "Next page")
        self.place = QLabel(self)
        self.place.setProperty("textStyle", "small")
        self.full_size = Button(theme, self)
        self.full_size.setText("Open full size")
        self.full_size.setProperty("kind", "link")
        self.picture = PagePicture(theme, self)
        self.reason = QLabel(self)
        self.reason.setWordWrap(True)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.reason.setProperty("textStyle", "body")
        self.reason.setProperty("tone", "ink2")
        self._lay_out()
        self.previous.clicked.connect(self._on_previous)
        self.next.clicked.connect(self._on_next)
        self.full_size.clicked.connect(self.open_full_size)
        self.show_reason("")

    @property
    def index(self) -> int:
        """The page on show, counted from 0."""
        return self._index

    def show_pages(self, pages: PagesView) -> None:
        """Show these pages, at the same place as the ones before where there is one."""
        self._pages = pages
        self._show_words("")
        self._show_page(min(self._index, pages.count - 1))

    def show_reason(self, words: str) -> None:
        """Show no page, and why."""
        self._pages = None
        self._show_words(words)
        self.picture.show_page(None)

    def open_full_size(self) -> None:
        """Ask for the page on show in a window of its own."""
        if self._pages is not None:
            self.full_size_asked.emit(self._index)

    def _show_words(self, words: str) -> None:
        self.reason.setText(words)
        self.reason.setVisible(self._pages is None)
        for widget in (self.previous, self.next, self.place, self.full_size, self.picture):
            widget.setVisible(self._pages is not None)

    def _show_page(self, index: int) -> None:
        if self._pages is None:
            return
        self._index = index
        self.place.setText(f"Page {index + 1} of {self._pages.count}")
        self.previous.setEnabled(index > 0)
        self.next.setEnabled(index + 1 < self._pages.count)
        self.picture.show_page(self._pages, index)

    def _on_previous(self) -> None:
        self._show_page(self._index - 1)

    def _on_next(self) -> None:
        self._show_page(self._index + 1)

    def _turner(self, icon: str, name: str) -> Button:
        button = Button(self._theme, self)
        button.setProperty("iconName", icon)
        button.setProperty("kind", "quiet")
        button.setProperty("buttonSize", "row")
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button

    def _lay_out(self) -> None:
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setProperty("unitMargins", "16 8 16 16")
        column.setProperty("unitSpacing", 8)
        row.setProperty("unitSpacing", 4)
        for widget in (self.previous, self.place, self.next):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.full_size)
        column.addLayout(row)
        column.addWidget(self.picture)
        column.addWidget(self.reason)
        self.reason.setProperty("unitMinHeight", 240)
        apply_measures(self, self._theme)
