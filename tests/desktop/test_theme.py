from __future__ import annotations

import gc
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.desktop.pages.home_page import HomePage
from app.desktop.palette import palette
from app.desktop.shell import Shell
from app.desktop.theme import Scheme, Theme, system_tokens
from app.desktop.tokens import CONTRAST, DARK, LIGHT, TEXT_STYLES, Tokens


@pytest.mark.parametrize("tokens", [LIGHT, DARK, CONTRAST])
def test_palette_sets_every_role_for_every_scheme(tokens: Tokens) -> None:
    made = palette(tokens)
    left_out = {QPalette.ColorRole.NoRole, QPalette.ColorRole.NColorRoles}
    missing = [
        role
        for role in QPalette.ColorRole
        if role not in left_out and not made.isBrushSet(QPalette.ColorGroup.Active, role)
    ]
    assert not missing


@pytest.mark.parametrize(
    ("scheme", "tokens"), [(Scheme.LIGHT, LIGHT), (Scheme.DARK, DARK), (Scheme.CONTRAST, CONTRAST)]
)
def test_scheme_recolours_the_application_when_chosen(
    theme: Theme, qapp: QApplication, scheme: Scheme, tokens: Tokens
) -> None:
    theme.choose_scheme(scheme)
    assert qapp.palette().color(QPalette.ColorRole.WindowText) == QColor(tokens.ink)
    assert theme.colour("page") == QColor(tokens.page)


def test_changed_follows_only_a_real_change_when_a_scheme_is_chosen_again(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.choose_scheme(Scheme.DARK)
    with qtbot.assertNotEmitted(theme.changed):
        theme.choose_scheme(Scheme.DARK)


@dataclass
class System:
    """A desktop's own settings, as Qt hands them on."""

    scheme: Qt.ColorScheme
    contrast: Qt.ContrastPreference

    def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802
        return self.scheme

    def accessibility(self) -> System:
        return self

    def contrastPreference(self) -> Qt.ContrastPreference:  # noqa: N802
        return self.contrast


@pytest.mark.parametrize(
    ("scheme", "contrast", "tokens"),
    [
        (Qt.ColorScheme.Light, Qt.ContrastPreference.NoPreference, LIGHT),
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.NoPreference, DARK),
        (Qt.ColorScheme.Light, Qt.ContrastPreference.HighContrast, CONTRAST),
        (Qt.ColorScheme.Unknown, Qt.ContrastPreference.NoPreference, LIGHT),
    ],
)
def test_system_asks_for_a_scheme(scheme: Qt.ColorScheme, contrast: Qt.ContrastPreference, tokens: Tokens) -> None:
    assert system_tokens(System(scheme, contrast)) is tokens  # type: ignore[arg-type]  # the operating system's edge


def test_scheme_follows_the_system_when_it_changes(
    theme: Theme, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme.choose_scheme(Scheme.SYSTEM)
    monkeypatch.setattr("app.desktop.theme.system_tokens", lambda hints: DARK)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.tokens is DARK


def test_scheme_stays_when_the_system_changes_and_one_was_chosen(theme: Theme, qapp: QApplication) -> None:
    theme.choose_scheme(Scheme.CONTRAST)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.tokens is CONTRAST


def test_zoom_takes_the_nearest_step_and_stops_at_the_ends(theme: Theme) -> None:
    theme.choose_zoom(160)
    assert theme.zoom == 150
    theme.step_zoom(-9)
    assert theme.zoom == 80
    theme.step_zoom(9)
    assert theme.zoom == 200


def test_units_and_fonts_grow_when_zoomed(theme: Theme) -> None:
    theme.choose_zoom(175)
    assert theme.u(48) == 84
    assert theme.font("body").pixelSize() == round(15 * 1.75)


def test_typeface_is_our_own_when_the_window_is_dressed(theme: Theme) -> None:
    assert all(theme.metrics(style).horizontalAdvance("ŵŷ✓") > 0 for style in TEXT_STYLES)
    assert QFontInfo(theme.font("body")).family() == theme.font("body").family()


def test_labels_keep_their_style_when_scheme_and_zoom_change(home: HomePage, shell: Shell) -> None:
    shell.theme.choose_scheme(Scheme.DARK)
    shell.theme.choose_zoom(150)
    home.headline.ensurePolished()
    assert home.headline.fontInfo().pixelSize() == 42
    assert home.headline.fontInfo().weight() == 600


class Watcher(QLabel):
    """Notes whether garbage could be collected while it is dressed."""

    could_be_freed: bool | None = None

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.StyleChange:
            self.could_be_freed = gc.isenabled()
        super().changeEvent(event)


def test_no_widget_is_freed_while_all_are_dressed(theme: Theme, shell: Shell) -> None:
    watcher = Watcher(shell)
    watcher.show()
    theme.choose_zoom(150)
    assert watcher.could_be_freed is False  # Qt held a pointer to each widget, and one that was freed crashed it
    assert gc.isenabled()
