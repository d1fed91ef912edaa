"""What tests of the window share: a window with its shell, made anew for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.application import make_shell
from app.desktop.forms import FormLoader
from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.pages.home_page import HomePage
from app.desktop.places import Places
from app.desktop.shell import Shell
from app.desktop.specimens import frames, homes, questions
from app.desktop.theme import Scheme, Theme, nothing_freed
from app.desktop.window import Window
from tests.desktop.review_desks import OnDesk, review_desk


@dataclass
class Heard:
    """What signals carried, in order."""

    calls: list[tuple[object, ...]] = field(default_factory=list)

    def take(self, *arguments: object) -> None:
        self.calls.append(arguments)


def click(widget: QWidget) -> None:
    """Click a widget in its middle."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.fixture
def shell(qapp: QApplication) -> Iterator[Shell]:
    qapp.setStyle("Fusion")
    window = Window(qapp)
    made = make_shell(qapp, window, Places())
    made.theme.choose_scheme(Scheme.LIGHT)
    window.show()
    yield made
    window.close()
    with nothing_freed():
        qapp.setStyleSheet("")
    window.deleteLater()
    made.theme.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def theme(shell: Shell) -> Theme:
    return shell.theme


@pytest.fixture
def loader(theme: Theme) -> FormLoader:
    return FormLoader(theme, Places())


@pytest.fixture
def home(shell: Shell) -> HomePage:
    shell.show_view(frames.shell())
    shell.show_page("home")
    page = shell.page("home")
    assert isinstance(page, HomePage)
    page.show_view(homes.home())
    return page


@pytest.fixture
def checklist(shell: Shell) -> ChecklistPage:
    shell.show_view(frames.shell())
    shell.show_page("checklist")
    page = shell.page("checklist")
    assert isinstance(page, ChecklistPage)
    page.show_list(questions.checklist())
    page.show_question(questions.question())
    return page


@pytest.fixture
def hear() -> Callable[[SignalInstance], Heard]:
    def listen(signal: SignalInstance) -> Heard:
        heard = Heard()
        signal.connect(heard.take)
        return heard

    return listen


@pytest.fixture
def press(shell: Shell, qtbot: QtBot) -> Callable[..., None]:
    """Press a key in whatever has the focus, as a person would, in the active window."""

    def key(code: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        with qtbot.waitActive(shell.window()):
            shell.window().activateWindow()
        focused: QWidget | None = shell.window().focusWidget()
        QTest.keyClick(shell.window() if focused is None else focused, code, modifier)

    return key


@pytest.fixture
def reviewing(shell: Shell, tmp_path: Path) -> Iterator[OnDesk]:
    """Return the desk of a reviewer's file with two returns of one period."""
    shell.window().resize(1280, 800)
    with review_desk(tmp_path, shell) as desk:
        yield OnDesk(desk, shell)


@pytest.fixture
def over_time(shell: Shell, tmp_path: Path) -> Iterator[OnDesk]:
    """Return the desk of a reviewer's file with returns of two periods."""
    shell.window().resize(1280, 800)
    with review_desk(tmp_path, shell, has_next_quarter=True) as desk:
        yield OnDesk(desk, shell)
