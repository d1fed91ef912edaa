"""Writes the structure noted while drawing into the PDF: tree, parents, tab order (ISO 32000-1, 14.7; ISO 14289-1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from app.returns.pdf.tags import Element, Mark, Reference, Tags

_PRINT = 4
_TABLE_ATTRIBUTES = ("Scope", "ColSpan", "RowSpan")


def write_structure(pdf: Pdf, tags: Tags, titles: Mapping[str, str]) -> None:
    """Write the tree. `titles` are the places that links lead to, by key; the signature fields must stand already."""
    writer = _Writer(pdf)
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    for link in tags.links:
        annotation = writer.pages[link.reference.page].Annots[link.reference.place]
        annotation.F = _PRINT
        annotation.Contents = String(titles.get(link.key, link.key))
    for field in pdf.Root.AcroForm.Fields:
        page = next(number for number, each in enumerate(writer.pages) if each.objgen == field.P.objgen)
        place = next(n for n, each in enumerate(field.P.Annots) if each.objgen == field.objgen)
        tags.fields[str(field.T)].kids.append(Reference(page, place))
    root.K = writer.write(tags.root, root)
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=writer.parents(tags)))
    root.ParentTreeNextKey = len(writer.pages) + len(writer.annotations)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


class _Writer:
    """Turns elements into objects of the file, and keeps which object is whose."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self.pages = [page.obj for page in pdf.pages]
        self.annotations: list[tuple[Object, Object]] = []
        """Each annotation with its element, in the order of their keys in the tree of parents."""
        self._objects: dict[int, Object] = {}

    def write(self, element: Element, parent: Object) -> Object:
        """Write an element with all it holds."""
        made = self._pdf.make_indirect(Dictionary(S=Name(f"/{element.kind}"), P=parent))
        self._objects[id(element)] = made
        page = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
        if page is not None:
            made.Pg = self.pages[page]
        if element.alternative:
            made.Alt = String(element.alternative)
        if element.attributes:
            made.A = _attributes(element.attributes)
        kids = [self._kid(kid, made, page) for kid in element.kids]
        if kids:
            made.K = kids[0] if len(kids) == 1 else Array(kids)
        return made

    def _kid(self, kid: Element | Mark | Reference, made: Object, page: int | None) -> Any:
        if isinstance(kid, Element):
            return self.write(kid, made)
        if isinstance(kid, Mark):
            if kid.page == page:
                return kid.number
            return Dictionary({"/Type": Name("/MCR"), "/Pg": self.pages[kid.page], "/MCID": kid.number})
        annotation = self.pages[kid.page].Annots[kid.place]
        annotation.StructParent = len(self.pages) + len(self.annotations)
        self.annotations.append((annotation, made))
        return Dictionary(Type=Name.OBJR, Pg=self.pages[kid.page], Obj=annotation)

    def parents(self, tags: Tags) -> Array:
        """Return the tree of parents, flat: each page's marks, then each annotation."""
        numbers: list[Any] = []
        for number, page in enumerate(self.pages):
            page.StructParents = number
            page.Tabs = Name.S
            owners = [self._objects[id(owner)] for owner in tags.pages.get(number, [])]
            numbers += [number, self._pdf.make_indirect(Array(owners))]
        for number, (_, owner) in enumerate(self.annotations, len(self.pages)):
            numbers += [number, owner]
        return Array(numbers)


def _attributes(attributes: Mapping[str, Any]) -> pikepdf.Dictionary:
    """Return an element's attributes with their owner: Table, or Layout."""
    owner = "Table" if any(name in attributes for name in _TABLE_ATTRIBUTES) else "Layout"
    made = Dictionary(O=Name(f"/{owner}"))
    for name, value in attributes.items():
        if isinstance(value, str):
            made[f"/{name}"] = Name(f"/{value}")
        else:
            made[f"/{name}"] = Array(value) if isinstance(value, list) else value
    return made
