"""Stating: levels, words, declarations, and the sign-off by whoever has read the exceptions."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest

from app.domain.catalogue import Country, Sector
from app.domain.errors import FaultsError, UserError
from app.domain.period_content import PeriodContent
from app.domain.reading import readings
from app.domain.record import Entry
from app.domain.records import Answer, Level, Period, Result, SelfAudit, Statement
from app.domain.scan import scan
from app.domain.statement_readiness import is_signed_off, signer_of
from app.domain.text import Passage, Text, shown
from app.services.establishing import NewEstablishment, establish
from app.services.period_content import load_content
from app.services.signing_off import Confirmed, sign_off
from app.services.stating import (
    Place,
    Words,
    adopt_drafts,
    declare,
    discard_words,
    draft_words,
    keep_in_words,
    read_prepared,
    seal_in_words,
    state_level,
    write_words,
)
from app.store.file import EstablishmentFile
from app.store.wrapping import Cost

NOW = datetime(2014, 10, 20, 10, 0, tzinfo=UTC)
NEW = NewEstablishment("HMP Example", "EX", Sector.PUBLIC, Country.ENGLAND, "2014-15 Q2", head="A. Sample")


def says(content: str, marking: str = "not_protectively_marked") -> Text:
    return (Passage(content=content, marking=marking),)


@dataclass
class Desk:
    """A file with one self-audit, worked on by the Governor."""

    file: EstablishmentFile
    place: Place
    head_id: str

    def content(self) -> PeriodContent:
        with self.file.reading() as work:
            return load_content(work, self.place.period_id)

    def statement(self, ref: str | None = "1(f)") -> Entry[Statement]:
        entry = self.content().statement(ref)
        assert entry is not None
        return entry

    def word(self, text: Text) -> None:
        write_words(self.file, Words(self.place), text, person_id=self.head_id)

    def write(self, place: Place | None = None) -> None:
        """Write a whole statement."""
        state_level(self.file, place or self.place, Level.LIMITED, person_id=self.head_id)
        write_words(self.file, Words(place or self.place), says("Some assurance."), person_id=self.head_id)

    def keys(self) -> list[str]:
        return [reading.key for reading in readings(self.content(), self.place.intention_ref, is_unlocked=False)]

    def sign_read(self, read: Collection[str], place: Place | None = None, person_id: str | None = None) -> None:
        """Sign off as the head, or another, what was read."""
        refs = [(place or self.place).intention_ref or "establishment"]
        by = person_id or self.head_id
        sign_off(self.file, None, refs, now=NOW, confirmed=Confirmed(frozenset(read)), person_id=by)

    def sign(self, place: Place | None = None) -> None:
        self.sign_read(self.keys(), place)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file made once, to be copied for each test."""
    path = tmp_path_factory.mktemp("begun") / "begun.assure"
    establish(path, NEW, today=date(2014, 7, 1)).close()
    return path


@pytest.fixture
def desk(tmp_path: Path, begun: Path) -> Iterator[Desk]:
    path = tmp_path / "example.assure"
    shutil.copyfile(begun, path)
    with EstablishmentFile.open(path) as file:
        with file.work("Began") as work:
            period = work.list(Period)[0]
            audit = work.put(SelfAudit(period_id=period.record.id, intention_ref="1(f)"))
            answer = Answer(self_audit_id=audit.record.id, item_ref="1f-01", result=Result.NOT_MET)
            work.put(answer, {"narrative": says("Nothing was there.")})
            content = load_content(work, period.record.id)
        signer = signer_of(content, None, NOW.date())
        assert signer is not None
        assert signer.person is not None
        yield Desk(file, Place(period.record.id, "1(f)"), signer.person.record.id)


def test_level_is_stated_and_taken_back(desk: Desk) -> None:
    step = state_level(desk.file, desk.place, Level.MODERATE, person_id=desk.head_id)
    assert step is not None
    assert desk.statement().record.level is Level.MODERATE
    step.undo()
    assert desk.statement().record.level is None
    step.redo()
    assert desk.statement().record.level is Level.MODERATE
    assert state_level(desk.file, desk.place, Level.MODERATE, person_id=desk.head_id) is None


