"""A window on a real file, driven as a person would."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.aim import Aim
from app.desktop.desk import Desk
from app.desktop.dialogs.choice_dialog import ChoiceDialog
from app.desktop.dialogs.prompt_dialog import PromptDialog
from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.pages.home_page import HomePage
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.window import Window

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Driven:
    """A window with its desk; every step waits for what it led to."""

    qtbot: QtBot
    window: Window
    shell: Shell
    desk: Desk

    @property
    def session(self) -> Session:
        assert self.desk.session is not None
        return self.desk.session

    @property
    def home(self) -> HomePage:
        page = self.shell.page("home")
        assert isinstance(page, HomePage)
        return page

    @property
    def checklist(self) -> ChecklistPage:
        page = self.shell.page("checklist")
        assert isinstance(page, ChecklistPage)
        return page

    def refs(self) -> list[str]:
        """Return the questions that are listed."""
        return [row.key for row in self.checklist.question_list.questions.row_model.items()]

    def open(self, path: Path) -> None:
        """Open a file and wait until it has been checked."""
        assert self.desk.open_file(path)
        self.desk.check()
        self.wait(lambda: self.session.is_checked)

    def go_to(self, ref: str) -> None:
        """Show a question."""
        self.shell.go("checklist", Aim(item=ref))

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in whatever has the focus."""
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()
        focused: QWidget | None = self.window.focusWidget()
        QTest.keyClick(self.window if focused is None else focused, key, modifier)

    def type_text(self, text: str) -> None:
        """Type into the narrative, at its end."""
        narrative = self.checklist.question_pane.narrative
        narrative.setFocus()
        narrative.moveCursor(narrative.textCursor().MoveOperation.End)
        for place, line in enumerate(text.split("\n")):
            if place:
                QTest.keyClick(narrative, Qt.Key.Key_Return)
            QTest.keyClicks(narrative, line)  # ASCII only

    def leave_field(self) -> None:
        """Leave the narrative, as Tab does."""
        self.checklist.question_pane.hand_over()

    def select(self, words: str) -> None:
        """Select words of the narrative."""
        narrative = self.checklist.question_pane.narrative
        narrative.setFocus()
        narrative.moveCursor(narrative.textCursor().MoveOperation.Start)
        assert narrative.find(words)

    def give(self, text: str) -> None:
        """Type into the dialog that asks for a line, and accept it."""
        self.wait(lambda: self.dialog(PromptDialog) is not None)
        dialog = self.dialog(PromptDialog)
        assert isinstance(dialog, PromptDialog)
        dialog.prompt_field.setText(text)
        dialog.accept_button.click()

    def dialog(self, kind: type[PromptDialog] | type[ChoiceDialog]) -> PromptDialog | ChoiceDialog | None:
        """Return the dialog of this kind that is open."""
        found = [dialog for dialog in self.window.findChildren(kind) if dialog.isVisible()]
        return found[-1] if found else None

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(condition)

    def close(self) -> None:
        """Close the file."""
        assert self.desk.close_file()
        QApplication.processEvents()


def stored(path: Path, query: str) -> list[tuple[object, ...]]:
    """Return what a query finds in a file that no window holds."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def holds(path: Path, words: str) -> bool:
    """Tell whether words stand in plain anywhere in a file or its journal."""
    journal = path.with_name(f"{path.name}-journal")
    content = path.read_bytes() + (journal.read_bytes() if journal.exists() else b"")
    return any(words.encode(coding) in content for coding in ("utf-8", "utf-16-le"))
