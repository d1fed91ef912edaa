from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.domain.records import Answer, Result
from app.domain.text import Passage, shown
from app.services.answering import REASON, Question, record_result, seal_in_narrative, write_narrative
from app.services.answering_many import answer_many
from app.services.period_content import load_content
from tests.services.begun_files import TODAY, Begun, begun_file

REFS = ("1a-01", "1a-02", "1b-01")


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    with begun_file(tmp_path) as begun:
        yield begun


def questions(begun: Begun, *refs: str) -> list[Question]:
    return [Question(begun.period_id, ref) for ref in refs]


def stands(begun: Begun) -> dict[str, tuple[Result | None, str]]:
    with begun.file.reading() as work:
        content = load_content(work, begun.period_id)
    return {ref: (e.record.result, shown(e.text("reason"))) for ref, e in content.answers_by_item().items()}


def test_many_are_answered_in_one_act_and_set_back_in_one_step(begun: Begun) -> None:
    record_result(begun.file, questions(begun, "1a-02")[0], Result.NOT_TESTED, person_id=None, on=TODAY)
    write_narrative(
        begun.file, questions(begun, "1a-02")[0], begun.text("The store was shut"), person_id=None, field=REASON
    )
    step = answer_many(begun.file, questions(begun, *REFS), Result.MET, person_id=begun.holder_id, on=TODAY)
    assert stands(begun) == dict.fromkeys(REFS, (Result.MET, ""))
    assert step is not None
    step.undo()
    kept = {"1a-01": (None, ""), "1a-02": (Result.NOT_TESTED, "The store was shut"), "1b-01": (None, "")}
    assert stands(begun) == kept
    step.redo()
    assert stands(begun)["1a-02"] == (Result.MET, "")


def test_a_result_that_needs_a_reason_is_refused_without_one(begun: Begun) -> None:
    with pytest.raises(UserError, match="Say in a few words why"):
        answer_many(begun.file, questions(begun, *REFS), Result.NOT_APPLICABLE, person_id=None, on=TODAY)
    answer_many(
        begun.file, questions(begun, *REFS), Result.NOT_APPLICABLE, reason=" No women here ", person_id=None, on=TODAY
    )
    assert stands(begun)["1b-01"] == (Result.NOT_APPLICABLE, "No women here")


def test_it_is_taken_back_although_a_narrative_is_sealed_and_locked(begun: Begun) -> None:
    begun.set_up_store()
    text = (Passage(content="The route", marking="restricted"),)
    seal_in_narrative(begun.file, questions(begun, "1a-01")[0], text, person_id=None)
    begun.file.lock()
    step = answer_many(begun.file, questions(begun, *REFS), Result.MET, person_id=None, on=TODAY)
    assert step is not None
    step.undo()
    assert stands(begun)["1a-01"] == (None, "")


def test_nothing_is_written_when_one_of_them_is_withheld(begun: Begun) -> None:
    begun.set_up_store()
    record_result(begun.file, questions(begun, "1a-01")[0], Result.MET, person_id=None, on=TODAY)
    with begun.file.work("Withheld") as work:
        work.put(work.list(Answer)[0].record, is_withheld=True)
    begun.file.lock()
    with pytest.raises(UserError, match="Leave out: 1a-01"):
        answer_many(begun.file, questions(begun, *REFS), Result.MET, person_id=None, on=TODAY)
    assert "1b-01" not in stands(begun)
