"""Applies sizes to a loaded form, in one pass, from the dynamic properties its widgets carry.

| property | on | value, in units (px at 100 %) |
|---|---|---|
| `unitMargins` | layout | `left top right bottom`, or one number for all |
| `unitSpacing` | layout | number |
| `unitWidth`, `unitHeight` | widget | fixed size |
| `unitIndent` | label | how far its words stand in |
| `unitMinWidth`, `unitMinHeight`, `unitMaxWidth`, `unitMaxHeight` | widget | limits |

Colours and fonts come by `tone`, `surface` and `textStyle` (a key of `TEXT_STYLES`), which the style sheet reads.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QLayout, QWidget

from app.desktop.theme import Theme


def apply_measures(root: QWidget, theme: Theme) -> None:
    """Set sizes and spaces of `root` and all below it for the theme's zoom."""
    for widget in (root, *root.findChildren(QWidget)):
        _apply_to_widget(widget, theme)
    for layout in root.findChildren(QLayout):
        _apply_to_layout(layout, theme)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet reads, and have the widget styled anew where it changed."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def _number(owner: QObject, name: str) -> float | None:
    value = owner.property(name)
    return None if value is None else float(value)


def _apply_to_widget(widget: QWidget, theme: Theme) -> None:
    setters: dict[str, Callable[[int], None]] = {
        "unitWidth": widget.setFixedWidth,
        "unitHeight": widget.setFixedHeight,
        "unitMinWidth": widget.setMinimumWidth,
        "unitMinHeight": widget.setMinimumHeight,
        "unitMaxWidth": widget.setMaximumWidth,
        "unitMaxHeight": widget.setMaximumHeight,
    }
    if isinstance(widget, QLabel):
        setters["unitIndent"] = widget.setIndent
    names = {bytes(name.data()).decode() for name in widget.dynamicPropertyNames()}
    for name in names & setters.keys():
        setters[name](theme.u(_number(widget, name) or 0))


def _apply_to_layout(layout: QLayout, theme: Theme) -> None:
    margins = layout.property("unitMargins")
    if margins is not None:
        sides = [theme.u(float(side)) for side in str(margins).split()]
        left, top, right, bottom = sides * 4 if len(sides) == 1 else sides
        layout.setContentsMargins(left, top, right, bottom)
    spacing = _number(layout, "unitSpacing")
    if spacing is not None:
        layout.setSpacing(theme.u(spacing))
