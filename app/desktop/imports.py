"""Reads modules at the speed they have without PySide6."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def plain_imports() -> Iterator[None]:
    """Import without PySide6's own `__import__`, which looks at every name that is imported after it.

    It serves `from __feature__ import …` alone, which nothing here uses; without it the database's libraries are read
    a good hundred milliseconds sooner after the window is on the screen.
    """
    wrapped = builtins.__import__
    builtins.__import__ = getattr(builtins, "__orig_import__", wrapped)
    try:
        yield
    finally:
        builtins.__import__ = wrapped
