"""How long ten years of periods in one file keep its user waiting, beside a file of one year."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from app.catalogue.builtin import locate_resources
from app.domain.catalogue_terms import Country, Sector
from app.domain.left_to_do import left_to_do
from app.domain.period_content import PeriodContent
from app.services.demonstrating import moved_to
from app.services.establishing import NewEstablishment, begin_period, establish
from app.services.filling import fill, read_fill
from app.services.period_content import find_period, load_content
from app.services.searching import index_of
from app.services.unlocking import unlock
from app.store.file import EstablishmentFile
from tests.benchmarks.harness import compare

FIRST, YEARS = 2014, 10
BAR = 1.2


def run() -> None:
    """Compare opening, what Home needs, and Find, in the last of ten periods and in the only one."""
    with TemporaryDirectory() as folder:
        one, ten = Path(folder) / "one.assure", Path(folder) / "ten.assure"
        _build(one, 1)
        _build(ten, YEARS)
        compare("open, ten years beside one", lambda: _open(ten), lambda: _open(one), BAR)
        compare("Home, ten years beside one", lambda: _home(ten, YEARS), lambda: _home(one, 1), BAR)
        compare("Find, ten years beside one", lambda: _find(ten), lambda: _find(one), BAR)


def _build(path: Path, years: int) -> None:
    new = NewEstablishment(
        "HMP Carrow Vale", "CVL", Sector.PUBLIC, Country.ENGLAND, f"{FIRST}-15 Q2", date(FIRST, 10, 24), "A. Head"
    )
    folder = locate_resources() / "sample" / "current"
    with establish(path, new, today=date(FIRST, 4, 1)) as file:
        unlock(file, "four plain words here")
        for year in range(FIRST, FIRST + years):
            if year > FIRST:
                with file.work("Began a period") as work:
                    begin_period(work, f"{year}-{(year + 1) % 100:02d} Q2", None, predecessor=find_period(work))
            for form in sorted(folder.glob("*.json")):
                fill(file, read_fill(form, moved_to(year)), folder)


def _open(path: Path) -> None:
    with EstablishmentFile.open(path):
        pass


def _content(path: Path) -> PeriodContent:
    with EstablishmentFile.open(path) as file, file.reading() as work:
        return load_content(work, find_period(work).record.id)


def _home(path: Path, years: int) -> None:
    left_to_do(_content(path), date(FIRST + years - 1, 10, 20))


def _find(path: Path) -> None:
    index_of(_content(path), with_sealed=False).find("search")