def test_words_are_cut_as_a_revision_and_taken_back(desk: Desk) -> None:
    desk.word(says("First."))
    step = write_words(desk.file, Words(desk.place), says("Second."), person_id=desk.head_id)
    assert step is not None
    step.undo()
    assert shown(desk.statement().text("wording")) == "First."
    step.redo()
    assert shown(desk.statement().text("wording")) == "Second."


def test_draft_is_kept_until_the_words_are_cut(desk: Desk) -> None:
    draft_words(desk.file, Words(desk.place), says("Half a sen"), now=NOW, person_id=desk.head_id)
    desk.write()
    with desk.file.reading() as work:
        assert work.drafts(Statement) == []
    assert shown(desk.statement().text("wording")) == "Some assurance."


def test_text_above_the_ceiling_is_not_written(desk: Desk) -> None:
    desk.word(says("First."))
    with pytest.raises(UserError, match="above RESTRICTED"):
        desk.word(says("SECRET\nA source."))
    assert shown(desk.statement().text("wording")) == "First."


def test_sealed_words_are_in_no_step(desk: Desk) -> None:
    desk.file.set_up_sealed_store(desk.head_id, "four plain words", Cost(passes=1, memory_kib=64, lanes=1))
    desk.word(says("The informant.", "restricted"))
    more = (*desk.statement().text("wording"), *says(" More."))
    worded = write_words(desk.file, Words(desk.place), more, person_id=desk.head_id)
    assert worded is not None
    for side in (worded.undo, worded.redo):
        assert isinstance(side, partial)
        assert side.args[-1][0].is_sealed
        assert side.args[-1][0].content is None
    worded.undo()
    assert [passage.content for passage in desk.statement().text("wording")] == ["The informant."]


def test_statement_is_signed_off_when_its_exceptions_were_read(desk: Desk) -> None:
    desk.write()
    desk.sign()
    signed = desk.content().sign_off_of(desk.statement())
    assert signed is not None
    assert (signed.record.person_id, signed.record.signed_at) == (desk.head_id, NOW)


@pytest.mark.parametrize(
    ("read", "person", "sentence"),
    [([], None, "1 exception is still"), (["stale"], None, "1 exception is still"), (None, "other", "someone else")],
)
def test_nothing_is_signed_off_when_something_is_missing(
    desk: Desk, read: list[str] | None, person: str | None, sentence: str
) -> None:
    desk.write()
    keys = desk.keys() if read is None else read
    with pytest.raises(FaultsError) as refused:
        desk.sign_read(keys, person_id=person)
    assert any(sentence in fault for fault in refused.value.faults)
    assert not is_signed_off(desk.content(), "1(f)")


def test_tick_no_longer_counts_when_the_answer_was_changed_after_it(desk: Desk) -> None:
    desk.write()
    read = desk.keys()
    with desk.file.work("Changed") as work:
        answer = work.list(Answer)[0].record
        work.put(answer.model_copy(update={"result": Result.PARTLY_MET}))
    with pytest.raises(FaultsError):
        desk.sign_read(read)


def test_draft_is_not_signed_off_unseen(desk: Desk) -> None:
    desk.write()
    draft_words(desk.file, Words(desk.place), says("And then"), now=NOW, person_id=desk.head_id)
    with pytest.raises(FaultsError) as refused:
        desk.sign()
    assert "not saved yet" in refused.value.faults[0]


def test_change_after_sign_off_needs_signing_off_again(desk: Desk) -> None:
    desk.write()
    desk.sign()
    desk.word(says("Some assurance."))
    assert is_signed_off(desk.content(), "1(f)")
    desk.word(says("Less assurance."))
    assert not is_signed_off(desk.content(), "1(f)")


