"""A layout that goes on in the next line where the row is full."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Places widgets from left to right at their size hints, in as many lines as they need.

    Where it `fills_lines`, and there is more than one, the widgets of each line are as much wider as that takes.
    With `in_columns` they stand under one another, in as many columns as the widest leaves room for.
    """

    def __init__(self, parent: QWidget | None = None, fills_lines: bool = False, *, in_columns: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._fills_lines = fills_lines
        self._in_columns = in_columns
        self.setContentsMargins(0, 0, 0, 0)

    def clear(self) -> None:
        """Take all widgets out and delete them."""
        for widget in [item.widget() for item in self._items]:
            if widget is not None:
                widget.setParent(None)  # takes its item out of the layout
                widget.deleteLater()
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        """Add one item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Return one item; None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Take one item out; None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802
        """Return none: the layout takes what it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Return True: fewer lines fit a wider room."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return the height of all lines in `width`."""
        return self._place(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        """Place the widgets."""
        super().setGeometry(rect)
        self._place(rect, moves=True)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of one line."""
        widths = [item.sizeHint().width() for item in self._items]
        return QSize(sum(widths) + self.spacing() * max(0, len(widths) - 1), self.minimumSize().height())

    def minimumSize(self) -> QSize:  # noqa: N802
        """Return the size of the largest widget."""
        sizes = [item.sizeHint() for item in self._items]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _place(self, rect: QRect, moves: bool) -> int:
        lines, top = self._lines(rect.width()), rect.top()
        for line in lines:
            if moves:
                self._place_line(line, rect, top, is_filled=self._fills_lines and len(lines) > 1)
            top += max(item.sizeHint().height() for item in line) + self.spacing()
        return max(0, top - self.spacing() - rect.top()) if lines else 0

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        taken, column = 0, self._column(width)
        for item in self._items:
            needed = column - self.spacing() if column else item.sizeHint().width()
            if not lines or taken + needed > width:
                lines.append([])
                taken = 0
            lines[-1].append(item)
            taken += needed + self.spacing()
        return lines

    def _place_line(self, line: list[QLayoutItem], rect: QRect, top: int, is_filled: bool) -> None:
        sizes = [item.sizeHint() for item in line]
        spare = rect.width() - sum(size.width() for size in sizes) - self.spacing() * (len(line) - 1)
        left, column = rect.left(), self._column(rect.width())
        for place, (item, size) in enumerate(zip(line, sizes, strict=True)):
            more = (spare * (place + 1) // len(line) - spare * place // len(line)) if is_filled and spare > 0 else 0
            item.setGeometry(QRect(QPoint(left, top), size + QSize(more, 0)))
            left += column or size.width() + more + self.spacing()

    def _column(self, room: int) -> int:
        """Return how far the columns lie apart, sharing the room; 0 where there are none."""
        widest = self.minimumSize().width() + self.spacing()
        columns = (room + self.spacing()) // max(1, widest)
        return (room + self.spacing()) // max(1, columns) if self._in_columns else 0
