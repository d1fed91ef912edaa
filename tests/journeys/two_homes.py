"""An establishment and its reviewer, each with a folder, a file and an identity of their own; media pass between."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.journeys.commands import Said, command, fill_file, new_file, secret
from tests.journeys.commands import sign_off as sign_off_file
from tests.journeys.fills import small_fill

PERIOD = "2014-15 Q2"
NUMBER = "CVL/2014-15-Q2/1"


@dataclass(frozen=True)
class Home:
    """One folder with a file in it and the identity of whoever signs there."""

    folder: Path
    file: Path

    @property
    def identity(self) -> Path:
        return self.folder / "signer.p12"

    @property
    def certificate(self) -> Path:
        return self.folder / "signer.pem"

    @property
    def signing(self) -> tuple[object, ...]:
        return "--identity", self.identity, "--passphrase-file", secret(self.folder)

    @property
    def unlocking(self) -> tuple[object, ...]:
        return "--unlock-file", secret(self.folder)

    def write(self, name: str, content: object) -> Path:
        path = self.folder / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path


def make_identity(folder: Path, name: str, role: str) -> None:
    """Make the identity of a home."""
    made = command(
        "identity", "create", folder / "signer.p12", "--name", name, "--role", role, "--organisation", "Carrow",
        "--passphrase-file", secret(folder),
    )  # fmt: skip
    assert made.code == 0, made.err


def begin_establishment(folder: Path) -> Home:
    """Begin the establishment, with a few answers signed off."""
    file = new_file(folder)
    make_identity(folder, "P. Lead", "Audit lead")
    assert fill_file(folder, file, small_fill()).code == 0
    home = Home(folder, file)
    sign_off(home)
    return home


def begin_reviewer(folder: Path) -> Home:
    """Begin the reviewer's file."""
    file = folder / "controller.assure"
    made = command(
        "new", file, "--name", "Controller of Carrow", "--code", "CTL", "--sector", "public", "--country", "england",
        "--period", PERIOD, "--role", "reviewer", "--unlock-file", secret(folder),
    )  # fmt: skip
    assert made.code == 0, made.err
    make_identity(folder, "R. Viewer", "Controller")
    return Home(folder, file)


def sign_off(home: Home) -> None:
    """Sign off every statement."""
    signed = sign_off_file(home.file)
    assert signed.code == 0, signed.err


def export(home: Home, name: str) -> Path:
    """Export the next return as a PDF."""
    out = home.folder / name
    said = command("export", home.file, "--period", PERIOD, "--pdf", out, *home.signing, *home.unlocking)
    assert said.code == 0, said.err
    return out


def carry(source: Path, to: Home) -> Path:
    """Carry a file to the other home, as media do."""
    return Path(shutil.copy(source, to.folder / source.name))


def take_in(reviewer: Home, author: Path, *returns: Path, options: tuple[object, ...] = ()) -> Said:
    """Take returns in, trusting one author."""
    return command(
        "review", "import", reviewer.file, *returns, "--trust", f"author={author}", *options, "--json"
    )  # fmt: skip


def respond(reviewer: Home, number: str, name: str, outcome: str, review: dict[str, Any] | None = None) -> Path:
    """Send a response."""
    out = reviewer.folder / name
    options = ("--from", reviewer.write("review.json", review)) if review else ()
    said = command(
        "respond", reviewer.file, number, "--outcome", outcome, "--pdf", out, *options, *reviewer.signing,
        *reviewer.unlocking, "--json",
    )  # fmt: skip
    assert said.code == 0, (said.out, said.err)
    return out


def receive(home: Home, reviewer: Home, response: Path) -> Said:
    """Take a response in, trusting the reviewer."""
    return command("response", "import", home.file, response, "--trust", f"reviewer={reviewer.certificate}", "--json")
