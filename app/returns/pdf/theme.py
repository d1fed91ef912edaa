"""The look of the PDF return: page grid, type, colours. All lengths are points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from app.domain.records import Level, Result
from app.resources import locate_resources

PAGE_WIDTH, PAGE_HEIGHT = A4
LEFT = 54.0
RIGHT = PAGE_WIDTH - 54.0
FOOT = 59.0
BODY_HEIGHT = 718.0
BODY_WIDTH = RIGHT - LEFT
BODY_TOP = FOOT + BODY_HEIGHT
LABEL_WIDTH = 106.0
PROSE_AT = 120.0
"""Where the prose column begins, from the left of the body."""
PROSE_WIDTH = BODY_WIDTH - PROSE_AT

REGULAR = "AssuranceSans-Regular"
SEMIBOLD = "AssuranceSans-SemiBold"
MONO = "AssuranceMono-Regular"

ACCENT = HexColor(0x17405E)
INK = HexColor(0x15191C)
GREY = HexColor(0x4B555C)
LINE = HexColor(0x9AA1A7)
WHITE = HexColor(0xFFFFFF)
GOOD = HexColor(0xC3DFCB)
"""Drawn marks of what is in order; tiles use the lighter fill of the level."""
GOOD_EDGE = HexColor(0x6F9C7C)
PART = HexColor(0xE0964A)
PART_INK = HexColor(0x8A5200)
PART_TINT = HexColor(0xFBEBD6)
BAD = HexColor(0x7C1616)
PANEL = HexColor(0xF1F3F4)


@dataclass(frozen=True)
class LevelLook:
    """How a level's tile looks. `edge` frames the lightest, so that it differs from the next on a grey print."""

    fill: Color
    mark: Color
    ink: Color
    edge: Color | None = None


LEVELS = {
    Level.SUBSTANTIAL: LevelLook(HexColor(0xEAF3ED), GOOD, INK, GOOD_EDGE),
    Level.MODERATE: LevelLook(HexColor(0xF3E0A0), HexColor(0xF3E0A0), INK),
    Level.LIMITED: LevelLook(PART, PART, INK),
    Level.UNSATISFACTORY: LevelLook(BAD, BAD, WHITE),
}

RESULT_FILLS: dict[Result | None, Color] = {Result.NOT_MET: BAD, Result.PARTLY_MET: PART_TINT}
"""Only what needs someone to act has a tile."""
QUIET_RESULTS = (None, Result.NOT_TESTED, Result.NOT_APPLICABLE)


def register_fonts() -> None:
    """Make the program's typefaces known to reportlab, once in a process."""
    if MONO in pdfmetrics.getRegisteredFontNames():
        return
    folder = locate_resources() / "fonts"
    for name in (REGULAR, SEMIBOLD, MONO):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=REGULAR, boldItalic=SEMIBOLD)


def text_width(text: str, font: str, size: float) -> float:
    """Return how wide a line of text is."""
    return float(pdfmetrics.stringWidth(text, font, size))


def _style(name: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    """Return a style. `tag` is what its text is to those who cannot see it; `is_begun`: the next text belongs to it."""
    settings: dict[str, Any] = {
        "fontName": REGULAR, "fontSize": size, "leading": leading, "textColor": INK,
        "allowWidows": 0, "allowOrphans": 0, "splitLongWords": 1, "embeddedHyphenation": 0,
        "tag": "P", "is_begun": False,
    }  # fmt: skip
    return ParagraphStyle(name, **{**settings, **more})


KICKER = _style("kicker", 14, 18, fontName=SEMIBOLD, textColor=ACCENT, spaceAfter=7)
NAME = _style("name", 40, 48, tag="H1", fontName=SEMIBOLD, shaping=1, spaceAfter=7)
PERIOD = _style("period", 16, 20, shaping=1)
SECTION = _style("section", 25, 30, tag="H1", fontName=SEMIBOLD, shaping=1, spaceAfter=7)
INTENTION = _style("intention", 19, 23, tag="H2", fontName=SEMIBOLD, shaping=1)
INTENTION_REF = _style("intention-ref", 19, 23, tag="H2", is_begun=True, fontName=SEMIBOLD, textColor=ACCENT)
HEADING = _style("heading", 14, 18, fontName=SEMIBOLD, spaceBefore=14, spaceAfter=7)
LEAD = _style("lead", 12.5, 17.5, spaceAfter=14)
SUBTITLE = _style("subtitle", 12, 15, textColor=GREY)
LETTER = _style("letter", 10.75, 15, spaceAfter=7)
PROSE = _style("prose", 10, 13.6, spaceAfter=7)
TELLING = _style("telling", 10, 13.6)
"""A line of several that are alike."""
FINDING = _style("finding", 10, 13.6, fontName=SEMIBOLD, spaceAfter=3.5)
PLAN = _style("plan", 9, 11.5, spaceAfter=3.5)
ACTION = _style("action", 9, 12)
FACT = _style("fact", 12, 16)
GROUP_TITLE = _style("group-title", 10.75, 15, tag="H1", fontName=SEMIBOLD, textColor=ACCENT)
CELL = _style("cell", 9, 11.5)
ITEM = _style("item", 9, 11.5, fontName=SEMIBOLD, textColor=ACCENT)
TOLD = _style("told", 9, 11.5, spaceAfter=2.5)
CELL_RIGHT = _style("cell-right", 9, 11.5, alignment=2)
CELL_STRONG = _style("cell-strong", 9, 11.5, fontName=SEMIBOLD)
CELL_GREY = _style("cell-grey", 9, 11.5, textColor=GREY)
GROUP = _style("group", 9, 11.5, fontName=SEMIBOLD, textColor=ACCENT)
LABEL = _style("label", 9, 13.6, tag="H", fontName=SEMIBOLD, textColor=ACCENT)
LABEL_AGAIN = _style("label-again", 9, 13.6, tag="Artifact", fontName=SEMIBOLD, textColor=ACCENT)
"""A label that is repeated where its text runs on over a page."""
LABEL_GROUP = _style("label-group", 9, 13.6, tag="H1", is_begun=True, fontName=SEMIBOLD, textColor=ACCENT)
LABEL_INTENTION = _style("label-intention", 9, 13.6, tag="H2", fontName=SEMIBOLD, textColor=ACCENT)
NOTE = _style("note", 8.5, 11, textColor=GREY)
NOTE_AGAIN = _style("note-again", 8.5, 11, tag="Artifact", textColor=GREY)
HEAD = _style("head", 8.5, 11, fontName=SEMIBOLD, textColor=ACCENT)
HEAD_RIGHT = _style("head-right", 8.5, 11, fontName=SEMIBOLD, textColor=ACCENT, alignment=2)
DIGEST = _style("digest", 7.5, 10.2, fontName=MONO)
DIGEST_LARGE = _style("digest-large", 9, 13.6, fontName=MONO)
