"""What the marking scan finds in a narrative while it is typed, and how each finding can be settled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.desktop.presenters.narrative_text import is_to_seal, show_text
from app.desktop.views.checklist_view import FindingActionView, FindingView, PassageView
from app.domain.catalogue import MarkingScheme
from app.domain.period_content import PeriodContent
from app.domain.scan import Finding, Kind, Outcome, scan
from app.domain.text import Text

SEAL, REPLACE, REMOVE, KEEP = "seal", "replace", "remove", "keep"
PERSON = "a prisoner"

_SEAL = FindingActionView(SEAL, "Seal it", "Ctrl+R")
_REPLACE = FindingActionView(REPLACE, f"Write ‘{PERSON}’")
_REMOVE = FindingActionView(REMOVE, "Remove the paragraph")
_KEEP = FindingActionView(KEEP, "Keep, and say why…")
_NUMBERS = frozenset({Kind.PRISONER_NUMBER, Kind.PNC, Kind.CRO})
_UNSEALABLE = frozenset({Kind.BIDI, Kind.HIDDEN, Kind.MIXED_SCRIPT})
_ENDS = ".!?\n"


@dataclass(frozen=True)
class Found:
    """One finding in one passage of what is typed."""

    passage: int
    finding: Finding

    @property
    def key(self) -> str:
        """Its name between page and presenter."""
        return f"{self.passage}:{self.finding.start}:{self.finding.kind}"


def find(
    views: Sequence[PassageView], scheme: MarkingScheme, is_decided: Callable[[int, Finding], bool]
) -> tuple[Found, ...]:
    """Return everything the scan asks about or refuses in the open passages, in text order."""
    found = []
    for place, view in enumerate(views):
        if view.is_sealed and not is_to_seal(view):
            continue
        for finding in scan(view.text, scheme).findings:
            is_question = finding.outcome is Outcome.WARN
            if view.is_sealed and finding.outcome is not Outcome.REFUSE:
                continue
            if finding.outcome is not Outcome.ALLOW and not (is_question and is_decided(place, finding)):
                found.append(Found(place, finding))
    return tuple(found)


def undecided(views: Sequence[PassageView], kept: Text, content: PeriodContent) -> tuple[Found, ...]:
    """Return what is found in a text, without what was decided about what is `kept` of it."""
    decided = {
        (each.passage_id, each.revision_id, each.finding_kind, each.start, each.end)
        for each in (entry.record for entry in content.decisions)
    }
    is_same = show_text(kept, content.scheme) == tuple(views) and len(kept) == len(views)

    def is_decided(place: int, finding: Finding) -> bool:
        passage = kept[place] if is_same else None
        return passage is not None and (
            (passage.id, passage.revision_id, finding.kind.value, finding.start, finding.end) in decided
        )

    return find(views, content.scheme, is_decided)


def refused(found: Sequence[Found]) -> tuple[Found, ...]:
    """Return only what may not be held at all: where everything is sealed, nothing else needs a decision."""
    return tuple(each for each in found if each.finding.outcome is Outcome.REFUSE)


def worst(found: Sequence[Found]) -> Outcome:
    """Return the worst outcome of what was found."""
    return Outcome.worst(each.finding.outcome for each in found)


def finding_views(found: Sequence[Found]) -> tuple[FindingView, ...]:
    """Return findings as the bar under the editor shows them."""
    return tuple(_view(each) for each in found)


def settled(views: Sequence[PassageView], each: Found, action: str) -> tuple[PassageView, ...]:
    """Return the narrative as an action leaves it: SEAL what a finding marks, REPLACE what was found, or REMOVE it."""
    return {SEAL: _sealing, REPLACE: _replacing, REMOVE: _removing}[action](views, each)


def _sealing(views: Sequence[PassageView], each: Found) -> tuple[PassageView, ...]:
    """Return the narrative with what a finding marks to be sealed: its sentence, paragraph, or all below a banner."""
    text = views[each.passage].text
    start, end = _reach(text, each.finding)
    return _split(views, each.passage, start, end, is_sealing=True)


def _replacing(views: Sequence[PassageView], each: Found) -> tuple[PassageView, ...]:
    """Return the narrative with what was found replaced by words that name nobody."""
    view = views[each.passage]
    text = view.text[: each.finding.start] + PERSON + view.text[each.finding.end :]
    return (*views[: each.passage], PassageView(text, view.marking), *views[each.passage + 1 :])


def _removing(views: Sequence[PassageView], each: Found) -> tuple[PassageView, ...]:
    """Return the narrative without the paragraph of a finding."""
    start, end = _paragraph(views[each.passage].text, each.finding)
    return _split(views, each.passage, start, end, is_sealing=False)


def _view(each: Found) -> FindingView:
    finding = each.finding
    is_bad = finding.outcome is not Outcome.WARN
    return FindingView(
        each.key,
        each.passage,
        finding.start,
        finding.end - finding.start,
        finding.sentence,
        tuple(_actions(finding)),
        "bad" if is_bad else "warn",
        "This is not saved" if is_bad else "",
    )


def _actions(finding: Finding) -> Iterator[FindingActionView]:
    if finding.outcome is Outcome.REFUSE:
        yield _REMOVE
        return
    if finding.kind not in _UNSEALABLE:
        yield _SEAL
    if finding.outcome is Outcome.SEAL:
        yield _REMOVE
        return
    if finding.kind in _NUMBERS:
        yield _REPLACE
    yield _KEEP


def _reach(text: str, finding: Finding) -> tuple[int, int]:
    if finding.kind is Kind.BANNER:
        return text.rfind("\n", 0, finding.start) + 1, len(text)
    if finding.outcome is Outcome.SEAL:
        return _paragraph(text, finding)
    start = max(text.rfind(letter, 0, finding.start) for letter in _ENDS) + 1
    ends = [place for letter in _ENDS if (place := text.find(letter, finding.end)) >= 0]
    end = min(ends) + 1 if ends else len(text)
    while start < finding.start and text[start].isspace():
        start += 1
    return start, end - 1 if text[end - 1 : end] == "\n" else end


def _paragraph(text: str, finding: Finding) -> tuple[int, int]:
    end = text.find("\n", finding.end)
    return text.rfind("\n", 0, finding.start) + 1, len(text) if end < 0 else end


def _split(
    views: Sequence[PassageView], place: int, start: int, end: int, *, is_sealing: bool
) -> tuple[PassageView, ...]:
    view = views[place]
    middle = PassageView(view.text[start:end], view.marking, is_sealing)
    parts = [PassageView(view.text[:start], view.marking), middle, PassageView(view.text[end:], view.marking)]
    if not is_sealing:
        parts = [PassageView(view.text[:start] + view.text[end:].removeprefix("\n"), view.marking)]
    return (*views[:place], *(part for part in parts if part.text), *views[place + 1 :])
