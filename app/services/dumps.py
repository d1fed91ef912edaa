"""Keeps what is in memory out of files that the operating system would write when the process breaks down."""

from __future__ import annotations

import contextlib
import sys


def forbid_dumps() -> None:
    """Have no core file written of this process or of those it starts, and no heap put into Windows' error reports.

    Sources: getrlimit(2); WerSetFlags and SetErrorMode in the Windows API.
    """
    if sys.platform == "win32":
        import ctypes

        no_heap, no_critical_box, no_fault_box = 0x1, 0x1, 0x2
        kernel = ctypes.WinDLL("kernel32")
        kernel.SetErrorMode(no_critical_box | no_fault_box)
        kernel.WerSetFlags(no_heap)
    else:
        import resource

        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
