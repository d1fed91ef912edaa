"""Holds a workbook's parts against the form that a return's have: nothing that computes, nothing that hides.

Its signature says who made it, not that it is harmless, and cells may say what they should while the eye sees something
else. So every element and attribute must be one that returns have, and its value one that hides nothing. Foreign bytes:
run it in a process with limits. Source of the names: ECMA-376 part 1, clause 18.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from app.domain.errors import BadFile
from app.returns.package_checks import FOREIGN

if TYPE_CHECKING:
    from lxml import etree

_SHEET = """
worksheet | sheetPr | sheetViews | cols | sheetData | is | v | headerFooter | oddHeader | oddFooter | evenHeader |
evenFooter | firstHeader | firstFooter | formula | t space | conditionalFormatting sqref | dimension ref |
outlinePr summaryBelow summaryRight | pageSetUpPr fitToPage | sheetView showGridLines tabSelected workbookViewId |
pane activePane state topLeftCell xSplit ySplit | selection activeCell pane sqref |
sheetFormatPr baseColWidth defaultRowHeight | col customWidth max min width | row customHeight ht r | c r s t |
cfRule dxfId operator priority type | pageMargins bottom footer header left right top |
pageSetup fitToHeight fitToWidth orientation paperSize | tableParts count | tablePart id
"""
_BOOK = """
workbook | workbookPr | workbookProtection | bookViews | sheets | definedNames |
workbookView activeTab autoFilterDateGrouping firstSheet minimized showHorizontalScroll showSheetTabs showVerticalScroll
tabRatio visibility | sheet id name sheetId state | definedName localSheetId name | calcPr calcId fullCalcOnLoad
"""
_TABLE = """
table displayName headerRowCount id name ref | autoFilter ref | tableColumns count | tableColumn id name |
tableStyleInfo showRowStripes
"""
_STYLES = """
styleSheet | font | fill | border | left | right | top | bottom style | diagonal | dxf | colors | indexedColors |
numFmts count | numFmt formatCode numFmtId | fonts count | name val | family val | color rgb theme | sz val |
scheme val | b val | fills count | patternFill patternType | borders count | cellStyleXfs count | cellXfs count |
xf applyAlignment borderId fillId fontId numFmtId pivotButton quotePrefix xfId | alignment horizontal indent
vertical wrapText |
cellStyles count | cellStyle builtinId hidden name xfId | dxfs count | bgColor rgb | rgbColor rgb |
tableStyles count defaultPivotStyle defaultTableStyle
"""
_STRINGS = "sst count uniqueCount | si | t space"
_VALUES = {
    "alignment indent": "[0-9]",
    "cellStyle hidden": "0", "cfRule operator": "equal", "cfRule type": "cellIs", "c t": "inlineStr|s|n",
    "col width": r"(?:[5-9]|[1-9]\d{1,2})(?:\.\d+)?", "color theme": "1",
    "definedName name": "_xlnm.Print_Titles",
    "numFmt formatCode": r'"[▮▯✓◐✗○–]{1,4} *"@|0_0|0%_0|yyyy-mm-dd|d mmmm yyyy', "pane state": "frozen",
    "pane topLeftCell": "[A-Z]6", "pane ySplit": "5", "patternFill patternType": "none|gray125|solid",
    "row ht": r"[1-9]\d{1,2}(?:\.\d+)?", "sheet state": "visible", "sheetFormatPr defaultRowHeight": "15",
    "sz val": r"(?:[89]|1\d)(?:\.0)?", "workbookView firstSheet": "0", "workbookView minimized": "0",
    "workbookView showSheetTabs": "1", "workbookView visibility": "visible", "xf fillId": "0",
    "xf numFmtId": r"0|[12]\d\d",
}  # fmt: skip
"""What the values of some attributes must be; the others can hide nothing."""
_TEXTS = {"formula": r'"[A-Za-z ]+"', "definedName": r"'[^'!\[\]]+'!\$5:\$5"}
"""What may stand where a formula could: a word that cells are compared with, the rows repeated on each page."""
_KINDS = {
    "xl/worksheets/sheet": _SHEET, "xl/tables/table": _TABLE, "xl/workbook.xml": _BOOK, "xl/styles.xml": _STYLES,
    "xl/sharedStrings.xml": _STRINGS,
}  # fmt: skip
_STYLE_PART, _THEME_PART = "xl/styles.xml", "xl/theme/theme1.xml"
_WHITE, _BLACK = "00FFFFFF", "00000000"
_LEAST_CONTRAST = 4.5
"""Source: WCAG 2.1, 1.4.3."""
_CODES = re.compile(r'&(?:"[^"]*"|\d+|[LCRPN&])')
_PLAIN = re.compile("[A-Za-z]{1,30}")


def check_form(parts: Mapping[str, bytes], own_words: str) -> None:
    """Refuse a workbook whose sheets, tables or styles hold what no return's do. Raises BadFile.

    `own_words` are all that may stand in the head and foot of its printed pages, and as heads of tables.
    """
    for name, content in parts.items():
        kind = next((each for each in _KINDS if name.startswith(each)), None)
        if kind is not None:
            root = _parse(content)
            for oddity in _oddities(root, _read_form(_KINDS[kind])):
                raise _refusal(name, oddity)
            _check_words(name, root, _words(own_words))
    _check_colours(parts)


def _read_form(form: str) -> dict[str, frozenset[str]]:
    """Return the attributes that each element may have, by their names without a namespace."""
    words = (each.split() for each in form.replace("\n", " ").split("|"))
    return {name: frozenset(attributes) for name, *attributes in words}


def _parse(content: bytes) -> etree._Element:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise BadFile(FOREIGN) from None


def _oddities(root: etree._Element, form: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """Yield what no return has: an element, an attribute, a value, a cell that is there twice."""
    cells = [each.get("r") for each in root.iter("{*}c")]
    if len(set(cells)) != len(cells):
        yield "c"
    for element in root.iter():
        name = _local(str(element.tag))  # of a comment, what makes one
        if name not in form or not _fits(_TEXTS.get(name), element.text):
            yield name
        for attribute, value in ((_local(str(key)), str(value)) for key, value in element.attrib.items()):
            if attribute not in form[name] or not _fits(_VALUES.get(f"{name} {attribute}"), value):
                yield attribute


def _fits(pattern: str | None, text: str | None) -> bool:
    return pattern is None or re.fullmatch(pattern, text or "") is not None


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _refusal(part: str, oddity: str) -> BadFile:
    """Return the refusal of a part; what is odd in it is named where its name is plain."""
    what = oddity if _PLAIN.fullmatch(oddity) else "another form"
    where = part.rpartition("/")[2].removesuffix(".xml")
    return BadFile(
        f"This workbook computes, links or hides something, which a return never does ({where}: {what}). It was not "
        "read; do not open it elsewhere."
    )


def _check_words(name: str, root: etree._Element, own: frozenset[str]) -> None:
    """Ask that printed pages' head and foot, and the heads of tables, have no word but the return's own."""
    for band in root.iter("{*}headerFooter"):
        if not _words(_CODES.sub(" ", " ".join(str(text) for text in band.itertext()))) <= own:
            raise _refusal(name, "headerFooter")
    if not all(_words(each.get("name", "")) <= own for each in root.iter("{*}tableColumn")):
        raise _refusal(name, "tableColumn")


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))


def _check_colours(parts: Mapping[str, bytes]) -> None:
    """Ask that all that is written can be seen: the theme as it always is, and ink that stands out from its ground."""
    from openpyxl.writer.theme import theme_xml

    if parts.get(_THEME_PART, theme_xml.encode()) != theme_xml.encode():
        raise _refusal(_THEME_PART, "color")
    root = _parse(parts[_STYLE_PART])
    for drawn in (*root.iterfind("{*}fonts/{*}font"), *root.iterfind("{*}dxfs/{*}dxf")):
        ink, ground = _colour(drawn.find(".//{*}color"), _BLACK), _colour(drawn.find(".//{*}bgColor"), _WHITE)
        if _contrast(ink, ground) < _LEAST_CONTRAST:
            raise _refusal(_STYLE_PART, "color")


def _colour(element: etree._Element | None, otherwise: str) -> str:
    found = otherwise if element is None else element.get("rgb", otherwise)
    return found if re.fullmatch("[0-9A-Fa-f]{8}", found) else otherwise


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour, AARRGGBB."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (2, 4, 6))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
