"""Pictures of every page on a real file, as its user sees it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.desktop.clipping import clipped_texts
from app.desktop.desk import Desk
from app.desktop.remembered import Remembered
from app.desktop.scenes.framing import EVERY_FRAME, settle
from app.desktop.shell import Shell
from app.domain.errors import UserError


def shoot_file(shell: Shell, folder: Path, file: Path, name: str) -> Iterator[str]:
    """Take a picture of each page on `file` into `folder`, named `name-page`; yield a line for each text that is cut.

    The file is neither checked nor written. UserError where it cannot be opened.
    """
    with tempfile.TemporaryDirectory() as place:
        desk = Desk(shell, Remembered(Path(place) / "settings.ini"))
        if not desk.open_file(file):
            raise UserError("The file for the pictures could not be opened.")
        for frame in EVERY_FRAME:
            for key in shell.page_keys:
                settle(shell, partial(_show, key), frame)
                for cut in clipped_texts(shell):
                    yield f"{name}-{key} {frame.name}: {cut}"
                shell.window().grab().save(str(folder / f"{name}-{key}-{frame.name}.png"))
        desk.close_file()


def _show(key: str, shell: Shell) -> QWidget | None:
    shell.show_page(key)
    return None
