"""Find anything: a field, and below it what was found by kind."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QListView, QWidget

from app.desktop.forms import FormLoader
from app.desktop.models.find_model import FindModel
from app.desktop.painting import draw_box
from app.desktop.views.find_view import FindRow, FindView
from app.desktop.widgets.check import Check
from app.desktop.widgets.find_delegate import FindDelegate
from app.desktop.widgets.focus_ring import FocusRing
from app.desktop.widgets.magnifier import Magnifier

_TOP = 96
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ROWS_HEIGHT = 400


class FindDialog(QDialog):
    """Up and Down choose while the field keeps the focus, Enter opens, Escape closes.

    Signals: `words_typed(words)`, `row_opened(key)`, `sealed_asked(bool)`.
    """

    words_typed = Signal(str)
    row_opened = Signal(str)
    sealed_asked = Signal(bool)

    find_field: QLineEdit
    find_results: QListView
    find_nothing_part: QWidget
    find_nothing: QLabel
    find_note: QLabel
    find_keys: QLabel
    find_sealed: Check

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        loader.load("find_dialog", self, {"Check": Check})
        self._theme = loader.theme
        self.ring = FocusRing(loader.theme, self)
        self.model = FindModel(self)
        self.find_results.setModel(self.model)
        self.find_results.setItemDelegate(FindDelegate(loader.theme, self.find_results))
        Magnifier(loader.theme, self.find_field)
        self.find_field.textChanged.connect(self.words_typed)
        self.find_field.installEventFilter(self)
        self.find_results.clicked.connect(self._on_clicked)
        self.find_sealed.toggled.connect(self.sealed_asked)
        self.find_field.setFocus()

    def show_view(self, view: FindView) -> None:
        """Show what was found; the first row is chosen."""
        self.model.show_rows(view.rows)
        self.find_results.setVisible(bool(view.rows))
        self.find_nothing.setText(view.nothing)
        self.find_nothing_part.setVisible(bool(view.nothing))
        self.find_note.setText(view.note)
        self.find_note.setVisible(not view.can_search_sealed)
        self.find_sealed.setVisible(view.can_search_sealed)
        self.find_sealed.setChecked(view.searches_sealed)
        self._choose(self.model.next_row(-1, 1))
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Take the place below the top of the window."""
        super().showEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the edge that the system gives to no window without a frame: in high contrast nothing else parts it."""
        super().paintEvent(event)
        painter = QPainter(self)
        draw_box(painter, self._theme, self.rect(), border="line", radius=0)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Choose and open from the field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in _STEPS:
                self._choose(self.model.next_row(self.find_results.currentIndex().row(), _STEPS[key]))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_clicked(self.find_results.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _choose(self, place: int) -> None:
        if place >= 0:
            self.find_results.setCurrentIndex(self.model.index(place))
            if place == self.model.next_row(-1, 1):
                self.find_results.scrollToTop()  # its heading too

    def _fit(self) -> None:
        """Take at most the window less 32, and the height of what was found."""
        parent = self.parentWidget()
        if parent is None:
            return
        u, window = self._theme.u, parent.window()
        margin = u(32)
        self.setFixedWidth(min(u(680), window.width() - margin))
        rows = [u(44 if isinstance(row, FindRow) else 32) for row in self.model.rows]
        top = min(u(_TOP), max(margin // 2, window.height() // 6))
        room = window.height() - top - u(120) - margin // 2
        self.find_results.setFixedHeight(max(u(44), min(sum(rows) + u(8), u(_ROWS_HEIGHT), room)))
        self.adjustSize()
        left = window.x() + (window.width() - self.width()) // 2
        self.move(left, window.y() + top)

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()] if index.isValid() else None
        if isinstance(row, FindRow):
            self.accept()
            self.row_opened.emit(row.key)
