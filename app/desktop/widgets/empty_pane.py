"""What stands where there is nothing to show, or where something could not be shown."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.desktop.measures import apply_measures
from app.desktop.painting import draw_icon
from app.desktop.theme import Theme
from app.desktop.views.shell_view import EmptyView, WayView
from app.desktop.widgets.button import Button
from app.desktop.widgets.icon_label import IconLabel


class EmptyPane(QWidget):
    """An icon in a disc, why it is empty, and the ways on; `way_chosen` carries the key of one."""

    way_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        self._inner = QWidget()
        theme.zoomed.connect(self._fit)

    def show_view(self, view: EmptyView) -> None:
        """Show why there is nothing, and what can be done."""
        outer = QWidget(self._area)
        self._inner = QWidget(outer)
        rows = QVBoxLayout(outer)
        rows.setProperty("unitMargins", "16")
        row = QHBoxLayout()
        for part in (None, self._inner, None):
            row.addStretch(1) if part is None else row.addWidget(part)
        rows.addStretch(1)
        rows.addLayout(row)
        rows.addStretch(2)
        self._fill(view)
        self._area.setWidget(outer)
        outer.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        self._fit()
        apply_measures(self, self._theme)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep to the room that there is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        u = self._theme.u
        self._inner.setFixedWidth(max(u(240), min(u(560), self.width() - u(48))))

    def _fill(self, view: EmptyView) -> None:
        inner = self._inner
        column = QVBoxLayout(inner)
        column.setProperty("unitMargins", "0")
        column.setProperty("unitSpacing", 6)
        column.addWidget(_Disc(self._theme, view, inner), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(_centred(view.title, "title", "ink", inner))
        column.addWidget(_centred(view.detail, "body", "ink2", inner))
        if view.ways:
            column.addSpacing(self._theme.u(14))
            column.addWidget(self._card(view, inner))

    def first_button(self) -> QWidget | None:
        """Return the button of the first way that is open, for the focus; None without any."""
        return next((button for button in self._inner.findChildren(Button) if button.isEnabled()), None)

    def _card(self, view: EmptyView, parent: QWidget) -> QFrame:
        card = QFrame(parent)
        card.setProperty("surface", "card")
        rows = QVBoxLayout(card)
        rows.setProperty("unitMargins", "1")
        rows.setProperty("unitSpacing", 0)
        for place, way in enumerate(view.ways):
            rows.addWidget(self._way(way, card, has_rule=place > 0))
        return card

    def _way(self, way: WayView, parent: QWidget, has_rule: bool) -> QFrame:
        row = QFrame(parent)
        if has_rule:
            row.setProperty("edge", "top")
        line = QHBoxLayout(row)
        line.setProperty("unitMargins", "16 9 12 9")
        line.setProperty("unitSpacing", 12)
        icon = IconLabel(self._theme, row)
        icon.setProperty("iconName", way.icon)
        words = QVBoxLayout()
        words.setProperty("unitMargins", "0")
        words.setProperty("unitSpacing", 0)
        words.addWidget(_label(way.title, "body", "ink", row))
        words.addWidget(_label(way.detail, "caption", "ink2", row))
        button = Button(self._theme, row)
        button.setText(way.verb)
        button.setProperty("way", way.key)
        button.setAccessibleDescription(f"{way.title}. {way.detail}")
        button.setEnabled(way.is_enabled)
        button.clicked.connect(self._on_clicked)
        line.addWidget(icon)
        line.addLayout(words, 1)
        line.addWidget(button)
        return row

    def _on_clicked(self) -> None:
        self.way_chosen.emit(str(self.sender().property("way")))


class _Disc(QWidget):
    def __init__(self, theme: Theme, view: EmptyView, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = view

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._theme.u(72), self._theme.u(80))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        theme, side = self._theme, self._theme.u(72)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("line") if theme.tokens.is_contrast else Qt.PenStyle.NoPen)
        fill = "bad_tint" if self._view.is_fault else "none_tint"
        painter.setBrush(theme.colour(fill))
        painter.drawEllipse(QRect(1, 1, side - 2, side - 2))
        place = QPointF((side - theme.u(28)) / 2, (side - theme.u(28)) / 2)
        draw_icon(painter, theme, self, place, self._view.icon, "bad" if self._view.is_fault else "ink2", 28)
        painter.end()


def _label(text: str, style: str, tone: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("textStyle", style)
    label.setProperty("tone", tone)
    label.setWordWrap(True)
    return label


def _centred(text: str, style: str, tone: str, parent: QWidget) -> QLabel:
    label = _label(text, style, tone, parent)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
