from __future__ import annotations

from pathlib import Path

import pytest

from app.catalogue.builtin import locate_builtin_pack
from app.catalogue.reader import read_pack
from app.services.spelling import Speller, words_of


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(("Llŷr",))


def unknown(speller: Speller, text: str) -> list[str]:
    return [text[start : start + length] for start, length in speller.unknown(text)]


def test_british_words_are_known_and_american_ones_are_not(speller: Speller) -> None:
    assert unknown(speller, "The colour and behaviour we organise.") == []
    assert unknown(speller, "The color and behavior.") == ["color", "behavior"]


def test_what_is_no_word_of_the_language_is_passed_over(speller: Speller) -> None:
    text = "NOMS, HMIPs, A1234BC, 1f-03, F2052SH, it’s, Llŷr’s, ok \N{OBJECT REPLACEMENT CHARACTER} zz"
    assert unknown(speller, text) == []


def test_a_slip_is_found_in_its_place_and_put_right(speller: Speller) -> None:
    assert unknown(speller, "The perimetre was\nchekced.") == ["perimetre", "chekced"]
    assert "perimeter" in speller.suggest("perimetre")


def test_an_accepted_word_is_known_from_then_on(speller: Speller) -> None:
    assert unknown(speller, "Cwtched") == ["Cwtched"]
    speller.accept("cwtched")
    assert unknown(speller, "Cwtched") == []


def test_words_of_the_catalogue_are_known() -> None:
    pack = read_pack(locate_builtin_pack())
    speller = Speller(words_of(pack))
    for intention in pack.intentions:
        for item in intention.items:
            assert unknown(speller, f"{item.title} {item.question}") == []


def test_dictionary_comes_with_its_licence(root: Path) -> None:
    folder = root / "resources" / "spelling"
    assert "SCOWL" in (folder / "LICENCE.txt").read_text(encoding="utf-8")
    assert {path.name for path in folder.iterdir()} == {"en_GB.aff", "en_GB.dic", "LICENCE.txt"}
