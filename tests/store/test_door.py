"""What may not be written, and that not one byte of it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.records import RECORD_TYPES, Answer, Person
from app.domain.text import Passage
from app.store.errors import SealedStoreLocked, SealNeeded, TextRefused
from app.store.file import EstablishmentFile, Work
from tests.store.samples import PROTECT, RESTRICTED, Begun, put_answer, raw_bytes, said

ABOVE = "SECRET\nThe regional unit briefed the Governor."
TO_SEAL = "RESTRICTED\nThe regional unit briefed the Governor."

Write = Callable[[Work, Begun, list[Passage]], object]


def _put(work: Work, begun: Begun, text: list[Passage]) -> object:
    return put_answer(work, begun, *text)


def _withhold(work: Work, begun: Begun, text: list[Passage]) -> object:
    record = Answer(self_audit_id=begun.self_audit_id, item_ref="1a-01")
    return work.put(record, {"narrative": text}, is_withheld=True)


def _draft(work: Work, begun: Begun, text: list[Passage]) -> object:
    return work.save_draft(Answer, "an answer", "narrative", text)


REFUSED = {
    "a banner": [said(ABOVE)],
    "a banner in a sealed passage": [said("Seen. "), said(ABOVE, RESTRICTED)],
    "a level above the ceiling": [said("The regional unit briefed the Governor.", "secret")],
    "a banner cut in two": [said("SEC"), said("RET\nThe regional unit briefed the Governor.", PROTECT)],
    "a banner cut in two by the seal": [said("SEC"), said("RET\nThe regional unit briefed.", RESTRICTED)],
}


@pytest.mark.parametrize("write", [_put, _withhold, _draft])
@pytest.mark.parametrize("name", REFUSED)
def test_refused_without_a_byte_written_when_text_is_above_the_ceiling(
    name: str, write: Write, unlocked: EstablishmentFile, begun: Begun, path: Path
) -> None:
    before = raw_bytes(path.parent)
    with pytest.raises(TextRefused) as refused, unlocked.work("Answered") as work:
        write(work, begun, REFUSED[name])
    assert (refused.value.kind, refused.value.field) == ("answer", "narrative")
    assert "RESTRICTED" in refused.value.sentence
    assert "regional" not in f"{refused.value!r} {refused.value.__context__!r}"
    assert raw_bytes(path.parent) == before


@pytest.mark.parametrize("write", [_put, _draft])
def test_not_saved_when_a_marking_to_seal_stands_in_plain(
    write: Write, unlocked: EstablishmentFile, begun: Begun, path: Path
) -> None:
    before = raw_bytes(path.parent)
    with pytest.raises(SealNeeded, match="RESTRICTED marking"), unlocked.work("Answered") as work:
        write(work, begun, [said(TO_SEAL)])
    assert raw_bytes(path.parent) == before


@pytest.mark.parametrize("write", [_withhold, _put])
def test_saved_when_what_carries_the_marking_is_sealed(write: Write, unlocked: EstablishmentFile, begun: Begun) -> None:
    with unlocked.work("Answered") as work:
        write(work, begun, [said(TO_SEAL, RESTRICTED)])
        assert len(work.list(Answer)) == 1


def test_rest_of_the_act_can_go_on_when_one_text_was_refused(file: EstablishmentFile, begun: Begun) -> None:
    with file.work("Filled") as work:
        with pytest.raises(TextRefused):
            put_answer(work, begun, said(ABOVE))
        put_answer(work, begun, said("Seen."))
    with file.reading() as work:
        assert len(work.list(Answer)) == 1
    assert file.inspect().is_sound


def test_column_is_refused_when_it_carries_a_marking(file: EstablishmentFile, begun: Begun) -> None:
    with pytest.raises(SealNeeded), file.work("Answered") as work:
        work.put(Answer(self_audit_id=begun.self_audit_id, item_ref="1a-01", sample_method=TO_SEAL))


def test_every_field_and_column_of_every_kind_is_held_against_the_scan(file: EstablishmentFile, path: Path) -> None:
    for kind in RECORD_TYPES:
        # Nothing gets as far as a table, so it need not be a record that one would take.
        record = kind.model_construct(**{name: None for name, each in kind.model_fields.items() if each.is_required()})
        columns = [name for name, field in type(record).model_fields.items() if _takes_words(name, field.annotation)]
        marked = [(record, {field: [said(ABOVE)]}) for field in record.TEXT_FIELDS]
        marked += [(record.model_copy(update={name: ABOVE}), {}) for name in columns]
        with file.work("Refused") as work:
            for each, texts in marked:
                with pytest.raises(TextRefused):
                    work.put(each, texts)
            for field in record.TEXT_FIELDS:
                with pytest.raises(SealNeeded):
                    work.put(record, {field: [said(TO_SEAL)]})
                with pytest.raises(SealNeeded):
                    work.save_draft(type(record), record.id, field, [said(TO_SEAL)])
    assert b"regional unit" not in raw_bytes(path.parent)


def _takes_words(name: str, annotation: object) -> bool:
    return annotation in (str, str | None) and name != "id" and not name.endswith("_id")


def test_ordinary_words_are_saved_when_they_only_look_like_markings(file: EstablishmentFile) -> None:
    with file.work("Named") as work:
        work.put(Person(), {"name": [said("The secretary keeps the restricted diet list.")]})
        assert len(work.list(Person)) == 1


def test_saved_versions_go_when_the_field_is_purged(unlocked: EstablishmentFile, begun: Begun, path: Path) -> None:
    with unlocked.work("Answered") as work:
        entry = put_answer(work, begun, said("The regional unit"), said("its sealed half", RESTRICTED))
        work.put(entry.record, {"reason": [said("Because it stays.")]})
        work.put(entry.record, {"narrative": [said("The regional unit briefed")]})
        work.save_draft(Answer, entry.record.id, "narrative", [said("The regional unit briefed the")])
    with unlocked.work("Refused") as work:
        work.purge_field(Answer, entry.record.id, "narrative")
        assert work.is_purge_due
    assert unlocked.purge_if_due()
    assert b"regional unit" not in raw_bytes(path.parent)
    assert b"Because it stays." in raw_bytes(path.parent)
    assert unlocked.inspect().is_sound
    assert unlocked.sealed_faults() == 0


def test_sealed_part_stays_when_the_field_is_purged_while_locked(unlocked: EstablishmentFile, begun: Begun) -> None:
    with unlocked.work("Answered") as work:
        entry = put_answer(work, begun, said("In plain."), said("Sealed.", RESTRICTED))
        work.save_draft(Answer, entry.record.id, "narrative", [said("Sealed too.", RESTRICTED)])
    unlocked.lock()
    with unlocked.work("Refused") as work:
        work.purge_field(Answer, entry.record.id, "narrative")
        (kept,) = work.list(Answer)
    assert [part.is_sealed for part in kept.text("narrative")] == [True]
    assert unlocked.inspect().is_sound


def test_withheld_text_goes_when_its_field_is_purged(unlocked: EstablishmentFile, begun: Begun) -> None:
    with unlocked.work("Answered") as work:
        _withhold(work, begun, [said("Sealed.")])
        (entry,) = work.list(Answer)
        work.purge_field(Answer, entry.record.id, "narrative")
        assert work.list(Answer)[0].text("narrative") == ()


def test_unlock_is_asked_for_when_sealed_text_is_written_while_locked(file: EstablishmentFile, begun: Begun) -> None:
    with pytest.raises(SealedStoreLocked), file.work("Answered") as work:
        put_answer(work, begun, said("Sealed.", RESTRICTED))
