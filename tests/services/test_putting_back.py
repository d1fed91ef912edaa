"""An earlier version is put back as an act of its own, and neither unseals nor loses anything sealed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.domain.record import Entry
from app.domain.records import Action, Answer, Result
from app.domain.text import Passage, shown
from app.services.acting import NewAction, add_action, move_due
from app.services.answering import (
    Question,
    draft_narrative,
    record_result,
    seal_in_narrative,
    write_narrative,
)
from app.services.history import compare, list_changes
from app.services.putting_back import can_put_back, put_back
from tests.services.begun_files import TODAY, Begun, begun_file

QUESTION_REF = "1a-01"
SEALED = Passage(content="by the kitchen door", marking="restricted")


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    with begun_file(tmp_path) as begun:
        yield begun


def write(begun: Begun, words: str) -> None:
    write_narrative(begun.file, Question(begun.period_id, QUESTION_REF), begun.text(words), person_id=None)


def answer(begun: Begun) -> Entry[Answer]:
    with begun.file.reading() as work:
        return work.list(Answer, item_ref=QUESTION_REF)[0]


def versions(begun: Begun) -> list[str]:
    """Return the revisions of the answer, oldest first."""
    made = [change for change in list_changes(begun.file) if change.kind == Answer.KIND]
    return [change.revision_id for change in reversed(made)]


def back(begun: Begun, version: str) -> object:
    return put_back(begun.file, Answer.KIND, answer(begun).record.id, version, person_id=begun.holder_id)


def test_version_is_put_back_with_its_words_and_result_and_taken_back_again(begun: Begun) -> None:
    question = Question(begun.period_id, QUESTION_REF)
    write(begun, "Seen on the wing.")
    record_result(begun.file, question, Result.MET, person_id=None, on=TODAY)
    then = versions(begun)[-1]
    write(begun, "Not seen at all.")
    record_result(begun.file, question, Result.NOT_MET, person_id=None, on=TODAY)
    step = put_back(begun.file, Answer.KIND, answer(begun).record.id, then, person_id=begun.holder_id)
    assert (shown(answer(begun).text("narrative")), answer(begun).record.result) == ("Seen on the wing.", Result.MET)
    latest = list_changes(begun.file)[0]
    assert (latest.act, latest.person_id) == ("Put an earlier version back", begun.holder_id)
    assert step is not None
    step.undo()
    assert (shown(answer(begun).text("narrative")), answer(begun).record.result) == ("Not seen at all.", Result.NOT_MET)
    step.redo()
    assert answer(begun).record.result is Result.MET
    assert back(begun, versions(begun)[-1]) is None


def test_any_two_versions_are_compared_the_earlier_first(begun: Begun) -> None:
    for words in ("Seen on the wing.", "Seen on two wings.", "Read in the office."):
        write(begun, words)
    begun_empty, first, second, third = versions(begun)
    assert begun_empty
    record_id = answer(begun).record.id
    for pair in ((first, second), (second, first)):
        (text,) = compare(begun.file, Answer.KIND, record_id, *pair).texts
        assert "".join(piece.words for piece in text.pieces if piece.kind != "added") == "Seen on the wing."
    assert compare(begun.file, Answer.KIND, record_id, third).texts == ()


def test_sealed_passage_of_both_versions_stays_sealed_while_locked(begun: Begun) -> None:
    begun.set_up_store()
    question = Question(begun.period_id, QUESTION_REF)
    seal_in_narrative(begun.file, question, (*begun.text("Route: "), SEALED), person_id=None)
    then = versions(begun)[-1]
    kept = answer(begun).text("narrative")[1]
    write_narrative(
        begun.file, question, (*begun.text("The route: "), kept.model_copy(update={"content": None})), person_id=None
    )
    begun.file.lock()
    step = put_back(begun.file, Answer.KIND, answer(begun).record.id, then, person_id=None)
    text = answer(begun).text("narrative")
    assert [(part.content, part.sealed_id) for part in text] == [("Route: ", None), (None, kept.sealed_id)]
    assert step is not None
    step.undo()
    assert answer(begun).text("narrative")[0].content == "The route: "
    assert "kitchen" not in repr(step)


def test_version_from_before_a_sealing_is_refused_in_a_sentence(begun: Begun) -> None:
    begun.set_up_store()
    question = Question(begun.period_id, QUESTION_REF)
    write(begun, "Nothing yet. ")
    then = versions(begun)[-1]
    text = answer(begun).text("narrative")
    seal_in_narrative(begun.file, question, (*text, SEALED), person_id=None)
    before = answer(begun)
    with pytest.raises(UserError, match="sealed"):
        back(begun, then)
    assert answer(begun) == before


def test_words_that_are_being_typed_are_not_lost(begun: Begun) -> None:
    for words in ("Seen on the wing.", "Seen on two wings."):
        write(begun, words)
    then = versions(begun)[1]
    draft_narrative(begun.file, Question(begun.period_id, QUESTION_REF), begun.text("Half a"), person_id=None)
    with pytest.raises(UserError, match="not finished"):
        back(begun, then)


def test_state_of_an_action_stays_as_it_has_rules_of_its_own(begun: Begun) -> None:
    made = add_action(begun.file, begun.period_id, NewAction(begun.text("Check the gate"), item_ref="1f-03"),
                      person_id=begun.holder_id).record  # fmt: skip
    (then,) = [change.revision_id for change in list_changes(begun.file) if change.kind == Action.KIND]
    move_due(begun.file, made.id, date(2026, 12, 1), person_id=None)
    put_back(begun.file, Action.KIND, made.id, then, person_id=None)
    with begun.file.reading() as work:
        entry = work.get(Action, made.id)
    assert entry is not None
    assert (entry.record.due, entry.record.state) == (None, made.state)
    assert not can_put_back("sign_off")
