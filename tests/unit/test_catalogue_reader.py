"""What a catalogue pack's reader says of packs that are wrong: every fault, each with file, key and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.catalogue.reader import MAX_FAULTS, read_pack
from app.domain.errors import FaultsError, UserError
from tests.unit.catalogue_packs import copy_small_pack, faults_of, spoil, zip_pack


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return copy_small_pack(tmp_path)


def test_small_pack_is_read_when_sound(pack: Path) -> None:
    found = read_pack(pack)
    assert [intention.ref for intention in found.intentions] == ["1(a)", "2(c)"]
    assert found.item("1a-02").delivery_requirements == ("CU016",)
    assert found.scheme("gpms").is_sealed("restricted")


def test_zip_holds_the_same_as_its_folder_when_zipped_with_or_without_a_top_folder(pack: Path, tmp_path: Path) -> None:
    assert read_pack(zip_pack(pack, tmp_path / "flat.zip")) == read_pack(pack)
    assert read_pack(zip_pack(pack, tmp_path / "deep.zip", "pack 2014.1/")) == read_pack(pack)


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (
            "intentions/1a.toml",
            'title = "A named lead"',
            'title = "A named lead"\ncolour = "red"',
            "intentions/1a.toml: items.1a-01.colour: is not a key that belongs here",
        ),
        (
            "intentions/1a.toml",
            'ref = "1a-02"',
            'ref = "1a-01"',
            "intentions/1a.toml: items.1a-01: is a repeated reference: it stands in intentions/1a.toml",
        ),
        (
            "intentions/2c.toml",
            'ref = "2c-01"',
            'ref = "1a-02"',
            "intentions/2c.toml: items.1a-02: is a repeated reference: "
            "it stands in intentions/1a.toml and intentions/2c.toml",
        ),
        (
            "intentions/2c.toml",
            'ref = "2c-01"',
            'ref = "2d-01"',
            "intentions/2c.toml: items.2d-01.ref: belongs to another intention: items of 2(c) begin with 2c-",
        ),
        (
            "intentions/2c.toml",
            'ref = "2(c)"',
            'ref = "1(a)"',
            "intentions/2c.toml: ref: 1(a) is repeated: it stands also in intentions/1a.toml",
        ),
        (
            "pack.toml",
            '["2(c)"]',
            '["2(c)", "2(d)"]',
            "pack.toml: groups.2.intentions: 2(d) has no file intentions/2d.toml",
        ),
        ("pack.toml", '["1(a)"]', '["2(c)"]', "pack.toml: groups.1.intentions: 2(c) does not belong to group 1"),
        ("pack.toml", '["1(a)"]', '["2(c)"]', "intentions/1a.toml: ref: 1(a) stands in no group of pack.toml"),
        ("pack.toml", "number = 2", "number = 1", "pack.toml: groups.1: stands 2 times, and may stand once only"),
        (
            "intentions/1a.toml",
            'title = "A named lead"',
            'title = "A title that is longer than a row has room for"',
            "intentions/1a.toml: items.1a-01.title: is longer than 34 characters",
        ),
        (
            "intentions/1a.toml",
            'short = "Safety"',
            'short = "Safety of all who live and work here"',
            "intentions/1a.toml: short: is longer than 24 characters",
        ),
        (
            "intentions/1a.toml",
            "weight = 3",
            'weight = "3"',
            "intentions/1a.toml: items.1a-01.weight: must be a whole number",
        ),
        ("intentions/1a.toml", "weight = 3", "weight = 4", "intentions/1a.toml: items.1a-01.weight: must be at most 3"),
        (
            "intentions/1a.toml",
            'method = "examine"',
            'method = "guess"',
            "intentions/1a.toml: items.1a-01.method: must be 'examine', 'interview', 'observe' or 'sample'",
        ),
        (
            "intentions/1a.toml",
            'method = "examine"',
            'method = "sample"',
            "intentions/1a.toml: items.1a-01.pass_marks: is missing: an item tested by sample needs pass marks",
        ),
        (
            "intentions/1a.toml",
            'method = "sample"',
            'method = "observe"',
            "intentions/1a.toml: items.1a-02.pass_marks: does not belong here: "
            "only items tested by sample have pass marks",
        ),
        (
            "intentions/1a.toml",
            "partly_met = 70",
            "partly_met = 95",
            "intentions/1a.toml: items.1a-02.pass_marks.partly_met: must be below met",
        ),
        (
            "intentions/1a.toml",
            '["CU016"]',
            '["CU999"]',
            "intentions/1a.toml: items.1a-02.delivery_requirements: "
            "names CU999, and the pack has no such delivery requirement",
        ),
        (
            "intentions/2c.toml",
            'ref = "2c-01"',
            'ref = "2c-01"\napplies_to = { countries = ["wales"] }',
            "intentions/2c.toml: items.2c-01.applies_to.countries: leaves nobody to whom the intention applies",
        ),
        (
            "delivery_requirements.toml",
            'bears_on = ["1(a)"]',
            'bears_on = ["6(e)"]',
            "delivery_requirements.toml: delivery_requirements.CU016.bears_on: "
            "names 6(e), and the pack has no such intention",
        ),
        (
            "prior_intentions.toml",
            '["1(a)"]',
            '["3(a)"]',
            "prior_intentions.toml: prior_intentions.2.continued_in: names 3(a), and the pack has no such intention",
        ),
        (
            "prior_intentions.toml",
            'note = "Community only."\n',
            "",
            "prior_intentions.toml: prior_intentions.1.note: is missing: say why nothing continues this intention",
        ),
        (
            "prior_intentions.toml",
            'ref = "2"',
            'ref = "1"',
            "prior_intentions.toml: prior_intentions.1: stands 2 times, and may stand once only",
        ),
        (
            "targeting.toml",
            '["circles"]',
            '["squares"]',
            "targeting.toml: targeting_rules.4a-iv-circles.services: "
            "names squares, and the pack has no such targeted service",
        ),
        (
            "targeting.toml",
            'paragraph = "iv"',
            'paragraph = "v"',
            "targeting.toml: targeting_rules.4a-iv-circles.paragraph: differs from the reference, which is not of v",
        ),
        (
            "targeting.toml",
            "sessions_below = 18",
            "sessions_below = 1",
            "targeting.toml: targeting_rules.4a-iv-circles.sessions_below: must be more than sessions_from",
        ),
        (
            "targeting.toml",
            "lowest = 50",
            "lowest = 51",
            "targeting.toml: ogrs_bands.high: must begin at 50 and end above",
        ),
        (
            "targeting.toml",
            "highest = 100",
            "highest = 99",
            "targeting.toml: ogrs_bands: must cover every score from 0 to 100",
        ),
        (
            "characteristics.toml",
            'as_annex_b_puts_it = "Age"\n',
            "",
            "characteristics.toml: characteristics.age.as_annex_b_puts_it: "
            "must be there if in_annex_b is true, and only then",
        ),
        (
            "characteristics.toml",
            '["maturity"]',
            '["youth"]',
            "characteristics.toml: characteristics.age.related: names youth, and the pack has no such characteristic",
        ),
        (
            "expectations.toml",
            'title = "Be honest"',
            'title = ""',
            "expectations.toml: expectations.honesty.title: is shorter than 1 characters",
        ),
        ("scales.toml", 'key = "met"', 'key = "partly_met"', "scales.toml: results: has no step met"),
        ("scales.toml", 'key = "verified"', 'key = "seen"', "scales.toml: action_states: has no step verified"),
        (
            "scales.toml",
            "mark = 1\n",
            "",
            "scales.toml: results.partly_met.mark: is missing: this result counts towards the score",
        ),
        (
            "scales.toml",
            "mark = 1\n",
            "mark = 2\n",
            "scales.toml: results: the marks must fall from met to partly_met to not_met",
        ),
        (
            "scales.toml",
            "suggested_from = 90",
            "suggested_from = 70",
            "scales.toml: levels.suggested_from: must fall from substantial to unsatisfactory",
        ),
        ("markings.toml", 'key = "gsc"', 'key = "own"', "markings.toml: marking_schemes: has no scheme gsc"),
        (
            "markings.toml",
            'sealed_from = "restricted"',
            'sealed_from = "secret"',
            "markings.toml: marking_schemes.gpms: differs from what is promised of this scheme: "
            "levels, sealed_from and ceiling are fixed",
        ),
        (
            "markings.toml",
            'ceiling = "restricted"',
            'ceiling = "cosmic"',
            "markings.toml: marking_schemes.gpms.ceiling: names cosmic, and the scheme has no such level",
        ),
        (
            "markings.toml",
            'rank = 2, portion = "R"',
            'rank = 9, portion = "R"',
            "markings.toml: marking_schemes.gpms.levels: "
            "must stand in order, each of a higher rank than the one before",
        ),
    ],
)
def test_fault_names_file_key_and_reason_when_one_thing_is_wrong(
    pack: Path, file: str, old: str, new: str, fault: str
) -> None:
    spoil(pack, file, old, new)
    assert fault in faults_of(pack)


@pytest.mark.parametrize("scale", ["results", "levels", "finding_grades", "action_states", "evidence_kinds"])
def test_scale_is_named_when_missing(pack: Path, scale: str) -> None:
    spoil(pack, "scales.toml", f"[[{scale}]]", f"[[{scale}_of_old]]")
    assert f"scales.toml: {scale}: is missing" in faults_of(pack)


def test_every_fault_is_listed_at_once_when_several_files_are_wrong(pack: Path) -> None:
    (pack / "scales.toml").unlink()
    (pack / "expectations.toml").write_text("expectations = [", encoding="utf-8")
    (pack / "intentions" / "1b.toml").write_bytes(b"\xff\xfe")
    (pack / "notes.txt").write_text("", encoding="utf-8")
    (pack / "extra.toml").write_text("", encoding="utf-8")
    spoil(pack, "intentions/1a.toml", 'method = "sample"', 'method = "sample"\nhue = 1')
    spoil(pack, "intentions/1a.toml", "weight = 3", "weight = 0")
    spoil(pack, "intentions/1a.toml", 'ref = "1a-02"', 'ref = "1a-01"')
    spoil(pack, "prior_intentions.toml", '["1(a)"]', '["3(a)"]')
    faults = faults_of(pack)
    assert [fault.split(": ")[0] for fault in faults] == [
        "expectations.toml",
        "extra.toml",
        "intentions/1a.toml",
        "intentions/1a.toml",
        "intentions/1a.toml",
        "intentions/1b.toml",
        "notes.txt",
        "prior_intentions.toml",
        "scales.toml",
    ]
    assert "scales.toml: is missing" in faults
    assert "intentions/1b.toml: is not UTF-8 text" in faults


def test_sentence_counts_the_faults_and_says_that_nothing_was_taken(pack: Path) -> None:
    spoil(pack, "intentions/1a.toml", "weight = 3", "weight = 4")
    with pytest.raises(FaultsError) as caught:
        read_pack(pack)
    assert caught.value.sentence == "This catalogue pack has 1 fault, and nothing of it was taken. Mend the pack."


def test_list_of_faults_ends_when_there_are_too_many(pack: Path) -> None:
    spoil(
        pack, "expectations.toml", "[[expectations]]", "\n".join(f"x{n} = 1" for n in range(600)) + "\n[[expectations]]"
    )
    faults = faults_of(pack)
    assert len(faults) == MAX_FAULTS + 1
    assert faults[-1] == "and 100 more"


@pytest.mark.parametrize(
    "content",
    [
        "a = " + "[" * 5000 + "]" * 5000,
        "a." * 50_000 + "b = 1",
        "a = 2014-01-01",
        "a = nan",
        "a = " + "9" * 5000,
        'a = "\\uD800"',
        "",
    ],
)
def test_file_is_refused_without_a_traceback_when_its_toml_is_hostile(pack: Path, content: str) -> None:
    (pack / "scales.toml").write_text(content, encoding="utf-8")
    assert any(fault.startswith("scales.toml: ") for fault in faults_of(pack))


def test_key_is_refused_before_it_is_parsed_when_it_has_very_many_parts(pack: Path) -> None:
    spoil(pack, "expectations.toml", "[[expectations]]", "a." * 150 + "b = 1\n[[expectations]]")
    assert "expectations.toml: is nested too deeply" in faults_of(pack)


def test_names_from_outside_are_printed_short_and_printable(pack: Path) -> None:
    spoil(pack, "expectations.toml", "[[expectations]]", f'"\\u001b[31m{"x" * 500}" = 1\n[[expectations]]')
    (fault,) = faults_of(pack)
    assert fault.isprintable()
    assert len(fault) < 150


def test_user_is_told_when_there_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no catalogue pack at that place"):
        read_pack(tmp_path / "nothing")
    (tmp_path / "letter.zip").write_bytes(b"Dear Governor")
    with pytest.raises(UserError, match="cannot be opened as a zip"):
        read_pack(tmp_path / "letter.zip")
