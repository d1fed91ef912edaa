"""An establishment's file for each test: a copy of one made once, as making it takes longer than most tests do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.store.file import EstablishmentFile
from tests.store.samples import NOW, PASSPHRASE, QUICK, Begun, begin, make_file


@dataclass(frozen=True)
class Stages:
    """One file as it grows, closed at each stage."""

    empty: bytes
    begun: bytes
    with_sealed_store: bytes
    ids: Begun

    def __repr__(self) -> str:
        """Say nothing of the bytes: a report of a failed example would be megabytes long."""
        return "Stages()"


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    """Make the file that tests copy."""
    path = tmp_path_factory.mktemp("stages") / "example.assure"
    make_file(path).close()
    empty = path.read_bytes()
    with EstablishmentFile.open(path, clock=lambda: NOW) as file, file.work("Began") as work:
        ids = begin(work)
    begun = path.read_bytes()
    with EstablishmentFile.open(path, clock=lambda: NOW) as file:
        file.set_up_sealed_store(ids.person_id, PASSPHRASE, QUICK)
    return Stages(empty, begun, path.read_bytes(), ids)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the file is, alone in its folder."""
    folder = tmp_path / "files"
    folder.mkdir()
    return folder / "example.assure"


@pytest.fixture
def file(path: Path, stages: Stages, request: pytest.FixtureRequest) -> Iterator[EstablishmentFile]:
    """Give a file, open: empty but for what `begun` and `unlocked` say, where the test asks for them."""
    asked = request.fixturenames
    stage = "with_sealed_store" if "unlocked" in asked else "begun" if "begun" in asked else "empty"
    path.write_bytes(getattr(stages, stage))
    with EstablishmentFile.open(path, clock=lambda: NOW) as opened:
        yield opened


@pytest.fixture
def begun(file: EstablishmentFile, stages: Stages) -> Begun:
    """Return what stands in the file for answers to hang on."""
    return stages.ids


@pytest.fixture
def unlocked(file: EstablishmentFile) -> EstablishmentFile:
    """Return the file with a sealed store, unlocked."""
    file.unlock(PASSPHRASE)
    return file
