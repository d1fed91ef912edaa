"""An establishment's file, made new for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.file import EstablishmentFile
from tests.store.samples import PASSPHRASE, QUICK, Begun, begin, make_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the file is, alone in its folder."""
    folder = tmp_path / "files"
    folder.mkdir()
    return folder / "example.assure"


@pytest.fixture
def file(path: Path) -> Iterator[EstablishmentFile]:
    """Give a new file, open, without a sealed store."""
    with make_file(path) as made:
        yield made


@pytest.fixture
def begun(file: EstablishmentFile) -> Begun:
    """Write into the file what answers hang on."""
    with file.work("Began") as work:
        return begin(work)


@pytest.fixture
def unlocked(file: EstablishmentFile, begun: Begun) -> EstablishmentFile:
    """Set up the sealed store of the file and leave it unlocked."""
    file.set_up_sealed_store(begun.person_id, PASSPHRASE, QUICK)
    return file
