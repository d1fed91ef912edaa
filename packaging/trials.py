"""Runs every trial of what `package` built, and writes what they found to `packaging/RESULTS.md`."""

from __future__ import annotations

import json
import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import machine
from freeze import PROGRAM, make_local_python
from fresh_windows import check
from package import SUMS, version
from test_windows import try_windows
from windows_python import HOME, LIBRARY_NOTE, install_wheels
from wine import NEEDS, Windows
from works import DIST, PARTS, WORKS, StepFailed, digest, is_made, last_commit, run

RESULTS = PARTS / "RESULTS.md"
TESTED_ROOMS = ("tests/unit", "tests/store")
TEST_LOCK = PARTS / "requirements-windows-tests.txt"
RUNS = 5
RUN_TESTS = "import _winapi, pytest, sys; del _winapi.CopyFile2; sys.exit(pytest.main(sys.argv[1:]))"
"""Wine 8 has no CopyFile2; without it Python copies by reading and writing."""


@dataclass(frozen=True)
class Found:
    """One trial: what it shows, and what came of it."""

    shows: str
    found: str


def main(kinds: Sequence[str]) -> int:
    """Try what was built; write the results; return 1 where a trial failed.

    The kinds are tried side by side, each in a Windows of its own, which takes half the time where there are two cores.
    Each kind's results are kept, so that one can be tried again without the others.
    """
    machine.install_missing(NEEDS)
    with ThreadPoolExecutor() as pool:
        failed = [kind for kind, has_passed in zip(kinds, pool.map(_try, kinds), strict=True) if not has_passed]
    RESULTS.write_text(_results(), encoding="utf-8")
    print(f"{len(kinds) - len(failed)} passed, {len(failed)} failed", flush=True)
    return 1 if failed else 0


def _try(kind: str) -> bool:
    """Run one kind's trials up to the first that fails, and keep what they found."""
    begun = time.monotonic()
    trials: list[tuple[str, str]] = []
    failed = ""
    try:
        for one in KINDS[kind]():
            print(f"ok  {kind}: {one.shows} {one.found}", flush=True)
            trials.append((one.shows, one.found))
    except StepFailed as error:
        failed = str(error)
        print(f"FAILED  {kind}, after {len(trials)} trials: {failed}", flush=True)
    kept = {
        "kind": kind,
        "trials": trials,
        "failed": failed,
        "commit": last_commit("%h"),
        "when": f"{datetime.now(UTC):%d %B %Y, %H:%M} UTC",
        "minutes": (time.monotonic() - begun) / 60,
    }
    (WORKS / f"results-{kind}.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    return not failed


def _try_windows() -> Iterator[Found]:
    for _, shows, found in try_windows():
        yield Found(shows, found)
    yield _start_up_on_windows()


def _try_tests() -> Iterator[Found]:
    yield _tests_on_windows()


def _tests_on_windows() -> Found:
    """Run the unit and store tests on the Windows Python, under Wine."""
    packages = WORKS / "python-tests"
    stamp = packages / "made-of.txt"
    if not is_made(stamp, digest(TEST_LOCK)):
        install_wheels(TEST_LOCK, packages)
        stamp.write_text(digest(TEST_LOCK), encoding="ascii")
    windows = Windows(WORKS / "units").make()
    begun = time.monotonic()
    ended = windows.run(
        HOME / "python.exe", "-c", RUN_TESTS, "-q", "-p", "no:cacheprovider", "--tb=short", *TESTED_ROOMS,
        cwd=machine.ROOT, seconds=3000, PYTHONPATH="Z:" + str(packages),
    )  # fmt: skip
    (WORKS / "tests-windows.log").write_text(ended.said, encoding="utf-8")
    last = ended.said.strip().splitlines()[-1]
    check(ended.code == 0, f"the tests failed on Windows' Python: {last}")
    counts = re.sub(r" in .*", "", last)
    return Found("The unit and store tests pass on Windows' Python.", f"{counts}, {time.monotonic() - begun:.0f} s")


def _start_up_on_windows() -> Found:
    """Time the frozen program against its sources, in one run under Wine."""
    windows = Windows(WORKS / "test")
    file = next((windows.drive / "users").glob("*/Documents/*/demo/demo.assure"))
    program = WORKS / "frozen-windows/dist" / PROGRAM / f"{PROGRAM}.exe"

    def frozen() -> None:
        check(windows.run(program, file, "--exit-after", "ready").code == 0, "the frozen program did not start")

    def source() -> None:
        ended = windows.run(HOME / "python.exe", "-m", "app", file, "--exit-after", "ready", cwd=machine.ROOT)
        check(ended.code == 0, "the sources did not start")

    return _compare_start("Start until ready to type, under Wine: frozen against sources.", frozen, source)


def _compare_start(shows: str, frozen: Callable[[], object], source: Callable[[], object]) -> Found:
    times: dict[Callable[[], object], list[float]] = {frozen: [], source: []}
    for _ in range(RUNS + 1):
        for start, taken in times.items():
            begun = time.perf_counter()
            start()
            taken.append(time.perf_counter() - begun)
    ours, theirs = (statistics.median(taken[1:]) for taken in times.values())  # the first fills the caches
    return Found(shows, f"{ours:.2f} s against {theirs:.2f} s, {ours / theirs:.2f}×")


def _try_linux() -> Iterator[Found]:
    """Unpack the Linux archive, try it, register it for a user and take that away again."""
    home = WORKS / "linux home"
    run(["rm", "-rf", home])
    home.mkdir()
    run(["tar", "--extract", "--file", DIST / f"{PROGRAM}-{version()}-linux-x64.tar.gz", "--directory", home])
    program = home / PROGRAM / PROGRAM
    bare = {"QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config")}
    log = home / "smoke.log"
    run([program, "--smoke", log], environment=bare)
    check(log.read_text(encoding="utf-8").endswith("Passed\n"), "the Linux program's smoke test failed")
    yield Found("Linux: the unpacked program passes `--smoke`.", "passed")
    install = home / PROGRAM / "share" / "install.sh"
    data = {**bare, "XDG_DATA_HOME": str(home / "data")}
    run([install], environment=data)
    entry = home / "data/applications/assurance-desk.desktop"
    check(f'Exec="{program}" %f' in entry.read_text(encoding="utf-8"), "the desktop entry names another program")
    run([install, "--remove"], environment=data)
    check(not entry.exists(), "the desktop entry is left")
    yield Found("Linux: `share/install.sh` registers it for a user, `--remove` takes that away.", "done")
    run([program, "demo", home / "demo"], environment=bare)
    file = home / "demo" / "demo.assure"
    python = make_local_python()
    yield _compare_start(
        "Start until ready to type, on Linux: frozen against sources.",
        lambda: run([program, file, "--exit-after", "ready"], environment=bare),
        lambda: run([python, "-m", "app", file, "--exit-after", "ready"], cwd=machine.ROOT, environment=bare),
    )


