"""`python -m tests.benchmarks [NAME ...]` runs all benchmarks, or those named."""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.benchmarks import (
    finding,
    gates,
    merging,
    registers,
    rendering,
    reviewing,
    sealing,
    signing,
    start_up,
    window,
    years,
)

BENCHMARKS: dict[str, Callable[[], None]] = {
    "find": finding.run,
    "gates": gates.run,
    "packs": merging.run,
    "pdf": rendering.run,
    "registers": registers.run,
    "review": reviewing.run,
    "sealing": sealing.run,
    "signing": signing.run,
    "start-up": start_up.run,
    "window": window.run,
    "years": years.run,
}


def main(names: list[str]) -> int:
    """Run the benchmarks named, all if none is; return 2 for a name that does not exist."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(BENCHMARKS)}.")
        return 2
    for name in names or BENCHMARKS:
        BENCHMARKS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
