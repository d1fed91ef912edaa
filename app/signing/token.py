"""A signing identity on a PKCS#11 token: the key stays on the card, the library of its maker signs.

Named by a URI as RFC 7512 has it: `pkcs11:token=Governor?module-path=/usr/lib/libtoken.so`; `object` names one of
several keys. A PIN in a URI is refused: secrets come by a prompt or from a file.
"""

from __future__ import annotations

import hashlib
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, unquote

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from app.domain.errors import UserError
from app.signing.identity import STRONG_KEYS, Identity, is_strong_key
from app.signing.trust import is_authority

if TYPE_CHECKING:
    from pkcs11 import Session, Token

SCHEME = "pkcs11:"
_NO_URI = (
    "This names no token. Write pkcs11:token=NAME?module-path=LIBRARY, where the library is that of the token's maker."
)
_FAILED = "The token did not answer as it should. Leave it in its reader, and try again."


@dataclass(frozen=True)
class TokenPlace:
    """Where a token's identity is: the maker's library, and the labels of token and key; empty for the only one."""

    library: str
    token: str = ""
    key: str = ""

    @classmethod
    def from_uri(cls, uri: str) -> TokenPlace:
        """Read a PKCS#11 URI. Raises UserError when it names no library, or carries a PIN."""
        path, _, query = uri.removeprefix(SCHEME).partition("?")
        asked = {name: unquote(value) for name, _, value in (part.partition("=") for part in path.split(";"))}
        options = {name: values[-1] for name, values in parse_qs(query.replace("+", "%2B"), separator="&").items()}
        if "pin-value" in options or "pin-source" in options:
            raise UserError("A PIN has no place in a token's name, where others may read it. Leave it out.")
        if not uri.startswith(SCHEME) or "module-path" not in options:
            raise UserError(_NO_URI)
        return cls(options["module-path"], asked.get("token", ""), asked.get("object", ""))

    def to_uri(self) -> str:
        """Write the PKCS#11 URI."""
        named = [
            f"{name}={quote(value, safe='')}" for name, value in (("token", self.token), ("object", self.key)) if value
        ]
        return f"{SCHEME}{';'.join(named)}?module-path={quote(self.library, safe='/')}"


@dataclass(frozen=True)
class TokenKey:
    """A private key on a token, usable while its session lasts."""

    _session: Session = field(repr=False)
    _handle: object = field(repr=False)
    is_rsa: bool

    def sign(self, content: bytes) -> bytes:
        """Sign as `Identity.sign` does. Raises UserError when the token does not."""
        from pkcs11 import Mechanism

        with _said_in_sentences():
            if self.is_rsa:
                return bytes(self._handle.sign(content, mechanism=Mechanism.SHA256_RSA_PKCS))  # type: ignore[attr-defined]
            value = bytes(self._handle.sign(hashlib.sha256(content).digest(), mechanism=Mechanism.ECDSA))  # type: ignore[attr-defined]
        half = len(value) // 2
        return encode_dss_signature(int.from_bytes(value[:half], "big"), int.from_bytes(value[half:], "big"))


class TokenSilent(UserError):
    """No such token is in a reader, or it does not answer."""


def open_token(place: TokenPlace, pin: str) -> Identity:
    """Log in to a token and give its identity. Raises UserError when there is none such, or the PIN is another.

    A library that has lost sight of its token, because it was taken out and put back, is begun anew once.
    """
    library = _load(place)
    try:
        return _open(library, place, pin)
    except TokenSilent:
        with _said_in_sentences():
            library.reinitialize()
        return _open(library, place, pin)


def _open(library: Any, place: TokenPlace, pin: str) -> Identity:
    with _said_in_sentences():
        session = _find_token(library, place).open(user_pin=pin)
    try:
        with _said_in_sentences():
            identity = _read_identity(session, place)
    except UserError:
        _close(session)
        raise
    weakref.finalize(identity, _close, session)
    return identity


def _close(session: Session) -> None:
    """Close a session that nobody needs; a token that was pulled out has closed it already."""
    from pkcs11.exceptions import PKCS11Error

    with suppress(PKCS11Error):
        session.close()


def _load(place: TokenPlace) -> Any:
    import pkcs11

    try:
        return pkcs11.lib(place.library)
    except RuntimeError:
        raise UserError(
            "The token's library could not be loaded. Check its name; it comes with the token's own software."
        ) from None


def _find_token(library: Any, place: TokenPlace) -> Token:
    found: list[Token] = list(library.get_tokens(token_label=place.token or None))
    if not found:
        raise TokenSilent("No such token is in a reader. Put it in, and check its name.")
    if len(found) > 1:
        raise UserError("Several tokens are in readers. Say which one by its name.")
    return found[0]


def _read_identity(session: Session, place: TokenPlace) -> Identity:
    from pkcs11 import Attribute, KeyType, ObjectClass

    label = {Attribute.LABEL: place.key} if place.key else {}
    stored = session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
    certificates = [(one[Attribute.ID], x509.load_der_x509_certificate(one[Attribute.VALUE])) for one in stored]
    keys = list(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, **label}))
    pairs = [(key, one) for key in keys for number, one in certificates if number == key[Attribute.ID]]
    if len(pairs) != 1:
        raise UserError(
            "The token holds several identities. Say which one by the label of its key."
            if pairs
            else "The token holds no key with its certificate. Ask for one that can sign."
        )
    ((key, certificate),) = pairs
    if not is_strong_key(certificate.public_key()):
        raise UserError(f"This identity's key is of a kind that is not used here. {STRONG_KEYS} are.")
    is_rsa = key[Attribute.KEY_TYPE] == KeyType.RSA
    if is_rsa != isinstance(certificate.public_key(), rsa.RSAPublicKey):
        raise UserError("The key on this token is not that of its certificate. Ask for another token.")
    chain = tuple(one for _, one in certificates if one != certificate and is_authority(one))
    return Identity(certificate, chain, _key=TokenKey(session, key, is_rsa))


@contextmanager
def _said_in_sentences() -> Iterator[None]:
    """Say a token's errors in sentences; what its library says beside them is for its maker."""
    from pkcs11 import exceptions

    refusals = {
        exceptions.PinIncorrect: "The PIN does not open this token. After a few wrong ones the token locks itself.",
        exceptions.PinLenRange: "The PIN does not open this token: it is too short or too long.",
        exceptions.PinLocked: "The token has locked itself after wrong PINs. Ask whoever issued it to unlock it.",
        exceptions.PinExpired: "The token's PIN has expired. Change it with the token's own software.",
    }
    try:
        yield
    except exceptions.PKCS11Error as error:
        if type(error) in refusals:
            raise UserError(refusals[type(error)]) from None
        raise TokenSilent(_FAILED) from None
