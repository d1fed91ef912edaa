"""Beginning a file and filling it in bulk, by the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from app.services.fill_form import fill_schema
from tests.journeys.commands import command, fill_file, new_file, secret
from tests.journeys.fills import SEALED, small_fill


def test_new_makes_a_sound_file(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    checked = command("check", path, "--json")
    assert (checked.code, checked.json["is_sound"]) == (0, True)


def test_new_never_overwrites(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    before = path.read_bytes()
    again = command(
        "new", path, "--name", "Other", "--code", "OTH", "--sector", "public", "--country", "wales",
        "--period", "2014-15",
    )  # fmt: skip
    assert again.code == 1
    assert "already" in again.err
    assert path.read_bytes() == before


def test_new_says_how_a_period_is_written(tmp_path: Path) -> None:
    said = command(
        "new", tmp_path / "a.assure", "--name", "A", "--code", "AAA", "--sector", "public", "--country", "england",
        "--period", "2014-16",
    )  # fmt: skip
    assert said.code == 1
    assert "2014-15 Q2" in said.err
    assert not (tmp_path / "a.assure").exists()


@pytest.mark.parametrize(
    ("changed", "code", "said"),
    [
        ({"--code": "cvl"}, 1, "capital letters"),
        ({"--name": "  "}, 1, "no name"),
        ({"--name": "HMP\nCarrow"}, 1, "control characters"),
        ({"--name": "HMP \udcff"}, 1, "control characters"),
        ({"--period": "20\N{FULLWIDTH DIGIT ONE}4-15"}, 1, "2014-15 Q2"),
        ({"--head": "TOP SECRET: a name"}, 3, "above RESTRICTED"),
        ({"--unlock-file": "nowhere.txt"}, 1, "could not be read"),
    ],
)
def test_new_leaves_no_file_when_it_cannot_be_begun_as_asked(
    tmp_path: Path, changed: dict[str, str], code: int, said: str
) -> None:
    asked = {"--name": "A", "--code": "AAA", "--sector": "public", "--country": "england", "--period": "2014-15"}
    options = [word for option in (asked | changed).items() for word in option]
    made = command("new", tmp_path / "a.assure", *options)
    assert (made.code, said in made.err) == (code, True), made.err
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".lock"] == []


def test_fill_takes_everything_and_says_how_much(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    said = fill_file(tmp_path, path, small_fill())
    assert said.code == 0, said.err
    assert "3 answers" in said.out
    assert command("check", path).code == 0


def test_sealed_words_stand_nowhere_in_the_file(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    fill_file(tmp_path, path, small_fill())
    raw = path.read_bytes()
    assert b"The plan was reviewed in May" in raw
    for piece in (SEALED, SEALED[6:30], "zebra lanterns"):
        assert piece.encode() not in raw
        assert piece.encode("utf-16-le") not in raw


def test_fill_lists_every_fault_and_writes_nothing(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    before = path.read_bytes()
    content = small_fill()
    content["answers"][0]["item"] = "1f-99"
    content["answers"][1]["by"] = "Nobody Known"
    content["actions"][0]["owner"] = "Head of Nothing"
    content["evidence"][0]["file"] = "missing.csv"
    content["statements"][0]["wording"] = [{"text": "x", "marking": "PURPLE"}]
    said = fill_file(tmp_path, path, content)
    assert said.code == 1
    for place in ("answers[0]", "answers[1]", "actions[0]", "evidence[0]", "statements[0]"):
        assert place in said.err
    assert b"The plan was reviewed in May" not in path.read_bytes()
    assert command("check", path).code == 0
    assert len(path.read_bytes()) == len(before)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"answers": [{"item": "1f-01", "result": "Splendid"}]}, "answers[0].result"),
        ({"answers": [{"item": "f1", "result": "Met"}]}, "answers[0].item"),
        ({"answers": [{"item": "1f-01", "colour": "blue"}]}, "answers[0].colour"),
        ({"replies": []}, "replies"),
    ],
)
def test_fill_names_the_place_of_a_fault_of_form(tmp_path: Path, change: dict[str, Any], place: str) -> None:
    path = new_file(tmp_path)
    said = fill_file(tmp_path, path, {**small_fill(), **change})
    assert said.code == 1
    assert place in said.err
    assert "Traceback" not in said.err


def test_a_fault_never_repeats_what_was_written(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    content = small_fill()
    content["answers"][0] = {"item": SEALED, "result": SEALED, "narrative": [{"text": SEALED, "marking": SEALED}]}
    said = fill_file(tmp_path, path, content)
    assert said.code == 1
    assert "zebra" not in said.err + said.out


def test_text_above_restricted_is_refused_and_not_one_byte_of_it_kept(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    content = small_fill()
    content["answers"][1]["narrative"] = "SECRET\nWalrus trumpets assemble behind the granite pavilion."
    said = fill_file(tmp_path, path, content)
    assert said.code == 1
    assert "answers[1]" in said.err
    assert "walrus" not in said.err.lower()
    assert b"Walrus trumpets" not in path.read_bytes()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"evidence": [{"intention": "1(a)", "title": "Log", "kind": "SECRET: zebrafish"}]}, "kind of evidence"),
        ({"evidence": [{"intention": "1(a)", "title": "Log", "file": "a\0b"}]}, "name is not one"),
        ({"evidence": [{"intention": "1(a)", "title": "Log", "file": "/dev/null"}]}, "must lie in it"),
        ({"evidence": [{"intention": "1(a)", "title": "Log", "file": "."}]}, "is not a file"),
        (
            {
                "answers": [
                    {
                        "item": "1a-01",
                        "sample": dict.fromkeys(("population", "size", "compliant"), 2**70) | {"method": "all"},
                    }
                ]
            },
            "population",
        ),
    ],
    ids=["kind of evidence", "file name", "device", "folder", "number"],
)
def test_fill_takes_no_free_text_or_number_the_file_has_no_place_for(
    tmp_path: Path, content: dict[str, Any], said: str
) -> None:
    path = new_file(tmp_path)
    before = path.read_bytes()
    filled = fill_file(tmp_path, path, content)
    assert (filled.code, said in filled.err) == (1, True), filled.err
    assert path.read_bytes() == before


def test_fill_refuses_what_is_nested_without_end(tmp_path: Path) -> None:
    deep = tmp_path / "deep.json"
    deep.write_text("[" * 200_000, encoding="utf-8")
    said = command("fill", new_file(tmp_path), "--from", deep)
    assert (said.code, "too deep" in said.err) == (1, True), said.err


def test_a_restricted_banner_in_unmarked_text_is_not_written(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    content = small_fill()
    content["answers"][1]["narrative"] = "RESTRICTED\nWalrus trumpets assemble behind the granite pavilion."
    said = fill_file(tmp_path, path, content)
    assert said.code == 1
    assert b"Walrus trumpets" not in path.read_bytes()


def test_sealed_text_needs_the_store_unlocked(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    source = tmp_path / "fill.json"
    source.write_text(json.dumps(small_fill()), encoding="utf-8")
    said = command("fill", path, "--from", source)
    assert said.code == 1
    assert "nlock" in said.err


def test_a_wrong_passphrase_is_said_in_a_sentence(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    source = tmp_path / "fill.json"
    source.write_text(json.dumps(small_fill()), encoding="utf-8")
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the passphrase at all\n", encoding="utf-8")
    said = command("fill", path, "--from", source, "--unlock-file", wrong)
    assert said.code == 1
    assert "passphrase" in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("content", ["", "{", "[]", '"x"', "\ufeffnull", "{" * 2000])
def test_fill_refuses_what_is_no_fill_file(tmp_path: Path, content: str) -> None:
    path = new_file(tmp_path)
    source = tmp_path / "fill.json"
    source.write_text(content, encoding="utf-8")
    said = command("fill", path, "--from", source, "--unlock-file", secret(tmp_path))
    assert said.code == 1
    assert "Traceback" not in said.err


def test_the_published_schema_of_fill_is_current(root: Path) -> None:
    published = json.loads((root / "resources/schema/fill.schema.json").read_text(encoding="utf-8"))
    assert published == json.loads(json.dumps(fill_schema()))
    jsonschema.validate(small_fill(), published)


@pytest.mark.parametrize("name", ["/etc/hostname", "../fill.json", "evidence/../../fill.json"])
def test_an_evidence_file_lies_beside_the_fill_file(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "inner"
    folder.mkdir()
    (tmp_path / "fill.json").write_text("{}", encoding="utf-8")
    path = new_file(folder)
    content = {"evidence": [{"intention": "1(f)", "title": "A register", "file": name}]}
    said = fill_file(folder, path, content)
    assert said.code == 1
    assert "must lie in it" in said.err


def test_an_item_and_an_intention_must_agree(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    content = {"findings": [{"intention": "1(e)", "item": "1f-01", "grade": "minor", "title": "A fact."}]}
    said = fill_file(tmp_path, path, content)
    assert said.code == 1
    assert "another intention" in said.err


@pytest.mark.parametrize("title", [[], "   ", "long " * 200])
def test_a_title_says_something_and_fits_a_page(tmp_path: Path, title: object) -> None:
    path = new_file(tmp_path)
    said = fill_file(tmp_path, path, {"actions": [{"intention": "1(f)", "title": title}]})
    assert said.code == 1
    assert "actions[0]: A title has 1 to 500 characters" in said.err
