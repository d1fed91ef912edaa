"""All sealed texts of a file, for the search of what leaves: from every place that holds some, and only unlocked."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.records import Answer, Evidence
from app.store.errors import SealedStoreLocked
from app.store.file import EstablishmentFile
from tests.store.conftest import Stages
from tests.store.samples import PASSPHRASE, RESTRICTED, said


@pytest.fixture
def path(tmp_path: Path, stages: Stages) -> Path:
    """Return a file with something sealed in each place."""
    path = tmp_path / "a.assure"
    path.write_bytes(stages.with_sealed_store)
    audit = stages.ids.self_audit_id
    with EstablishmentFile.open(path) as file:
        file.unlock(PASSPHRASE)
        with file.work("Wrote") as work:
            answer = Answer(self_audit_id=audit, item_ref="1a-01")
            work.put(answer, {"narrative": [said("Open. "), said("One.", RESTRICTED), said(" Two.", RESTRICTED)]})
            work.put(Answer(self_audit_id=audit, item_ref="1a-02"), {"reason": [said("Three.")]}, is_withheld=True)
            gone = work.put(Evidence(self_audit_id=audit), {"file_name": [said("four.pdf", RESTRICTED)]})
            work.delete(Evidence, gone.record.id)
            work.save_draft(Answer, answer.id, "reason", [said("Five.", RESTRICTED), said("Open too.")])
    return path


def test_every_sealed_text_is_given_when_unlocked(path: Path) -> None:
    with EstablishmentFile.open(path, read_only=True) as file:
        file.unlock(PASSPHRASE)
        with file.reading() as work:
            assert sorted(work.sealed_texts()) == [" Two.", "Five.", "One.", "Three.", "four.pdf"]


def test_nothing_is_given_when_locked(path: Path) -> None:
    with (
        EstablishmentFile.open(path, read_only=True) as file,
        file.reading() as work,
        pytest.raises(SealedStoreLocked),
    ):
        work.sealed_texts()
