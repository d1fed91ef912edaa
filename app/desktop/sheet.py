"""The one application style sheet, made from tokens and zoom.

It holds only what Qt's style sheets do reliably: menus, fields, scroll bars, tool tips, tones and text styles of labels
and surfaces by property (a font set on a label itself is lost when the sheet changes). Everything else is painted.
"""

from __future__ import annotations

from collections.abc import Callable

from app.desktop.tokens import TEXT_STYLES, Tokens

_TONES = ("ink", "ink2", "ink3", "accent", "good", "warn", "bad", "none")
_SURFACES = ("chrome", "page", "panel")
_TINTS = ("accent_tint", "good_tint", "warn_tint", "bad_tint", "none_tint")


def style_sheet(tokens: Tokens, u: Callable[[float], int]) -> str:
    """Return the sheet; `u` turns units into px."""
    parts = (
        _labels(tokens, u),
        _surfaces(tokens, u),
        _menus(tokens, u),
        _fields(tokens, u),
        _combo(tokens, u),
        _bars(tokens, u),
        _tips(tokens, u),
    )
    return "\n".join(parts)


def _labels(tokens: Tokens, u: Callable[[float], int]) -> str:
    tones = (f'QLabel[tone="{tone}"] {{ color: {getattr(tokens, tone)}; }}' for tone in _TONES)
    styles = (
        f'QLabel[textStyle="{name}"] {{ font-size: {u(style.size)}px; font-weight: {style.weight}; }}'
        for name, style in TEXT_STYLES.items()
    )
    return "\n".join((*tones, *styles))


def _surfaces(tokens: Tokens, u: Callable[[float], int]) -> str:
    plain = [f'QFrame[surface="{name}"] {{ background: {getattr(tokens, name)}; border: none; }}' for name in _SURFACES]
    tinted = [
        f'QFrame[surface="{name}"] {{ background: {getattr(tokens, name) or tokens.page};'
        f" border: none; border-radius: {u(6)}px; }}"
        for name in _TINTS
    ]
    card = (
        f'QFrame[surface="card"] {{ background: {tokens.page}; border: 1px solid {tokens.line};'
        f" border-radius: {u(6)}px; }}\n"
        f'QFrame[surface="well"] {{ background: {tokens.panel}; border: 1px solid {tokens.line};'
        f" border-radius: {u(6)}px; }}\n"
        f'QFrame[surface="fault"] {{ background: {tokens.bad_tint or tokens.page}; border: 1px solid {tokens.bad};'
        f" border-radius: {u(6)}px; }}"
    )
    edges = "\n".join(
        f'QFrame[edge="{side}"] {{ border-{side}: 1px solid {tokens.line}; }}'
        for side in ("top", "bottom", "left", "right")
    )
    note = (
        f'QFrame[surface="note"] {{ background: {tokens.page}; border: 1px solid {tokens.edge};'
        f" border-radius: {u(6)}px; }}"
    )
    dialog = f"QDialog {{ background: {tokens.page}; }}"
    area = "QScrollArea, QListView, QTableView { background: transparent; border: none; }"
    return "\n".join([*plain, *tinted, card, edges, note, dialog, area])


def _menus(tokens: Tokens, u: Callable[[float], int]) -> str:
    return f"""
QMenuBar {{ background: {tokens.chrome}; color: {tokens.ink}; border-bottom: 1px solid {tokens.line};
  padding-left: {u(12)}px; spacing: 0px; }}
QMenuBar::item {{ background: transparent; padding: {u(4)}px {u(10)}px {u(5)}px {u(10)}px; border-radius: {u(4)}px; }}
QMenuBar::item:selected {{ background: {tokens.accent_tint}; }}
QMenuBar::item:disabled {{ color: {tokens.ink3}; }}
QMenu {{ background: {tokens.page}; color: {tokens.ink}; border: 1px solid {tokens.edge}; padding: {u(4)}px; }}
QMenu::item {{ padding: {u(5)}px {u(28)}px {u(5)}px {u(28)}px; border-radius: {u(4)}px; }}
QMenu::item:selected {{ background: {tokens.accent_tint}; }}
QMenu::item:disabled {{ color: {tokens.ink3}; }}
QMenu::separator {{ height: 1px; background: {tokens.line}; margin: {u(4)}px {u(8)}px; }}
QMenu::indicator {{ width: {u(16)}px; height: {u(16)}px; left: {u(6)}px; }}"""


