"""Everything an establishment has written for one period, as read from its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from app.domain.catalogue import CataloguePack, ChecklistItem, Intention, MarkingScheme
from app.domain.record import Entry, Record
from app.domain.records import (
    Action,
    Answer,
    Declaration,
    Establishment,
    Evidence,
    EvidenceLink,
    Finding,
    Holding,
    MarkingDecision,
    Ownership,
    Period,
    Person,
    PlannedItem,
    Post,
    SelfAudit,
    SignOff,
    Statement,
)
from app.domain.registers.fields import RegisterRecord
from app.domain.registers.register import Around
from app.domain.review_records import ReceivedQuery
from app.domain.review_terms import QueryState
from app.domain.work_packs import WorkPack


@dataclass(frozen=True)
class PeriodContent:
    """One period's records with the people, the pack and the scheme they refer to.

    Read through the keyless connection its sealed passages have no content; that is how a return is made.
    """

    pack: CataloguePack
    pack_digest: str
    scheme: MarkingScheme
    establishment: Entry[Establishment]
    period: Entry[Period]
    people: Sequence[Entry[Person]]
    posts: Sequence[Entry[Post]]
    holdings: Sequence[Entry[Holding]]
    ownerships: Sequence[Entry[Ownership]]
    planned_items: Sequence[Entry[PlannedItem]]
    self_audits: Sequence[Entry[SelfAudit]]
    answers: Sequence[Entry[Answer]]
    findings: Sequence[Entry[Finding]]
    actions: Sequence[Entry[Action]]
    evidence: Sequence[Entry[Evidence]]
    evidence_links: Sequence[Entry[EvidenceLink]]
    statements: Sequence[Entry[Statement]]
    declarations: Sequence[Entry[Declaration]]
    sign_offs: Sequence[Entry[SignOff]]
    decisions: Sequence[Entry[MarkingDecision]] = ()
    packs_out: Sequence[WorkPack] = ()
    """The work packs that were made of it and have not come back."""
    packed: frozenset[str] | None = None
    """The intentions that are worked on here where the file is a work pack; None in an establishment's own file."""
    queries: Sequence[Entry[ReceivedQuery]] = ()
    """The reviewer's queries that are not closed."""
    registers: Mapping[str, Sequence[Entry[RegisterRecord]]] = field(default_factory=dict)
    """The entries of each register, by its kind; of a standing one those of earlier periods that have not ended."""

    def leaving(self) -> Iterator[Entry[Record]]:
        """Yield every record whose words may leave in a return."""
        groups: tuple[Sequence[Entry[Record]], ...] = (
            [self.establishment], self.people, self.posts, self.self_audits, self.answers, self.findings,
            self.actions, self.evidence, self.statements, self.declarations, *self.registers.values(),
            [entry for entry in self.queries if entry.record.state is QueryState.REPLIED],
        )  # fmt: skip
        for group in groups:
            yield from group

    def around(self, today: date) -> Around:
        """Return what the states of the registers' entries are worked out from: nothing that is withheld."""
        return Around(
            self.pack,
            self.period.record,
            today,
            {
                kind: [entry for entry in entries if not entry.record.sealed_id]
                for kind, entries in self.registers.items()
            },
            {e.record.item_ref: e.record.result for e in self.answers if e.record.result and not e.record.sealed_id},
            self.establishment.record.holds,
        )

    def applies(self, intention: Intention) -> bool:
        """Tell whether an intention applies to this establishment's country and sector, and to this work pack."""
        record = self.establishment.record
        is_here = self.packed is None or intention.ref in self.packed
        return is_here and intention.applies_to.covers(record.country, record.sector, record.holds)

    def items_of(self, intention: Intention) -> Sequence[ChecklistItem]:
        """Return an intention's items that apply here and are in force, in order of reference."""
        found = self._items.get(intention.ref)
        if found is None:
            record = self.establishment.record
            applying = (
                item
                for item in intention.items
                if item.applies_to.covers(record.country, record.sector, record.holds) and not item.withdrawn
            )
            found = self._items[intention.ref] = sorted(applying, key=lambda item: item.ref)
        return found

    def self_audit(self, intention_ref: str) -> Entry[SelfAudit] | None:
        """Return the self-audit of an intention, if it was begun."""
        return next((entry for entry in self.self_audits if entry.record.intention_ref == intention_ref), None)

    def begun(self) -> frozenset[str]:
        """Return the intentions in which something was answered, found, shown, stated or set to do.

        A plan alone begins none: it is carried over from the period before.
        """
        written: tuple[Sequence[Entry[Answer | Finding | Action | Evidence]], ...] = (
            self.answers, self.findings, self.actions, self.evidence,
        )  # fmt: skip
        audits = {entry.record.self_audit_id for entries in written for entry in entries}
        stated = {entry.record.intention_ref for entry in self.statements}
        records = (entry.record for entry in self.self_audits)
        return frozenset(each.intention_ref for each in records if each.id in audits or each.intention_ref in stated)

    def answers_by_item(self) -> dict[str, Entry[Answer]]:
        """Return the answers by item reference."""
        return {entry.record.item_ref: entry for entry in self.answers}

    def statement(self, intention_ref: str | None) -> Entry[Statement] | None:
        """Return the statement of an intention, or of the establishment for None."""
        return next((entry for entry in self.statements if entry.record.intention_ref == intention_ref), None)

    def sign_off_of(self, statement: Entry[Statement]) -> Entry[SignOff] | None:
        """Return the latest sign-off of the statement as it now reads: a later revision is not signed off."""
        current = [
            entry
            for entry in self.sign_offs
            if entry.record.statement_id == statement.record.id and entry.record.revision_id == statement.revision_id
        ]
        return max(current, key=lambda entry: entry.record.signed_at, default=None)

    def owner_post(self, intention_ref: str) -> Entry[Post] | None:
        """Return the post that owns an intention in this period."""
        owned = (entry.record for entry in self.ownerships if entry.record.intention_ref == intention_ref)
        ownership = next(owned, None)
        return self.post(ownership.post_id) if ownership else None

    def post(self, post_id: str | None) -> Entry[Post] | None:
        """Return a post by its id."""
        return next((entry for entry in self.posts if entry.record.id == post_id), None)

    def person(self, person_id: str | None) -> Entry[Person] | None:
        """Return a person by id."""
        return next((entry for entry in self.people if entry.record.id == person_id), None)

    def holder(self, post_id: str, on: date) -> Entry[Person] | None:
        """Return who holds a post on a day; None when it is vacant."""
        for entry in self.holdings:
            held = entry.record
            if held.post_id == post_id and not held.is_deputy and held.covers(on):
                return self.person(held.person_id)
        return None

    def deputies(self, post_id: str, on: date) -> list[Entry[Person]]:
        """Return who acts for the holder of a post on a day."""
        held = (e.record for e in self.holdings if e.record.post_id == post_id and e.record.is_deputy)
        people = (self.person(each.person_id) for each in held if each.covers(on))
        return [person for person in people if person is not None]

    def acts_for(self, post_id: str, person_id: str | None, on: date) -> bool:
        """Tell whether a person holds a post on a day, or acts for its holder."""
        acting = (self.holder(post_id, on), *self.deputies(post_id, on))
        return any(person is not None and person.record.id == person_id for person in acting)

    def is_due(self, item_ref: str) -> bool:
        """Tell whether the period's plan makes an item due; without a word in the plan it is."""
        return self._due.get(item_ref, True)

    @cached_property
    def _items(self) -> dict[str, Sequence[ChecklistItem]]:
        """The items that apply, by intention, as far as they were asked for."""
        return {}

    @cached_property
    def _due(self) -> dict[str, bool]:
        """What the period's plan says of each item: its first word counts."""
        return {entry.record.item_ref: entry.record.is_due for entry in reversed(self.planned_items)}
