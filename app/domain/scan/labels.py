"""Labels and sentences by which a text says what it is marked: "Marking: restricted", "This page is SECRET"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.domain.scan import phrases
from app.domain.scan.findings import Kind
from app.domain.scan.hits import Strength, Verdict
from app.domain.scan.places import OWNER, Case, Place, is_lead

if TYPE_CHECKING:
    from app.domain.scan.vocabulary import Vocabulary

_OPEN = rf"[\s\"'(\[<*]*(?:(?-i:{OWNER})\s+)?$"
_NOUN = (
    r"(?:(?:protective|security|document|data|information|government)\s+)?"
    r"(?:markings?|classification|sensitivity|caveat|handling|security\s+level)|gpms|gsc"
)
_LABEL = re.compile(
    rf"(?<![a-z])(?:{_NOUN}|protectively\s+marked|marked|classified|graded|(?-i:(?<!\d)(?<!\d )PM))"
    rf"(?:\s+(?:level|grade|scheme|applied|as))?(?:\s*[(\[][^()\[\]\n]{{0,40}}[)\]])?(?:\s+of\s+(?:this|the)\s+[a-z]+)?"
    rf"\s*(?:[:=|\u2013]|-)+{_OPEN}",
    re.IGNORECASE,
)
_LEVEL = re.compile(rf"(?:(?:overall|highest)\s+)?level\s*[:=|\u2013-]+{_OPEN}", re.IGNORECASE)
_NOUN_IS = re.compile(
    rf"(?<![a-z])(?:{_NOUN})(?:\s+(?:level|grade))?\s+(?:is|of\s+this\s+\w+\s+is){_OPEN}", re.IGNORECASE
)
_BARE_NOUN = re.compile(rf"(?:{_NOUN})(?:\s+(?:level|grade))?\s+{_OPEN}", re.IGNORECASE)
_MARKED = re.compile(
    rf"(?<![a-z])(?P<verb>protectively\s+marked|marked|(?:re-?)?classified|(?:up|down|re)?graded)(?:\s+(?:as|to))?\s{_OPEN}",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    rf"(?:please\s+)?(?:to\s+be\s+)?(?:treat|handle|mark|store|keep|protect)(?:ed|d)?\s+"
    rf"(?:(?:this|it|the\s+following|all)\s+(?:\w+\s+)?)?as\s{_OPEN}",
    re.IGNORECASE,
)
_NO_NEGATION = r"(?!(?:not|no|nothing|none|never|neither|that|which|who|if|whether|unless|where)\b)"
_DEICTIC = (
    r"(?P<subject>the\s+(?:\w+\s+){1,2}(?:below|above|attached|enclosed|following|that\s+follows|here)|this|these|all\s+of\s+this|the\s+(?:rest|remainder)\s+of\s+(?:this|the)"
    r"|the\s+(?:following|above|attached|enclosed|next|below)|everything\s+(?:above|below|here|(?:in|on)\s+this\s+[a-z]+)|what\s+follows|(?:my|our)(?=\s+(?:answer|response|entry|note|report)\b))"
)
_SELF = re.compile(
    rf"(?<![a-z]){_DEICTIC}(?P<noun>(?:\s+{_NO_NEGATION}[a-z'-]+){{0,4}}?)"
    r"\s+(?:is|are|was|were|has\s+been|have\s+been|should\s+be|must\s+be|is\s+to\s+be|are\s+to\s+be|remains?"
    r"|(?:has|carries|bears)\s+(?:the|a)\s+(?:protective\s+|security\s+)?(?:marking|classification)(?:\s+of)?)"
    rf"(?:\s+{_NO_NEGATION}(?!as\b)[a-z]+){{0,3}}?(?:\s+as)?\s{_OPEN}",
    re.IGNORECASE,
)
_MARKED_THIS = re.compile(
    rf"\b(?:mark(?:ed|ing)?|classif(?:y|ied|ying)|grad(?:ed?|ing)|treat(?:ed|ing)?"
    rf"|(?P<opinion>consider|judge|deem|regard))\s+(?:this|these|the\s+(?:following|above|rest))"
    rf"(?:\s+[a-z'-]+){{0,3}}?(?:\s+as)?\s{_OPEN}",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    rf"(?:this|the\s+(?:following|above|attached))\s+[a-z'-]+\s+(?:contains?|includes?|holds?)\s{_OPEN}", re.IGNORECASE
)
_HELD = re.compile(r"\s+(?:information|material|content|text|data)\b", re.IGNORECASE)
_TEXT_NOUN = re.compile(
    r"\b(?:passages?|answers?|paragraphs?|paras?|documents?|texts?|pages?|reports?|narratives?|notes?|information"
    r"|annex(?:es)?|appendix|entry|entries|extracts?|sentences?|parts?|sections?|materials?|files?|papers?|records?"
    r"|lines?|returns?|content|summary|attachments?|minutes?|memos?|emails?|e-mails?|responses?)\b",
    re.IGNORECASE,
)
# Nouns that in "This answer is restricted" can only be the text itself.
_OWN_NOUN = re.compile(
    r"\b(?:passage|answer|paragraph|para|document|text|page|report|narrative|note|annex|appendix|entry|extract|section)\s*$",
    re.IGNORECASE,
)
_ALL_TEXT = re.compile(
    r"(?:everything|all)\s+(?:above|below)|what\s+follows|the\s+(?:text|passage|paragraph|answer)\s+(?:that\s+follows|above|below)",
    re.IGNORECASE,
)
_MARKS = re.compile(r"\b(?:marked|classified|graded|designated)\b", re.IGNORECASE)
_BEGIN = re.compile(r"(?:^[\W_]*(?i:begin|end|start|finish)s?|BEGINS?|ENDS?|START|FINISH)(?: OF)?[\W_]+$")
# "Document marked SECRET": one of them, and nothing else is said of it.
_ONE_TEXT = re.compile(
    r"[\W_]*(?:document|text|passage|paragraph|answer|section|note|report|page|annex)\s+", re.IGNORECASE
)
_APPLIED = Verdict(Strength.APPLIED, Kind.LABEL)
_DECISION = Verdict(Strength.DECISION, Kind.LABEL)
_NOTHING = Verdict(Strength.NOTHING, Kind.LABEL)


def label_verdict(place: Place, _: Vocabulary) -> Verdict | None:
    """Return the verdict on a word that a label or a self-marking sentence leads to, None where none does."""
    verdict = _labelled(place) or _ordered(place) or _self_marked(place) or _marked(place)
    if verdict is not _APPLIED:
        return verdict
    if phrases.is_ordinary(place.word, place.right):
        return _DECISION if place.case is Case.UPPER else _NOTHING
    return _DECISION if phrases.is_list_of_levels(place.right) else _APPLIED


def _labelled(place: Place) -> Verdict | None:
    if _LABEL.search(place.left) or _NOUN_IS.search(place.left):
        return _APPLIED
    if place.case is Case.UPPER and _BEGIN.search(place.left):
        return _APPLIED
    level = _LEVEL.search(place.left) if place.case is Case.UPPER else None
    if level is not None and is_lead(place.left[: level.start()]):
        return _APPLIED
    label = _BARE_NOUN.search(place.left)
    if label is None or not is_lead(place.left[: label.start()]):
        return None
    return _APPLIED if place.case is not Case.LOWER or phrases.stands_alone(place.right) else None


def _self_marked(place: Place) -> Verdict | None:
    if (marked := _MARKED_THIS.search(place.sentence_left)) and (place.case is Case.UPPER or not marked["opinion"]):
        return _APPLIED if place.case is Case.UPPER else _DECISION
    if place.case is Case.UPPER and _HOLDS.search(place.sentence_left) and _HELD.match(place.right):
        return _APPLIED
    match = _SELF.search(place.sentence_left)
    if match is None:
        return None
    is_marked = _MARKS.search(match[0]) is not None
    said = match["subject"] + match["noun"]
    is_text = not match["noun"].strip() or _TEXT_NOUN.search(said) is not None
    if place.case is Case.UPPER:
        return _APPLIED if is_marked or is_text else _DECISION
    if is_marked and is_text:
        return _DECISION if phrases.next_word(place.right) == "by" else _APPLIED
    if phrases.is_ordinary(place.word, place.right):
        return _NOTHING
    if _is_all_text(said, match["noun"], place.right) and is_lead(place.sentence_left[: match.start()]):
        return _APPLIED
    return _DECISION if is_marked or is_text else _NOTHING


def _is_all_text(said: str, noun: str, right: str) -> bool:
    """Tell whether the subject can only be the text itself: "This answer", "What follows", "Everything below"."""
    is_whole = phrases.is_bare(right) or phrases.ends_sentence(right)
    return _OWN_NOUN.search(noun) is not None or (is_whole and _ALL_TEXT.fullmatch(said) is not None)


def _ordered(place: Place) -> Verdict | None:
    """Judge an order: "Handle as RESTRICTED"."""
    match = _IMPERATIVE.search(place.sentence_left)
    if match is None or not is_lead(place.sentence_left[: match.start()]):
        return None
    is_whole = phrases.is_bare(place.right) or phrases.ends_sentence(place.right)
    return _APPLIED if is_whole or place.case is Case.UPPER else _DECISION


def _marked(place: Place) -> Verdict | None:
    """Judge "marked secret" and the like, said of something or of nothing named."""
    match = _MARKED.search(place.sentence_left)
    if match is None or phrases.is_ordinary(place.word, place.right):
        return None
    before = place.sentence_left[: match.start()]
    is_whole = phrases.stands_alone(place.right) or phrases.ends_sentence(place.right)
    if place.case is Case.UPPER and _ONE_TEXT.fullmatch(before) and (is_whole or phrases.is_separated(place.right)):
        return _APPLIED
    if is_lead(before):
        return _APPLIED if is_whole or place.case is not Case.LOWER else _DECISION
    if place.case is Case.UPPER:
        return None
    is_about_text = _TEXT_NOUN.search(before) is not None or match["verb"].lower() == "classified"
    return _DECISION if is_about_text else None
