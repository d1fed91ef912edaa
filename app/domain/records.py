"""The records an establishment keeps: who, when, what was found, and what is stated.

Each class is declared once, here; the store makes its table from it. Columns are scalars. Words of the user are
passages (see `app.domain.record`).
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from app.domain.catalogue_terms import Country, Holds, Sector
from app.domain.record import Record
from app.domain.registers.every import REGISTERS
from app.domain.review_records import REVIEW_RECORD_TYPES
from app.domain.roles import Role as Role
from app.domain.scales import ActionState as ActionState
from app.domain.scales import Grade as Grade
from app.domain.scales import Level as Level
from app.domain.scales import Result as Result
from app.domain.trust_records import RegisterSeal, SeenReturn, TrustedSigner
from app.domain.work_packs import WorkPack


class PeriodState(StrEnum):
    """Where a period stands."""

    OPEN = "open"
    CLOSED = "closed"


class Establishment(Record):
    """The establishment whose file this is. `code` heads its return numbers."""

    KIND: ClassVar[str] = "establishment"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("name",)

    code: str = Field(pattern=r"^[A-Z]{2,5}$")
    sector: Sector
    country: Country
    holds: Holds = Holds.MEN
    scheme: str = "gpms"
    role: Role = Role.ESTABLISHMENT


class Person(Record):
    """A person who holds posts, answers, or signs."""

    KIND: ClassVar[str] = "person"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("name",)


class Post(Record):
    """A post: it owns intentions and actions, whoever holds it. `is_head` marks the Governor's or Director's."""

    KIND: ClassVar[str] = "post"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("title",)

    is_head: bool = False


class Holding(Record):
    """A post held by a person from a date, to a date where it has ended; a deputy acts for whoever holds it."""

    KIND: ClassVar[str] = "holding"

    post_id: str
    person_id: str
    starts: date
    ends: date | None = None
    is_deputy: bool = False

    def covers(self, day: date) -> bool:
        """Tell whether a day lies in it, the first and the last one too."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


class Period(Record):
    """A period of self-audit, pinned to one version of a catalogue pack."""

    KIND: ClassVar[str] = "period"

    name: str
    pack_id: str
    starts: date
    ends: date
    due: date
    predecessor_id: str | None = None
    state: PeriodState = PeriodState.OPEN


class Ownership(Record):
    """An intention owned by a post in a period."""

    KIND: ClassVar[str] = "ownership"
    ONE_FOR_EACH: ClassVar[tuple[str, ...]] = ("period_id", "intention_ref")

    period_id: str
    intention_ref: str
    post_id: str


class PlannedItem(Record):
    """An item that the period's plan does not make due; items without one are due."""

    KIND: ClassVar[str] = "planned_item"
    ONE_FOR_EACH: ClassVar[tuple[str, ...]] = ("period_id", "item_ref")

    period_id: str
    item_ref: str
    is_due: bool


class SelfAudit(Record):
    """One intention in one period, and how the establishment plans to deliver it."""

    KIND: ClassVar[str] = "self_audit"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("plan",)
    ONE_FOR_EACH: ClassVar[tuple[str, ...]] = ("period_id", "intention_ref")

    period_id: str
    intention_ref: str


class Answer(Record):
    """The answer to one checklist item, of the version it was asked in, with its sample where it has one."""

    KIND: ClassVar[str] = "answer"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("narrative", "reason")
    KEPT_COLUMNS: ClassVar[tuple[str, ...]] = ("self_audit_id", "item_ref", "item_version")
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("sample_population", "sample_method", "sample_size", "sample_compliant"),
    )
    ONE_FOR_EACH: ClassVar[tuple[str, ...]] = ("self_audit_id", "item_ref")

    self_audit_id: str
    item_ref: str
    item_version: int = 1
    result: Result | None = None
    tested_on: date | None = None
    person_id: str | None = None
    sample_population: int | None = Field(default=None, ge=0)
    sample_method: str | None = None
    sample_size: int | None = Field(default=None, ge=0)
    sample_compliant: int | None = Field(default=None, ge=0)


class Finding(Record):
    """Something found, with its grade, under an intention and, where it comes from one, an item."""

    KIND: ClassVar[str] = "finding"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("title", "detail")
    KEPT_COLUMNS: ClassVar[tuple[str, ...]] = ("self_audit_id",)

    self_audit_id: str
    reference: str | None = None
    item_ref: str | None = None
    grade: Grade | None = None


class Action(Record):
    """A management action: who will put something right, and by when."""

    KIND: ClassVar[str] = "action"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("title", "progress")
    KEPT_COLUMNS: ClassVar[tuple[str, ...]] = ("self_audit_id",)
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (("state", "completed_on", "verified_on", "verified_by"),)

    self_audit_id: str
    reference: str | None = None
    item_ref: str | None = None
    finding_id: str | None = None
    entry_id: str | None = None
    """The entry of a register that it comes from."""
    evidence_id: str | None = None
    """The evidence that it was completed."""
    post_id: str | None = None
    due: date | None = None
    state: ActionState = ActionState.OPEN
    completed_on: date | None = None
    verified_on: date | None = None
    verified_by: str | None = None


