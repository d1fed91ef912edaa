"""What may follow a marking word, and what then is meant: a descriptor, a phrase of the trade, talk of markings."""

from __future__ import annotations

import re

from app.domain.scan.places import OWNER
from app.domain.scan.vocabulary import bare_letters

# Phrases that are no markings: "Restricted status prisoners", "Confidential access complaints".
_NOUNS = {
    "RESTRICTED": (
        "ACCESS AREA AREAS ARTICLES ACTIVITY ACTIVITIES ASSOCIATION BY BUDGET BUDGETS CASH CONTACT DEVICES DIET DIETS "
        "DUTIES DUTY ENTRY FROM FUNDING GOODS HOURS IN ITEM ITEMS KEY KEYS KITCHEN LICENCE LISTS MENU MENUS MOBILITY "
        "MOVEMENT MOVEMENTS NUMBERS ON ONLY PARKING PATIENT PATIENTS PHONE POSTS PRISONER PRISONERS REGIME REGIMES "
        "ROLE ROOM ROUTE SITE SPACE SPEED STATUS SUBSTANCES TEMPORARILY TIME TO TRANSFER TRANSFERS UNLOCK USE USERS "
        "VIEW VIEWS VISIBILITY VISIT VISITS VISITING WITH WOMEN ZONE ZONES"
    ),
    "CONFIDENTIAL": (
        "ACCESS ADVICE BOX BOXES COMPLAINT COMPLAINTS COUNSELLING ENVELOPE ENVELOPES ENQUIRY ENQUIRIES FEEDBACK HEALTH "
        "HELPLINE HELPLINES HOTLINE INTERVIEW INTERVIEWS LETTER LETTERS LINE LISTENING MAIL PHONE REPORTING ROOM "
        "SERVICE SERVICES SHREDDING SUPPORT SURVEY SURVEYS TELEPHONE TO WASTE"
    ),
    "SECRET": "BALLOT GARDEN GARDENS INGREDIENT INGREDIENTS RECIPE RECIPES SANTA SERVICE SHOPPER SHOPPERS",
    "TOPSECRET": "RECIPE RECIPES",
}
_ORDINARY = {word: frozenset(nouns.split()) for word, nouns in _NOUNS.items()}
# After capitals these show that a sentence speaks about markings and does not bear one.
_TALK = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "means",
        "meant",
        "and",
        "or",
        "nor",
        "but",
        "to",
        "has",
        "have",
        "had",
        "should",
        "must",
        "may",
        "might",
        "can",
        "cannot",
        "could",
        "will",
        "would",
        "do",
        "does",
        "did",
        "as",
        "if",
        "when",
        "that",
        "which",
        "who",
        "on",
        "in",
        "at",
        "by",
        "for",
        "from",
        "with",
        "within",
        "without",
        "than",
        "level",
        "levels",
        "marking",
        "markings",
        "marked",
        "classification",
        "item",
        "items",
        "material",
        "materials",
        "document",
        "documents",
        "paper",
        "papers",
        "file",
        "files",
        "information",
        "waste",
        "work",
        "post",
        "mail",
        "stamp",
        "stamps",
        "label",
        "labels",
        "above",
        "below",
        "status",
    ]
)
_SUBJECT = (
    r"(?:STAFF|MEDICAL|COMMERCIAL|CONTRACTS?|MANAGEMENT|PERSONAL|PERSONNEL|POLICY|INVESTIGATIONS?|OPERATION(?:S|AL)"
    r"|APPOINTMENTS|HONOURS|REGULATORY|COUNCIL|SECURITY|INTELLIGENCE|LEGAL|MARKET)"
)
_DESCRIPTOR = (
    rf"(?:{_SUBJECT}|LOCSEN|SENSITIVE|DATA|CODEWORD"
    r"|AND|STRAP ?[1-3]?|ATOM(?:AL|IC)|NOFORN|LIMDIS|ORCON|[A-Z]{2,3}(?:/[A-Z]{2,3}){1,5}|EYES|ONLY|UMBRA|COVERING"
    r"|ADDRESSEE|DISCRETION|DRAFT|BEGINS?|ENDS?|REL(?: TO)?(?:,? [A-Z]{2,4})+|(?i:(?:when|once|until) completed?)"
    r"|ANNEX(?: [A-Z])?|APPENDIX|ATTACHMENT|ENCLOSURE|DOCUMENT|MEMO)"
)
_MODIFIER = r"(?i:\((?:when|once|until|if|while|subject|covering)[^()\n]{0,60}\))"
_IN_BRACKETS = rf"(?i:[(\[]{_DESCRIPTOR}[)\]])"
_PAGE = r"(?i:(?:page|copy|p\.?)? ?(?:no\.? ?)?\d{1,3}(?: ?(?:of|/) ?\d{1,3})?)"
_ALONE = re.compile(
    rf"[\W_]*(?:(?:{_DESCRIPTOR}|{OWNER}|{_IN_BRACKETS}|{_MODIFIER}|{_PAGE})(?![A-Za-z0-9])[\W_]*){{0,8}}"
)
_ALONE_IN_SENTENCE = re.compile(r"[\"')\]}>*_ ]*[.!][\"')\]}>*_]*(?:\s|$)")
_CLOSED = re.compile(r"[ \t]*[\])}>*_=#~]")
_SEPARATED = re.compile(r"[ \t]*[\"')\]}>*_]*(?:[ \t]*[:=|\u2013/]|[ \t]+-|--|-(?=[\s-]|[A-Z]{3}))")
_LOOSELY_SEPARATED = re.compile(r"[ \t]*[\"']?[ \t]*[,;.(\[]")
_SLASH_LOWER = re.compile(r"[ \t]*/[ \t]*[a-z]")
_SUBJECT_BEFORE = re.compile(rf"[\W_]*{_SUBJECT}[\W_]+")
_TEXT_FOLLOWS = re.compile(
    r"\s(?:information|material|content|text|section|passage)\s(?:follows|below|begins|starts|ends)\b",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"[\s\-]{0,4}([A-Za-z][A-Za-z'\-]*)")
