"""Windows on real files: a file made once and copied for each test, and a window closed after it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.application import make_shell
from app.desktop.desk import Desk
from app.desktop.places import Places
from app.desktop.remembered import Remembered
from app.desktop.session import Clock
from app.desktop.theme import Scheme, nothing_freed
from app.desktop.window import Window
from tests.journeys.commands import fill_file, new_file
from tests.journeys.fills import small_fill
from tests.journeys.two_homes import Home, begin_establishment, begin_reviewer, export
from tests.journeys.windows import Driven

NOW = datetime(2014, 9, 22, 14, 32, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with a sealed store and a few answers, made once."""
    folder = tmp_path_factory.mktemp("template")
    path = new_file(folder)
    assert fill_file(folder, path, small_fill()).code == 0
    return path


@pytest.fixture
def file(template: Path, tmp_path: Path) -> Path:
    """Return a copy of it that a test may change."""
    return Path(shutil.copy(template, tmp_path / "carrow.assure"))


@pytest.fixture
def make_driven(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Driven]]:
    """Return a maker of windows; each is closed, with what may not be kept let go, after the test.

    They stand at a fixed moment unless a clock is given.
    """
    qapp.setStyle("Fusion")
    made: list[Driven] = []

    def make(clock: Clock = lambda: NOW) -> Driven:
        window = Window(qapp)
        shell = make_shell(qapp, window, Places())
        shell.theme.choose_scheme(Scheme.LIGHT)
        desk = Desk(shell, Remembered(tmp_path / f"desktop-{len(made)}.ini"), clock)
        window.show()
        made.append(Driven(qtbot, window, shell, desk))
        return made[-1]

    yield make
    for driven in made:
        if driven.desk.presenter is not None:
            driven.desk.presenter.forget_unsaved()
        driven.desk.end(QCloseEvent())
        driven.window.close()
        driven.window.deleteLater()
        driven.shell.theme.deleteLater()
    with nothing_freed():
        qapp.setStyleSheet("")
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def driven(make_driven: Callable[[], Driven], file: Path) -> Driven:
    """Return a window on the file, checked and ready."""
    made = make_driven()
    made.open(file)
    return made


@pytest.fixture(scope="session")
def two_homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Home, Path]:
    """Make both homes and the first return once."""
    home = begin_establishment(tmp_path_factory.mktemp("establishment"))
    reviewer = begin_reviewer(tmp_path_factory.mktemp("reviewer"))
    return home, reviewer, export(home, "return-1.pdf")


@pytest.fixture
def homes(two_homes: tuple[Home, Home, Path], tmp_path: Path) -> tuple[Home, Home, Path]:
    """Return copies of both homes, and the first return on its medium."""
    home, reviewer, made = two_homes
    copies = []
    for one, name in ((home, "establishment"), (reviewer, "reviewer")):
        folder = Path(shutil.copytree(one.folder, tmp_path / name))
        copies.append(Home(folder, folder / one.file.name))
    return copies[0], copies[1], copies[0].folder / made.name
