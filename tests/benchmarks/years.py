"""How long ten years of periods in one file keep its user waiting, beside a file of one year."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from app.catalogue.builtin import locate_resources
from app.domain.catalogue_terms import Country, Sector
from app.domain.left_to_do import left_to_do
from app.domain.period_content import PeriodContent
from app.domain.records import MarkingDecision
from app.domain.registers.every import REGISTERS
from app.domain.text import plain
from app.services.demonstrating import moved_to
from app.services.establishing import NewEstablishment, begin_period, establish
from app.services.filling import fill, read_fill
from app.services.opening import open_for_window
from app.services.period_content import find_period, load_content
from app.services.searching import index_of
from app.services.unlocking import unlock
from app.store.file import EstablishmentFile
from tests.benchmarks.harness import compare
from tests.sign_offs import sign_off_all

FIRST, YEARS, DECISIONS = 2014, 10, 40
BAR = 1.2


def run() -> None:
    """Compare opening, what Home needs, and Find, in the last of ten periods and in the only one."""
    with TemporaryDirectory() as folder:
        one, ten = Path(folder) / "one.assure", Path(folder) / "ten.assure"
        _build(one, 1)
        _build(ten, YEARS)
        compare("open, ten years beside one", lambda: _open(ten), lambda: _open(one), BAR)
        compare("open to ready, ten beside one", lambda: _ready(ten), lambda: _ready(one), BAR)
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
            _decide(file)
            sign_off_all(file, datetime(year, 10, 20, tzinfo=UTC))
            if year < FIRST + years - 1:
                _end(file, date(year, 9, 30))


def _end(file: EstablishmentFile, day: date) -> None:
    """End what stands in the registers: the next year's forms begin the same entries again."""
    with file.work("Ended") as work:
        for register in REGISTERS:
            for entry in work.list(register.record_type, closed_on=None) if register.is_standing else ():
                work.put(entry.record.model_copy(update={"closed_on": day}))


def _decide(file: EstablishmentFile) -> None:
    """Decide on as many passages as a year asks about."""
    with file.work("Decided") as work:
        answers = load_content(work, find_period(work).record.id).answers
        passages = [part for entry in answers for part in entry.text("narrative") if not part.is_sealed]
        for part in passages[:DECISIONS]:
            decided = MarkingDecision(
                passage_id=part.id or "", revision_id=part.revision_id or "", finding_kind="capitals", start=0, end=1,
                decided_at=datetime(FIRST, 9, 1, tzinfo=UTC),
            )  # fmt: skip
            work.put(decided, {"reason": plain("It is a place.", file.scheme)})


def _open(path: Path) -> None:
    open_for_window(path)[0].close()


def _ready(path: Path) -> None:
    file, period_id = open_for_window(path)
    with file, file.reading() as work:
        left_to_do(load_content(work, period_id), date(FIRST + 9, 10, 20))


def _content(path: Path) -> PeriodContent:
    with EstablishmentFile.open(path) as file, file.reading() as work:
        return load_content(work, find_period(work).record.id)


def _home(path: Path, years: int) -> None:
    left_to_do(_content(path), date(FIRST + years - 1, 10, 20))


def _find(path: Path) -> None:
    index_of(_content(path), with_sealed=False).find("search")
