"""The trust register: entries by the code on a sheet, confirmed by the file key, refused when forged."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography import x509

from app.domain.errors import BadFile, UserError
from app.domain.trust_records import SigningRole
from app.services.enrolling import (
    Enrolment,
    describe_entry,
    describe_signer,
    enrol,
    enrol_all,
    read_list,
    read_signer,
    sign_list,
    strike,
)
from app.services.trust_register import read_register, trust_by_register
from app.signing.identity import create_identity, fingerprint_sheet, load_identity
from app.signing.short_code import short_code
from app.signing.trust import Trust
from app.store.file import EstablishmentFile
from tests.services.begun_files import PASSPHRASE, Begun, begun_file
from tests.signing.test_authorities import Issue

NOW = datetime(2026, 9, 22, 9, 0, tzinfo=UTC)
DEPUTY = Enrolment(SigningRole.APPROVER, "CVL", date(2026, 4, 1), date(2027, 3, 31), "Governor")


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    with begun_file(tmp_path) as begun:
        begun.set_up_store()
        yield begun


@pytest.fixture(scope="module")
def certificate() -> x509.Certificate:
    """Return the certificate of a deputy governor."""
    p12 = create_identity("K. Osei", "Deputy governor", "HMP Carrow Vale", PASSPHRASE, valid_from=NOW)
    return load_identity(p12, PASSPHRASE).certificate


def test_signer_is_entered_when_the_code_of_their_sheet_is_typed(begun: Begun, certificate: x509.Certificate) -> None:
    typed = short_code(certificate).lower().replace("-", " ")
    entered = enrol(begun.file, certificate, DEPUTY, typed, now=NOW)
    who, what = entered.lines[0].split(": ")
    assert who == "K. Osei, Deputy governor, HMP Carrow Vale"
    assert what == "approver at CVL from 1 April 2026 to 31 March 2027, for the Governor"
    register = read_register(begun.file)
    assert register.is_confirmed
    assert [describe_entry(entry) for entry in register.signers] == [entered]
    (office,) = trust_by_register(register, Trust({})).offices
    assert (office.certificate, office.role, office.establishment) == (certificate, "approver", "CVL")
    assert office.deputy_for == "Governor"


def test_whole_fingerprint_serves_where_there_is_no_sheet(begun: Begun, certificate: x509.Certificate) -> None:
    fingerprint = describe_signer(certificate)[-1].partition(": ")[2]
    assert enrol(begun.file, certificate, DEPUTY, fingerprint, now=NOW).name == "K. Osei"


def test_sheet_prints_the_code() -> None:
    identity = load_identity(create_identity("A", "B", "C", PASSPHRASE, valid_from=NOW), PASSPHRASE)
    assert f": {short_code(identity.certificate)}\n" in fingerprint_sheet(identity)


def test_signer_is_not_entered_when_the_certificate_bears_a_marking(begun: Begun) -> None:
    p12 = create_identity("K. Osei", "Deputy governor", "SECRET: eastern unit", PASSPHRASE, valid_from=NOW)
    certificate = load_identity(p12, PASSPHRASE).certificate
    with pytest.raises(BadFile, match="marked RESTRICTED or above") as refused:
        enrol(begun.file, certificate, DEPUTY, short_code(certificate), now=NOW)
    assert "eastern" not in str(refused.value)
    assert not read_register(begun.file).signers


@pytest.mark.parametrize("typed", ["", "2222-2222", "7KQ2"])
def test_nothing_is_entered_when_the_code_is_another(typed: str, begun: Begun, certificate: x509.Certificate) -> None:
    with pytest.raises(UserError, match="not the code of this certificate"):
        enrol(begun.file, certificate, DEPUTY, typed, now=NOW)
    assert not read_register(begun.file).signers


def test_signer_is_entered_once_for_a_role(begun: Begun, certificate: x509.Certificate) -> None:
    code = short_code(certificate)
    enrol(begun.file, certificate, DEPUTY, code, now=NOW)
    with pytest.raises(UserError, match="already"):
        enrol(begun.file, certificate, DEPUTY, code, now=NOW)
    enrol(begun.file, certificate, Enrolment(SigningRole.AUTHOR, "CVL"), code, now=NOW)
    assert len(read_register(begun.file).signers) == 2


def test_signer_is_removed_by_fingerprint(begun: Begun, certificate: x509.Certificate) -> None:
    entered = enrol(begun.file, certificate, DEPUTY, short_code(certificate), now=NOW)
    with pytest.raises(UserError, match="No entry has this fingerprint"):
        strike(begun.file, "00")
    assert strike(begun.file, entered.fingerprint.lower()) == [entered]
    register = read_register(begun.file)
    assert (register.signers, register.is_confirmed) == ((), True)


def test_register_is_not_confirmed_while_the_file_is_locked(begun: Begun, certificate: x509.Certificate) -> None:
    enrol(begun.file, certificate, DEPUTY, short_code(certificate), now=NOW)
    begun.file.lock()
    register = read_register(begun.file)
    assert not register.is_confirmed
    assert len(register.signers) == 1
    with pytest.raises(UserError, match="Register not confirmed"):
        trust_by_register(register, Trust({}))
    with pytest.raises(UserError, match="Register not confirmed"):
        enrol(begun.file, certificate, DEPUTY, short_code(certificate), now=NOW)


def test_signer_is_not_entered_without_a_sealed_store(tmp_path: Path, certificate: x509.Certificate) -> None:
    with begun_file(tmp_path) as begun, pytest.raises(UserError, match="no sealed store"):
        enrol(begun.file, certificate, DEPUTY, short_code(certificate), now=NOW)


FORGERIES: dict[str, Callable[[sqlite3.Connection], object]] = {
    "role": lambda file: file.execute("UPDATE trusted_signer SET signing_role = 'author'"),
    "days": lambda file: file.execute("UPDATE trusted_signer SET ends = '2099-12-31'"),
    "post": lambda file: file.execute("UPDATE passage SET text = 'Director' WHERE owner_kind = 'trusted_signer'"),
    "removed": lambda file: file.execute("UPDATE trusted_signer SET is_deleted = 1"),
    "without_seal": lambda file: file.execute("UPDATE register_seal SET is_deleted = 1"),
    "plain_seal": lambda file: file.execute("UPDATE register_seal SET sealed_id = NULL"),
    "seen": lambda file: file.execute(
        "INSERT INTO seen_return (id, is_deleted, file_digest, number, seen_at, last_revision_id, checksum) "
        "VALUES ('1', 0, ?, 'CVL/1', '2014-10-20T10:00:00+00:00', '1', x'00')",
        (hashlib.sha256(b"").hexdigest(),),
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_forged_register_is_refused(forgery: str, begun: Begun, certificate: x509.Certificate) -> None:
    enrol(begun.file, certificate, DEPUTY, short_code(certificate), now=NOW)
    path = begun.file.path
    begun.file.close()
    with sqlite3.connect(path) as raw:
        FORGERIES[forgery](raw)
    raw.close()
    with EstablishmentFile.open(path) as file:
        file.unlock(PASSPHRASE)
        with pytest.raises(BadFile, match="trust register was changed by other means"):
            read_register(file)


@pytest.mark.parametrize(
    ("establishment", "starts", "ends", "words"),
    [
        ("cvl", None, None, "two to five capitals"),
        ("CVL", date(2026, 4, 2), date(2026, 4, 1), "last day lies before"),
    ],
)
def test_entry_that_makes_no_sense_is_refused(
    establishment: str, starts: date | None, ends: date | None, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        Enrolment(SigningRole.AUTHOR, establishment, starts, ends)


def test_authority_is_entered_as_such_alone(tmp_path: Path, begun: Begun, certificate: x509.Certificate) -> None:
    from cryptography.hazmat.primitives.serialization import Encoding

    path, authority = tmp_path / "ca.pem", Issue().authority
    path.write_bytes(authority.public_bytes(Encoding.PEM))
    assert read_signer(path, SigningRole.AUTHORITY) == authority
    entered = enrol(begun.file, authority, Enrolment(SigningRole.AUTHORITY, "CVL"), short_code(authority), now=NOW)
    assert entered.lines[0] == "Example Prisons CA: ca at CVL"
    assert trust_by_register(read_register(begun.file), Trust({})).at("CVL").authorities_for(NOW) == (authority,)
    with pytest.raises(UserError, match="issuing authority's: give the signer's own"):
        read_signer(path, SigningRole.AUTHOR)
    path.write_bytes(certificate.public_bytes(Encoding.PEM))
    with pytest.raises(UserError, match="not an issuing authority's"):
        read_signer(path, SigningRole.AUTHORITY)


def test_everybody_on_a_signed_list_is_entered_by_one_code(
    tmp_path: Path, begun: Begun, certificate: x509.Certificate
) -> None:
    headquarters = load_identity(create_identity("H. Q.", "Registrar", "NOMS", PASSPHRASE, valid_from=NOW), PASSPHRASE)
    for role in (SigningRole.AUTHOR, SigningRole.APPROVER):
        enrol(begun.file, certificate, replace(DEPUTY, role=role), short_code(certificate), now=NOW)
    path = tmp_path / "signers.json"
    assert sign_list(begun.file, path, headquarters, now=NOW) == 2
    signed = read_list(path, now=NOW)
    (tmp_path / "other").mkdir()
    with begun_file(tmp_path / "other") as other:
        other.set_up_store()
        with pytest.raises(UserError, match="not the code of this certificate"):
            enrol_all(other.file, signed, short_code(certificate), now=NOW)
        code = short_code(headquarters.certificate)
        entered = enrol_all(other.file, signed, code, now=NOW)
        assert [one.role for one in entered] == ["author", "approver"]
        assert entered == [describe_entry(entry) for entry in read_register(other.file).signers]
        assert enrol_all(other.file, signed, code, now=NOW) == []
        other.file.lock()
        with pytest.raises(UserError, match="Register not confirmed"):
            enrol_all(other.file, signed, code, now=NOW)


def test_one_signer_s_certificate_is_read_at_a_time(tmp_path: Path, certificate: x509.Certificate) -> None:
    from cryptography.hazmat.primitives.serialization import Encoding

    path, pem = tmp_path / "signer.pem", certificate.public_bytes(Encoding.PEM)
    path.write_bytes(pem)
    assert read_signer(path, SigningRole.APPROVER) == certificate
    path.write_bytes(pem + pem)
    with pytest.raises(UserError, match="one at a time"):
        read_signer(path, SigningRole.APPROVER)
    path.write_bytes(b"nothing")
    with pytest.raises(UserError, match="not one in PEM form"):
        read_signer(path, SigningRole.APPROVER)
