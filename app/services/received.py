"""The returns that a reviewer has taken in: found by number, read whole when one is opened."""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING

from app.domain.errors import BadFile, UserError
from app.domain.records import Establishment, Role
from app.domain.review_records import ReceivedReturn, ReturnContent

if TYPE_CHECKING:
    from app.domain.record import Entry
    from app.domain.released import ReleasedReturn
    from app.store.work import Work

_NOT_A_REVIEWER = (
    "This is an establishment's own file. Returns of others are kept in a reviewer's: make one with the role reviewer."
)
_DAMAGED = "The content of this return is damaged in the file. Open the latest backup, or take the return in again."


def require_reviewer(work: Work) -> None:
    """Refuse a file that is not a reviewer's."""
    if work.list(Establishment)[0].record.role is not Role.REVIEWER:
        raise UserError(_NOT_A_REVIEWER)


def find_return(work: Work, number: str) -> Entry[ReceivedReturn]:
    """Return a return by its number; UserError where none of that number was taken in."""
    found = work.list(ReceivedReturn, number=number)
    if not found:
        raise UserError("No return of this number has been taken in here. See `review list` for those that have.")
    return found[0]


def read_return(work: Work, entry: Entry[ReceivedReturn]) -> ReleasedReturn:
    """Read a return whole, from the bytes that were verified when it was taken in. BadFile where they are not those."""
    from app.returns.payload import read_payload

    return read_payload(payload_of(work, entry))


def payload_of(work: Work, entry: Entry[ReceivedReturn]) -> bytes:
    """Return a return's payload as it was verified."""
    content = work.get(ReturnContent, entry.record.content_id)
    if content is None:
        raise BadFile(_DAMAGED)
    try:
        payload = zlib.decompressobj().decompress(content.record.content, content.record.size)
    except zlib.error:
        raise BadFile(_DAMAGED) from None
    if hashlib.sha256(payload).hexdigest() != entry.record.payload_digest:
        raise BadFile(_DAMAGED)
    return payload


def order_of(entry: Entry[ReceivedReturn]) -> tuple[object, ...]:
    """Return what an establishment's returns are ordered by: the day each was made, then its number."""
    record = entry.record
    return record.made_on, record.starts, sequence_of(record.number)


def sequence_of(number: str) -> int:
    """Return which return of its period a number names; 0 where it says none."""
    last = number.rpartition("/")[2]
    return int(last) if last.isdecimal() and len(last) < 6 else 0


def return_before(work: Work, entry: Entry[ReceivedReturn]) -> Entry[ReceivedReturn] | None:
    """Return the return of the same establishment that came before this one, of those taken in."""
    record = entry.record
    if record.previous_digest:
        chained = work.list(ReceivedReturn, code=record.code, payload_digest=record.previous_digest)
        if chained:
            return chained[0]
    earlier = [one for one in work.list(ReceivedReturn, code=record.code) if order_of(one) < order_of(entry)]
    return max(earlier, key=order_of, default=None)
