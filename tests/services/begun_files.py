"""A new establishment's file with two post-holders, for tests of what is done to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from app.domain.catalogue_terms import Country, Sector
from app.domain.period_content import PeriodContent
from app.domain.records import Holding, Period, Post
from app.domain.text import Text, plain, shown
from app.services.establishing import NewEstablishment, establish
from app.services.period_content import load_content
from app.store.file import EstablishmentFile
from app.store.wrapping import Cost

TODAY = date(2026, 9, 22)
PASSPHRASE = "four plain words ŵ"


@dataclass(frozen=True)
class Begun:
    """An open file, its period, the Governor's post and person, and another person."""

    file: EstablishmentFile
    period_id: str
    post_id: str
    holder_id: str
    other_id: str

    def text(self, words: str) -> Text:
        """Return words under the lowest marking."""
        return plain(words, self.file.scheme)

    def content(self) -> PeriodContent:
        """Return the period as it is in the file."""
        with self.file.reading() as work:
            return load_content(work, self.period_id)

    def set_up_store(self) -> None:
        """Set up the sealed store and leave it unlocked."""
        self.file.set_up_sealed_store(self.holder_id, PASSPHRASE, Cost(passes=1, memory_kib=64, lanes=1))


@contextmanager
def begun_file(folder: Path) -> Iterator[Begun]:
    """Give a new file, closed at the end of the block."""
    path = folder / "example.assure"
    path.write_bytes(_template())
    with EstablishmentFile.open(path) as file:
        with file.reading() as work:
            period = work.list(Period)[0].record.id
            holdings = {e.record.post_id: e.record.person_id for e in work.list(Holding)}
            posts = {shown(e.text("title")): e.record.id for e in work.list(Post)}
        governor, lead = posts["Governor"], posts["Audit lead"]
        yield Begun(file, period, governor, holdings[governor], holdings[lead])


@cache
def _template() -> bytes:
    """Return a new file's bytes: reading the catalogue takes longer than all the rest, and is tested elsewhere."""
    new = NewEstablishment(
        "HMP Example", "EX", Sector.PUBLIC, Country.ENGLAND, "2026-27, quarter 2", head="A. Head", lead="B. Lead"
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.assure"
        establish(path, new, today=TODAY).close()
        return path.read_bytes()


def at(day: date) -> datetime:
    """Return noon of a day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
