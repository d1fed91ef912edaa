"""Verifies signed files in a child process."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from app.services.sandbox import GARBLED, JobFailed, Limits, run_limited
from app.signing.signature_report import SignatureReport, report_invalid
from app.signing.trust import Trust


def verify_pdf_apart(pdf: bytes, trust: Trust, now: datetime, limits: Limits | None = None) -> SignatureReport:
    """Verify a PDF's signatures in a process with limits; a file that breaks its reader is invalid."""
    digest = hashlib.sha256(pdf).hexdigest()
    try:
        answer = run_limited("verify_pdf", pdf, options=verification_options(trust, now), limits=limits)
        report = SignatureReport.model_validate(answer)
    except JobFailed as failure:
        return report_invalid(failure.sentence, digest)
    except ValidationError:
        return report_invalid(GARBLED, digest)
    return report if report.digest == digest else report_invalid(GARBLED, digest)


def verification_options(trust: Trust, now: datetime) -> dict[str, Any]:
    """Give a verifying job's options: whom to trust, and the moment that counts as now."""
    pems = {role: [pem.decode("ascii") for pem in texts] for role, texts in trust.to_pems().items()}
    return {"trust": pems, "now": now.isoformat()}
