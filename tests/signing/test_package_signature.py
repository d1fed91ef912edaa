from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from lxml import etree

from app.domain.errors import UserError
from app.signing.identity import Identity
from app.signing.package_archive import CONTENT_TYPES
from app.signing.package_signature import sign_package
from tests.signing.conftest import NOW, Signers, sign_workbook
from tests.signing.forgery import certify, signing_usage
from tests.signing.package_forgery import NAMES, SIGNATURE, canonical, parts_of, replaced, with_parts

ASKED = Path(__file__).with_name("ask_libreoffice.py")
SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's python3-uno serves it, not a virtual environment


@pytest.fixture(scope="module")
def rsa_signer() -> Identity:
    return certify(rsa.generate_private_key(65537, 3072), extensions=signing_usage())


def test_workbook_still_opens_when_signed(approved_workbook: bytes) -> None:
    book = openpyxl.load_workbook(BytesIO(approved_workbook))
    assert book.sheetnames == ["Answers", "Risks"]
    assert list(book["Answers"].tables) == ["Answers"]
    assert book["Risks"]["A1"].value == "Delivered as planned"


def test_parts_are_kept_to_the_byte_when_signed(plain_workbook: bytes, approved_workbook: bytes) -> None:
    from zipfile import ZipFile

    with ZipFile(BytesIO(plain_workbook)) as before, ZipFile(BytesIO(approved_workbook)) as after:
        assert after.testzip() is None
        for name in before.namelist():
            if name != CONTENT_TYPES and not name.endswith(".rels"):
                assert before.read(name) == after.read(name)


def test_signing_is_deterministic_when_the_key_is_rsa(plain_workbook: bytes, rsa_signer: Identity) -> None:
    assert sign_workbook(plain_workbook, rsa_signer) == sign_workbook(plain_workbook, rsa_signer)


def test_everything_but_the_core_properties_is_listed(approved_workbook: bytes) -> None:
    parts = parts_of(approved_workbook)
    first, second = (etree.fromstring(parts[name]) for name in (SIGNATURE, "_xmlsignatures/sig2.xml"))
    listed, later = (
        {one.get("URI", "").partition("?")[0][1:] for one in root.iterfind(".//d:Manifest/d:Reference", NAMES)}
        for root in (first, second)
    )
    content = {name for name in parts if not name.startswith("_xmlsignatures/")}
    assert listed == content - {"docProps/core.xml", CONTENT_TYPES}
    assert later == listed | {SIGNATURE}


def test_signature_is_written_in_canonical_form(approved_workbook: bytes) -> None:
    for name in (SIGNATURE, "_xmlsignatures/sig2.xml"):
        xml = parts_of(approved_workbook)[name]
        assert xml.partition(b"?>\n")[2] == canonical(etree.fromstring(xml))


@pytest.mark.parametrize("order", ["approver", "author author", "author approver approver", "deputy"])
def test_signer_is_refused_when_out_of_order(order: str, plain_workbook: bytes, signers: Signers) -> None:
    *earlier, last = order.split()
    package = plain_workbook
    for role in earlier:
        package = sign_workbook(package, signers.author, role)
    with pytest.raises(UserError, match="an order that no return has"):
        sign_workbook(package, signers.author, last)


def test_signing_is_refused_when_the_identity_is_not_valid(plain_workbook: bytes, signers: Signers) -> None:
    with pytest.raises(UserError, match="not valid today"):
        sign_workbook(plain_workbook, signers.author, signed_at=NOW + timedelta(days=2000))


def test_signing_is_refused_when_the_file_is_no_package(signers: Signers) -> None:
    with pytest.raises(UserError, match="damaged or not one that can be signed"):
        sign_workbook(b"no package", signers.author)


def test_signing_is_refused_when_the_workbook_leads_outside(plain_workbook: bytes, signers: Signers) -> None:
    book = openpyxl.load_workbook(BytesIO(plain_workbook))
    book["Risks"]["A1"].hyperlink = "https://example.invalid/"
    stream = BytesIO()
    book.save(stream)
    with pytest.raises(UserError, match="leads to something outside itself"):
        sign_workbook(stream.getvalue(), signers.author)


def test_reason_is_kept_as_text_when_it_looks_like_markup(plain_workbook: bytes, signers: Signers) -> None:
    signed = sign_package(plain_workbook, signers.author, role="author", reason='<a b="c">&\r\x07', signed_at=NOW)
    assert b'<SignatureComments>&lt;a b="c"&gt;&amp;</SignatureComments>' in parts_of(signed)[SIGNATURE]


# Foreign programs: what others make of it


def test_xmlsec_finds_the_signature_valid(
    plain_workbook: bytes, rsa_signer: Identity, tmp_path: Path, foreign_program: Callable[[str], str]
) -> None:
    program = foreign_program("xmlsec1")
    path, certificate = tmp_path / "signature.xml", tmp_path / "signer.pem"
    certificate.write_bytes(rsa_signer.certificate_pem())
    signature = parts_of(sign_workbook(plain_workbook, rsa_signer))[SIGNATURE]
    ids = [f"--id-attr:Id={name}" for name in ("Object", "http://uri.etsi.org/01903/v1.3.2#:SignedProperties")]
    verdicts = []
    for xml in (signature, replaced("Prepared", "Approved")(signature)):
        path.write_bytes(xml)
        command = [program, "--verify", "--ignore-manifests", *ids, "--pubkey-cert-pem", str(certificate), str(path)]
        verdicts.append(subprocess.run(command, capture_output=True, check=False).returncode)
    assert verdicts == [0, 1]


def _require_uno() -> None:
    try:
        has_uno = subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode == 0
    except OSError:
        has_uno = False
    if not has_uno:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Debian's python3-uno is not installed")


def test_libreoffice_finds_the_signatures_valid(
    signed_workbook: bytes,
    approved_workbook: bytes,
    plain_workbook: bytes,
    rsa_signer: Identity,
    tmp_path: Path,
    foreign_program: Callable[[str], str],
) -> None:
    office = foreign_program("soffice")
    _require_uno()
    changed = with_parts(signed_workbook, {"xl/worksheets/sheet2.xml": replaced("Delivered", "Delayered")})
    packages = (signed_workbook, approved_workbook, sign_workbook(plain_workbook, rsa_signer), changed, plain_workbook)
    paths = [tmp_path / f"{number}.xlsx" for number in range(len(packages))]
    for path, package in zip(paths, packages, strict=True):
        path.write_bytes(package)
    command = [SYSTEM_PYTHON, str(ASKED), office, str(tmp_path / "profile"), *map(str, paths)]
    asked = subprocess.run(command, capture_output=True, check=True, timeout=300)
    found = [[one["is_valid"] for one in signatures] for signatures in json.loads(asked.stdout)]
    assert found == [[True], [True, True], [True], [False], []]
