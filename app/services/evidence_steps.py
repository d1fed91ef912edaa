"""Taking back what was done to evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.domain.records import EvidenceLink
from app.domain.steps import Step
from app.services.evidencing import Attached, link_evidence, remove_evidence, restore_evidence
from app.services.reversing import is_sealed

if TYPE_CHECKING:
    from app.domain.record import Entry
    from app.domain.records import Evidence
    from app.store.file import EstablishmentFile


def adding_step(
    file: EstablishmentFile, period_id: str, added: Sequence[Attached], person_id: str | None
) -> Step | None:
    """Return how new evidence is taken out again; None where something of it is sealed."""
    if any(is_sealed(each.evidence) for each in added):
        return None

    def take_out() -> None:
        for each in added:
            if each.is_duplicate:
                _cite_again(file, period_id, each, person_id, without=each.cited_now)
            else:
                remove_evidence(file, each.evidence.record.id, person_id=person_id)

    def put_back() -> None:
        for each in added:
            if each.is_duplicate:
                _cite_again(file, period_id, each, person_id, also=each.cited_now)
            else:
                restore_evidence(file, each.evidence.record, each.cited_now, person_id=person_id)

    return Step(take_out, put_back)


def linking_step(
    file: EstablishmentFile,
    period_id: str,
    evidence_id: str,
    before: Sequence[str],
    after: Sequence[str],
    person_id: str | None,
) -> Step:
    """Return how citations become again what they were."""
    return Step(
        lambda: link_evidence(file, period_id, evidence_id, before, person_id=person_id),
        lambda: link_evidence(file, period_id, evidence_id, after, person_id=person_id),
    )


def removing_step(
    file: EstablishmentFile, evidence: Entry[Evidence], cited: Sequence[str], person_id: str | None
) -> Step | None:
    """Return how evidence that was taken out is put back; None where something of it is sealed."""
    if evidence.record.sealed_id is not None:
        return None
    return Step(
        lambda: restore_evidence(file, evidence.record, cited, person_id=person_id),
        lambda: remove_evidence(file, evidence.record.id, person_id=person_id),
    )


def _cite_again(
    file: EstablishmentFile, period_id: str, attached: Attached, person_id: str | None, *,
    without: Sequence[str] = (), also: Sequence[str] = (),
) -> None:  # fmt: skip
    evidence_id = attached.evidence.record.id
    with file.reading() as work:
        cited = [link.record.item_ref for link in work.list(EvidenceLink, evidence_id=evidence_id)]
    wanted = [ref for ref in (*cited, *also) if ref not in without]
    link_evidence(file, period_id, evidence_id, wanted, person_id=person_id)
