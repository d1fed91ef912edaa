"""Every forgery of a return, as a real file, through the front door: none is accepted, and each is told why.

The jobs of the child processes are done in this one: what starts them, and their limits, have tests of their own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from app.services.child import JOBS, _do
from app.services.sandbox import Limits
from tests.journeys.commands import Said, command
from tests.journeys.refused_returns import CASES, Material
from tests.signing.conftest import NOW, Signers, make_identity

FILES = [
    (case, ending)
    for case, made in CASES.items()
    for ending, maker in ((".pdf", made.pdf), (".xlsx", made.workbook))
    if maker is not None
]


def run_here(job: str, message: bytes, limits: Limits) -> tuple[bytes, int, bool]:
    """Do a child's job in this process; where it crashes, the test does."""
    header, _, payload = message.partition(b"\n")
    return json.dumps(_do(JOBS[job], payload, json.loads(header)["options"])).encode(), 0, False


class Reader:
    """A folder with the files, and whom their reader trusts."""

    def __init__(self, folder: Path, material: Material) -> None:
        self._folder = folder
        self._options: list[object] = ["--crl", folder / "ca.crl"]
        (folder / "ca.crl").write_bytes(material.list)
        for role, certificates in material.trusted.items():
            for number, one in enumerate(certificates):
                path = folder / f"{role}{number}.pem"
                path.write_bytes(one.public_bytes(Encoding.PEM))
                self._options += ["--trust", f"{role}={path}"]

    def verify(self, files: Mapping[str, bytes]) -> Said:
        for name, content in files.items():
            (self._folder / name).write_bytes(content)
        with mock.patch("app.cli.returns.now", return_value=NOW):
            return command("verify", *(self._folder / name for name in files), *self._options, "--json")


@pytest.fixture(scope="module")
def material() -> Material:
    author, approver = make_identity("A. Lead", "Audit lead"), make_identity("K. Osei", "Governor")
    return Material(Signers(author, approver, make_identity("A. Lead", "Audit lead")))


@pytest.fixture(scope="module")
def reader(material: Material, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return Reader(tmp_path_factory.mktemp("reader"), material)


@pytest.fixture(scope="module")
def found(material: Material, reader: Reader) -> Mapping[tuple[str, str], Any]:
    """Return what one run of the command says of every file."""
    makers = [CASES[case].pdf if ending == ".pdf" else CASES[case].workbook for case, ending in FILES]
    files = {f"{number}{FILES[number][1]}": maker(material) for number, maker in enumerate(makers) if maker}
    with mock.patch("app.services.sandbox.run_apart", run_here):
        said = reader.verify(files)
    assert (said.code, said.err) == (5, "")
    return dict(zip(FILES, said.json["returns"], strict=True))


def test_return_itself_is_accepted(material: Material, reader: Reader) -> None:
    said = reader.verify({"whole.pdf": material.pdf, "whole.xlsx": material.workbook})
    assert (said.code, [one["state"] for one in said.json["returns"]]) == (0, ["trusted", "trusted"])


@pytest.mark.parametrize(("case", "ending"), FILES)
def test_forged_return_is_refused(case: str, ending: str, found: Mapping[tuple[str, str], Any]) -> None:
    one, wanted = found[case, ending], CASES[case]
    sentences = " ".join(one["sentences"])
    assert one["state"] == wanted.state, sentences
    assert one["exit_code"] == {"invalid": 5, "untrusted": 4, "missing_signature": 6}[wanted.state]
    assert wanted.words in sentences
    assert sentences.endswith(".")
    assert (wanted.state == "invalid") is (one["signers"] == [])


def test_every_case_that_was_agreed_is_there() -> None:
    both = {case for case, made in CASES.items() if made.pdf and made.workbook}
    assert len(both) >= 18
    assert sum(made.pdf is None for made in CASES.values()) >= 18
    assert sum(made.workbook is None for made in CASES.values()) >= 28
