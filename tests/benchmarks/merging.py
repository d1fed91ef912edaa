"""How long a work pack of the whole period takes to come back, beside SQLite's own copy of the same file."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from app.domain.catalogue_terms import Country, Sector
from app.domain.records import Answer, SelfAudit
from app.domain.text import plain
from app.services.establishing import NewEstablishment, establish
from app.services.packing import make_pack
from app.services.period_content import find_period, load_content
from app.services.taking_back import take_back
from app.store.file import EstablishmentFile
from tests.benchmarks.harness import compare

NOW = datetime(2026, 9, 22, 12, tzinfo=UTC)
WORDS = "The log of the last three months was read with the wing manager, and two dates were missing from it. " * 4
CHANGED = 100


def _answered(path: Path) -> list[str]:
    """Make a file in which every question is answered; return the intentions that apply."""
    new = NewEstablishment("HMP Example", "EX", Sector.PUBLIC, Country.ENGLAND, "2026-27, quarter 2")
    with establish(path, new, today=NOW.date()) as file, file.work("Answered") as work:
        content = load_content(work, find_period(work).record.id)
        applying = [each for each in content.pack.intentions if content.applies(each)]
        for intention in applying:
            audit = work.put(SelfAudit(period_id=content.period.record.id, intention_ref=intention.ref))
            for item in content.items_of(intention):
                answer = Answer(self_audit_id=audit.record.id, item_ref=item.ref)
                work.put(answer, {"narrative": plain(WORDS, work.scheme)})
        return [each.ref for each in applying]


def _edit(path: Path) -> None:
    with EstablishmentFile.open(path) as file, file.work("Changed") as work:
        for entry in work.list(Answer)[:CHANGED]:
            work.put(entry.record, {"narrative": plain(f"{WORDS}More.", work.scheme)})


def _copy(source: Path, to: Path) -> None:
    with contextlib.closing(sqlite3.connect(source)) as reading, contextlib.closing(sqlite3.connect(to)) as writing:
        reading.backup(writing)


def run() -> None:
    """Compare making and taking back a pack of every intention, 100 answers changed, with bare copies of the file."""
    with TemporaryDirectory() as name, mock.patch.dict(os.environ, {"XDG_DATA_HOME": name}):
        folder = Path(name)
        home = folder / "home.assure"
        refs = _answered(home)
        drive = folder / "drive"

        def make() -> None:
            shutil.rmtree(drive, ignore_errors=True)
            drive.mkdir()
            fresh = Path(shutil.copy(home, folder / "making.assure"))
            with EstablishmentFile.open(fresh) as file:
                make_pack(file, drive, refs, now=NOW)
            shutil.copy(fresh, folder / "made.assure")

        def bare() -> None:
            _copy(home, folder / "bare.assure")

        compare("packs: making one of all intentions", make, bare, bar=75.0, runs=5)
        pack = next(drive.iterdir())
        _edit(pack)

        def merge() -> None:
            fresh = Path(shutil.copy(folder / "made.assure", folder / "fresh.assure"))
            with EstablishmentFile.open(fresh) as file:
                take_back(file, pack, now=NOW)

        compare(f"packs: taking back {CHANGED} changed answers", merge, bare, bar=75.0, runs=5)
