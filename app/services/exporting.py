"""Export: from the period's content to signed files in place, through the release and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.closing import closed_sentence
from app.domain.errors import UserError
from app.domain.progress import IsCancelled, Progress, Steps, never_cancelled, no_progress
from app.domain.readiness import obstacles
from app.domain.records import IssuedReturn, PeriodState
from app.domain.release import ReturnFacts, release
from app.domain.released import EarlierReturn, ReleasedReturn
from app.services.gates import GateRefused, copied_places, look_inside_all
from app.services.packing import require_own_file
from app.services.period_content import find_period, load_content
from app.services.placing import written_beside
from app.services.proving import Receipt, prove_absence
from app.services.replacing import finish_replacement, next_number, replaced_by_next
from app.services.signing import author_of, sign_return, signer_words

if TYPE_CHECKING:
    from app.domain.period_content import PeriodContent
    from app.signing.identity import Identity
    from app.store.file import EstablishmentFile
    from app.store.work import Work

_STEPS = 11
"""How many steps an export of both files has."""


@dataclass(frozen=True)
class Exported:
    """A return that was written: its number, its payload's digest, the files, and the receipt of the fourth gate."""

    number: str
    payload_digest: str
    files: tuple[Path, ...]
    signers_required: int
    receipt: Receipt


def prepare(
    file: EstablishmentFile,
    period: str | None,
    *,
    now: datetime,
    signers: int | None = None,
    identity: Identity | None = None,
) -> ReleasedReturn:
    """Release a period's content as it would leave now; GateRefused where something must be cleared first.

    `signers` is how many must sign, 1 or 2; None for as many as the return before, and 1 for the first.
    `identity` is whose signature will follow: the return names them as its author, and a preview nobody.
    Reads through the connection that is denied the sealed tables, so that nothing sealed can be in it.
    """
    with file.released_reading() as work:
        content = load_content(work, find_period(work, period).record.id)
        if found := obstacles(content):
            raise GateRefused([obstacle.sentence for obstacle in found])
        facts = return_facts(work, content, now, signers)
        return release(
            content, replace(facts, prepared_by=author_of(identity, now, content.scheme)) if identity else facts
        )


def return_facts(work: Work, content: PeriodContent, now: datetime, signers: int | None = None) -> ReturnFacts:
    """Return what the next return of a period carries beside its content: number, day, predecessor, signers."""
    from app.returns.payload import read_payload

    period = content.period.record
    issued = sorted(work.list(IssuedReturn), key=lambda entry: entry.record.made_at)
    before = issued[-1].record if issued else None
    return ReturnFacts(
        number=next_number(work, period),
        made_on=now.date(),
        signers_required=signers or (before.signers_required if before else 1),
        earlier=EarlierReturn(number=before.number, digest=before.payload_digest) if before else None,
        replaces=replaced_by_next(work, period.id),
        last=read_payload(before.payload) if before and before.payload else None,
    )


@dataclass(frozen=True)
class Destination:
    """Where a return goes: at least one of the two files; and where its receipt goes, which stays at home."""

    pdf: Path | None = None
    workbook: Path | None = None
    receipt: Path | None = None

    def __post_init__(self) -> None:
        """Refuse a destination without a file, and one name for two."""
        if self.pdf is None and self.workbook is None:
            raise UserError("Say where the return goes: a PDF, a workbook, or both.")
        names = [path for path in (self.pdf, self.workbook, self.receipt) if path is not None]
        if len(set(names)) < len(names):
            raise UserError("The PDF, the workbook and the receipt need names of their own.")


