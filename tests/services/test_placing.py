"""Putting finished files in place."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.services import parts
from app.services.placing import written_beside

_UNNAMED = ""
_NAMED = "from app.services import parts; parts._unnamed = lambda folder: None  # as on a stick's file system"
_WRITE = """
import sys
from pathlib import Path
from app.services import parts
from app.services.placing import written_beside
with written_beside({Path(sys.argv[1]) / "return.pdf": b"half"}):
    print("written", flush=True)
    sys.stdin.read()
"""


@contextmanager
def _writer(folder: Path, how: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a process that has written its file and has not put it in place yet."""
    command = [sys.executable, "-c", how + _WRITE, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"written"
        yield process


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


def test_what_stands_there_stays_when_another_cannot_be_put_in_its_place(tmp_path: Path) -> None:
    one, held = tmp_path / "one.pdf", tmp_path / "held"
    one.write_bytes(b"before")
    with pytest.raises(UserError, match="close the programs"), written_beside({one: b"1", held: b"2"}):
        held.mkdir()  # as a file that another program holds: it cannot be replaced
    assert one.read_bytes() == b"before"
    assert sorted(tmp_path.iterdir()) == [held, one]


def test_held_file_is_said_as_one_and_not_as_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = tmp_path / "return.xlsx"
    held.write_bytes(b"open in another program")

    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "Access is denied")  # as Windows answers

    monkeypatch.setattr(parts, "move", refuse)
    with pytest.raises(UserError, match="close the programs that have it open"), written_beside({held: b"new"}):
        pass
    assert list(tmp_path.iterdir()) == [held]
    assert held.read_bytes() == b"open in another program"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux writes under no name")
def test_nothing_is_left_when_the_process_is_killed(tmp_path: Path) -> None:
    with _writer(tmp_path, _UNNAMED) as writer:
        assert list(tmp_path.iterdir()) == []
        writer.kill()
    assert list(tmp_path.iterdir()) == []


def test_a_live_part_is_let_be_and_a_dead_one_cleared(tmp_path: Path) -> None:
    foreign = tmp_path / ".c.part"
    foreign.write_bytes(b"half")
    with _writer(tmp_path, _NAMED) as writer:
        with written_beside({tmp_path / "one.pdf": b"1"}):
            pass
        (live,) = tmp_path.glob(".assurance-desk-*.part")
        writer.kill()
    assert live.exists()
    with written_beside({tmp_path / "one.pdf": b"1"}):
        pass
    assert sorted(tmp_path.iterdir()) == [foreign, tmp_path / "one.pdf"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="could not be written"), written_beside({tmp_path / "no" / "one.pdf": b"1"}):
        pass
