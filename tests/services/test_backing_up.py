"""Backups are renewed after a purge: the new one first, then the old ones go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.domain.records import SelfAudit
from app.domain.text import Passage
from app.services.backing_up import back_up_daily, backup_folder, backups_of, purge
from app.store.errors import CannotSave
from app.store.file import EstablishmentFile
from tests.services.begun_files import Begun, begun_file

HIDDEN = "the north gate keys lie beneath the third lamp"
NOW = datetime.now(UTC)
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    with begun_file(tmp_path) as made:
        made.set_up_store()
        yield made


def _plan(begun: Begun, marking: str | None = None) -> None:
    """Write the words into a plan, in plain or sealed."""
    with begun.file.work("Planned") as work:
        begun_audits = work.list(SelfAudit)
        record = begun_audits[0].record if begun_audits else SelfAudit(period_id=begun.period_id, intention_ref="1(a)")
        text = [Passage(content=HIDDEN, marking=marking)] if marking else begun.text(HIDDEN)
        work.put(record, {"plan": text})


def _named(begun: Begun, made: datetime) -> Path:
    folder = backup_folder(begun.file.file_id)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{made:%Y-%m-%d-%H%M%S}.assure"


def _holding(begun: Begun) -> list[Path]:
    return [path for path in backups_of(begun.file.file_id) if HIDDEN.encode() in path.read_bytes()]


def test_backups_that_hold_what_was_sealed_are_renewed(begun: Begun) -> None:
    _plan(begun)
    for day in (3, 0):
        begun.file.backup(_named(begun, NOW - timedelta(days=day)))
    assert len(_holding(begun)) == 2
    _plan(begun, "restricted")
    assert purge(begun.file, LATER)
    (renewed,) = backups_of(begun.file.file_id)
    assert _holding(begun) == []
    with EstablishmentFile.open(renewed, read_only=True) as copy:
        assert copy.inspect().is_sound
    assert not purge(begun.file, LATER)
    assert backups_of(begun.file.file_id) == [renewed]


def test_old_backups_stay_until_the_new_one_is_there(begun: Begun, monkeypatch: pytest.MonkeyPatch) -> None:
    _plan(begun)
    back_up_daily(begun.file, NOW)
    _plan(begun, "restricted")

    def fail(*_: object, **__: object) -> None:
        raise CannotSave("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(begun.file, "backup", fail)
        with pytest.raises(UserError):
            purge(begun.file, LATER)
    assert len(_holding(begun)) == 1
    assert not begun.file.is_purge_due
    assert back_up_daily(begun.file, LATER) == backups_of(begun.file.file_id)[0]
    assert _holding(begun) == []


def test_backups_are_renewed_at_the_next_opening_when_the_purge_came_at_closing(begun: Begun) -> None:
    _plan(begun)
    back_up_daily(begun.file, NOW)
    _plan(begun, "restricted")
    begun.file.close()
    assert len(_holding(begun)) == 1
    with EstablishmentFile.open(begun.file.path) as again:
        again.inspect()
        assert back_up_daily(again, LATER) is not None
    assert _holding(begun) == []
    assert len(backups_of(begun.file.file_id)) == 1


def test_no_backup_is_made_by_a_purge_where_there_was_none(begun: Begun) -> None:
    _plan(begun)
    _plan(begun, "restricted")
    assert purge(begun.file, NOW)
    assert not backup_folder(begun.file.file_id).exists()


def test_file_that_is_none_of_ours_is_left_in_the_folder(begun: Begun) -> None:
    back_up_daily(begun.file, NOW)
    note = backup_folder(begun.file.file_id) / "my copy.assure"
    note.write_bytes(b"mine")
    _plan(begun)
    _plan(begun, "restricted")
    purge(begun.file, LATER)
    assert note.read_bytes() == b"mine"
    assert len(backups_of(begun.file.file_id)) == 1


def test_nothing_is_backed_up_twice_a_day_when_nothing_was_purged(begun: Begun) -> None:
    assert back_up_daily(begun.file, NOW) is not None
    assert back_up_daily(begun.file, LATER) is None
    assert back_up_daily(begun.file, NOW + timedelta(days=2)) is not None
    assert len(backups_of(begun.file.file_id)) == 2
