"""A small pack, whole and sound, that a test may spoil; scales and markings are the built-in pack's."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from app.catalogue.builtin import locate_builtin_pack
from app.catalogue.reader import read_pack
from app.domain.errors import FaultsError

SMALL_PACK = Path(__file__).parent / "small_pack"


def copy_small_pack(folder: Path) -> Path:
    """Write the small pack to a new folder `pack` in `folder`, and return it."""
    pack = folder / "pack"
    shutil.copytree(SMALL_PACK, pack)
    for name in ("scales.toml", "markings.toml"):
        shutil.copyfile(locate_builtin_pack() / name, pack / name)
    return pack


def spoil(pack: Path, file: str, old: str, new: str) -> None:
    """Replace `old`, which must stand in the file, by `new`, everywhere."""
    text = (pack / file).read_text(encoding="utf-8")
    assert old in text
    (pack / file).write_text(text.replace(old, new), encoding="utf-8")


def faults_of(pack: Path) -> tuple[str, ...]:
    """Return the faults of a pack; none where it is sound."""
    try:
        read_pack(pack)
    except FaultsError as error:
        return error.faults
    return ()


def zip_pack(pack: Path, target: Path, top: str = "") -> Path:
    """Zip a pack's files, each below `top`."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(pack.rglob("*.toml")):
            archive.write(file, top + file.relative_to(pack).as_posix())
    return target