KINDS: dict[str, Callable[[], Iterator[Found]]] = {
    "windows": _try_windows,
    "tests": _try_tests,
    "linux": _try_linux,
}


def _results() -> str:
    sums = (DIST / SUMS).read_text(encoding="ascii").splitlines()
    files = [line.split("  ") for line in sums]
    debian = Path("/etc/debian_version").read_text(encoding="ascii").strip()
    lines = [
        "# What was tried", "",
        f"Written by `./dev package-test`, on Debian {debian} with {os.cpu_count()} cores, shared with other work. "
        "None of it was on real Windows ([what Wine cannot show](README.md)).", "",
        *(line for kind in KINDS for line in _section(kind)),
        "## With", "", *(f"- {name} {value}" for name, value in _versions().items()), "",
        "## Made", "", "| file | MB | SHA-256 |", "|---|---|---|",
        *(f"| {name} | {(DIST / name).stat().st_size / 1e6:.1f} | `{value}` |" for value, name in files), "",
        *_sizes(),
    ]  # fmt: skip
    return "\n".join(lines)


def _section(kind: str) -> Iterator[str]:
    """Yield what was found when this kind was last tried, if it was."""
    place = WORKS / f"results-{kind}.json"
    if not place.exists():
        return
    kept = json.loads(place.read_text(encoding="utf-8"))
    yield f"## {kind.capitalize()}"
    yield ""
    verdict = f"**FAILED**: {kept['failed'].splitlines()[0]}." if kept["failed"] else "All passed."
    built = WORKS / f"built-{kind}.txt"
    source = f"Built from commit `{built.read_text(encoding='ascii')}`. " if built.exists() else ""
    yield (
        f"{source}Tried on {kept['when']}, with the scripts of commit `{kept['commit']}`, "
        f"{kept['minutes']:.0f} minutes. {verdict}"
    )
    yield ""
    yield "| trial | found |"
    yield "|---|---|"
    yield from (f"| {shows} | {found} |" for shows, found in kept["trials"])
    yield ""


def _sizes() -> Iterator[str]:
    for kind in ("windows", "linux"):
        folder = WORKS / f"frozen-{kind}" / "dist" / PROGRAM
        if folder.exists():
            files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
            size = sum(path.stat().st_size for path in files)
            yield f"The installed folder for {kind}: {len(files)} files, {size / 1e6:.1f} MB."
            yield ""


def _versions() -> dict[str, str]:
    wine = run(["dpkg-query", "--show", "--showformat", "${Version}", "wine64"])
    bill = json.loads((DIST / f"{PROGRAM}-{version()}-windows-x64.cdx.json").read_text(encoding="utf-8"))
    parts = {one["name"]: one["version"] for one in bill["components"] if one["type"] == "library"}
    return {
        "Assurance Desk": version(),
        "Wine": wine,
        "wixl": run(["wixl", "--version"]).strip(),
        "CPython for Windows": f"3.13.11, with the library of {(HOME / LIBRARY_NOTE).read_text(encoding='utf-8')}",
        "PySide6": parts.get("PySide6_Essentials", "?"),
        "PyInstaller": parts.get("pyinstaller", "?"),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or tuple(KINDS)))
