"""Putting finished files in place."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.services.placing import written_beside


def test_files_appear_together_at_the_end(tmp_path: Path) -> None:
    one, other = tmp_path / "one.pdf", tmp_path / "other.xlsx"
    with written_beside({one: b"1", other: b"2"}):
        assert not one.exists()
        assert not other.exists()
    assert (one.read_bytes(), other.read_bytes()) == (b"1", b"2")
    assert sorted(tmp_path.iterdir()) == [one, other]


def test_nothing_is_left_when_the_block_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), written_beside({tmp_path / "one.pdf": b"1"}):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_writer_left_is_cleared_and_a_live_one_is_let_be(tmp_path: Path) -> None:
    abandoned, live, foreign = (
        tmp_path / name for name in (".assurance-desk-a.part", ".assurance-desk-b.part", ".c.part")
    )
    for part in (abandoned, live, foreign):
        part.write_bytes(b"half")
    for part in (abandoned, foreign):
        os.utime(part, (time.time() - 7200,) * 2)
    with written_beside({tmp_path / "one.pdf": b"1"}):
        pass
    assert sorted(tmp_path.iterdir()) == sorted([live, foreign, tmp_path / "one.pdf"])


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="could not be written"), written_beside({tmp_path / "no" / "one.pdf": b"1"}):
        pass
