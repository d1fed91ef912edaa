"""Questions of an establishment's own: added, changed, withdrawn for its next periods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import FaultsByField, Refused, UserError
from app.services.own_questions import OwnQuestion, add_question, change_question, list_own, withdraw_question
from app.services.period_content import load_content
from app.services.planning import begin_next
from tests.services.begun_files import TODAY, Begun, begun_file

KEYS = OwnQuestion(
    "Kitchen keys are counted", "Are the kitchen keys counted at each change of shift?", "observe", "1", "the key book",
    "Stand by at one change of shift.",
)  # fmt: skip


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    with begun_file(tmp_path) as begun:
        yield begun


def asked(begun: Begun, period_id: str) -> dict[str, int]:
    with begun.file.reading() as work:
        content = load_content(work, period_id)
    return {item.ref: item.version for item in content.items_of(content.pack.intention("1(f)")) if item.own}


def test_a_question_serves_the_next_period_is_changed_and_withdrawn(begun: Begun) -> None:
    assert add_question(begun.file, "1(f)", KEYS, today=TODAY) == "1f-60"
    assert asked(begun, begun.period_id) == {}
    third = begin_next(begun.file, begun.period_id, "2026-27 Q3", None, person_id=None)
    assert asked(begun, third) == {"1f-60": 1}
    change_question(begun.file, "1f-60", replace(KEYS, guidance="Stand by at two."), today=TODAY)
    change_question(begun.file, "1f-60", replace(KEYS, question="Are they weighed?"), today=TODAY)
    assert [(each.item.version, each.asked_in) for each in list_own(begun.file)] == [
        (2, "2026-27, quarter 3; the next period")
    ]
    fourth = begin_next(begun.file, third, "2026-27 Q4", None, person_id=None)
    assert (asked(begun, third), asked(begun, fourth)) == ({"1f-60": 1}, {"1f-60": 2})
    withdraw_question(begun.file, "1f-60", today=TODAY)
    assert [each.asked_in for each in list_own(begun.file)] == ["2026-27, quarter 3; 2026-27, quarter 4"]
    with pytest.raises(UserError, match="was withdrawn"):
        change_question(begun.file, "1f-60", KEYS, today=TODAY)
    assert add_question(begun.file, "1(f)", KEYS, today=TODAY) == "1f-61"


def test_a_question_that_reads_again_as_before_is_kept(begun: Begun) -> None:
    add_question(begun.file, "1(f)", KEYS, today=TODAY)
    change_question(begun.file, "1f-60", replace(KEYS, guidance="Stand by at two."), today=TODAY)
    change_question(begun.file, "1f-60", KEYS, today=TODAY)
    assert list_own(begun.file)[0].item.guidance == KEYS.guidance


def test_a_sample_needs_its_pass_marks(begun: Begun) -> None:
    sample = replace(KEYS, method="sample", population="key books", size="10", met="90%", partly_met="70")
    add_question(begun.file, "1(f)", sample, today=TODAY)
    marks = list_own(begun.file)[0].item.pass_marks
    assert marks is not None
    assert (marks.size, marks.met) == (10, 90)


def test_each_fault_is_named_at_its_field_and_nothing_is_kept(begun: Begun) -> None:
    bad = OwnQuestion("K", "", "sample", "9", " ", "", size="many", met="50", partly_met="60")
    with pytest.raises(FaultsByField) as refused:
        add_question(begun.file, "1(f)", bad, today=TODAY)
    assert set(refused.value.by_field) >= {"title", "question", "weight", "evidence", "guidance", "size", "population"}
    assert refused.value.by_field["weight"] == "The weight must be at most 3."
    with pytest.raises(Refused, match="marked or name a person"):
        add_question(begun.file, "1(f)", replace(KEYS, guidance="RESTRICTED: the back gate."), today=TODAY)
    assert list_own(begun.file) == []
