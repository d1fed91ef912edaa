"""The release: what leaves is the same whatever is sealed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.record import Entry
from app.domain.records import Action, Answer, Evidence, Finding, Grade, Level, PlannedItem, Result, SignOff, Statement
from app.domain.release import ReturnFacts, release
from app.domain.release_text import release_text
from app.domain.released import ReleasedReturn, ReleasedSigner, Shown, Withheld, as_words
from app.domain.text import Passage
from app.returns.payload import read_payload, write_payload
from tests.unit.period_contents import content_of, entry, passages

FACTS = ReturnFacts(number="CVL/2014-15-Q2/1", made_on=date(2014, 10, 20), signers_required=1)


def released(**parts: object) -> ReleasedReturn:
    return release(replace(content_of(), **parts), FACTS)  # type: ignore[arg-type]  # any of the content's parts


def sealed(content: str | None = None) -> Passage:
    return Passage(content=content, marking="restricted", is_sealed=True)


def shown(content: str) -> Passage:
    return Passage(content=content, marking="not_protectively_marked")


PIECES = st.lists(st.one_of(st.none(), st.text(alphabet="abc \n", max_size=6)), max_size=10)


@given(PIECES)
def test_released_text_keeps_what_is_shown_and_merges_what_is_withheld(pieces: list[str | None]) -> None:
    text = tuple(sealed() if piece is None else shown(piece) for piece in pieces)
    parts = release_text(text, "RESTRICTED")
    kinds = [type(part) for part in parts]
    assert all(one is not following for one, following in pairwise(kinds))
    assert (Withheld in kinds) == (None in pieces)
    kept = "".join(part.text for part in parts if isinstance(part, Shown))
    assert kept.split() == "".join(piece for run in _runs(pieces) for piece in run if "".join(run).strip()).split()


def _runs(pieces: list[str | None]) -> list[list[str]]:
    """Return what stands between the sealed pieces."""
    runs: list[list[str]] = [[]]
    for piece in pieces:
        if piece is None:
            runs.append([])
        else:
            runs[-1].append(piece)
    return runs


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=5))
def test_a_withheld_place_says_nothing_of_how_much_there_is(contents: list[str]) -> None:
    before, after = shown("Before. "), shown(" After.")
    one = release_text((before, sealed(), after), "RESTRICTED")
    many = release_text((before, *(sealed(content) for content in contents), after), "RESTRICTED")
    assert one == many
    assert as_words(one) == "Before. Withheld: RESTRICTED After."


def test_a_withheld_answer_gives_no_result_link_or_item_away() -> None:
    answer = Answer(self_audit_id="id-audit", item_ref="1f-01", sealed_id="s1")
    finding = Finding(self_audit_id="id-audit", reference="F-AAAA", item_ref="1f-01", grade=Grade.MAJOR)
    action = Action(self_audit_id="id-audit", reference="A-AAAA", item_ref="1f-01")
    result = released(
        answers=[Entry(answer)],
        findings=[entry(finding, title="A fact.")],
        actions=[entry(action, title="Do it.")],
    )
    intention = result.intention("1(f)")
    item = next(item for item in intention.items if item.ref == "1f-01")
    assert item.answer is not None
    assert item.answer.model_dump(exclude_none=True, exclude_defaults=True) == {"withheld": "RESTRICTED"}
    assert intention.findings[0].item is None
    assert result.actions[0].item is None
    assert [place.model_dump(exclude_none=True) for place in result.withheld] == [
        {"intention": "1(f)", "place": "answer"}
    ]


def test_records_withheld_whole_leave_one_sign_however_many() -> None:
    def with_sealed(number: int) -> ReleasedReturn:
        return released(
            findings=[Entry(Finding(self_audit_id="id-audit", sealed_id=f"s{n}")) for n in range(number)],
            evidence=[Entry(Evidence(self_audit_id="id-audit", sealed_id=f"e{n}")) for n in range(number)],
        )

    assert write_payload(with_sealed(1)) == write_payload(with_sealed(7))
    assert with_sealed(1).intention("1(f)").findings_withheld
    assert with_sealed(1).evidence == ()


def test_an_item_that_is_not_due_is_not_tested_and_says_when_it_last_was() -> None:
    answer = Answer(self_audit_id="id-audit", item_ref="1f-01", result=Result.MET, tested_on=date(2014, 5, 3))
    last = released(answers=[Entry(answer)])
    not_due = [Entry(PlannedItem(period_id="id-period", item_ref="1f-01", is_due=False))]
    now = release(replace(content_of(), planned_items=not_due), replace(FACTS, last=last))
    found = now.intention("1(f)").items[0].answer
    assert found is not None
    assert (found.result, found.last_result) == (Result.NOT_TESTED, Result.MET)
    assert as_words(found.reason) == "Not due in this period. It was last tested on 3 May 2014."


def test_nothing_of_the_file_itself_is_in_a_payload() -> None:
    content = content_of()
    payload = write_payload(release(content, FACTS)).decode()
    for record in (*content.self_audits, *content.people, *content.posts, content.period, content.establishment):
        assert record.record.id not in payload


def test_a_statement_is_signed_off_only_in_the_revision_that_was_signed() -> None:
    statement = Statement(id="st", period_id="id-period", intention_ref="1(f)", level=Level.LIMITED)
    signature = SignOff(
        statement_id="st",
        revision_id="r1",
        person_id="id-marlowe",
        post_id="id-governor",
        signed_at=datetime(2014, 10, 6, 9, tzinfo=UTC),
    )
    texts = {"wording": passages("It is so.")}
    signed = released(statements=[Entry(statement, texts, "r1")], sign_offs=[Entry(signature)])
    changed = released(statements=[Entry(statement, texts, "r2")], sign_offs=[Entry(signature)])
    of_signed, of_changed = signed.intention("1(f)").statement, changed.intention("1(f)").statement
    assert of_signed is not None
    assert of_signed.signed_off is not None
    assert as_words(of_signed.signed_off.name) == "D. Marlowe"
    assert of_changed is not None
    assert of_changed.signed_off is None


@pytest.mark.parametrize(("country", "other", "ref"), [("england", "wales", "2(c)"), ("wales", "england", "2(i)")])
def test_an_intention_of_the_other_country_does_not_apply(country: str, other: str, ref: str) -> None:
    here = release(content_of(country=country), FACTS).intention(ref)
    there = release(content_of(country=other), FACTS).intention(ref)
    assert (here.does_not_apply, bool(here.items)) == (None, True)
    assert (there.does_not_apply, there.items) == (f"{country.capitalize()} only", ())


def test_the_marking_is_the_highest_of_what_leaves() -> None:
    answer = Answer(self_audit_id="id-audit", item_ref="1f-01", result=Result.MET)
    protect = Passage(content="Named.", marking="protect")
    with_protect = released(answers=[Entry(answer, {"narrative": (protect, sealed())})])
    assert with_protect.marking == "PROTECT"
    assert released().marking == "NOT PROTECTIVELY MARKED"


def test_a_payload_reads_back_to_the_same_return() -> None:
    result = released()
    assert read_payload(write_payload(result)) == result


def test_actions_stand_by_date_and_are_overdue_on_the_day_of_the_return() -> None:
    late = Action(self_audit_id="id-audit", reference="A-AAAA", due=date(2014, 10, 19))
    later = Action(self_audit_id="id-audit", reference="A-BBBB", due=date(2014, 10, 20))
    result = released(actions=[entry(later, title="Two."), entry(late, title="One.")])
    assert [(action.reference, action.is_overdue) for action in result.actions] == [
        ("A-AAAA", True),
        ("A-BBBB", False),
    ]


def test_return_tells_how_the_whole_stood_last_time_and_who_prepared_it() -> None:
    opinion = entry(Statement(period_id="id-period", level=Level.LIMITED), wording="We know.")
    last = released(statements=[opinion])
    author = ReleasedSigner(name=(Shown(text="P. Lead"),), post=(Shown(text="Audit lead"),), on=FACTS.made_on)
    result = release(content_of(), replace(FACTS, last=last, prepared_by=author))
    assert (result.last_level, result.last_score) == (Level.LIMITED, last.score.value)
    assert result.prepared_by == author


def test_payload_of_an_earlier_version_reads_to_the_same_bytes() -> None:
    result = released()
    assert (result.prepared_by, result.last_level, result.last_score) == (None, None, None)
    payload = write_payload(result)
    assert b"prepared_by" not in payload
    assert read_payload(payload) == result
