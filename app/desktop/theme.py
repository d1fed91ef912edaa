"""The look that is in force: scheme, zoom, and what is derived from them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPixmap, QStyleHints
from PySide6.QtWidgets import QApplication

from app.desktop.icons import IconShelf
from app.desktop.palette import palette
from app.desktop.places import Places
from app.desktop.sheet import style_sheet
from app.desktop.tokens import CONTRAST, DARK, FAMILY, LIGHT, TEXT_STYLES, ZOOM_STEPS, Tokens

TextWatch = Callable[[str, int, int], None]
"""Told of each text written: the text, the px it needs, the px it has."""

_WEIGHTS = {400: QFont.Weight.Normal, 600: QFont.Weight.DemiBold, 700: QFont.Weight.Bold}


class Scheme(StrEnum):
    """The user's choice of colours."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@contextmanager
def nothing_freed() -> Iterator[None]:
    """Keep Python from collecting garbage while Qt dresses all widgets.

    Qt goes through plain pointers to every widget then, and asks Python's classes on the way. A collection in the
    middle frees widgets that only garbage held; where one of them was still to come, the process crashed.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def system_tokens(hints: QStyleHints) -> Tokens:
    """Return the scheme that the system asks for: high contrast before dark before light."""
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


class Theme(QObject):
    """Colours, type and measures for every widget; made once and passed in.

    `changed` follows a new colour scheme, `zoomed` a new zoom. Both follow after palette, font and sheet are set.
    """

    changed = Signal()
    zoomed = Signal(int)

    def __init__(self, application: QApplication, places: Places) -> None:
        super().__init__(application)
        self._application = application
        self._scheme = Scheme.SYSTEM
        self._zoom = 100
        self._fonts: dict[str, QFont] = {}
        self._metrics: dict[str, QFontMetrics] = {}
        self._colours: dict[str, QColor] = {}
        self._icons = IconShelf(places.icons)
        self.text_watch: TextWatch | None = None
        self.tokens = self._tokens_in_force()
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)

    @property
    def scheme(self) -> Scheme:
        """The chosen scheme."""
        return self._scheme

    @property
    def zoom(self) -> int:
        """The zoom in per cent."""
        return self._zoom

    def recall(self, scheme: Scheme, percent: int) -> None:
        """Take a remembered look before it is first applied."""
        self._scheme = scheme
        self._zoom = min(ZOOM_STEPS, key=lambda step: abs(step - percent))
        self.tokens = self._tokens_in_force()

    def choose_scheme(self, scheme: Scheme) -> None:
        """Take a scheme and repaint everything in it."""
        self._scheme = scheme
        self._take_tokens()

    def choose_zoom(self, percent: int) -> None:
        """Take the nearest zoom step to `percent`."""
        step = min(ZOOM_STEPS, key=lambda candidate: abs(candidate - percent))
        if step != self._zoom:
            self._zoom = step
            self._fonts.clear()
            self._metrics.clear()
            self.apply()
            self.zoomed.emit(step)

    def step_zoom(self, steps: int) -> None:
        """Go up or down the zoom steps, to the last one at most."""
        place = ZOOM_STEPS.index(self._zoom) + steps
        self.choose_zoom(ZOOM_STEPS[max(0, min(place, len(ZOOM_STEPS) - 1))])

    def apply(self) -> None:
        """Set palette, font and sheet of the application."""
        with nothing_freed():
            self._application.setPalette(palette(self.tokens))
            self._application.setFont(self.font("body"))
            self._application.setStyleSheet(style_sheet(self.tokens, self.u))

    def u(self, units: float) -> int:
        """Return `units` (px at 100 %) in px at this zoom."""
        return round(units * self._zoom / 100)

    def colour(self, token: str) -> QColor:
        """Return the colour of a token; transparent where the scheme gives it none."""
        value: str = getattr(self.tokens, token)
        colour = self._colours.get(value)
        if colour is None:
            colour = self._colours[value] = QColor(value) if value else QColor(Qt.GlobalColor.transparent)
        return colour

    def font(self, style: str) -> QFont:
        """Return the font of a text style (`TEXT_STYLES`)."""
        if style not in self._fonts:
            self._fonts[style] = self._make_font(style)
        return self._fonts[style]

    def metrics(self, style: str) -> QFontMetrics:
        """Return the metrics of a text style's font."""
        if style not in self._metrics:
            self._metrics[style] = QFontMetrics(self.font(style))
        return self._metrics[style]

    def icon(self, name: str, token: str, units: float, ratio: float) -> QPixmap:
        """Return an icon in a token's colour, `units` wide, for a screen of this device pixel ratio."""
        return self._icons.pixmap(name, getattr(self.tokens, token), self.u(units), ratio)

    def _make_font(self, style: str) -> QFont:
        step = TEXT_STYLES[style]
        font = QFont(FAMILY)
        font.setPixelSize(self.u(step.size))
        font.setWeight(_WEIGHTS[step.weight])
        if step.spacing:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, step.spacing * self._zoom / 100)
        return font

    def _tokens_in_force(self) -> Tokens:
        chosen = {Scheme.LIGHT: LIGHT, Scheme.DARK: DARK, Scheme.CONTRAST: CONTRAST}.get(self._scheme)
        if chosen is not None:
            return chosen
        return system_tokens(self._application.styleHints())

    def _take_tokens(self) -> None:
        tokens = self._tokens_in_force()
        if tokens is not self.tokens:
            self.tokens = tokens
            self.apply()
            self.changed.emit()

    def _on_system_changed(self) -> None:
        self._take_tokens()
