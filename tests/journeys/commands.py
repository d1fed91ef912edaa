"""Runs the command line as its user does, and says what it printed."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from app.__main__ import main

PASSPHRASE = "a long and quiet passphrase"


@dataclass(frozen=True)
class Said:
    """What a command came to: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, parsed."""
        return json.loads(self.out)


def command(*arguments: object, text: str = "") -> Said:
    """Run one command in this process, with `text` on standard input."""
    out, err = io.StringIO(), io.StringIO()
    source = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
    with mock.patch.object(sys, "stdin", source), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(argument) for argument in arguments])
    return Said(code, out.getvalue(), err.getvalue())


def secret(folder: Path, name: str = "unlock.txt") -> Path:
    """Write the passphrase into a file of its own."""
    path = folder / name
    path.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    return path


def new_file(folder: Path, *options: object) -> Path:
    """Begin an establishment file with a sealed store."""
    path = folder / "carrow.assure"
    made = command(
        "new", path, "--name", "HMP Carrow Vale", "--code", "CVL", "--sector", "public", "--country", "england",
        "--period", "2014-15 Q2", "--unlock-file", secret(folder), *options,
    )  # fmt: skip
    assert made.code == 0, made.err
    return path


def fill_file(folder: Path, path: Path, content: object) -> Said:
    """Fill a file from this content."""
    source = folder / "fill.json"
    source.write_text(json.dumps(content), encoding="utf-8")
    return command("fill", path, "--from", source, "--unlock-file", secret(folder))


def sign_off(path: Path, *intentions: str) -> Said:
    """Sign off statements, or all of them: what `statement read` asks for read, declared and named."""
    options: list[object] = ["--period", "2014-15 Q2", "--unlock-file", path.parent / "unlock.txt"]
    options += [word for ref in intentions for word in ("--intention", ref)]
    first = command("statement", "read", path, *options, "--json")
    assert first.code == 0, first.err
    options += ["--read", ",".join(first.json["read"]), "--name-exceptions"]
    options += [word for key in first.json["declare"] for word in ("--declare", f"{key}=yes")]
    return command("statement", "sign", path, *options)
