"""The four levels of which one is stated, below what the answers suggest."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.desktop.theme import Theme
from app.desktop.views.statement_view import StatementView, SuggestionView
from app.desktop.widgets.level_row import LevelRow
from app.desktop.widgets.level_tag import LevelTag

_NOT_CHOSEN = "Choose the level that you can stand by. The score only suggests one."


class LevelChoice(QWidget):
    """Suggestion, score with its base, four rows, and what the chosen level means; `level_chosen(key)`.

    Nothing is preselected. Where sealing makes the score look better than it is, a sentence says so.
    """

    level_chosen = Signal(str)

    suggestion_label: QLabel
    suggested_level: LevelTag
    score_base: QLabel
    sealed_warning: QFrame
    sealed_warning_words: QLabel
    substantial: LevelRow
    moderate: LevelRow
    limited: LevelRow
    unsatisfactory: LevelRow
    level_meaning: QLabel

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._level = ""

    def form_loaded(self) -> None:
        """Connect the rows once the form has made them."""
        for row in self.rows():
            row.clicked.connect(self._on_clicked)

    def rows(self) -> tuple[LevelRow, ...]:
        """Return the rows, best level first."""
        return (self.substantial, self.moderate, self.limited, self.unsatisfactory)

    def choose(self, place: int) -> None:
        """Choose the level at a place, as a click would."""
        row = self.rows()[place]
        if row.isEnabled() and row.isVisible():
            row.setFocus(Qt.FocusReason.ShortcutFocusReason)
            row.click()

    def show_view(self, view: StatementView) -> None:
        """Show the levels, the one that is stated, and what is suggested."""
        self._level = view.level
        for row, level in zip(self.rows(), view.levels, strict=True):
            row.setText(level.word)
            row.setProperty("level", level.key)
            row.setProperty("definition", level.brief)
            row.setAccessibleDescription(level.meaning)
            row.setToolTip(level.meaning)
            row.setAutoExclusive(False)  # Qt leaves no row unchecked otherwise
            row.setChecked(level.key == view.level)
            row.setAutoExclusive(True)
            row.setEnabled(view.can_edit or level.key == view.level)
            row.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not view.can_edit)
            row.update()
        meanings = {level.key: level.meaning for level in view.levels}
        self.level_meaning.setText(meanings.get(view.level, _NOT_CHOSEN))
        self._show_suggestion(view.suggestion)

    def _show_suggestion(self, suggestion: SuggestionView | None) -> None:
        has_level = suggestion is not None and bool(suggestion.level)
        self.suggestion_label.setText("The answers suggest" if has_level else "The answers suggest no level yet")
        self.suggested_level.setVisible(has_level)
        self.score_base.setVisible(suggestion is not None)
        self.sealed_warning.setVisible(suggestion is not None and bool(suggestion.warning))
        if suggestion is not None:
            self.suggested_level.show_level(suggestion.level, suggestion.word)
            self.score_base.setText("\n".join(part for part in (suggestion.base, suggestion.sealed_base) if part))
            self.sealed_warning_words.setText(suggestion.warning)

    def _on_clicked(self) -> None:
        row = self.sender()
        if isinstance(row, LevelRow) and row.property("level") != self._level:
            self._level = str(row.property("level"))
            self.level_chosen.emit(self._level)
