"""Sign-off without a window: everything read, declared on and named, as whoever signs would say it."""

from __future__ import annotations

from datetime import datetime

from app.services.signing_off import Confirmed, SignedOff, read_first, sign_off
from app.store.file import EstablishmentFile


def sign_off_all(file: EstablishmentFile, now: datetime, period: str | None = None) -> SignedOff:
    """Sign off every statement that is written."""
    first = read_first(file, period)
    read = {each.key for each in first.readings}
    confirmed = Confirmed(read, {each.key: True for each in first.undeclared}, names_exceptions=True)
    return sign_off(file, period, now=now, confirmed=confirmed, for_holders=True)
