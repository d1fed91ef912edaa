"""A page is a form, a class and a test of one name; looks come from the theme, never from a form or a widget."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests.architecture.reading import ROOT, methods_called

FORMS = sorted((ROOT / "forms").glob("*.ui"))
LOOKS = {"styleSheet", "palette", "font", "iconSize", "baseSize", "minimumSize", "maximumSize"}
MEASURES = {"leftMargin", "topMargin", "rightMargin", "bottomMargin", "spacing", "horizontalSpacing", "verticalSpacing"}
THEME = ("theme", "sheet")
"""The modules of the desktop that may set the one style sheet of the application."""


def forbidden_properties(form: Path) -> list[str]:
    """Return the properties of a form that say how it looks: sizes, colours, fonts, and margins but 0."""
    properties = list(ElementTree.parse(form).iter("property"))
    looks = [each.attrib["name"] for each in properties if each.attrib["name"] in LOOKS]
    measures = [each for each in properties if each.attrib["name"] in MEASURES]
    return looks + [each.attrib["name"] for each in measures if "".join(each.itertext()).strip() != "0"]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_form_has_a_module_and_a_test_of_its_name(form: Path, root: Path) -> None:
    assert list((root / "app" / "desktop").rglob(f"{form.stem}.py")), f"no module {form.stem}.py"
    assert (root / "tests" / "desktop" / f"test_{form.stem}.py").is_file()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_form_holds_no_looks(form: Path) -> None:
    assert forbidden_properties(form) == []
    assert list(ElementTree.parse(form).iter("color")) == []


def test_looks_are_found_when_a_form_holds_them(tmp_path: Path) -> None:
    form = tmp_path / "page.ui"
    margin = '<property name="leftMargin"><number>{}</number></property>'
    sized = '<property name="minimumSize"><size><width>9</width></size></property>'
    form.write_text(
        f'<ui><widget class="QWidget" name="Page">{sized}{margin.format(0)}{margin.format(4)}</widget></ui>'
    )
    assert forbidden_properties(form) == ["minimumSize", "leftMargin"]


def test_style_sheet_is_set_by_the_theme_alone(root: Path) -> None:
    for path in (root / "app" / "desktop").rglob("*.py"):
        if not path.stem.startswith(THEME):
            assert "setStyleSheet" not in methods_called(path), path.name


def test_at_most_one_public_widget_stands_in_a_file(root: Path) -> None:
    crowded = [path.name for path in (root / "app" / "desktop").rglob("*.py") if len(public_widgets(path)) > 1]
    assert crowded == []


def public_widgets(path: Path) -> list[str]:
    """Return the names of a file's classes that come of a Qt class and do not begin with an underscore."""
    return re.findall(r"^class ([A-Z]\w*)\([^)]*\bQ[A-Z]", path.read_text(encoding="utf-8"), re.MULTILINE)
