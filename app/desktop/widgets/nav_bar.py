"""The pages in the side bar."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.desktop.painting import draw_icon
from app.desktop.theme import Theme
from app.desktop.widgets.nav_item import NavItem

_MORE = 28
"""Height of what says that there are more, in units."""


class NavBar(QScrollArea):
    """One item a page; `page_chosen` carries its key.

    Where there is no room for all of them it scrolls, and an arrow stands where there are more.
    """

    page_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._items: dict[str, NavItem] = {}
        self._body = QWidget(self)
        self._column = QVBoxLayout(self._body)
        self._column.setProperty("unitMargins", "0")
        self._column.setProperty("unitSpacing", 2)
        self._body.setMinimumWidth(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidgetResizable(True)
        self.setWidget(self._body)
        self.viewport().setAutoFillBackground(False)
        self._body.setAutoFillBackground(False)
        self._more = (_More(theme, self, "chevron-up"), _More(theme, self, "chevron-down"))
        self.verticalScrollBar().valueChanged.connect(self._show_more)
        self.verticalScrollBar().rangeChanged.connect(self._show_more)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the room for all items."""
        return self._body.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the room for one item: the rest scrolls."""
        return QSize(0, self._theme.u(40))

    def add_page(self, key: str, title: str, icon: str) -> None:
        """Add a page at the end."""
        item = NavItem(self._theme, title, icon, self._body)
        item.clicked.connect(self._on_clicked)
        self._items[key] = item
        self._column.addWidget(item)

    def show_only(self, keys: Collection[str]) -> None:
        """Show the items of these pages alone."""
        for key, item in self._items.items():
            item.setVisible(key in keys)
        self._take_room()
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the page that is shown in sight."""
        self._take_room()
        super().resizeEvent(event)
        self._show_current_item()
        self._show_more()

    def show_counts(self, counts: dict[str, int]) -> None:
        """Show what is left to do on each page."""
        for key, item in self._items.items():
            item.show_count(counts.get(key, 0))

    def show_current(self, key: str) -> None:
        """Mark the page that is shown."""
        self._items[key].setChecked(True)
        self._show_current_item()

    def show_rail(self, is_rail: bool) -> None:
        """Take the narrow shape, or the wide one."""
        for item in self._items.values():
            item.show_rail(is_rail)

    def show_dense(self, is_dense: bool) -> None:
        """Take less height for each item, where the window is low, or the usual one."""
        for item in self._items.values():
            item.show_dense(is_dense)
        self._take_room()
        self.updateGeometry()

    def current_item(self) -> NavItem | None:
        """Return the item of the page that is shown."""
        return next((item for item in self._items.values() if item.isChecked()), None)

    def _take_room(self) -> None:
        """Give the items their height, no more and no less, also where a file has other pages than the one before."""
        self._column.invalidate()
        self._body.setMinimumHeight(self._column.sizeHint().height())

    def _show_current_item(self) -> None:
        current = self.current_item()
        if current is not None:
            self.ensureWidgetVisible(current, 0, self._theme.u(_MORE))

    def _show_more(self) -> None:
        """Say at which end there are more pages than are in sight."""
        bar, height = self.verticalScrollBar(), self._theme.u(_MORE)
        ends = ((bar.value() > 0, 0), (bar.value() < bar.maximum(), self.height() - height))
        for more, (has_more, top) in zip(self._more, ends, strict=True):
            more.setGeometry(0, top, self.width(), height)
            more.setVisible(has_more)
            more.raise_()

    def _on_clicked(self) -> None:
        item = self.sender()
        self.page_chosen.emit(next(key for key, known in self._items.items() if known is item))


class _More(QWidget):
    """Fades the items at one end out under an arrow; a click goes on by a page."""

    def __init__(self, theme: Theme, bar: NavBar, icon: str) -> None:
        super().__init__(bar)
        self._theme, self._bar, self._icon = theme, bar, icon
        self._goes_down = icon == "chevron-down"

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Scroll by what is in sight."""
        bar = self._bar.verticalScrollBar()
        bar.setValue(bar.value() + (bar.pageStep() if self._goes_down else -bar.pageStep()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the fade, thickest at the end, and the arrow."""
        ground = self._theme.colour("chrome")
        clear = QColor(ground)
        clear.setAlpha(0)
        fade = QLinearGradient(0, 0, 0, self.height())
        ends = (0.0, 0.6) if self._goes_down else (1.0, 0.4)
        fade.setColorAt(ends[0], clear)
        fade.setColorAt(ends[1], ground)
        painter = QPainter(self)
        painter.fillRect(self.rect(), fade)
        side, edge = self._theme.u(16), self._theme.u(10 if self._goes_down else 2)
        draw_icon(painter, self._theme, self, QPointF((self.width() - side) // 2, edge), self._icon, "ink2", 16)
        painter.end()
