"""External audits in a reviewer's file, and what they found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.desktop.pages.audits_page import AUDIT_COLUMNS, FINDING_COLUMNS, AuditsPage
from app.desktop.presenters.register_presenter import RegisterPresenter
from app.desktop.presenters.review_recorder import ReviewRecorder
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.home_view import ScopeView
from app.desktop.views.register_view import CellView, ColumnView, DetailView, FactView, OfferView, SectionView
from app.desktop.views.review_view import ReviewInput
from app.desktop.views.shell_view import EmptyView, WayView
from app.domain.dates import spell_day
from app.domain.scales import Grade
from app.services.monitoring import Audit, Found, establishments_here, list_audits
from app.services.review_form import ReviewAudit

_GRADES = {Grade.MAJOR: "refused", Grade.MINOR: "decide", Grade.OBSERVATION: "open", Grade.OPPORTUNITY: "open",
           Grade.GOOD_PRACTICE: "passed"}  # fmt: skip


@dataclass(frozen=True)
class AuditRow:
    """An audit, or one of its findings."""

    audit: Audit
    finding: Found | None = None

    @property
    def key(self) -> str:
        """The id of the finding, or of the audit."""
        return self.finding.id if self.finding else self.audit.id


class AuditsPresenter(RegisterPresenter[AuditRow]):
    """Lists audits and findings; commissions, takes down what was found, replied and followed up."""

    key = "audits"
    SCOPES = (("audits", "Audits"), ("due", "Report due"), ("findings", "Findings"), ("open", "To follow up"))
    FIRST_SORT = "state"

    def __init__(self, session: Session, page: AuditsPage, shell: Shell) -> None:
        super().__init__(session, page, shell)
        self.recorder = ReviewRecorder(session, shell, page, self.asking)

    def read_rows(self) -> Sequence[AuditRow]:
        """Return every audit, then every finding."""
        audits = list_audits(self.session.file)
        findings = [AuditRow(audit, finding) for audit in audits for finding in audit.findings]
        return [*(AuditRow(audit) for audit in audits), *findings]

    def columns(self, scope: str) -> tuple[ColumnView, ...]:
        """Return the columns of audits, or of findings."""
        return FINDING_COLUMNS if scope in ("findings", "open") else AUDIT_COLUMNS

    def cells(self, row: AuditRow) -> tuple[Any, ...]:
        """Return a row's cells."""
        audit, finding = row.audit, row.finding
        if finding is not None:
            return (
                CellView(finding.reference, audit.reference, style="small_strong"),
                CellView(finding.title, audit.name, may_elide=True),
                CellView(finding.intention or "–"),
                CellView(_words(finding.grade), status=_GRADES[finding.grade]),
                CellView(_followed(finding), status="passed" if finding.is_closed else "in_progress"),
            )
        count = len(audit.findings)
        return (
            CellView(audit.reference, style="small_strong"),
            CellView(audit.scope, audit.name, may_elide=True),
            CellView(audit.intention or "–"),
            CellView(f"{count} found" if count else "–", f"{audit.open_findings} open" if audit.open_findings else ""),
            CellView(self._report(audit), status=self._status(audit)),
        )

    def is_in(self, row: AuditRow, scope: str) -> bool:
        """Tell whether a row is of the list that is chosen."""
        finding = row.finding
        return {
            "audits": finding is None,
            "due": finding is None and row.audit.reported_on is None,
            "findings": finding is not None,
            "open": finding is not None and not finding.is_closed,
        }[scope]

    def scope_of(self, row: AuditRow) -> str:
        """Return the list that shows a row whatever it is."""
        return "findings" if row.finding else "audits"

    def groups(self) -> tuple[ScopeView, ...]:
        """Return the establishments to filter by."""
        known = {row.audit.code: row.audit.name for row in self._all}
        named = (ScopeView(code, f"{code} {name}" if name != code else code) for code, name in sorted(known.items()))
        return (ScopeView("", "Everywhere"), *named)

    def group_of(self, row: AuditRow) -> str:
        """Return a row's establishment."""
        return row.audit.code

    def words_of(self, row: AuditRow) -> str:
        """Return what the filter searches."""
        audit, finding = row.audit, row.finding
        own = f"{finding.reference} {finding.title} {finding.reply}" if finding else f"{audit.scope} {audit.reason}"
        return f"{audit.reference} {audit.name} {own}".casefold()

    def order_of(self, row: AuditRow, column: str) -> Any:
        """Return what a column sorts a row by: reports by their day, findings by what is left to follow up."""
        audit, finding = row.audit, row.finding
        day = (audit.reported_on or audit.due or audit.commissioned_on).isoformat()
        by_column: dict[str, Any] = {
            "reference": finding.reference if finding else audit.reference,
            "title": (finding.title if finding else audit.scope).casefold(),
            "place": (finding.intention if finding else audit.intention),
            "left": list(Grade).index(finding.grade) if finding else -audit.open_findings,
            "state": (finding.is_closed, list(Grade).index(finding.grade)) if finding else (
                audit.reported_on is not None, day),
        }  # fmt: skip
        return by_column[column], audit.reference, finding.reference if finding else ""

    def detail(self, row: AuditRow) -> DetailView:
        """Return what is known of an audit, or of a finding."""
        return self._finding_detail(row, row.finding) if row.finding else self._audit_detail(row)

    def summary(self, rows: Sequence[AuditRow]) -> str:
        """Return how many audits there are, whose report is due, and what is left to follow up."""
        audits = [row.audit for row in rows if row.finding is None]
        due = sum(audit.reported_on is None for audit in audits)
        late = sum(audit.is_late(self.session.today()) for audit in audits)
        left = sum(audit.open_findings for audit in audits)
        said = f"{len(audits)} commissioned. {due} to report" + (f", {late} overdue." if late else ".")
        return f"{said} {left} {'finding' if left == 1 else 'findings'} to follow up."

    def nothing_yet(self) -> EmptyView:
        """Return the page before the first audit."""
        return EmptyView(
            "shield", "No external audits yet",
            "An audit by others is commissioned with its scope and the reason; what it finds is kept here.",
            (WayView("add", "pen", "Commission an audit", "The next response tells the establishment", "Commission…"),),
        )  # fmt: skip

    def add(self) -> None:
        """Ask for an audit of the establishment that is shown, or of the one whose audit is."""
        codes = establishments_here(self.session.file)
        row = self.row(self.chosen)
        code = self._group or (row.audit.code if row else "") or next(iter(codes), "")
        self.recorder.ask("audit", code, None)

    def command(self, key: str, row: AuditRow) -> None:
        """Change an audit, take down its report or a finding, or follow one up."""
        audit, finding = row.audit, row.finding
        as_it_is = _as_form(audit).model_dump_json()
        if key == "change" and finding is not None:
            self.recorder.ask(
                "finding", audit.code, None, _given_finding(finding, as_it_is), is_sealed=finding.is_sealed
            )
        elif key == "change":
            self.recorder.ask("audit", audit.code, None, _given(audit, as_it_is), is_sealed=audit.is_sealed)
        elif key == "reported":
            self.recorder.ask("reported", audit.code, None, ReviewInput(audit=as_it_is))
        elif key == "finding":
            self.recorder.ask("finding", audit.code, None, ReviewInput(place=audit.intention, audit=as_it_is))
        elif key == "audit":
            self.select(audit.id)
            self.refresh()

    def _audit_detail(self, row: AuditRow) -> DetailView:
        audit, can_write = row.audit, self.session.is_writable
        facts = [FactView("At", audit.name), FactView("Commissioned", spell_day(audit.commissioned_on))]
        facts += [FactView("For", audit.intention)] if audit.intention else []
        facts += [FactView("Auditor", audit.auditor)] if audit.auditor else []
        facts += [FactView("Report due", spell_day(audit.due))] if audit.due else []
        sections = [SectionView("Why", audit.reason)]
        if audit.findings:
            said = [f"{each.reference} {_words(each.grade)}: {each.title}" for each in audit.findings]
            sections.append(SectionView(f"Findings, {len(said)}", "\n".join(said)))
        return DetailView(
            key=row.key,
            caption=audit.reference,
            title=audit.scope,
            status=self._status(audit),
            status_words=self._report(audit),
            facts=tuple(facts),
            sections=tuple(sections),
            offers=tuple(OfferView(key, is_enabled=can_write) for key in ("change", "finding", "reported")),
        )

    def _finding_detail(self, row: AuditRow, finding: Found) -> DetailView:
        can_write = self.session.is_writable
        facts = [FactView("At", finding.name), FactView("Audit", row.audit.reference),
                 FactView("Grade", _words(finding.grade), _GRADES[finding.grade])]  # fmt: skip
        facts += [FactView("For", finding.intention)] if finding.intention else []
        facts += [FactView("Followed up", spell_day(finding.follow_up_on))] if finding.follow_up_on else []
        return DetailView(
            key=row.key,
            caption=finding.reference,
            title=finding.title,
            status="passed" if finding.is_closed else "in_progress",
            status_words=_followed(finding),
            facts=tuple(facts),
            sections=(
                SectionView("Reply", finding.reply or "None yet."),
                SectionView("Follow-up", finding.follow_up or "None yet."),
            ),
            offers=(
                OfferView("change", "Reply and follow-up…", is_enabled=can_write),
                OfferView("audit", on_foot=False),
            ),
        )

    def _report(self, audit: Audit) -> str:
        if audit.reported_on:
            return "Reported"
        if audit.is_late(self.session.today()):
            return "Overdue"
        return f"Due {spell_day(audit.due)}" if audit.due else "Not reported"

    def _status(self, audit: Audit) -> str:
        if audit.reported_on:
            return "passed"
        return "overdue" if audit.is_late(self.session.today()) else "waiting"


