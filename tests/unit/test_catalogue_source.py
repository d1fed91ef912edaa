"""The built-in pack held against the source document: references, counts, wordings, and no copied sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.catalogue.builtin import locate_builtin_pack
from app.catalogue.layout import FILE_MODELS
from app.catalogue.reader import read_pack
from app.domain.catalogue import CataloguePack

RUN = 8
"""So many words in a row may not be the source's."""

QUOTED_KEYS = {"comparator_as_printed"}
"""What is printed as the source prints it, on purpose."""

PROPER_NAMES = (
    "Legal Aid, Sentencing and Punishment of Offenders Act 2012",
    "NOMS Better Outcomes through Victim-Offender Conferencing",
    "National Partnership and Co-commissioning Agreement and the Enablers of National Co-commissioned Services",
    "Her Majesty's Treasury Managing Public Money",
)
"""Names that have many words: statutes, agreements, documents."""


@pytest.fixture
def source(shared: Path) -> str:
    text = (shared / "seed" / "noms-commissioning-intentions-from-2014.txt").read_text(encoding="utf-8")
    return text.translate({0xA0: " ", 0x0C: "\n"})


@pytest.fixture(scope="module")
def pack() -> CataloguePack:
    return read_pack(locate_builtin_pack())


def between(text: str, start: str, end: str) -> str:
    """Return what stands between two headings, the first time both stand in this order."""
    found = re.search(f"{start}(.*?){end}", text, re.DOTALL)
    assert found, start
    return found.group(1)


def bullets_in(text: str) -> list[str]:
    """Return the first line of each bullet: the text was taken from the page without its signs, but for the space."""
    return [line.strip() for line in re.findall(r"^ +(\S.*)$", text, re.MULTILINE)]


def words_of(text: str) -> list[str]:
    """Return the words of a text, without case or punctuation."""
    return re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", ""))


