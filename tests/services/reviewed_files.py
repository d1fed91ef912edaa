"""A reviewer's file with two returns of one establishment, made once."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from app.domain.catalogue_terms import Country, Sector
from app.domain.records import Level, Result, Role
from app.domain.released import EarlierReturn, ReleasedReturn, WithheldPlace
from app.returns.payload import digest, write_payload
from app.services.establishing import NewEstablishment, establish
from app.services.taking_in import Wanted, keep_verified
from app.services.verifying import Verified
from app.signing.signature_report import SignatureReport
from app.store.file import EstablishmentFile
from tests.services.sent_returns import NOW, code_of, make, whole

DAY = NOW.date()


def second() -> ReleasedReturn:
    """Return the return after the first, with one answer that fell from Met to Not met."""
    first = whole()
    intention = first.intentions[0]
    fallen = next(item for item in intention.items if item.answer and item.answer.result is Result.MET)
    assert fallen.answer is not None
    answer = fallen.answer.model_copy(update={"result": Result.NOT_MET})
    items = tuple(item.model_copy(update={"answer": answer}) if item is fallen else item for item in intention.items)
    return make(
        first,
        number=f"{code_of(first)}/2014-15-Q2/2",
        made_on=first.made_on + timedelta(days=1),
        previous=EarlierReturn(number=first.number, digest=digest(write_payload(first))),
        intentions=(intention.model_copy(update={"items": items}),),
    )


@cache
def template() -> bytes:
    """Return the bytes of a reviewer's file with both returns, made once."""
    wanted = NewEstablishment(
        "Controller", "CTL", Sector.PUBLIC, Country.ENGLAND, "2014-15 Q2", role=Role.REVIEWER, head="R. Viewer"
    )
    with TemporaryDirectory() as name:
        path = Path(name) / "controller.assure"
        with establish(path, wanted, today=DAY) as file:
            put_in(file, whole())
            put_in(file, second())
        return path.read_bytes()


def put_in(file: EstablishmentFile, released: ReleasedReturn) -> None:
    """Put a return in as if it had just been verified."""
    report = SignatureReport(state="trusted", sentences=("Verified.",), digest="0")
    with file.work("Took in a return") as work:
        keep_verified(work, Verified(Path(released.number), report, write_payload(released)), Wanted(), {}, NOW)


def next_quarter() -> ReleasedReturn:
    """Return the return of the next quarter, with the level of its intention fallen to Limited."""
    before = second()
    intention = before.intentions[0]
    assert intention.statement is not None
    statement = intention.statement.model_copy(update={"level": Level.LIMITED})
    period = before.period.model_copy(
        update={
            "name": "2014-15, quarter 3",
            "starts": date(2014, 10, 1),
            "ends": date(2014, 12, 31),
            "due": date(2015, 1, 30),
        }
    )
    return make(
        before,
        number=f"{code_of(before)}/2014-15-Q3/1",
        made_on=date(2015, 1, 20),
        period=period,
        previous=EarlierReturn(number=before.number, digest=digest(write_payload(before))),
        intentions=(intention.model_copy(update={"statement": statement}),),
        withheld=(WithheldPlace(intention=intention.ref, place="plan"),),
    )