class Attachment(Record):
    """The bytes of an attached file; the name it came with is text of its evidence item."""

    KIND: ClassVar[str] = "attachment"
    KEPT_COLUMNS: ClassVar[tuple[str, ...]] = ()
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (("content", "size"),)

    content: bytes = Field(default=b"", repr=False)
    size: int = Field(default=0, ge=0)


class Evidence(Record):
    """An evidence item: attached, or seen and not attached (what, where, by whom, when).

    `commitment` is HMAC-SHA-256 of the attached bytes under `commitment_key`, both hexadecimal: the return shows the
    first, the establishment can open it with the second.
    """

    KIND: ClassVar[str] = "evidence"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("title", "place", "file_name")
    KEPT_COLUMNS: ClassVar[tuple[str, ...]] = ("self_audit_id",)
    TOGETHER: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("attachment_id", "commitment_key", "commitment"),
        ("seen_on", "seen_by"),
    )

    self_audit_id: str
    reference: str | None = None
    evidence_kind: str | None = None
    dated: date | None = None
    attachment_id: str | None = None
    seen_on: date | None = None
    seen_by: str | None = None
    commitment_key: str | None = Field(default=None, repr=False)
    commitment: str | None = None


class EvidenceLink(Record):
    """An evidence item cited by an answer (its item's reference)."""

    KIND: ClassVar[str] = "evidence_link"
    ONE_FOR_EACH: ClassVar[tuple[str, ...]] = ("evidence_id", "item_ref")

    evidence_id: str
    item_ref: str


class Statement(Record):
    """An assurance statement: of an intention, or of the establishment where `intention_ref` is None."""

    KIND: ClassVar[str] = "statement"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("wording", "cannot_assure")
    KEPT_COLUMNS: ClassVar[tuple[str, ...]] = ("period_id", "intention_ref")
    ONE_FOR_EACH: ClassVar[tuple[str, ...]] = ("period_id", "intention_ref")

    period_id: str
    intention_ref: str | None = None
    level: Level | None = None


class Declaration(Record):
    """The establishment's word on one expectation of providers, part of its statement."""

    KIND: ClassVar[str] = "declaration"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("comment",)
    ONE_FOR_EACH: ClassVar[tuple[str, ...]] = ("period_id", "expectation_key")

    period_id: str
    expectation_key: str
    is_declared: bool


class SignOff(Record):
    """The recorded act of signing off one revision of a statement. A later revision of it is not signed off."""

    KIND: ClassVar[str] = "sign_off"

    statement_id: str
    revision_id: str
    person_id: str
    post_id: str
    signed_at: datetime


class MarkingDecision(Record):
    """Why something the scan asked about may stay: bound to the passage in the revision it was asked of."""

    KIND: ClassVar[str] = "marking_decision"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("reason",)

    passage_id: str
    revision_id: str
    finding_kind: str
    start: int
    end: int
    person_id: str | None = None
    decided_at: datetime


class Unsealing(Record):
    """Why something sealed was unsealed: a passage, or a whole record where `passage_id` is None. Never changed.

    `revision_id` is the revision of the record `owner_id` in which it stands unsealed for the first time.
    """

    KIND: ClassVar[str] = "unsealing"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("reason",)

    owner_kind: str
    owner_id: str
    passage_id: str | None = None
    revision_id: str
    person_id: str | None = None
    unsealed_at: datetime


class IssuedReturn(Record):
    """A return that left: its payload frozen, numbered, and chained to the one before. Never changed.

    Where sealed words had already left in it, the payload, as it is, may be withheld; what chains it stays.
    """

    KIND: ClassVar[str] = "issued_return"
    KEPT_COLUMNS: ClassVar[tuple[str, ...]] = (
        "period_id", "number", "payload_digest", "previous_digest", "signers_required", "made_at",
    )  # fmt: skip

    period_id: str
    number: str
    payload: bytes = Field(default=b"", repr=False)
    payload_digest: str
    previous_digest: str | None = None
    signers_required: int = Field(ge=1, le=2)
    made_at: datetime


class KeptPack(Record):
    """A catalogue pack kept in the file, as canonical JSON, so that its periods stay readable for ever."""

    KIND: ClassVar[str] = "kept_pack"

    name: str
    version: str
    content: bytes = Field(repr=False)
    digest: str
    imported_on: date


RECORD_TYPES: tuple[type[Record], ...] = (
    Establishment, Person, Post, Holding, KeptPack, Period, Ownership, PlannedItem, SelfAudit, Answer, Finding,
    Action, Attachment, Evidence, EvidenceLink, Statement, Declaration, SignOff, MarkingDecision, Unsealing,
    IssuedReturn, WorkPack,
    TrustedSigner, SeenReturn, RegisterSeal, *REVIEW_RECORD_TYPES,
    *(register.record_type for register in REGISTERS),
)  # fmt: skip
"""Every record type, those that others point to first."""
