"""What a reviewer records: opinions, queries, own results, inspections, observations, audits, choices of the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from app.domain.errors import UserError
from app.domain.record import R, Record, new_reference
from app.domain.references import intention_of
from app.domain.review_records import (
    AuditFinding,
    ExternalAudit,
    Observation,
    Opinion,
    Query,
    ReceivedReturn,
    ReviewChoice,
    ReviewMark,
    SiteInspection,
)
from app.domain.review_terms import Outcome, QueryState
from app.domain.text import Passage, marked
from app.services.deciding import keep_passage
from app.services.form_faults import fault_list
from app.services.form_files import read_form
from app.services.received import find_return, read_return, require_reviewer
from app.services.review_form import (
    ReviewAudit,
    ReviewChoiceForm,
    ReviewFinding,
    ReviewForm,
    ReviewInspection,
    ReviewMarkForm,
    ReviewObservation,
    ReviewOpinion,
    ReviewQuery,
)

if TYPE_CHECKING:
    from app.domain.record import Entry
    from app.domain.released import ReleasedReturn
    from app.services.fill_words import FillText
    from app.store.file import EstablishmentFile
    from app.store.work import Work

_NAME = "review file"
T = TypeVar("T")


@dataclass(frozen=True)
class Recorded:
    """How much was recorded, by kind, and the references that new queries, observations and audits have."""

    code: str
    counts: dict[str, int] = field(default_factory=dict)
    references: tuple[str, ...] = ()


def read_review(path: Path) -> ReviewForm:
    """Read and validate a review file; FaultsError lists every fault by its place."""
    return read_form(ReviewForm, path, _NAME)


def record_review(
    file: EstablishmentFile, form: ReviewForm, *, now: datetime, person_id: str | None = None
) -> Recorded:
    """Write a review form into a reviewer's file: all of it, or nothing and every fault listed."""
    with file.work("Recorded a review", person_id) as work:
        require_reviewer(work)
        writer = _Writer(work, form, now)
        counts = writer.write()
        if writer.faults:
            raise fault_list(writer.faults, _NAME)
    return Recorded(writer.code, counts, tuple(writer.references))


