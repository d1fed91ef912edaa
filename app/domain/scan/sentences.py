"""The user's sentence for a finding: what is so, then what to do. It never quotes the text."""

from __future__ import annotations

from app.domain.scan.findings import Kind, Outcome
from app.domain.scan.hits import Hit

_SAYS = {
    Kind.BANNER: "A line says only that this is {word}.",
    Kind.LABEL: "It says of itself that it is {word}.",
    Kind.PREFIX: "It begins with {word}.",
    Kind.SUFFIX: "It ends with {word}.",
    Kind.TAG: "{word} stands in brackets, as a marking does.",
    Kind.PORTION: "A paragraph begins with the portion mark of {word}.",
    Kind.FILE_NAME: "The name of the file says {word}.",
    Kind.SPACED: "It says {word} with its letters set apart.",
    Kind.CAPITALS: "{word} stands in the text as a marking is written.",
    Kind.MISSPELT: "A word looks like {word}, misspelt or disguised.",
    Kind.CAVEAT: "It carries a caveat that only markings above {ceiling} have.",
}
_LOOKS_LIKE = {
    Kind.OLD_MARKING: "an old marking, in confidence",
    Kind.PRISONER_NUMBER: "a prisoner number",
    Kind.PNC: "a PNC number",
    Kind.CRO: "a CRO number",
    Kind.NI_NUMBER: "a National Insurance number",
    Kind.NHS_NUMBER: "an NHS number",
    Kind.TELEPHONE: "a telephone number",
    Kind.DATE_OF_BIRTH: "a date of birth",
    Kind.COVERT_SOURCE: "something about a covert source or a covert operation",
    Kind.INTELLIGENCE_REFERENCE: "the reference or grading of an intelligence report",
    Kind.VEHICLE: "the registration of a vehicle",
    Kind.POSTCODE: "a postcode",
}
_ODD = {
    Kind.MIXED_SCRIPT: "A word mixes letters of two alphabets that look alike. Type it again, or say that it may stay.",
    Kind.BIDI: "A hidden character changes the direction of the text here. Type the line again without it.",
    Kind.HIDDEN: "Hidden characters stand here. Type the line again without them.",
}


def sentence_for(hit: Hit, outcome: Outcome, ceiling: str) -> str:
    """Return the sentence for `hit`; `ceiling` is the word of the highest level that may be held."""
    if hit.kind in _ODD:
        return _ODD[hit.kind]
    if hit.kind in _LOOKS_LIKE:
        return f"This looks like {_LOOKS_LIKE[hit.kind]}. Take it out, seal it, or say that it may leave in the return."
    says = _SAYS[hit.kind].format(word=hit.term.word if hit.term else "", ceiling=ceiling)
    return f"{says} {_what_to_do(outcome, ceiling)}"


def _what_to_do(outcome: Outcome, ceiling: str) -> str:
    if outcome is Outcome.REFUSE:
        return (
            f"Nothing above {ceiling} may be held here. Move it to a system that may hold it, "
            "then remove it from this page."
        )
    if outcome is Outcome.SEAL:
        return "Seal it, so that it stays here and does not leave in the return."
    return "Seal or remove what it marks, or say that it marks nothing."
