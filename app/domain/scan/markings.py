"""The grammar of markings: by its place and letters a marking word is applied, mentioned or an ordinary word.

Source: DESIGN section 3, gate 1, and the labelled cases. Each rule sees one occurrence and returns a verdict, or None
to leave it to the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from app.domain.scan import phrases
from app.domain.scan.findings import Kind, Outcome
from app.domain.scan.hits import Hit, Strength, Verdict
from app.domain.scan.labels import label_verdict
from app.domain.scan.places import Case, Place, has_owner, is_lead, place_at
from app.domain.scan.vocabulary import Vocabulary

Rule = Callable[[Place, Vocabulary], Verdict | None]

_NEGATED = re.compile(r"(?:\b(?:un|non|not)-?\s?)$", re.IGNORECASE)
_FILE_NAME = re.compile(
    r"[\w\-\\/]*(?: ?\(\d+\))?\.(?:pdf|docx?|docm|xlsx?|xlsm|pptx?|odt|ods|rtf|txt|csv|msg|eml|jpe?g|png|gif|tiff?|bmp|"
    r"zip|mp[34]|avi|mov|wav|html?|xml|vsdx?|mpp|pst)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# The rest of a line that is the name of a file, spaces and all; a sentence that ends in a name has small words.
_NAME_END = re.compile(
    r"[\w\-()\[\]&+' .]{0,60}\.(?:pdf|docx?|xlsx?|pptx?|od[ts]|rtf|txt|csv|msg|eml)[\"')\]]?[ \t]*$", re.IGNORECASE
)
_NAME_START = re.compile(r"[\"'(\[]?[\w\-()\[\]&+' .]{0,60}$")
_SUFFIXED = re.compile(r"(?:\s(?:[-\u2013|/]|//)|[:(\[\u2013])\s*[\"']?\s*$")
_CAPITAL_WORD = re.compile(r"[A-Z][A-Z'&-]+")
_EMPHASIS = re.compile(
    r"[\W_]*(?:strictly|highly|most|very|private\s?(?:and|&))\s+(?:private\s?(?:and|&)\s+)?", re.IGNORECASE
)
_TWO_CAPITALS = re.compile(r"[A-Z][a-z]+[^A-Za-z]+[A-Z][a-z]+")
_NAMES_A_LEVEL = frozenset({"marking", "markings", "level", "classification", "label"})
_TEXT = frozenset({"INFORMATION", "MATERIAL", "TEXT", "CONTENT", "DOCUMENT"})
# The most words that a heading has before its marking.
_HEADING = 3
_NOTHING = Verdict(Strength.NOTHING, Kind.CAPITALS)
_MENTION = Verdict(Strength.DECISION, Kind.CAPITALS)


def marking_hits(text: str, vocabulary: Vocabulary) -> Iterator[Hit]:
    """Yield the marking words applied or mentioned in folded `text`."""
    for match in vocabulary.compact.finditer(text):
        term = vocabulary.term(match[0])
        if term is None or term.outcome is Outcome.ALLOW:
            continue
        verdict = judge(place_at(text, *match.span()), vocabulary)
        if verdict.strength is not Strength.NOTHING:
            yield Hit(*match.span(), kind=verdict.kind, strength=verdict.strength, term=term)


def judge(place: Place, vocabulary: Vocabulary) -> Verdict:
    """Return what the first rule that knows says of an occurrence."""
    for rule in _RULES:
        verdict = rule(place, vocabulary)
        if verdict is not None:
            return verdict
    return _NOTHING


def _negation(place: Place, _: Vocabulary) -> Verdict | None:
    if not _NEGATED.search(place.left):
        return None
    return _MENTION if place.case is Case.UPPER and _is_contrasted(place) else _NOTHING


def _continuation(place: Place, _: Vocabulary) -> Verdict | None:
    """Leave alone what goes on from the line before: "access was / restricted", "un- / restricted"."""
    before = (place.line_before or "").rstrip()
    if place.left.strip() or not before:
        return None
    if re.search(r"\b(?:un|non)-$", before, re.IGNORECASE):
        return None if phrases.is_bare(place.right) and place.case is Case.UPPER else _NOTHING
    if place.case is not Case.LOWER or before[-1] in ".!?:;":
        return None
    return Verdict(Strength.DECISION, Kind.BANNER) if not place.right.strip() else _NOTHING


def _file_name(place: Place, _: Vocabulary) -> Verdict | None:
    if not _FILE_NAME.match(place.right) and not _is_in_name(place):
        return None
    if phrases.is_ordinary(place.word, place.right):
        return _NOTHING
    return Verdict(_strength(place.case is Case.UPPER), Kind.FILE_NAME)


def _is_in_name(place: Place) -> bool:
    """Tell whether the whole line is the name of a file: "Gate plan (RESTRICTED) v3.pdf"."""
    if not _NAME_END.fullmatch(place.right) or not _NAME_START.fullmatch(place.left):
        return False
    return not any(phrases.is_talk(word) for word in re.findall(r"[A-Za-z]+", f"{place.left} {place.right}"))


def _cell(place: Place, _: Vocabulary) -> Verdict | None:
    """Leave a cell of a table to a person, except at the head or foot of a text."""
    line = f"{place.left}x{place.right}".strip()
    has_tab = "\t" in place.right.rstrip() or ("\t" in place.left.lstrip() and not place.starts_line)
    if not has_tab and not (line.startswith("|") and line.count("|") > 1):
        return None
    is_edge = place.line_before is None or place.line_after is None
    if is_edge and has_tab and not place.left.strip():
        return None
    return _MENTION if place.case is Case.UPPER else _NOTHING


def _alone(place: Place, vocabulary: Vocabulary) -> Verdict | None:
    """Judge a word that has its line, or the line's first sentence, to itself."""
    if _is_repeated(place):
        return Verdict(Strength.APPLIED, Kind.BANNER)
    if place.case is Case.UPPER and phrases.is_described(place.left) and phrases.is_bare(place.right):
        return Verdict(Strength.APPLIED, Kind.BANNER)
    if not place.starts_line:
        return None
    if not phrases.stands_alone(place.right):
        return _alone_in_sentence(place)
    is_item = place.is_bulleted or place.is_numbered
    if place.case is Case.UPPER:
        return Verdict(_strength(not (is_item and _is_among_levels(place, vocabulary))), Kind.BANNER)
    if "?" in place.right:
        return _NOTHING
    is_edge = place.line_before is None or place.line_after is None
    is_banner = not is_item and (place.case is Case.TITLE or is_edge)
    return Verdict(_strength(is_banner), Kind.BANNER)


