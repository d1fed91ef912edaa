"""The threat model names tests that there are, and stays a thing that is read."""

from __future__ import annotations

import re
from pathlib import Path

PROMISES = 19


def test_every_promise_names_tests_that_there_are(root: Path) -> None:
    page = (root / "docs" / "threat-model.md").read_text(encoding="utf-8")
    there = {
        name
        for path in (root / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    table = page.split("## What is promised")[1].split("## What is not promised")[0]
    rows = [line for line in table.splitlines() if line.startswith("|") and "---" not in line][1:]
    assert len(rows) >= PROMISES
    assert [row for row in rows if not re.search(r"`test_\w+`", row)] == []
    assert {name for row in rows for name in re.findall(r"`(test_\w+)`", row)} - there == set()
