"""A second start hands its file to the first window."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.first_window import NOTE, FirstWindow, hand_over
from app.desktop.window import Window


@pytest.fixture
def folder() -> Iterator[Path]:
    short = "/tmp" if Path("/tmp").is_dir() else None  # a socket's path is limited
    with tempfile.TemporaryDirectory(dir=short) as place:
        yield Path(place)


@pytest.fixture
def first(qtbot: QtBot, folder: Path) -> Iterator[FirstWindow]:
    listening = FirstWindow(folder=folder)
    listening.listen()
    yield listening
    listening.close()


def test_second_start_hands_its_file_over(first: FirstWindow, folder: Path, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "Tŷ Ŵyn \N{MUSICAL SYMBOL G CLEF}.assure"
    with ThreadPoolExecutor() as pool, qtbot.waitSignal(first.started_again) as heard:
        is_taken = pool.submit(hand_over, file, folder)
    assert heard.args == [file]
    assert is_taken.result()


def test_second_start_only_raises_the_window_when_it_has_no_file(
    first: FirstWindow, folder: Path, qtbot: QtBot
) -> None:
    with ThreadPoolExecutor() as pool, qtbot.waitSignal(first.started_again) as heard:
        pool.submit(hand_over, None, folder)
    assert heard.args == [None]


def test_start_is_the_first_when_no_window_is_open(folder: Path) -> None:
    assert not hand_over(None, folder)


def test_note_of_a_crashed_window_is_taken_away(folder: Path) -> None:
    (folder / NOTE).write_text(json.dumps({"address": str(folder / "gone"), "key": "00", "process": 1}))
    assert not hand_over(None, folder)
    assert not (folder / NOTE).exists()


def test_nothing_is_taken_from_a_caller_without_the_key(first: FirstWindow, folder: Path) -> None:
    heard: list[object] = []
    first.started_again.connect(heard.append)
    note = json.loads((folder / NOTE).read_text())
    (folder / NOTE).write_text(json.dumps({**note, "key": "00" * 32}))
    assert not hand_over(None, folder)
    QCoreApplication.processEvents()
    assert heard == []


def test_note_is_readable_by_its_user_alone(first: FirstWindow, folder: Path) -> None:
    assert (folder / NOTE).stat().st_mode & 0o077 == 0


def test_nothing_is_left_when_the_window_has_closed(folder: Path, qtbot: QtBot) -> None:
    listening = FirstWindow(folder=folder)
    listening.listen()
    listening.close()
    assert list(folder.iterdir()) == []


def test_minimised_window_comes_back(qtbot: QtBot, qapp: QApplication) -> None:
    window = Window(qapp)
    qtbot.addWidget(window)
    window.showMinimized()
    window.come_to_the_front()
    assert window.isVisible()
    assert not window.isMinimized()