def _alone_in_sentence(place: Place) -> Verdict | None:
    if not phrases.ends_sentence(place.right) or place.is_quoted or place.case is Case.LOWER:
        return None
    return Verdict(_strength(not place.is_bulleted), Kind.BANNER)


def _is_among_levels(place: Place, vocabulary: Vocabulary) -> bool:
    """Tell whether the items before or after are levels too: a list of the scheme."""
    own = vocabulary.term(place.word)
    neighbours = [vocabulary.term(line) for line in (place.line_before, place.line_after) if line and len(line) < 60]
    return any(term is not None and term is not own for term in neighbours)


def _is_repeated(place: Place) -> bool:
    """Tell whether the line is the same marking over and over: "SECRET SECRET SECRET"."""
    around = f"{place.left} {place.right}"
    if place.case is not Case.UPPER or place.word not in around:
        return False
    return not any(map(str.isalnum, around.replace(place.word, "")))


def _emphasis(place: Place, _: Vocabulary) -> Verdict | None:
    """Leave "Strictly confidential" and "Private and confidential" at the head of a line to a person."""
    is_headed = phrases.stands_alone(place.right) or phrases.is_separated(place.right)
    return Verdict(Strength.DECISION, Kind.BANNER) if is_headed and _EMPHASIS.fullmatch(place.left) else None


def _prefix(place: Place, _: Vocabulary) -> Verdict | None:
    """Judge a word at the start of a line with a colon, dash or bracket after it."""
    is_upper = place.case is Case.UPPER
    if phrases.is_compound(place.word, place.right):
        return _NOTHING
    if not place.starts_line or not phrases.is_separated(place.right, loosely=is_upper):
        return None
    if not is_upper and (place.is_quoted or phrases.is_alternative(place.right)):
        return _NOTHING
    if place.case is Case.LOWER:
        return Verdict(_strength(place.line_before is None and not place.is_bulleted), Kind.PREFIX)
    return Verdict(_strength(is_upper or not place.is_bulleted), Kind.PREFIX)


def _leading_words(place: Place, _: Vocabulary) -> Verdict | None:
    """Judge a word at the start of a line that runs on into words."""
    if not place.starts_line:
        return None
    if phrases.is_followed_by_text(place.right) and place.case is not Case.LOWER:
        return Verdict(Strength.APPLIED, Kind.PREFIX)
    if place.case is not Case.UPPER:
        is_emphatic = place.case is Case.TITLE and _TWO_CAPITALS.fullmatch(place.word)
        return _MENTION if is_emphatic and not phrases.is_ordinary(place.word, place.right) else None
    word = phrases.next_word(place.right)
    if phrases.has_descriptor(place.right):
        return Verdict(Strength.APPLIED, Kind.PREFIX)
    if place.is_quoted or phrases.is_talk(place.right) or (word.isupper() and not _is_contrasted(place)):
        return None
    if phrases.is_ordinary(place.word, place.right):
        return _NOTHING if word.isupper() else _MENTION
    return Verdict(Strength.APPLIED, Kind.PREFIX)


