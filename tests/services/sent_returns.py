"""Small returns as an establishment sends them: real pages, real signatures, one intention."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

from app.domain.released import ReleasedReturn
from app.returns.payload import write_payload
from app.returns.pdf import render_pdf
from app.returns.workbook import render_workbook
from app.services.signing import sign_return
from app.signing.identity import Identity, create_identity, load_identity
from app.signing.trust import Trust
from tests.returns.sample_return import sample_return

NOW = datetime(2014, 11, 3, 12, tzinfo=UTC)
CODE = "LWD"


@cache
def author() -> Identity:
    """Return the one author whom the tests trust."""
    secret = "words for one run"
    p12 = create_identity("P. Lead", "Audit lead", "HMP Example", secret, valid_from=NOW.replace(month=9))
    return load_identity(p12, secret)


def trust() -> Trust:
    """Trust the author alone."""
    return Trust({"author": (author().certificate,)})


@cache
def whole() -> ReleasedReturn:
    """Return a return of one intention, the first of its period."""
    full = sample_return()
    kept = full.intentions[0]
    held = full.model_copy(
        update={
            "intentions": (kept,),
            "actions": tuple(each for each in full.actions if each.intention == kept.ref),
            "evidence": tuple(each for each in full.evidence if each.intention == kept.ref),
            "withheld": (),
            "registers": (),
        }
    )
    period = held.period.model_copy(update={"name": "2014-15, quarter 2"})
    return make(held, number=f"{code_of(held)}/2014-15-Q2/1", period=period, previous=None)


def code_of(released: ReleasedReturn) -> str:
    """Return the code of whose return it is."""
    return released.establishment.code


def make(base: ReleasedReturn, **changes: Any) -> ReleasedReturn:
    """Return a return with some of it changed."""
    return base.model_copy(update=changes)


def signed_pdf(released: ReleasedReturn, payload: bytes | None = None) -> bytes:
    """Return it as a signed PDF, with another payload in it where one is given."""
    return sign_return(render_pdf(released, payload or write_payload(released)), released, author(), NOW)


@cache
def workbook() -> bytes:
    """Return the first return as a signed workbook."""
    released = whole()
    return sign_return(render_workbook(released, write_payload(released)), released, author(), NOW)
