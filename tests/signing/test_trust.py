from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from app.domain.errors import FaultsError, UserError
from app.signing.trust import Trust
from tests.signing.conftest import NOW, Signers


def test_certificate_is_pinned_for_its_role_alone(signers: Signers, tmp_path: Path) -> None:
    path = tmp_path / "author.pem"
    path.write_bytes(signers.author.certificate_pem())
    trust = Trust.from_files({"author": [path]})
    assert trust.is_pinned(signers.author.certificate, "author")
    assert not trust.is_pinned(signers.author.certificate, "approver")
    assert not trust.is_pinned(signers.stranger.certificate, "author")


def test_trust_survives_the_way_to_another_process(signers: Signers) -> None:
    assert Trust.from_pems(signers.trust.to_pems()) == signers.trust


def test_every_fault_is_listed_when_certificates_cannot_be_used(signers: Signers) -> None:
    good = signers.author.certificate_pem()
    with pytest.raises(FaultsError) as caught:
        Trust.from_pems({"author": [b"no certificate", good], "governor": [good]})
    assert len(caught.value.faults) == 2
    assert "author, approver or reviewer" in caught.value.faults[1]


def test_damaged_certificate_is_refused(signers: Signers) -> None:
    with pytest.raises(FaultsError) as caught:
        Trust.from_pems({"author": [signers.author.certificate_pem().replace(b"M", b"N", 3)]})
    assert "damaged" in caught.value.faults[0]


def test_issuing_authority_is_refused() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 7, NOW, NOW + timedelta(days=9))
    certificate = builder.add_extension(x509.BasicConstraints(True, None), True).sign(key, hashes.SHA256())
    with pytest.raises(FaultsError) as caught:
        Trust.from_pems({"author": [certificate.public_bytes(Encoding.PEM)]})
    assert "authority" in caught.value.faults[0]


def test_missing_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="The certificate for author cannot be read: No such file"):
        Trust.from_files({"author": [tmp_path / "absent.pem"]})
