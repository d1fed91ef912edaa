"""The trust register of a file: who may sign what for whom, and which returns were seen; read and confirmed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.errors import BadFile, UserError
from app.domain.record import Entry
from app.domain.text import shown
from app.domain.trust_records import RegisterSeal, SeenReturn, TrustedSigner

if TYPE_CHECKING:
    from app.signing.trust import Office, Trust
    from app.store.file import EstablishmentFile
    from app.store.work import Work

NOT_CONFIRMED = "Register not confirmed: unlock the file to rely on what it says of the signers."
_FORGED = "The trust register was changed by other means than this program. Do not rely on it: open the latest backup."


@dataclass(frozen=True)
class Register:
    """The register as it stands. `seen` are the files found trusted, by SHA-256, and when each first was.

    `is_confirmed` says that the file key vouches for all of it; while the file is locked nobody can tell.
    """

    signers: tuple[Entry[TrustedSigner], ...]
    seen: Mapping[str, datetime]
    is_confirmed: bool


def read_register(file: EstablishmentFile) -> Register:
    """Read the register. BadFile where the store is unlocked and the register is not the one that was sealed."""
    with file.reading() as work:
        signers, seen = work.list(TrustedSigner), work.list(SeenReturn)
        if work.is_unlocked:
            _check_seal(work, _digest(signers, seen))
        return Register(tuple(signers), {one.record.file_digest: one.record.seen_at for one in seen}, work.is_unlocked)


def trust_by_register(register: Register, trust: Trust) -> Trust:
    """Return a trust in the signers of the register too; UserError where it is not confirmed."""
    if not register.is_confirmed:
        raise UserError(NOT_CONFIRMED)
    return trust.with_offices(offices_of(register))


def trust_where_confirmed(file: EstablishmentFile) -> Trust:
    """Return a trust in the signers of a file's register, and in nobody while it is not confirmed."""
    from app.signing.trust import Trust

    register = read_register(file)
    return Trust({}).with_offices(offices_of(register) if register.is_confirmed else ())


def offices_of(register: Register) -> list[Office]:
    """Return the entries as offices, whether or not the register is confirmed."""
    return [_office(entry) for entry in register.signers]


def seal_register(work: Work) -> None:
    """Vouch for the register and what was seen as they stand in this act; SealedStoreLocked while locked.

    The seal is a sealed object: neither it nor what it covers can be put back without the file key.
    """
    seals = work.list(RegisterSeal)
    digest = _digest(work.list(TrustedSigner), work.list(SeenReturn))
    seal = seals[0].record if seals else RegisterSeal()
    work.put(seal.model_copy(update={"digest": digest}), is_withheld=True)


def _check_seal(work: Work, digest: str) -> None:
    seals = work.list(RegisterSeal)
    if not seals and digest == _digest((), ()):
        return
    if len(seals) != 1 or seals[0].record.sealed_id is None or seals[0].record.digest != digest:
        raise BadFile(_FORGED)


def _digest(signers: Sequence[Entry[TrustedSigner]], seen: Sequence[Entry[SeenReturn]]) -> str:
    """Return the SHA-256 of everything that trust rests on, in hexadecimal."""
    facts = [*map(_signer_facts, signers), *(one.record.model_dump(mode="json") for one in seen)]
    text = json.dumps(sorted(facts, key=lambda fact: str(fact["id"])), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _signer_facts(entry: Entry[TrustedSigner]) -> dict[str, object]:
    facts: dict[str, object] = entry.record.model_dump(mode="json", exclude={"certificate"})
    return facts | {"certificate": entry.record.certificate.hex(), "deputy_for": shown(entry.text("deputy_for"))}


def _office(entry: Entry[TrustedSigner]) -> Office:
    from cryptography import x509

    from app.signing.trust import Office

    signer = entry.record
    return Office(
        signer.signing_role,
        x509.load_der_x509_certificate(signer.certificate),
        signer.establishment_code or "",
        signer.starts,
        signer.ends,
        shown(entry.text("deputy_for")),
    )
