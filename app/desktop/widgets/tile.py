"""The tile of one intention on Home."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.desktop.glyphs import STATUS, draw_level, draw_status
from app.desktop.painting import draw_box, draw_text, text_width
from app.desktop.theme import Theme
from app.desktop.views.home_view import RESULT_WORDS, ResultKey, TileView

_TINTED = {"not_met": "bad", "partly_met": "warn"}


class Tile(QAbstractButton):
    """A button for one intention: glyph, reference, title; below them its counts and its statement's level.

    What is not answered stands out most: an accent edge and the number left, in the accent. Counts that a person
    must see come first; Met is left out before the level's bars are, those before its word, and that before anything
    else. The whole stands in the tool tip and the accessible name.
    """

    has_ring = True

    def __init__(self, theme: Theme, view: TileView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_view(view)

    def show_view(self, view: TileView) -> None:
        """Show another state of the intention."""
        self.view = view
        self.setText(f"{view.ref} {view.title}")
        spoken = ", ".join(part for part in (view.note or counts_text(view.counts), view.level_word) if part)
        self.setAccessibleName(f"{view.ref} {view.title}: {spoken}")
        self.setToolTip(spoken)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the least size of a tile."""
        return QSize(self._theme.u(200), self._theme.u(48))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the tile."""
        theme, u = self._theme, self._theme.u
        painter = QPainter(self)
        self._draw_ground(painter)
        top = (self.height() - u(40)) // 2
        draw_status(painter, theme, QPointF(u(12), top + u(4)), tile_status(self.view))
        ink = "ink" if self.view.is_applicable and self.view.is_mine else "ink2"
        draw_text(painter, theme, QRect(u(36), top, u(32), u(22)), self.view.ref, "strong", ink)
        title = QRect(u(68), top, self.width() - u(68) - u(4), u(22))
        draw_text(painter, theme, title, self.view.title, "body", ink)
        self._draw_second_line(painter, QRect(u(36), top + u(22), self.width() - u(46), u(17)))
        painter.end()

    def _draw_ground(self, painter: QPainter) -> None:
        theme, u = self._theme, self._theme.u
        if not self.view.is_applicable:
            draw_box(painter, theme, self.rect(), "panel", "edge" if self.underMouse() else "line")
            return
        left_to_do = dict(self.view.counts).get("not_answered", 0)
        border = "accent" if left_to_do else ("edge" if self.underMouse() else "line")
        draw_box(painter, theme, self.rect(), "page", border)
        if left_to_do:
            painter.setClipRect(QRect(0, 0, u(4), self.height()))
            draw_box(painter, theme, self.rect(), "accent", "accent")
            painter.setClipping(False)

    def _draw_second_line(self, painter: QPainter, room: QRect) -> None:
        if self.view.note:
            draw_text(painter, self._theme, room, self.view.note, "caption", "ink2")
            return
        shown, level = self._fitting(room.width())
        left = room.left()
        for key, count in shown:
            left += self._draw_count(painter, QRect(left, room.top(), room.right() - left, room.height()), key, count)
        if any(key in _TINTED and pair not in shown for pair in self.view.counts for key in pair[:1]):
            dots = QRect(left, room.top(), text_width(self._theme, "…", "caption"), room.height())
            draw_text(painter, self._theme, dots, "…", "caption")
        if level:
            self._draw_level(painter, room, has_bars=level == "bars")

    def _draw_count(self, painter: QPainter, room: QRect, key: ResultKey, count: int) -> int:
        text, token = f"{count} {RESULT_WORDS[key]}", STATUS[key][1]
        width = text_width(self._theme, text, _count_style(key))
        if key in _TINTED and not self._theme.tokens.is_contrast:
            chip = QRect(room.left() - self._theme.u(3), room.top(), width + self._theme.u(6), room.height())
            draw_box(painter, self._theme, chip, f"{token}_tint", radius=3)
        tone = "accent" if key == "not_answered" else ("ink2" if key not in _TINTED else token)
        draw_text(painter, self._theme, QRect(room.left(), room.top(), width, room.height()), text,
                  _count_style(key), tone)  # fmt: skip
        return width + self._theme.u(10)

    def _draw_level(self, painter: QPainter, room: QRect, has_bars: bool) -> None:
        u = self._theme.u
        width = text_width(self._theme, self.view.level_word, "caption")
        left = room.right() + 1 - width
        draw_text(painter, self._theme, QRect(left, room.top(), width, room.height()), self.view.level_word, "caption")
        if has_bars:
            draw_level(painter, self._theme, QPointF(left - u(16), room.top() + u(2)), self.view.level)

    def _fitting(self, room: int) -> tuple[Sequence[tuple[ResultKey, int]], str]:
        """Return the counts that fit, and how the level does: `bars` and word, its `word`, or `""`."""
        counts = [pair for pair in self.view.counts if pair[1]]
        ordered = sorted(counts, key=lambda pair: list(RESULT_WORDS).index(pair[0]))
        pressing = [pair for pair in ordered if pair[0] in ("not_answered", *_TINTED)] or ordered
        bars, word = ("bars", "word") if self.view.level else ("", "")
        for shown, level in ((ordered, bars), (pressing, bars), (pressing, word), (ordered, ""), (pressing, "")):
            if self._width(shown, level) <= room:
                return shown, level
        return pressing[:2], ""

    def _width(self, counts: Sequence[tuple[ResultKey, int]], level: str) -> int:
        u = self._theme.u
        words = sum(text_width(self._theme, f"{n} {RESULT_WORDS[key]}", _count_style(key)) for key, n in counts)
        gaps = u(10) * (len(counts) - 1)
        bars = u(16) if level == "bars" else 0
        return words + gaps + (bars + u(8) + text_width(self._theme, self.view.level_word, "caption") if level else 0)


def counts_text(counts: Sequence[tuple[ResultKey, int]]) -> str:
    """Say the counts in words, those that a person must see first: "1 Not met · 2 Partly met · 6 Met"."""
    present = dict(counts)
    return " · ".join(f"{present[key]} {word}" for key, word in RESULT_WORDS.items() if present.get(key))


def tile_status(view: TileView) -> str:
    """Return the status whose glyph stands on the tile: what a person must see first."""
    if not view.is_applicable:
        return "not_applicable"
    counts = {key: count for key, count in view.counts if count}
    if "not_answered" in counts:
        return "in_progress" if len(counts) > 1 else "not_answered"
    return next((key for key in RESULT_WORDS if key in counts), "not_tested")


def _count_style(key: str) -> str:
    return "caption_strong" if key == "not_answered" else "caption"
