"""An establishment with sealed content in every field that takes text, to be sealed again otherwise."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.domain.catalogue import Country, Sector
from app.domain.record import Record, new_reference
from app.domain.records import (
    Action,
    Answer,
    Declaration,
    Establishment,
    Evidence,
    EvidenceLink,
    Finding,
    Grade,
    Period,
    Person,
    Post,
    Result,
    SelfAudit,
    Statement,
)
from app.domain.registers.checks import CHECKS, CHECKS_MADE
from app.domain.registers.every import REGISTERS
from app.domain.registers.fields import RegisterRecord
from app.domain.registers.register import Register
from app.domain.text import Passage, Text
from app.services.establishing import NewEstablishment, establish
from app.services.fill_form import Fill
from app.services.filling import fill
from app.store.file import EstablishmentFile, Work
from tests.journeys.fills import small_fill
from tests.sign_offs import sign_off_all
from tests.store.samples import PASSPHRASE, PLAIN, QUICK, RESTRICTED

NOW = datetime(2014, 10, 20, 10, tzinfo=UTC)
PERIOD = "2014-15 Q2"
KINDS: tuple[type[Record], ...] = (
    Establishment, Person, Post, SelfAudit, Answer, Finding, Action, Evidence, Statement, Declaration,
    *(register.record_type for register in REGISTERS),
)  # fmt: skip
"""Every kind of record whose text is in a return."""


@dataclass(frozen=True)
class Sealing:
    """One way of sealing: what stands at each sealed place, and how many records are withheld whole of each kind."""

    texts: Sequence[str] = ("Quiet zebra lanterns drift beyond the eastern sluice.",)
    neighbours: int = 1
    records: int = 1
    result: Result = Result.MET


def begin(path: Path) -> None:
    """Make the establishment, filled in, with nothing sealed yet; two entries of each register are alike."""
    wanted = NewEstablishment(
        name="HMP Carrow Vale", code="CVL", sector=Sector.PUBLIC, country=Country.ENGLAND, period=PERIOD,
        head="D. Marlowe", lead="P. Lead",
    )  # fmt: skip
    content = small_fill()
    content["answers"] = [answer for answer in content["answers"] if not answer.get("withheld")]
    content["answers"][0]["narrative"] = "The plan was reviewed in May."
    for register in ("findings", "actions", "evidence"):
        content[register] += [{**entry, "key": "again"} if "key" in entry else entry for entry in content[register]]
    content["registers"] = _registers()
    content["plans"].append({"intention": "1(e)", "plan": "Reports are read each morning."})
    content["declarations"] = [{"expectation": "minimum_requirements", "declared": True, "comment": "We hold to it."}]
    with establish(path, wanted, today=NOW.date()) as file:
        file.set_up_sealed_store(_anybody(file), PASSPHRASE, QUICK)
        fill(file, Fill.model_validate(content), path.parent)
        with file.work("Added to the other registers") as work:
            _add_to_other_registers(work)


def _add_to_other_registers(work: Work) -> None:
    """Add two entries that are alike to each register that has none; any register may be new."""
    for register in REGISTERS:
        kind = register.record_type
        for _ in range(0 if work.list(kind) else 2):
            entry = _entry(work, register)
            work.put(entry, {name: [Passage(content="As agreed. ", marking=PLAIN)] for name in kind.TEXT_FIELDS})


def _entry(work: Work, register: Register) -> RegisterRecord:
    ref = None if register.intention == "none" else "1(f)"
    return register.record_type(
        period_id=work.list(Period)[0].record.id, reference=new_reference(register.letter), intention_ref=ref
    )


def _registers() -> dict[str, list[dict[str, object]]]:
    """Return entries of registers that belong to an intention, to nothing, and to one another."""
    risk = {
        "intention": "1(f)",
        "title": "Too few staff",
        "cause": "Three left.",
        "event": "None.",
        "effect": "Delay.",
        "controls": "Overtime.",
        "appetite": 9,
        "inherent_likelihood": "likely",
        "inherent_impact": "minor",
    }
    made = {"check": "acc", "checked_on": "2014-09-03", "cases": 5, "exceptions": 1, "result": "One was late."}
    clause: dict[str, object] = {
        "clause": "3.1",
        "requirement": "Held securely.",
        "specification": "Security",
        "own_question": "Which?",
        "links": ["1f-02", "CU006"],
    }
    return {
        "risks": [risk, risk],
        "checks": [
            {"key": "acc", "title": "Accounts", "method": "All.", "frequency": "monthly", "starts": "2014-07-01"}
        ],
        "checks_made": [made, made],
        "clauses": [clause],
    }  # fmt: skip


def _anybody(file: EstablishmentFile) -> str:
    with file.reading() as work:
        return work.list(Person)[0].record.id


def sealed_otherwise(model: Path, path: Path, sealing: Sealing) -> Path:
    """Copy a file and seal in the copy; sign its statements off, since what they say has changed."""
    shutil.copyfile(model, path)
    with EstablishmentFile.open(path, clock=lambda: NOW) as file:
        file.unlock(PASSPHRASE)
        with file.work("Sealed") as work:
            _seal(work, sealing)
        sign_off_all(file, NOW)
    return path


def _seal(work: Work, sealing: Sealing) -> None:
    texts = _cycle(sealing.texts)
    for kind in KINDS:
        for entry in work.list(kind):
            work.put(entry.record, {field: _woven(entry.text(field), texts, sealing) for field in kind.TEXT_FIELDS})
    audits = {entry.record.intention_ref: entry.record.id for entry in work.list(SelfAudit)}
    for number in range(sealing.records):
        _withhold(work, audits["1(f)"], next(texts), number)
    answer = Answer(self_audit_id=audits["1(e)"], item_ref="1e-01", result=sealing.result, sample_size=sealing.records)
    work.put(answer, {"narrative": _sealed(next(texts))}, is_withheld=True)


def _woven(text: Text, texts: Iterator[str], sealing: Sealing) -> list[Passage]:
    """Put the sealed passages behind the first that is plain."""
    plain = [passage for passage in text if not passage.is_sealed]
    sealed = [passage for _ in range(sealing.neighbours) for passage in _sealed(next(texts))]
    return [*plain[:1], *sealed, *plain[1:]]


def _sealed(text: str) -> list[Passage]:
    return [Passage(content=text, marking=RESTRICTED)]


def _withhold(work: Work, audit_id: str, text: str, number: int) -> None:
    """Withhold a finding, an action and evidence whole; the evidence is cited by items, in links that are public."""
    named = {"title": _sealed(text)}
    grade = list(Grade)[number % len(Grade)]
    finding = Finding(self_audit_id=audit_id, reference=new_reference("F"), item_ref="1f-02", grade=grade)
    action = Action(self_audit_id=audit_id, reference=new_reference("A"), finding_id=finding.id, item_ref="1f-02")
    evidence = Evidence(self_audit_id=audit_id, reference=new_reference("E"))
    for record in (finding, action, evidence):
        work.put(record, named, is_withheld=True)
    for register in REGISTERS:
        if register is not CHECKS_MADE:
            kind = register.record_type
            work.put(_entry(work, register), {kind.TEXT_FIELDS[0]: _sealed(text)}, is_withheld=True)
    made = CHECKS_MADE.record_type.model_validate(
        {"period_id": work.list(Period)[0].record.id, "reference": new_reference("M"), "cases": 9 + number,
         "check_id": work.list(CHECKS.record_type)[0].record.id, "checked_on": NOW.date()}
    )  # fmt: skip
    work.put(made, {"result": _sealed(text)}, is_withheld=True)
    work.put(EvidenceLink(evidence_id=evidence.id, item_ref="1f-02"))


def _cycle(texts: Sequence[str]) -> Iterator[str]:
    while True:
        yield from texts
