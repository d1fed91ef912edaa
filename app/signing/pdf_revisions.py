"""Checks that a later signature of a PDF did nothing but fill its own place: every object of its revision is known.

pyHanko's own difference analysis follows every path through both revisions, which takes fifteen times as long as the
rest of a verification, and permits more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from cryptography import x509
from pyhanko.pdf_utils.generic import DictionaryObject, Reference, StreamObject, parse_pdf_date
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.xref import XRefSectionType
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from app.signing.pdf_panel import fill_panel
from app.signing.signature_report import InvalidFile

_ALTERED = "Changed after signing: a later signature altered more than its own place."
_ENTRIES = frozenset(
    ("/ByteRange", "/Contents", "/Filter", "/Location", "/M", "/Name", "/Reason", "/SubFilter", "/Type")
)
_TRAILER = frozenset(("/ID", "/Info", "/Prev", "/Root", "/Size"))


def check_later_revisions(pdf: bytes, reader: PdfFileReader, signatures: Sequence[EmbeddedPdfSignature]) -> None:
    """Ask of each signature after the first that its revision holds its value, its field and its panel alone.

    Raises InvalidFile, or whatever the parser raises on damage.
    """
    for before, signature in pairwise(signatures):
        _check_revision(reader, signature)
        _check_tiling(pdf, reader, before, signature)


def _check_revision(reader: PdfFileReader, signature: EmbeddedPdfSignature) -> None:
    revision = signature.signed_revision
    _check_trailer(reader, revision)
    field_ref, value_ref = _reference(signature.sig_field), signature.sig_object.container_ref
    at: Any = reader.get_object
    empty, filled = at(field_ref, revision - 1), at(field_ref, revision)
    written = {ref: at(ref, revision) for ref in reader.xrefs.explicit_refs_in_revision(revision)}
    if field_ref not in written or value_ref not in written or not set(signature.sig_object) <= _ENTRIES:
        raise InvalidFile(_ALTERED)
    expected = {**empty, "/V": filled.raw_get("/V")}
    added = written.keys() - {field_ref}
    if "/AP" in filled and filled.raw_get("/AP") != empty.get("/AP"):
        panel_ref = filled["/AP"].raw_get("/N").reference
        expected["/AP"] = {"/N": filled["/AP"].raw_get("/N")}
        added -= {panel_ref}
        _check_panel(written[panel_ref], empty["/AP"]["/N"], signature)
    if added != {value_ref} or dict(filled) != expected or _is_any_known(reader, written, field_ref, revision):
        raise InvalidFile(_ALTERED)


def _reference(field: DictionaryObject) -> Reference:
    reference = field.container_ref
    if not isinstance(reference, Reference):
        raise InvalidFile(_ALTERED)
    return reference


def _is_any_known(
    reader: PdfFileReader, written: Mapping[Reference, object], field_ref: Reference, revision: int
) -> bool:
    """Tell whether an object that is written was there before, the field aside: shadows are laid that way."""
    introduced = reader.xrefs.get_introducing_revision
    return any(introduced(ref) != revision for ref in written if ref != field_ref)


def _check_trailer(reader: PdfFileReader, revision: int) -> None:
    """Ask for a plain table of what is written, nothing given up, and the same document at its root."""
    xrefs = reader.xrefs
    freed = {ref.idnum for ref in xrefs.refs_freed_in_revision(revision)}
    is_plain = xrefs.get_xref_container_info(revision).xref_section_type == XRefSectionType.STANDARD
    now, before = reader.trailer.flatten(revision), reader.trailer.flatten(revision - 1)
    is_same = all(now.raw_get(key) == before.raw_get(key) for key in ("/Root", "/Info") if key in now or key in before)
    if not is_plain or not is_same or freed - {0} or not set(now) <= _TRAILER or now["/ID"][0] != before["/ID"][0]:
        raise InvalidFile(_ALTERED)


def _check_panel(panel: object, empty: StreamObject, signature: EmbeddedPdfSignature) -> None:
    """Ask that the panel shows what the signature says, in the one way in which it is drawn."""
    certificate = x509.load_der_x509_certificate(signature.signer_cert.dump())
    expected = fill_panel(empty, certificate, parse_pdf_date(signature.sig_object["/M"]))
    if not isinstance(panel, StreamObject) or panel.data != expected.data or _entries(panel) != _entries(expected):
        raise InvalidFile("Changed after signing: the panel shows something else than its signature says.")


def _entries(stream: StreamObject) -> dict[str, object]:
    return {key: stream.raw_get(key) for key in stream if key != "/Length"}


def _check_tiling(
    pdf: bytes, reader: PdfFileReader, before: EmbeddedPdfSignature, signature: EmbeddedPdfSignature
) -> None:
    """Ask that the revision's objects lie one behind the other, with nothing between them, up to its table."""
    revision = signature.signed_revision
    table = reader.xrefs.get_startxref_for_revision(revision)
    refs = reader.xrefs.explicit_refs_in_revision(revision)
    places = (reader.xrefs.get_historical_ref(ref, revision) for ref in refs)
    starts = sorted(place for place in places if isinstance(place, int))
    _, _, start, length = before.byte_range
    if pdf[start + length : starts[0]].strip():
        raise InvalidFile(_ALTERED)
    for begin, end in pairwise([*starts, table]):
        if pdf.count(b"endobj", begin, end) != 1 or not pdf[begin:end].rstrip().endswith(b"endobj"):
            raise InvalidFile(_ALTERED)
