"""One occurrence of a marking word and what stands around it in its line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

# How far the rules look to either side. It keeps the scan linear in a text without line ends.
LEFT_REACH = 160
RIGHT_REACH = 200

OWNER = (
    r"(?:COSMIC|UK|NATO|EU|UE|UN|CANUKUS|FVEY|NOMS|HMPPS|HMPS|HMP|HMG|HMRC|MOJ|MOD|HO|FCO|ACPO|CPS|GCHQ|NCA|SOCA|UKBA"
    r"|(?:[A-Z]+ )?(?:POLICE|CONSTABULARY)|HOME OFFICE|CABINET OFFICE|MINISTRY OF (?:JUSTICE|DEFENCE)"
    r"|(?:HM )?PRISON SERVICE)"
)
_NUMBER = (
    r"(?:(?:para(?:graph)?|question|q|item|section|annex|page)\.? ?)?"
    r"(?:\d{1,3}(?:\.\d{1,3}){0,4}[.):]?|\d[a-i]-\d\d|\d\([a-i]\)|[a-z][.)]|\([0-9a-z]{1,4}\)|[ivx]{1,4}[.)])"
    r"(?: of \d{1,3})?(?=[^A-Za-z0-9]|$)"
)
_HEADER = (
    r"(?:(?:subject|subj|re|fwd?|title|heading|note|n\.?b\.?|header|footer|attach(?:ment|ed)|encl(?:osed|osure)?)"
    r"[ \t]*[:.]|draft(?![a-z])"
    r"|(?:annex|appendix|attachment|enclosure|schedule|part|volume)[ \t]+[a-z0-9]{1,3}(?![a-z0-9])"
    r"|copy(?:[ \t]+no\.?)?[ \t]+\d{1,3}(?![a-z0-9]))"
)
_LEAD = re.compile(
    rf"[\W_]*(?:{_HEADER}[\W_]*){{0,4}}(?:{_NUMBER}[\W_]*){{0,3}}(?P<owner>(?-i:{OWNER})[\W_]*){{0,2}}", re.IGNORECASE
)
_ORDERED = re.compile(rf"[\W_]*{_NUMBER}[\W_]*", re.IGNORECASE)
_BULLET = re.compile(r"\s*[•·▪◦○●■□∙‣⁃*+\-\u2013o>][ \t]+")  # noqa: RUF001
_SENTENCE_END = re.compile(r"[.!?;][\"')\]]*\s+")


class Case(Enum):
    """How a marking word is written."""

    UPPER = "upper"
    TITLE = "title"
    LOWER = "lower"


def case_of(word: str) -> Case:
    """Return how `word` is written; odd mixtures count as capitals."""
    pieces = re.findall(r"[A-Za-z]+", re.sub(r"-?\s*\n\s*", "", word))
    if all(piece.islower() for piece in pieces):
        return Case.LOWER
    if pieces[0].istitle() and all(piece.istitle() or piece.islower() for piece in pieces):
        return Case.TITLE
    return Case.UPPER


@dataclass(frozen=True, slots=True)
class Place:
    """An occurrence: the word, what stands before and after it in its line, and the lines around."""

    word: str
    case: Case
    left: str
    right: str
    line_before: str | None
    """The line before, None in the first."""
    line_after: str | None
    starts_line: bool
    """Only decoration, numbering, a subject header or an owner stands before it in its line."""

    @property
    def sentence_left(self) -> str:
        """What stands before it in its sentence."""
        return _SENTENCE_END.split(self.left)[-1]

    @property
    def sentence_right(self) -> str:
        """What stands after it in its sentence."""
        return _SENTENCE_END.split(self.right, maxsplit=1)[0]

    @property
    def is_numbered(self) -> bool:
        """Tell whether a paragraph number stands before it."""
        return _ORDERED.fullmatch(self.left) is not None

    @property
    def is_bulleted(self) -> bool:
        """Tell whether a bullet stands before it."""
        return _BULLET.match(self.left) is not None

    @property
    def is_quoted(self) -> bool:
        """Tell whether quotation marks open right before it."""
        return self.left.rstrip(" ")[-1:] in {'"', "'"}


def place_at(text: str, start: int, end: int) -> Place:
    """Return the occurrence at `start` to `end` of a folded text."""
    line_start = text.rfind("\n", max(0, start - LEFT_REACH), start) + 1
    is_cut = line_start == 0 and start > LEFT_REACH
    left = text[start - LEFT_REACH if is_cut else line_start : start]
    line_end = text.find("\n", end, end + RIGHT_REACH)
    right = text[end : line_end if line_end >= 0 else end + RIGHT_REACH]
    return Place(
        word=text[start:end],
        case=case_of(text[start:end]),
        left=left,
        right=right,
        line_before=_line_before(text, line_start) if line_start else None,
        line_after=text[line_end + 1 : line_end + RIGHT_REACH].split("\n", 1)[0] if line_end >= 0 else None,
        starts_line=is_lead(left) and not (is_cut and any(map(str.isalnum, left))),
    )


def is_lead(left: str) -> bool:
    """Tell whether `left` is only what may stand before a marking at the start of a line."""
    return _LEAD.fullmatch(left) is not None


def has_owner(left: str) -> bool:
    """Tell whether an owner's name, like NATO, stands in such a lead."""
    lead = _LEAD.fullmatch(left)
    return lead is not None and lead["owner"] is not None


def _line_before(text: str, line_start: int) -> str:
    return text[max(0, line_start - 1 - LEFT_REACH) : line_start - 1].rsplit("\n", 1)[-1]
