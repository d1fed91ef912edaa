"""Packs that mean harm: nothing is extracted, and everything has a limit."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from app.catalogue.pack_files import MAX_FILE_BYTES, MAX_FILES, read_pack_files
from app.catalogue.reader import read_pack
from app.domain.errors import UserError
from tests.unit.catalogue_packs import copy_small_pack, faults_of, zip_pack

BIG = b"#" * (MAX_FILE_BYTES + 1)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return copy_small_pack(tmp_path)


@pytest.fixture
def archive(pack: Path, tmp_path: Path) -> Path:
    return zip_pack(pack, tmp_path / "pack.zip")


def add_entry(archive: Path, name: str, content: bytes = b"", mode: int = 0) -> None:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = mode << 16
    with zipfile.ZipFile(archive, "a") as file:
        file.writestr(entry, content)


def make_link(place: Path, target: Path) -> None:
    """Make a link, or skip the test where links may not be made, or are not seen as such (Wine)."""
    with suppress(OSError):
        place.symlink_to(target)
    if not place.is_symlink():
        pytest.skip("links may not be made here")


@pytest.mark.parametrize(
    "name", ["../evil.toml", "intentions/../../evil.toml", "/etc/evil.toml", "C:/evil.toml", "..\\evil.toml"]
)
def test_entry_is_refused_when_its_name_leads_outside(archive: Path, tmp_path: Path, name: str) -> None:
    add_entry(archive, name, b"a = 1")
    before = sorted(tmp_path.rglob("*"))
    written = name.replace(os.sep, "/")  # as zipfile writes it on Windows
    assert faults_of(archive) == (f"{written}: has a name that leads outside the pack",)
    assert sorted(tmp_path.rglob("*")) == before


def test_no_common_folder_is_dropped_when_it_leads_outside(pack: Path, tmp_path: Path) -> None:
    faults = faults_of(zip_pack(pack, tmp_path / "up.zip", "../"))
    assert "../pack.toml: has a name that leads outside the pack" in faults
    assert "pack.toml: is missing" in faults


@pytest.mark.parametrize("name", ["read_me.txt", "deep/er/file.toml", "Pack.toml", "run.exe", "intentions/1a.toml.exe"])
def test_entry_is_refused_when_packs_have_no_such_file(archive: Path, name: str) -> None:
    add_entry(archive, name)
    (fault,) = faults_of(archive)
    assert fault.startswith(f"{name}: is no file of a pack")


def test_entry_is_refused_when_it_is_a_link(archive: Path) -> None:
    add_entry(archive, "linked.toml", b"/etc/hostname", stat.S_IFLNK | 0o777)
    assert faults_of(archive) == ("linked.toml: is a link, and a pack holds none",)


def test_entry_is_refused_when_it_stands_twice(archive: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        add_entry(archive, "scales.toml", b"a = 1")
    assert "scales.toml: stands more than once in the archive" in faults_of(archive)


def test_entry_is_refused_by_the_central_directory_when_it_is_a_bomb(archive: Path) -> None:
    add_entry(archive, "intentions/9z.toml", BIG)
    assert archive.stat().st_size < 20_000
    assert faults_of(archive) == ("intentions/9z.toml: is larger than a file of a pack can be",)


def test_archive_is_refused_unread_when_its_files_would_fill_the_disk(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("scales.toml", b"#" * (32 * 1024 * 1024))
    with pytest.raises(UserError, match="far larger than a pack can be"):
        read_pack(bomb)


def test_entry_is_refused_when_the_central_directory_lies_about_its_size(tmp_path: Path) -> None:
    bomb = tmp_path / "liar.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("scales.toml", BIG)
    bomb.write_bytes(bomb.read_bytes().replace(struct.pack("<L", len(BIG)), struct.pack("<L", 10)))
    found = read_pack_files(bomb)
    assert found.contents == {}
    assert [fault.sentence for fault in found.faults] == ["scales.toml: is damaged"]


def test_archive_is_refused_when_it_has_too_many_entries(tmp_path: Path) -> None:
    many = tmp_path / "many.zip"
    with zipfile.ZipFile(many, "w") as file:
        for number in range(MAX_FILES + 1):
            file.writestr(f"f{number}.toml", "")
    with pytest.raises(UserError, match="far larger than a pack can be"):
        read_pack(many)


def test_archive_is_refused_when_it_is_cut_short(archive: Path) -> None:
    content = archive.read_bytes()
    for length in (0, 10, len(content) // 2, len(content) - 30):
        archive.write_bytes(content[:length])
        with pytest.raises(UserError, match="cannot be opened as a zip"):
            read_pack(archive)


def test_entry_is_refused_when_its_bytes_are_damaged(archive: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[60] ^= 0xFF
    archive.write_bytes(bytes(content))
    assert any(fault.endswith(": is damaged") for fault in faults_of(archive))


def test_entry_is_refused_when_it_is_encrypted(archive: Path) -> None:
    content = bytearray(archive.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    archive.write_bytes(bytes(content))
    assert any(fault.endswith(": is encrypted") for fault in faults_of(archive))


def test_file_is_refused_when_it_is_a_link_in_a_folder(pack: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    outside.write_text("a = 1", encoding="utf-8")
    make_link(pack / "linked.toml", outside)
    assert faults_of(pack) == ("linked.toml: is a link, and a pack holds none",)


def test_folder_is_not_walked_when_intentions_is_a_link(pack: Path, tmp_path: Path) -> None:
    (pack / "intentions").rename(tmp_path / "elsewhere")
    make_link(pack / "intentions", tmp_path / "elsewhere")
    assert "intentions: is no file of a pack: a pack holds .toml files, at its top and in intentions/" in faults_of(
        pack
    )


def test_file_is_refused_when_it_is_too_large_for_a_pack(pack: Path) -> None:
    (pack / "intentions" / "1b.toml").write_bytes(BIG)
    assert faults_of(pack) == ("intentions/1b.toml: is larger than a file of a pack can be",)
