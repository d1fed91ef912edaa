"""Catalogue packs: checked, compared with what a file has, taken in for its next periods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.services.establishing import keep_pack

if TYPE_CHECKING:
    from app.catalogue.comparison import Comparison
    from app.domain.catalogue import CataloguePack
    from app.store.file import EstablishmentFile


@dataclass(frozen=True)
class CheckedPack:
    """A pack without fault, and what it would change."""

    name: str
    version: str
    counts: Mapping[str, int]
    changes: tuple[str, ...] = field(default=())

    def as_json(self) -> Mapping[str, object]:
        """Return what `--json` prints."""
        return {"name": self.name, "version": self.version, "counts": self.counts, "changes": self.changes}

    def sentences(self) -> list[str]:
        """Return what people read."""
        counted = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in self.counts.items())
        return [f"{self.name}, version {self.version}: no fault found.", f"  {counted}", *self.changes]


def check_pack(path: Path) -> CheckedPack:
    """Validate a pack; FaultsError lists every fault by file, key and reason."""
    from app.catalogue.reader import read_pack

    return _checked(read_pack(path))


def import_pack(file: EstablishmentFile, path: Path, *, today: date) -> CheckedPack:
    """Take a pack into a file beside those it has; open periods keep the version they were begun with."""
    from app.catalogue.comparison import compare_packs, comparison_lines
    from app.catalogue.kept import read_kept_pack
    from app.catalogue.reader import read_pack
    from app.domain.records import KeptPack

    pack = read_pack(path)
    with file.work("Imported a catalogue pack") as work:
        kept = work.list(KeptPack)
        comparison: Comparison | None = None
        if kept:
            latest = max(kept, key=lambda entry: _version(entry.record.version))
            comparison = compare_packs(read_kept_pack(latest.record.content), pack)
        keep_pack(work, pack, today)
    return _checked(pack, tuple(comparison_lines(comparison)) if comparison else ())


def _version(written: str) -> tuple[int, ...]:
    return tuple(int(part) for part in written.split("."))


def _checked(pack: CataloguePack, changes: tuple[str, ...] = ()) -> CheckedPack:
    counts = {
        "intentions": len(pack.intentions),
        "checklist_items": sum(len(intention.items) for intention in pack.intentions),
        "delivery_requirements": len(pack.delivery_requirements),
        "targeting_rules": len(pack.targeting_rules),
        "expectations": len(pack.expectations),
    }
    return CheckedPack(pack.name, pack.version, counts, changes)