class _Writer:
    """Writes one form, collecting every fault instead of stopping at the first."""

    def __init__(self, work: Work, form: ReviewForm, now: datetime) -> None:
        self.faults: list[str] = []
        self.references: list[str] = []
        self._work, self._form, self._today = work, form, now.date()
        self._return: Entry[ReceivedReturn] | None = None
        self._released: ReleasedReturn | None = None
        if form.of_return is not None:
            self._return = find_return(work, form.of_return)
            self._released = read_return(work, self._return)
        self.code = self._code()

    def _code(self) -> str:
        if self._return is not None:
            return self._return.record.code
        if self._form.establishment is None:
            raise UserError("Say which return the review is of, or which establishment, by its code.")
        return self._form.establishment

    def write(self) -> dict[str, int]:
        form = self._form
        if form.level is not None or form.opinion:
            self._try("opinion", lambda: self._opinion(ReviewOpinion.model_construct(
                intention=None, level=form.level, wording=form.opinion)))  # fmt: skip
        self._each("opinions", form.opinions, self._opinion)
        self._each("queries", form.queries, self._query)
        self._each("close", form.close, self._close)
        self._each("marks", form.marks, self._mark)
        self._each("inspections", form.inspections, self._inspection)
        self._each("observations", form.observations, self._observation)
        self._each("audits", form.audits, self._audit)
        self._each("choices", form.choices, self._choice)
        names = ("opinions", "queries", "close", "marks", "inspections", "observations", "audits", "choices")
        return {name: len(getattr(form, name)) for name in names}

    def _each(self, name: str, entries: Sequence[T], write: Callable[[T], None]) -> None:
        for index, entry in enumerate(entries):
            self._try(f"{name}[{index}]", lambda entry=entry: write(entry))  # type: ignore[misc]

    def _try(self, name: str, write: Callable[[], None]) -> None:
        try:
            write()
        except UserError as error:
            self.faults.append(f"{name}: {error.sentence}")

    def _opinion(self, form: ReviewOpinion) -> None:
        return_id = self._open_return().record.id
        if form.intention is not None:
            self._known(form.intention, None)
        found = self._work.list(Opinion, return_id=return_id, intention_ref=form.intention)
        record = found[0].record if found else Opinion(return_id=return_id, intention_ref=form.intention)
        self._put(record.model_copy(update={"level": form.level}), wording=form.wording)

    def _query(self, form: ReviewQuery) -> None:
        held = self._open_return().record
        intention = self._known(form.intention, form.item)
        record = Query(
            return_id=held.id,
            code=held.code,
            reference=self._new("Q"),
            intention_ref=intention,
            item_ref=form.item,
            asked_on=self._today,
            reply_due=form.reply_due,
        )
        self._put(record, question=form.question)

    def _close(self, reference: str) -> None:
        found = self._work.list(Query, code=self.code, reference=reference)
        if not found:
            raise UserError("This establishment has no query of this reference.")
        if found[0].record.state is QueryState.CLOSED:
            raise UserError("This query is closed already.")
        self._work.put(found[0].record.model_copy(update={"state": QueryState.CLOSED, "closed_on": self._today}))

    def _mark(self, form: ReviewMarkForm) -> None:
        return_id = self._open_return().record.id
        self._known(None, form.item)
        found = self._work.list(ReviewMark, return_id=return_id, item_ref=form.item)
        own = self._self_result(form.item)
        record = found[0].record if found else ReviewMark(return_id=return_id, item_ref=form.item, result=form.result)
        self._put(record.model_copy(update={"result": form.result, "self_result": own}), note=form.note)

    def _inspection(self, form: ReviewInspection) -> None:
        if form.intention is not None or form.item is not None:
            self._known(form.intention, form.item)
        record = SiteInspection(
            return_id=self._open_return().record.id,
            intention_ref=form.intention or (intention_of(form.item) if form.item else None),
            item_ref=form.item,
            inspected_on=form.on,
            is_satisfied=form.satisfied,
        )
        self._put(record, inspector=form.by)

    def _observation(self, form: ReviewObservation) -> None:
        columns = {
            "intention_ref": form.intention or (intention_of(form.item) if form.item else None), "item_ref": form.item,
            "observed_on": form.on, "is_concern": form.concern,
        }  # fmt: skip
        known = self._known_observation(form.reference)
        if known is None:
            _require(form.title, "Say in a few words what was seen.")
            known = Observation(code=self.code, reference=self._new("O"), observed_on=form.on)
        texts = {"title": form.title, "detail": form.detail, "place": form.place}
        self._put(known.model_copy(update=columns), **_given(texts, form.reference))

    def _known_observation(self, reference: str | None) -> Observation | None:
        if reference is None:
            return None
        found = self._work.list(Observation, code=self.code, reference=reference)
        if not found:
            raise UserError("This establishment has no observation of this reference.")
        return found[0].record

    def _audit(self, form: ReviewAudit) -> None:
        record = self._known_audit(form.reference)
        if record is None:
            _require(form.scope, "Say what the audit covers.")
            _require(form.reason, "Say why the audit is commissioned.")
            record = ExternalAudit(code=self.code, reference=self._new("X"), commissioned_on=form.commissioned_on)
        columns = form.model_dump(include={"commissioned_on", "due", "reported_on"})
        changed = record.model_copy(update={**columns, "intention_ref": form.intention})
        texts = {"scope": form.scope, "reason": form.reason, "auditor": form.auditor}
        audit = self._put(changed, **_given(texts, form.reference))
        for finding in form.findings:
            self._audit_finding(audit.record.id, finding)

    def _known_audit(self, reference: str | None) -> ExternalAudit | None:
        if reference is None:
            return None
        found = self._work.list(ExternalAudit, code=self.code, reference=reference)
        if not found:
            raise UserError("This establishment has no external audit of this reference.")
        return found[0].record

    def _audit_finding(self, audit_id: str, form: ReviewFinding) -> None:
        found = self._work.list(AuditFinding, audit_id=audit_id, reference=form.reference) if form.reference else []
        if form.reference and not found:
            raise UserError("This audit has no finding of this reference.")
        record = (
            found[0].record
            if found
            else AuditFinding(audit_id=audit_id, reference=new_reference("F"), grade=form.grade)
        )
        columns = {
            "grade": form.grade, "intention_ref": form.intention, "follow_up_on": form.follow_up_on,
            "is_closed": form.closed,
        }  # fmt: skip
        if not form.reference:
            _require(form.title, "Say in a few words what was found.")
        texts = {"title": form.title, "reply": form.reply, "follow_up": form.follow_up}
        self._put(record.model_copy(update=columns), **_given(texts, form.reference))

    def _choice(self, form: ReviewChoiceForm) -> None:
        found = self._work.list(ReviewChoice, code=self.code, intention_ref=form.intention)
        record = (
            found[0].record
            if found
            else ReviewChoice(code=self.code, intention_ref=form.intention, depth=form.depth, chosen_on=self._today)
        )
        self._put(record.model_copy(update={"depth": form.depth, "chosen_on": self._today}), reason=form.reason)

    def _open_return(self) -> Entry[ReceivedReturn]:
        """Return the return under review; UserError where none is named, or it was accepted."""
        if self._return is None:
            raise UserError("This is said of a return. Name it by its number.")
        if self._return.record.outcome is Outcome.ACCEPTED:
            raise UserError("This return was accepted, and its review is over.")
        return self._return

    def _known(self, intention: str | None, item: str | None) -> str:
        """Return the intention meant; UserError where the return has no such intention or item."""
        released = self._released
        assert released is not None
        ref = intention_of(item) if item else intention
        if ref is None:
            raise UserError("It names no intention and no item. Give one of them.")
        if intention is not None and intention != ref:
            raise UserError("Its item belongs to another intention than the one it names.")
        found = next((each for each in released.intentions if each.ref == ref and not each.does_not_apply), None)
        if found is None or (item is not None and item not in {each.ref for each in found.items}):
            raise UserError("The return has no such intention or item.")
        return ref

    def _self_result(self, item_ref: str) -> object:
        assert self._released is not None
        items = self._released.intention(intention_of(item_ref)).items
        answer = next((each.answer for each in items if each.ref == item_ref), None)
        return answer.result if answer else None

    def _new(self, letter: str) -> str:
        self.references.append(new_reference(letter))
        return self.references[-1]

    def _put(self, record: R, **texts: FillText) -> Entry[R]:
        texts = self._to_write(record, texts)
        entry = self._work.put(record, {name: self._passages(text) for name, text in texts.items()})
        for name, text in texts.items():
            for passage, written in zip(entry.text(name), text, strict=False):
                if written.keep:
                    keep_passage(self._work, passage, written.keep, self._work.scheme)
        return entry

    def _to_write(self, record: Record, texts: dict[str, FillText]) -> dict[str, FillText]:
        """Leave what is sealed as it is where nothing is given in its place: whoever is locked out cannot repeat it."""
        known = self._work.get(type(record), record.id)
        if known is None:
            return texts
        sealed = {name for name in texts if any(passage.is_sealed for passage in known.text(name))}
        return {name: text for name, text in texts.items() if text or name not in sealed}

    def _passages(self, text: FillText) -> list[Passage]:
        return [passage for part in text for passage in marked(part.text, part.marking, self._work.scheme)]


def _require(text: FillText, sentence: str) -> None:
    if not text:
        raise UserError(sentence)


def _given(texts: Mapping[str, FillText], reference: str | None) -> dict[str, FillText]:
    """Return the texts to write: of a record that is changed only those that are given; the others stay."""
    return {name: text for name, text in texts.items() if text or not reference}
