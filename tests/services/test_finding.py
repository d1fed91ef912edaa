"""Findings and the actions they need, in a real file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.domain.records import Action, Finding, Grade
from app.domain.text import Passage, shown
from app.services.acting import NewAction
from app.services.finding import FindingChanges, NewFinding, add_finding, change_finding, recording_step
from tests.services.begun_files import Begun, begun_file


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    with begun_file(tmp_path) as made:
        yield made


def test_finding_and_its_action_are_written_together(begun: Begun) -> None:
    new = NewFinding(begun.text("No check on 9 nights"), Grade.MINOR, "1f-03", begun.text("Patrol books show it."))
    needed = NewAction(begun.text("Check each night"), post_id=begun.post_id)
    finding, action = add_finding(begun.file, begun.period_id, new, needed, person_id=begun.other_id)
    assert action is not None
    assert (action.record.finding_id, action.record.item_ref) == (finding.record.id, "1f-03")
    assert finding.record.grade is Grade.MINOR


def test_neither_is_written_when_the_action_says_nothing(begun: Begun) -> None:
    new = NewFinding(begun.text("No check on 9 nights"), Grade.MAJOR, "1f-03")
    with pytest.raises(UserError, match="Write its title"):
        add_finding(begun.file, begun.period_id, new, NewAction(()), person_id=None)
    with begun.file.reading() as work:
        assert (work.list(Finding), work.list(Action)) == ([], [])


def test_finding_stands_alone_when_it_needs_no_action(begun: Begun) -> None:
    new = NewFinding(begun.text("Well kept"), Grade.GOOD_PRACTICE, "1f-03")
    assert add_finding(begun.file, begun.period_id, new, None, person_id=None)[1] is None


def test_no_step_holds_a_finding_of_which_a_word_is_sealed(begun: Begun) -> None:
    begun.set_up_store()
    title = [*begun.text("Wire behind "), Passage(content="the third boiler", marking="restricted", is_sealed=True)]
    made = add_finding(
        begun.file, begun.period_id, NewFinding(title, Grade.MAJOR, "1f-03"), NewAction(begun.text("Search")),
        person_id=None,
    )  # fmt: skip
    assert recording_step(begun.file, *made, None) is None


def test_finding_is_changed_and_its_title_is_never_empty(begun: Begun) -> None:
    new = NewFinding(begun.text("No check on 9 nights"), Grade.MINOR, "1f-03", begun.text("Patrol books show it."))
    finding = add_finding(begun.file, begun.period_id, new, None, person_id=None)[0].record.id
    changes = FindingChanges(Grade.MAJOR, {"title": begun.text("No check on 19 nights")})
    changed = change_finding(begun.file, finding, changes, person_id=None)
    assert (changed.record.grade, shown(changed.text("title"))) == (Grade.MAJOR, "No check on 19 nights")
    assert shown(changed.text("detail")) == "Patrol books show it."
    with pytest.raises(UserError, match="Write its title") as refused:
        change_finding(begun.file, finding, FindingChanges(Grade.MAJOR, {"title": ()}), person_id=None)
    assert refused.value.field == "title"
    with pytest.raises(UserError, match="no longer in the file"):
        change_finding(begun.file, "0" * 32, FindingChanges(Grade.MAJOR), person_id=None)
