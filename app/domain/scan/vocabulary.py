"""The marking words a scan knows, and what each becomes in a file kept under a given scheme."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from app.domain.scan.findings import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.catalogue import MarkingLevel, MarkingScheme

# What the words of GPMS and GSC mean where no scheme given to the scan has them.
_KNOWN_WORDS = {
    "TOP SECRET": Outcome.REFUSE,
    "SECRET": Outcome.REFUSE,
    "CONFIDENTIAL": Outcome.REFUSE,
    "RESTRICTED": Outcome.SEAL,
    "CONFIDENTIEL UE": Outcome.REFUSE,
    "RESTREINT UE": Outcome.SEAL,
    "OFFICIAL-SENSITIVE": Outcome.WARN,
    # The levels have no Welsh names; who writes one at the head of a text may mean the level.
    "CYFYNGEDIG": Outcome.WARN,
    "CYFRINACHOL": Outcome.WARN,
    "CYFRINACHOL IAWN": Outcome.WARN,
    "SWYDDOGOL-SENSITIF": Outcome.WARN,
    "OFFICIAL": Outcome.ALLOW,
    "PROTECT": Outcome.ALLOW,
    "NOT PROTECTIVELY MARKED": Outcome.ALLOW,
    "UNCLASSIFIED": Outcome.ALLOW,
    "NPM": Outcome.ALLOW,
}
_KNOWN_PORTIONS = {
    "TS": "TOP SECRET",
    "S": "SECRET",
    "C": "CONFIDENTIAL",
    "R": "RESTRICTED",
    "OS": "OFFICIAL-SENSITIVE",
}
# Sealed in its own scheme, but not above RESTRICTED: under another scheme what it equals is the owner's decision.
_OWNER_DECIDES = frozenset({"OFFICIAL-SENSITIVE"})

_BREAK = r"(?:-?[ \t]{0,3}\n[ \t]{0,3})?"
_GAP = r"[ \t._*/:\[(\-\u2013]{0,6}(?:\n[ \t]{0,3})?"
_SPACING = r"[\W_]{1,4}"
# Where more letters stand apart behind it, it is a part of another word: "S E C R E T A R I A T".
_SPACED_END = rf"(?!(?:{_SPACING}[A-Za-z](?![A-Za-z])){{2}})"


@dataclass(frozen=True, slots=True)
class Term:
    """A marking word: `level` is a key of the file's scheme, None where none fits."""

    word: str
    outcome: Outcome
    level: str | None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms by their bare letters and by portion mark, and the patterns that find them in folded text."""

    terms: dict[str, Term]
    portions: dict[str, Term]
    ceiling: str
    compact: re.Pattern[str]
    spaced: re.Pattern[str]

    def term(self, written: str) -> Term | None:
        """Return the term whose letters `written` has, whatever stands between them."""
        return self.terms.get(bare_letters(written))


def bare_letters(written: str) -> str:
    """Return the letters of `written` in capitals."""
    return "".join(filter(str.isalpha, written)).upper()


@lru_cache(maxsize=16)
def vocabulary_of(scheme: MarkingScheme, others: tuple[MarkingScheme, ...]) -> Vocabulary:
    """Build the vocabulary of a file kept under `scheme`; the file's own words come before the others'."""
    terms = {bare_letters(word): _known_term(word, outcome, scheme) for word, outcome in _KNOWN_WORDS.items()}
    portions = {mark: terms[bare_letters(word)] for mark, word in _KNOWN_PORTIONS.items()}
    for each in (*reversed(others), scheme):
        for level in each.levels:
            term = _term(level, each, scheme)
            terms[bare_letters(level.word)] = term
            if level.portion:
                portions[level.portion] = term
    words = [term.word for term in sorted(terms.values(), key=lambda term: -len(term.word))]
    return Vocabulary(
        terms=terms,
        portions=portions,
        ceiling=scheme.level(scheme.ceiling).word,
        compact=_pattern(words, _BREAK, _GAP),
        spaced=_pattern((word for word in words if len(word) > 3), _SPACING, _SPACING, _SPACED_END),
    )


def _term(level: MarkingLevel, owner: MarkingScheme, scheme: MarkingScheme) -> Term:
    outcome = Outcome.ALLOW
    if owner.is_refused(level.key):
        outcome = Outcome.REFUSE
    elif owner.is_sealed(level.key):
        outcome = Outcome.SEAL
    if owner is scheme:
        return Term(level.word, outcome, level.key)
    return _known_term(level.word, outcome, scheme)


def _known_term(word: str, outcome: Outcome, scheme: MarkingScheme) -> Term:
    """Return the term of a word that the file's scheme may not have."""
    if word in _OWNER_DECIDES:
        return Term(word, Outcome.WARN, None)
    return Term(word, outcome, scheme.sealed_from if outcome is Outcome.SEAL else None)


def _pattern(words: Iterable[str], between_letters: str, between_words: str, end: str = "") -> re.Pattern[str]:
    alternatives = "|".join(
        between_words.join(between_letters.join(part) for part in re.split("[ -]", word)) for word in words
    )
    return re.compile(rf"(?<![A-Za-z])(?:{alternatives})(?![A-Za-z]){end}", re.IGNORECASE)
