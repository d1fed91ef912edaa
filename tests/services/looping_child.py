"""The child process of the program, in which one job never comes to an end."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, NoReturn

from app.services import child

ENDLESS, JOB = sys.argv[1], sys.argv[2]


def loop(_: bytes, __: Mapping[str, Any]) -> NoReturn:
    """Do what a parser does that a file leads round in circles."""
    while True:
        pass


child.JOBS[ENDLESS] = loop

if __name__ == "__main__":
    sys.exit(child.main(JOB))
