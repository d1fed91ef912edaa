"""The Qt palette of a colour scheme: every role set, so that no control falls back to another palette."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from app.desktop.tokens import Tokens

_ROLES: dict[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "chrome",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "page",
    QPalette.ColorRole.AlternateBase: "panel",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.Button: "page",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.PlaceholderText: "ink2",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "panel",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Light: "page",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "edge",
    QPalette.ColorRole.Shadow: "edge",
    QPalette.ColorRole.Accent: "accent",
}

_DISABLED: dict[QPalette.ColorRole, str] = {
    QPalette.ColorRole.WindowText: "ink3",
    QPalette.ColorRole.Text: "ink3",
    QPalette.ColorRole.ButtonText: "ink3",
    QPalette.ColorRole.PlaceholderText: "ink3",
    QPalette.ColorRole.Link: "ink3",
    QPalette.ColorRole.Base: "panel",
    QPalette.ColorRole.Button: "panel",
    QPalette.ColorRole.Highlight: "line",
    QPalette.ColorRole.HighlightedText: "ink3",
}


def palette(tokens: Tokens) -> QPalette:
    """Return the palette of these tokens, with its Disabled group."""
    result = QPalette()
    for role, token in _ROLES.items():
        result.setColor(role, QColor(getattr(tokens, token)))
    for role, token in _DISABLED.items():
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(getattr(tokens, token)))
    return result
