"""Answering many questions at once, for those who type up paper: one act, taken back as one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.records import Result
from app.domain.steps import Step
from app.domain.text import Passage, Text, has_sealed, plain
from app.services.answering import WITH_REASON, Question, begun_answer

if TYPE_CHECKING:
    from app.domain.record import Entry
    from app.domain.records import Answer
    from app.store.file import EstablishmentFile
    from app.store.work import Work

_NO_REASON = "Say in a few words why, so that whoever reads the answers can follow it. It stands with each of them."
_REASON = "reason"


@dataclass(frozen=True)
class _Stand:
    """How one answer stands, as far as this changes it. A sealed reason is left alone: None."""

    question: Question
    result: Result | None
    tested_on: date | None
    person_id: str | None
    reason: Text | None


def answer_many(
    file: EstablishmentFile,
    questions: Sequence[Question],
    result: Result,
    *,
    reason: str = "",
    person_id: str | None,
    on: date,
) -> Step | None:
    """Record one result for many questions, with one reason where the result needs one; None where all stand so.

    UserError without a reason that is needed, or where an answer is withheld: then nothing is written.
    """
    if result in WITH_REASON and not reason.strip():
        raise UserError(_NO_REASON)
    given = plain(reason.strip(), file.scheme) if result in WITH_REASON else ()
    with file.work("Answered several questions", person_id) as work:
        entries = [begun_answer(work, question) for question in questions]
        before = [_stand(question, entry) for question, entry in zip(questions, entries, strict=True)]
        withheld = [entry.record.item_ref for entry in entries if entry.record.sealed_id]
        if withheld:
            raise UserError(f"Withheld answers are changed one at a time. Leave out: {', '.join(withheld)}.")
        after = [_Stand(each.question, result, on, person_id, given) for each in before]
        _write(work, after)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    if not changed:
        return None
    return Step(
        partial(_put_back, file, "Undid a change", [old for old, _ in changed], person_id),
        partial(_put_back, file, "Made a change again", [new for _, new in changed], person_id),
        changed[0][0].question.item_ref,
    )


def _stand(question: Question, entry: Entry[Answer]) -> _Stand:
    answer, reason = entry.record, entry.text(_REASON)
    kept = None if has_sealed(reason) else tuple(_bare(passage) for passage in reason)
    return _Stand(question, answer.result, answer.tested_on, answer.person_id, kept)


def _bare(passage: Passage) -> Passage:
    return Passage(content=passage.content, marking=passage.marking)


def _write(work: Work, stands: Sequence[_Stand]) -> None:
    for stand in stands:
        columns = {"result": stand.result, "tested_on": stand.tested_on, "person_id": stand.person_id}
        texts: dict[str, Text] = {} if stand.reason is None else {_REASON: stand.reason}
        work.put(begun_answer(work, stand.question).record.model_copy(update=columns), texts)


def _put_back(file: EstablishmentFile, act: str, stands: Sequence[_Stand], person_id: str | None) -> None:
    with file.work(act, person_id) as work:
        _write(work, stands)
