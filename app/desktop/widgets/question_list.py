"""The filtered list of questions at the left of the Checklist."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QWidget

from app.desktop.theme import Theme
from app.desktop.views.checklist_view import ChecklistView
from app.desktop.widgets.button import Button
from app.desktop.widgets.magnifier import Magnifier
from app.desktop.widgets.row_list import RowList
from app.desktop.widgets.segments import Segments

_TYPING_PAUSE = 200


class QuestionList(QFrame):
    """Filter field, choice of scope, Mine, and the list; a chip says which cell of Home filtered it.

    Signals: `question_chosen` (reference), `scope_chosen` (key), `mine_chosen` (on or off), `filter_typed` (words),
    `filter_cleared`, `digit_typed` (1 to 5) at what is chosen in the list.
    """

    question_chosen = Signal(str)
    scope_chosen = Signal(str)
    mine_chosen = Signal(bool)
    filter_typed = Signal(str)
    filter_cleared = Signal()
    digit_typed = Signal(int)

    filter_field: QLineEdit
    scopes: Segments
    mine_button: Button
    filter_chip: QFrame
    filter_chip_label: QLabel
    filter_chip_clear: Button
    questions: RowList
    nothing_found: QLabel

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)

    def form_loaded(self) -> None:
        """Dress and connect what the form has made."""
        self.scopes.tab_anchor = self.filter_field
        self.questions.take_many()
        self.questions.row_chosen.connect(self.question_chosen)
        self.questions.digit_typed.connect(self.digit_typed)
        self.filter_field.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._on_pause_over)
        self.scopes.segment_chosen.connect(self.scope_chosen)
        self.mine_button.clicked.connect(self.mine_chosen)
        self.filter_chip_clear.clicked.connect(self.filter_cleared)
        Magnifier(self._theme, self.filter_field)

    def show_view(self, view: ChecklistView) -> None:
        """Show rows and choices; the current question stays current where it is still listed."""
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
        self.questions.show_rows(view.rows)

    def show_current(self, ref: str) -> None:
        """Make a question current without telling anyone."""
        self.questions.show_current(ref)

    def _on_pause_over(self) -> None:
        self.filter_typed.emit(self.filter_field.text().strip())
