"""The parts of a package with their content types and relationships, each in one written form only.

Relationships and content types are written anew when a package is first signed. A verifier writes them once more from
what it read and compares, so that not a byte of them escapes the signature. Source: ECMA-376 part 2, clauses 8 to 10.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from app.signing.package_archive import CONTENT_TYPES
from app.signing.signature_report import InvalidFile

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATIONSHIPS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
CORE_PROPERTIES = "docProps/core.xml"
ROOT_RELATIONS = "_rels/.rels"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_OFFICE = "application/vnd.openxmlformats-officedocument"
ALLOWED_TYPES = frozenset(
    [
        RELATIONSHIPS_TYPE,
        "application/vnd.openxmlformats-package.core-properties+xml",
        "application/xml",
        "image/jpeg",
        "image/png",
        *(f"{_OFFICE}.{kind}+xml" for kind in ("customXmlProperties", "extended-properties", "theme", "drawing")),
        *(
            f"{_OFFICE}.spreadsheetml.{kind}+xml"
            for kind in ("sharedStrings", "sheet.main", "styles", "table", "worksheet")
        ),
    ]
)
"""What a package may hold: nothing that runs, nothing that fetches, nothing that another program opens."""


@dataclass(frozen=True, order=True)
class Relation:
    """One relationship, always to a part inside the package. Ordered by Id, code point by code point."""

    id: str
    target: str
    kind: str


@dataclass(frozen=True)
class Package:
    """A package's content: every part but the content types and the signatures.

    `parts` and `types` go by part name without the first slash; `relations` by the name of their own part.
    """

    parts: Mapping[str, bytes]
    types: Mapping[str, str]
    relations: Mapping[str, tuple[Relation, ...]]


def read_package(parts: Mapping[str, bytes], *, leaving_out: str) -> Package:
    """Read the content types and relationships of unpacked parts, but for a folder and what leads there.

    Raises InvalidFile when they hold what no return holds, or whatever a parser raises on damage.
    """
    names = [name for name in parts if name != CONTENT_TYPES and not name.startswith(leaving_out)]
    types = _read_content_types(parts[CONTENT_TYPES], names)
    relations = {
        name: tuple(one for one in _read_relations(parts[name]) if not target_of(name, one).startswith(leaving_out))
        for name in names
        if is_relations(name)
    }
    for name, relations_here in relations.items():
        _check_targets(name, relations_here, parts)
    return Package({name: parts[name] for name in names if name not in relations}, types, relations)


def write_content_types(types: Mapping[str, str]) -> bytes:
    """Write the content types: one default for relationships, one override for each other part."""
    default = f'<Default ContentType="{RELATIONSHIPS_TYPE}" Extension="rels"></Default>'
    overrides = (
        f'<Override ContentType="{types[name]}" PartName="/{name}"></Override>'
        for name in sorted(types)
        if not is_relations(name)
    )
    return DECLARATION + f'<Types xmlns="{TYPES}">{default}{"".join(overrides)}</Types>'.encode()


def write_relations(relations: Iterable[Relation]) -> bytes:
    """Write relationships in the form that the RelationshipTransform and C14N give: sorted, nothing between."""
    written = (
        f'<Relationship Id="{one.id}" Target="{one.target}" TargetMode="Internal" Type="{one.kind}"></Relationship>'
        for one in sorted(relations)
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{"".join(written)}</Relationships>'.encode()


def is_relations(name: str) -> bool:
    """Tell whether a part holds relationships."""
    return name.endswith(".rels")


def source_of(name: str) -> str:
    """Give the part from which the relationships in part `name` lead; empty for the package itself."""
    folder, file = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def target_of(name: str, relation: Relation) -> str:
    """Give the part to which a relationship in part `name` leads."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source_of(name)), relation.target)).lstrip("/")


def read_xml(content: bytes) -> etree._Element:
    """Parse XML without entities, DTD or network. Raises InvalidFile for a DTD, XMLSyntaxError on damage."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise InvalidFile("This workbook holds a document type; a return never does. Do not open it elsewhere.")
    return root


def _read_content_types(content: bytes, names: Iterable[str]) -> dict[str, str]:
    root = read_xml(content)
    defaults = {one.get("Extension", "").lower(): one.get("ContentType") for one in root.iter(f"{{{TYPES}}}Default")}
    overrides = {one.get("PartName"): one.get("ContentType") for one in root.iter(f"{{{TYPES}}}Override")}
    extensions = {name: name.rpartition(".")[2].lower() for name in names}
    types = {name: overrides.get(f"/{name}") or defaults.get(extensions[name]) or "" for name in names}
    if not set(types.values()) <= ALLOWED_TYPES:
        raise InvalidFile("This workbook holds a part of a kind that no return holds. Do not open it elsewhere.")
    if any(is_relations(name) != (kind == RELATIONSHIPS_TYPE) for name, kind in types.items()):
        raise InvalidFile("This workbook says falsely of a part what kind it is. Do not open it elsewhere.")
    return types


def _read_relations(content: bytes) -> tuple[Relation, ...]:
    found = read_xml(content).findall(f"{{{RELATIONSHIPS}}}Relationship")
    if any(one.get("TargetMode", "Internal") != "Internal" for one in found):
        raise InvalidFile("This workbook leads to something outside itself; a return never does. Do not open it.")
    relations = [Relation(*(str(one.attrib[name]) for name in ("Id", "Target", "Type"))) for one in found]
    if not relations or len({one.id for one in relations}) != len(relations):
        raise InvalidFile("This workbook's parts are joined in more than one way.")
    return tuple(sorted(relations))


def _check_targets(name: str, relations: Iterable[Relation], parts: Mapping[str, bytes]) -> None:
    """Ask that relationships lead from a part that is here to parts that are here, plainly written."""
    sources = (source_of(name), *(target_of(name, one) for one in relations))
    words = "".join(text for one in relations for text in (one.id, one.target, one.kind))
    if not all(part in parts or (not part and name == ROOT_RELATIONS) for part in sources):
        raise InvalidFile("Changed after signing: a part of the workbook is gone.")
    is_plain = words.isascii() and posixpath.basename(posixpath.dirname(name)) == "_rels"
    if not is_plain or any(character in words for character in "&<>\"'\\%?\t\r\n "):
        raise InvalidFile("This workbook's parts are joined in a way that no return's are.")