def _fields(tokens: Tokens, u: Callable[[float], int]) -> str:
    return f"""
QLineEdit, QComboBox {{ background: {tokens.page}; color: {tokens.ink}; border: 1px solid {tokens.edge};
  border-radius: {u(4)}px; padding: 0 {u(8)}px; min-height: {u(32) - 2}px; max-height: {u(32) - 2}px;
  selection-background-color: {tokens.accent}; selection-color: {tokens.on_accent}; }}
QLineEdit {{ placeholder-text-color: {tokens.ink2}; }}
QLineEdit:focus, QComboBox:focus {{ border: 2px solid {tokens.focus}; padding: 0 {u(8) - 1}px;
  min-height: {u(32) - 4}px; max-height: {u(32) - 4}px; }}
QComboBox {{ padding-left: {u(8) + 2}px; }}
QComboBox:focus, QComboBox[fault="true"] {{ padding-left: {u(8) + 1}px; }}
QLineEdit[fault="true"] {{ border: 2px solid {tokens.bad}; padding: 0 {u(8) - 1}px;
  min-height: {u(32) - 4}px; max-height: {u(32) - 4}px; }}
QLineEdit[derived="true"] {{ background: {tokens.panel}; border: 1px solid {tokens.line}; }}
QLineEdit[derived="true"]:focus {{ border: 2px solid {tokens.focus}; }}
QLineEdit:disabled, QComboBox:disabled {{ background: {tokens.panel}; border-color: {tokens.line};
  color: {tokens.ink3}; }}
QPlainTextEdit {{ background: {tokens.page}; color: {tokens.ink}; border: 1px solid {tokens.edge};
  border-radius: {u(4)}px; padding: {u(4)}px {u(4) + 2}px; selection-background-color: {tokens.accent};
  selection-color: {tokens.on_accent}; }}
QPlainTextEdit:focus {{ border: 2px solid {tokens.focus}; padding: {u(4) - 1}px {u(4) + 1}px; }}
QPlainTextEdit[fault="true"], QComboBox[fault="true"] {{ border: 2px solid {tokens.bad}; }}
QPlainTextEdit:disabled {{ background: {tokens.panel}; border-color: {tokens.line}; color: {tokens.ink3}; }}
QTextEdit {{ background: transparent; color: {tokens.ink}; border: none;
  selection-background-color: {tokens.accent}; selection-color: {tokens.on_accent}; }}"""


def _combo(tokens: Tokens, u: Callable[[float], int]) -> str:
    return f"""
QComboBox::drop-down {{ border: none; width: {u(26)}px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {tokens.page}; color: {tokens.ink}; border: 1px solid {tokens.edge};
  selection-background-color: {tokens.accent_tint}; selection-color: {tokens.ink}; outline: none; }}"""


def _bars(tokens: Tokens, u: Callable[[float], int]) -> str:
    return f"""
QScrollBar:vertical {{ background: transparent; width: {u(10)}px; margin: {u(2)}px {u(2)}px {u(2)}px 0; }}
QScrollBar:horizontal {{ background: transparent; height: {u(10)}px; margin: 0 {u(2)}px {u(2)}px {u(2)}px; }}
QScrollBar::handle {{ background: {tokens.edge}; border-radius: {u(4)}px; }}
QScrollBar::handle:vertical {{ min-height: {u(32)}px; }}
QScrollBar::handle:horizontal {{ min-width: {u(32)}px; }}
QScrollBar::handle:hover {{ background: {tokens.ink2}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QTableCornerButton::section {{ background: {tokens.page}; border: none; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}"""


def _tips(tokens: Tokens, u: Callable[[float], int]) -> str:
    return (
        f"QToolTip {{ background: {tokens.panel}; color: {tokens.ink}; border: 1px solid {tokens.edge};"
        f" padding: {u(4)}px {u(8)}px; }}"
    )
