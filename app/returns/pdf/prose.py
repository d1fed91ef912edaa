"""Users' text as paragraphs: cleaned for the font, escaped for reportlab, the fixed words where something is withheld.

reportlab reads its own markup in text; nothing that a user wrote may be taken for it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, Paragraph

from app.domain.dates import MONTHS
from app.domain.released import ReleasedText, Shown
from app.returns.pdf import theme
from app.returns.pdf.tags import ARTIFACT, Element, Tags, artifact, tags_of

REPLACEMENT = "\N{WHITE SQUARE}"
"""Stands for a character that the font does not have, or that must not be drawn."""

_PLACE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for a withheld place between cleaning and marking up; no user's text still holds one then."""

_BREAKS = re.compile(r"\r\n?|[\u2028\x0b\x0c\x85]")
_PARAGRAPHS = re.compile(r"\s*\n[ \t]*\n\s*|\s*\u2029\s*")
_SPACES = re.compile(r"[ \t]+")
_DAY = re.compile(rf"\b([0-9]{{1,2}}) (?={'|'.join(MONTHS)}\b)")
_LONGEST_LINE = 400
_UNDRAWN = frozenset(("Cc", "Cf", "Co", "Cs", "Cn"))


class Text(Paragraph):
    """A paragraph that is broken into lines once for each width, however often it is asked how tall it is."""

    _measured_at: float | None = None
    _told: list[Element] | None = None
    """The element it is the content of, once drawn; parts on several pages are the content of one."""

    def __init__(self, text: str | None, style: ParagraphStyle, **parts: Any) -> None:
        super().__init__(text, style, **parts)  # type: ignore[arg-type]  # None for a part of a split paragraph
        if text is not None:
            self._is_empty = not any(each.text for each in self.frags)
            self._is_link = all(getattr(each, "link", None) for each in self.frags)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 (reportlab's names)
        """Return the size, from the lines of the last time where they still hold."""
        if self._measured_at != aW or not hasattr(self, "blPara"):
            super().wrap(aW, aH)
            self._measured_at = aW
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 (reportlab's names)
        """Split between lines."""
        parts: list[Any] = super().split(aW, aH)
        if len(parts) > 1:
            self._told = [] if self._told is None else self._told
            for part in parts:
                part._told, part._is_empty, part._is_link = self._told, False, self._is_link
        return parts

    def draw(self) -> None:
        """Draw it as the content of what its style says it is."""
        canvas, tags = self.canv, tags_of(self.canv)
        if tags is None or tags.is_artifact or self._is_empty:
            super().draw()
        elif self.style.tag == ARTIFACT:
            with artifact(canvas):
                super().draw()
        else:
            self._draw_told(canvas, tags)

    def _draw_told(self, canvas: Any, tags: Tags) -> None:
        self._told = [] if self._told is None else self._told
        if not self._told:
            self._told.append(self._element(tags))
        element = self._told[0]
        tags.enter(element)
        if self._is_link:
            element = tags.add("Link")
        tags.enter(element)
        tags.begin(canvas, element)
        super().draw()
        canvas.addLiteral("EMC")
        tags.leave()
        tags.leave()

    def _element(self, tags: Tags) -> Element:
        kind = self.style.tag
        return tags.paragraph() if kind == "P" else tags.heading(kind, is_begun=self.style.is_begun)


def goes_on(above: object, below: object) -> bool:
    """Tell whether the first of one stack is the rest of the paragraph that the other ends with."""
    last, first = (each[at] if isinstance(each, list) and each else each for each, at in ((above, -1), (below, 0)))
    return isinstance(last, Text) and isinstance(first, Text) and last._told is not None and last._told is first._told


def clean(text: str) -> str:
    """Return the text in characters that the font has; others become a visible mark, line breaks stay."""
    composed = unicodedata.normalize("NFC", _BREAKS.sub("\n", text))
    odd = set(composed) - _drawable()
    return composed.translate({ord(character): REPLACEMENT for character in odd}) if odd else composed


@cache
def _drawable() -> frozenset[str]:
    """Return the characters that the font has and that stand for themselves."""
    font: Any = pdfmetrics.getFont(theme.REGULAR)
    letters = map(chr, font.face.charToGlyph)
    kept = (each for each in letters if unicodedata.category(each) not in _UNDRAWN)
    return frozenset((*kept, "\n", "\t", "\N{PARAGRAPH SEPARATOR}"))


def escaped(text: str) -> str:
    """Return text of a user, or of the catalogue, for use inside a paragraph's markup, on one line."""
    return _DAY.sub("\\1\N{NO-BREAK SPACE}", escape(" ".join(clean(text).split())))


def strong(markup: str) -> str:
    """Return markup in semibold."""
    return f"<b>{markup}</b>"


def grey(markup: str) -> str:
    """Return markup in grey, for what only places or dates the rest."""
    return f'<font color="#4B555C">{markup}</font>'


def link(key: str, markup: str) -> str:
    """Return markup that leads to the place called `key`."""
    return f'<a href="#{key}" color="#17405E">{markup}</a>'


def blocks(text: ReleasedText) -> list[str]:
    """Return the markup of each paragraph of a text; line breaks within a paragraph stay."""
    fixed = [strong(escape(part.words)) for part in text if not isinstance(part, Shown)]
    whole = " ".join(clean(part.text) if isinstance(part, Shown) else _PLACE for part in text)
    return [_marked(block, fixed) for block in _PARAGRAPHS.split(whole.strip()) if block.strip()]


def _marked(block: str, fixed: list[str]) -> str:
    lines = [_SPACES.sub(" ", line).strip() for line in block.split("\n")]
    markup = _DAY.sub("\\1\N{NO-BREAK SPACE}", escape("\n".join(lines))).replace("\n", "<br/>")
    return markup.replace(_PLACE, fixed[0]) if fixed else markup


def inline(text: ReleasedText) -> str:
    """Return the markup of a short text, on one line."""
    return " ".join(blocks(text)).replace("<br/>", " ")


def paragraphs(text: ReleasedText, style: ParagraphStyle = theme.PROSE) -> list[Text]:
    """Return a text as paragraphs."""
    return [Text(markup, style) for markup in blocks(text)]


def fitted(text: str, width: float, font: str, size: float) -> str:
    """Return a cleaned line cut with an ellipsis where it is wider than `width`."""
    line = " ".join(clean(text).split())[:_LONGEST_LINE]
    if theme.text_width(line, font, size) <= width:
        return line
    fitting = bisect_right(range(len(line)), width, key=lambda end: theme.text_width(f"{line[:end]}…", font, size))
    return f"{line[: max(0, fitting - 1)].rstrip()}…"