def _tag(place: Place, _: Vocabulary) -> Verdict | None:
    is_tag = place.left.rstrip(" ")[-1:] == "[" and phrases.is_closed(place.right)
    return Verdict(Strength.APPLIED, Kind.TAG) if is_tag and place.case is Case.UPPER else None


def _sentence_start(place: Place, _: Vocabulary) -> Verdict | None:
    """Judge a word that begins a sentence within a line."""
    if place.case is Case.LOWER or place.is_quoted or not is_lead(place.sentence_left):
        return None
    if place.case is Case.TITLE:
        is_headed = phrases.is_separated(place.right) and not phrases.is_alternative(place.right)
        return Verdict(Strength.DECISION, Kind.PREFIX) if is_headed else None
    if phrases.stands_alone(place.right) or phrases.ends_sentence(place.right):
        return Verdict(Strength.APPLIED, Kind.BANNER)
    if phrases.is_separated(place.right) or phrases.next_word(place.right).istitle():
        return Verdict(Strength.APPLIED, Kind.PREFIX)
    return None


def _suffix(place: Place, _: Vocabulary) -> Verdict | None:
    """Judge a word at the end of a line after a dash, colon or bracket: "Gate plan (RESTRICTED)"."""
    if place.case is Case.LOWER or not phrases.stands_alone(place.right) or not _SUFFIXED.search(place.left):
        return None
    is_after_colon = place.left.rstrip(" \"'").endswith(":")
    if is_after_colon and place.case is Case.TITLE:
        return _NOTHING
    is_applied = place.case is Case.UPPER and not is_after_colon and any(map(str.islower, place.left))
    return Verdict(_strength(is_applied), Kind.SUFFIX)


def _capitals(place: Place, vocabulary: Vocabulary) -> Verdict | None:
    """Leave capitals to a person where they stand out from the sentence; in a sentence of capitals they do not."""
    term = vocabulary.term(place.word)
    is_unlike_words = term is not None and "-" in term.word and place.case is Case.TITLE
    next_word = phrases.next_word(place.right)
    if place.case is Case.TITLE and next_word in _NAMES_A_LEVEL:
        return _MENTION
    if place.case is not Case.UPPER and not is_unlike_words:
        return None
    if next_word.isupper() and phrases.is_ordinary(place.word, place.right):
        return _NOTHING
    if is_unlike_words or _is_contrasted(place) or _is_all_vocabulary(place, vocabulary):
        return _MENTION
    return _MENTION if _is_heading(place, next_word) or _ends_heading(place, vocabulary) else _NOTHING


def _is_heading(place: Place, next_word: str) -> bool:
    """Tell whether it begins a line of capitals: "SECRET PLANS"."""
    is_talk = phrases.is_talk(place.right.lower()) and next_word not in _TEXT
    return place.starts_line and next_word.isupper() and not is_talk


def _ends_heading(place: Place, vocabulary: Vocabulary) -> bool:
    """Tell whether a few words in capitals lead to a word that is refused: "KEEP SECRET"."""
    term = vocabulary.term(place.word)
    is_grave = term is not None and term.outcome is Outcome.REFUSE
    words = place.left.split()
    return (
        is_grave and phrases.is_bare(place.right) and len(words) <= _HEADING and not phrases.is_talk(words[-1].lower())
    )


def _is_contrasted(place: Place) -> bool:
    """Tell whether the sentence has small letters and the words to both sides are not capitals too."""
    around = place.sentence_left + place.sentence_right
    if not any(map(str.islower, around)):
        return False
    before = place.sentence_left.split()[-1:]
    after = place.sentence_right.split()[:1]
    return not (before and after and all(_CAPITAL_WORD.fullmatch(word) for word in before + after))


def _is_all_vocabulary(place: Place, vocabulary: Vocabulary) -> bool:
    """Tell whether the sentence is made of marking words alone: "PROTECT/RESTRICTED"."""
    words = re.findall(r"[A-Za-z]+", place.sentence_left + " " + place.sentence_right)
    return all(word in vocabulary.terms or has_owner(word) for word in words)


def _strength(is_applied: bool) -> Strength:
    return Strength.APPLIED if is_applied else Strength.DECISION


_RULES: tuple[Rule, ...] = (
    _negation,
    _file_name,
    label_verdict,
    _cell,
    _continuation,
    _alone,
    _emphasis,
    _prefix,
    _leading_words,
    _tag,
    _sentence_start,
    _suffix,
    _capitals,
)
