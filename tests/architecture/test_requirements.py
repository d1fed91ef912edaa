"""The table of what the source asks names for each requirement a page, a field of the payload and a test there are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from app.desktop.navigation import PAGES

NOTHING = "–"
LEAST = 20


def rows(text: str) -> Iterator[list[str]]:
    """Yield the cells of each row of the table, its heads apart."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    for line in lines[2:]:
        yield [cell.strip() for cell in line.strip("|").split("|")]


@pytest.fixture
def table(root: Path) -> list[list[str]]:
    return list(rows((root / "docs" / "requirements.md").read_text(encoding="utf-8")))


@pytest.fixture
def schema(root: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((root / "resources/schema/return.schema.json").read_text(encoding="utf-8"))
    return found


def test_no_cell_is_empty(table: list[list[str]]) -> None:
    assert len(table) >= LEAST
    assert [row for row in table if len(row) != 4 or not all(row)] == []


def test_every_page_is_there(table: list[list[str]]) -> None:
    assert {row[1] for row in table} <= {page.key for page in PAGES}


def test_every_field_is_in_the_payload(table: list[list[str]], schema: Mapping[str, Any]) -> None:
    named = [row[2] for row in table if row[2] != NOTHING]
    assert [name for name in named if not is_field(schema, schema, name.split("."))] == []


def is_field(schema: Mapping[str, Any], part: Mapping[str, Any], names: list[str]) -> bool:
    """Tell whether a path of names leads to a field: through references, lists and what may be nothing."""
    if "$ref" in part:
        return is_field(schema, schema["$defs"][part["$ref"].rpartition("/")[2]], names)
    if not names:
        return True
    if names[0] in part.get("properties", {}):
        return is_field(schema, part["properties"][names[0]], names[1:])
    inner = [*part.get("anyOf", ()), *([part["items"]] if "items" in part else [])]
    return any(is_field(schema, each, names) for each in inner)


def test_every_test_is_there(table: list[list[str]], root: Path) -> None:
    assert [row[3] for row in table if "def test_" not in written(root / row[3])] == []


def written(path: Path) -> str:
    """Return what stands in a file; nothing where there is none."""
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def test_empty_cell_and_absent_field_are_found(schema: Mapping[str, Any]) -> None:
    assert list(rows("| A | B |\n|---|---|\n| x |  |\n")) == [["x", ""]]
    assert not is_field(schema, schema, ["intentions", "colour"])
