"""The release: the only place where an establishment's content becomes a `ReleasedReturn`.

What is sealed becomes one fixed placeholder, and everything derived (order, links, counts, scores, suggested levels)
is worked out from what is left, so that the result is the same whatever is sealed. See DESIGN section 3, and
`docs/adr` for why references are random.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.catalogue import ChecklistItem, Intention
from app.domain.contradictions import HEAVY, Standing, held_against
from app.domain.dates import spell_day
from app.domain.left_to_do import is_overdue
from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.records import Action, Answer, Evidence, Finding, Grade, Person, Post, Result, Statement
from app.domain.release_registers import release_registers
from app.domain.release_text import release_replies, release_text
from app.domain.released import (
    CatalogueUsed,
    Contradiction,
    EarlierReturn,
    LevelMeaning,
    ReleasedAction,
    ReleasedAnswer,
    ReleasedDeclaration,
    ReleasedEstablishment,
    ReleasedEvidence,
    ReleasedFinding,
    ReleasedGroup,
    ReleasedIntention,
    ReleasedItem,
    ReleasedPassMarks,
    ReleasedPeriod,
    ReleasedPost,
    ReleasedReturn,
    ReleasedSample,
    ReleasedSigner,
    ReleasedStatement,
    ReleasedText,
    ResultMeaning,
    Shown,
    as_words,
)
from app.domain.score import count, score, suggested_level
from app.domain.text import Text, highest_marking
from app.domain.withheld_places import withheld_places


@dataclass(frozen=True)
class ReturnFacts:
    """What a return carries beside the content: its number, its day, its predecessor, how many must sign."""

    number: str
    made_on: date
    signers_required: int
    earlier: EarlierReturn | None = None
    replaces: EarlierReturn | None = None
    last: ReleasedReturn | None = None
    """The return before, to compare with."""
    prepared_by: ReleasedSigner | None = None


def release(content: PeriodContent, facts: ReturnFacts) -> ReleasedReturn:
    """Turn one period's content into what may leave."""
    return _Release(content, facts).release()


def _answers_of(last: ReleasedReturn | None) -> dict[str, ReleasedAnswer]:
    intentions = last.intentions if last else ()
    return {item.ref: item.answer for intention in intentions for item in intention.items if item.answer}


