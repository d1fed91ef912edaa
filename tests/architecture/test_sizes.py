"""A function stops at 40 lines, a file at 400."""

from __future__ import annotations

from pathlib import Path

from tests.architecture.sizes import LIMITS, file_sizes, function_sizes


def test_no_function_is_longer_than_forty_lines() -> None:
    assert [size for size in function_sizes() if size.lines > LIMITS["function"]] == []


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    assert [size for size in file_sizes() if size.lines > LIMITS["file"]] == []


def test_a_function_is_measured_when_it_stands_inside_another(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "it.py").write_text("def outer():\n    def inner():\n        pass\n\n    inner()\n")
    assert [size.lines for size in function_sizes(tmp_path)] == [5, 2]
    assert [size.lines for size in file_sizes(tmp_path)] == [5]
