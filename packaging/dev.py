"""The habits of the house, one sub-command each. `./dev` and `dev.cmd` find a Python and start this.

Standard library only: the commands themselves run in `.venv`, in processes of their own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import machine

ROOT = machine.ROOT
CHECKS = {
    "ruff": ["-m", "ruff", "check", "--quiet", "--output-format=concise"],
    "format": ["-m", "ruff", "format", "--check", "--quiet"],
    "mypy": ["-m", "mypy", "--no-error-summary"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
    "sizes": ["-m", "tests.architecture.sizes"],
}
LINES_SHOWN = 60
SIDE_BY_SIDE = ["-n", str(min(os.cpu_count() or 1, 8)), "--dist", "loadgroup"]
"""As many processes as there are processors, each with whole files or rooms of tests (see tests/conftest.py)."""
COMPILE = ["pip", "compile", "pyproject.toml", "--generate-hashes"]
ANY_SYSTEM = ["--universal", "--python-version", "3.11"]
WINDOWS = ["--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.13"]
PACKAGE = ["--group", "package", "--only-binary", ":all:", "--constraint", "packaging/requirements-dev.txt"]
LOCKED = {
    "requirements": ANY_SYSTEM,
    "requirements-dev": [*ANY_SYSTEM, "--group", "dev"],
    "requirements-package": [*ANY_SYSTEM, *PACKAGE],
    "requirements-windows": [*WINDOWS, *PACKAGE],
    "requirements-windows-tests": [*WINDOWS, *PACKAGE, "--group", "dev"],
}
NAME_NO_HOST = ["--no-emit-index-url", "--no-header", "--no-annotate", "--quiet"]


def run(arguments: list[str]) -> int:
    """Start the program: its window, or a command of its command line."""
    machine.prepare("runtime", machine.QT_LIBRARIES + _window_libraries())
    return _program(*arguments)


def demo(arguments: list[str]) -> int:
    """Make the fictional establishment, verify its signed return, show the window or pictures of it."""
    machine.prepare("runtime", machine.QT_LIBRARIES + _window_libraries())
    folder = Path(arguments[0]).absolute() if arguments else _emptied(ROOT / "demo")
    made = _program("demo", str(folder))
    if made != 0:
        return made
    print("\nVerifying the return again, as somebody who receives it:", flush=True)
    trust = f"author={folder / 'identity.pem'}"
    verified = _program("verify", str(folder / "return.pdf"), str(folder / "return.xlsx"), "--trust", trust)
    if verified != 0:
        return verified
    if machine.has_display():
        return _program(str(folder / "demo.assure"))
    print("\nThere is no display here, so the pages are drawn as pictures.", flush=True)
    return _shots(folder / "pages", folder / "demo.assure", "--file-only")


def test(arguments: list[str]) -> int:
    """Run all checks and all tests, side by side; with arguments, pytest alone with these."""
    machine.prepare("dev", machine.QT_LIBRARIES)
    _prepare_foreign_checkers()
    checked = 0 if arguments else _check()
    tested = _python("-m", "pytest", *(arguments or SIDE_BY_SIDE))
    if checked != 0:
        print("The checks above the tests failed.", flush=True)
    return tested or checked


def quick(arguments: list[str]) -> int:
    """Run the checks, and the tests without the long ones, side by side: what to run often."""
    machine.prepare("dev", machine.QT_LIBRARIES)
    return _check() or _python("-m", "pytest", "-m", "not long", "-q", *SIDE_BY_SIDE, *arguments)


def check(_arguments: list[str]) -> int:
    """Run the checks that need no test: style, format, types, imports, sizes."""
    machine.prepare("dev", [])
    return _check()


def bench(arguments: list[str]) -> int:
    """Time the program beside the bare libraries; report ratios, never fail on time."""
    machine.prepare("dev", machine.QT_LIBRARIES)
    return _python("-m", "tests.benchmarks", *arguments)


def shots(arguments: list[str]) -> int:
    """Draw every page in every theme to pictures; fail on clipped text."""
    machine.prepare("runtime", machine.QT_LIBRARIES)
    folder = Path(arguments[0] if arguments else ROOT / "shots").absolute()
    with tempfile.TemporaryDirectory() as place:
        made = _program("demo", str(Path(place) / "demo"))
        return made or _shots(folder, Path(place) / "demo" / "demo.assure")


def fonts(_arguments: list[str]) -> int:
    """Cut the fonts in resources/fonts again from the development packages."""
    machine.prepare("dev", [])
    return _python("packaging/cut_fonts.py")


def words(_arguments: list[str]) -> int:
    """List the template's words again, after a renderer has changed; read the difference."""
    machine.prepare("dev", [])
    return _python("packaging/list_template_words.py")


