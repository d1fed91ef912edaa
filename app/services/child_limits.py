"""Limits that a child process lays on itself before it looks at foreign bytes."""

from __future__ import annotations

import os
import sys
from typing import Any

FORBIDDEN_ACT = 87
OUT_OF_MEMORY = 88
OPEN_FILES = 64
WRITING_MODES = frozenset("wax+")
WRITING_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
FORBIDDEN_ROOMS = ("socket.", "subprocess.", "shutil.", "winreg.Set", "winreg.Create", "winreg.Delete")
FORBIDDEN_EVENTS = frozenset(
    f"os.{act}"
    for act in (
        "chmod", "chown", "exec", "fork", "forkpty", "kill", "link", "mkdir", "posix_spawn", "putenv", "remove",
        "rename", "rmdir", "spawn", "startfile", "symlink", "system", "truncate",
    )
)  # fmt: skip


def confine(memory: int, cpu_seconds: int) -> None:
    """Bound memory (bytes) and processor time, and end the process at the first act that no reader needs.

    The hook stops Python code alone and cannot be taken off again; it is a second wall, not a jail.
    """
    if sys.platform == "win32":
        _confine_windows(memory, cpu_seconds)
    else:
        _confine_posix(memory, cpu_seconds)
    sys.addaudithook(_end_at_forbidden_act)


def _end_at_forbidden_act(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        is_forbidden = _is_writing(*arguments[1:3])
    else:
        is_forbidden = event in FORBIDDEN_EVENTS or event.startswith(FORBIDDEN_ROOMS)
    if is_forbidden:
        os._exit(FORBIDDEN_ACT)


def _is_writing(mode: object, flags: object) -> bool:
    if isinstance(mode, str) and WRITING_MODES & set(mode):
        return True
    return isinstance(flags, int) and bool(flags & WRITING_FLAGS)


if sys.platform == "win32":

    def _confine_windows(memory: int, cpu_seconds: int) -> None:
        """Put this process into a job object that bounds it and lets it start no other."""
        import ctypes
        from ctypes import wintypes

        class _Limits(ctypes.Structure):
            """JOBOBJECT_EXTENDED_LIMIT_INFORMATION, its basic part and its counters flattened."""

            _fields_ = (
                ("process_time", ctypes.c_int64),
                ("job_time", ctypes.c_int64),
                ("flags", wintypes.DWORD),
                ("least_working_set", ctypes.c_size_t),
                ("most_working_set", ctypes.c_size_t),
                ("processes", wintypes.DWORD),
                ("affinity", ctypes.c_size_t),
                ("priority", wintypes.DWORD),
                ("scheduling", wintypes.DWORD),
                ("counters", ctypes.c_uint64 * 6),
                ("process_memory", ctypes.c_size_t),
                ("job_memory", ctypes.c_size_t),
                ("peak_process_memory", ctypes.c_size_t),
                ("peak_job_memory", ctypes.c_size_t),
            )

        process_time, active_processes, process_memory, extended_limits = 0x2, 0x8, 0x100, 9
        limits = _Limits(
            process_time=cpu_seconds * 10_000_000,  # in units of 100 ns
            flags=process_time | active_processes | process_memory,
            processes=1,
            process_memory=memory,
        )
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        kernel.SetInformationJobObject(job, extended_limits, ctypes.byref(limits), ctypes.sizeof(limits))
        kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess()))

else:

    def _confine_posix(memory: int, cpu_seconds: int) -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
