"""The child process of the program with jobs added that do what a hijacked reader might."""

from __future__ import annotations

import os
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.domain.errors import UserError
from app.services import child
from app.services.child_limits import OPEN_FILES

Answer = dict[str, Any]


def hog(_: bytes, __: Mapping[str, Any]) -> Answer:
    return {"size": len(bytearray(1 << 31))}


def spin(_: bytes, __: Mapping[str, Any]) -> Answer:
    while True:
        pass


def wait(_: bytes, __: Mapping[str, Any]) -> Answer:
    os.read(os.pipe()[0], 1)
    return {}


def babble(_: bytes, __: Mapping[str, Any]) -> Answer:
    return {"words": "x" * 10_000}


def flood(_: bytes, __: Mapping[str, Any]) -> Answer:
    while True:
        os.write(1, b"x" * 65536)


def stammer(_: bytes, __: Mapping[str, Any]) -> Answer:
    os.write(1, b"no object ")
    return {}


def crash(_: bytes, __: Mapping[str, Any]) -> Answer:
    os.abort()


def fail(payload: bytes, __: Mapping[str, Any]) -> Answer:
    raise ValueError(payload)


def complain(_: bytes, __: Mapping[str, Any]) -> Answer:
    raise UserError("Put the other disc in.")


def echo(payload: bytes, options: Mapping[str, Any]) -> Answer:
    return {"length": len(payload), "options": dict(options)}


def look(_: bytes, __: Mapping[str, Any]) -> Answer:
    return {"environment": sorted(os.environ), "folder": [path.name for path in Path().iterdir()]}


def connect(_: bytes, __: Mapping[str, Any]) -> Answer:
    socket.create_connection(("127.0.0.1", 9))
    return {}


def write(_: bytes, __: Mapping[str, Any]) -> Answer:
    Path("left.txt").write_text("x", encoding="utf-8")
    return {}


def write_in_swallowed_error(_: bytes, __: Mapping[str, Any]) -> Answer:
    try:
        tempfile.mkstemp()
    except BaseException:  # noqa: BLE001 (that is what the test is about)
        return {}
    return {}


def start(_: bytes, __: Mapping[str, Any]) -> Answer:
    subprocess.run([sys.executable, "-V"], check=False)
    return {}


def split(_: bytes, __: Mapping[str, Any]) -> Answer:
    os.fork()
    return {}


def delete(_: bytes, __: Mapping[str, Any]) -> Answer:
    Path(__file__).with_name("absent").unlink(missing_ok=True)
    return {}


def stain(_: bytes, __: Mapping[str, Any]) -> Answer:
    """Leave something behind, and say whether it was there before."""
    was = hasattr(child, "stained")
    child.stained = True  # type: ignore[attr-defined]
    return {"stained": was, "process": os.getpid()}


def feel(_: bytes, __: Mapping[str, Any]) -> Answer:
    """Say which pipes this process could read or write."""
    return {"pipes": [number for number in range(OPEN_FILES) if _is_pipe(number)]}


def _is_pipe(number: int) -> bool:
    try:
        return stat.S_ISFIFO(os.fstat(number).st_mode)
    except OSError:
        return False


def verify_pdf(_: bytes, __: Mapping[str, Any]) -> Answer:
    return {"state": "trusted", "sentences": ["Signed by everybody."], "digest": "0" * 64}


child.JOBS.update(
    {
        job.__name__: job
        for job in (
            babble, complain, connect, crash, delete, echo, fail, feel, flood, hog, look, spin, split, stain, stammer,
            start, verify_pdf, wait, write, write_in_swallowed_error,
        )
    }
)  # fmt: skip

if __name__ == "__main__":
    sys.exit(child.main(sys.argv[1]))
