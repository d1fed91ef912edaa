"""The board of tiles on Home: groups in columns that end evenly."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desktop.theme import Theme
from app.desktop.views.home_view import GroupView, WholeView
from app.desktop.widgets.group_header import GroupHeader
from app.desktop.widgets.tile import Tile
from app.desktop.widgets.whole_card import WholeCard

_FOUR = (("1",), ("2",), ("3", "4", "whole"), ("5", "6"))
_TWO = (("1", "3", "4", "whole"), ("2", "5", "6"))
_GAP, _HEADER, _TILE, _BETWEEN, _COLUMN_GAP = 8, 28, 48, 16, 16
_TALLEST = 58
_ARROWS = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}


class TileBoard(QWidget):
    """Lays out group headings and tiles in four columns, or two where there is less room.

    Where all fits, columns end evenly: tiles of the longest are 48 to 58 high, those of the others as much higher as
    that takes. Where the page scrolls, each tile is 48 high, so that rows are in line and most of them in sight.
    `tile_opened` carries the intention's reference, `whole_opened` follows the establishment's card. Arrow keys go to
    the tile beside.
    """

    tile_opened = Signal(str)
    whole_opened = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._columns = 4
        self._blocks: dict[str, tuple[GroupHeader, list[QWidget]]] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def show_groups(self, groups: tuple[GroupView, ...], whole: WholeView) -> None:
        """Show these groups; tiles are kept where the same groups come again, so that the focus stays."""
        known = [tile.view.ref for tile in self.tiles()]
        wanted = [tile.ref for group in groups for tile in group.tiles]
        if known != wanted:
            self._rebuild(groups, whole)
        views = {tile.ref: tile for group in groups for tile in group.tiles}
        for tile in self.tiles():
            tile.show_view(views[tile.view.ref])
        for group in groups:
            self._blocks[group.ref][0].show_group(group.ref, group.title, f"{group.answered} of {group.total}")
        self._card.show_view(whole)
        answered, total = sum(group.answered for group in groups), sum(group.total for group in groups)
        self._blocks["whole"][0].show_group("", "Whole establishment", f"{answered} of {total}")
        self.updateGeometry()
        self._lay_out()

    def show_columns(self, columns: int) -> None:
        """Lay out in four columns or two."""
        self._columns = columns
        self.updateGeometry()
        self._lay_out()

    def tiles(self) -> list[Tile]:
        """Return the tiles in reading order."""
        return [item for _, items in self._blocks.values() for item in items if isinstance(item, Tile)]

    def whole(self) -> WholeCard:
        """Return the establishment's card."""
        return self._card

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the height of the longest column with its tiles at their least."""
        longest = max((self._least_height(column) for column in self._plan()), default=0)
        return QSize(self._theme.u(200) * self._columns, longest)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the least size."""
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lay out anew."""
        self._lay_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Go to the tile beside on an arrow key."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, QWidget):
            step = _ARROWS.get(Qt.Key(event.key()))
            if step is not None:
                self._focus_beside(watched, *step)
                return True
        return False

    def _rebuild(self, groups: tuple[GroupView, ...], whole: WholeView) -> None:
        for header, items in self._blocks.values():
            for widget in (header, *items):
                widget.setParent(None)
                widget.deleteLater()
        self._blocks = {group.ref: (GroupHeader(self._theme, self), self._make_tiles(group)) for group in groups}
        self._card = WholeCard(self._theme, whole, self)
        self._card.clicked.connect(self.whole_opened)
        self._blocks["whole"] = (GroupHeader(self._theme, self), [self._card])
        for header, items in self._blocks.values():
            for widget in (header, *items):
                widget.installEventFilter(self)
                widget.show()

    def _make_tiles(self, group: GroupView) -> list[QWidget]:
        tiles: list[QWidget] = []
        for view in group.tiles:
            tile = Tile(self._theme, view, self)
            tile.clicked.connect(self._on_tile_clicked)
            tiles.append(tile)
        return tiles

    def _plan(self) -> list[list[str]]:
        plan = _FOUR if self._columns == 4 else _TWO
        placed = [[ref for ref in column if ref in self._blocks] for column in plan]
        rest = [ref for ref in self._blocks if not any(ref in column for column in placed)]
        return [*placed[:-1], placed[-1] + rest] if placed else []

    def _fixed_height(self, column: list[str]) -> int:
        u = self._theme.u
        gaps = sum(len(self._blocks[ref][1]) - 1 for ref in column)
        return len(column) * u(_HEADER) + (len(column) - 1) * u(_BETWEEN) + gaps * u(_GAP)

    def _least_height(self, column: list[str]) -> int:
        return self._fixed_height(column) + self._tile_count(column) * self._theme.u(_TILE)

    def _tile_count(self, column: list[str]) -> int:
        return sum(len(self._blocks[ref][1]) for ref in column)

    def _lay_out(self) -> None:
        plan = self._plan()
        if not self._blocks or not plan:
            return
        longest = max(plan, key=self._least_height)
        tallest = self._fixed_height(longest) + self._tile_count(longest) * self._theme.u(_TALLEST)
        height = max(self._least_height(longest), min(self.height(), tallest))
        gap = self._theme.u(_COLUMN_GAP)
        width = (self.width() - gap * (len(plan) - 1)) / len(plan)
        fixed = (height - self._fixed_height(longest)) / max(1, self._tile_count(longest))
        for place, column in enumerate(plan):
            left = round(place * (width + gap))
            self._lay_column(column, QRect(left, 0, round(place * (width + gap) + width) - left, height), fixed)

    def _lay_column(self, column: list[str], room: QRect, fixed: float) -> None:
        u = self._theme.u
        spare = room.height() - self._fixed_height(column)
        is_even = "whole" in column or self.height() <= self.minimumSizeHint().height()
        tile = fixed if is_even else spare / max(1, self._tile_count(column))
        top = float(room.top())
        for ref in column:
            header, items = self._blocks[ref]
            header.setGeometry(room.left(), round(top), room.width(), u(24))
            top += u(_HEADER)
            for item in items:
                bottom = room.bottom() + 1 if ref == "whole" else round(top + tile)
                item.setGeometry(room.left(), round(top), room.width(), bottom - round(top))
                top += tile + u(_GAP)
            top += u(_BETWEEN) - u(_GAP)

    def _focus_beside(self, widget: QWidget, across: int, down: int) -> None:
        here = widget.geometry()
        items = [item for _, group in self._blocks.values() for item in group if item is not widget]
        if across:
            there = [item for item in items if (item.x() - here.x()) * across > 0]
        else:
            there = [item for item in items if item.x() == here.x() and (item.y() - here.y()) * down > 0]
        middle = here.center().y()
        best = min(there, default=None, key=lambda i: (abs(i.x() - here.x()), abs(i.geometry().center().y() - middle)))
        if best is not None:
            best.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_tile_clicked(self) -> None:
        tile = self.sender()
        if isinstance(tile, Tile):
            self.tile_opened.emit(tile.view.ref)