def export(
    file: EstablishmentFile,
    period: str | None,
    identity: Identity,
    destination: Destination,
    *,
    now: datetime,
    signers: int | None = None,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Exported:
    """Release, render, sign, verify and write a period's return; a cancelled or failed export leaves no file.

    All four gates stand on the way; the last one runs where the file is unlocked, and else the receipt says so.
    `signers` is how many must sign, as for `prepare`; with two, `approve_returns` adds the second signature.
    The return is recorded in the establishment's file before the files appear, so that none exists that it does not
    know. GateRefused where the return may not leave; UserError where a file cannot be written.
    """
    from app.returns.payload import digest, write_payload

    step = Steps(progress, is_cancelled, _STEPS)
    step.begin("Reading")
    with file.reading() as work:
        require_own_file(work)
        _refuse_closed(work, period)
    file.purge_if_due()
    step.begin("Marking scan")
    released = prepare(file, period, now=now, signers=signers, identity=identity)
    payload = write_payload(released)
    files = dict(_render(released, payload, identity, destination, now, step))
    step.begin("Reading back")
    _verify_back(files, payload, identity, now)
    receipt = _pass_last_gates(file, files, released, payload, identity, now, step)
    step.begin("Writing")
    printed = {destination.receipt: receipt.as_text().encode()} if destination.receipt else {}
    with written_beside({**files, **printed}):
        step.begin("Recording")
        _record(file, released, payload, now)
    step.finish()
    return Exported(released.number, digest(payload), tuple(files), released.signers_required, receipt)


def _refuse_closed(work: Work, period: str | None) -> None:
    found = find_period(work, period).record
    if found.state is PeriodState.CLOSED:
        raise UserError(closed_sentence(found.name))


def _pass_last_gates(
    file: EstablishmentFile,
    files: Mapping[Path, bytes],
    released: ReleasedReturn,
    payload: bytes,
    identity: Identity,
    now: datetime,
    step: Steps,
) -> Receipt:
    """Hold the finished files against the third and the fourth gate; GateRefused where one does not let them pass."""
    from app.returns.payload import digest

    step.begin("Nothing else inside")
    insides = look_inside_all(files, signer_words(identity))
    step.begin("Proof of absence")
    receipt = prove_absence(files, insides, file, now=now, issuing={digest(payload): released.number})
    if receipt.outcome == "found":
        raise GateRefused([*copied_places(file, released.period.name), *receipt.faults])
    return receipt


def issue(file: EstablishmentFile, period: str | None, *, now: datetime) -> ReleasedReturn:
    """Record a period's return as issued without files: for periods whose return left by other means."""
    from app.returns.payload import write_payload

    file.purge_if_due()
    released = prepare(file, period, now=now)
    _record(file, released, write_payload(released), now)
    return released


def _render(
    released: ReleasedReturn,
    payload: bytes,
    identity: Identity,
    destination: Destination,
    now: datetime,
    step: Steps,
) -> Iterator[tuple[Path, bytes]]:
    """Yield each file's place and its finished bytes."""
    if destination.pdf:
        from app.returns.pdf import render_pdf

        step.begin("Drawing the pages")
        drawn = render_pdf(released, payload)
        step.begin("Signing")
        yield destination.pdf, sign_return(drawn, released, identity, now)
    if destination.workbook:
        from app.returns.workbook import render_workbook

        step.begin("Filling the workbook")
        filled = render_workbook(released, payload)
        step.begin("Signing the workbook")
        yield destination.workbook, sign_return(filled, released, identity, now)


def _verify_back(files: Mapping[Path, bytes], payload: bytes, identity: Identity, now: datetime) -> None:
    """Verify the finished files as their reader will, trusting this author alone; UserError where one would not do.

    Each must carry `payload` to the byte, and the author's certificate must be one that readers can trust.
    """
    from app.services.verifying import verify_contents
    from app.signing.trust import Trust

    trust = Trust({"author": (identity.certificate,)})
    for one in verify_contents(files.items(), trust, now=now):
        if one.payload != payload:
            why = "Its payload is another." if one.report.is_intact else one.report.sentences[0]
            raise UserError(f"A finished file could not be verified. {why} Nothing was written; report this fault.")
        if one.report.state == "untrusted":
            raise UserError(f"Readers could not trust this identity. {one.report.signers[0].doubt} Use another one.")


def _record(file: EstablishmentFile, released: ReleasedReturn, payload: bytes, now: datetime) -> None:
    from app.returns.payload import digest

    with file.work(f"Exported return {released.number}") as work:
        period = find_period(work, released.period.name).record
        finish_replacement(work, period.id)
        work.put(
            IssuedReturn(
                period_id=period.id,
                number=released.number,
                payload=payload,
                payload_digest=digest(payload),
                previous_digest=released.previous.digest if released.previous else None,
                signers_required=released.signers_required,
                made_at=now,
            )
        )
