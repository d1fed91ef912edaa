"""What somebody may slip into a PDF before they sign it, or after others have."""

from __future__ import annotations

from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.embed import EmbeddedFileObject, FileSpec, embed_file
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from tests.signing.forgery import Change


def _stream(data: bytes, **entries: Any) -> generic.StreamObject:
    named = {generic.pdf_name(f"/{key}"): value for key, value in entries.items()}
    return generic.StreamObject(named, stream_data=data)


def _overlay(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    cover = writer.add_object(_stream(b"1 g 0 0 999 999 re f"))
    old = page.raw_get("/Contents")
    page[generic.pdf_name("/Contents")] = generic.ArrayObject([old, cover])
    writer.update_container(page)


def _attach(writer: IncrementalPdfFileWriter) -> None:
    data = EmbeddedFileObject.from_file_data(writer, b"{}", compress=False)
    embed_file(writer, FileSpec(file_spec_string="more.json", embedded_data=data))


def _add_field(writer: IncrementalPdfFileWriter) -> None:
    append_signature_field(writer, SigFieldSpec("witness"))


def _exchange_appearance(writer: IncrementalPdfFileWriter) -> None:
    for reference in writer.root["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        look = writer.add_object(_stream(b"1 g 0 0 999 999 re f", Subtype=generic.pdf_name("/Form")))
        field[generic.pdf_name("/AP")] = generic.DictionaryObject({generic.pdf_name("/N"): look})  # type: ignore[no-untyped-call]
        writer.mark_update(reference.reference)


def _exchange_metadata(writer: IncrementalPdfFileWriter) -> None:
    writer.root[generic.pdf_name("/Metadata")] = writer.add_object(_stream(b"<x/>", Type=generic.pdf_name("/Metadata")))
    writer.update_root()  # type: ignore[no-untyped-call]


CHANGES: dict[str, Change] = {
    "overlay": _overlay,
    "attachment": _attach,
    "field": _add_field,
    "appearance": _exchange_appearance,
    "metadata": _exchange_metadata,
}