_LIST_OF_LEVELS = re.compile(r"\W{0,3}(?:\s|,\s?)(?:and|or)\s(?:above|below|higher|lower|over|[A-Z]{6,})")


def next_word(right: str) -> str:
    """Return the word that follows directly, empty where punctuation or the line's end comes first."""
    match = _FIRST_WORD.match(right)
    return match[1] if match else ""


def is_followed_by_text(right: str) -> bool:
    """Tell whether it announces its own text: "Restricted information follows"."""
    return _TEXT_FOLLOWS.match(right) is not None


def is_ordinary(word: str, right: str) -> bool:
    """Tell whether marking word and next word make a phrase of the trade."""
    return next_word(right).upper().split("-")[0] in _ORDINARY.get(bare_letters(word), ())


def is_compound(word: str, right: str) -> bool:
    """Tell whether a hyphen joins it to such a phrase: "RESTRICTED-STATUS PRISONERS"."""
    return right[:1] == "-" and right[1:2].isalpha() and is_ordinary(word, right)


def is_talk(right: str) -> bool:
    """Tell whether what follows speaks about the marking: "SECRET is", "RESTRICTED items", "SECRET-level"."""
    word = next_word(right)
    return word in _TALK or (right[:1] == "-" and word.islower())


def has_descriptor(right: str) -> bool:
    """Tell whether a descriptor or caveat follows directly, in capitals."""
    return re.match(rf"[\s]+{_DESCRIPTOR}(?![A-Za-z])", right) is not None


def is_described(left: str) -> bool:
    """Tell whether a descriptor is all that stands before it in the line: "STAFF CONFIDENTIAL"."""
    return _SUBJECT_BEFORE.fullmatch(left) is not None


def stands_alone(right: str) -> bool:
    """Tell whether only descriptors, caveats, page numbers and decoration follow in the line."""
    return _ALONE.fullmatch(right) is not None


def is_bare(right: str) -> bool:
    """Tell whether nothing but punctuation follows in the line."""
    return not any(map(str.isalnum, right))


def ends_sentence(right: str) -> bool:
    """Tell whether the sentence ends here although the line goes on."""
    return _ALONE_IN_SENTENCE.match(right) is not None


def is_closed(right: str) -> bool:
    """Tell whether a bracket or decoration closes round the word, as in `[SECRET]`."""
    return _CLOSED.match(right) is not None


def is_separated(right: str, *, loosely: bool = False) -> bool:
    """Tell whether colon, dash, bracket or bar follows; `loosely`, a comma, stop or opening bracket as well."""
    if is_closed(right) or _SEPARATED.match(right):
        return True
    return loosely and _LOOSELY_SEPARATED.match(right) is not None


def is_alternative(right: str) -> bool:
    """Tell whether a slash and a small letter follow: "confidential/anonymous"."""
    return _SLASH_LOWER.match(right) is not None


def is_list_of_levels(right: str) -> bool:
    """Tell whether the word stands in a list: "and above", "or SECRET"."""
    return _LIST_OF_LEVELS.match(right) is not None
