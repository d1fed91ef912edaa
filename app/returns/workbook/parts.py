"""The payload's own part of the package, and a package whose bytes depend on nothing but its content.

openpyxl writes no custom XML part, so the finished package is rewritten with one more; every other part is copied as
it is. Names and content types are those of ECMA-376 part 1, 15.2.5 and 15.2.6.
"""

from __future__ import annotations

import base64
import io
import zipfile

from lxml import etree

NAMESPACE = "urn:assurance-desk:return:1"
ITEM_PART = "customXml/item1.xml"
_PROPERTIES_PART = "customXml/itemProps1.xml"
_ITEM_ID = "{6D0C5B0E-6A4B-4F0B-9C58-3E6B2C0A7D11}"
_CONTENT_TYPES = "[Content_Types].xml"
_CORE_PROPERTIES = "docProps/core.xml"
_WORKBOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PACKAGE_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def add_payload(package: bytes, payload: bytes, payload_digest: str, properties: bytes) -> bytes:
    """Return the package with the payload as a custom XML part, rewritten with fixed times and order.

    `properties` replaces docProps/core.xml, into which openpyxl writes the time of saving.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts[_CORE_PROPERTIES] = properties
    parts[_CONTENT_TYPES] = _with_content_type(parts[_CONTENT_TYPES])
    parts[_WORKBOOK_RELATIONS] = _with_relation(
        parts[_WORKBOOK_RELATIONS], f"{_RELATIONSHIPS}/customXml", f"/{ITEM_PART}"
    )
    parts[ITEM_PART] = _item(payload, payload_digest)
    parts[_PROPERTIES_PART] = _properties()
    parts["customXml/_rels/item1.xml.rels"] = _with_relation(
        f'<Relationships xmlns="{_PACKAGE_RELATIONSHIPS}"/>'.encode(),
        f"{_RELATIONSHIPS}/customXmlProps",
        "itemProps1.xml",
    )
    return _package(parts)


def _package(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda name: (name != _CONTENT_TYPES, name)):
            info = zipfile.ZipInfo(name, date_time=_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            package.writestr(info, parts[name])
    return target.getvalue()


def _item(payload: bytes, payload_digest: str) -> bytes:
    root = etree.fromstring(f'<payload xmlns="{NAMESPACE}" sha256="{payload_digest}"/>')
    root.text = base64.b64encode(payload).decode()
    return _document(root)


def _properties() -> bytes:
    root = etree.Element(f"{{{_CUSTOM_XML}}}datastoreItem", nsmap={"ds": _CUSTOM_XML})
    root.set(f"{{{_CUSTOM_XML}}}itemID", _ITEM_ID)
    references = etree.SubElement(root, f"{{{_CUSTOM_XML}}}schemaRefs")
    etree.SubElement(references, f"{{{_CUSTOM_XML}}}schemaRef").set(f"{{{_CUSTOM_XML}}}uri", NAMESPACE)
    return _document(root)


def _with_content_type(content_types: bytes) -> bytes:
    root = etree.fromstring(content_types)
    override = etree.SubElement(root, f"{{{_PACKAGE_TYPES}}}Override")
    override.set("PartName", f"/{_PROPERTIES_PART}")
    override.set("ContentType", _PROPERTIES_TYPE)
    return _document(root)


def _with_relation(relations: bytes, kind: str, target: str) -> bytes:
    root = etree.fromstring(relations)
    relation = etree.SubElement(root, f"{{{_PACKAGE_RELATIONSHIPS}}}Relationship")
    relation.set("Id", "rIdPayload")
    relation.set("Type", kind)
    relation.set("Target", target)
    return _document(root)


def _document(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
