"""The pack that comes with the program: sound, whole, and its schema current."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from app.catalogue.builtin import locate_builtin_pack, locate_resources, read_builtin_schemes
from app.catalogue.kept import read_kept_pack, write_kept_pack
from app.catalogue.reader import read_pack
from app.catalogue.schema import SCHEMA_NAME, catalogue_schema, schema_text
from app.domain.catalogue import CataloguePack, Country, Duty, Method, Population, Sector
from app.domain.catalogue_terms import Holds

ENGLAND_ONLY = {"2(c)", "2(d)", "2(e)", "2(f)", "2(g)", "2(h)"}


@pytest.fixture(scope="module")
def pack() -> CataloguePack:
    return read_pack(locate_builtin_pack())


def test_pack_holds_all_that_the_source_has(pack: CataloguePack) -> None:
    assert len(pack.groups) == 6
    assert len(pack.intentions) == 28
    assert sum(len(intention.items) for intention in pack.intentions) >= 220
    assert len(pack.delivery_requirements) == 33
    assert {rule.paragraph for rule in pack.targeting_rules} == {"i", "ii", "iii", "iv", "v", "vi", "vii"}
    assert len(pack.expectations) == 10
    assert sum(entry.in_annex_b for entry in pack.characteristics) == 9
    assert sum(entry.in_5b and entry.kind == "protected" for entry in pack.characteristics) == 7
    assert len(pack.prior_intentions) == 28


def test_intentions_are_for_england_or_wales_alone_when_the_source_says_so(pack: CataloguePack) -> None:
    for intention in pack.intentions:
        countries = {country for country in Country if intention.applies_to.covers(country, Sector.PUBLIC, Holds.BOTH)}
        if intention.ref in ENGLAND_ONLY:
            assert countries == {Country.ENGLAND}
        elif intention.ref == "2(i)":
            assert countries == {Country.WALES}
        else:
            assert countries == set(Country)
        assert all(intention.applies_to.covers(country, Sector.PRIVATE, Holds.BOTH) for country in countries)


def test_items_are_tested_in_every_way_and_in_every_strength(pack: CataloguePack) -> None:
    items = [item for intention in pack.intentions for item in intention.items]
    looked_at = [item for item in items if item.method is not Method.EXAMINE]
    assert {item.method for item in items} == set(Method)
    assert {item.duty for item in items} == set(Duty)
    assert len(looked_at) * 3 >= len(items)
    assert len({item.question for item in items}) == len(items)
    assert len({item.title for item in items}) >= len(items) - 3


def test_no_question_can_be_answered_otherwise_than_by_the_scale(pack: CataloguePack) -> None:
    for intention in pack.intentions:
        for item in intention.items:
            assert item.question.endswith("?"), item.ref
            assert item.question.count("?") == 1, item.ref


def test_guidance_says_what_half_a_yes_comes_to_where_no_pass_mark_does(pack: CataloguePack) -> None:
    items = [item for intention in pack.intentions for item in intention.items if item.pass_marks is None]
    steps = ("Partly met", "Not met", "Met when", "is Met", "recording Met")
    assert [item.ref for item in items if not any(step in item.guidance for step in steps)] == []


def test_question_of_a_sample_is_asked_of_each_that_is_drawn(pack: CataloguePack) -> None:
    items = [item for intention in pack.intentions for item in intention.items if item.pass_marks is not None]
    assert [item.ref for item in items if not {"each", "every", "everyone"} & set(item.question.lower().split())] == []


def test_items_and_delivery_requirements_agree_about_which_bears_on_which(pack: CataloguePack) -> None:
    bears_on = {requirement.id: requirement.bears_on for requirement in pack.delivery_requirements}
    strangers = [
        f"{item.ref} names {name}"
        for intention in pack.intentions
        for item in intention.items
        for name in item.delivery_requirements
        if intention.ref not in bears_on[name]
    ]
    assert strangers == []


def test_no_level_is_invented_for_a_delivery_requirement(pack: CataloguePack) -> None:
    printed = {"CU006": "No Category A escapes"}
    for requirement in pack.delivery_requirements:
        words = requirement.comparator_as_printed
        assert words == printed.get(requirement.id, words)
        assert not any(letter.isdigit() for letter in words)
        assert (requirement.comparator == "none_at_all") == (requirement.id == "CU006")


@pytest.mark.parametrize(
    ("ref", "stance", "differs"),
    [
        ("4a-iv-images-only", "do_not_invest", False),
        ("4a-iv-low-no-programme", "do_not_invest", False),
        ("4a-v-low-ogrs-no-assessment", "do_not_invest", False),
        ("4a-vi-only-option", "consider", False),
        ("4a-vii-low-2-very-high-harm", "consider", True),
        ("4a-vii-medium-2", "invest", False),
        ("4a-vii-high-3-no-cognitive", "do_not_invest", False),
        ("4a-vii-high-5-very-high", "invest", True),
        ("4a-vii-extremely-high-5", "do_not_invest", False),
    ],
)
def test_targeting_rule_says_what_the_source_says_where_it_is_easily_misread(
    pack: CataloguePack, ref: str, stance: str, differs: bool
) -> None:
    (rule,) = [rule for rule in pack.targeting_rules if rule.ref == ref]
    assert rule.stance == stance
    assert (rule.differs_from is not None) == differs


def test_general_guides_and_options_of_targeting_come_out_as_such(pack: CataloguePack) -> None:
    duties = {rule.ref: rule.duty for rule in pack.targeting_rules}
    assert duties["4a-vii-medium-2"] is duties["4a-vii-medium-3"] is Duty.GENERAL_GUIDE
    assert duties["4a-v-low-ogrs-no-assessment"] is Duty.GENERAL_GUIDE
    assert duties["4a-vi-only-option"] is duties["4a-iv-women-framework"] is Duty.OPTIONAL


def test_sex_offender_programmes_are_open_by_sexual_risk_though_the_ogrs_band_is_low(pack: CataloguePack) -> None:
    (rule,) = [rule for rule in pack.targeting_rules if rule.ref == "4a-vii-low-3"]
    opened = {service for exception in rule.unless for service in exception.when.services}
    assert {service for service in opened if service.startswith("sex_")} == {
        "sex_offender_core",
        "sex_offender_adapted",
        "sex_offender_extended",
    }


def test_women_are_named_only_where_the_source_names_them(pack: CataloguePack) -> None:
    refs = {rule.ref for rule in pack.targeting_rules if Population.WOMEN in rule.when.populations}
    assert refs == {"4a-iv-women", "4a-iv-women-framework", "4a-v-women"}


def test_kept_form_gives_the_same_pack(pack: CataloguePack) -> None:
    assert read_kept_pack(write_kept_pack(pack)) == pack


def test_schemes_alone_are_those_of_the_pack(pack: CataloguePack) -> None:
    assert read_builtin_schemes() == pack.marking_schemes
    assert [scheme.key for scheme in pack.marking_schemes] == ["gpms", "gsc"]


def test_schema_is_current() -> None:
    committed = (locate_resources() / "schema" / SCHEMA_NAME).read_text(encoding="utf-8")
    assert committed == schema_text(), "write schema_text() to resources/schema/catalogue.schema.json"


def test_schema_admits_the_pack_and_refuses_an_unknown_key() -> None:
    folder = locate_builtin_pack()
    documents: dict[str, Any] = {
        file.relative_to(folder).as_posix(): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in folder.rglob("*.toml")
    }
    validator = jsonschema.Draft202012Validator(catalogue_schema())
    assert list(validator.iter_errors(json.loads(json.dumps(documents)))) == []
    documents["scales.toml"]["more"] = 1
    assert list(validator.iter_errors(documents)) != []


def test_resources_are_inside_the_frozen_program_when_frozen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert locate_builtin_pack() == tmp_path / "resources" / "catalogue"
