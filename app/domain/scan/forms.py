"""Markings that their form gives away wherever they stand: letters set apart, caveats, old sub-markings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.domain.scan.findings import Kind, Outcome
from app.domain.scan.hits import Hit, Strength
from app.domain.scan.vocabulary import Vocabulary

_SHORT_HEAD = re.compile(r"^[^\w\n]*([A-Za-z]+(?:[ ._\-*][A-Za-z]+){1,12})[^\w\n]*(?:[:=|\u2013\n]|-|$)", re.MULTILINE)
# "U N R E S T R I C T E D", "N O N - R E S T R I C T E D"
_NEGATED = re.compile(r"(?<![A-Za-z])(?:U[\W_]{1,4}|N[\W_]{1,4}O[\W_]{1,4})N[\W_]{1,4}$", re.IGNORECASE)
_NEGATION_REACH = 16
_CAVEAT = re.compile(
    r"(?<![A-Za-z])(?:(?:[A-Z]{2,3}|U\.[KS]\.(?:A\.)?|FIVE|FVEY|NATO)(?:[/ ,&]{1,3}[A-Z]{2,3}){0,6}"
    r"[ -](?i:eyes[ -]only)"
    r"|STRAP ?[1-3]|COSMIC TOP|ATOMAL|NOFORN|CANUKUS)(?![A-Za-z0-9])"
)
_OLD_MARKING = re.compile(
    r"(?<![A-Za-z])(?:(?:[A-Z]+ ?[-\u2013] ?|[A-Z]+ )?IN ?[-\u2013 ] ?CONFIDENCE"
    r"|(?:Staff|Medical|Commercial|Management|Personal|Policy|Contracts?|Appointments|Honours)"
    r" ?[-\u2013 ] ?[Ii]n[ -][Cc]onfidence(?=[ \t]*(?:[:\u2013\n.]|$|-))"
    r"|^[^\w\n]{0,20}In[ -][Cc]onfidence(?=[ \t]*(?:[:\u2013\n.]|$|-)))(?![A-Za-z])",
    re.MULTILINE,
)


def form_hits(text: str, vocabulary: Vocabulary) -> Iterator[Hit]:
    """Yield the markings of folded `text` that need no position."""
    for match in vocabulary.spaced.finditer(text):
        if not _NEGATED.search(text, max(0, match.start() - _NEGATION_REACH), match.start()):
            yield from _applied(match, 0, vocabulary)
    for match in _SHORT_HEAD.finditer(text):
        # With its letters together it is a matter of position.
        if vocabulary.compact.fullmatch(match[1]) is None:
            yield from _applied(match, 1, vocabulary)
    for match in _CAVEAT.finditer(text):
        yield Hit(*match.span(), kind=Kind.CAVEAT, strength=Strength.APPLIED, term=vocabulary.terms["SECRET"])
    for match in _OLD_MARKING.finditer(text):
        yield Hit(*match.span(), kind=Kind.OLD_MARKING)


def _applied(match: re.Match[str], group: int, vocabulary: Vocabulary) -> Iterator[Hit]:
    term = vocabulary.term(match[group])
    if term is not None and term.outcome is not Outcome.ALLOW:
        yield Hit(*match.span(group), kind=Kind.SPACED, strength=Strength.APPLIED, term=term)
