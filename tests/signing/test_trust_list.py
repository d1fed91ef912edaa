"""Lists of trusted signers, signed whole: read as they were written, and refused when anything was changed."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from app.domain.errors import UserError
from app.signing.identity import Identity, create_identity, load_identity
from app.signing.signature_report import InvalidFile
from app.signing.trust import Office
from app.signing.trust_list import read_trust_list, write_trust_list
from tests.signing.conftest import NOW, PASSPHRASE, Signers
from tests.signing.forgery import certify, signing_usage
from tests.signing.test_authorities import Issue


@pytest.fixture(scope="module")
def offices(signers: Signers) -> tuple[Office, ...]:
    return (
        Office("author", signers.author.certificate, "CVL", date(2026, 4, 1)),
        Office("approver", signers.approver.certificate, "CVL", None, date(2027, 3, 31), "Governor"),
        Office("ca", Issue().authority),
    )


@pytest.fixture(scope="module")
def written(offices: tuple[Office, ...], signers: Signers) -> bytes:
    return write_trust_list(offices, signers.stranger, NOW)


@pytest.mark.parametrize("key_kind", ["ec", "rsa"])
def test_list_is_read_as_it_was_written(key_kind: Any, offices: tuple[Office, ...]) -> None:
    p12 = create_identity("H. Quarters", "Registrar", "NOMS", PASSPHRASE, valid_from=NOW, key_kind=key_kind)
    identity = load_identity(p12, PASSPHRASE)
    found = read_trust_list(write_trust_list(offices, identity, NOW), NOW + timedelta(days=30))
    assert (found.offices, found.issued_at, found.certificate) == (offices, NOW, identity.certificate)


def changed(written: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """Return the list with its envelope changed."""
    envelope = json.loads(written)
    change(envelope)
    return json.dumps(envelope).encode()


def test_list_is_refused_when_its_content_was_changed(written: bytes) -> None:
    for old, new in (("Governor", "Director"), ("2027-03-31", "2099-03-31"), ('"author"', '"approver"')):
        assert old in json.loads(written)["content"]

        def swap(envelope: dict[str, Any], old: str = old, new: str = new) -> None:
            envelope["content"] = envelope["content"].replace(old, new)

        with pytest.raises(InvalidFile, match="changed after it was signed"):
            read_trust_list(changed(written, swap), NOW)


def test_list_is_refused_when_another_s_certificate_is_put_in(written: bytes, signers: Signers) -> None:
    pem = signers.author.certificate_pem().decode()
    with pytest.raises(InvalidFile, match="changed after it was signed"):
        read_trust_list(changed(written, lambda envelope: envelope.update(certificate=pem)), NOW)


def test_signature_over_something_else_is_none_over_a_list(written: bytes, signers: Signers) -> None:
    content = json.loads(written)["content"]
    bare = base64.b64encode(signers.stranger.sign(content.encode())).decode()
    with pytest.raises(InvalidFile, match="changed after it was signed"):
        read_trust_list(changed(written, lambda envelope: envelope.update(signature=bare)), NOW)


def sealed_as(content: dict[str, Any], identity: Identity) -> bytes:
    """Sign any content as a list is signed."""
    text = json.dumps(content)
    signature = identity.sign(b"Assurance Desk: list of trusted signers\n" + text.encode())
    pem, value = identity.certificate_pem().decode(), base64.b64encode(signature).decode()
    return json.dumps({"content": text, "certificate": pem, "signature": value}).encode()


def test_signed_nonsense_is_refused(written: bytes, signers: Signers) -> None:
    good = json.loads(json.loads(written)["content"])
    assert read_trust_list(sealed_as(good, signers.stranger), NOW).offices
    listed = good["signers"][0]
    for wrong in (
        {"role": "king"},
        {"role": "ca"},
        {"certificate": "none"},
        {"certificate": listed["certificate"] * 2},
        {"establishment": "c v l"},
        {"starts": "soon"},
        {"more": 1},
    ):
        with pytest.raises(UserError):
            read_trust_list(sealed_as(good | {"signers": [listed | wrong]}, signers.stranger), NOW)


@pytest.mark.parametrize("content", [b"", b"{}", b"[" * 100_000, b"\xff\xfe", b'{"content": 1}'])
def test_what_is_no_list_is_said_in_a_sentence(content: bytes) -> None:
    with pytest.raises(InvalidFile, match="not a list of trusted signers"):
        read_trust_list(content, NOW)


@pytest.mark.parametrize(("days", "words"), [(2000, "ran out"), (-2, "not valid before")])
def test_list_is_refused_when_its_signer_s_certificate_is_not_valid(days: int, words: str, written: bytes) -> None:
    with pytest.raises(InvalidFile, match=words):
        read_trust_list(written, NOW + timedelta(days=days))


def test_list_is_refused_when_its_signer_s_key_is_weak_or_not_for_signing(offices: tuple[Office, ...]) -> None:
    weak = certify(rsa.generate_private_key(65537, 2048), extensions=signing_usage())
    with pytest.raises(InvalidFile, match="too weak"):
        read_trust_list(write_trust_list(offices, weak, NOW), NOW)
    bare = certify(ec.generate_private_key(ec.SECP256R1()))
    with pytest.raises(InvalidFile, match="not one for signing documents"):
        read_trust_list(write_trust_list(offices, bare, NOW), NOW)


def test_empty_list_is_not_signed(signers: Signers) -> None:
    with pytest.raises(UserError, match="register is empty"):
        write_trust_list((), signers.author, NOW)
