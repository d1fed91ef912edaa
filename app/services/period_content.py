"""Reads everything written for one period out of an establishment's file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.period_content import PeriodContent
from app.domain.periods import period_dates
from app.domain.record import NotBefore
from app.domain.records import (
    Action,
    Answer,
    Declaration,
    Establishment,
    Evidence,
    EvidenceLink,
    Finding,
    Holding,
    KeptPack,
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
from app.domain.registers.every import REGISTERS
from app.domain.review_records import ReceivedQuery
from app.domain.review_terms import QueryState
from app.domain.work_packs import WorkPack

if TYPE_CHECKING:
    from app.domain.catalogue import CataloguePack
    from app.domain.record import Entry, R
    from app.domain.registers.fields import RegisterRecord
    from app.store.file import EstablishmentFile
    from app.store.work import Work

_MOST_NAMED = 30_000
"""So many values the file can be asked for at once."""
_NOT_CLOSED = frozenset({QueryState.OPEN, QueryState.REPLIED})


def find_period(work: Work, name: str | None = None) -> Entry[Period]:
    """Return the period of this name, or the latest one where no name is given; UserError where there is none."""
    periods = work.list(Period)
    if name is not None:
        written = period_dates(name).name
        periods = [entry for entry in periods if entry.record.name == written]
    if not periods:
        raise UserError("This file has no such period. Give the name of one of its periods.")
    return max(periods, key=lambda entry: (entry.record.starts, entry.record.ends))


def list_periods(file: EstablishmentFile) -> list[Period]:
    """Return the periods of a file, latest first."""
    with file.reading() as work:
        found = [entry.record for entry in work.list(Period)]
    return sorted(found, key=lambda period: (period.starts, period.ends), reverse=True)


def load_content(work: Work, period_id: str) -> PeriodContent:
    """Read one period whole. Through a keyless connection its sealed passages come without content."""
    period = _period(work, period_id)
    pack, pack_digest = read_kept_pack(work, period.record.pack_id)
    establishment = work.list(Establishment)[0]
    audits = work.list(SelfAudit, period_id=period_id)
    audit_ids = frozenset(entry.record.id for entry in audits)
    statements = work.list(Statement, period_id=period_id)

    def of_period(kind: type[R]) -> list[Entry[R]]:
        return work.list(kind, self_audit_id=audit_ids)

    evidence = of_period(Evidence)
    content = PeriodContent(
        pack=pack,
        pack_digest=pack_digest,
        scheme=pack.scheme(establishment.record.scheme),
        establishment=establishment,
        period=period,
        people=work.list(Person),
        posts=work.list(Post),
        holdings=work.list(Holding),
        ownerships=work.list(Ownership, period_id=period_id),
        planned_items=work.list(PlannedItem, period_id=period_id),
        self_audits=audits,
        answers=of_period(Answer),
        findings=of_period(Finding),
        actions=of_period(Action),
        evidence=evidence,
        evidence_links=work.list(EvidenceLink, evidence_id=frozenset(entry.record.id for entry in evidence)),
        statements=statements,
        declarations=work.list(Declaration, period_id=period_id),
        sign_offs=work.list(SignOff, statement_id=frozenset(entry.record.id for entry in statements)),
        packs_out=_packs_out(work, period_id),
        packed=_packed(work),
        queries=work.list(ReceivedQuery, state=_NOT_CLOSED),
        registers=_load_registers(work, period.record),
    )
    return replace(content, decisions=_decisions(work, content))


def _decisions(work: Work, content: PeriodContent) -> list[Entry[MarkingDecision]]:
    """Read the decisions on what may leave in this period: a file of many years holds those of all of them."""
    entries = (*content.leaving(), *content.queries)
    passages = {part.id for entry in entries for text in entry.texts.values() for part in text if part.id}
    if len(passages) > _MOST_NAMED:
        return work.list(MarkingDecision)
    return work.list(MarkingDecision, passage_id=frozenset(passages))


def _period(work: Work, period_id: str) -> Entry[Period]:
    period = work.get(Period, period_id)
    if period is None:
        raise KeyError(period_id)
    return period


def _packs_out(work: Work, period_id: str) -> list[WorkPack]:
    packs = (entry.record for entry in work.list(WorkPack, period_id=period_id))
    return [pack for pack in packs if pack.home_id == work.file_id and pack.returned_at is None]


def _packed(work: Work) -> frozenset[str] | None:
    own = own_pack(work)
    return frozenset(own.record.intentions.split()) if own else None


def own_pack(work: Work) -> Entry[WorkPack] | None:
    """Return what this file itself is as a work pack; None where it is an establishment's own file."""
    return next((entry for entry in work.list(WorkPack) if entry.record.home_id != work.file_id), None)


def _load_registers(work: Work, period: Period) -> dict[str, list[Entry[RegisterRecord]]]:
    """Read the registers; of the standing ones also what earlier periods began and has not ended since."""
    chain = period_chain(work, period)
    found: dict[str, list[Entry[RegisterRecord]]] = {}
    for register in REGISTERS:
        if not register.is_standing:
            found[register.kind] = work.list(register.record_type, period_id=period.id)
            continue
        found[register.kind] = work.list(register.record_type, period_id=chain, closed_on=NotBefore(period.starts))
    return found


def period_chain(work: Work, period: Period) -> frozenset[str]:
    """Return the ids of a period and of all that it follows; a hostile file's circle ends where it began."""
    before = {entry.record.id: entry.record.predecessor_id for entry in work.list(Period)}
    chain: list[str] = []
    place: str | None = period.id
    while place is not None and place not in chain:
        chain.append(place)
        place = before.get(place)
    return frozenset(chain)


def load_earlier_answers(work: Work, period: Period) -> tuple[str, dict[str, Entry[Answer]]]:
    """Return the name of the period before, and its answers by item reference; `""` and none for the first one."""
    before = work.get(Period, period.predecessor_id) if period.predecessor_id else None
    if before is None:
        return "", {}
    audits = frozenset(entry.record.id for entry in work.list(SelfAudit, period_id=before.record.id))
    answers = work.list(Answer, self_audit_id=audits)
    return before.record.name, {entry.record.item_ref: entry for entry in answers}


def read_kept_pack(work: Work, pack_id: str) -> tuple[CataloguePack, str]:
    """Return a catalogue pack kept in the file, and its digest; UserError where it is missing."""
    from app.catalogue.kept import read_kept_pack as parse_kept_pack

    kept = work.get(KeptPack, pack_id)
    if kept is None:
        raise UserError("The catalogue pack of this period is missing from the file. Restore a backup of it.")
    return parse_kept_pack(kept.record.content), kept.record.digest
