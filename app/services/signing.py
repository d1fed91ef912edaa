"""Signs a finished return, PDF or workbook, as its author or its approver."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.catalogue import MarkingScheme
from app.domain.errors import UserError
from app.domain.released import ReleasedReturn, ReleasedSigner, Shown
from app.domain.response import Letter
from app.domain.scan import Outcome, scan

if TYPE_CHECKING:
    from app.signing.identity import Identity


_APPROVAL = "Approver of this return"


def sign_return(finished: bytes, released: ReleasedReturn, identity: Identity, now: datetime) -> bytes:
    """Return the file with the author's signature; UserError where the identity is not valid on that day."""
    reason = f"Author of return {released.number}"
    if finished.startswith(b"%PDF-"):
        return _sign_pdf(finished, released, identity, reason, now)
    from app.signing.package_signature import sign_package

    return sign_package(finished, identity, role="author", reason=reason, signed_at=now)


def sign_approval(signed: bytes, identity: Identity, now: datetime) -> bytes:
    """Return a file that its author has signed with the approver's signature too; UserError as for `sign_return`."""
    if signed.startswith(b"%PDF-"):
        from app.signing.pdf_signature import sign_pdf

        return sign_pdf(
            signed, identity, role="approver", reason=_APPROVAL, location=identity.organisation, signed_at=now
        )
    from app.signing.package_signature import sign_package

    return sign_package(signed, identity, role="approver", reason=_APPROVAL, signed_at=now)


def sign_letter(drawn: bytes, letter: Letter, identity: Identity, now: datetime) -> bytes:
    """Return a letter with its one signature; UserError where the identity is not valid on that day."""
    from app.returns.letter.document import signing_role
    from app.signing.pdf_signature import sign_pdf

    role = signing_role(letter)
    return sign_pdf(
        drawn,
        identity,
        role=role,
        reason=f"Signed by the {role} of {letter.number}",
        location=identity.organisation,
        signed_at=now,
        fields=(role,),
    )


def author_of(identity: Identity, now: datetime, scheme: MarkingScheme) -> ReleasedSigner:
    """Return whom a return names as its author: the signer as certified, on the day of the signature.

    UserError where the certificate's words carry a marking: they would leave with the signature, unscanned.
    """
    refuse_marked(identity, (scheme,))
    name, post = ((Shown(text=text),) if text else () for text in (identity.name, identity.role))
    return ReleasedSigner(name=name, post=post, on=now.date())


def refuse_marked(identity: Identity, schemes: Sequence[MarkingScheme]) -> None:
    """Refuse, with a UserError, a signer whose certified words carry a marking of one of the schemes."""
    said = (identity.name, identity.role, identity.organisation)
    outcomes = {scan(words, scheme).outcome for words in said for scheme in schemes}
    if outcomes & {Outcome.SEAL, Outcome.REFUSE}:
        raise UserError("The identity's name, post or organisation carries a marking. Sign with another identity.")


def signer_words(identity: Identity) -> list[str]:
    """Return what a signature says of its signer and of who certified them."""
    from app.signing.identity import certified_words

    return certified_words((identity.certificate, *identity.chain))


def _sign_pdf(drawn: bytes, released: ReleasedReturn, identity: Identity, reason: str, now: datetime) -> bytes:
    from app.signing.pdf_signature import sign_pdf
    from app.signing.trust import RETURN_ROLES

    return sign_pdf(
        drawn,
        identity,
        role="author",
        reason=reason,
        location=identity.organisation,
        signed_at=now,
        fields=RETURN_ROLES[: released.signers_required],
    )
