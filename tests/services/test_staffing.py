from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.domain.records import Holding
from app.domain.staffing import has_left, staffing_faults, unowned
from app.domain.text import shown
from app.services.handing_over import hand_over
from app.services.owning import give_intentions
from app.services.seats import intentions_of, seats
from app.services.staffing import add_post, date_holding, name_deputy, name_holder, rename_person, rename_post
from tests.services.begun_files import TODAY, Begun, begun_file

JUNE, JULY, OCTOBER = date(2026, 6, 1), date(2026, 7, 1), date(2026, 10, 1)


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    with begun_file(tmp_path) as begun:
        yield begun


def holder(begun: Begun, post_id: str, on: date) -> str:
    person = begun.content().holder(post_id, on)
    return shown(person.text("name")) if person else "nobody"


def test_the_one_before_ends_the_day_before_when_another_is_named(begun: Begun) -> None:
    name_holder(begun.file, begun.post_id, begun.text("C. New"), OCTOBER, person_id=None)
    assert holder(begun, begun.post_id, TODAY) == "A. Head"
    assert holder(begun, begun.post_id, date(2026, 9, 30)) == "A. Head"
    assert holder(begun, begun.post_id, OCTOBER) == "C. New"


def test_naming_a_holder_is_taken_back_when_undone_and_done_again(begun: Begun) -> None:
    step = name_holder(begun.file, begun.post_id, begun.text("C. New"), OCTOBER, person_id=None)
    assert step is not None
    step.undo()
    assert holder(begun, begun.post_id, OCTOBER) == "A. Head"
    step.redo()
    assert holder(begun, begun.post_id, OCTOBER) == "C. New"


def test_two_on_the_same_days_are_refused_when_dates_are_set(begun: Begun) -> None:
    name_holder(begun.file, begun.post_id, begun.text("C. New"), OCTOBER, person_id=None)
    held = next(e.record for e in begun.content().holdings if e.record.person_id == begun.holder_id)
    with pytest.raises(UserError, match="Two people would hold"):
        date_holding(begun.file, held.id, held.starts, None, person_id=None)
    with pytest.raises(UserError, match="before the first"):
        date_holding(begun.file, held.id, OCTOBER, JUNE, person_id=None)


def test_faults_say_what_to_do_when_days_overlap_or_nobody_holds_it(begun: Begun) -> None:
    with begun.file.work("As an older file has it") as work:
        work.put(Holding(post_id=begun.post_id, person_id=begun.other_id, starts=OCTOBER))
    found = [fault.sentence for fault in staffing_faults(begun.content(), TODAY)]
    assert found == [
        "Two people hold it from 1 October 2026 on. Have the first of them end on the day before the other begins."
    ]
    give_intentions(begun.file, begun.period_id, ["1(a)"], begun.post_id, person_id=None)
    for entry in begun.content().holdings:
        if entry.record.post_id == begun.post_id:
            with begun.file.work("Left") as work:
                work.put(entry.record.model_copy(update={"starts": JUNE, "ends": date(2026, 8, 31)}))
    found = [fault.sentence for fault in staffing_faults(begun.content(), TODAY)]
    assert found[-1] == "Nobody has held it since 31 August 2026, and it owns 1 intention. Name who holds it."


def test_an_intention_is_unowned_when_no_post_was_given_it(begun: Begun) -> None:
    before = unowned(begun.content())
    step = give_intentions(begun.file, begun.period_id, ["1(a)", "1(b)"], begun.post_id, person_id=None)
    assert set(before) - set(unowned(begun.content())) == {"1(a)", "1(b)"}
    assert step is not None
    step.undo()
    assert unowned(begun.content()) == before


def test_everything_goes_along_when_a_person_hands_over(begun: Begun) -> None:
    lead = next(e.record.id for e in begun.content().posts if not e.record.is_head)
    give_intentions(begun.file, begun.period_id, ["1(a)"], begun.post_id, person_id=None)
    name_deputy(begun.file, lead, begun.text("A. Head"), JULY, person_id=None)
    step = hand_over(begun.file, begun.holder_id, begun.text("C. New"), OCTOBER, person_id=None)
    content = begun.content()
    new = next(e.record.id for e in content.people if shown(e.text("name")) == "C. New")
    assert intentions_of(content, begun.holder_id, TODAY) == {"1(a)"}
    assert intentions_of(content, new, OCTOBER) == {"1(a)"}
    assert [shown(p.text("name")) for p in content.deputies(lead, OCTOBER)] == ["C. New"]
    assert has_left(content, next(p for p in content.people if p.record.id == begun.holder_id), OCTOBER)
    assert step is not None
    step.undo()
    assert intentions_of(begun.content(), begun.holder_id, OCTOBER) == {"1(a)"}


def test_the_posts_are_vacant_when_nobody_takes_over(begun: Begun) -> None:
    hand_over(begun.file, begun.holder_id, (), OCTOBER, person_id=None)
    assert holder(begun, begun.post_id, OCTOBER) == "nobody"
    with pytest.raises(UserError, match="nothing to hand over"):
        hand_over(begun.file, begun.holder_id, begun.text("C. New"), OCTOBER, person_id=None)
    with pytest.raises(UserError, match="to themselves"):
        hand_over(begun.file, begun.holder_id, begun.text("a. head"), TODAY, person_id=None)


def test_a_deputy_sits_at_the_window_when_one_is_named(begun: Begun) -> None:
    name_deputy(begun.file, begun.post_id, begun.text("D. Deputy"), JULY, person_id=None)
    assert ("D. Deputy", "Deputy of Governor") in {(s.name, s.post) for s in seats(begun.content(), TODAY)}
    assert holder(begun, begun.post_id, TODAY) == "A. Head"
    with pytest.raises(UserError, match="acts for it"):
        name_deputy(begun.file, begun.post_id, begun.text("d. deputy"), OCTOBER, person_id=None)


def test_names_are_changed_unless_another_has_them(begun: Begun) -> None:
    rename_post(begun.file, begun.post_id, begun.text("Governing governor"), person_id=None)
    rename_person(begun.file, begun.holder_id, begun.text("A. B. Head"), person_id=None)
    assert holder(begun, begun.post_id, TODAY) == "A. B. Head"
    with pytest.raises(UserError, match="of this name already"):
        rename_person(begun.file, begun.holder_id, begun.text("b. lead"), person_id=None)
    with pytest.raises(UserError, match="of this title already"):
        rename_post(begun.file, begun.post_id, begun.text("audit lead"), person_id=None)
    with pytest.raises(UserError, match="of this title already"):
        add_post(begun.file, begun.text("Audit lead"), (), TODAY, person_id=None)
    with pytest.raises(UserError, match="has a title"):
        add_post(begun.file, begun.text("  "), (), TODAY, person_id=None)
