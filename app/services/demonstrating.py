"""The demonstration: a complete fictional establishment, filled, signed off, exported and verified."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.catalogue.builtin import locate_resources
from app.domain.catalogue import Country, Sector
from app.domain.errors import UserError
from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress, stop_if
from app.services.establishing import NewEstablishment, begin_period, establish
from app.services.exporting import Destination, Exported, export, issue
from app.services.filling import fill, read_fill
from app.services.identifying import make_identity, open_identity, trust_of
from app.services.period_content import find_period
from app.services.placing import written_beside
from app.services.signing_off import Confirmed, read_first, sign_off
from app.services.unlocking import unlock
from app.services.verifying import Verified, verify_returns

if TYPE_CHECKING:
    from app.signing.identity import Identity
    from app.store.file import EstablishmentFile

UNLOCK_PASSPHRASE = "carrow vale sealed store"  # noqa: S105  # of a fictional establishment, written beside its file
IDENTITY_PASSPHRASE = "carrow vale audit lead signs"  # noqa: S105
APPROVER_PASSPHRASE = "carrow vale governor approves"  # noqa: S105
_WRITTEN_YEAR = 2014
"""The year in which the sample's dates are written; they are moved to the latest one that is past."""
_STEPS = 6
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Demonstration:
    """What the demonstration made and found."""

    folder: Path
    counts: Mapping[str, int]
    exported: Exported
    verified: tuple[Verified, ...]

    def as_json(self) -> Mapping[str, object]:
        """Return what `--json` prints."""
        return {
            "folder": str(self.folder),
            "counts": dict(self.counts),
            "number": self.exported.number,
            "payload_sha256": self.exported.payload_digest,
            "receipt": self.exported.receipt.as_json(),
            "returns": [one.as_json() for one in self.verified],
        }

    def sentences(self) -> list[str]:
        """Return what people read."""
        counted = ", ".join(f"{count} {name}" for name, count in self.counts.items() if count)
        said = [f"  {one.path.name}: {sentence}" for one in self.verified for sentence in one.report.sentences]
        return [
            f"Made a fictional establishment in {self.folder}: {counted}.",
            f"Return {self.exported.number}, payload SHA-256 {self.exported.payload_digest}",
            *said,
            self.exported.receipt.summary,
            f"The sealed store opens with: {UNLOCK_PASSPHRASE}",
        ]


def demonstrate(
    folder: Path,
    *,
    now: datetime,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Demonstration:
    """Write the demonstration into a new or empty folder; UserError where it holds something.

    Its year is moved so that the return was made on 20 October last, with an identity valid from that day.
    """
    _claim(folder)
    made_at = _latest_twentieth_of_october(now)
    steps = iter(range(_STEPS))

    def begin(name: str) -> None:
        stop_if(is_cancelled)
        progress(name, next(steps), _STEPS)

    begin("Making the file")
    with establish(folder / "demo.assure", _establishment(made_at.year), today=made_at.date()) as file:
        unlock(file, UNLOCK_PASSPHRASE)
        begin("Filling in the first quarter")
        _fill_from(file, "last", made_at.year)
        _sign_off(file, made_at - timedelta(days=90))
        issue(file, None, now=made_at - timedelta(days=90))
        begin("Filling in the second quarter")
        counts = _begin_and_fill(file, made_at.year)
        _sign_off(file, made_at)
        begin("Making identities")
        identity = _identities(folder, made_at)
        begin("Exporting the return")
        destination = Destination(folder / "return.pdf", folder / "return.xlsx", folder / "receipt.txt")
        exported = export(file, None, identity, destination, now=made_at)
    begin("Verifying it")
    trust = trust_of([f"author={folder / 'identity.pem'}"])
    verified = verify_returns(exported.files, trust, now=now)
    progress("Done", _STEPS, _STEPS)
    return Demonstration(folder, counts, exported, tuple(verified))


def _sign_off(file: EstablishmentFile, at: datetime) -> None:
    """Sign off every statement, all exceptions read, in the names of those fictional people."""
    read = {each.key for each in read_first(file, None).readings}
    sign_off(file, None, now=at, confirmed=Confirmed(read), for_holders=True)


def _claim(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_empty = not any(folder.iterdir())
    except OSError as error:
        raise UserError(f"The folder cannot be used: {error.strerror}. Choose another.") from None
    if not is_empty:
        raise UserError("The folder is not empty. Choose a new one for the demonstration.")


def _latest_twentieth_of_october(now: datetime) -> datetime:
    this_year = now.replace(month=10, day=20, hour=10, minute=0, second=0, microsecond=0)
    return this_year if this_year <= now else this_year.replace(year=now.year - 1)


def _establishment(year: int) -> NewEstablishment:
    return NewEstablishment(
        name="HMP Carrow Vale",
        code="CVL",
        sector=Sector.PUBLIC,
        country=Country.ENGLAND,
        period=f"{year}-{(year + 1) % 100:02d} Q1",
        due=date(year, 7, 24),
        head="D. Marlowe",
        lead="P. Ll\N{LATIN SMALL LETTER Y WITH CIRCUMFLEX}r",
    )


def _begin_and_fill(file: EstablishmentFile, year: int) -> dict[str, int]:
    name = f"{year}-{(year + 1) % 100:02d} Q2"
    with file.work("Began a period") as work:
        begin_period(work, name, date(year, 10, 24), predecessor=find_period(work))
    return _fill_from(file, "current", year)


def _fill_from(file: EstablishmentFile, name: str, year: int) -> dict[str, int]:
    """Fill from each file of a folder of the sample, people first; return how many of each record were taken."""
    folder = locate_resources() / "sample" / name
    counts: Counter[str] = Counter()
    for path in sorted(folder.glob("*.json")):
        counts.update(fill(file, read_fill(path, moved_to(year)), folder).counts)
    return dict(counts)


def moved_to(year: int) -> Callable[[object], object]:
    """Return what moves every date of the sample from the year it is written in to `year`."""

    def move(value: object) -> object:
        if isinstance(value, dict):
            return {key: move(part) for key, part in value.items()}
        if isinstance(value, list):
            return [move(part) for part in value]
        if isinstance(value, str) and _ISO_DATE.fullmatch(value):
            return f"{int(value[:4]) + year - _WRITTEN_YEAR}{value[4:]}"
        return value

    return move


def _identities(folder: Path, made_at: datetime) -> Identity:
    """Make the audit lead's identity, which is returned, and the Governor's, with which to try `approve`."""
    author, lead = folder / "identity.p12", "P. Ll\N{LATIN SMALL LETTER Y WITH CIRCUMFLEX}r"
    make_identity(author, lead, "Audit lead", "HMP Carrow Vale", IDENTITY_PASSPHRASE, now=made_at)
    make_identity(
        folder / "governor.p12", "D. Marlowe", "Governor", "HMP Carrow Vale", APPROVER_PASSPHRASE, now=made_at
    )
    secrets = {
        folder / "unlock.txt": f"{UNLOCK_PASSPHRASE}\n".encode(),
        folder / "passphrase.txt": f"{IDENTITY_PASSPHRASE}\n".encode(),
        folder / "governor-passphrase.txt": f"{APPROVER_PASSPHRASE}\n".encode(),
    }
    with written_beside(secrets):
        pass
    return open_identity(author, IDENTITY_PASSPHRASE)
