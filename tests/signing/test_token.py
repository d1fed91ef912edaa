"""Identities on a PKCS#11 token, tried with a token in software."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.services.identifying import open_identity
from app.signing.identity import Identity, KeyKind, create_identity, load_identity
from app.signing.package_verification import verify_package
from app.signing.pdf_verification import verify_pdf
from app.signing.token import TokenPlace
from app.signing.trust import Trust
from tests.signing.conftest import NOW, PASSPHRASE, sign, sign_workbook
from tests.tokens import PIN, TokenMaker


def identity(name: str, kind: KeyKind = "ec") -> Identity:
    made = create_identity(name, "Governor", "HMP Example", PASSPHRASE, valid_from=NOW, key_kind=kind)
    return load_identity(made, PASSPHRASE)


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_both_files_are_trusted_when_a_token_signed_them(
    kind: KeyKind, tokens: TokenMaker, plain_pdf: bytes, plain_workbook: bytes
) -> None:
    known = identity("D. Marlowe", kind)
    signer = open_identity(Path(tokens.make(f"Governor {kind} ŵ", known)), PIN)
    trust = Trust({"author": (known.certificate,)})
    assert (signer.name, signer.certificate) == ("D. Marlowe", known.certificate)
    assert verify_pdf(sign(plain_pdf, signer), trust, NOW).state == "trusted"
    assert verify_package(sign_workbook(plain_workbook, signer), trust, NOW).state == "trusted"
    assert "session" not in repr(signer).lower()


def test_key_is_chosen_by_its_label_when_there_are_several(tokens: TokenMaker) -> None:
    ours, theirs = identity("Ours"), identity("Theirs")
    uri = tokens.make("Two", ours, theirs)
    with pytest.raises(UserError, match="several identities"):
        open_identity(Path(uri), PIN)
    assert open_identity(Path(uri.replace("?", ";object=key2?")), PIN).name == "Theirs"


def test_what_a_token_refuses_is_said_in_a_sentence(tokens: TokenMaker) -> None:
    uri = tokens.make("Refusing", identity("D. Marlowe"))
    for pin in ("000000", "1", ""):
        with pytest.raises(UserError, match="PIN does not open"):
            open_identity(Path(uri), pin)
    with pytest.raises(UserError, match="No such token"):
        open_identity(Path(uri.replace("Refusing", "Absent")), PIN)
    with pytest.raises(UserError, match="Several tokens"):
        open_identity(Path(uri.replace("token=Refusing", "")), PIN)
    with pytest.raises(UserError, match="holds no key with its certificate"):
        open_identity(Path(tokens.make("Bare", identity("D. Marlowe"), with_certificate=False)), PIN)


@pytest.mark.parametrize(
    ("uri", "words"),
    [
        ("pkcs11:token=Governor", "names no token"),
        ("pkcs11:", "names no token"),
        ("pkcs11:token=G?module-path=/lib/t.so&pin-value=1234", "PIN has no place"),
        ("pkcs11:token=G?module-path=/nowhere/libtoken.so", "library could not be loaded"),
    ],
)
def test_what_names_no_token_is_said_in_a_sentence(uri: str, words: str) -> None:
    with pytest.raises(UserError, match=words) as caught:
        open_identity(Path(uri), PIN)
    assert "1234" not in caught.value.sentence


def test_place_survives_the_way_through_its_name() -> None:
    for place in (TokenPlace("/a b/ŵ+1.so", "Gov; er&nor?", "k%"), TokenPlace("C:\\x\\t.dll")):
        assert TokenPlace.from_uri(place.to_uri()) == place
