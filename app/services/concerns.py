"""A controller's concern about an establishment: one signed page about one observation. It needs no return."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.record import Entry
from app.domain.records import Establishment
from app.domain.release_text import release_text
from app.domain.released import ReleasedEstablishment, Shown
from app.domain.response import ReleasedConcern
from app.domain.review_records import Observation, ReceivedReturn
from app.services.gates import GateRefused
from app.services.letters import Leaving, Sending, Sent, marking_faults, marking_of, send_letter
from app.services.received import order_of, read_return, require_reviewer
from app.services.responding import release_observation
from app.services.signing import author_of

if TYPE_CHECKING:
    from app.signing.identity import Identity
    from app.store.file import EstablishmentFile
    from app.store.work import Work


def report_concern(
    file: EstablishmentFile,
    reference: str,
    identity: Identity,
    sending: Sending,
    *,
    now: datetime,
    person_id: str | None = None,
) -> Sent:
    """Sign and write the report of an observation, through the same gates as a response; it is then a concern.

    GateRefused where it may not leave; UserError where there is no such observation, or all of it is withheld.
    """
    file.purge_if_due()
    with file.released_reading() as work:
        require_reviewer(work)
        entry = _find(work, reference)
        leaving: Leaving = [(f"observation {entry.record.reference}", entry, ("title", "detail", "place"))]
        if faults := marking_faults(work, leaving):
            raise GateRefused(faults)
        word = work.scheme.level(work.scheme.sealed_from).word
        letter = ReleasedConcern(
            number=f"{entry.record.code}/{entry.record.reference}",
            made_on=now.date(),
            marking=marking_of(work.scheme, leaving),
            withheld_marking=word,
            establishment=_establishment(work, entry.record.code, word),
            prepared_by=author_of(identity, now, work.scheme),
            observation=release_observation(entry, word),
        )

    def record(_payload: bytes) -> None:
        with file.work(f"Reported concern {letter.number}", person_id) as work:
            work.put(entry.record.model_copy(update={"is_concern": True, "reported_on": now.date()}))

    return send_letter(file, letter, leaving, identity, sending, record, now=now)


def _find(work: Work, reference: str) -> Entry[Observation]:
    found = work.list(Observation, reference=reference.strip().upper())
    if not found:
        raise UserError("No observation of this reference is recorded here.")
    if found[0].record.sealed_id is not None:
        raise UserError("All of this observation is withheld, so there is nothing that a report could say.")
    return found[0]


def _establishment(work: Work, code: str, word: str) -> ReleasedEstablishment:
    """Return the establishment as its latest return names it; by its code alone where none was taken in."""
    held = work.list(ReceivedReturn, code=code)
    if held:
        entry = max(held, key=order_of)
        known = read_return(work, entry).establishment
        return known.model_copy(update={"name": release_text(entry.text("name"), word)})
    own = work.list(Establishment)[0].record
    return ReleasedEstablishment(name=(Shown(text=code),), code=code, sector=own.sector, country=own.country)
