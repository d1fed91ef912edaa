"""A card of rows with a hairline between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.desktop.measures import apply_measures, set_property
from app.desktop.theme import Theme

MakeRow = Callable[[Theme, QWidget], QFrame]
"""Makes one row with the card as its parent."""


class RowCard(QFrame):
    """Holds rows, each made anew when the card is filled."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[QFrame] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)

    @property
    def rows(self) -> list[QFrame]:
        """The rows on show, from the top."""
        return list(self._rows)

    def show_rows(self, makers: Iterable[MakeRow]) -> None:
        """Show these rows in place of the ones before."""
        for row in self._rows:
            row.setParent(None)  # takes it out of the layout
            row.deleteLater()
        self._rows = []
        for make in makers:
            row = make(self._theme, self)
            if self._rows:
                set_property(row, "edge", "top")
            self._rows.append(row)
            self._column.addWidget(row)
            row.show()  # now, so that it can take the focus at once
        apply_measures(self, self._theme)
