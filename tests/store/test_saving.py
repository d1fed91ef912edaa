"""Saving when the disk will not have it: said so, nothing lost."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.records import Answer, Person
from app.store.connection import connect
from app.store.errors import CannotSave, Damaged, in_sentences
from app.store.file import EstablishmentFile
from tests.store.samples import Begun, make_file, put_answer, said, words

resource = pytest.importorskip("resource", reason="only POSIX limits the size of files")


@contextlib.contextmanager
def _full_disk(size: int) -> Iterator[None]:
    """Let no file grow beyond this size; Python ignores the signal, so that writes fail."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_nothing_is_lost_when_the_disk_is_full(file: EstablishmentFile, begun: Begun, path: Path) -> None:
    with file.work("Answered") as work:
        entry = put_answer(work, begun, said("Seen."))
    long = "Seen again and again. " * 20_000
    with (
        _full_disk(path.stat().st_size),
        pytest.raises(CannotSave, match="nothing was") as full,
        file.work("Answered") as work,
    ):
        work.put(entry.record, {"narrative": [said(long)]})
    assert "Seen" not in f"{full.value!r} {full.value.__context__!r}"
    with file.reading() as work:
        assert words(work.list(Answer)[0].text("narrative")) == ["Seen."]
    assert file.inspect().is_sound
    with file.work("Answered") as work:
        work.put(entry.record, {"narrative": [said(long)]})
    assert file.inspect().is_sound


def test_purge_stays_due_when_the_disk_is_full(file: EstablishmentFile, begun: Begun) -> None:
    with file.work("Answered") as work:
        entry = put_answer(work, begun, said("Seen again and again. " * 5000))
        work.purge_field(Answer, entry.record.id, "narrative")
    with _full_disk(4096), pytest.raises(CannotSave):
        file.purge_if_due()
    assert file.is_purge_due
    assert file.inspect().is_sound
    assert file.purge_if_due()


def test_no_half_copy_is_left_when_the_disk_is_full(file: EstablishmentFile, tmp_path: Path) -> None:
    with _full_disk(8192), pytest.raises(CannotSave):
        file.backup(tmp_path / "copy.assure")
    assert [each for each in tmp_path.iterdir() if each.is_file()] == []


def test_sentence_when_the_medium_is_read_only(path: Path) -> None:
    make_file(path).close()
    with (
        contextlib.closing(connect(path, "ro")) as connection,
        pytest.raises(CannotSave, match="read-only"),
        in_sentences(),
    ):
        connection.execute("DELETE FROM fact")


def test_sentence_when_another_program_holds_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.store.connection._BUSY_SECONDS", 0.01)
    make_file(path).close()
    with EstablishmentFile.open(path) as file, contextlib.closing(connect(path, "rw")) as other:
        file.inspect()
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CannotSave, match="Another program"), file.work("Named") as work:
            work.put(Person())
        other.execute("ROLLBACK")
        with file.work("Named") as work:
            work.put(Person())


def test_sentence_when_a_page_cannot_be_read(path: Path) -> None:
    with make_file(path) as file, file.work("Named") as work:
        work.put(Person(), {"name": [said("Ann")]})
    content = bytearray(path.read_bytes())
    position = content.index(b"Ann")
    start = position // 4096 * 4096
    content[start : start + 4096] = b"\xa5" * 4096
    path.write_bytes(content)
    with EstablishmentFile.open(path) as file, pytest.raises(Damaged), file.reading() as work:
        work.list(Person)


def test_threads_take_turns(file: EstablishmentFile, begun: Begun) -> None:
    def answer(name: str) -> None:
        for number in range(15):
            with file.work(name) as work:
                put_answer(work, begun, said("Seen."), item_ref=f"{name}-{number}")
            with file.reading() as work:
                assert work.list(Answer, item_ref=f"{name}-{number}")

    workers = [threading.Thread(target=answer, args=(name,)) for name in ("one", "two")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    with file.reading() as work:
        assert len(work.list(Answer)) == 30
    assert file.inspect().is_sound
