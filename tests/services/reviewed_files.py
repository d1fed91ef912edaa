"""A reviewer's file with two returns of one establishment, made once."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from app.domain.catalogue_terms import Country, Sector
from app.domain.records import Result, Role
from app.domain.released import EarlierReturn, ReleasedReturn
from app.returns.payload import digest, write_payload
from app.services.establishing import NewEstablishment, establish
from app.services.taking_in import take_in, worst_code
from tests.services.sent_returns import NOW, code_of, make, signed_pdf, trust, whole

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
        folder = Path(name)
        paths = [folder / "first.pdf", folder / "second.pdf"]
        for path, released in zip(paths, (whole(), second()), strict=True):
            path.write_bytes(signed_pdf(released))
        with establish(folder / "controller.assure", wanted, today=DAY) as file:
            assert worst_code(take_in(file, paths, trust(), now=NOW)) == 0
        return (folder / "controller.assure").read_bytes()
