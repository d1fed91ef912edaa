from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from app.domain.errors import FaultsError, UserError
from app.signing.signer_trust import report_signer
from app.signing.trust import Office, Trust
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
    assert "author, approver, reviewer or catalogue" in caught.value.faults[1]


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


def in_office(signers: Signers, office: Office, establishment: str = "CVL", role: str = "approver") -> tuple[str, str]:
    """Give the doubt about the approver and the post in whose place they sign, where one office is entered."""
    trust = Trust({}, offices=(office,)).at(establishment)
    report = report_signer([signers.approver.certificate], role, NOW, trust, NOW)
    assert report.is_trusted is (report.doubt == "")
    return report.doubt, report.deputy_for


def test_signer_is_trusted_when_in_office(signers: Signers) -> None:
    office = Office("approver", signers.approver.certificate, "CVL", date(2026, 9, 29), date(2026, 9, 29), "Governor")
    assert in_office(signers, office) == ("", "Governor")
    assert in_office(signers, Office("approver", signers.approver.certificate)) == ("", "")


def test_signer_is_untrusted_when_in_office_elsewhere(signers: Signers) -> None:
    office = Office("approver", signers.approver.certificate, "EX")
    assert "another establishment (EX)" in in_office(signers, office)[0]


def test_signer_is_untrusted_when_entered_for_another_role(signers: Signers) -> None:
    office = Office("approver", signers.approver.certificate, "CVL")
    assert "another role (approver), not as author" in in_office(signers, office, role="author")[0]


@pytest.mark.parametrize(
    ("starts", "ends"), [(date(2026, 9, 30), None), (None, date(2026, 9, 28)), (date(2027, 1, 1), date(2027, 2, 1))]
)
def test_signer_is_untrusted_when_not_in_office_on_the_day(
    starts: date | None, ends: date | None, signers: Signers
) -> None:
    office = Office("approver", signers.approver.certificate, "CVL", starts, ends, "Governor")
    doubt, deputy_for = in_office(signers, office)
    assert "not for the day of signing, 29 September 2026" in doubt
    assert deputy_for == ""


def test_offices_survive_the_way_to_another_process(signers: Signers) -> None:
    offices = (
        Office("approver", signers.approver.certificate, "CVL", date(2026, 9, 1), None, "Governor"),
        Office("author", signers.author.certificate),
    )
    trust = signers.trust.with_offices(offices).at("CVL")
    assert Trust.from_json(trust.to_json()) == trust
