"""Keeps pyHanko's HTTP client out of the process: nothing here may open a socket."""

from __future__ import annotations

import sys
from collections.abc import Coroutine
from types import ModuleType
from typing import Any, TypeVar

_Result = TypeVar("_Result")


class _AbsentModule(ModuleType):
    """Answers every name with an empty class: enough for pyHanko's annotations, for nothing else."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


def bar_http_client() -> None:
    """Put empty modules in the places of aiohttp and its certificates before pyHanko, which imports both, is imported.

    It also saves a third of pyHanko's import time, which each verification pays in its own process.
    """
    for name in ("aiohttp", "certifi"):
        sys.modules.setdefault(name, _AbsentModule(name))


def complete(coroutine: Coroutine[Any, Any, _Result]) -> _Result:
    """Run a coroutine that never waits; an event loop would open a socket pair."""
    try:
        coroutine.send(None)
    except StopIteration as finished:
        return finished.value  # type: ignore[no-any-return]
    coroutine.close()
    raise RuntimeError("the coroutine waited for something")
