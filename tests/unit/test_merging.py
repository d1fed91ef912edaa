"""Merging what people made of the same record: in any order the same, and nothing dropped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.merging import BETWEEN, Choices, Merged, Side, Version, merge
from app.domain.records import Action, ActionState, Answer, Result
from app.domain.text import Passage
from tests.store.samples import PLAIN, PROTECT, RESTRICTED, SCHEME, said

WORDS = ["The log was read.", "Two dates are missing.", "Nobody was asked.", "The door was locked."]
SECRET = "the quiet zebra lanterns drift beyond the eastern sluice"

passages = st.builds(
    said, st.sampled_from([*WORDS, SECRET, f"It is said that {SECRET} again."]), st.sampled_from([PLAIN, RESTRICTED])
)
texts = st.lists(passages, max_size=3).map(tuple)
answers = st.builds(
    Version,
    st.builds(
        Answer,
        id=st.just("a"),
        is_deleted=st.sampled_from([False, False, False, True]),
        sealed_id=st.sampled_from([None, None, None, "s"]),
        self_audit_id=st.just("audit"),
        item_ref=st.just("1f-01"),
        result=st.sampled_from([None, *Result]),
        tested_on=st.sampled_from([None, date(2014, 9, 3), date(2014, 9, 4)]),
        sample_size=st.sampled_from([None, 5, 20]),
        sample_compliant=st.sampled_from([None, 5, 4]),
    ),
    st.fixed_dictionaries({"narrative": texts, "reason": texts}),
)


def merged(base: Version[Answer] | None, versions: Sequence[Version[Answer]]) -> Version[Answer]:
    """Merge what came back into what is here, one after the other, as a file would hold it in between."""
    held = versions[0]
    for incoming in versions[1:]:
        if base is not None and says(incoming) == says(base):
            continue
        held = incoming if base is not None and says(held) == says(base) else kept(merge(base, held, incoming, SCHEME))
    return held


def kept(result: Merged[Answer]) -> Version[Answer]:
    sealed_id = "s" if result.is_withheld else None
    return Version(result.version.record.model_copy(update={"sealed_id": sealed_id}), result.version.texts)


def says(version: Version[Answer]) -> object:
    texts = {name: [(part.marking, part.content) for part in text] for name, text in version.texts.items()}
    return version.record.model_dump(), texts


@settings(max_examples=40)
@given(answers, st.lists(answers, min_size=2, max_size=3))
def test_the_result_is_the_same_in_any_order(base: Version[Answer], edited: list[Version[Answer]]) -> None:
    results = [says(merged(base, [base, *order])) for order in permutations(edited)]
    assert all(result == results[0] for result in results)


@settings(max_examples=40)
@given(st.lists(answers, min_size=3, max_size=3))
def test_the_result_is_the_same_in_any_order_when_nobody_knows_what_both_had(edited: list[Version[Answer]]) -> None:
    results = [says(merged(None, list(order))) for order in permutations(edited)]
    assert all(result == results[0] for result in results)


@settings(max_examples=40)
@given(answers, answers, answers)
def test_nothing_that_was_written_is_dropped(
    base: Version[Answer], ours: Version[Answer], theirs: Version[Answer]
) -> None:
    result = merge(base, ours, theirs, SCHEME).version
    for name in Answer.TEXT_FIELDS:
        before, now = ("".join(part.content or "" for part in each.texts[name]) for each in (base, result))
        for side in (ours, theirs):
            written = "".join(part.content or "" for part in side.texts[name])
            assert written in now or written == before
    for name in ("result", "tested_on"):
        values = [getattr(each.record, name) for each in (ours, theirs)]
        changed = [value for value in values if value != getattr(base.record, name)]
        assert getattr(result.record, name) in (changed or values)


@settings(max_examples=80)
@given(answers, answers, answers, st.sampled_from(Side))
def test_words_that_one_side_sealed_are_not_left_in_plain_by_the_other(
    base: Version[Answer], ours: Version[Answer], theirs: Version[Answer], side: Side
) -> None:
    result = merge(base, ours, theirs, SCHEME, Choices(side))
    for name in (conflict.field for conflict in result.conflicts if conflict.is_text):
        both = (*ours.texts[name], *theirs.texts[name])
        sealed = (part for part in both if part.marking == RESTRICTED)
        if any(SECRET in (part.content or "") for part in sealed):
            left = (part.content or "" for part in result.version.texts[name] if part.marking == PLAIN)
            assert SECRET not in "".join(left)
    for name, is_joined in ((conflict.field, conflict.is_text) for conflict in result.conflicts):
        text = result.version.texts[name] if is_joined else ()
        if any(part.marking == RESTRICTED and SECRET in (part.content or "") for part in text):
            assert SECRET not in "".join(part.content or "" for part in text if part.marking == PLAIN)


def test_what_one_side_alone_changed_is_taken() -> None:
    base = answer(Result.MET, "As it was.")
    result = merge(base, answer(Result.MET, "Mine."), answer(Result.NOT_MET, "As it was."), SCHEME)
    assert (result.version.record.result, text_of(result), result.conflicts) == (Result.NOT_MET, ["Mine."], ())


@pytest.mark.parametrize(
    ("side", "result", "narrative"),
    [
        (Side.OURS, Result.PARTLY_MET, ["Mine."]),
        (Side.THEIRS, Result.NOT_MET, ["Theirs."]),
        (Side.BOTH, Result.NOT_MET, ["Mine.", BETWEEN, "Theirs."]),
    ],
)
def test_a_side_can_be_chosen_where_both_changed_one_thing(side: Side, result: Result, narrative: list[str]) -> None:
    ours, theirs = answer(Result.PARTLY_MET, "Mine."), answer(Result.NOT_MET, "Theirs.")
    found = merge(answer(Result.MET, "As it was."), ours, theirs, SCHEME, Choices(side))
    assert (found.version.record.result, text_of(found)) == (result, narrative)
    assert [conflict.field for conflict in found.conflicts] == ["result", "narrative"]


def test_a_record_that_one_took_out_stays_when_the_other_went_on_with_it() -> None:
    base = Version(Action(self_audit_id="x"))
    gone = Version(base.record.model_copy(update={"is_deleted": True}))
    worked = Version(base.record.model_copy(update={"state": ActionState.IN_PROGRESS}))
    found = merge(base, gone, worked, SCHEME)
    assert (found.version.record.is_deleted, found.version.record.state) == (False, ActionState.IN_PROGRESS)
    assert [conflict.field for conflict in found.conflicts] == ["is_deleted"]
    assert merge(base, base, gone, SCHEME).version.record.is_deleted


def test_what_was_unsealed_stays_sealed_when_the_other_wrote_on_under_the_seal() -> None:
    base = answer(Result.MET, "As it was.", is_withheld=True)
    unsealed, written = answer(Result.MET, "As it was."), answer(Result.MET, "More.", is_withheld=True)
    assert merge(base, unsealed, written, SCHEME).is_withheld
    assert not merge(base, unsealed, base, SCHEME).is_withheld


def test_columns_that_mean_something_together_come_from_one_side() -> None:
    base = Version(Answer(self_audit_id="x", item_ref="1f-01"))
    ours = Version(base.record.model_copy(update={"sample_size": 20, "sample_compliant": 20}))
    theirs = Version(base.record.model_copy(update={"sample_size": 5, "sample_compliant": 5}))
    sample = merge(base, ours, theirs, SCHEME).version.record
    assert (sample.sample_size, sample.sample_compliant) in {(20, 20), (5, 5)}


def test_markings_between_versions_do_not_show_how_much_is_sealed() -> None:
    base = Version(Answer(self_audit_id="x", item_ref="1f-01"))
    ours, theirs = (Version(base.record, {"narrative": (said(words, RESTRICTED),)}) for words in WORDS[:2])
    text = merge(base, ours, theirs, SCHEME).version.texts["narrative"]
    assert {passage.marking for passage in text} == {RESTRICTED}


def answer(result: Result, narrative: str, *, is_withheld: bool = False) -> Version[Answer]:
    record = Answer(id="a", self_audit_id="x", item_ref="1f-01", result=result, sealed_id="s" if is_withheld else None)
    return Version(record, {"narrative": (Passage(content=narrative, marking=PROTECT),)})


def text_of(result: Merged[Answer]) -> list[str | None]:
    return [part.content for part in result.version.texts["narrative"]]
