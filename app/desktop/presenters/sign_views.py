"""What the dialog that signs shows, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.desktop.views.sign_view import SignedFileView, SignedView, SignView
from app.services.sending import Sent, name_files

if TYPE_CHECKING:
    from app.services.approving import Approval
    from app.services.proving import Receipt

_UNTIL = "Both files are written when the last gate has passed. Until then nothing leaves."
_LOCKED = "The sealed store is locked, so the proof of absence will not be run. Unlock it first to have a receipt."


def signing_view(number: str, signers: int, identity: str, folder: str, *, is_locked: bool) -> SignView:
    """Return the dialog that signs and exports a return."""
    return SignView(
        title=f"Sign and export return {number}",
        detail=f"{_UNTIL} {_LOCKED}" if is_locked else _UNTIL,
        verb="Sign and export",
        identity=identity,
        folder=folder,
        name=name_files(number),
        signers=signers,
    )


def approval_view(names: Sequence[str], said: Sequence[str], identity: str) -> SignView:
    """Return the dialog that adds the second signature; `said` is what verification says of the first."""
    first = f"The approver’s signature is added to {' and '.join(names)}, in place. Read them before you sign."
    detail = " ".join((first, *said))
    return SignView("Approve a return", detail, "Approve", identity, is_approval=True)


def sent_view(sent: Sent) -> SignedView:
    """Return what was written."""
    exported = sent.exported
    is_half = exported.signers_required > 1
    sentence = f"Signed by {sent.signer}." + (" The approver’s signature is still missing." if is_half else "")
    state = ("in_progress", "Half signed") if is_half else ("passed", "Verified")
    digest = exported.payload_digest
    groups = " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
    return SignedView(
        title=f"Return {exported.number} is signed",
        detail="Both files passed the gates, were verified, then written, and are recorded in this file.",
        files=tuple(SignedFileView(path.name, sentence, *state) for path in exported.files),
        digest=f"SHA-256 of what both carry: {groups}",
        receipt=_proof_in_words(exported.receipt),
        has_receipt=exported.receipt.outcome != "not_run",
        can_approve=is_half,
    )


def approved_view(approval: Approval) -> SignedView:
    """Return which files now carry both signatures, and what the proof of absence came to for them."""
    files = tuple(SignedFileView(one.path.name, " ".join(one.signers)) for one in approval.files)
    return SignedView(
        title=f"Return {approval.files[0].number} is approved",
        detail="Both signatures were verified, and the files as they are now passed the gates again.",
        files=files,
        receipt=_proof_in_words(approval.receipt),
        has_receipt=approval.receipt.outcome != "not_run",
    )


def _proof_in_words(receipt: Receipt) -> str:
    proof = receipt.summary.removeprefix("Proof of absence: ")
    return f"{proof[:1].upper()}{proof[1:]}"