def test_establishment_is_signed_off_last_and_a_declaration_belongs_to_it(desk: Desk) -> None:
    whole = Place(desk.place.period_id, None)
    desk.write(whole)
    keys = [expectation.key for expectation in desk.content().pack.expectations]
    for key in keys:
        declare(desk.file, whole.period_id, key, True, person_id=desk.head_id)
    with pytest.raises(FaultsError):
        desk.sign(whole)
    with pytest.raises(FaultsError):
        sign_off(desk.file, None, ["establishment"], now=NOW, confirmed=Confirmed(desk.keys()), for_holders=True)
    desk.write()
    desk.sign()
    desk.sign(whole)
    assert is_signed_off(desk.content(), None)
    step = declare(desk.file, whole.period_id, keys[0], False, person_id=desk.head_id)
    assert not is_signed_off(desk.content(), None)
    assert step is not None
    step.undo()
    assert desk.content().declarations[0].record.is_declared
    assert not is_signed_off(desk.content(), None)
    desk.sign(whole)
    write_words(desk.file, Words(whole, expectation_key=keys[1]), says("In part."), person_id=desk.head_id)
    assert not is_signed_off(desk.content(), None)


def test_declaration_is_taken_back_to_none(desk: Desk) -> None:
    key = desk.content().pack.expectations[0].key
    step = declare(desk.file, desk.place.period_id, key, True, person_id=desk.head_id)
    assert step is not None
    step.undo()
    assert desk.content().declarations == []
    step.redo()
    assert desk.content().declarations[0].record.is_declared


def test_unknown_expectation_is_refused(desk: Desk) -> None:
    with pytest.raises(UserError, match="no expectation"):
        declare(desk.file, desk.place.period_id, "nothing_of_ours", True, person_id=desk.head_id)


def test_comment_needs_a_declaration(desk: Desk) -> None:
    key = desk.content().pack.expectations[0].key
    with pytest.raises(UserError, match="Declare on it first"):
        write_words(desk.file, Words(desk.place, expectation_key=key), says("Well."), person_id=desk.head_id)


def test_decision_to_keep_needs_a_reason(desk: Desk) -> None:
    text = "A1234BC refused, and A1235BC."
    desk.word(says(text))
    (found, _) = scan(text, desk.file.scheme).findings
    with pytest.raises(UserError, match="why it may stay"):
        keep_in_words(desk.file, Words(desk.place), 0, found, " ", person_id=desk.head_id)
    keep_in_words(desk.file, Words(desk.place), 0, found, "A made-up number.", person_id=desk.head_id)
    assert [entry.record.start for entry in desk.content().decisions] == [0]


def test_refused_words_go_with_their_saved_versions_and_what_is_sealed_stays(desk: Desk) -> None:
    desk.file.set_up_sealed_store(desk.head_id, "four plain words", Cost(passes=1, memory_kib=64, lanes=1))
    seal_in_words(
        desk.file, Words(desk.place), (*says("Open. "), *says("The source.", "restricted")), person_id=desk.head_id
    )
    discard_words(desk.file, Words(desk.place), person_id=desk.head_id)
    assert [passage.content for passage in desk.statement().text("wording")] == ["The source."]


def test_unfinished_words_are_adopted(desk: Desk) -> None:
    desk.write()
    draft_words(desk.file, Words(desk.place, "cannot_assure"), says("The east wall."), now=NOW, person_id=desk.head_id)
    assert adopt_drafts(desk.file, person_id=desk.head_id) == 1
    assert shown(desk.statement().text("cannot_assure")) == "The east wall."


def test_it_says_who_prepared_a_statement(desk: Desk) -> None:
    desk.write()
    prepared = read_prepared(desk.file, desk.statement().record.id)
    assert prepared is not None
    assert prepared.person_id == desk.head_id


def test_what_is_typed_into_a_sealed_statement_never_stands_in_plain(desk: Desk) -> None:
    desk.file.set_up_sealed_store(desk.head_id, "four plain words", Cost(passes=1, memory_kib=64, lanes=1))
    desk.write()
    with desk.file.work("Withheld") as work:
        work.put(desk.statement().record, is_withheld=True)
    draft_words(desk.file, Words(desk.place), says("The informant on E wing."), now=NOW, person_id=desk.head_id)
    assert [passage.content for passage in desk.statement().text("wording")] == ["The informant on E wing."]
    assert b"informant on E wing" not in desk.file.path.read_bytes()
    assert state_level(desk.file, desk.place, Level.SUBSTANTIAL, person_id=desk.head_id) is None
