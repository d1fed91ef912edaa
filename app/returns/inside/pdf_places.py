"""Where the objects of a PDF belong, in words for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

_BY_TYPE = {
    "/Metadata": "the metadata (XMP)",
    "/EmbeddedFile": "an attached file",
    "/Filespec": "an attached file",
    "/Annot": "an annotation",
    "/Outlines": "the outline",
    "/Font": "a font",
    "/FontDescriptor": "a font",
    "/Sig": "a signature",
    "/StructElem": "the structure tree",
    "/StructTreeRoot": "the structure tree",
    "/Catalog": "the catalogue of the document",
}


@dataclass
class Places:
    """The places of one revision's objects."""

    contents: list[tuple[pikepdf.Object, pikepdf.Object]] = field(default_factory=list)
    """Each page with its content stream, or array of streams."""
    named: dict[tuple[int, int], str] = field(default_factory=dict)
    drawn: set[tuple[int, int]] = field(default_factory=set)

    def of(self, each: pikepdf.Object) -> str:
        """Return where an object belongs."""
        if each.objgen in self.named:
            return self.named[each.objgen]
        if not isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            return "a list"
        kind = str(each.get("/Type", ""))
        if kind in _BY_TYPE:
            return _BY_TYPE[kind]
        if "/Title" in each and "/Parent" in each:
            return "the outline"
        return "the structure tree" if "/S" in each and "/P" in each else f"object {each.objgen[0]}"

    def is_drawn(self, each: pikepdf.Object) -> bool:
        """Tell whether an object is a page's content stream."""
        return each.objgen in self.drawn


def places_in(pdf: pikepdf.Pdf) -> Places:
    """Find the places of a revision's pages, annotations and properties."""
    places = Places()
    if isinstance(information := pdf.trailer.get("/Info"), pikepdf.Dictionary):
        places.named[information.objgen] = "the document information"
    for number, page in enumerate(pdf.pages, 1):
        _add_page(places, page.obj, number)
    return places


def _add_page(places: Places, page: pikepdf.Object, number: int) -> None:
    places.named[page.objgen] = f"page {number}"
    contents = page.get("/Contents")
    if contents is not None:
        places.contents.append((page, contents))
        for stream in contents if isinstance(contents, pikepdf.Array) else (contents,):
            places.named[stream.objgen] = f"page {number}"
            places.drawn.add(stream.objgen)
    for annotation in page.get("/Annots", pikepdf.Array()):
        for part in (annotation, *_appearances(annotation)):
            places.named.setdefault(part.objgen, f"an annotation on page {number}")


def _appearances(annotation: pikepdf.Object) -> Iterator[pikepdf.Object]:
    looks = annotation.get("/AP")
    if not isinstance(looks, pikepdf.Dictionary):
        return
    for look in looks.values():
        if isinstance(look, pikepdf.Stream):
            yield look
        elif isinstance(look, pikepdf.Dictionary):
            yield from (state for state in look.values() if isinstance(state, pikepdf.Stream))
