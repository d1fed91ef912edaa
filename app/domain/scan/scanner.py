"""The scan itself: every rule over every view of a text, without overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from app.domain.scan.disguise import hidden_hits, misspelt_hits
from app.domain.scan.findings import Finding, Outcome, ScanReport
from app.domain.scan.folding import views
from app.domain.scan.forms import form_hits
from app.domain.scan.hits import Hit, Strength
from app.domain.scan.identifiers import identifier_hits
from app.domain.scan.markings import marking_hits
from app.domain.scan.portions import portion_hits
from app.domain.scan.sentences import sentence_for
from app.domain.scan.vocabulary import Vocabulary, vocabulary_of

if TYPE_CHECKING:
    from app.domain.catalogue import MarkingScheme
    from app.domain.scan.folding import Folded


def scan_text(text: str, scheme: MarkingScheme, other_schemes: Sequence[MarkingScheme]) -> ScanReport:
    """Return what `app.domain.scan.scan` promises."""
    vocabulary = vocabulary_of(scheme, tuple(other_schemes))
    found = [finding for view in views(text) for finding in _findings(view, vocabulary)]
    found += [_finding(hit, (hit.start, hit.end), vocabulary) for hit in hidden_hits(text)]
    kept = _without_overlaps(found)
    return ScanReport(outcome=Outcome.worst(finding.outcome for finding in kept), findings=tuple(kept))


def _findings(view: Folded, vocabulary: Vocabulary) -> Iterable[Finding]:
    for rule in (form_hits, marking_hits, portion_hits, misspelt_hits):
        for hit in rule(view.text, vocabulary):
            yield _finding(hit, view.span(hit.start, hit.end), vocabulary)
    for hit in identifier_hits(view.text):
        yield _finding(hit, view.span(hit.start, hit.end), vocabulary)


def _finding(hit: Hit, span: tuple[int, int], vocabulary: Vocabulary) -> Finding:
    is_applied = hit.strength is Strength.APPLIED and hit.term is not None
    outcome = hit.term.outcome if is_applied and hit.term else Outcome.WARN
    return Finding(
        outcome=outcome,
        kind=hit.kind,
        start=span[0],
        end=span[1],
        level=hit.term.level if hit.term else None,
        sentence=sentence_for(hit, outcome, vocabulary.ceiling),
    )


def _without_overlaps(found: Iterable[Finding]) -> list[Finding]:
    """Keep the worst of findings that overlap; the longer, then the earlier, where they are as bad."""
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
        elif finding.outcome.severity > kept[-1].outcome.severity:
            kept[-1] = finding
    return kept
