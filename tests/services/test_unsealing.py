"""Unsealing as the window does it: an act in the history, an evidence item with its file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import Refused
from app.domain.records import Answer, Attachment, Evidence, SelfAudit
from app.domain.text import Passage
from app.services.attaching import attach
from app.services.unsealing import unseal_passage, unseal_record, unsealings_of
from tests.services.begun_files import Begun, begun_file

HIDDEN = "the north gate keys lie beneath the third lamp"


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    with begun_file(tmp_path) as made:
        made.set_up_store()
        yield made


def _audit(begun: Begun) -> str:
    with begun.file.work("Began") as work:
        return work.put(SelfAudit(period_id=begun.period_id, intention_ref="1(a)")).record.id


def test_passage_is_unsealed_and_its_history_says_why(begun: Begun) -> None:
    audit = _audit(begun)
    with begun.file.work("Answered") as work:
        text = [Passage(content=HIDDEN, marking="restricted")]
        entry = work.put(Answer(self_audit_id=audit, item_ref="1a-01"), {"narrative": text})
    passage = entry.text("narrative")[0].id or ""
    answer = entry.record.id
    open_now = unseal_passage(begun.file, Answer, answer, passage, "It is public now.", person_id=begun.holder_id)
    assert not open_now.text("narrative")[0].is_sealed
    begun.file.lock()
    with begun.file.reading() as work:
        (said,) = unsealings_of(work, answer)
        revision = work.history(Answer, answer)[-1]
    assert (said.revision_id, said.person_id, said.is_whole) == (revision.id, begun.holder_id, False)
    assert said.reason[0].content == "It is public now."
    assert (revision.act, revision.person_id) == ("Unsealed a passage", begun.holder_id)


def test_evidence_stays_sealed_when_its_file_bears_a_marking(begun: Begun, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("RESTRICTED - STAFF\nThe rota.", encoding="utf-8")
    evidence = Evidence(self_audit_id=_audit(begun))
    with begun.file.work("Attached") as work:
        kept = attach(work, evidence, page, is_withheld=True)
        work.put(kept, {"title": begun.text("A plan")}, is_withheld=True)
    with pytest.raises(Refused, match="bears a RESTRICTED marking"):
        unseal_record(begun.file, Evidence, evidence.id, "It is public now.", person_id=None)
    with begun.file.reading() as work:
        assert work.list(Evidence)[0].record.sealed_id


def test_evidence_is_unsealed_with_its_attached_file(begun: Begun, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(b"a page")
    evidence = Evidence(self_audit_id=_audit(begun))
    with begun.file.work("Attached") as work:
        kept = attach(work, evidence, page, is_withheld=True)
        work.put(kept, {"title": begun.text("A plan")}, is_withheld=True)
    unseal_record(begun.file, Evidence, evidence.id, "It is public now.", person_id=None)
    begun.file.lock()
    with begun.file.reading() as work:
        (entry,) = work.list(Evidence)
        assert entry.text("title")[0].content == "A plan"
        assert [each.record.content for each in work.list(Attachment)] == [b"a page"]
        assert [each.is_whole for each in unsealings_of(work, evidence.id)] == [True]
