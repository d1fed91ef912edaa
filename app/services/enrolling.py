"""Entering signers into the trust register: one at a time by the code on their sheet, or a signed list by its."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.dates import spell_day
from app.domain.errors import BadFile, UserError
from app.domain.record import Entry
from app.domain.text import plain, shown
from app.domain.trust_records import SigningRole, TrustedSigner
from app.services.incoming import require_unmarked
from app.services.placing import written_beside
from app.services.trust_register import NOT_CONFIRMED, Register, offices_of, read_register, seal_register

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from app.signing.identity import Identity
    from app.signing.trust import Office
    from app.signing.trust_list import TrustList
    from app.store.file import EstablishmentFile

_CODE = re.compile(r"[A-Z]{2,5}")
_POST_CHARACTERS = 200
_NO_STORE = "This file has no sealed store, and the register is confirmed by it. Set one up, then enter the signer."
_NO_CODE = "An establishment's code is two to five capitals, as at the head of its return numbers."
_MARKED = "Nobody was entered. The signer needs another certificate."
_OTHER_CODE = "That is not the code of this certificate. Take it from the signer's own sheet; nothing was entered."


@dataclass(frozen=True)
class Enrolment:
    """What a signer is entered for: a role, at one establishment or any, from a day and to one, or without limit.

    `deputy_for` is the post in whose place they sign.
    """

    role: SigningRole
    establishment: str | None = None
    starts: date | None = None
    ends: date | None = None
    deputy_for: str = ""

    def __post_init__(self) -> None:
        """Refuse what no entry can have."""
        if self.establishment is not None and not _CODE.fullmatch(self.establishment):
            raise UserError(_NO_CODE, "establishment")
        if len(self.deputy_for) > _POST_CHARACTERS:
            raise UserError(f"The post is longer than {_POST_CHARACTERS} characters. Shorten it.", "deputy")
        if self.starts and self.ends and self.ends < self.starts:
            raise UserError("The last day lies before the first. Give them the other way round.", "ends")


@dataclass(frozen=True)
class Enrolled:
    """An entry of the register, as people read it."""

    name: str
    post: str
    organisation: str
    fingerprint: str
    role: str
    establishment: str
    starts: date | None
    ends: date | None
    deputy_for: str

    def as_json(self) -> Mapping[str, object]:
        """Return all of it, for `--json`."""
        return asdict(self)

    @property
    def lines(self) -> list[str]:
        """Return the entry in two lines."""
        where = f"at {self.establishment}" if self.establishment else "at any establishment"
        start = f" from {spell_day(self.starts)}" if self.starts else ""
        end = f" to {spell_day(self.ends)}" if self.ends else ""
        place = f", for the {self.deputy_for}" if self.deputy_for else ""
        who = ", ".join(filter(None, (self.name, self.post, self.organisation)))
        return [f"{who}: {self.role} {where}{start}{end}{place}", f"  {self.fingerprint}"]


def read_signer(path: Path, role: SigningRole) -> Certificate:
    """Read the one certificate in a PEM file that may stand for a role; UserError where there is none such.

    An authority's may have any key: what it has certified is judged when a return is verified.
    """
    from app.signing.signer_trust import check_key
    from app.signing.trust import read_certificates, read_pem

    certificates = read_certificates(role, read_pem(role, path))
    if len(certificates) != 1:
        raise UserError("The file holds several certificates. Signers are entered one at a time.")
    if role is not SigningRole.AUTHORITY:
        check_key(certificates[0])
    return certificates[0]


def read_any_signer(path: Path) -> tuple[Certificate, tuple[SigningRole, ...]]:
    """Read the one certificate in a PEM file, and the roles in which it may stand; UserError where there is none."""
    try:
        return read_signer(path, SigningRole.AUTHORITY), (SigningRole.AUTHORITY,)
    except UserError:
        signer = read_signer(path, SigningRole.AUTHOR)
        return signer, tuple(role for role in SigningRole if role is not SigningRole.AUTHORITY)


def describe_signer(certificate: Certificate) -> list[str]:
    """Return what is shown before somebody types the code: whom the certificate names, its days, its fingerprint."""
    from app.signing.identity import ORGANISATION, POST, SIGNER, certificate_fingerprint, subject_field

    names = (subject_field(certificate, field) for field in (SIGNER, POST, ORGANISATION))
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    return [
        ", ".join(filter(None, names)),
        f"Valid {spell_day(first)} to {spell_day(last)}",
        f"Fingerprint (SHA-256): {certificate_fingerprint(certificate)}",
    ]


def enrol(
    file: EstablishmentFile, certificate: Certificate, wanted: Enrolment, code: str, *, now: datetime
) -> Enrolled:
    """Enter a signer for whom somebody typed the code of their sheet, or the whole fingerprint.

    UserError where the code is another's, the entry is there already, or the sealed store is locked.
    """
    from app.signing.short_code import is_code_of
    from app.signing.trust import Office

    if not is_code_of(code, certificate):
        raise UserError(_OTHER_CODE, "code")
    office = Office(
        wanted.role,
        certificate,
        wanted.establishment or "",
        wanted.starts,
        wanted.ends,
        wanted.deputy_for.strip(),
    )
    entered = _enter(file, [office], now)
    if not entered:
        raise UserError(
            "This certificate is entered for that role there already. Remove the entry, then enter it anew."
        )
    return entered[0]


def enrol_all(file: EstablishmentFile, trust_list: TrustList, code: str, *, now: datetime) -> list[Enrolled]:
    """Enter everybody on a signed list who is not entered yet, all or none, and return them.

    `code` is that of the sheet of whoever signed the list. Nobody is removed by a list. UserError where the code is
    another's, or the sealed store is locked.
    """
    from app.signing.short_code import is_code_of

    if not is_code_of(code, trust_list.certificate):
        raise UserError(_OTHER_CODE, "code")
    return _enter(file, trust_list.offices, now)


def read_list(path: Path, *, now: datetime) -> TrustList:
    """Read a signed list; UserError where it cannot be read or is not whole."""
    from app.signing.trust_list import MAX_LIST_BYTES, read_trust_list

    try:
        with path.open("rb") as file:
            content = file.read(MAX_LIST_BYTES)
    except OSError as error:
        raise UserError(f"The list cannot be read: {error.strerror}. Check its name and try again.") from None
    return read_trust_list(content, now)


def sign_list(file: EstablishmentFile, out: Path, identity: Identity, *, now: datetime) -> int:
    """Write the whole register as a signed list for other desks, and return how many are on it.

    UserError where the register is empty or not confirmed, or the list cannot be written.
    """
    from app.signing.trust_list import write_trust_list

    offices = offices_of(confirmed_register(file))
    with written_beside({out: write_trust_list(offices, identity, now)}):
        pass
    return len(offices)


def _enter(file: EstablishmentFile, offices: Sequence[Office], now: datetime) -> list[Enrolled]:
    """Enter those who are not entered yet, in one act."""
    from app.signing.identity import certified_words

    known = [entry.record for entry in confirmed_register(file).signers]
    entered: list[Enrolled] = []
    with file.work("Entered trusted signers") as work:
        for office in offices:
            signer = _to_record(office, now)
            if any(_is_same(one, signer) for one in known):
                continue
            require_unmarked(certified_words((office.certificate,)), work.scheme, "A signer's certificate", _MARKED)
            known.append(signer)
            entered.append(describe_entry(work.put(signer, {"deputy_for": plain(office.deputy_for, work.scheme)})))
        if entered:
            seal_register(work)
    return entered


def _to_record(office: Office, now: datetime) -> TrustedSigner:
    from cryptography.hazmat.primitives.serialization import Encoding

    return TrustedSigner(
        signing_role=SigningRole(office.role),
        establishment_code=office.establishment or None,
        starts=office.starts,
        ends=office.ends,
        certificate=office.certificate.public_bytes(Encoding.DER),
        entered_at=now,
    )


def strike(file: EstablishmentFile, fingerprint: str) -> list[Enrolled]:
    """Remove every entry of a certificate, named by its SHA-256, and return what was removed.

    UserError where there is none, or the sealed store is locked.
    """
    digits = "".join(fingerprint.upper().split())
    register = confirmed_register(file)
    found = [entry for entry in register.signers if describe_entry(entry).fingerprint.replace(" ", "") == digits]
    if not found:
        raise UserError("No entry has this fingerprint. Copy it from the list: sixteen groups of four.")
    with file.work("Removed a trusted signer") as work:
        for entry in found:
            work.delete(TrustedSigner, entry.record.id)
        seal_register(work)
    return [describe_entry(entry) for entry in found]


def describe_entry(entry: Entry[TrustedSigner]) -> Enrolled:
    """Return an entry as people read it; BadFile where its certificate cannot be read."""
    from cryptography import x509

    from app.signing.identity import ORGANISATION, POST, SIGNER, certificate_fingerprint, subject_field

    signer = entry.record
    try:
        certificate = x509.load_der_x509_certificate(signer.certificate)
    except ValueError:
        raise BadFile("A certificate in the trust register is damaged. Open the latest backup.") from None
    name, post, organisation = (subject_field(certificate, field) for field in (SIGNER, POST, ORGANISATION))
    return Enrolled(
        name,
        post,
        organisation,
        certificate_fingerprint(certificate),
        signer.signing_role,
        signer.establishment_code or "",
        signer.starts,
        signer.ends,
        shown(entry.text("deputy_for")),
    )


def confirmed_register(file: EstablishmentFile) -> Register:
    """Return the register; UserError where it is not confirmed, or has no sealed store to confirm it."""
    if not file.has_sealed_store:
        raise UserError(_NO_STORE)
    register = read_register(file)
    if not register.is_confirmed:
        raise UserError(NOT_CONFIRMED)
    return register


def _is_same(one: TrustedSigner, other: TrustedSigner) -> bool:
    return (one.certificate, one.signing_role, one.establishment_code) == (
        other.certificate,
        other.signing_role,
        other.establishment_code,
    )