def package(arguments: list[str]) -> int:
    """Build what is handed on: installer, archives, bills of materials, sums; for windows, linux or both."""
    machine.prepare("dev", machine.QT_LIBRARIES)
    return _python("packaging/package.py", *arguments)


def package_test(arguments: list[str]) -> int:
    """Install, open, upgrade and remove what `package` built, under Wine; write packaging/RESULTS.md."""
    machine.prepare("dev", machine.QT_LIBRARIES)
    return _python("packaging/trials.py", *arguments)


def lock(arguments: list[str]) -> int:
    """Make the lock files again from pyproject.toml."""
    machine.prepare("dev", [])
    tool = ROOT / "build" / "lock"
    if not tool.exists():
        subprocess.run([machine.PYTHON, "-m", "pip", "install", "--quiet", "--target", tool, "uv"], check=True)
    for name, options in LOCKED.items():
        target = f"packaging/{name}.txt"
        command = [str(tool / "bin" / "uv"), *COMPILE, *NAME_NO_HOST, *options, "--output-file", target, *arguments]
        subprocess.run(command, cwd=ROOT, check=True)
        print(f"Made {target}", flush=True)
    return 0


COMMANDS: dict[str, tuple[Callable[[list[str]], int], str]] = {
    "run": (run, "[FILE | COMMAND ...]"),
    "demo": (demo, "[DIR]"),
    "test": (test, "[PYTEST ARGUMENTS]"),
    "quick": (quick, "[PYTEST ARGUMENTS]"),
    "check": (check, ""),
    "bench": (bench, "[NAME ...]"),
    "shots": (shots, "[DIR]"),
    "fonts": (fonts, ""),
    "words": (words, ""),
    "lock": (lock, "[--upgrade]"),
    "package": (package, "[windows] [linux]"),
    "package-test": (package_test, "[windows] [tests] [linux]"),
}


def main(arguments: list[str]) -> int:
    """Run the sub-command that `arguments` begin with; return its exit code, 2 for one that does not exist."""
    if not arguments or arguments[0] not in COMMANDS:
        for name, (command, wanted) in COMMANDS.items():
            print(f"./dev {name:12} {wanted:27}  {command.__doc__}")
        return 0 if arguments[:1] in ([], ["help"], ["--help"], ["-h"]) else 2
    try:
        command, _ = COMMANDS[arguments[0]]
        return command(arguments[1:])
    except machine.SetUpError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _prepare_foreign_checkers() -> None:
    """Install the programs that read our returns as others would; where that fails, their tests say so."""
    try:
        machine.install_missing(machine.FOREIGN_CHECKERS)
    except machine.SetUpError as error:
        print(f"{error}\nWithout them some tests are skipped.\n", flush=True)


def _window_libraries() -> list[machine.Need]:
    return machine.WINDOW_LIBRARIES if machine.has_display() else []


def _check() -> int:
    """Run the checks side by side, and tell of them in their order."""
    failed, begun = 0, time.monotonic()
    running = {name: _started(command) for name, command in CHECKS.items()}
    for name, process in running.items():
        said, _ = process.communicate()
        failed += process.returncode != 0
        verdict = "failed" if process.returncode else "ok"
        print(f"{name:8} {verdict} after {time.monotonic() - begun:.1f} s", flush=True)
        if process.returncode or name == "sizes":
            print(*said.splitlines()[:LINES_SHOWN], sep="\n", flush=True)
    return 1 if failed else 0


def _started(command: list[str]) -> subprocess.Popen[str]:
    output, errors = subprocess.PIPE, subprocess.STDOUT
    return subprocess.Popen(
        [machine.PYTHON, *command], cwd=ROOT, stdout=output, stderr=errors, text=True, errors="replace"
    )


def _program(*arguments: str) -> int:
    """Run the program where the caller stands, so that the files they name are found."""
    search = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": search}
    return subprocess.call([machine.PYTHON, "-P", "-m", "app", *arguments], env=environment)


def _shots(folder: Path, file: Path, *options: str) -> int:
    return _python("-m", "app.desktop.shots", str(folder), str(file), *options)


def _emptied(folder: Path) -> Path:
    """Remove what an earlier run left in a folder that is nobody's but ours."""
    if folder.exists():
        shutil.rmtree(folder)
    return folder


def _python(*arguments: str) -> int:
    """Run Python here. What it compiles is kept, whatever is set: tests start hundreds of processes that read it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.call([machine.PYTHON, *arguments], cwd=ROOT, env=kept)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
