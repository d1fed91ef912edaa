"""Everything readable in an XML document: texts, attributes, names, comments, instructions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from app.returns.inside.binary import as_text, from_base64, is_binary, sentences_in
from app.returns.inside.found import Found, Kind

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DSIG = "{http://www.w3.org/2000/09/xmldsig#}"
_GROUPS = tuple(f"{_MAIN}{name}" for name in ("is", "si", "text"))
"""Elements whose text may be cut into runs, and reads as one."""
_RUNS = frozenset(f"{_MAIN}{name}" for name in ("t", "r", "rPh"))
_BANDS = frozenset(f"{_MAIN}{part}{band}" for part in ("odd", "even", "first") for band in ("Header", "Footer"))
_BAND_PART = re.compile(r"&[LCR]")
_BAND_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|[0-9]+|[A-JM-QS-Z])')
_BAND_FONT = re.compile(r'&"([^"]*)"')
_OPAQUE = frozenset(f"{_DSIG}{name}" for name in ("DigestValue", "SignatureValue", "X509Certificate"))
_NAMESPACE = re.compile(r"""\bxmlns(?::([\w.-]+))?\s*=\s*["']([^"']*)""")


def xml_texts(content: bytes, place: str, payload: bytes = b"") -> Iterator[Found]:
    """Yield what an XML document says; one that cannot be parsed is taken as a text whole.

    Text in base 64 that holds `payload` is only told as that.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        yield Found(place, as_text(content))
        return
    if root.getroottree().docinfo.internalDTD is not None:
        yield Found(place, as_text(content))
    for text in dict.fromkeys(
        (*_names(root), *(part for pair in _NAMESPACE.findall(as_text(content)) for part in pair))
    ):
        if text:
            yield Found(place, text)
    for group in root.iter(*_GROUPS):
        yield Found(place, "".join(str(part) for part in group.itertext()))
    for aside in (*root.itersiblings(preceding=True), *root.iter(etree.Comment, etree.PI), *root.itersiblings()):
        yield Found(place, f"{getattr(aside, 'target', '')} {aside.text or ''}".strip())
    for element in root.iter(etree.Element):
        yield from _texts(element, place, payload)


def _names(root: etree._Element) -> Iterator[str]:
    """Yield the names of elements and attributes, and the attributes' values."""
    tags: dict[str, None] = {}
    attributes: dict[tuple[str, str], None] = {}
    for element in root.iter(etree.Element):
        tags[str(element.tag)] = None
        attributes.update(dict.fromkeys(element.attrib.items()))  # type: ignore[arg-type]  # text unless parsed from bytes
    for tag in (*tags, *(key for key, _ in attributes)):
        yield tag.rpartition("}")[2]
    for _, value in attributes:
        yield value


def _texts(element: etree._Element, place: str, payload: bytes) -> Iterator[Found]:
    text, tail = element.text or "", element.tail or ""
    if tail.strip():
        yield Found(place, tail)
    if not text.strip() or element.tag in _RUNS:
        return
    if element.tag in _BANDS:
        yield from (Found(place, part) for part in _band_parts(text))
    elif (held := from_base64(text)) is not None and (element.tag in _OPAQUE or held == payload):
        yield from _held(held, place, payload)
    else:
        yield Found(place, text)
        yield from _held(held or b"", place, payload)


def _band_parts(text: str) -> Iterator[str]:
    """Yield what a printed header says at its left, centre and right, and the fonts it names."""
    plain = text.replace("&&", "\N{FULLWIDTH AMPERSAND}")
    yield from _BAND_FONT.findall(plain)
    yield from (part for part in _BAND_PART.split(_BAND_CODE.sub(" ", plain)) if part.strip())


def _held(content: bytes, place: str, payload: bytes) -> Iterator[Found]:
    """Yield what text in base 64 holds, for the search alone."""
    if content == payload:
        yield Found("the payload", as_text(content), Kind.CODE)
    elif is_binary(content):
        yield from (Found(place, text, Kind.CODE) for text in sentences_in(content))
    elif content:
        yield Found(place, as_text(content), Kind.CODE)
