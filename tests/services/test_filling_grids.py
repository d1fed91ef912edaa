"""What is typed into a grid becomes entries of the registers, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.domain.registers.every import BY_KIND
from app.domain.registers.grid import Cell, CellFaults, Grid
from app.domain.registers.need_grid import need_grid
from app.domain.registers.requirement_grid import requirement_grid, slots
from app.domain.steps import Step
from app.services.filling_grids import fill_needs, fill_requirements
from app.services.registering import EntryContent, add_entry, withhold_entry
from tests.services.begun_files import Begun, begun_file

JULY, AUGUST, QUARTER = "2026-07-01/2026-07-31", "2026-08-01/2026-08-31", "2026-07-01/2026-09-30"


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    with begun_file(tmp_path) as begun:
        yield begun


def fill(begun: Begun, typed: dict[Cell, str]) -> Step | None:
    return fill_requirements(begun.file, begun.period_id, typed, person_id=None)


def cells(grid: Grid, row: str) -> dict[str, str]:
    return dict(next(each.cells for each in grid.rows if each.key == row))


def test_every_requirement_is_there_to_be_filled_in(begun: Begun) -> None:
    grid = requirement_grid(begun.content())
    assert len(grid.rows) == len(begun.content().pack.delivery_requirements) == 33
    assert [column.title for column in grid.columns][2:] == [
        "Target", "Jul", "Aug", "Sep", "Quarter", "Dated on", "Dated result",
    ]  # fmt: skip


def test_a_year_has_its_months_and_quarters(begun: Begun) -> None:
    year = begun.content().period.record.model_copy(update={"starts": date(2026, 4, 1), "ends": date(2027, 3, 31)})
    titles = [slot.title for slot in slots(year)]
    assert (titles[0], titles[11:]) == ("Apr", ["Mar", "Quarter 1", "Quarter 2", "Quarter 3", "Quarter 4", "Year"])


def test_figures_become_entries_and_go_again(begun: Begun) -> None:
    step = fill(begun, {
        ("CU016", "comparator"): ">=", ("CU016", "target"): "92.5%", ("CU016", JULY): "1,000", ("CU016", AUGUST): "93",
        ("CU013", "not_in_sla"): "y", ("CU014", "dated_on"): "3 Aug 2026", ("CU014", "dated"): "4",
    })  # fmt: skip
    content = begun.content()
    assert cells(requirement_grid(content), "CU016") == {
        "comparator": "At least", "target": "92.5", JULY: "1000", AUGUST: "93",
    }  # fmt: skip
    assert cells(requirement_grid(content), "CU013") == {"not_in_sla": "Yes"}
    assert cells(requirement_grid(content), "CU014") == {"dated_on": "3 August 2026", "dated": "4"}
    fill(begun, {("CU016", JULY): "", ("CU016", AUGUST): "94", ("CU014", "dated"): "", ("CU014", "dated_on"): ""})
    results = begun.content().registers["delivery_result"]
    assert [entry.record.figure_in("actual") for entry in results] == [Decimal(94)]
    assert step is not None
    step.undo()
    assert not begun.content().registers["delivery_requirement"]


def test_each_fault_is_named_at_its_cell_and_nothing_is_taken(begun: Begun) -> None:
    with pytest.raises(CellFaults) as refused:
        fill(begun, {
            ("CU016", "target"): "many", ("CU016", JULY): "90", ("CU013", "target"): "5", ("CU014", "dated"): "4",
            ("CU015", QUARTER): "-1", ("CU019", "comparator"): "about",
        })  # fmt: skip
    assert {cell: said.split(".")[0] for cell, said in refused.value.by_cell.items()} == {
        ("CU016", "target"): "This is no figure",
        ("CU013", "comparator"): "A target needs its direction: say whether it is at least, at most or less than this",
        ("CU014", "dated_on"): "Say on which day the result was given",
        ("CU015", QUARTER): "Result is out of range",
        ("CU019", "comparator"): "This is none of: At least, At most, Less than, Equal to, None at all",
    }
    assert not begun.content().registers["delivery_requirement"]


def test_a_requirement_withheld_whole_is_left_to_the_list(begun: Begun) -> None:
    fill(begun, {("CU016", "target"): "92", ("CU016", "comparator"): "at least"})
    begun.set_up_store()
    (entry,) = begun.content().registers["delivery_requirement"]
    withhold_entry(begun.file, BY_KIND["delivery_requirement"], entry.record.id, person_id=None)
    grid = requirement_grid(begun.content())
    assert grid.left_out == 1
    assert "CU016" not in {row.key for row in grid.rows}


def test_a_cell_of_the_matrix_says_how_a_need_stands_in_a_service(begun: Begun) -> None:
    services = {"induction": "Induction", "library": "Library"}
    step = fill_needs(
        begun.file, begun.period_id,
        {("age", "induction"): "Adapted", ("age", "library"): "g", ("race", "library"): "not i"},
        services, person_id=None,
    )  # fmt: skip
    grid = need_grid(begun.content())
    assert [column.title for column in grid.columns] == ["Induction", "Library"]
    assert cells(grid, "age") == {"induction": "Adapted", "library": "Gap"}
    assert cells(grid, "race") == {"library": "Not identified"}
    again = {("race", "induction"): "In part", ("age", "library"): ""}
    fill_needs(begun.file, begun.period_id, again, {}, person_id=None)
    assert cells(need_grid(begun.content()), "race") == {"library": "Not identified", "induction": "In part"}
    assert cells(need_grid(begun.content()), "age") == {"induction": "Adapted"}
    assert step is not None


def test_a_cell_with_words_behind_it_is_not_emptied(begun: Begun) -> None:
    columns = {"need": "age", "identified": "yes", "adapted": "no"}
    texts = {"service": begun.text("Library"), "gap": begun.text("No large print.")}
    pack = begun.content().pack
    add_entry(begun.file, BY_KIND["need"], begun.period_id, EntryContent(columns, texts), pack, person_id=None)
    with pytest.raises(CellFaults, match="1 cell is wrong"):
        fill_needs(begun.file, begun.period_id, {("age", "library"): ""}, {}, person_id=None)
    with pytest.raises(CellFaults):
        fill_needs(begun.file, begun.period_id, {("age", "library"): "perhaps"}, {}, person_id=None)
