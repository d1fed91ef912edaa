"""A backup takes the place of a file, and the file that was there is kept beside it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.errors import BadFile, UserError
from app.services.backing_up import back_up_now, copied_off_at
from app.services.copying import copy_to_drive
from app.services.restoring import list_backups, restore
from app.store.file import EstablishmentFile
from tests.services.begun_files import begun_file

NOW = datetime(2026, 11, 25, 14, 32, tzinfo=UTC)


@pytest.fixture
def backed_up(tmp_path: Path) -> tuple[Path, Path]:
    """Return a closed file, and the backup that was made of it."""
    with begun_file(tmp_path) as begun:
        return begun.file.path, back_up_now(begun.file, NOW)


def test_damaged_file_is_replaced_and_kept_beside(backed_up: tuple[Path, Path]) -> None:
    path, backup = backed_up
    path.write_bytes(b"damage" * 1000)
    kept = restore(backup, path, NOW)
    assert kept is not None
    assert kept.read_bytes().startswith(b"damage")
    with EstablishmentFile.open(path) as file:
        assert file.inspect().is_sound
        assert [each.path for each in list_backups(file.file_id)] == [backup]


def test_nothing_changes_when_the_backup_is_damaged(backed_up: tuple[Path, Path]) -> None:
    path, backup = backed_up
    before = path.read_bytes()
    backup.write_bytes(b"damage" * 1000)
    with pytest.raises(BadFile):
        restore(backup, path, NOW)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir() if each.suffix == ".assure"] == [path.name]


def test_nothing_changes_when_the_file_is_open_elsewhere(backed_up: tuple[Path, Path]) -> None:
    path, backup = backed_up
    with EstablishmentFile.open(path), pytest.raises(UserError, match="open in another window"):
        restore(backup, path, NOW)
    assert path.is_file()


def test_file_is_put_back_when_the_disk_takes_no_copy(
    backed_up: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, backup = backed_up
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.store.backup.os.fsync", full)
    with pytest.raises(UserError, match="No space left"):
        restore(backup, path, NOW)
    assert path.read_bytes() == before


@pytest.mark.parametrize("is_off", [True, False])
def test_only_a_copy_on_another_disk_counts_as_off_this_pc(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_off: bool
) -> None:
    monkeypatch.setattr("app.services.copying.device_of", lambda path: 2 if is_off and path != Path.home() else 1)
    with begun_file(tmp_path) as begun:
        assert copy_to_drive(begun.file, tmp_path / "copy.assure", NOW) is is_off
        assert copied_off_at(begun.file) == (NOW if is_off else None)
