"""What identifies a person, a source or a place: numbers by their form and check letter, words by their sense.

Sources: PNC and CRO check letters, remainder of year and serial by 23 (CJS Data Standards Catalogue); National
Insurance prefixes (HMRC manual NIM39110); NHS number, weighted remainder by 11 (NHS Data Dictionary).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.domain.scan.findings import Kind
from app.domain.scan.hits import Hit

Check = Callable[[re.Match[str]], bool]

_FIGURE = re.compile("[0-9]")
_CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
# Forms that have the shape of a prisoner number.
_FORMS = frozenset({"F2052SH"})
_SHORTEST_UNLABELLED = 4
_TWO_YEARS = re.compile(r"(?:19|20)\d\d")  # "2012-2013 B wing"
_DATE = (
    r"(?:\d{1,2}[./ -]\d{1,2}[./ -](?:\d{4}|\d{2})"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?,?\s+(?:\d{4}|\d{2})"
    r"|[A-Z][a-z]{2,8}\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{4}-\d\d-\d\d)"
)
_AREAS = (
    "A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]?"
    "|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE"
)
_VEHICLE_WORD = r"(?:van|car|vehicle|lorry|truck|minibus|motor(?:cycle|bike)|registration|reg|vrm|index)\b[^\n]{0,30}?"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A form to look for; `needs` are words, in small letters, without one of which it cannot occur."""

    kind: Kind
    form: re.Pattern[str]
    check: Check | None = None
    needs: tuple[str, ...] = ()
    has_figures: bool = True


def identifier_hits(text: str) -> Iterator[Hit]:
    """Yield what in folded `text` looks like an identifier; each is for a person to decide."""
    lowered = text.lower()
    has_figures = _FIGURE.search(text) is not None
    for pattern in _PATTERNS:
        if pattern.has_figures and not has_figures:
            continue
        if pattern.needs and not any(word in lowered for word in pattern.needs):
            continue
        for match in pattern.form.finditer(text):
            if pattern.check is None or pattern.check(match):
                yield Hit(*match.span("id" if "id" in match.re.groupindex else 0), kind=pattern.kind)


def _is_prisoner_number(match: re.Match[str]) -> bool:
    return re.sub(r"[ -]", "", match[0]).upper() not in _FORMS


def _has_pnc_letter(match: re.Match[str]) -> bool:
    serial = match["serial"]
    if match["label"]:
        return True
    is_long = len(serial.lstrip("0")) >= _SHORTEST_UNLABELLED or len(serial) == 7
    return (
        is_long
        and not _TWO_YEARS.fullmatch(serial)
        and check_letter(match["year"], serial.zfill(7)) == match["letter"].upper()
    )


def _has_cro_letter(match: re.Match[str]) -> bool:
    year, serial, letter = (match["year"] or match["year2"], match["serial"] or match["serial2"], match["letter"])
    if match["label"]:
        return True
    return len(serial) >= _SHORTEST_UNLABELLED and letter.upper() in {
        check_letter(year, serial),
        check_letter(year, serial.zfill(6)),
    }


def check_letter(year: str, serial: str) -> str:
    """Return the check letter of a PNC or CRO number: `year` by its last two figures."""
    return _CHECK_LETTERS[int(year[-2:] + serial) % len(_CHECK_LETTERS)]


