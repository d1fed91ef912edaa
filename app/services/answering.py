"""Answering: the result, narrative, reason and sample test of one checklist item in one period."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.records import Answer, Result
from app.domain.references import intention_of
from app.domain.sample_entry import SampleEntry
from app.domain.steps import Step
from app.domain.text import Passage, Text
from app.services.deciding import keep_passage
from app.services.self_audits import begun_audit

if TYPE_CHECKING:
    from app.domain.record import Entry
    from app.domain.scan import Finding
    from app.store.file import EstablishmentFile
    from app.store.work import Work

NARRATIVE, REASON = "narrative", "reason"
_WROTE = {NARRATIVE: "Wrote a narrative", REASON: "Gave a reason"}
WITH_REASON = (Result.NOT_APPLICABLE, Result.NOT_TESTED)
"""The results that say why."""
_NO_REASON = "Say in a few words why it may stay, so that whoever reads the decision later can follow it."


@dataclass(frozen=True)
class Question:
    """Which checklist item is answered, of which version, in which period."""

    period_id: str
    item_ref: str
    item_version: int = 1


def record_result(
    file: EstablishmentFile, question: Question, result: Result | None, *, person_id: str | None, on: date
) -> Step | None:
    """Record a result, or set the answer back to not answered with None; the reason of another result goes."""
    columns = {"result": result, "tested_on": on if result else None, "person_id": person_id if result else None}
    texts: dict[str, Text] = {} if result in WITH_REASON else {REASON: ()}
    return _change(file, question, "Answered" if result else "Set back an answer", columns, texts, person_id)


def record_sample(
    file: EstablishmentFile, question: Question, sample: SampleEntry, *, person_id: str | None
) -> Step | None:
    """Record a sample test as far as it is filled in."""
    columns = {
        "sample_population": sample.population,
        "sample_method": sample.method,
        "sample_size": sample.size,
        "sample_compliant": sample.compliant,
    }
    return _change(file, question, "Recorded a sample", columns, {}, person_id)


def write_narrative(
    file: EstablishmentFile,
    question: Question,
    text: Sequence[Passage],
    *,
    person_id: str | None,
    field: str = NARRATIVE,
) -> Step | None:
    """Cut a revision of the narrative, or of the reason why an item does not apply or could not be tested.

    None where it stands already, and then a draft of it is dropped.

    TextRefused, SealNeeded or SealedStoreLocked: nothing was written.
    """
    return _change(file, question, _WROTE[field], {}, {field: tuple(text)}, person_id)


def seal_in_narrative(
    file: EstablishmentFile,
    question: Question,
    text: Sequence[Passage],
    *,
    person_id: str | None,
    field: str = NARRATIVE,
) -> None:
    """Cut a revision in which a passage is sealed now; it cannot be taken back by undo."""
    with file.work("Sealed a passage", person_id, is_sealing=True) as work:
        work.put(begun_answer(work, question).record, {field: text})


def draft_narrative(
    file: EstablishmentFile,
    question: Question,
    text: Sequence[Passage],
    *,
    person_id: str | None,
    field: str = NARRATIVE,
) -> datetime:
    """Save what is being typed, through the same door as a revision, and return when."""
    with file.work("Began an answer", person_id) as work:
        return work.save_draft(Answer, begun_answer(work, question).record.id, field, text)


def discard_narrative(
    file: EstablishmentFile, question: Question, *, person_id: str | None, field: str = NARRATIVE
) -> None:
    """Take a narrative out with all its saved versions: what was typed after them may not be held here.

    What is sealed in it stays: it went in by a decision of its own.
    """
    with file.work("Took out refused words", person_id, is_sealing=True) as work:
        entry = begun_answer(work, question)
        sealed = [passage for passage in entry.text(field) if passage.is_sealed]
        work.purge_field(Answer, entry.record.id, field)
        if work.is_unlocked and sealed:
            anew = [passage.model_copy(update={"id": None, "sealed_id": None}) for passage in sealed]
            work.put(begun_answer(work, question).record, {field: anew})


def keep_found(
    file: EstablishmentFile,
    question: Question,
    position: int,
    found: Finding,
    reason: str,
    *,
    person_id: str | None,
    field: str = NARRATIVE,
) -> None:
    """Record why one thing that the scan asks about in one passage may stay and leave; UserError without a reason."""
    if not reason.strip():
        raise UserError(_NO_REASON)
    with file.work("Kept what the scan asked about", person_id) as work:
        entry = begun_answer(work, question)
        passage = entry.text(field)[position]
        keep_passage(work, passage, reason.strip(), work.scheme, person_id, only=found)


def adopt_drafts(file: EstablishmentFile, *, person_id: str | None) -> int:
    """Cut a revision of each narrative that was typed and never finished; return of how many.

    One that may not be written now, because the sealed store is locked, stays a draft.
    """
    adopted = 0
    with file.work("Recovered what was typed", person_id) as work:
        for draft in work.drafts(Answer):
            entry = work.get(Answer, draft.owner_id)
            if entry is not None:
                with contextlib.suppress(UserError):
                    work.put(entry.record, {draft.field: draft.text})
                    adopted += 1
    return adopted


def _change(
    file: EstablishmentFile,
    question: Question,
    act: str,
    columns: Mapping[str, object],
    texts: Mapping[str, Text],
    person_id: str | None,
) -> Step | None:
    """Change an answer and return how that is taken back; None where nothing changed or the answer is sealed."""
    with file.work(act, person_id) as work:
        before = begun_answer(work, question)
        after = work.put(before.record.model_copy(update=dict(columns)), texts)
        if after.revision_id == before.revision_id or after.record.sealed_id:
            return None
    change = partial(_change, file, question, person_id=person_id)
    was, now = ({name: getattr(entry.record, name) for name in columns} for entry in (before, after))
    said, says = ({name: _without_sealed(entry.text(name)) for name in texts} for entry in (before, after))
    return Step(
        undo=partial(change, "Undid a change", was, said),
        redo=partial(change, "Made a change again", now, says),
        item_ref=question.item_ref,
    )


def begun_answer(work: Work, question: Question) -> Entry[Answer]:
    """Return the answer to a question, begun now where there is none."""
    audit = begun_audit(work, question.period_id, intention_of(question.item_ref)).record
    found = work.list(Answer, self_audit_id=audit.id, item_ref=question.item_ref)
    if found:
        return found[0]
    return work.put(Answer(self_audit_id=audit.id, item_ref=question.item_ref, item_version=question.item_version))


def _without_sealed(text: Text) -> Text:
    """Return a text as a step may remember it: of a sealed passage only that it is there."""
    return tuple(p.model_copy(update={"content": None}) if p.is_sealed else p for p in text)
