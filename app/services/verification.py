"""Verifies signed files in a child process."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from app.services.sandbox import GARBLED, JobFailed, Limits, Runner, run_limited
from app.signing.signature_report import SignatureReport, report_invalid
from app.signing.trust import Trust


def verify_pdf_apart(
    pdf: bytes,
    trust: Trust,
    now: datetime,
    limits: Limits | None = None,
    *,
    required: Sequence[str] | None = None,
    run: Runner | None = None,
) -> SignatureReport:
    """Verify a PDF's signatures in a process with limits; a file that breaks its reader is invalid.

    `required` are the roles that must sign; None where nobody knows.
    """
    options = {**verification_options(trust, now), "required": None if required is None else list(required)}
    return _verify_apart("verify_pdf", pdf, options, limits, run)


def verify_package_apart(
    package: bytes,
    trust: Trust,
    now: datetime,
    *,
    required: Sequence[str],
    core_properties: bytes | None,
    limits: Limits | None = None,
    run: Runner | None = None,
) -> SignatureReport:
    """Verify a workbook's signatures in a process with limits; a file that breaks its reader is invalid.

    `required` are the roles that must sign, `core_properties` what docProps/core.xml must hold (UTF-8).
    """
    expected = None if core_properties is None else core_properties.decode()
    options = {**verification_options(trust, now), "required": list(required), "core_properties": expected}
    return _verify_apart("verify_package", package, options, limits, run)


def _verify_apart(
    job: str, content: bytes, options: Mapping[str, Any], limits: Limits | None, run: Runner | None
) -> SignatureReport:
    digest = hashlib.sha256(content).hexdigest()
    try:
        answer = run_limited(job, content, options=options, limits=limits, run=run)
        report = SignatureReport.model_validate(answer)
    except JobFailed as failure:
        return report_invalid(failure.sentence, digest)
    except ValidationError:
        return report_invalid(GARBLED, digest)
    return report if report.digest == digest else report_invalid(GARBLED, digest)


def verification_options(trust: Trust, now: datetime) -> dict[str, Any]:
    """Give a verifying job's options: whom to trust, and the moment that counts as now."""
    return {"trust": trust.to_json(), "now": now.isoformat()}
