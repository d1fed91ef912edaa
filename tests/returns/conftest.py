"""A full return and a blank one, rendered once for all tests: each takes a second or two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.domain.catalogue import Country, Sector
from app.domain.released import ReleasedReturn
from app.returns.payload import write_payload
from app.returns.pdf import render_pdf
from app.returns.workbook import render_workbook
from tests.returns.sample_return import sample_return


@dataclass(frozen=True)
class Rendered:
    """A return, its payload and its two files."""

    released: ReleasedReturn
    payload: bytes = field(repr=False)
    pdf: bytes = field(repr=False)
    workbook: bytes = field(repr=False)


def render(released: ReleasedReturn) -> Rendered:
    """Render both files of a return."""
    payload = write_payload(released)
    return Rendered(released, payload, render_pdf(released, payload), render_workbook(released, payload))


@pytest.fixture(scope="session")
def full() -> Rendered:
    """Return a public establishment's return in England, with one signer."""
    return render(sample_return())


@pytest.fixture(scope="session")
def private() -> Rendered:
    """Return a private establishment's return in Wales, with two signers and nothing answered yet."""
    return render(sample_return(Country.WALES, Sector.PRIVATE, signers=2, is_blank=True))


@pytest.fixture(scope="session")
def blank() -> Rendered:
    """Return the return of a file in which nothing has been written."""
    return render(sample_return(is_blank=True))


@pytest.fixture
def run_on(foreign_program: Callable[[str], str], tmp_path: Path) -> Callable[..., str]:
    """Return a runner of programs by others: `run_on(pdf, "pdftotext", "-raw", FILE, "-")` gives what it prints.

    `FILE` stands for a file with the bytes. The program must end with 0 and write nothing to standard error.
    """
    import subprocess

    def run(content: bytes, program: str, *arguments: str) -> str:
        path = tmp_path / "return.bin"
        path.write_bytes(content)
        command = [foreign_program(program), *(str(path) if each == "FILE" else each for each in arguments)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    return run
