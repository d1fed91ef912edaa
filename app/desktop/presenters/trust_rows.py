"""Turns entries of the trust register into rows, and into what is known of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.desktop.views.register_view import CellView, DetailView, FactView, OfferView, SectionView
from app.domain.dates import spell_day
from app.domain.trust_records import SigningRole
from app.services.enrolling import Enrolled

ROLES = {
    SigningRole.AUTHOR: "Author of returns",
    SigningRole.APPROVER: "Approver of returns",
    SigningRole.REVIEWER: "Reviewer",
    SigningRole.CATALOGUE: "Issuer of catalogues",
    SigningRole.AUTHORITY: "Authority that certifies signers",
}


@dataclass(frozen=True, slots=True)
class TrustRow:
    """One entry; `is_past` says that its last day is over."""

    key: str
    entry: Enrolled
    is_past: bool

    @property
    def who(self) -> str:
        """Whom the certificate names."""
        return self.entry.name or "A signer without a name"

    @property
    def beside(self) -> str:
        """The signer's post and organisation."""
        return ", ".join(filter(None, (self.entry.post, self.entry.organisation)))

    @property
    def role(self) -> str:
        """In which role they sign, and in whose place."""
        return ROLES[SigningRole(self.entry.role)]


def cells_of(row: TrustRow) -> tuple[CellView, ...]:
    """Return a row's cells."""
    entry = row.entry
    deputy = f"For the {entry.deputy_for}" if entry.deputy_for else ""
    return (
        CellView(row.who, row.beside, style="small_strong", may_elide=True, detail_tone="ink2"),
        CellView(row.role, deputy, may_elide=True, detail_tone="ink2"),
        CellView(entry.establishment or "Any"),
        CellView(days_of(entry), status="overdue" if row.is_past else "", may_elide=True),
    )


def days_of(entry: Enrolled) -> str:
    """Return the days of office in words."""
    if entry.starts and entry.ends:
        return f"{spell_day(entry.starts)} to {spell_day(entry.ends)}"
    if entry.ends:
        return f"To {spell_day(entry.ends)}"
    return f"From {spell_day(entry.starts)}" if entry.starts else "No limit"


def order_of(row: TrustRow, column: str) -> tuple[object, ...]:
    """Return what a column sorts a row by."""
    by_column: dict[str, tuple[object, ...]] = {
        "role": (row.role,),
        "where": (row.entry.establishment,),
        "until": (row.entry.ends or date.max,),
    }
    return (*by_column.get(column, ()), row.is_past, row.who.casefold(), row.role)


def detail_of(row: TrustRow, *, can_change: bool, note: str) -> DetailView:
    """Return what is known of an entry; its fingerprint in the groups in which sheets have it."""
    entry = row.entry
    groups = entry.fingerprint.split(" ")
    fingerprint = "\n".join(" ".join(groups[at : at + 4]) for at in range(0, len(groups), 4))
    facts = [FactView("Signs as", row.role), FactView("At", entry.establishment or "Any establishment")]
    if entry.deputy_for:
        facts.append(FactView("Deputy for", entry.deputy_for))
    facts.append(FactView("In office", days_of(entry)))
    sheets = tuple(OfferView(key, on_foot=False) for key in ("sign", "print", "save"))
    changes = (OfferView("left", is_enabled=not row.is_past), OfferView("remove"), OfferView("list", on_foot=False))
    return DetailView(
        row.key,
        row.beside or "Signer",
        row.who,
        facts=tuple(facts),
        sections=(SectionView("Fingerprint of the certificate (SHA-256)", fingerprint),),
        offers=(*changes, *sheets) if can_change else sheets,
        note=note,
    )
