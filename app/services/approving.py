"""Approval: the second signature on returns that their author has signed, here or on another PC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import BadFile, UserError
from app.services.placing import written_beside
from app.services.verifying import Verified, read_return, return_number, verify_contents
from app.signing.identity import certificate_fingerprint
from app.signing.trust import RETURN_ROLES, Trust

if TYPE_CHECKING:
    from app.signing.identity import Identity

_AUTHOR, _APPROVER = RETURN_ROLES


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


def approve_returns(paths: Sequence[Path], identity: Identity, trust: Trust, *, now: datetime) -> list[Approved]:
    """Verify returns strictly, add the approver's signature to each, verify them again and replace the files.

    All of them are approved, or none. Where `trust` knows any author, each return's must be one of them; where it does
    not, whom the approver relies on is for the approver to judge. BadFile where a file is not intact, UserError where
    it takes no approval, or not this signer's, or cannot be written.
    """
    contents = {path: read_return(path) for path in paths}
    found = verify_contents(contents.items(), trust, now=now)
    for one in found:
        _check(one, identity, trust)
    signed = {path: _sign(content, identity, now) for path, content in contents.items()}
    approved = _check_signed(found, signed, Trust({_APPROVER: (identity.certificate,)}), now)
    with written_beside(signed):
        pass
    return approved


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


def _sign(content: bytes, identity: Identity, now: datetime) -> bytes:
    if content.startswith(b"%PDF-"):
        from app.signing.pdf_signature import sign_pdf

        return sign_pdf(
            content, identity, role=_APPROVER, reason=_REASON, location=identity.organisation, signed_at=now
        )
    from app.signing.package_signature import sign_package

    return sign_package(content, identity, role=_APPROVER, reason=_REASON, signed_at=now)


_REASON = "Approver of this return"


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
