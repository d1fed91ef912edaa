"""One window of a user on this PC: a second start hands its file to the first window, which comes to the front."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.desktop.settings import settings_folder

if TYPE_CHECKING:
    from multiprocessing.connection import Listener

NOTE = "window.json"
MAX_MESSAGE = 1 << 16


class FirstWindow(QObject):
    """Listens for later starts until `close`. `started_again(Path | None)` has the file that one was given.

    It listens on a pipe (on Linux a socket file), not on a port, and answers only who can read this user's note.
    """

    started_again = Signal(object)

    def __init__(self, parent: QObject | None = None, folder: Path | None = None) -> None:
        super().__init__(parent)
        self._folder = folder or settings_folder()
        self._listener: Listener | None = None

    def listen(self) -> None:
        """Begin to listen, beside the window. Where that is not possible here, nobody is told."""
        import json
        import secrets
        import threading
        from multiprocessing.connection import Listener

        key = secrets.token_bytes(32)
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._listener = Listener(_address(self._folder, secrets.token_hex(16)), authkey=key)
            note = {"address": self._listener.address, "key": key.hex(), "process": os.getpid()}
            _write_privately(self._folder / NOTE, json.dumps(note))
            threading.Thread(target=self._serve, args=(self._listener,), daemon=True).start()

    def close(self) -> None:
        """Listen no longer, and take the note away."""
        if self._listener is not None:
            for path in (self._folder / NOTE, Path(str(self._listener.address))):
                with suppress(OSError):
                    path.unlink()
            self._listener = None

    def _serve(self, listener: Listener) -> None:
        import json
        from multiprocessing import AuthenticationError

        with suppress(OSError), listener:  # closing takes the socket away once more: `close` may have been here first
            while self._listener is not None:
                # somebody else's message, or one broken off, is as if nobody had called
                with (
                    suppress(OSError, EOFError, ValueError, KeyError, AuthenticationError),
                    listener.accept() as connection,
                ):
                    name = json.loads(connection.recv_bytes(MAX_MESSAGE))["file"]
                    connection.send_bytes(b"taken")
                    self.started_again.emit(Path(name) if name else None)


def hand_over(file: Path | None, folder: Path | None = None) -> bool:
    """Give `file` to the window that is open already; False where there is none, and this start is to be the first.

    A note that a crash left behind is taken away.
    """
    note = (folder or settings_folder()) / NOTE
    if not note.exists():  # the usual case: nothing needs to be imported
        return False
    import json
    from multiprocessing import AuthenticationError
    from multiprocessing.connection import Client

    try:
        found = json.loads(note.read_bytes())
        with Client(found["address"], authkey=bytes.fromhex(found["key"])) as connection:
            _let_come_to_the_front(int(found["process"]))
            connection.send_bytes(json.dumps({"file": str(file.absolute()) if file else ""}).encode())
            return connection.recv_bytes(MAX_MESSAGE) == b"taken"
    except (OSError, EOFError, ValueError, KeyError, AuthenticationError):
        with suppress(OSError):
            note.unlink()
        return False


def _address(folder: Path, name: str) -> str:
    if sys.platform == "win32":
        return rf"\\.\pipe\assurance-desk-{name}"
    path = folder / "window.socket"
    with suppress(OSError):  # left by a crash
        path.unlink()
    return str(path)


def _write_privately(path: Path, words: str) -> None:
    """Write a file that no other user may read; on Windows the profile's own rights see to that."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(words)


def _let_come_to_the_front(process: int) -> None:
    """Pass on the right to come to the front, which Windows gives to the program that the user has just started."""
    if sys.platform == "win32":
        import ctypes

        ctypes.WinDLL("user32").AllowSetForegroundWindow(process)
