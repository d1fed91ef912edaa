"""The filtered list of questions at the left of the Checklist."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QLineEdit, QListView, QWidget

from app.desktop.models.checklist_model import ChecklistModel
from app.desktop.theme import Theme
from app.desktop.views.checklist_view import ChecklistView, QuestionRow
from app.desktop.widgets.button import Button
from app.desktop.widgets.row_delegate import ROW_ROLE, RowDelegate
from app.desktop.widgets.segments import Segments

_TYPING_PAUSE = 200


class QuestionList(QFrame):
    """Filter field, choice of scope, Mine, and the list; a chip says which cell of Home filtered it.

    Signals: `question_chosen` (reference), `scope_chosen` (key), `mine_chosen` (on or off), `filter_typed` (words),
    `filter_cleared`.
    """

    question_chosen = Signal(str)
    scope_chosen = Signal(str)
    mine_chosen = Signal(bool)
    filter_typed = Signal(str)
    filter_cleared = Signal()

    filter_field: QLineEdit
    scopes: Segments
    mine_button: Button
    filter_chip: QFrame
    filter_chip_label: QLabel
    filter_chip_clear: Button
    questions: QListView
    nothing_found: QLabel

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._current = ""
        self.model = ChecklistModel(self)
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)

    def form_loaded(self) -> None:
        """Dress and connect what the form has made."""
        self.scopes.tab_anchor = self.filter_field
        self.questions.setModel(self.model)
        self.questions.setItemDelegate(RowDelegate(self._theme, self.questions))
        self.questions.setMouseTracking(True)
        self.questions.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.questions.selectionModel().currentChanged.connect(self._on_current_changed)
        self.filter_field.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._on_pause_over)
        self.scopes.segment_chosen.connect(self.scope_chosen)
        self.mine_button.clicked.connect(self.mine_chosen)
        self.filter_chip_clear.clicked.connect(self.filter_cleared)
        self._search = self.filter_field.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._theme.changed.connect(self._on_theme_changed)
        self._theme.zoomed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_view(self, view: ChecklistView) -> None:
        """Show rows and choices; the current question stays current where it is still listed."""
        with QSignalBlocker(self.questions.selectionModel()):
            self.model.show_rows(view.rows)
        self.scopes.show_segments(view.scopes, view.scope)
        self.mine_button.setVisible(view.mine is not None)
        if view.mine is not None:
            self.mine_button.setText(view.mine.title)
            self.mine_button.setProperty("hint", "" if view.mine.count is None else str(view.mine.count))
            self.mine_button.setChecked(view.is_mine)
            self.mine_button.updateGeometry()
        self.filter_chip.setVisible(bool(view.filter_title))
        self.filter_chip_label.setText(view.filter_title)
        self.nothing_found.setVisible(not view.rows)
        self.questions.setVisible(bool(view.rows))
        self.show_current(self._current)

    def show_current(self, ref: str) -> None:
        """Make a question current without telling anyone."""
        self._current = ref
        place = self.model.row_of(ref)
        selection = self.questions.selectionModel()
        with QSignalBlocker(selection):
            if place < 0:
                selection.clear()
            else:
                index = self.model.index(place)
                selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                self.questions.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.questions.viewport().update()

    def _on_current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        row = current.data(ROW_ROLE)
        if isinstance(row, QuestionRow) and row.ref != self._current:
            self._current = row.ref
            self.question_chosen.emit(row.ref)

    def _on_pause_over(self) -> None:
        self.filter_typed.emit(self.filter_field.text().strip())

    def _on_theme_changed(self) -> None:
        pixmap: QPixmap = self._theme.icon("search", "ink2", 20, self.devicePixelRatioF())
        self._search.setIcon(QIcon(pixmap))
