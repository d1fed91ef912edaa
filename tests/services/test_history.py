from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain.records import Action, Level, Result, SignOff, Statement
from app.domain.text import Passage
from app.services.acting import NewAction, add_action, move_due
from app.services.answering import Question, record_result, seal_in_narrative, write_narrative
from app.services.history import compare, explain, list_changes
from tests.services.begun_files import TODAY, Begun, begun_file


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    with begun_file(tmp_path) as begun:
        yield begun


def test_changes_are_listed_latest_first_with_who_and_when(begun: Begun) -> None:
    new = NewAction(begun.text("Check the gate"), item_ref="1f-03")
    action = add_action(begun.file, begun.period_id, new, person_id=begun.holder_id)
    move_due(begun.file, action.record.id, date(2026, 12, 1), person_id=begun.other_id)
    latest, opened = list_changes(begun.file)[:2]
    assert (latest.act, latest.person_id) == ("Moved the date of an action", begun.other_id)
    assert latest.label == f"{action.record.reference} Check the gate"
    assert (opened.act, opened.intention, opened.kind) == ("Opened an action", "1(f)", Action.KIND)
    difference = explain(begun.file, latest.kind, latest.record_id, latest.revision_id)
    assert difference.columns == (("due", None, "2026-12-01"),)


def test_words_are_compared_with_the_version_before_and_with_now(begun: Begun) -> None:
    question = Question(begun.period_id, "1a-01")
    for words in ("Seen on the wing.", "Seen on two wings.", "Read in the office."):
        write_narrative(begun.file, question, begun.text(words), person_id=None)
    written = [change for change in list_changes(begun.file) if change.act == "Wrote a narrative"]
    first, second = written[2], written[1]
    before = explain(begun.file, second.kind, second.record_id, second.revision_id).texts[0]
    assert [(p.kind, p.words) for p in before.pieces][1:3] == [("removed", "the wing"), ("added", "two wings")]
    now = compare(begun.file, first.kind, first.record_id, first.revision_id).texts[0]
    assert "".join(p.words for p in now.pieces if p.kind != "removed") == "Read in the office."


def test_sealed_text_is_never_shown_whether_the_store_is_open_or_not(begun: Begun) -> None:
    begun.set_up_store()
    question = Question(begun.period_id, "1a-01")
    text = (*begun.text("Route: "), Passage(content="by the kitchen door", marking="restricted"))
    seal_in_narrative(begun.file, question, text, person_id=None)
    for is_locked in (False, True):
        if is_locked:
            begun.file.lock()
        shown = repr([explain(begun.file, c.kind, c.record_id, c.revision_id) for c in list_changes(begun.file)])
        assert "Route: [RESTRICTED]" in shown
        assert "kitchen" not in shown


def test_a_withheld_record_says_only_that_it_changed(begun: Begun) -> None:
    begun.set_up_store()
    question = Question(begun.period_id, "1a-01")
    record_result(begun.file, question, Result.NOT_MET, person_id=None, on=TODAY)
    answer = next(change for change in list_changes(begun.file) if change.kind == "answer")
    new = NewAction(begun.text("Move the store"), item_ref="1f-03", is_withheld=True)
    action = add_action(begun.file, begun.period_id, new, person_id=None)
    change = next(c for c in list_changes(begun.file) if c.record_id == action.record.id)
    assert explain(begun.file, change.kind, change.record_id, change.revision_id).is_withheld
    assert change.label == "1(f)"
    begun.file.lock()
    assert next(c for c in list_changes(begun.file) if c.record_id == action.record.id).label == "1(f)"
    assert explain(begun.file, answer.kind, answer.record_id, answer.revision_id).columns[0][2] is not None


def test_a_sign_off_is_called_by_the_statement_that_it_signs(begun: Begun) -> None:
    with begun.file.work("Signed off") as work:
        for ref in (None, "1(f)"):
            statement = Statement(period_id=begun.period_id, intention_ref=ref, level=Level.MODERATE)
            revision = work.put(statement).revision_id or ""
            at = datetime(2026, 9, 22, tzinfo=UTC)
            by = (begun.holder_id, begun.post_id)
            work.put(
                SignOff(statement_id=statement.id, revision_id=revision, person_id=by[0], post_id=by[1], signed_at=at)
            )
    signed_off = [change for change in list_changes(begun.file) if change.kind == SignOff.KIND]
    assert [(change.label, change.intention) for change in signed_off] == [("1(f)", "1(f)"), ("establishment", "")]
