"""What a fill file is refused for, each fault at its place and in plain words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.commands import Said, command, fill_file, new_file
from tests.journeys.fills import small_fill

SEEN = {"where": "Gate", "on": "2014-09-03"}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a begun file that nothing here may change."""
    return new_file(tmp_path_factory.mktemp("begun"))


def refused_fill(folder: Path, path: Path, content: object) -> Said:
    """Fill without unlocking, which nothing here needs and each try would pay for."""
    source = folder / "fill.json"
    source.write_text(json.dumps(content), encoding="utf-8")
    return command("fill", path, "--from", source)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"answers": [{"item": "1f-01"}, {"item": "1f-01"}]}, "answers[1]: It says the same item as answers[0] does"),
        ({"not_due": ["1f-01", "1f-02", "1f-01"]}, "not_due[2]: It says the same item as not_due[0]"),
        ({"plans": [{"intention": "1(f)", "plan": "A."}] * 2}, "plans[1]: It says the same intention"),
        ({"statements": [{}, {}]}, "statements[1]: It says the same intention"),
        (
            {"findings": [{"key": "a", "item": "1f-01", "grade": "minor", "title": "T"}] * 2},
            "findings[1]: It says the same key as findings[0]",
        ),
        (
            {"actions": [{"item": "1f-01", "title": "T", "completed_on": "2014-09-03", "verified_on": "2014-09-02"}]},
            "actions[0].verified_on: It was verified before it was completed",
        ),
        (
            {"answers": [{"item": "1f-01", "narrative": [{"text": "a\0b"}]}]},
            "answers[0].narrative[0].text: There is a control character in this text",
        ),
        ({"evidence": [{"item": "1f-01"}]}, "evidence[0].item: The form has no entry of this name."),
        ({"evidence": [{"items": ["1f-01"], "title": "T"}]}, "evidence[0]: It has no file and does not say where"),
        (
            {"evidence": [{"items": ["1f-01"], "title": "T", "file": "a.txt", "seen": SEEN}]},
            "evidence[0]: It has a file and was seen",
        ),
        (
            {"evidence": [{"items": ["1f-01", "1f-01"], "title": "T", "seen": SEEN}]},
            "evidence[0].items[1]: It says the same item as evidence[0].items[0]",
        ),
        (
            {"answers": [{"item": "1f-01", "narrative": [{"text": "A.", "keep": " \n"}]}]},
            "answers[0].narrative[0].keep: A reason to keep text says why",
        ),
    ],
)
def test_fill_names_the_record_that_breaks_a_rule(
    tmp_path: Path, begun: Path, content: dict[str, Any], said: str
) -> None:
    before = begun.read_bytes()
    filled = refused_fill(tmp_path, begun, content)
    assert (filled.code, said in filled.err) == (1, True), filled.err
    assert begun.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"answers": [{}]}, "answers[0].item: This is needed and is not there."),
        ({"answers": [{"item": "f1"}]}, "answers[0].item: An item is written 1f-03."),
        ({"answers": [{"item": "1f-01", "result": "Good"}]}, "answers[0].result: A word of the scale belongs here"),
        ({"answers": [{"item": "1f-01", "result": "Good"}]}, "'met', 'partly_met'"),
        ({"answers": [{"item": "1f-01", "tested_on": "31/9"}]}, "answers[0].tested_on: A date is written 2014-09-30"),
        ({"answers": [{"item": "1f-01", "tested_on": "2014-02-30"}]}, "and is one that the calendar has"),
        ({"answers": [{"item": "1f-01", "withheld": "perhaps"}]}, "answers[0].withheld: true or false belongs here."),
        ({"answers": [{"item": "1f-01", "narrative": [{"text": ""}]}]}, "narrative[0].text: This is empty."),
        ({"answers": {"item": "1f-01"}}, "answers: A list belongs here"),
        ({"answers": ["1f-01"]}, "answers[0]: A group of entries belongs here"),
        ({"answers": [{"item": "1f-01", "by": 7}]}, "answers[0].by: Words belong here"),
        ({"owners": {"Zebra lanterns": "Governor"}}, "owners.(an unknown name): An intention is written 1(f)."),
        ({"Zebra lanterns at midnight": 1}, "(an unknown name): The form has no entry of this name."),
        (
            {"answers": [{"item": "1f-01", "sample": {"population": -1, "size": 2.5, "compliant": "x"}}]},
            "answers[0].sample.population: The number is below 0.",
        ),
        (
            {"answers": [{"item": "1f-01", "sample": {"population": 1, "size": 2.5, "compliant": "x"}}]},
            "answers[0].sample.size: A whole number belongs here",
        ),
    ],
)
def test_fill_says_a_fault_of_form_in_plain_words(
    tmp_path: Path, begun: Path, content: dict[str, Any], said: str
) -> None:
    filled = refused_fill(tmp_path, begun, content)
    assert (filled.code, said in filled.err) == (1, True), filled.err
    assert "ebra" not in filled.err
    assert "nput should" not in filled.err


def test_fill_refuses_two_entries_of_one_name(tmp_path: Path, begun: Path) -> None:
    source = tmp_path / "fill.json"
    source.write_text('{"owners": {"1(e)": "Governor", "1(e)": "Audit lead"}}', encoding="utf-8")
    filled = command("fill", begun, "--from", source)
    assert (filled.code, "two entries of one name" in filled.err) == (1, True), filled.err


def test_fill_lists_faults_of_rules_beside_those_of_records(tmp_path: Path, begun: Path) -> None:
    content = {"answers": [{"item": "1f-01"}, {"item": "1f-01"}], "actions": [{"title": "T", "owner": "Nobody"}]}
    filled = refused_fill(tmp_path, begun, content)
    assert "2 faults" in filled.err
    assert all(place in filled.err for place in ("answers[1]", "actions[0]"))


@pytest.mark.parametrize(
    ("options", "said"),
    [(("--scheme", "purple"), "not one of: gpms, gsc"), (("--due", "2014-06-30"), "due before its period starts")],
)
def test_new_refuses_what_does_not_fit_the_period_or_the_catalogue(
    tmp_path: Path, options: tuple[str, str], said: str
) -> None:
    made = command(
        "new", tmp_path / "a.assure", "--name", "A", "--code", "AAA", "--sector", "public", "--country", "wales",
        "--period", "2014-15 Q2", *options,
    )  # fmt: skip
    assert (made.code, said in made.err) == (1, True), made.err
    assert not (tmp_path / "a.assure").exists()


def test_a_file_under_the_later_scheme_seals_from_its_own_level(tmp_path: Path) -> None:
    path = new_file(tmp_path, "--scheme", "gsc")
    content = small_fill()
    content["answers"][0]["narrative"][1]["marking"] = "OFFICIAL-SENSITIVE"
    filled = fill_file(tmp_path, path, content)
    assert filled.code == 0, filled.err
    assert b"zebra lanterns" not in path.read_bytes()
    content["answers"][0]["narrative"][1]["marking"] = "RESTRICTED"
    refused = fill_file(tmp_path, path, content)
    assert (refused.code, "OFFICIAL-SENSITIVE" in refused.err) == (1, True), refused.err
