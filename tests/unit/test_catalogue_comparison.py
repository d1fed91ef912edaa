"""What is shown before a new pack is imported, and the form in which packs are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.catalogue.comparison import compare_packs, comparison_lines
from app.catalogue.kept import digest_pack, read_kept_pack, write_kept_pack
from app.catalogue.reader import read_pack
from app.domain.catalogue import CataloguePack
from app.domain.errors import UserError
from tests.unit.catalogue_packs import copy_small_pack, spoil


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return copy_small_pack(tmp_path)


@pytest.fixture
def old(pack: Path) -> CataloguePack:
    return read_pack(pack)


def test_comparison_is_empty_when_the_packs_say_the_same(pack: Path, old: CataloguePack) -> None:
    spoil(pack, "pack.toml", '"2014.1"', '"2014.2"')
    comparison = compare_packs(old, read_pack(pack))
    assert comparison.is_empty
    assert comparison_lines(comparison) == ["Nothing differs."]


def test_comparison_names_what_was_added_changed_and_removed(pack: Path, old: CataloguePack) -> None:
    spoil(pack, "pack.toml", '["2(c)"]', '["2(d)"]')
    (pack / "intentions" / "2c.toml").rename(pack / "intentions" / "2d.toml")
    spoil(pack, "intentions/2d.toml", "2(c)", "2(d)")
    spoil(pack, "intentions/2d.toml", "2c-01", "2d-01")
    spoil(pack, "intentions/1a.toml", 'title = "People are safe"', 'title = "All are safe"')
    spoil(pack, "intentions/1a.toml", "Is there a named lead?", "Is there a named lead, and a deputy?")
    spoil(pack, "intentions/1a.toml", "size = 20", "size = 30")
    spoil(pack, "intentions/1a.toml", 'ref = "1a-02"', 'ref = "1a-02"\nversion = 2\nwithdrawn = true')
    spoil(pack, "targeting.toml", "Circles are of value.", "Circles are of great value.")
    comparison = compare_packs(old, read_pack(pack))
    assert comparison_lines(comparison) == [
        "Added: intentions 2(d)",
        "Changed: intentions 1(a) (title)",
        "Removed: intentions 2(c)",
        "Added: items 2d-01",
        "Changed: items 1a-01 (question), 1a-02 (version, pass_marks, withdrawn)",
        "Removed: items 2c-01",
        "Withdrawn: items 1a-02",
        "Changed in meaning under the same version: items 1a-01",
        "Changed: groups, targeting rules",
    ]
    assert not comparison.is_empty


def test_kept_pack_is_the_same_pack_and_the_same_bytes(old: CataloguePack) -> None:
    content = write_kept_pack(old)
    kept = read_kept_pack(content)
    assert kept == old
    assert write_kept_pack(kept) == content
    assert len(digest_pack(content)) == 64


@pytest.mark.parametrize(
    ("old_text", "new_text"),
    [
        (b'"weight":3', b'"weight":4'),
        (b'"name":"A small pack"', b'"name":"A small pack","more":1'),
        (b'"sealed_from":"restricted"', b'"sealed_from":"top_secret"'),
        (b'"key":"gsc"', b'"key":"own"'),
        (b"{", b"["),
    ],
)
def test_kept_pack_is_refused_when_it_was_changed(old: CataloguePack, old_text: bytes, new_text: bytes) -> None:
    content = write_kept_pack(old)
    assert old_text in content
    with pytest.raises(UserError, match="damaged") as caught:
        read_kept_pack(content.replace(old_text, new_text))
    assert caught.value.__cause__ is None
