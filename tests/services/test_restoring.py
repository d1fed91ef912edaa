"""A backup takes the place of a file, and the file that was there is kept beside it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.errors import BadFile, UserError
from app.services.backing_up import back_up_now, copied_off_at
from app.services.copying import copy_to_drive
from app.services.restoring import Shelf, find_backups, restore
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
        assert [each.path for each in find_backups(path, file.file_id) if each.shelf is Shelf.PC] == [backup]


def test_copies_of_other_files_are_left_out_where_it_is_known_which_file_it_is(backed_up: tuple[Path, Path]) -> None:
    path, backup = backed_up
    copy = path.with_name("copy.assure")
    copy.write_bytes(path.read_bytes())
    path.with_name("damaged.assure").write_bytes(b"damage")
    assert {each.path for each in find_backups(path, backup.parent.name)} == {backup, copy}
    assert find_backups(path, "another") == []
    assert {each.path for each in find_backups(path, "")} == {backup, copy}


def test_copies_are_found_in_a_folder_and_the_folders_in_it(backed_up: tuple[Path, Path], tmp_path: Path) -> None:
    _, backup = backed_up
    drive = tmp_path / "drive" / "september"
    drive.mkdir(parents=True)
    copy = backup.rename(drive / "carrow.assure")
    (found,) = find_backups(None, "", tmp_path / "drive")
    assert (found.path, found.shelf, found.establishment) == (copy, Shelf.FOLDER, "HMP Example")
    assert found.size > 0


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
