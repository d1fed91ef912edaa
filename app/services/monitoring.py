"""What a reviewer saw in daily monitoring, and the external audits commissioned, as lists show them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from app.domain.review_records import AuditFinding, ExternalAudit, Observation, ReceivedReturn
from app.domain.scales import Grade
from app.domain.text import shown
from app.services.received import order_of, require_reviewer

if TYPE_CHECKING:
    from app.domain.text import Text
    from app.store.file import EstablishmentFile
    from app.store.work import Work


@dataclass(frozen=True)
class Seen:
    """An observation. `is_sealed`: something of it is, so its words are not offered to be typed over."""

    id: str
    code: str
    name: str
    reference: str
    intention: str
    item: str
    on: date
    is_concern: bool
    reported_on: date | None
    title: str = field(repr=False)
    detail: str = field(repr=False)
    place: str = field(repr=False)
    is_sealed: bool = False

    def as_json(self) -> dict[str, object]:
        """Return what `--json` prints."""
        return {
            "reference": self.reference, "code": self.code, "intention": self.intention or None,
            "item": self.item or None, "on": self.on, "title": self.title, "detail": self.detail, "place": self.place,
            "concern": self.is_concern, "reported_on": self.reported_on,
        }  # fmt: skip

    def line(self) -> str:
        """Return the observation as one line, without its words."""
        kind = "Concern" if self.is_concern else "Observation"
        return f"{self.reference}  {self.code}  {self.item or self.intention or 'Whole'}  {self.on:%Y-%m-%d}  {kind}"


@dataclass(frozen=True)
class Found:
    """A finding of an external audit."""

    id: str
    audit: str
    code: str
    name: str
    reference: str
    intention: str
    grade: Grade
    follow_up_on: date | None
    is_closed: bool
    title: str = field(repr=False)
    reply: str = field(repr=False)
    follow_up: str = field(repr=False)
    is_sealed: bool = False

    def as_json(self) -> dict[str, object]:
        """Return what `--json` prints."""
        return {
            "reference": self.reference, "intention": self.intention or None, "grade": self.grade.value,
            "title": self.title, "reply": self.reply, "follow_up": self.follow_up, "follow_up_on": self.follow_up_on,
            "closed": self.is_closed,
        }  # fmt: skip


@dataclass(frozen=True)
class Audit:
    """An external audit commissioned, with its findings, the gravest first."""

    id: str
    code: str
    name: str
    reference: str
    intention: str
    commissioned_on: date
    due: date | None
    reported_on: date | None
    findings: tuple[Found, ...]
    scope: str = field(repr=False)
    reason: str = field(repr=False)
    auditor: str = field(repr=False)
    is_sealed: bool = False

    @property
    def open_findings(self) -> int:
        """How many findings are not closed."""
        return sum(not finding.is_closed for finding in self.findings)

    def is_late(self, today: date) -> bool:
        """Tell whether its report is past its day."""
        return self.reported_on is None and self.due is not None and self.due < today

    def as_json(self) -> dict[str, object]:
        """Return what `--json` prints."""
        return {
            "reference": self.reference, "code": self.code, "intention": self.intention or None, "scope": self.scope,
            "reason": self.reason, "auditor": self.auditor, "commissioned_on": self.commissioned_on, "due": self.due,
            "reported_on": self.reported_on, "findings": [finding.as_json() for finding in self.findings],
        }  # fmt: skip

    def line(self) -> str:
        """Return the audit as one line, without its words."""
        report = f"reported {self.reported_on:%Y-%m-%d}" if self.reported_on else "not reported"
        return f"{self.reference}  {self.code}  {self.intention or 'Whole'}  {report}, {self.open_findings} open"


def establishments_here(file: EstablishmentFile) -> dict[str, str]:
    """Return the name of each establishment of which a return was taken in, as the last one gives it, by its code."""
    with file.reading() as work:
        require_reviewer(work)
        return _names(work)


def list_observations(file: EstablishmentFile) -> list[Seen]:
    """Return every observation, the latest first."""
    with file.reading() as work:
        require_reviewer(work)
        names = _names(work)
        seen = [
            Seen(
                one.id, one.code, names.get(one.code, one.code), one.reference, one.intention_ref or "",
                one.item_ref or "", one.observed_on, one.is_concern, one.reported_on, shown(entry.text("title")),
                shown(entry.text("detail")), shown(entry.text("place")),
                any(map(_is_sealed, map(entry.text, ("title", "detail", "place")))),
            )
            for entry in work.list(Observation)
            for one in (entry.record,)
        ]  # fmt: skip
    return sorted(seen, key=lambda one: (-one.on.toordinal(), one.reference))


def list_audits(file: EstablishmentFile) -> list[Audit]:
    """Return every external audit, the latest first."""
    with file.reading() as work:
        require_reviewer(work)
        names = _names(work)
        found = _findings(work, names)
        audits = [
            Audit(
                one.id, one.code, names.get(one.code, one.code), one.reference, one.intention_ref or "",
                one.commissioned_on, one.due, one.reported_on,
                tuple(finding for finding in found if finding.audit == one.reference), shown(entry.text("scope")),
                shown(entry.text("reason")), shown(entry.text("auditor")),
                any(map(_is_sealed, map(entry.text, ("scope", "reason", "auditor")))),
            )
            for entry in work.list(ExternalAudit)
            for one in (entry.record,)
        ]  # fmt: skip
    return sorted(audits, key=lambda one: (-one.commissioned_on.toordinal(), one.reference))


def _findings(work: Work, names: dict[str, str]) -> list[Found]:
    audits = {entry.record.id: entry.record for entry in work.list(ExternalAudit)}
    grades = list(Grade)
    found = [
        Found(
            one.id, audit.reference, audit.code, names.get(audit.code, audit.code), one.reference,
            one.intention_ref or "", one.grade, one.follow_up_on, one.is_closed, shown(entry.text("title")),
            shown(entry.text("reply")), shown(entry.text("follow_up")),
            any(map(_is_sealed, map(entry.text, ("title", "reply", "follow_up")))),
        )
        for entry in work.list(AuditFinding)
        for one in (entry.record,)
        if (audit := audits.get(one.audit_id)) is not None
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.is_closed, grades.index(one.grade), one.reference))


def _names(work: Work) -> dict[str, str]:
    held = sorted(work.list(ReceivedReturn), key=order_of)
    return {entry.record.code: shown(entry.text("name")) for entry in held}


def _is_sealed(text: Text) -> bool:
    return any(passage.is_sealed for passage in text)
