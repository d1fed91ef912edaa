"""Tries an installed program in one go, without anybody at it: `assurance-desk --smoke LOG`."""

from __future__ import annotations

import platform
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from PySide6.QtCore import qVersion
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app import __version__

if TYPE_CHECKING:
    from app.desktop.shell import Shell

OPTION = "--smoke"
PASSED, FAILED = "Passed", "Failed"
_EDGE = 24  # px between the places of a picture that are looked at
_REVIEWERS = "reviewer.assure"
_TURNS = 4  # of the event loop until a page is laid out and painted


class SmokeFailed(Exception):
    """Something that the program needs to run is missing or wrong; the message says what."""


def run(arguments: list[str]) -> int:
    """Make the demonstration, show every page of it, verify its return, and write each step into the log.

    Return 0 when all went well; the log's last line says so too. What is written lies in a temporary folder.
    """
    if len(arguments) != 2:
        return 2
    with Path(arguments[1]).open("w", encoding="utf-8") as log:
        try:
            _try_everything(log)
        except Exception as error:  # noqa: BLE001  # the edge of the process; the demonstration has nobody's words
            log.write(f"{FAILED}: {traceback.format_exception_only(error)[-1].strip()}\n")
            log.writelines(traceback.format_tb(error.__traceback__))
            return 1
        log.write(f"{PASSED}\n")
    return 0


def _try_everything(log: TextIO) -> None:
    kind = "frozen" if getattr(sys, "frozen", False) else "sources"
    log.write(f"Assurance Desk {__version__}, {kind}, Python {platform.python_version()}, Qt {qVersion()}\n")
    begun = time.monotonic()
    # The folder is long, with a space, Welsh letters and one beyond the basic plane: users' folders are.
    with tempfile.TemporaryDirectory(prefix="Tŷ Ŵyn \N{MUSICAL SYMBOL G CLEF} ", ignore_cleanup_errors=True) as place:
        folder = Path(place) / ("long name " * 6).strip() / "demonstration"
        for step in (_make_demonstration, _check_file, _take_return_in, _show_pages, _draw_return, _verify_again):
            for said in step(folder):
                log.write(f"{time.monotonic() - begun:6.1f} s  {said}\n")
                log.flush()


def _make_demonstration(folder: Path) -> Iterator[str]:
    from app.services.demonstrating import demonstrate

    made = demonstrate(folder, now=datetime.now().astimezone())
    yield f"made and filled a file: {', '.join(f'{count} {name}' for name, count in made.counts.items() if count)}"
    for path in made.exported.files:
        yield f"exported {path.name}, {path.stat().st_size} bytes"


def _check_file(folder: Path) -> Iterator[str]:
    from app.services.opening import open_for_window

    file, _ = open_for_window(folder / "demo.assure")
    file.close()
    yield "opened the file and closed it"


def _take_return_in(folder: Path) -> Iterator[str]:
    """Begin a reviewer's file and take the demonstration's return in, so that their pages have something to show."""
    from app.domain.catalogue import Country, Sector
    from app.domain.roles import Role
    from app.services.establishing import NewEstablishment, establish
    from app.services.identifying import trust_of
    from app.services.taking_in import take_in

    now = datetime.now().astimezone()
    office = NewEstablishment(
        "Reviewer", "REV", Sector.PUBLIC, Country.ENGLAND, f"{now.year}-{(now.year + 1) % 100:02d} Q1",
        role=Role.REVIEWER,
    )  # fmt: skip
    with establish(folder / _REVIEWERS, office, today=now.date()) as file:
        taken = take_in(file, [folder / "return.pdf"], trust_of([f"author={folder / 'identity.pem'}"]), now=now)
    if not all(one.is_taken for one in taken):
        raise SmokeFailed("the reviewer's file did not take the return in")
    yield "took the return into a reviewer's file, verified in a process of its own"


def _show_pages(folder: Path) -> Iterator[str]:
    from app.desktop.application import make_application

    yield from show_pages(make_application(), [folder / "demo.assure", folder / _REVIEWERS])


def show_pages(application: QApplication, files: Sequence[Path]) -> Iterator[str]:
    """Show every page of each file; yield a sentence on each. SmokeFailed where no file has a page of the program."""
    from app.desktop.application import make_shell
    from app.desktop.desk import Desk
    from app.desktop.navigation import PAGES
    from app.desktop.places import Places
    from app.desktop.remembered import Remembered
    from app.desktop.window import Window

    window = Window(application)
    shell = make_shell(application, window, Places())
    desk = Desk(shell, Remembered(files[0].with_name("settings.ini")))
    window.closing.connect(desk.end)
    window.show()
    left = {spec.key for spec in PAGES}
    for file in files:
        if not desk.open_file(file):
            raise SmokeFailed(f"the window could not open {file.name}")
        for key in shell.page_keys:
            left.discard(key)
            for said in _show_page(shell, key, application.processEvents):
                yield f"showed page {said}: {_colours(window.grab().toImage())} colours"
    if left:
        raise SmokeFailed(f"no file has these pages: {', '.join(sorted(left))}")
    window.close()
    _turn(application.processEvents)
    yield f"closed the window ({QApplication.platformName()})"


def _show_page(shell: Shell, key: str, process_events: Callable[[], None]) -> Iterator[str]:
    """Show one page, and every register on the one that has them; yield the name of what is on show."""
    from app.desktop.pages.registers_page import RegistersPage

    shell.show_page(key)
    _turn(process_events)
    yield key
    page = shell.page(key)
    if isinstance(page, RegistersPage):
        for place in range(page.groups.count()):
            register = str(page.groups.itemData(place))
            page.group_chosen.emit(register)
            _turn(process_events)
            yield f"{key}, {register}"


def _draw_return(folder: Path) -> Iterator[str]:
    from app.services.page_images import ReturnPages

    pages = ReturnPages((folder / "return.pdf").read_bytes())
    page = pages.render(0, 400)
    if not pages.words(0).strip() or len(set(page.pixels)) < 2:
        raise SmokeFailed("the return's first page is empty")
    yield f"drew the return's first page of {pages.count}"
    pages.close()


def _verify_again(folder: Path) -> Iterator[str]:
    from app.services.identifying import trust_of
    from app.services.verifying import verify_returns

    trust = trust_of([f"author={folder / 'identity.pem'}"])
    files = [folder / "return.pdf", folder / "return.xlsx"]
    for one in verify_returns(files, trust, now=datetime.now().astimezone()):
        if one.report.state != "trusted":
            raise SmokeFailed(f"{one.path.name} was not verified")
        yield f"verified {one.path.name} in a process of its own"


def _turn(process_events: Callable[[], None]) -> None:
    for _ in range(_TURNS):
        process_events()


def _colours(picture: QImage) -> int:
    """Count the colours at a grid of places. Raise SmokeFailed where there is one: a page that shows nothing."""
    places = ((x, y) for x in range(0, picture.width(), _EDGE) for y in range(0, picture.height(), _EDGE))
    count = len({picture.pixel(x, y) for x, y in places})
    if count < 2:
        raise SmokeFailed("a page is empty")
    return count
