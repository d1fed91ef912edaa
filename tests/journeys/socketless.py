"""Runs commands in a process in which the kernel ends whoever asks for a socket, children included.

`python -m tests.journeys.socketless COMMANDS.json`, a list of lists of arguments, writes their exit codes into that
file. Exits with 77 where this kernel takes no filter. Source: seccomp(2), linux/filter.h, linux/seccomp.h.
"""

from __future__ import annotations

import ctypes
import json
import platform
import struct
import sys
from pathlib import Path

CALLS = {"x86_64": (41, 53), "aarch64": (198, 199)}
"""The numbers of socket and socketpair."""
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _END_PROCESS = 0x7FFF0000, 0x80000000


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def forbid_sockets() -> bool:
    """Have the kernel end this process, or a child of it, at the first socket; tell whether it took the order."""
    calls = CALLS.get(platform.machine())
    if sys.platform != "linux" or calls is None:
        return False
    steps = [(_LOAD, 0, 0, 0)]
    steps += [(_JUMP_IF_EQUAL, len(calls) - at, 0, number) for at, number in enumerate(calls)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _END_PROCESS)]
    content = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = _Program(len(steps), ctypes.cast(content, ctypes.c_void_p))
    system = ctypes.CDLL(None)
    return bool(
        system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
        and system.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0
    )


def run(commands: list[list[str]]) -> list[int]:
    """Run each command of the program; give their exit codes."""
    from app.__main__ import main

    return [main(arguments) for arguments in commands]


if __name__ == "__main__":
    if not forbid_sockets():
        sys.exit(77)
    given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    if given == "socket":
        import socket

        socket.socket()
    codes = run(given)
    Path(sys.argv[1]).write_text(json.dumps(codes), encoding="utf-8")