def _words(grade: Grade) -> str:
    return grade.value.replace("_", " ").capitalize()


def _followed(finding: Found) -> str:
    if finding.is_closed:
        return "Closed"
    return "Replied to" if finding.reply else "No reply yet"


def _as_form(audit: Audit) -> ReviewAudit:
    """Return an audit as a review form names it again; its words stay what they are."""
    return ReviewAudit(
        reference=audit.reference, intention=audit.intention or None, commissioned_on=audit.commissioned_on,
        due=audit.due, reported_on=audit.reported_on,
    )  # fmt: skip


def _given(audit: Audit, as_it_is: str) -> ReviewInput:
    words = ("", "", "") if audit.is_sealed else (audit.scope, audit.reason, audit.auditor)
    return ReviewInput(
        place=audit.intention, title=words[0], words=words[1], who=words[2], day=spell_day(audit.commissioned_on),
        until=spell_day(audit.due) if audit.due else "", reference=audit.reference, audit=as_it_is,
    )  # fmt: skip


def _given_finding(finding: Found, as_it_is: str) -> ReviewInput:
    words = ("", "", "") if finding.is_sealed else (finding.title, finding.reply, finding.follow_up)
    return ReviewInput(
        place=finding.intention, scale=finding.grade.value, title=words[0], words=words[1], more=words[2],
        until=spell_day(finding.follow_up_on) if finding.follow_up_on else "", is_sure=finding.is_closed,
        reference=finding.reference, audit=as_it_is,
    )  # fmt: skip