def _has_nhs_figure(match: re.Match[str]) -> bool:
    figures = [int(figure) for figure in match["id"] if figure.isdigit()]
    total = sum(figure * weight for figure, weight in zip(figures, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == figures[9]


def _is_subscriber(match: re.Match[str]) -> bool:
    """Tell whether a telephone number has ten national figures and is no freephone, service or helpline."""
    figures = re.sub(r"\D", "", match[0])
    is_abroad = match[0].startswith(("+", "00"))
    national = re.sub(r"^(?:00)?440?", "", figures) if is_abroad else figures[1:]
    return len(national) in {9, 10} and national[0] in "127"


def _form(expression: str, *, case: bool = False) -> re.Pattern[str]:
    """Compile a form that no letter or figure touches; small letters count as capitals unless `case` matters."""
    return re.compile(rf"(?<![A-Za-z0-9])(?:{expression})(?![A-Za-z0-9])", 0 if case else re.IGNORECASE)


_REFERENCE = r"(?:\s?(?:id|no|num|number|ref|reference|urn)\b\.?)?(?:\s?[:#])?\s?"
_PATTERNS = (
    Pattern(Kind.PRISONER_NUMBER, _form(r"[A-Z]\d{4}[A-Z]{2}"), _is_prisoner_number),
    Pattern(
        Kind.PRISONER_NUMBER,
        _form(r"[A-Z][ -]\d{4}[ -]?[A-Z]{2}|[A-Z]\d{4}[ -][A-Z]{2}", case=True),
        _is_prisoner_number,
    ),
    Pattern(
        Kind.PRISONER_NUMBER,
        _form(r"(?:prisoner|prison|nomis|inmate)\s(?:no|number|ref)\b\.?\s?:?\s?(?P<id>[A-Z]{2}\s?\d{4})"),
        needs=("prison", "nomis", "inmate"),
    ),
    Pattern(
        Kind.PRISONER_NUMBER,
        _form(r"(?:prisoner|nomis|inmate)\s(?P<id>[A-Z][ -]?\d{4}[ -]?[A-Z]{2})"),
        needs=("prisoner", "nomis", "inmate"),
    ),
    Pattern(
        Kind.PNC,
        _form(
            rf"(?P<label>pnc{_REFERENCE})?(?P<id>(?P<year>(?:19|20)?\d\d)\s?[/-]\s?(?P<serial>\d{{1,7}})\s?(?P<letter>[A-Z]))"
        ),
        _has_pnc_letter,
    ),
    Pattern(
        Kind.PNC,
        _form(r"(?P<label>pnc\s)?(?P<year>(?:19|20)\d\d)(?P<serial>\d{7})(?P<letter>[A-Z])"),
        _has_pnc_letter,
    ),
    Pattern(
        Kind.CRO,
        _form(
            rf"(?P<label>cro{_REFERENCE})?(?P<id>(?:(?P<serial>\d{{1,6}})\s?/\s?(?P<year>\d\d)"
            r"|SF\s?(?P<year2>\d\d)\s?/\s?(?P<serial2>\d{1,6}))\s?(?P<letter>[A-Z]))"
        ),
        _has_cro_letter,
    ),
    Pattern(
        Kind.NI_NUMBER,
        _form(
            r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
            r"(?:\d{6}|[ -]?\d\d[ -]?\d\d[ -]?\d\d)[ -]?[A-D]"
        ),
    ),
    Pattern(
        Kind.NI_NUMBER,
        _form(rf"(?:ni|nino|national insurance){_REFERENCE}(?P<id>[A-Z]{{2}}[ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-Z]?)"),
    ),
    Pattern(
        Kind.NHS_NUMBER, _form(rf"nhs{_REFERENCE}(?P<id>\d{{3}}[ -]?\d{{3}}[ -]?\d{{4}})"), _has_nhs_figure, ("nhs",)
    ),
    Pattern(
        Kind.TELEPHONE,
        re.compile(
            r"(?<![\w+./-])(?:(?:\+|00)44[ -]?(?:\(0\)[ -]?)?|\(?0)"
            r"\d(?:(?:[ )-]{0,2}\d){8,9}|\d{1,3}\.\d{3,4}\.\d{3,4})(?![\w/]|[.-]\d)"
        ),
        _is_subscriber,
    ),
    Pattern(
        Kind.DATE_OF_BIRTH,
        _form(
            rf"(?:d\.?o\.?b\.?|(?:date\s+of\s+)?birth(?:day|date)?|born(?:\s+on)?)(?:\s+(?:was|is|of|given\s+as))?[\s:=(\u2013-]{{0,4}}(?:the\s+)?{_DATE}"
        ),
        needs=("dob", "d.o.b", "birth", "born"),
    ),
    Pattern(Kind.COVERT_SOURCE, _form(r"CHIS", case=True), has_figures=False),
    Pattern(
        Kind.COVERT_SOURCE,
        _form(
            r"covert\s+human\s+intelligence\s+sources?|inform(?:ant|er)s?|(?:covert|registered|undercover)\s+(?:sources?|officers?)"
            r"|source\s+handlers?|(?:directed|intrusive|covert)\s+surveillance\s+(?:authori[stz]|operation|urn|of)\w*"
            r"|(?:directed|intrusive|covert)\s+surveillance\s+(?:was|were|had\s+been|has\s+been|took\s+place)"
            r"|covert\s+operations?|property\s+interference"
        ),
        needs=("cover", "informant", "informer", "source", "surveillance", "interference"),
        has_figures=False,
    ),
    Pattern(
        Kind.COVERT_SOURCE,
        _form(
            r"(?:RIPA|URN|DSA)\s(?!2000(?![\d/-]))"  # the Act's own year
            r"(?:(?:URN|authori[sz]ation|authority|ref|no|number)\b[.:]?\s?){0,3}\d[\d/-]{2,}"
        ),
        needs=("ripa", "urn", "dsa"),
    ),
    Pattern(
        Kind.INTELLIGENCE_REFERENCE,
        _form(
            r"(?:IR|SIR|MIR|IIR)s?:?[ /-]?(?:(?:no|ref|number|num)\b\.?[ :]{0,2})?(?:\d{2,6}/\d{2,6}|\d{4,8})",
            case=True,
        ),
    ),
    Pattern(
        Kind.INTELLIGENCE_REFERENCE,
        _form(
            r"(?:mercury|(?:security\s+)?(?:intelligence|information)\s+reports?|intel(?:ligence)?(?:\s+reports?)?)"
            r"\s(?:(?:ref|reference|no|number|ir|log|entry)\b[.:]?\s?){0,2}\d[\d/-]{3,}"
        ),
        needs=("mercury", "intel", "information"),
    ),
    Pattern(
        Kind.INTELLIGENCE_REFERENCE,
        _form(
            r"(?:5\s?[x\u00d7]\s?5\s?[x\u00d7]\s?5|3\s?[x\u00d7]\s?5\s?[x\u00d7]\s?2)(?!\s(?:system|training|course|model|format|grading))|(?:graded|grading|evaluated|evaluation)(?:\s(?:as|at|of))?\s?:?\s?[A-E]\s?[1-5]\s?[1-5]"
        ),
    ),
    Pattern(Kind.VEHICLE, _form(r"[A-HJ-PR-Y][A-HJ-PR-Y]\d{2} ?[A-HJ-PR-Z]{3}", case=True)),
    Pattern(
        Kind.VEHICLE,
        _form(
            _VEHICLE_WORD
            + r"(?<![A-Za-z0-9])(?P<id>[A-Z]{2}\d{2}\s?[A-Z]{3}|[A-Z]\d{1,3}\s?[A-Z]{3}|[A-Z]{3}\s?\d{1,3}[A-Z])"
        ),
        needs=("van", "car", "vehicle", "lorry", "truck", "bus", "motor", "reg", "vrm", "index"),
    ),
    Pattern(Kind.POSTCODE, _form(rf"(?:{_AREAS})\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{{2}}", case=True)),
)
