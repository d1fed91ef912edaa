"""An SQLite that was built to leave what is deleted where it is: its `secure_delete` is off by default."""

from __future__ import annotations

import contextlib
import functools
import sqlite3
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch


class _Forgetful(sqlite3.Connection):
    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.execute("PRAGMA secure_delete=OFF")


@contextlib.contextmanager
def forgetful_sqlite() -> Iterator[None]:
    """Make every connection of this process one of such an SQLite, until the end of the block."""
    with patch("sqlite3.connect", functools.partial(sqlite3.connect, factory=_Forgetful)):
        yield
