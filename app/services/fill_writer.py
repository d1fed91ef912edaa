"""Writes the parts of a fill form as records, collecting every fault instead of stopping at the first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from app.domain.catalogue import ChecklistItem, Data
from app.domain.errors import UserError
from app.domain.merging import BETWEEN
from app.domain.people import Directory
from app.domain.record import Entry, R, Record, new_reference
from app.domain.records import (
    Action,
    Answer,
    Declaration,
    Evidence,
    EvidenceLink,
    Finding,
    Ownership,
    PlannedItem,
    SelfAudit,
    Statement,
)
from app.domain.references import intention_of
from app.domain.registers.every import REGISTERS
from app.domain.registers.register import Register
from app.domain.text import Passage, marked, plain
from app.services.attaching import attach
from app.services.deciding import keep_passage
from app.services.fill_form import (
    Fill,
    FillAction,
    FillAnswer,
    FillDeclaration,
    FillEvidence,
    FillFinding,
    FillPlan,
    FillPost,
    FillStatement,
)
from app.services.fill_registers import RegisterFiller
from app.services.fill_words import FillPassage, FillText
from app.services.people import appoint

if TYPE_CHECKING:
    from app.domain.period_content import PeriodContent
    from app.store.work import Work

T = TypeVar("T")

_LONGEST_TITLE = 500
_NO_LISTS = ("period", "registers")


class FillWriter:
    """Writes one form into one period. `faults` lists what was wrong, by place, without the text itself.

    With `is_partial`, what an answer does not name stays as it is; else the answer is replaced whole.
    """

    def __init__(self, work: Work, content: PeriodContent, folder: Path, *, is_partial: bool = False) -> None:
        self.faults: list[str] = []
        self._work = work
        self._content = content
        self._folder = folder
        self._is_partial = is_partial
        self._period_id = content.period.record.id
        self._directory = Directory(content.people, content.posts)
        self._audits = {entry.record.intention_ref: entry for entry in content.self_audits}
        self._answers = content.answers_by_item()
        self._findings: dict[str, Entry[Finding]] = {}
        self._registers = RegisterFiller(work, content, self._passages, self._keep)

    def write(self, form: Fill) -> dict[str, int]:
        """Write every part in an order in which each finds what it refers to; return how many of each there were."""
        owners = list(form.owners.items())
        self._each("posts", form.posts, self._post)
        self._each("owners", owners, lambda pair: self._owner(*pair))
        self._each("not_due", form.not_due, self._not_due)
        self._each("plans", form.plans, self._plan)
        self._each("answers", form.answers, self._answer)
        self._each("findings", form.findings, self._finding)
        for register in REGISTERS:
            entries = getattr(form.registers, register.key)
            self._each(f"registers.{register.key}", entries, partial(self._entry, register))
        self._each("actions", form.actions, self._action)
        self._each("evidence", form.evidence, self._evidence)
        self._each("statements", form.statements, self._statement)
        self._each("declarations", form.declarations, self._declaration)
        counts = {name: len(getattr(form, name)) for name in type(form).model_fields if name not in _NO_LISTS}
        return counts | {each.key: len(getattr(form.registers, each.key)) for each in REGISTERS}

    def _each(self, name: str, entries: Sequence[T], write: Callable[[T], None]) -> None:
        for index, entry in enumerate(entries):
            try:
                write(entry)
            except UserError as error:
                self.faults.append(f"{name}[{index}]: {error.sentence}")

    def _post(self, form: FillPost) -> None:
        since = form.since or self._content.period.record.starts
        title, holder = self._passages(form.title), self._passages(form.holder)
        self._directory = appoint(self._work, self._directory, title, holder, since, is_head=form.head)

    def _owner(self, intention_ref: str, title: str) -> None:
        self._intention(intention_ref)
        post = self._directory.post(title)
        existing = self._work.list(Ownership, period_id=self._period_id, intention_ref=intention_ref)
        record = existing[0].record if existing else None
        self._put_with(
            record or Ownership(period_id=self._period_id, intention_ref=intention_ref, post_id=post.record.id),
            post_id=post.record.id,
        )

    def _not_due(self, item_ref: str) -> None:
        self._item(item_ref)
        existing = self._work.list(PlannedItem, period_id=self._period_id, item_ref=item_ref)
        record = existing[0].record if existing else None
        self._put_with(record or PlannedItem(period_id=self._period_id, item_ref=item_ref, is_due=False), is_due=False)

    def _plan(self, form: FillPlan) -> None:
        self._write(self._audit(form.intention).record, {"plan": form.plan})

    def _answer(self, form: FillAnswer) -> None:
        item = self._item(form.item)
        audit = self._audit(intention_of(form.item))
        existing = self._answers.get(form.item)
        record = existing.record if existing else Answer(self_audit_id=audit.record.id, item_ref=form.item)
        said = {
            "result": form.result,
            "tested_on": form.tested_on,
            "person_id": self._directory.person(form.by).record.id if form.by else None,
        }
        named = {*form.model_fields_set, *(["person_id"] if form.by else ())}
        columns = {name: value for name, value in said.items() if name in named or not self._is_partial}
        changed = record.model_copy(update={"item_version": item.version, **columns, **self._sample(form)})
        texts = {"narrative": form.narrative, "reason": form.reason}
        if existing is not None and self._is_partial:
            self._answers[form.item] = self._add_to(existing, changed, texts)
        else:
            self._answers[form.item] = self._write(changed, texts, is_withheld=form.withheld)

    def _add_to(self, existing: Entry[Answer], changed: Answer, texts: dict[str, FillText]) -> Entry[Answer]:
        """Write an answer whose texts come below those that stand: they may hold what the form could not."""
        added: dict[str, list[Passage]] = {}
        for name, text in texts.items():
            stands, new = existing.texts.get(name, ()), self._passages(text)
            said = {passage.content for passage in stands}
            if any(passage.content not in said for passage in new):
                between = plain(BETWEEN, self._content.scheme) if stands else ()
                added[name] = [*stands, *between, *new]
        return self._work.put(changed, added)

    def _sample(self, form: FillAnswer) -> dict[str, object]:
        sample = form.sample
        if sample is None:
            return {}
        if not sample.compliant <= sample.size <= sample.population:
            raise UserError("The sample does not add up: compliant ≤ size ≤ population.")
        methods = {step.key for step in self._content.pack.scales.sampling_methods}
        if sample.method not in methods:
            raise UserError(f"The sampling method is not one of: {', '.join(sorted(methods))}.")
        return {
            "sample_population": sample.population,
            "sample_method": sample.method,
            "sample_size": sample.size,
            "sample_compliant": sample.compliant,
        }

    def _finding(self, form: FillFinding) -> None:
        record = Finding(
            self_audit_id=self._audit_of(form.intention, form.item).record.id,
            reference=new_reference("F"),
            item_ref=form.item,
            grade=form.grade,
        )
        entry = self._write(record, {"title": form.title, "detail": form.detail}, is_withheld=form.withheld)
        if form.key:
            self._findings[form.key] = entry

    def _action(self, form: FillAction) -> None:
        finding = self._named_finding(form.finding)
        item = form.item or (finding.record.item_ref if finding else None)
        audit_id = finding.record.self_audit_id if finding else self._audit_of(form.intention, item).record.id
        record = Action(
            self_audit_id=audit_id,
            reference=new_reference("A"),
            item_ref=item,
            finding_id=finding.record.id if finding else None,
            entry_id=self._registers.named(form.entry) if form.entry else None,
            post_id=self._directory.post(form.owner).record.id if form.owner else None,
            due=form.due,
            state=form.state,
            completed_on=form.completed_on,
            verified_on=form.verified_on,
            verified_by=self._directory.person(form.verified_by).record.id if form.verified_by else None,
        )
        self._write(record, {"title": form.title, "progress": form.progress}, is_withheld=form.withheld)

    def _entry(self, register: Register, form: Data) -> None:
        intention: str | None = getattr(form, "intention", None)
        if intention is not None:
            self._intention(intention)
        self._registers.write(register, form, self._directory, intention)

    def _named_finding(self, key: str | None) -> Entry[Finding] | None:
        if key is not None and key not in self._findings:
            raise UserError("It names a finding whose key is not among the findings of this file.")
        return self._findings[key] if key is not None else None

    def _evidence(self, form: FillEvidence) -> None:
        first = form.items[0] if form.items else None
        audit = self._audit_of(form.intention, first)
        kinds = {step.key for step in self._content.pack.scales.evidence_kinds}
        if form.kind is not None and form.kind not in kinds:
            raise UserError(f"The kind of evidence is not one of: {', '.join(sorted(kinds))}.")
        seen_by = self._directory.person(form.seen.by).record.id if form.seen and form.seen.by else None
        record = Evidence(
            self_audit_id=audit.record.id,
            reference=new_reference("E"),
            evidence_kind=form.kind,
            dated=form.dated,
            seen_on=form.seen.on if form.seen else None,
            seen_by=seen_by,
        )
        texts = {"title": form.title, "place": form.seen.where if form.seen else ()}
        if form.file is not None:
            record = attach(self._work, record, self._beside(form.file), is_withheld=form.withheld)
            texts["file_name"] = (FillPassage(text=Path(form.file).name),)
        entry = self._write(record, texts, is_withheld=form.withheld)
        for item_ref in form.items:
            self._item(item_ref)
            self._work.put(EvidenceLink(evidence_id=entry.record.id, item_ref=item_ref))

    def _beside(self, name: str) -> Path:
        """Return where an evidence file lies; UserError unless it is beside the fill file or in a folder there."""
        try:
            path = (self._folder / name).resolve()
        except (OSError, ValueError):  # Windows cannot say where some network paths lead
            raise UserError("The evidence file's name is not one that a file can have.") from None
        if not path.is_relative_to(self._folder.resolve()):
            raise UserError("An evidence file is named from the folder of the fill file, and must lie in it.")
        return path

    def _statement(self, form: FillStatement) -> None:
        if form.intention is not None:
            self._intention(form.intention)
        existing = self._content.statement(form.intention)
        record = existing.record if existing else Statement(period_id=self._period_id, intention_ref=form.intention)
        texts = {"wording": form.wording, "cannot_assure": form.cannot_assure}
        self._write(record.model_copy(update={"level": form.level}), texts, is_withheld=form.withheld)

    def _declaration(self, form: FillDeclaration) -> None:
        if form.expectation not in {expectation.key for expectation in self._content.pack.expectations}:
            raise UserError("The catalogue has no expectation of this key.")
        existing = self._work.list(Declaration, period_id=self._period_id, expectation_key=form.expectation)
        record = (
            existing[0].record
            if existing
            else Declaration(period_id=self._period_id, expectation_key=form.expectation, is_declared=form.declared)
        )
        self._write(record.model_copy(update={"is_declared": form.declared}), {"comment": form.comment})

    def _write(self, record: R, texts: dict[str, FillText], *, is_withheld: bool = False) -> Entry[R]:
        if "title" in texts:
            _check_title(texts["title"])
        passages = {name: self._passages(text) for name, text in texts.items()}
        entry = self._work.put(record, passages, is_withheld=is_withheld)
        for name, text in texts.items() if not is_withheld else ():
            self._keep(entry, name, text)
        return entry

    def _keep(self, entry: Entry[Record], name: str, text: FillText) -> None:
        """Record why what the scan asks about in a field may stay."""
        for passage, kept in zip(entry.text(name), text, strict=False):
            if kept.keep:
                keep_passage(self._work, passage, kept.keep, self._content.scheme)

    def _put_with(self, record: R, **columns: object) -> None:
        self._work.put(record.model_copy(update=columns))

    def _passages(self, text: FillText) -> list[Passage]:
        return [passage for part in text for passage in marked(part.text, part.marking, self._content.scheme)]

    def _intention(self, ref: str) -> None:
        intention = next((i for i in self._content.pack.intentions if i.ref == ref), None)
        if intention is None or not self._content.applies(intention):
            raise UserError(f"The intention {ref} does not apply to this establishment.")

    def _item(self, ref: str) -> ChecklistItem:
        self._intention(intention_of(ref))
        items = self._content.items_of(self._content.pack.intention(intention_of(ref)))
        item = next((item for item in items if item.ref == ref), None)
        if item is None:
            raise UserError(f"The catalogue has no item {ref} that applies to this establishment.")
        return item

    def _audit_of(self, intention_ref: str | None, item_ref: str | None) -> Entry[SelfAudit]:
        if item_ref is not None:
            self._item(item_ref)
            if intention_ref not in (None, intention_of(item_ref)):
                raise UserError("Its item belongs to another intention than the one it names.")
            return self._audit(intention_of(item_ref))
        if intention_ref is None:
            raise UserError("It names no intention and no item. Give one of them.")
        return self._audit(intention_ref)

    def _audit(self, intention_ref: str) -> Entry[SelfAudit]:
        self._intention(intention_ref)
        if intention_ref not in self._audits:
            self._audits[intention_ref] = self._work.put(
                SelfAudit(period_id=self._period_id, intention_ref=intention_ref)
            )
        return self._audits[intention_ref]


def _check_title(title: FillText) -> None:
    """Refuse a title that says nothing, or that no page could hold."""
    length = len("".join(passage.text for passage in title).strip())
    if not 1 <= length <= _LONGEST_TITLE:
        raise UserError(f"A title has 1 to {_LONGEST_TITLE} characters; put the rest into the text below it.")
