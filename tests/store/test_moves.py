"""A finished file gets its name, though something on Windows looks at it first."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.store import moves


def refusing(times: int, asked: list[Path]) -> Callable[[Path, Path], Path]:
    """Return a renaming that is refused so often, as by a scanner that holds the file."""
    rename = Path.replace

    def replace(source: Path, target: Path) -> Path:
        asked.append(target)
        if len(asked) <= times:
            raise PermissionError(13, "Access is denied")
        return rename(source, target)

    return replace


@pytest.mark.parametrize(("times", "is_moved"), [(0, True), (2, True), (3, False)])
def test_file_that_is_held_for_a_moment_is_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int, is_moved: bool
) -> None:
    source, target = tmp_path / "new", tmp_path / "old"
    source.write_bytes(b"new")
    target.write_bytes(b"old")
    monkeypatch.setattr(moves, "_WAITS", (0, 0))
    monkeypatch.setattr(Path, "replace", refusing(times, []))
    if is_moved:
        moves.move(source, target)
    else:
        with pytest.raises(PermissionError):
            moves.move(source, target)
    assert target.read_bytes() == (b"new" if is_moved else b"old")


def test_only_windows_is_waited_for() -> None:
    assert bool(moves._WAITS) == (sys.platform == "win32")
