"""Copies: whole, verified, and never in the way of the file or of what stood there."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.domain.errors import Cancelled, UserError
from app.domain.records import Answer
from app.store import backup as backup_module
from app.store.backup import thinned
from app.store.errors import CannotSave
from app.store.facts import LAST_BACKUP
from app.store.file import EstablishmentFile
from app.store.inspection import Inspection
from tests.store.samples import NOW, PASSPHRASE, RESTRICTED, Begun, put_answer, said, words


def test_backup_opens_as_the_file_it_was_made_of(unlocked: EstablishmentFile, begun: Begun, tmp_path: Path) -> None:
    with unlocked.work("Answered") as work:
        put_answer(work, begun, said("Seen. "), said("Sealed.", RESTRICTED))
    to = tmp_path / "copy.assure"
    unlocked.backup(to)
    with EstablishmentFile.open(to) as copy:
        assert copy.inspect().is_sound
        copy.unlock(PASSPHRASE)
        with copy.reading() as work:
            assert words(work.list(Answer)[0].text("narrative")) == ["Seen. ", "Sealed."]
    with unlocked.reading() as work:
        assert work.fact(LAST_BACKUP) == NOW.isoformat()
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["copy.assure"]


def test_remnants_are_taken_out_before_the_backup(unlocked: EstablishmentFile, begun: Begun, tmp_path: Path) -> None:
    with unlocked.work("Answered") as work:
        entry = put_answer(work, begun, said("beneath the third lamp"))
    with unlocked.work("Sealed") as work:
        work.put(entry.record, {"narrative": [said("beneath the third lamp", RESTRICTED)]})
    unlocked.backup(tmp_path / "copy.assure")
    assert b"third lamp" not in (tmp_path / "copy.assure").read_bytes()


def test_read_only_file_can_be_backed_up(file: EstablishmentFile, path: Path, tmp_path: Path) -> None:
    with EstablishmentFile.open(path) as second:
        second.backup(tmp_path / "copy.assure")
    with EstablishmentFile.open(tmp_path / "copy.assure") as copy:
        assert copy.inspect().is_sound


def test_earlier_copy_stays_when_the_new_one_is_cancelled(file: EstablishmentFile, tmp_path: Path) -> None:
    to = tmp_path / "copy.assure"
    to.write_bytes(b"earlier")
    with pytest.raises(Cancelled):
        file.backup(to, is_cancelled=lambda: True)
    assert to.read_bytes() == b"earlier"
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["copy.assure"]


def test_earlier_copy_stays_when_the_new_one_does_not_verify(
    file: EstablishmentFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "copy.assure"
    to.write_bytes(b"earlier")
    monkeypatch.setattr(backup_module, "inspect_connection", lambda *_: Inspection(("Damaged.",)))
    with pytest.raises(UserError, match="not kept"):
        file.backup(to)
    assert to.read_bytes() == b"earlier"


def test_sentence_when_the_place_is_not_there(file: EstablishmentFile, tmp_path: Path) -> None:
    with pytest.raises(CannotSave, match="The copy could not be written"):
        file.backup(tmp_path / "no such folder" / "copy.assure")


def test_sentence_when_the_place_is_the_file_itself(file: EstablishmentFile, path: Path) -> None:
    with pytest.raises(UserError, match="place of its own"):
        file.backup(path.parent / "." / path.name)


def test_backups_are_thinned_as_they_age() -> None:
    hourly = [(Path(f"{hours}.assure"), NOW - timedelta(hours=hours)) for hours in range(24 * 400)]
    gone = set(thinned(hourly, NOW))
    kept = [made for name, made in hourly if name not in gone]

    def count(older: int, younger: int) -> int:
        return sum(timedelta(days=older) < NOW - made <= timedelta(days=younger) for made in kept)

    assert kept[0] == NOW
    assert count(-1, 2) == 49
    assert count(2, 14) == 12
    assert count(14, 56) == 6
    assert count(56, 400) in (12, 13)


def test_youngest_backup_is_never_thinned() -> None:
    only: list[tuple[Path, datetime]] = [(Path("only.assure"), NOW - timedelta(days=900))]
    assert thinned(only, NOW) == []
    assert thinned([], NOW) == []
