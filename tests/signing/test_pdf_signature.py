from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from app.domain.errors import UserError
from app.signing.identity import Identity, create_identity, load_identity
from tests.signing.conftest import NOW, PASSPHRASE, Signers, sign


@pytest.fixture(scope="module")
def rsa_identity() -> Identity:
    made = create_identity("R. Lead", "Audit lead", "HMP Example", PASSPHRASE, valid_from=NOW, key_kind="rsa")
    return load_identity(made, PASSPHRASE)


def permission_of(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as document:
        return int(document.Root.Perms.DocMDP.Reference[0].TransformParams.P)


def test_every_byte_of_the_document_is_kept(plain_pdf: bytes, half_signed_pdf: bytes, approved_pdf: bytes) -> None:
    assert half_signed_pdf.startswith(plain_pdf)
    assert approved_pdf.startswith(half_signed_pdf)


def test_signature_is_pades_and_leaves_its_time_to_the_dictionary(signed_pdf: bytes) -> None:
    (signature,) = PdfFileReader(BytesIO(signed_pdf)).embedded_signatures
    attributes = [attribute["type"].native for attribute in signature.signer_info["signed_attrs"]]
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert set(attributes) == {
        "content_type",
        "message_digest",
        "signing_certificate_v2",
        "cms_algorithm_protection",
    }
    assert signature.self_reported_timestamp == NOW


def test_certification_permits_signing_only_where_a_place_is_left(signed_pdf: bytes, half_signed_pdf: bytes) -> None:
    assert (permission_of(signed_pdf), permission_of(half_signed_pdf)) == (1, 2)


def test_metadata_and_version_are_kept_when_signing(plain_pdf: bytes, signers: Signers) -> None:
    with pikepdf.open(BytesIO(plain_pdf)) as document:
        with document.open_metadata() as metadata:
            metadata["dc:title"] = "A return"
        stream = BytesIO()
        document.save(stream)
    with pikepdf.open(BytesIO(sign(stream.getvalue(), signers.author))) as document, pikepdf.open(stream) as before:
        assert document.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert dict(document.docinfo) == dict(before.docinfo)
        assert document.pdf_version == "1.7"
        assert "/Version" not in document.Root


@pytest.mark.parametrize("identity_name", ["author", "rsa"])
def test_foreign_checkers_accept_the_signature(
    identity_name: str,
    plain_pdf: bytes,
    signers: Signers,
    rsa_identity: Identity,
    tmp_path: Path,
    foreign_program: Callable[[str], str],
) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(sign(plain_pdf, rsa_identity if identity_name == "rsa" else signers.author))
    said = subprocess.run(
        [foreign_program("pdfsig"), "-nocert", path], capture_output=True, text=True, check=True
    ).stdout
    assert "Signature is Valid" in said
    assert "- Total document signed" in said
    checked = subprocess.run([foreign_program("qpdf"), "--check", path], capture_output=True, text=True, check=True)
    assert "No syntax or stream encoding errors found" in checked.stdout


def test_foreign_checker_accepts_both_signatures_when_approved(
    approved_pdf: bytes, tmp_path: Path, foreign_program: Callable[[str], str]
) -> None:
    path = tmp_path / "approved.pdf"
    path.write_bytes(approved_pdf)
    said = subprocess.run(
        [foreign_program("pdfsig"), "-nocert", path], capture_output=True, text=True, check=True
    ).stdout
    assert said.count("Signature is Valid") == 2
    assert said.count("- Total document signed") == 1


def test_signing_opens_no_socket(plain_pdf: bytes, signers: Signers, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "socketpair", refuse)
    assert sign(plain_pdf, signers.author)


def test_no_http_client_is_loaded_with_signing(root: Path) -> None:
    program = "import sys, app.signing.pdf_signature; print(getattr(sys.modules['aiohttp'], '__file__', 'absent'))"
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "absent"


def test_second_signature_is_refused_when_the_document_is_complete(signed_pdf: bytes, signers: Signers) -> None:
    with pytest.raises(UserError, match="no empty place"):
        sign(signed_pdf, signers.approver, "approver")


def test_author_cannot_sign_twice(half_signed_pdf: bytes, signers: Signers) -> None:
    with pytest.raises(UserError, match="no empty place"):
        sign(half_signed_pdf, signers.author)


def test_signing_is_refused_when_the_identity_has_run_out(plain_pdf: bytes, signers: Signers) -> None:
    with pytest.raises(UserError, match="not valid today"):
        sign(plain_pdf, signers.author, signed_at=NOW + timedelta(days=1200))


def test_signing_is_refused_when_the_bytes_are_no_pdf(signers: Signers) -> None:
    with pytest.raises(UserError, match="damaged"):
        sign(b"%PDF-1.7\nnothing", signers.author)
