"""What is put into a file comes out of it, and how it came to be so."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from app.domain.errors import Refused
from app.domain.record import NotBefore
from app.domain.records import Answer, Attachment, Person, Post, Result, SignOff, Statement
from app.domain.text import Passage
from app.store.file import EstablishmentFile
from tests.store.samples import (
    NOW,
    PASSPHRASE,
    PLAIN,
    PROTECT,
    QUICK,
    RESTRICTED,
    Begun,
    begin,
    make_file,
    put_answer,
    said,
    words,
)

_CALM = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

_LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["Lu", "Lt", "Cs"]), max_size=40)
"""No capitals: a marking may not come out of them by chance."""

_PASSAGES = st.lists(
    st.builds(Passage, content=_LETTERS.filter(bool), marking=st.sampled_from([PLAIN, PROTECT, RESTRICTED])), max_size=5
)
_COUNTS = st.none() | st.integers(0, 2**62)


@_CALM
@given(
    narrative=_PASSAGES,
    reason=_PASSAGES,
    result=st.none() | st.sampled_from(Result),
    tested_on=st.none() | st.dates(),
    size=_COUNTS,
    is_withheld=st.booleans(),
)
def test_answer_comes_back_as_it_was_put(
    unlocked: EstablishmentFile,
    begun: Begun,
    narrative: list[Passage],
    reason: list[Passage],
    result: Result | None,
    tested_on: date | None,
    size: int | None,
    is_withheld: bool,
) -> None:
    record = Answer(
        self_audit_id=begun.self_audit_id, item_ref="1a-01", result=result, tested_on=tested_on, sample_size=size
    )
    with unlocked.work("Answered") as work:
        work.put(record, {"narrative": narrative, "reason": reason}, is_withheld=is_withheld)
    with unlocked.reading() as work:
        entry = work.get(Answer, record.id)
    assert entry is not None
    assert entry.record.model_copy(update={"sealed_id": None}) == record
    assert (entry.record.sealed_id is not None) == is_withheld
    for name, put in (("narrative", narrative), ("reason", reason)):
        kept = entry.text(name)
        assert [(part.content, part.marking) for part in kept] == [(part.content, part.marking) for part in put]
        assert [part.is_sealed for part in kept] == [is_withheld or part.marking == RESTRICTED for part in put]


def test_moment_and_bytes_come_back_when_read(file: EstablishmentFile, begun: Begun) -> None:
    moment = datetime(2014, 9, 30, 9, 5, 1, 250, tzinfo=timezone(timedelta(hours=1)))
    with file.work("Signed off") as work:
        statement = work.put(Statement(period_id=begun.period_id))
        signed = work.put(
            SignOff(
                statement_id=statement.record.id,
                revision_id=statement.revision_id or "",
                person_id=begun.person_id,
                post_id=begun.post_id,
                signed_at=moment,
            )
        )
        attached = work.put(Attachment(content=bytes(range(256)), size=256))
    with file.reading() as work:
        assert work.list(SignOff)[0].record == signed.record
        assert work.list(SignOff)[0].record.signed_at == moment
        assert work.list(Attachment)[0].record == attached.record


def test_list_takes_those_that_equal_in_order_of_making(file: EstablishmentFile, begun: Begun) -> None:
    with file.work("Answered") as work:
        for number in range(30):
            result = Result.MET if number % 3 else None
            work.put(
                Answer(self_audit_id=begun.self_audit_id, item_ref=f"1a-{number:02}", result=result),
                {"narrative": [said(f"number {number}")]},
            )
        assert [e.record.item_ref for e in work.list(Answer)] == [f"1a-{number:02}" for number in range(30)]
        assert [words(e.text("narrative")) for e in work.list(Answer, item_ref="1a-07")] == [["number 7"]]
        assert len(work.list(Answer, result=Result.MET)) == 20
        assert len(work.list(Answer, result=None)) == 10
        assert work.list(Answer, self_audit_id="another") == []


def test_list_takes_what_is_not_before_a_day_or_has_none(unlocked: EstablishmentFile, begun: Begun) -> None:
    with unlocked.work("Answered") as work:
        for number, (day, is_withheld) in enumerate([(1, False), (2, False), (3, True), (1, True), (None, False)]):
            tested = date(2014, 9, day) if day else None
            answer = Answer(self_audit_id=begun.self_audit_id, item_ref=f"1a-{number:02}", tested_on=tested)
            work.put(answer, is_withheld=is_withheld)
        found = work.list(Answer, tested_on=NotBefore(date(2014, 9, 2)))
    assert [entry.record.item_ref for entry in found] == ["1a-01", "1a-02", "1a-04"]


def test_fields_not_named_keep_their_text(file: EstablishmentFile, begun: Begun) -> None:
    with file.work("Answered") as work:
        entry = put_answer(work, begun, said("Seen."))
        work.put(entry.record, {"reason": [said("Closed.")]})
        kept = work.put(entry.record.model_copy(update={"result": Result.NOT_APPLICABLE}))
    assert (words(kept.text("narrative")), words(kept.text("reason"))) == (["Seen."], ["Closed."])


def test_unchanged_passage_keeps_id_and_revision_when_others_change(file: EstablishmentFile, begun: Begun) -> None:
    with file.work("Answered") as work:
        first = put_answer(work, begun, said("One. "), said("Two. ", PROTECT), said("Three."))
        one, two, three = first.text("narrative")
        changed = [said("Before. "), one, two.model_copy(update={"content": "Two, changed. "}), said("Three.")]
        second = work.put(first.record, {"narrative": changed})
    before, one_now, two_now, three_now = second.text("narrative")
    assert (one_now, three_now) == (one, three)
    assert two_now.id == two.id
    assert two_now.revision_id == before.revision_id == second.revision_id != two.revision_id


def test_no_revision_is_cut_when_nothing_changed(file: EstablishmentFile, begun: Begun) -> None:
    with file.work("Answered") as work:
        first = put_answer(work, begun, said("One."))
        again = work.put(first.record, {"narrative": first.text("narrative")})
        head = work.chain_head()
        work.put(first.record, {"narrative": [said("One.")]})
        assert work.chain_head() == head
    assert again == first


def test_history_tells_each_revision_and_who_made_it(file: EstablishmentFile, begun: Begun) -> None:
    with file.work("Answered", begun.person_id) as work:
        first = put_answer(work, begun, said("One."))
    with file.work("Corrected") as work:
        work.put(first.record.model_copy(update={"result": Result.MET}), {"narrative": [said("Two.")]})
    with file.reading() as work:
        old, new = work.history(Answer, first.record.id)
    assert (old.act, old.person_id, old.at, old.parent_id) == ("Answered", begun.person_id, NOW, None)
    assert (new.act, new.person_id, new.parent_id) == ("Corrected", None, old.id)
    assert old.texts is not None
    assert new.columns is not None
    assert (words(old.texts["narrative"]), new.columns["result"]) == (["One."], "met")


def test_deleted_record_leaves_a_tombstone_that_history_knows(file: EstablishmentFile, begun: Begun) -> None:
    with file.work("Answered") as work:
        entry = put_answer(work, begun, said("One."))
        work.delete(Answer, entry.record.id)
        assert work.get(Answer, entry.record.id) is None
        assert work.list(Answer) == []
        assert len(work.history(Answer, entry.record.id)) == 2
        work.put(entry.record)
        assert words(work.list(Answer)[0].text("narrative")) == ["One."]
    assert file.inspect().is_sound


def test_nothing_is_kept_when_an_act_fails_half_way(file: EstablishmentFile) -> None:
    def fail() -> None:
        with file.work("Named") as work:
            work.put(Person(), {"name": [said("Ann")]})
            raise Refused("No.")

    with pytest.raises(Refused):
        fail()
    with file.reading() as work:
        assert work.list(Person) == []
    assert file.inspect().is_sound


def test_error_is_ours_when_a_record_points_nowhere(file: EstablishmentFile) -> None:
    with pytest.raises(IntegrityError), file.work("Answered") as work:
        work.put(Answer(self_audit_id="nowhere", item_ref="1a-01"))
    with file.reading() as work:
        assert work.list(Answer) == []


def test_field_is_refused_when_the_record_has_none_of_that_name(file: EstablishmentFile) -> None:
    with pytest.raises(KeyError), file.work("Named") as work:
        work.put(Person(), {"nickname": [said("Ann")]})


def test_reading_within_an_act_sees_it_and_cannot_write(file: EstablishmentFile) -> None:
    with file.work("Named") as work:
        work.put(Person(), {"name": [said("Ann")]})
        with file.reading() as inner:
            assert len(inner.list(Person)) == 1
            with pytest.raises(RuntimeError):
                inner.put(Post())
    with pytest.raises(RuntimeError), file.work("One"), file.work("Two"):
        pass


def test_draft_is_there_until_its_field_is_put(file: EstablishmentFile, begun: Begun, path: Path) -> None:
    with file.work("Answered") as work:
        entry = put_answer(work, begun, said("One."))
    with file.work("Typed") as work:
        head = work.chain_head()
        assert work.save_draft(Answer, entry.record.id, "narrative", [*entry.text("narrative"), said(" Tw")]) == NOW
        work.save_draft(Answer, entry.record.id, "narrative", [*entry.text("narrative"), said(" Two")])
        work.save_draft(Answer, "not yet made", "reason", [said("Why")])
        assert work.chain_head() == head
    with EstablishmentFile.open(path) as second, second.reading() as work:
        (draft,) = work.drafts(Answer, entry.record.id)
        assert (words(draft.text), draft.field, draft.saved_at) == (["One.", " Two"], "narrative", NOW)
        assert len(work.drafts()) == 2
    with file.work("Left the field") as work:
        kept = work.put(entry.record, {"narrative": draft.text})
        work.discard_draft(Answer, "not yet made", "reason")
        assert work.drafts() == []
    assert kept.text("narrative")[0] == entry.text("narrative")[0]
    assert file.inspect().is_sound


def test_local_fact_is_kept_when_recorded_again(file: EstablishmentFile) -> None:
    with file.work("Copied") as work:
        assert work.fact("last_copy") is None
        work.record_fact("last_copy", "2014-10-01")
        work.record_fact("last_copy", "2014-11-01")
    with file.reading() as work:
        assert work.fact("last_copy") == "2014-11-01"


def test_present_moment_stamps_acts_when_no_clock_is_given(path: Path) -> None:
    make_file(path).close()
    with EstablishmentFile.open(path) as file:
        with file.work("Began") as work:
            begun = begin(work)
        file.set_up_sealed_store(begun.person_id, PASSPHRASE, QUICK)
        with file.reading() as work:
            (revision,) = work.history(Person, begun.person_id)
    assert datetime.now(UTC) - revision.at < timedelta(minutes=1)
