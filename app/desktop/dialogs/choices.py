"""Choices of a combo box by their keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox

from app.desktop.views.home_view import ScopeView

_SHORTEST = 12
"""Characters that a combo box asks room for; longer choices are seen whole in its list."""


def fill_choice(box: QComboBox, choices: Sequence[ScopeView], key: str) -> None:
    """Offer these choices, the one of `key` chosen, else the first."""
    with QSignalBlocker(box):
        box.clear()
        for choice in choices:
            box.addItem(choice.title, choice.key)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_SHORTEST)
    choose(box, key)


def choose(box: QComboBox, key: str) -> None:
    """Choose by key."""
    with QSignalBlocker(box):
        box.setCurrentIndex(max(0, box.findData(key)))


def chosen(box: QComboBox) -> str:
    """Return the key of what is chosen; `""` where there is no choice."""
    return str(box.currentData() or "")
