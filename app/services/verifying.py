"""Verifies returns of either kind, one or many, and gives what they say only when they are intact."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.errors import UserError
from app.services.sandbox import run_limited
from app.services.verification import verify_pdf_apart
from app.signing.signature_report import (
    EXIT_CODES,
    FROM_BEST_TO_WORST,
    SignatureReport,
    report_invalid,
)
from app.signing.trust import Trust

MAX_RETURN_BYTES = 256 * 1024 * 1024
_PDF, _ZIP = b"%PDF-", b"PK\x03\x04"


@dataclass(frozen=True)
class Verified:
    """What verification found in one file. `payload` is canonical JSON, None unless the file is intact."""

    path: Path
    report: SignatureReport
    payload: bytes | None

    def as_json(self) -> Mapping[str, object]:
        """Return the report with the file's name, for `--json`."""
        return {
            "file": str(self.path),
            "exit_code": EXIT_CODES[self.report.state],
            **self.report.model_dump(mode="json"),
        }


def verify_returns(paths: Sequence[Path], trust: Trust, *, now: datetime) -> list[Verified]:
    """Verify each file in a child process with limits. A workbook is held against the signed PDF beside it.

    UserError where a file cannot be read from the disk; what is wrong inside a file is in its report.
    """
    found = [_verify(path, _read(path), trust, now) for path in paths]
    signed = {verified.payload for verified in found if verified.report.signers}
    return [_beside_signed(verified, signed) for verified in found]


def exit_code(found: Sequence[Verified]) -> int:
    """Return the exit code of the worst report (DESIGN section 7)."""
    worst = max((FROM_BEST_TO_WORST.index(verified.report.state) for verified in found), default=0)
    return EXIT_CODES[FROM_BEST_TO_WORST[worst]]


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_RETURN_BYTES:
            raise UserError("The file is larger than any return can be (256 MB). It was not read.")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise UserError(f"The return could not be read: {reason}. Check its name and try again.") from None


def _verify(path: Path, content: bytes, trust: Trust, now: datetime) -> Verified:
    file_digest = hashlib.sha256(content).hexdigest()
    try:
        if content.startswith(_PDF):
            return _verify_pdf(path, content, trust, now)
        if content.startswith(_ZIP):
            return _verify_workbook(path, content, file_digest)
    except UserError as failure:
        return Verified(path, report_invalid(failure.sentence, file_digest), None)
    sentence = "This is not a return: it is neither a PDF nor a workbook."
    return Verified(path, report_invalid(sentence, file_digest), None)


def _verify_pdf(path: Path, content: bytes, trust: Trust, now: datetime) -> Verified:
    report = verify_pdf_apart(content, trust, now)
    payload = _payload(content) if report.is_intact else None
    return Verified(path, report, payload)


def _verify_workbook(path: Path, content: bytes, file_digest: str) -> Verified:
    """Hold a workbook's cells against its payload: it carries no signature of its own in this version."""
    answer = run_limited("read_workbook", content)
    if answer["differences"]:
        sentence = "Changed after it was made: " + "; ".join(answer["differences"][:5]) + "."
        return Verified(path, report_invalid(sentence, file_digest), None)
    report = SignatureReport(
        state="missing_signature",
        sentences=(
            "This workbook carries no signature of its own. Its cells agree with its payload, but only its signed PDF "
            "shows who made it: verify the two together.",
        ),
        missing=("author",),
        digest=file_digest,
    )
    return Verified(path, report, answer["payload"].encode())


def _payload(content: bytes) -> bytes:
    payload: str = run_limited("extract_payload", content)["payload"]
    return payload.encode()


def _beside_signed(verified: Verified, signed: set[bytes | None]) -> Verified:
    """Say of an unsigned workbook whether its content is that of a signed PDF verified in the same run."""
    if verified.report.signers or verified.payload is None or not signed:
        return verified
    sentence = (
        "It carries the same content as the signed PDF given with it."
        if verified.payload in signed
        else "Its content is not that of the signed PDF given with it."
    )
    report = verified.report.model_copy(update={"sentences": (*verified.report.sentences, sentence)})
    return Verified(verified.path, report, verified.payload)
