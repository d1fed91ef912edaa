"""Entries of the registers in a real file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.domain.catalogue import CataloguePack
from app.domain.errors import FaultsError
from app.domain.record import Entry
from app.domain.registers.checks import CHECKS_MADE
from app.domain.registers.fields import RegisterRecord
from app.domain.registers.requirements import REQUIREMENTS
from app.domain.registers.risks import RISKS
from app.domain.text import shown
from app.services.establishing import begin_period
from app.services.fill_form import Fill
from app.services.filling import fill
from app.services.period_content import find_period, load_content
from app.services.registering import (
    EntryContent,
    EntryFaults,
    add_entry,
    change_entry,
    remove_entry,
    withhold_entry,
)
from app.services.reversing import step_of
from tests.services.begun_files import Begun, begun_file
from tests.unit.period_contents import builtin_pack


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    with begun_file(tmp_path) as file:
        yield file


@pytest.fixture
def pack() -> CataloguePack:
    return builtin_pack()


def add_risk(
    begun: Begun, pack: CataloguePack, words: str = "Too few staff", **columns: object
) -> Entry[RegisterRecord]:
    content = EntryContent({"intention_ref": "1(d)", **columns}, {"title": begun.text(words)})
    return add_entry(begun.file, RISKS, begun.period_id, content, pack, person_id=None)


def risks(begun: Begun, period_id: str | None = None) -> list[Entry[RegisterRecord]]:
    with begun.file.reading() as work:
        return list(load_content(work, period_id or begun.period_id).registers["risk"])


def test_entry_is_begun_changed_and_taken_out_again(begun: Begun, pack: CataloguePack) -> None:
    risk = add_risk(begun, pack)
    content = EntryContent({"appetite": 8}, {"cause": begun.text("Three left.")})
    change_entry(begun.file, RISKS, risk.record.id, content, pack, person_id=None)
    (found,) = risks(begun)
    assert (found.record.count_in("appetite"), shown(found.text("cause")), shown(found.text("title"))) == (
        8, "Three left.", "Too few staff",
    )  # fmt: skip
    step = step_of(
        begun.file, RISKS.record_type, risk.record.id,
        lambda: remove_entry(begun.file, RISKS, risk.record.id, person_id=None), None,
    )  # fmt: skip
    assert risks(begun) == []
    assert step is not None
    step.undo()
    assert len(risks(begun)) == 1


def test_every_fault_is_named_and_nothing_is_written(begun: Begun, pack: CataloguePack) -> None:
    content = EntryContent({"appetite": 26, "inherent_impact": "awful", "inherent_likelihood": "rare"})
    with pytest.raises(EntryFaults) as caught:
        add_entry(begun.file, RISKS, begun.period_id, content, pack, person_id=None)
    assert set(caught.value.by_field) == {"intention", "title", "appetite", "inherent_impact"}
    assert risks(begun) == []


def test_what_is_no_date_or_number_is_named_without_being_repeated(begun: Begun, pack: CataloguePack) -> None:
    with pytest.raises(EntryFaults) as caught:
        add_risk(begun, pack, review_by="never at all", appetite="many")
    assert set(caught.value.by_field) == {"review_by", "appetite"}
    assert "never" not in str(caught.value)


def test_entry_of_an_absent_parent_is_refused(begun: Begun, pack: CataloguePack) -> None:
    content = EntryContent({"check_id": "nowhere", "checked_on": date(2026, 9, 1)})
    with pytest.raises(EntryFaults) as caught:
        add_entry(begun.file, CHECKS_MADE, begun.period_id, content, pack, person_id=None)
    assert list(caught.value.by_field) == ["check_id"]


def test_withheld_entry_says_nothing_but_where_it_belongs(begun: Begun, pack: CataloguePack) -> None:
    begun.set_up_store()
    risk = add_risk(begun, pack, "The tunnel below the east wall", appetite=4)
    withhold_entry(begun.file, RISKS, risk.record.id, person_id=None)
    begun.file.lock()
    (found,) = risks(begun)
    assert (found.record.intention_ref, found.record.count_in("appetite"), found.texts) == ("1(d)", None, {})


def test_standing_entry_lives_on_until_it_has_ended(begun: Begun, pack: CataloguePack) -> None:
    add_risk(begun, pack, "Lives on")
    add_risk(begun, pack, "Has ended", closed_on="2026-08-01")
    with begun.file.work("Began a period") as work:
        later = begin_period(work, "2026-27, quarter 3", None, predecessor=find_period(work))
    assert [shown(each.text("title")) for each in risks(begun, later.record.id)] == ["Lives on"]
    assert len(risks(begun)) == 2


def filled(**registers: object) -> Fill:
    return Fill.model_validate({"registers": registers})


def test_fill_takes_entries_and_those_that_name_them(begun: Begun, tmp_path: Path) -> None:
    form = filled(
        requirements=[
            {"key": "tests", "requirement": "cu016", "comparator": "At most", "target": "8", "owner": "Governor"}
        ],
        results=[{"requirement": "tests", "ends": "2026-08-31", "actual": 7.5}],
    )
    assert fill(begun.file, form, tmp_path).counts["results"] == 1
    with begun.file.reading() as work:
        content = load_content(work, begun.period_id)
    (wanted,) = content.registers["delivery_requirement"]
    state = REQUIREMENTS.state(wanted.record, content.around(date(2026, 9, 22)))
    assert state is not None
    assert state.word == "Met"


def test_a_requirement_is_in_the_register_once_and_named_by_its_own_reference(begun: Begun, tmp_path: Path) -> None:
    result = {"requirement": "CU016", "ends": "2026-08-31", "actual": 7}
    form = filled(requirements=[{"requirement": "CU016"}], results=[result])
    fill(begun.file, form, tmp_path)
    with pytest.raises(FaultsError) as refused:
        fill(begun.file, form, tmp_path)
    assert any("in the register already" in fault for fault in refused.value.faults)


def test_fill_names_each_fault_and_takes_nothing(begun: Begun, tmp_path: Path) -> None:
    form = filled(
        risks=[{"intention": "1(d)", "title": "A risk", "appetite": 99}],
        results=[{"requirement": "unknown", "ends": "2026-08-31", "actual": 1}],
        requirements=[{"requirement": "CU016", "target": 8}],
    )
    with pytest.raises(FaultsError) as caught:
        fill(begun.file, form, tmp_path)
    places = [fault.partition(":")[0] for fault in caught.value.faults]
    assert places == ["registers.risks[0]", "registers.requirements[0]", "registers.results[0]"]
    assert risks(begun) == []
