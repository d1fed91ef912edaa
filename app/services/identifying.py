"""Signing identities and whom to trust, as files on this PC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.services.placing import written_beside

if TYPE_CHECKING:
    from app.signing.identity import Identity
    from app.signing.trust import Trust

_KNOWN = "There is an identity, certificate or sheet of this name already. Choose another name."


@dataclass(frozen=True)
class MadeIdentity:
    """Where a new identity, its certificate and its fingerprint sheet were written."""

    identity: Path
    certificate: Path
    sheet: Path
    fingerprint: str


@dataclass(frozen=True)
class DrawnIdentity:
    """A new identity that is not written yet: its files by place, its certificate (DER), and its fingerprint sheet."""

    made: MadeIdentity
    files: Mapping[Path, bytes] = field(repr=False)
    certificate: bytes = field(repr=False)
    sheet: str


def make_identity(
    out: Path, name: str, role: str, organisation: str, passphrase: str, *, now: datetime
) -> MadeIdentity:
    """Make an identity at `out` (PKCS#12), with `.pem` and `.txt` of the same name beside it to hand over.

    UserError where one of the three is there already: an identity that was handed out is never overwritten.
    """
    drawn = draw_identity(out, name, role, organisation, passphrase, now=now)
    with written_beside(drawn.files):
        pass
    return drawn.made


def draw_identity(
    out: Path, name: str, role: str, organisation: str, passphrase: str, *, now: datetime
) -> DrawnIdentity:
    """Make an identity as `make_identity` does, and write nothing yet."""
    from cryptography.hazmat.primitives.serialization import Encoding

    from app.signing.identity import create_identity, fingerprint_sheet, load_identity

    places = (out, out.with_suffix(".pem"), out.with_suffix(".txt"))
    if any(path.exists() for path in places):
        raise UserError(_KNOWN, "place")
    p12 = create_identity(name, role, organisation, passphrase, valid_from=now)
    identity = load_identity(p12, passphrase)
    sheet = fingerprint_sheet(identity)
    return DrawnIdentity(
        MadeIdentity(*places, identity.fingerprint),
        dict(zip(places, (p12, identity.certificate_pem(), sheet.encode()), strict=True)),
        identity.certificate.public_bytes(Encoding.DER),
        sheet,
    )


def open_identity(path: Path, passphrase: str) -> Identity:
    """Load an identity; UserError where the file cannot be read or the passphrase does not open it.

    `path` may name a token instead, `pkcs11:token=NAME?module-path=LIBRARY`; the passphrase is then its PIN.
    """
    from app.signing.identity import load_identity

    if is_token(path):
        from app.signing.token import TokenPlace, open_token

        return open_token(TokenPlace.from_uri(str(path)), passphrase)
    try:
        p12 = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise UserError(f"The identity could not be read: {reason}. Check its name and try again.") from None
    return load_identity(p12, passphrase)


def is_token(path: Path) -> bool:
    """Tell whether what stands in an identity's place names a token."""
    return str(path).startswith("pkcs11:")


def name_token(library: str, token: str) -> str:
    """Return what stands in an identity's place for a token; an empty `token` for the only one in a reader."""
    from app.signing.token import TokenPlace

    return TokenPlace(library, token).to_uri()


def trust_of(options: Sequence[str], revocations: Sequence[Path] = ()) -> Trust:
    """Read `ROLE=CERT.pem` options and revocation lists.

    UserError for an unknown role or a file that holds no certificate, or no list.
    """
    from app.signing.trust import Trust

    paths: dict[str, list[Path]] = {}
    for option in options:
        role, separator, path = option.partition("=")
        if not separator or not path:
            raise UserError("Trust is given as ROLE=CERT.pem, for example author=lead.pem.")
        paths.setdefault(role.strip(), []).append(Path(path))
    return Trust.from_files(paths, revocations)
