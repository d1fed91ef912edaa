"""Walks every page and dialog that the pictures show, as somebody does who sees or points badly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from app.desktop.scenes.every import SCENES
from app.desktop.scenes.framing import Frame, settle
from app.desktop.shell import Shell
from app.desktop.theme import Scheme
from app.desktop.widgets.button import Button

FRAME = Frame(Scheme.LIGHT, 1280, 800)
LEAST = 24
"""Pixels of a target in both directions at 100 % (WCAG 2.2, 2.5.8, which leaves out links in a text)."""
INPUTS = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QCheckBox, QAbstractItemView)
NO_ROLE = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window}


@pytest.mark.long
def test_every_page_and_dialog_can_be_used_by_ear_and_by_key(shell: Shell) -> None:
    faults: list[str] = []
    for name, scene in SCENES.items():
        settle(shell, scene, FRAME)
        for window in _windows(shell):
            faults += [f"{name}: {fault}" for fault in _faults(shell, window)]
    assert "\n".join(sorted(set(faults))) == ""


def test_menus_have_each_mnemonic_once(shell: Shell) -> None:
    settle(shell, SCENES["checklist"], FRAME)
    menus = [shell.menu_bar, *(menu for menu in shell.menu_bar.findChildren(QMenu) if menu.actions())]
    for menu in menus:
        letters = [_mnemonic(action.text()) for action in menu.actions() if action.isVisible() and action.text()]
        twice = [letter for letter, count in Counter(filter(None, letters)).items() if count > 1]
        assert twice == [], f"{menu.objectName()}: {twice}"


def test_a_nameless_field_a_small_button_and_a_mnemonic_twice_are_found(shell: Shell) -> None:
    settle(shell, SCENES["welcome"], FRAME)
    dialog = QDialog(shell.window())
    field = QLineEdit(dialog)
    for place in range(2):
        button = QPushButton("&Save", dialog)
        button.setGeometry(0, 40 * place, 10, 10)
    dialog.show()
    found = " ".join(_faults(shell, dialog))
    assert "QLineEdit  has no name" in found
    assert "has no help" in found
    assert "is smaller than 24" in found
    assert "mnemonic S stands twice" in found
    field.deleteLater()


def _windows(shell: Shell) -> list[QWidget]:
    dialogs = [dialog for dialog in shell.window().findChildren(QDialog) if dialog.isVisible()]
    return [*dialogs] or [shell.window()]


def _faults(shell: Shell, window: QWidget) -> Iterator[str]:
    reachable = _reachable(window)
    yield from _unspoken(reachable)
    yield from _small(window)
    yield from _twice(window)
    yield from _out_of_reach(window, reachable)
    for widget in reachable:
        if _is_input(widget) and shell.loader.field_help.of_field(widget) is None:
            yield f"{_called(widget)} has no help: add it to resources/help/fields.toml"


def _reachable(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, QScrollBar | QLabel)
    ]


def _unspoken(reachable: list[QWidget]) -> Iterator[str]:
    for widget in reachable:
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            yield f"{_called(widget)} has no name"
        if interface.role() in NO_ROLE:
            yield f"{_called(widget)} has no role"


def _small(window: QWidget) -> Iterator[str]:
    for widget in window.findChildren(QWidget):
        is_target = isinstance(widget, QAbstractButton | QLineEdit | QComboBox) and widget.isVisible()
        is_within = isinstance(widget.parentWidget(), QLineEdit | QComboBox)
        if not is_target or is_within or _is_link(widget):
            continue
        if widget.width() < LEAST or widget.height() < LEAST:
            yield f"{_called(widget)} is smaller than {LEAST}: {widget.width()} by {widget.height()}"


def _is_link(widget: QWidget) -> bool:
    return isinstance(widget, Button) and widget.property("kind") == "link"


def _twice(window: QWidget) -> Iterator[str]:
    shown = [
        each.text()
        for each in window.findChildren(QWidget)
        if isinstance(each, QAbstractButton | QLabel)
        and each.isVisible()
        and not (isinstance(each, QLabel) and each.buddy() is None)
    ]
    for letter, count in Counter(filter(None, map(_mnemonic, shown))).items():
        if count > 1:
            yield f"mnemonic {letter} stands twice"


def _mnemonic(text: str) -> str:
    place = text.replace("&&", "  ").find("&")
    return text[place + 1].upper() if 0 <= place < len(text) - 1 else ""


def _out_of_reach(window: QWidget, reachable: list[QWidget]) -> Iterator[str]:
    """Yield what Tab does not come to, once round. Not by `nextInFocusChain`: it breaks wrappers of PySide."""
    if not reachable:
        return
    top = window.window()
    reachable[0].setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    for _ in range(2 * len(top.findChildren(QWidget))):
        focused: QWidget | None = top.focusWidget()
        if focused is None or focused in seen:
            break
        seen.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    groups = {(type(each), each.parentWidget()) for each in seen}
    for each in reachable:
        is_of_group = isinstance(each, QAbstractButton) and each.isCheckable()  # the arrow keys go on within it
        if each not in seen and not (is_of_group and (type(each), each.parentWidget()) in groups):
            yield f"{_called(each)} is not reached by Tab"


def _is_input(widget: QWidget) -> bool:
    return isinstance(widget, INPUTS) or (isinstance(widget, QAbstractButton) and widget.isCheckable())


def _called(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()}"
