"""A code of eight letters and digits by which a certificate is known again on paper."""

from __future__ import annotations

import hashlib

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""No vowels, so no words; no 0, 1, I, L or O, so nothing is misread from paper."""
_LETTERS = 8
_PASSES = 200_000
_PURPOSE = b"Assurance Desk: short code of a certificate"


def short_code(certificate: x509.Certificate) -> str:
    """Return the code, `7KQ2-M4XD`: eight of 28 signs are 38 bits, and each try costs a forger a tenth of a second."""
    der = certificate.public_bytes(Encoding.DER)
    number = int.from_bytes(hashlib.pbkdf2_hmac("sha256", der, _PURPOSE, _PASSES))
    signs = [_ALPHABET[number // len(_ALPHABET) ** place % len(_ALPHABET)] for place in range(_LETTERS)]
    return f"{''.join(signs[:4])}-{''.join(signs[4:])}"


def is_code_of(typed: str, certificate: x509.Certificate) -> bool:
    """Tell whether somebody typed a certificate's short code, or its whole SHA-256, whatever the case and spacing."""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum())
    digest = hashlib.sha256(certificate.public_bytes(Encoding.DER)).hexdigest().upper()
    return plain in (short_code(certificate).replace("-", ""), digest)