def texts_in(value: object) -> Iterator[str]:
    """Yield every text in a TOML document but those that quote."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for entry in value:
            yield from texts_in(entry)
    elif isinstance(value, dict):
        for key, entry in value.items():
            if key not in QUOTED_KEYS:
                yield from texts_in(entry)


def runs_of(words: list[str]) -> set[str]:
    """Return each run of `RUN` words."""
    return {" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def test_intentions_are_the_headings_of_annex_a(source: str, pack: CataloguePack) -> None:
    annex = between(source, r"A\. Specific Custodial Intentions", r"B\. Equality")
    headings = re.findall(r"^\s*([1-6]\([a-i]\))\s", annex, re.MULTILINE)
    assert [intention.ref for intention in pack.intentions] == headings
    assert len(headings) == 28


def test_england_and_wales_stand_in_the_headings_of_those_intentions(source: str, pack: CataloguePack) -> None:
    for intention in pack.intentions:
        heading = between(source, re.escape(intention.ref), r"\n\s*\n")
        countries = [country for country in ("England", "Wales") if heading.strip().startswith(f"In {country} ")]
        expected = countries or ["England", "Wales"]
        assert [country.value.capitalize() for country in intention.applies_to.countries] == expected


def test_delivery_requirements_are_those_of_the_custodial_part_in_order(source: str, pack: CataloguePack) -> None:
    part = between(source, "Custodial Service Delivery Requirements", r"D\. NOMS Commissioning")
    printed = re.findall(r"^\s*(C[UR][0-9]{3}a?)\b|^([A-Z]{3}[A-Z ]+)$", part, re.MULTILINE)
    rows, heading = [], ""
    for ref, title in printed:
        heading = title.strip().capitalize() or heading
        rows += [(ref, heading)] if ref else []
    assert [(requirement.id, requirement.heading) for requirement in pack.delivery_requirements] == rows
    assert len(rows) == 33


def test_comparators_are_worded_as_printed(source: str, pack: CataloguePack) -> None:
    part = between(source, "Custodial Service Delivery Requirements", r"D\. NOMS Commissioning")
    places = [*re.finditer(r"^\s*(C[UR][0-9]{3}a?)\b", part, re.MULTILINE)]
    ends = [place.start() for place in places[1:]] + [len(part)]
    printed = {
        place.group(1): " ".join(part[place.end() : end].split()) for place, end in zip(places, ends, strict=True)
    }
    signs = {
        "less_than": "less than",
        "at_most": "no more than|does not exceed",
        "at_least": "at least|or better",
        "none_at_all": "^.*No Category",
    }
    for requirement in pack.delivery_requirements:
        text = printed[requirement.id]
        assert requirement.comparator_as_printed in text, requirement.id
        said = {name for name, pattern in signs.items() if re.search(pattern, text)}
        assert said == ({requirement.comparator} - {"agreed"}), requirement.id


def test_expectations_are_the_bullets_of_their_section(source: str, pack: CataloguePack) -> None:
    section = between(source, "NOMS’ Expectations of Providers *\n", "Before commissioning offender services")
    bullets = [line for line in bullets_in(section) if not line.startswith("See:")]
    assert len(bullets) == len(pack.expectations) == 10
    assert [int(entry.source.reference.split()[1]) for entry in pack.expectations] == list(range(1, 11))


def test_characteristics_are_worded_as_annex_b_and_5b_print_them(source: str, pack: CataloguePack) -> None:
    annex = between(source, "‘protected characteristics’, namely:", "NOMS has developed")
    nine = bullets_in(annex)
    entries = [entry for entry in pack.characteristics if entry.in_annex_b]
    assert [entry.as_annex_b_puts_it for entry in entries] == nine
    list_of_5b = between(source, "appropriate services, with reference to:", "Examples of how")
    seven = re.findall(r"^o (.+?)\s*$", list_of_5b, re.MULTILINE)
    assert {entry.as_5b_puts_it for entry in pack.characteristics if entry.in_5b and entry.kind == "protected"} == set(
        seven
    )
    bullets = bullets_in(list_of_5b)
    needs = [entry.as_5b_puts_it for entry in pack.characteristics if entry.kind == "need"]
    assert len(bullets) == len(needs) + 1
    assert all(bullet.startswith(str(need)) for bullet, need in zip(bullets, needs, strict=False))


def test_prior_intentions_are_those_of_annex_d_with_their_scope(source: str, pack: CataloguePack) -> None:
    annex = source[source.index("D. NOMS Commissioning Intentions for 2013-14") :]
    refs = re.findall(r"^\s*([0-9]{1,2}[a-e]?)\)\s*$", annex, re.MULTILINE)
    assert [prior.ref for prior in pack.prior_intentions] == refs
    places = re.split(r"^\s*[0-9]{1,2}[a-e]?\)\s*$", annex, flags=re.MULTILINE)[1:]
    for prior, place in zip(pack.prior_intentions, places, strict=True):
        scope = " ".join(place.split())[:90]
        countries = "wales" if "Wales only" in scope else "england" if "England only" in scope else "both"
        assert [country.value for country in prior.countries] == (
            ["england", "wales"] if countries == "both" else [countries]
        )
        assert prior.co_commissioned == scope.startswith("Co-commissioning")
        kinds = {"Community only": "community", "Custody only": "custody"}
        assert prior.scope == next((kind for words, kind in kinds.items() if words in scope), "community_and_custody")


def test_prior_intentions_continue_within_their_own_country(pack: CataloguePack) -> None:
    for prior in pack.prior_intentions:
        for ref in prior.continued_in:
            assert set(prior.countries) & set(pack.intention(ref).applies_to.countries), prior.ref
        if prior.scope == "community":
            assert prior.continued_in == ()


def test_ogrs_bands_are_those_of_the_table(source: str, pack: CataloguePack) -> None:
    table = between(source, "vii. Targeting resources based on likelihood", r"4\(b\)")
    printed = [(int(low), int(high)) for low, high in re.findall(r"(\d+)-(\d+)%", table)]
    assert [(band.lowest, band.highest) for band in pack.ogrs_bands] == printed


@pytest.mark.parametrize("file", FILE_MODELS)
def test_no_list_copies_a_sentence_of_the_source(source: str, file: str) -> None:
    assert copied(source, locate_builtin_pack() / file) == []


def test_no_intention_copies_a_sentence_of_the_source(source: str) -> None:
    files = sorted((locate_builtin_pack() / "intentions").glob("*.toml"))
    assert [f"{file.name}: {run}" for file in files for run in copied(source, file)] == []


def copied(source: str, file: Path) -> list[str]:
    """Return the runs of words that a file has in common with the source, proper names apart."""
    runs = runs_of(words_of(source)) - {run for name in PROPER_NAMES for run in runs_of(words_of(name))}
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    return sorted(run for text in texts_in(document) for run in runs_of(words_of(text)) & runs)
