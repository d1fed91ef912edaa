"""Says which sheets of a workbook were changed, from the digests that were signed and those that are found."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable, Sequence

from app.signing.package_parts import Package, is_relations, read_xml, source_of, target_of
from app.signing.package_signature_form import Entry

SHOWN = 5
NAME_CHARACTERS = 31  # Excel's own bound on a sheet's name
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORKBOOK, _WORKBOOK_RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_KNOWN = {
    _WORKBOOK: "the list of sheets",
    "xl/sharedStrings.xml": "the texts of the sheets",
    "xl/styles.xml": "the formats",
    "xl/theme/theme1.xml": "the formats",
    "customXml/item1.xml": "the data behind the sheets",
    "docProps/app.xml": "the file's properties",
    "_xmlsignatures/sig1.xml": "the first signature",
}


def explain_changes(content: Package, signed: Sequence[Entry], found: Sequence[Entry]) -> str:
    """Give the sentence that names what was changed, added or removed after signing; empty where nothing was.

    A part keeps its sheet's name only where the list of sheets is itself as it was signed.
    """
    if list(signed) == list(found):
        return ""
    before, after = ({entry.part: entry for entry in entries} for entries in (signed, found))
    is_listed = all(before.get(part) == after.get(part) for part in (_WORKBOOK, _WORKBOOK_RELATIONS))
    names = _sheet_names(content) if is_listed else {}
    sets = (
        ("Changed", [part for part in before.keys() & after.keys() if before[part] != after[part]]),
        ("Added", after.keys() - before.keys()),
        ("Removed", before.keys() - after.keys()),
    )
    sentences = [f"{verb} after signing: {_listed(parts, names)}." for verb, parts in sets if parts]
    return " ".join(sentences) or "Changed after signing: the signature lists its parts otherwise than it did."


def _listed(parts: Iterable[str], names: dict[str, str]) -> str:
    labels = sorted({names.get(_owner(part)) or _KNOWN.get(_owner(part)) or f"part {_owner(part)}" for part in parts})
    more = len(labels) - SHOWN
    return ", ".join(labels[:SHOWN]) + (f" and {more} more" if more > 0 else "")


def _owner(part: str) -> str:
    """Give the part whose relationships these are, or the part itself."""
    return source_of(part) or "of the package" if is_relations(part) else part


def _sheet_names(content: Package) -> dict[str, str]:
    """Give each sheet's name by its part, and by the parts (its table) that the sheet leads to."""
    targets = {one.id: target_of(_WORKBOOK_RELATIONS, one) for one in content.relations[_WORKBOOK_RELATIONS]}
    names: dict[str, str] = {}
    for sheet in read_xml(content.parts[_WORKBOOK]).iterfind(f"{{{_MAIN}}}sheets/{{{_MAIN}}}sheet"):
        part = targets[sheet.get(f"{{{_OFFICE_RELATIONS}}}id", "")]
        folder, file = posixpath.split(part)
        relations = f"{folder}/_rels/{file}.rels"
        owned = [target_of(relations, one) for one in content.relations.get(relations, ())]
        names |= dict.fromkeys([part, *owned], f"sheet {_printable(sheet.get('name', ''))}")
    return names


def _printable(name: str) -> str:
    return "".join(c for c in name if not unicodedata.category(c).startswith("C"))[:NAME_CHARACTERS]
