"""Folding a text to plain letters for the scan, each character knowing where it came from.

Compatibility forms (NFKC), accents, look-alikes of other alphabets and invisible characters disappear; case stays,
because capitals mean something in a marking.
"""

# ruff: noqa: RUF001  (look-alike letters are what this module is about)

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_ODD = r"\r\n|[^\t\n\x20-\x7e]"
_SPECIAL = re.compile(_ODD)
# What came along from a web page is read as it would show: `<b>SECRET</b>`, `S&shy;ECRET`.
_SPECIAL_OR_MARKUP = re.compile(
    rf"{_ODD}"
    r"|(?i:</?(?:(?P<inline>[abisu]|em|strong|span|font|mark|code|small|su[bp])|(?P<cell>t[dh])"
    r"|p|br|hr|div|h[1-6]|[ou]l|li|table|t(?:r|body|head)|center|blockquote)(?:[ /][^<>\n]{0,80})?>"
    r"|&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8});)"
)
_LINE_ENDS = frozenset("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")
_LONG_DASHES = frozenset("\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b\ufe31\ufe58")
_QUOTES = str.maketrans("\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a", "''''\"\"\"\"\"''")
_OVERRIDDEN = re.compile("\u202e([^\u202c-\u202e\u2066-\u2069\r\n\u2028\u2029]*)")
_LETTER_NAME = re.compile(
    r"(?:LATIN (?P<case>CAPITAL|SMALL) LETTER (?:DOTLESS |SCRIPT |LONG )?(?P<letter>[A-Z])(?: WITH .*)?"
    r"|(?:LATIN LETTER SMALL CAPITAL|REGIONAL INDICATOR SYMBOL LETTER"
    r"|(?:NEGATIVE |CROSSED NEGATIVE )(?:CIRCLED|SQUARED) LATIN CAPITAL LETTER) (?P<capital>[A-Z]))"
)
# Letters of other alphabets that cannot be told from Latin ones, by alphabet: Cyrillic, Greek, Armenian, Cherokee,
# Lisu, Coptic, Canadian, rare Latin. Source: our own reading of Unicode's charts.
_LOOK_ALIKES = str.maketrans(
    "АВСԀЕЄҒԌНІӀЈКМИОРԚЯЅТУѴԜХЗ"
    "авсԁегһіӏјкмнпоԛрѕтуѵԝхь"
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϜΣ"
    "αειικνορτυχγηςσϲω"
    "ՏՍՕԼօոսհյց"
    "ᎠᎡᎢᎪᎫᎬᎳᎷᎻᏀᏃᏒᏕᏙᏚᏞᏟᏢᏦᏴ"
    "ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ"
    "ⲤⲈⲦⲢⲞⲒⲚⲔⲘ"
    "ᗩᗷᑕᗪᖴᕼᒍᒪᗰᑎᑭᖇᔕᑌᐯᗯ"
    "ƧƐƎƖƽєия",
    "ABCDEEFGHIIJKMNOPQRSTYVWX3"
    "abcderhiljkmhnoqpstyvwxb"
    "ABEZHIKMNOPTYXCFE"
    "aeiikvoptuxynsocw"
    "SUOLonuhjg"
    "DRTAJEWMHGZRSVSLCPKB"
    "BPDTGKJCZFMNLSRVHWXYAEIOU"
    "CETPOINKM"
    "ABCDFHJLMNPRSUVW"
    "SEEIsenr",
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `origins[i]` is the place in the original of its character i."""

    text: str
    origins: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original's offsets of the folded characters `start` to `end`, at least one of them."""
        places = self.origins[start:end]
        return min(places), max(places) + 1


def views(text: str) -> Iterator[Folded]:
    """Yield the folded text, and once more as it looks where a right-to-left override turns it round."""
    yield fold(text)
    if "\u202e" in text:
        order = list(range(len(text)))
        for match in _OVERRIDDEN.finditer(text):
            start, end = match.span(1)
            order[start:end] = reversed(order[start:end])
        shown = fold("".join(text[place] for place in order))
        yield Folded(shown.text, [order[place] for place in shown.origins])


def fold(text: str, *, with_markup: bool = True) -> Folded:
    """Return `text` in plain letters; line ends become one newline each, invisible characters go.

    What stands in it of web pages goes too, unless `with_markup` is not so.
    """
    special = _SPECIAL_OR_MARKUP if with_markup else _SPECIAL
    if special.search(text) is None:
        return Folded(text, range(len(text)))
    parts: list[str] = []
    origins: list[int] = []
    done = 0
    for match in special.finditer(text):
        start = match.start()
        letters = _fold_character(match[0]) if len(match[0]) == 1 else _fold_markup(match)
        parts += (text[done:start], letters)
        origins += range(done, start)
        origins += [start] * len(letters)
        done = match.end()
    parts.append(text[done:])
    origins += range(done, len(text))
    return Folded("".join(parts), origins)


def _fold_markup(match: re.Match[str]) -> str:
    if match[0] == "\r\n":
        return "\n"
    if match[0][0] == "&":
        return "".join(map(_fold_character, html.unescape(match[0])))
    if match["cell"]:
        return "\t"
    return "" if match["inline"] else "\n"


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _LINE_ENDS:
        return "\n"
    if character in _LONG_DASHES:
        return "\u2013"
    character = character.upper() if "\uab70" <= character <= "\uabbf" else character  # small Cherokee
    alike = character.translate(_LOOK_ALIKES)  # first: some are a letter's compatibility form, of another look
    decomposed = unicodedata.normalize("NFKD", alike).translate(_QUOTES)
    return "".join(_plain_letter(part) for part in decomposed if not _is_invisible(part))


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc", "Co", "Cs"} or character in _BLANK_LETTERS


def _plain_letter(character: str) -> str:
    if character.isascii():
        return character
    category = unicodedata.category(character)
    if category == "Zs" or character == "\u2800":
        return " "
    if category == "Pd":
        return "\u2013" if character in _LONG_DASHES else "-"
    named = _LETTER_NAME.fullmatch(unicodedata.name(character, ""))
    if named is None:
        return character.translate(_LOOK_ALIKES)
    if named["capital"]:
        return named["capital"]
    return named["letter"] if named["case"] == "CAPITAL" else named["letter"].lower()
