"""Pictures of every page in every scheme, and a check that no text is cut: `… -m app.desktop.shots OUTDIR [FILE]`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from app.desktop.application import make_application, make_shell
from app.desktop.clipping import clipped_texts
from app.desktop.file_shots import shoot_file
from app.desktop.places import Places
from app.desktop.scenes.every import SCENES
from app.desktop.scenes.framing import EVERY_FRAME, settle
from app.desktop.shell import Shell
from app.desktop.window import Window
from app.domain.catalogue_terms import Country, Sector


def shoot(shell: Shell, folder: Path, only: str = "") -> Iterator[str]:
    """Take the pictures whose names begin with `only` into `folder`; yield a line for each text that is cut."""
    wanted = {name: scene for name, scene in SCENES.items() if name.startswith(only)}
    for frame in EVERY_FRAME:  # a scheme or zoom is taken up once for all scenes
        for name, scene in wanted.items():
            settle(shell, scene, frame)
            for cut in clipped_texts(shell):
                yield f"{name} {frame.name}: {cut}"
            shell.window().grab().save(str(folder / f"{name}-{frame.name}.png"))


def shoot_fresh(shell: Shell, folder: Path) -> Iterator[str]:
    """Take the pages of a file that was begun just now, in which nothing is written yet."""
    from app.services.establishing import NewEstablishment, establish

    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "fresh.assure"
        new = NewEstablishment("HMP Carrow Vale", "CVL", Sector.PUBLIC, Country.ENGLAND, "2026-27 Q2")
        establish(path, new, today=date(2026, 9, 22)).close()
        yield from shoot_file(shell, folder, path, "fresh")


def main(arguments: list[str]) -> int:
    """Take the pictures; return 1 where a text is cut."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("file", type=Path, nargs="?", help="a file whose pages are drawn as well")
    parser.add_argument("--only", default="", help="only the scenes whose names begin so, and no file")
    parser.add_argument("--file-only", action="store_true", help="no scenes, only the file's pages")
    given = parser.parse_args(arguments)
    folder: Path = given.folder
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_pass_on)
    application = make_application()
    window = Window(application)
    shell = make_shell(application, window, Places())
    faults = [] if given.file_only else list(shoot(shell, folder, given.only))
    if not given.only and not given.file_only:
        faults += shoot_fresh(shell, folder)
    if given.file is not None:
        faults += shoot_file(shell, folder, given.file, "file")
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    sys.stdout.write(f"Drew {len(list(folder.glob('*.png')))} pictures into {folder}.\n")
    return 1 if faults else 0


def _pass_on(_kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    """Pass Qt's messages on, but for what the offscreen platform says at every window."""
    if not words.startswith("This plugin does not support"):
        sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
