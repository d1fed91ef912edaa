"""Keeping a file safe: checking it, and copying it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress
from app.services.copies_made import Made, note_copy

_SOUND, _DAMAGED = 0, 5


@dataclass(frozen=True)
class CheckedFile:
    """What a check of a file found; `faults` is empty where it is sound."""

    rows: int
    revisions: int
    faults: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        """Return 0 for a sound file, 5 for a damaged one (DESIGN section 7)."""
        return _DAMAGED if self.faults else _SOUND

    def as_json(self) -> Mapping[str, object]:
        """Return what `--json` prints."""
        return {
            "is_sound": not self.faults,
            "rows": self.rows,
            "revisions": self.revisions,
            "faults": list(self.faults),
        }

    def sentences(self) -> list[str]:
        """Return what people read."""
        if self.faults:
            return ["The file is damaged. Open the latest backup.", *(f"  {fault}" for fault in self.faults)]
        return [f"The file is sound: {self.rows} rows and {self.revisions} revisions agree with their checks."]


def check_file(
    path: Path, *, progress: Progress = no_progress, is_cancelled: IsCancelled = never_cancelled
) -> CheckedFile:
    """Inspect a file whole without changing it; BadFile where it cannot even be opened."""
    from app.store.file import EstablishmentFile

    with EstablishmentFile.open(path, read_only=True) as file:
        verdict = file.inspect(progress=progress, is_cancelled=is_cancelled)
    return CheckedFile(verdict.rows, verdict.revisions, verdict.faults)


def back_up(
    path: Path,
    to: Path,
    *,
    now: datetime,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Path:
    """Write a copy of a file to `to`, checked before it is put in place; return where it is."""
    from app.store.file import EstablishmentFile

    with EstablishmentFile.open(path) as file:
        file.backup(to, progress=progress, is_cancelled=is_cancelled)
        note_copy(file, Made.FILE, "", now)
    return to
