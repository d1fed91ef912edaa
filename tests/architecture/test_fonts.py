"""The fonts we carry are what `./dev fonts` makes, and may be carried under the names they have."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.ttLib import TTFont

FONTS = ["AssuranceMono-Regular", "AssuranceSans-Bold", "AssuranceSans-Regular", "AssuranceSans-SemiBold"]
RESERVED = "Source"
"""The name that the makers' licence keeps for their own versions (SIL Open Font License 1.1, clause 3)."""


@pytest.fixture(scope="module")
def cutter() -> ModuleType:
    """Return packaging/cut_fonts.py, which is no package's module."""
    path = Path(__file__).resolve().parents[2] / "packaging" / "cut_fonts.py"
    specification = importlib.util.spec_from_file_location("cut_fonts", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[specification.name] = module
    specification.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", FONTS)
def test_font_has_the_letters_of_the_field_and_a_name_of_its_own(root: Path, name: str) -> None:
    font = TTFont(root / "resources" / "fonts" / f"{name}.ttf")
    assert "glyf" in font
    assert "fvar" not in font
    letters = font.getBestCmap()
    assert [letter for letter in "ŵŷŴŶẁẃẅỳâêîôûÿ–—‘’“”…•·→✓£½≥Żłșğßñé" if ord(letter) not in letters] == []
    named = [font["name"].getDebugName(number) or "" for number in (1, 4, 6, 16)]
    assert [each for each in named if RESERVED in each] == []
    assert named[2] == name


@pytest.mark.parametrize("name", FONTS)
def test_figures_are_as_wide_as_each_other(root: Path, name: str) -> None:
    font = TTFont(root / "resources" / "fonts" / f"{name}.ttf")
    letters = font.getBestCmap()
    assert len({font["hmtx"][letters[ord(figure)]][0] for figure in "0123456789"}) == 1


def test_font_is_what_the_script_cuts(root: Path, tmp_path: Path, cutter: ModuleType) -> None:
    [mono] = [each for each in cutter.CUTS if each.file_name == "AssuranceMono-Regular.ttf"]
    cutter.cut(mono).save(tmp_path / mono.file_name)
    assert (tmp_path / mono.file_name).read_bytes() == (root / "resources/fonts" / mono.file_name).read_bytes()


def test_licence_stands_beside_each_family(root: Path) -> None:
    for family in ("AssuranceSans", "AssuranceMono"):
        licence = (root / "resources" / "fonts" / f"{family}-LICENCE.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence
