"""Takes the payload out of a return, PDF or workbook. Foreign bytes: run it in a process with limits."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import re
import zlib
from typing import TYPE_CHECKING, Literal

from app.domain.errors import BadFile
from app.returns.payload import MAX_PAYLOAD_BYTES, PAYLOAD_NAME
from app.returns.pdf_form import check_form

if TYPE_CHECKING:
    import pikepdf

Kind = Literal["pdf", "xlsx"]

_FOREIGN = "This file is neither a PDF nor an Excel return, or its beginning is lost. It was not read."
_DAMAGED_PDF = "This PDF is damaged, or not one that this program made. It was not read."
_NO_PAYLOAD = "This file carries no payload, so it is not a return that this program made. It was not read."
_TWO_PAYLOADS = "This file carries more than one payload, and a return carries one. It was not read."
_LARGE = "The payload of this file is larger than any return can be. It was not read."
_ODD_PART = "This workbook holds a part that no return holds. It was not read; do not open it elsewhere."
_OUR_PART = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|_xmlsignatures/(?:_rels/)?[A-Za-z0-9.]+|docProps/(?:app|core)\.xml"
    r"|customXml/(?:_rels/)?item(?:Props)?[0-9]+\.xml(?:\.rels)?"
    r"|xl/(?:_rels/workbook\.xml\.rels|styles\.xml|workbook\.xml|sharedStrings\.xml|theme/theme1\.xml)"
    r"|xl/tables/table[0-9]+\.xml|xl/worksheets/(?:_rels/)?sheet[0-9]+\.xml(?:\.rels)?",
    re.IGNORECASE,
)
"""The names of the parts of a return's workbook, matched whole."""
_ODD_ITEM = re.compile(r"customXml/item[0-9]+\.xml\Z", re.IGNORECASE)


def extract_payload(content: bytes) -> tuple[Kind, bytes]:
    """Return what kind of return it is and its payload, as it stands in the file. Raises BadFile with a sentence.

    Nothing is verified: neither signatures nor whether the payload is one of ours.
    """
    if content.startswith(b"%PDF-"):
        return "pdf", _from_pdf(content)
    if content.startswith(b"PK"):
        return "xlsx", _from_workbook(content)
    raise BadFile(_FOREIGN)


def _from_pdf(content: bytes) -> bytes:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise BadFile("This PDF is encrypted; a return never is. Ask for one that is not.")
            stream = _payload_stream(pdf)
            check_form(pdf)
            return _unpacked(stream.read_raw_bytes(), str(stream.get("/Filter", "")), "/DecodeParms" in stream)
    except pikepdf.PasswordError:
        raise BadFile("This PDF is encrypted; a return never is. Ask for one that is not.") from None
    except (pikepdf.PdfError, ValueError, KeyError, AttributeError, TypeError, RuntimeError, zlib.error):
        raise BadFile(_DAMAGED_PDF) from None


def _payload_stream(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """Return the embedded file's stream: the only one there is, associated with the document and of the right name."""
    import pikepdf

    carriers = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/EF" in each]
    associated = list(pdf.Root.get("/AF", pikepdf.Array()))
    if not carriers or not associated:
        raise BadFile(_NO_PAYLOAD)
    if len(carriers) > 1 or len(associated) > 1 or len(pdf.attachments) > 1:
        raise BadFile(_TWO_PAYLOADS)
    carrier = carriers[0]
    if associated[0].objgen != carrier.objgen or PAYLOAD_NAME not in pdf.attachments:
        raise BadFile(_NO_PAYLOAD)
    named = {str(carrier[key]) for key in ("/F", "/UF") if key in carrier}
    files = list(carrier.EF.values())
    if named != {PAYLOAD_NAME} or any(each.objgen != files[0].objgen for each in files):
        raise BadFile(_TWO_PAYLOADS)
    stream: pikepdf.Object = files[0]
    return stream


def _unpacked(packed: bytes, method: str, has_parameters: bool) -> bytes:
    """Unpack no more than a payload may have: a PDF library would unpack all there is."""
    if method in ("", "[]"):
        unpacked = packed
    elif method == "/FlateDecode" and not has_parameters:
        unpacked = zlib.decompressobj().decompress(packed, MAX_PAYLOAD_BYTES + 1)
    else:
        raise BadFile(_DAMAGED_PDF)
    if len(unpacked) > MAX_PAYLOAD_BYTES:
        raise BadFile(_LARGE)
    return unpacked


def _from_workbook(content: bytes) -> bytes:
    from app.returns.package_checks import open_package, read_part
    from app.returns.workbook.parts import ITEM_PART

    with open_package(content) as package:
        if any(_OUR_PART.fullmatch(name) is None for name in package.namelist()):
            raise BadFile(_ODD_PART)
        items = [name for name in package.namelist() if _ODD_ITEM.match(name)]
        if ITEM_PART not in items:
            raise BadFile(_NO_PAYLOAD)
        if len(items) > 1:
            raise BadFile(_TWO_PAYLOADS)
        return _from_item(read_part(package, ITEM_PART, 2 * MAX_PAYLOAD_BYTES))


def _from_item(item: bytes) -> bytes:
    """Return the payload of the custom XML part. No document type, so no entity and nothing from outside."""
    from lxml import etree

    from app.returns.workbook.parts import NAMESPACE

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(item, parser)
        if root.getroottree().docinfo.internalDTD is not None or root.tag != f"{{{NAMESPACE}}}payload" or len(root):
            raise BadFile(_NO_PAYLOAD)
        payload = base64.b64decode(root.text or "", validate=True)
    except (etree.XMLSyntaxError, binascii.Error, ValueError):
        raise BadFile("The payload of this workbook is damaged. It was not read.") from None
    if len(payload) > MAX_PAYLOAD_BYTES:
        raise BadFile(_LARGE)
    if root.get("sha256") != hashlib.sha256(payload).hexdigest():
        raise BadFile("The payload of this workbook is not the one that its digest names. It was not read.")
    return payload
