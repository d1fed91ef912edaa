"""What a verification found, as data and in sentences a Governor understands."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from app.domain.dates import spell_day
from app.domain.errors import UserError

State = Literal["trusted", "untrusted", "missing_signature", "invalid"]

EXIT_CODES: dict[State, int] = {"trusted": 0, "untrusted": 4, "invalid": 5, "missing_signature": 6}
FROM_BEST_TO_WORST: tuple[State, ...] = ("trusted", "missing_signature", "untrusted", "invalid")

NOT_SIGNED = "Not signed: nothing shows who made this file, or that it is whole."
CUT_SHORT = "Changed after signing: the file was cut short, or something stands after its end."
MISFIT = "Changed after signing: the signature does not fit its certificate."
WEAK = "Signed with a method that is too weak to rely on"
WEAK_METHOD = f"{WEAK}. Ask for the return to be signed again with this program."


class InvalidFile(UserError):
    """The file is damaged, foreign, unsigned or changed after signing; the sentence says which."""


class SignerReport(BaseModel):
    """One signature that is intact. `role` is the place signed in, `post` what the certificate calls the signer.

    `deputy_for` is the post in whose place the signer may sign, as entered here; empty for their own. `certified` are
    the words of the certificate, and of those by which it was issued, that may stand in a signature.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    role: str
    name: str
    post: str
    organisation: str
    signed_at: AwareDatetime
    fingerprint: str
    is_trusted: bool
    doubt: str = ""
    deputy_for: str = ""
    certified: tuple[str, ...] = Field(default=(), repr=False)


class SignatureReport(BaseModel):
    """The verdict on one file. `digest` is the SHA-256 of all its bytes; `revisions` counts its saved states."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    state: State
    sentences: tuple[str, ...]
    signers: tuple[SignerReport, ...] = ()
    missing: tuple[str, ...] = ()
    revisions: int = 0
    digest: str

    @property
    def is_intact(self) -> bool:
        """Tell whether the content is what was signed, whoever signed it."""
        return self.state != "invalid"


@dataclass(frozen=True)
class Found:
    """What stands in a file whose signatures hold: its signers, the roles that have not signed, its saved states."""

    signers: Sequence[SignerReport]
    missing: Sequence[str]
    revisions: int


def report_on(content: bytes, verify: Callable[[], Found], damaged: str) -> SignatureReport:
    """Report what a strict verification of these bytes found; `damaged` is said when its parser stumbles.

    Raises MemoryError alone.
    """
    digest = hashlib.sha256(content).hexdigest()
    try:
        return _report_intact(verify(), digest)
    except InvalidFile as error:
        return report_invalid(error.sentence, digest)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 (hostile bytes make parsers raise anything, and all of it means one thing)
        return report_invalid(damaged, digest)


def _report_intact(found: Found, digest: str) -> SignatureReport:
    """Report signatures that hold. A signer who is not trusted weighs more than a signature not yet there."""
    signers, missing = found.signers, found.missing
    sentences = [_describe_signer(signer) for signer in signers]
    if missing:
        sentences.append(f"Signed, but a signature is still missing: {' and '.join(missing)}.")
    is_trusted = all(signer.is_trusted for signer in signers)
    state: State = "untrusted" if not is_trusted else "missing_signature" if missing else "trusted"
    return SignatureReport(
        state=state,
        sentences=tuple(sentences),
        signers=tuple(signers),
        missing=tuple(missing),
        revisions=found.revisions,
        digest=digest,
    )


def report_invalid(sentence: str, digest: str) -> SignatureReport:
    """Report a file on which nothing can be built; nothing that it says of its signers is repeated."""
    return SignatureReport(state="invalid", sentences=(sentence,), digest=digest)


def exit_code(report: SignatureReport) -> int:
    """Give the command line's code: 0 trusted, 4 not trusted here, 5 invalid, 6 a signature still missing."""
    return EXIT_CODES[report.state]


def worst_exit_code(reports: Iterable[SignatureReport]) -> int:
    """Give the code of the worst of several files; 0 for none."""
    return EXIT_CODES[max((report.state for report in reports), key=FROM_BEST_TO_WORST.index, default="trusted")]


def _describe_signer(signer: SignerReport) -> str:
    day = spell_day(signer.signed_at)
    who = ", ".join(part for part in (signer.name, signer.post) if part) or "a signer without a name"
    if signer.is_trusted:
        place = f"for the {signer.deputy_for}, by" if signer.deputy_for else "by"
        return f"Signed {place} {who}, on {day} and unchanged since."
    return f"Intact, but the signer is not trusted on this PC: {who}, on {day}. {signer.doubt}"