class _Release:
    """One release: holds what each step looks up."""

    def __init__(self, content: PeriodContent, facts: ReturnFacts) -> None:
        self.content = content
        self.facts = facts
        self.word = content.scheme.level(content.scheme.sealed_from).word
        self.answers = content.answers_by_item()
        self.intention_of_audit = {e.record.id: e.record.intention_ref for e in content.self_audits}
        self.withheld_items = {ref for ref, entry in self.answers.items() if entry.record.sealed_id}
        self.last_answers = _answers_of(facts.last)
        self.finding_references = {e.record.id: e.record.reference for e in content.findings if not e.record.sealed_id}
        self.entry_references = {
            entry.record.id: entry.record.reference
            for entries in content.registers.values()
            for entry in entries
            if not entry.record.sealed_id
        } | {entry.record.id: entry.record.reference for entry in content.queries}
        self.evidence_references = {e.record.id: e.record.reference for e in content.evidence if not e.record.sealed_id}
        self.evidence_by_item = self._released_evidence_by_item()

    def release(self) -> ReleasedReturn:
        content, pack, last = self.content, self.content.pack, self.facts.last
        intentions = tuple(self._intention(intention) for intention in pack.intentions)
        items = [item for intention in intentions for item in intention.items]
        return ReleasedReturn(
            number=self.facts.number,
            made_on=self.facts.made_on,
            marking=self._marking(),
            withheld_marking=self.word,
            signers_required=self.facts.signers_required,
            establishment=self._establishment(),
            period=ReleasedPeriod.model_validate(
                content.period.record.model_dump(include={"name", "starts", "ends", "due"})
            ),
            catalogue=CatalogueUsed(name=pack.name, version=pack.version, digest=content.pack_digest),
            previous=self.facts.earlier,
            replaces=self.facts.replaces,
            prepared_by=self.facts.prepared_by,
            head=self._head(),
            groups=tuple(
                ReleasedGroup(number=group.number, title=group.title, short=group.short) for group in pack.groups
            ),
            level_meanings=tuple(
                LevelMeaning(**step.model_dump(exclude={"suggested_from"})) for step in pack.scales.levels
            ),
            result_meanings=tuple(ResultMeaning(**step.model_dump(exclude={"mark"})) for step in pack.scales.results),
            counts=count(items),
            score=score(items, pack.scales),
            statement=self._statement(content.statement(None)),
            last_level=last.statement.level if last and last.statement else None,
            last_score=last.score.value if last else None,
            declarations=self._declarations(),
            intentions=intentions,
            actions=self._actions(),
            evidence=self._evidence(),
            withheld=withheld_places(content),
            replies=release_replies(content.queries, self.word),
            contradictions=contradictions_of(content.statement(None), intentions) or None,
            registers=release_registers(content, self.facts.made_on, self._text, self.withheld_items),
        )

    def _text(self, text: Text) -> ReleasedText:
        return release_text(text, self.word)

    def _marking(self) -> str:
        """Return the word of the most sensitive marking among the passages that leave."""
        content, scheme = self.content, self.content.scheme
        leaving = {
            passage.marking
            for entry in content.leaving()
            if not entry.record.sealed_id
            for text in entry.texts.values()
            for passage in text
            if not passage.is_sealed
        }
        return scheme.level(highest_marking(leaving, scheme)).word

    def _establishment(self) -> ReleasedEstablishment:
        entry = self.content.establishment
        return ReleasedEstablishment(
            name=self._text(entry.text("name")),
            code=entry.record.code,
            sector=entry.record.sector,
            country=entry.record.country,
        )

    def _head(self) -> ReleasedPost | None:
        heads = [entry for entry in self.content.posts if entry.record.is_head]
        return self._post(heads[0]) if heads else None

    def _post(self, post: Entry[Post]) -> ReleasedPost:
        holder = self.content.holder(post.record.id, self.facts.made_on)
        return ReleasedPost(title=self._text(post.text("title")), holder=self._name(holder))

    def _name(self, person: Entry[Person] | None) -> ReleasedText:
        return self._text(person.text("name")) if person else ()

    def _intention(self, intention: Intention) -> ReleasedIntention:
        common = intention.model_dump(include={"ref", "title", "short", "summary"}) | {"group": int(intention.ref[0])}
        if not self.content.applies(intention):
            countries = " and ".join(country.value.capitalize() for country in intention.applies_to.countries)
            return ReleasedIntention(**common, does_not_apply=f"{countries} only")
        items = tuple(self._item(item) for item in self.content.items_of(intention))
        reached = score(items, self.content.pack.scales)
        owner = self.content.owner_post(intention.ref)
        audit = self.content.self_audit(intention.ref)
        last = self.facts.last.intention(intention.ref) if self.facts.last else None
        return ReleasedIntention(
            **common,
            owner=self._post(owner) if owner else None,
            plan=self._text(audit.text("plan")) if audit else (),
            counts=count(items),
            score=reached,
            suggested_level=suggested_level(reached, self.content.pack.scales),
            statement=self._statement(self.content.statement(intention.ref)),
            items=items,
            findings=self._findings(intention.ref),
            findings_withheld=self._has_withheld(self.content.findings, intention.ref),
            actions_withheld=self._has_withheld(self.content.actions, intention.ref),
            evidence_withheld=self._has_withheld(self.content.evidence, intention.ref),
            last_level=last.statement.level if last and last.statement else None,
            last_score=last.score.value if last else None,
        )

    def _item(self, item: ChecklistItem) -> ReleasedItem:
        marks = item.pass_marks
        return ReleasedItem(
            **item.model_dump(include={"ref", "version", "title", "question", "method", "duty", "weight"}),
            pass_marks=ReleasedPassMarks(met=marks.met, partly_met=marks.partly_met) if marks else None,
            is_due=self.content.is_due(item.ref),
            answer=self._answer(self.answers.get(item.ref)) or self._not_due(item.ref),
        )

    def _answer(self, entry: Entry[Answer] | None) -> ReleasedAnswer | None:
        if entry is None:
            return None
        answer = entry.record
        if answer.sealed_id:
            return ReleasedAnswer(withheld=self.word)
        if answer.result is None and not any(entry.texts.values()):
            return None
        return ReleasedAnswer(
            result=answer.result,
            reason=self._text(entry.text("reason")),
            tested_on=answer.tested_on,
            narrative=self._text(entry.text("narrative")),
            sample=self._sample(answer),
            evidence=tuple(self.evidence_by_item.get(answer.item_ref, ())),
            last_result=self._last_result(answer.item_ref),
        )

    def _sample(self, answer: Answer) -> ReleasedSample | None:
        if answer.sample_size is None or answer.sample_compliant is None:
            return None
        words = {step.key: step.word for step in self.content.pack.scales.sampling_methods}
        return ReleasedSample(
            population=answer.sample_population or answer.sample_size,
            method=words.get(answer.sample_method or "", ""),
            size=answer.sample_size,
            compliant=answer.sample_compliant,
        )

    def _not_due(self, item_ref: str) -> ReleasedAnswer | None:
        """Return Not tested for an item that the plan does not make due, saying when it last was; never carried on."""
        if self.content.is_due(item_ref):
            return None
        last = self.last_answers.get(item_ref)
        when = f" It was last tested on {spell_day(last.tested_on)}." if last and last.tested_on else ""
        return ReleasedAnswer(
            result=Result.NOT_TESTED,
            reason=(Shown(text=f"Not due in this period.{when}"),),
            last_result=self._last_result(item_ref),
        )

    def _last_result(self, item_ref: str) -> Result | None:
        last = self.last_answers.get(item_ref)
        return last.result if last else None

    def _statement(self, entry: Entry[Statement] | None) -> ReleasedStatement | None:
        if entry is None:
            return None
        if entry.record.sealed_id:
            return ReleasedStatement(withheld=self.word)
        return ReleasedStatement(
            level=entry.record.level,
            wording=self._text(entry.text("wording")),
            cannot_assure=self._text(entry.text("cannot_assure")),
            signed_off=self._signed_off(entry),
        )

    def _signed_off(self, statement: Entry[Statement]) -> ReleasedSigner | None:
        entry = self.content.sign_off_of(statement)
        if entry is None:
            return None
        post = self.content.post(entry.record.post_id)
        return ReleasedSigner(
            name=self._name(self.content.person(entry.record.person_id)),
            post=self._text(post.text("title")) if post else (),
            on=entry.record.signed_at.date(),
        )

    def _declarations(self) -> tuple[ReleasedDeclaration, ...]:
        made = {entry.record.expectation_key: entry for entry in self.content.declarations}
        return tuple(
            ReleasedDeclaration(
                key=expectation.key,
                title=expectation.title,
                is_declared=made[expectation.key].record.is_declared,
                comment=self._text(made[expectation.key].text("comment")),
            )
            for expectation in self.content.pack.expectations
            if expectation.key in made
        )

    def _has_withheld(self, entries: Sequence[Entry[Finding] | Entry[Action] | Entry[Evidence]], ref: str) -> bool:
        return any(
            entry.record.sealed_id is not None and self.intention_of_audit.get(entry.record.self_audit_id) == ref
            for entry in entries
        )

    def _item_link(self, item_ref: str | None) -> str | None:
        """Return the link to an item, unless its answer is withheld: a link would tell what it says."""
        return None if item_ref in self.withheld_items else item_ref

    def _findings(self, ref: str) -> tuple[ReleasedFinding, ...]:
        released = [
            ReleasedFinding(
                reference=entry.record.reference or "",
                grade=entry.record.grade,
                item=self._item_link(entry.record.item_ref),
                title=self._text(entry.text("title")),
                detail=self._text(entry.text("detail")),
            )
            for entry in self.content.findings
            if entry.record.grade is not None
            and not entry.record.sealed_id
            and self.intention_of_audit.get(entry.record.self_audit_id) == ref
        ]
        grades = [step.key for step in self.content.pack.scales.finding_grades]
        return tuple(sorted(released, key=lambda f: (f.item or "~", grades.index(f.grade.value), f.reference)))

    def _actions(self) -> tuple[ReleasedAction, ...]:
        released = [self._action(entry) for entry in self.content.actions if not entry.record.sealed_id]
        return tuple(sorted(released, key=lambda a: (a.due or date.max, a.intention, a.reference)))

    def _action(self, entry: Entry[Action]) -> ReleasedAction:
        action = entry.record
        owner = self.content.post(action.post_id)
        return ReleasedAction(
            reference=action.reference or "",
            intention=self.intention_of_audit[action.self_audit_id],
            item=self._item_link(action.item_ref),
            finding=self.finding_references.get(action.finding_id or ""),
            entry=self.entry_references.get(action.entry_id or ""),
            evidence=self.evidence_references.get(action.evidence_id or ""),
            title=self._text(entry.text("title")),
            progress=self._text(entry.text("progress")),
            owner=self._post(owner) if owner else None,
            due=action.due,
            state=action.state,
            completed_on=action.completed_on,
            verified_on=action.verified_on,
            is_overdue=is_overdue(action.state, action.due, self.facts.made_on),
        )

    def _released_evidence_by_item(self) -> dict[str, list[str]]:
        references = self.evidence_references
        by_item: dict[str, list[str]] = {}
        for link in self.content.evidence_links:
            reference = references.get(link.record.evidence_id)
            if reference and link.record.item_ref not in self.withheld_items:
                by_item.setdefault(link.record.item_ref, []).append(reference)
        return {item: sorted(found) for item, found in by_item.items()}

    def _evidence(self) -> tuple[ReleasedEvidence, ...]:
        released = [self._evidence_item(entry) for entry in self.content.evidence if not entry.record.sealed_id]
        return tuple(sorted(released, key=lambda e: (e.intention, as_words(e.title), e.reference)))

    def _evidence_item(self, entry: Entry[Evidence]) -> ReleasedEvidence:
        evidence = entry.record
        reference = evidence.reference or ""
        kinds = {step.key: step.word for step in self.content.pack.scales.evidence_kinds}
        return ReleasedEvidence(
            reference=reference,
            intention=self.intention_of_audit[evidence.self_audit_id],
            items=tuple(sorted(item for item, found in self.evidence_by_item.items() if reference in found)),
            title=self._text(entry.text("title")),
            kind=kinds.get(evidence.evidence_kind or ""),
            dated=evidence.dated,
            is_attached=evidence.attachment_id is not None,
            place=self._text(entry.text("place")),
            seen_by=self._name(self.content.person(evidence.seen_by)),
            seen_on=evidence.seen_on,
            commitment=evidence.commitment,
        )


def contradictions_of(
    whole: Entry[Statement] | None, intentions: Sequence[ReleasedIntention]
) -> tuple[Contradiction, ...]:
    """Return where released answers gainsay the level stated for the whole."""
    if whole is None or whole.record.sealed_id:
        return ()
    standings = (
        Standing(
            each.ref,
            each.statement.level if each.statement else None,
            tuple(
                item.ref
                for item in each.items
                if item.weight >= HEAVY and item.answer is not None and item.answer.result is Result.NOT_MET
            ),
            tuple(sorted(finding.reference or "" for finding in each.findings if finding.grade is Grade.MAJOR)),
            each.suggested_level,
        )
        for each in intentions
        if not each.does_not_apply
    )
    return held_against(whole.record.level, standings)
