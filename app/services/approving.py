"""Approval: the second signature on returns that their author has signed, here or on another PC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import BadFile, UserError
from app.domain.progress import IsCancelled, Progress, Steps, never_cancelled, no_progress
from app.services.gates import GateRefused, look_inside_all
from app.services.placing import written_beside
from app.services.proving import Receipt, note_unproved, prove_absence
from app.services.signing import refuse_marked, sign_approval, signer_words
from app.services.verifying import Verified, read_return, return_number, verify_contents
from app.signing.identity import certificate_fingerprint
from app.signing.trust import RETURN_ROLES, Trust

if TYPE_CHECKING:
    from app.signing.identity import Identity
    from app.store.file import EstablishmentFile

_AUTHOR, _APPROVER = RETURN_ROLES
_STEPS = 6


@dataclass(frozen=True)
class Approved:
    """A file that now carries both signatures, its return's number, and who signed, first to last."""

    path: Path
    number: str
    signers: tuple[str, ...]

    @property
    def lines(self) -> list[str]:
        """What people read of it."""
        return [f"Approved return {self.number}: {self.path}", *(f"  {signer}" for signer in self.signers)]


@dataclass(frozen=True)
class Approval:
    """Files that were approved together, and the receipt of the fourth gate for them as they are now."""

    files: tuple[Approved, ...]
    receipt: Receipt


@dataclass(frozen=True)
class Proof:
    """What approved files are searched for: all that is sealed in `file`; and where the new receipt goes."""

    file: EstablishmentFile | None = None
    receipt: Path | None = None

    def check_place(self, paths: Sequence[Path]) -> None:
        """Refuse a receipt in the place of a return, with a UserError."""
        if self.receipt is not None and self.receipt.resolve() in [path.resolve() for path in paths]:
            raise UserError("The receipt needs a name of its own. Nothing was approved.")


def approve_returns(
    paths: Sequence[Path],
    identity: Identity,
    trust: Trust,
    *,
    now: datetime,
    proof: Proof = Proof(),
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Approval:
    """Verify returns strictly, add the approver's signature to each, verify them again and replace the files.

    All of them are approved, or none. Where `trust` knows any author, each return's must be one of them; where it does
    not, whom the approver relies on is for the approver to judge. The gates stand on this way too: what the signature
    adds is scanned, and the finished files are looked into and searched. BadFile where a file is not intact,
    GateRefused where one may not leave, UserError where it takes no approval, or not this signer's, or cannot be
    written.
    """
    from app.catalogue.builtin import read_builtin_schemes

    proof.check_place(paths)
    step = Steps(progress, is_cancelled, _STEPS)
    step.begin("Verifying")
    contents = {path: read_return(path) for path in paths}
    found = verify_contents(contents.items(), trust, now=now)
    for one in found:
        _check(one, identity, trust)
    refuse_marked(identity, read_builtin_schemes())
    step.begin("Signing")
    signed = {path: sign_approval(content, identity, now) for path, content in contents.items()}
    step.begin("Reading back")
    approved = _check_signed(found, signed, Trust({_APPROVER: (identity.certificate,)}), now)
    receipt = _pass_last_gates(signed, found, identity, proof.file, now, step)
    step.begin("Writing")
    printed = {proof.receipt: receipt.as_text().encode()} if proof.receipt else {}
    with written_beside({**signed, **printed}):
        pass
    step.finish()
    return Approval(tuple(approved), receipt)


def _pass_last_gates(
    signed: Mapping[Path, bytes],
    before: Sequence[Verified],
    identity: Identity,
    file: EstablishmentFile | None,
    now: datetime,
    step: Steps,
) -> Receipt:
    """Hold the approved files against the third and the fourth gate; GateRefused where one does not let them pass.

    The words of both signers may stand in them: the author's as verified in the files that came.
    """
    step.begin("Nothing else inside")
    words = {words for one in before for signer in one.report.signers for words in signer.certified}
    insides = look_inside_all(signed, [*sorted(words), *signer_words(identity)])
    step.begin("Proof of absence")
    if file is None:
        numbers = {insides[one.path].payload_digest or "": return_number(one) for one in before}
        return note_unproved(signed, insides, numbers, now=now)
    receipt = prove_absence(signed, insides, file, now=now)
    if receipt.outcome == "found":
        raise GateRefused(receipt.faults)
    return receipt


def _check(one: Verified, identity: Identity, trust: Trust) -> None:
    """Refuse what the approver must not, or need not, sign."""
    report = one.report
    if not report.is_intact:
        raise BadFile(f"{one.path.name} was not approved, nor was any other file. {report.sentences[0]}")
    if _APPROVER not in report.missing:
        has_approver = any(signer.role == _APPROVER for signer in report.signers)
        why = "It carries an approver's signature already." if has_approver else "It asks for its author's alone."
        raise UserError(f"{one.path.name} takes no approval. {why}")
    author = report.signers[0]
    if author.fingerprint == certificate_fingerprint(identity.certificate):
        raise UserError("This identity signed the return as its author. Another person's must approve it.")
    if trust.knows(_AUTHOR) and not author.is_trusted:
        raise UserError(f"{one.path.name} was not approved: its author is not one of those trusted. {author.doubt}")


def _check_signed(
    before: Sequence[Verified], signed: Mapping[Path, bytes], trust: Trust, now: datetime
) -> list[Approved]:
    """Verify what is about to be put in place: whole, signed by both, still the same return; this approver trusted."""
    approved: list[Approved] = []
    for one, after in zip(before, verify_contents(signed.items(), trust, now=now), strict=True):
        report = after.report
        if not report.is_intact or report.missing or after.payload != one.payload:
            raise UserError("The approved files could not be verified. Nothing was written; report this fault.")
        if not report.signers[-1].is_trusted:
            raise UserError(f"Readers could not trust this identity. {report.signers[-1].doubt} Use another one.")
        signers = tuple(f"Signed as {signer.role}: {signer.name}, {signer.post}." for signer in report.signers)
        approved.append(Approved(one.path, return_number(after), signers))
    return approved
