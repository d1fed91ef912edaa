"""What tests of every room share: no screen, settings of their own, and the programs and folders beside us."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

if TYPE_CHECKING:
    from tests.tokens import TokenMaker

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("TZ", "UTC")
"""A bare machine names none, which a library of the foreign signers that tests make warns about."""

ROOT = Path(__file__).resolve().parent.parent

PATIENCE = 120_000
"""Milliseconds that a wait may last on a busy machine; what is awaited mostly comes at once."""

SHARING = ("returns", "signing")
"""The rooms whose tests share returns and identities that take seconds to make; elsewhere a file's tests share them."""

_VERDICT = pytest.StashKey[int]()


@pytest.fixture
def root() -> Path:
    """Return the folder of the repository."""
    return ROOT


@pytest.fixture
def shared() -> Path:
    """Return the folder of the source document and the look, which not every copy has beside it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder `shared` is not beside this copy")
    return folder


@pytest.fixture(scope="session")
def foreign_program() -> Callable[[str], str]:
    """Return a finder of programs by others: `foreign_program("qpdf")` gives its path.

    Where it is not installed the test is skipped; in CI, where it must be, the test fails.
    """

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None and os.environ.get("CI"):
            pytest.fail(f"{name} is not installed")
        if path is None:
            pytest.skip(f"{name} is not installed; ./dev test installs it where it may")
        return path

    return find


@pytest.fixture(scope="session")
def tokens(foreign_program: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> TokenMaker:
    """Return a maker of tokens in software."""
    from tests.tokens import TokenMaker

    return TokenMaker(tmp_path_factory.mktemp("softhsm"), foreign_program)


@pytest.fixture(scope="session")
def homes_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of every test's own settings."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def own_settings(homes_of_tests: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test, and each process it starts, away from the settings and recent files of the person here."""
    home = tempfile.mkdtemp(dir=homes_of_tests)  # not numbered: finding the next number reads all that are there
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, home)


def pytest_configure(config: pytest.Config) -> None:
    """Have every wait for a window end late, and every property tried on the same examples each time and at leisure.

    `--hypothesis-profile default` tries new examples.
    """
    for wait in (QtBot.waitActive, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitUntil):
        wait.__kwdefaults__ = {**(wait.__kwdefaults__ or {}), "timeout": PATIENCE}
    settings.register_profile(
        "steady", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
    )
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every journey as long, and say which tests stay in one process, in their order, when run side by side.

    `./dev quick` leaves the long ones out, and what carries the mark in other rooms.
    """
    for item in items:
        room, *_ = place = item.path.relative_to(ROOT / "tests").parts
        if room == "journeys":
            item.add_marker(pytest.mark.long)
        item.add_marker(pytest.mark.xdist_group(room if room in SHARING else "/".join(place)))


def pytest_collection_finish() -> None:
    """Set aside what collecting made: it lives to the end, and each search for garbage would go through it."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Keep the verdict for the end of the process."""
    session.config.stash[_VERDICT] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """End a process that has drawn windows at once with its verdict, as the program itself ends.

    Python takes what is left of Qt's objects apart in no order at its exit, and after some thousand windows that ended
    in a crash, whatever the tests had found.
    """
    if "PySide6.QtWidgets" in sys.modules and _VERDICT in config.stash:
        for stream in (sys.__stdout__, sys.__stderr__):
            if stream is not None:
                stream.flush()
        os._exit(config.stash[_VERDICT])
