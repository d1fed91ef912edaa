"""Unsealing: with a reason, after a fresh scan, and in no other way."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.domain.records import Answer, Attachment, Result, Unsealing
from app.domain.text import Passage
from app.store.errors import SealedStoreLocked, SealNeeded, TextRefused, UnsealNeeded
from app.store.file import EstablishmentFile
from tests.store.samples import NOW, PLAIN, PROTECT, RESTRICTED, Begun, put_answer, raw_bytes, said, words

HIDDEN = "the north gate keys lie beneath the third lamp"
REASON = [said("Published by the department since.")]


def _sealed(file: EstablishmentFile, begun: Begun, *narrative: Passage) -> tuple[str, str]:
    """Write an answer and return its id and that of its last passage, which is sealed."""
    with file.work("Answered") as work:
        entry = put_answer(work, begun, *narrative)
    return entry.record.id, entry.text("narrative")[-1].id or ""


def test_passage_is_unsealed_with_a_reason(unlocked: EstablishmentFile, begun: Begun) -> None:
    answer, passage = _sealed(unlocked, begun, said("Seen. "), said("As ever. ", RESTRICTED), said(HIDDEN, RESTRICTED))
    with unlocked.work("Unsealed a passage", begun.person_id) as work:
        entry = work.unseal(Answer, answer, REASON, passage_id=passage, marking=PROTECT)
    assert [(part.content, part.marking, part.is_sealed) for part in entry.text("narrative")] == [
        ("Seen. ", PLAIN, False),
        ("As ever. ", RESTRICTED, True),
        (HIDDEN, PROTECT, False),
    ]
    unlocked.lock()
    with unlocked.reading() as work:
        (recorded,) = work.list(Unsealing)
        *_, last = work.history(Answer, answer)
    assert words(recorded.text("reason")) == ["Published by the department since."]
    record = recorded.record
    assert (record.owner_kind, record.owner_id, record.passage_id) == ("answer", answer, passage)
    assert (record.person_id, record.unsealed_at, record.revision_id) == (begun.person_id, NOW, last.id)
    assert last.act == "Unsealed a passage"
    assert unlocked.inspect().is_sound


def test_withheld_record_is_unsealed_whole(unlocked: EstablishmentFile, begun: Begun) -> None:
    record = Answer(self_audit_id=begun.self_audit_id, item_ref="1a-01", result=Result.NOT_MET)
    with unlocked.work("Withheld") as work:
        narrative = [said(HIDDEN), said("more", RESTRICTED)]
        work.put(record, {"narrative": narrative}, is_withheld=True)
        attached = work.put(Attachment(content=b"a page", size=6), is_withheld=True)
    with unlocked.work("Unsealed") as work:
        entry = work.unseal(Answer, record.id, REASON)
        work.unseal(Attachment, attached.record.id, REASON)
    assert (entry.record.sealed_id, entry.record.result) == (None, Result.NOT_MET)
    assert unlocked.sealed_faults() == 0
    unlocked.lock()
    with unlocked.work("Edited") as work:
        (locked,) = work.list(Answer)
        assert locked.record.result is Result.NOT_MET
        assert words(locked.text("narrative")) == [HIDDEN, None]
        assert work.list(Attachment)[0].record.content == b"a page"
        changed = work.put(locked.record.model_copy(update={"result": Result.MET}))
        assert changed.record.result is Result.MET
    assert unlocked.inspect().is_sound


@pytest.mark.parametrize(
    ("words_sealed", "marking", "error"),
    [
        ("RESTRICTED\nthe keys lie beneath", None, SealNeeded),
        (HIDDEN, "confidential", TextRefused),
    ],
)
def test_nothing_is_unsealed_that_may_not_stand_in_plain(
    words_sealed: str,
    marking: str | None,
    error: type[Exception],
    unlocked: EstablishmentFile,
    begun: Begun,
    path: Path,
) -> None:
    answer, passage = _sealed(unlocked, begun, said(words_sealed, RESTRICTED))
    before = raw_bytes(path.parent)
    with pytest.raises(error), unlocked.work("Unsealed") as work:
        work.unseal(Answer, answer, REASON, passage_id=passage, marking=marking)
    assert raw_bytes(path.parent) == before


def test_nothing_is_unsealed_under_a_marking_that_seals(unlocked: EstablishmentFile, begun: Begun) -> None:
    answer, passage = _sealed(unlocked, begun, said(HIDDEN, RESTRICTED))
    with pytest.raises(ValueError, match="seals"), unlocked.work("Unsealed") as work:
        work.unseal(Answer, answer, REASON, passage_id=passage, marking=RESTRICTED)


def test_withheld_record_stays_when_a_marking_stands_in_it(unlocked: EstablishmentFile, begun: Begun) -> None:
    record = Answer(self_audit_id=begun.self_audit_id, item_ref="1a-01")
    with unlocked.work("Withheld") as work:
        work.put(record, {"narrative": [said("RESTRICTED\n" + HIDDEN)]}, is_withheld=True)
    with unlocked.work("Unsealed") as work:
        with pytest.raises(SealNeeded):
            work.unseal(Answer, record.id, REASON)
        assert work.list(Answer)[0].record.sealed_id
        assert work.list(Unsealing) == []
    assert unlocked.sealed_faults() == 0


@pytest.mark.parametrize("reason", [[], [said("  \n")]])
def test_no_reason_no_unsealing(reason: list[Passage], unlocked: EstablishmentFile, begun: Begun) -> None:
    answer, passage = _sealed(unlocked, begun, said(HIDDEN, RESTRICTED))
    with pytest.raises(UserError, match="why it may be unsealed"), unlocked.work("Unsealed") as work:
        work.unseal(Answer, answer, reason, passage_id=passage)


def test_nothing_is_unsealed_while_locked_or_when_it_is_not_sealed(unlocked: EstablishmentFile, begun: Begun) -> None:
    answer, passage = _sealed(unlocked, begun, said(HIDDEN, RESTRICTED))
    with unlocked.work("Unsealed") as work:
        for wrong in (None, "another"):
            with pytest.raises(KeyError):
                work.unseal(Answer, answer, REASON, passage_id=wrong)
    unlocked.lock()
    with pytest.raises(SealedStoreLocked), unlocked.work("Unsealed") as work:
        work.unseal(Answer, answer, REASON, passage_id=passage)


def test_sealed_passage_is_not_put_in_plain_without_a_reason(
    unlocked: EstablishmentFile, begun: Begun, path: Path
) -> None:
    answer, passage = _sealed(unlocked, begun, said(HIDDEN, RESTRICTED))
    in_plain = [Passage(content=HIDDEN, marking=PLAIN, id=passage)]
    typed = [Passage(content="a new draft", marking=RESTRICTED, id="1" * 32)]
    with unlocked.work("Edited") as work:
        record = work.list(Answer)[0].record
        with pytest.raises(UnsealNeeded):
            work.put(record, {"narrative": in_plain})
        with pytest.raises(UnsealNeeded):
            work.save_draft(Answer, answer, "narrative", in_plain)
        work.save_draft(Answer, answer, "narrative", typed)
        with pytest.raises(UnsealNeeded):
            work.save_draft(Answer, answer, "narrative", [typed[0].model_copy(update={"marking": PLAIN})])
    assert HIDDEN.encode() not in raw_bytes(path.parent)


def test_unsealed_passage_can_be_sealed_again_without_a_trace(
    unlocked: EstablishmentFile, begun: Begun, path: Path
) -> None:
    answer, passage = _sealed(unlocked, begun, said(HIDDEN, RESTRICTED))
    with unlocked.work("Unsealed") as work:
        entry = work.unseal(Answer, answer, REASON, passage_id=passage)
    assert HIDDEN.encode() in raw_bytes(path.parent)
    with unlocked.work("Sealed") as work:
        (part,) = entry.text("narrative")
        work.put(entry.record, {"narrative": [part.model_copy(update={"marking": RESTRICTED})]})
    unlocked.close()
    assert HIDDEN.encode() not in raw_bytes(path.parent)
