"""Findings: what was found, how grave it is, and the action that it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.record import Record, new_reference
from app.domain.records import Finding, Grade
from app.domain.references import intention_of
from app.domain.steps import Step
from app.domain.text import Passage, has_words
from app.services.acting import NewAction, write_action
from app.services.reversing import is_sealed
from app.services.self_audits import begun_audit

if TYPE_CHECKING:
    from app.domain.record import Entry
    from app.domain.records import Action
    from app.store.file import EstablishmentFile

_GONE = "This finding is no longer in the file: another window took it out. Look at the question again."
_NO_TITLE = "A finding says what was found. Write its title."


@dataclass(frozen=True)
class NewFinding:
    """What a new finding needs; `item_ref` is the question it comes from."""

    title: Sequence[Passage]
    grade: Grade
    item_ref: str
    detail: Sequence[Passage] = ()
    is_withheld: bool = False


def add_finding(
    file: EstablishmentFile, period_id: str, new: NewFinding, action: NewAction | None, *, person_id: str | None
) -> tuple[Entry[Finding], Entry[Action] | None]:
    """Write a finding and, where one is given, the action that it needs: both or neither."""
    if not has_words(new.title):
        raise UserError(_NO_TITLE, "title")
    with file.work("Recorded a finding", person_id) as work:
        record = Finding(
            self_audit_id=begun_audit(work, period_id, intention_of(new.item_ref)).record.id,
            reference=new_reference("F"),
            item_ref=new.item_ref,
            grade=new.grade,
        )
        texts = {"title": new.title, "detail": new.detail}
        finding = work.put(record, texts, is_withheld=new.is_withheld)
        if action is None:
            return finding, None
        needed = replace(action, finding_id=finding.record.id, item_ref=new.item_ref)
        return finding, write_action(work, period_id, needed)


@dataclass(frozen=True)
class FindingChanges:
    """A finding as it is to be; texts that are not named stay as they are."""

    grade: Grade
    texts: Mapping[str, Sequence[Passage]] = field(default_factory=dict, repr=False)
    is_withheld: bool = False


def change_finding(
    file: EstablishmentFile, finding_id: str, changes: FindingChanges, *, person_id: str | None
) -> Entry[Finding]:
    """Change a finding, or seal it whole; UserError for an empty title. Its action stays as it is."""
    if "title" in changes.texts and not has_words(changes.texts["title"]):
        raise UserError(_NO_TITLE, "title")
    with file.work("Changed a finding", person_id, is_sealing=changes.is_withheld) as work:
        entry = work.get(Finding, finding_id)
        if entry is None:
            raise UserError(_GONE)
        changed = entry.record.model_copy(update={"grade": changes.grade})
        return work.put(changed, changes.texts, is_withheld=changes.is_withheld)


def recording_step(
    file: EstablishmentFile, finding: Entry[Finding], action: Entry[Action] | None, person_id: str | None
) -> Step | None:
    """Return how a new finding is taken out again, its action too; None where either is sealed."""
    made: list[Entry[Record]] = [finding] if action is None else [finding, action]
    if any(is_sealed(entry) for entry in made):
        return None

    def take_out() -> None:
        with file.work("Undid a finding", person_id) as work:
            for entry in made:
                work.delete(type(entry.record), entry.record.id)

    def put_back() -> None:
        with file.work("Recorded a finding again", person_id) as work:
            for entry in made:
                work.put(entry.record, entry.texts)

    return Step(take_out, put_back, finding.record.item_ref or "")
