"""The marking scan on texts from outside, for scripts and for trying it out."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.domain.errors import UserError
from app.domain.scan import Outcome, ScanReport, scan

MAX_SCAN_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Scanned:
    """What the scan found in one text."""

    report: ScanReport

    @property
    def is_stopped(self) -> bool:
        """Tell whether something is to be refused or sealed."""
        return self.report.outcome in (Outcome.REFUSE, Outcome.SEAL)

    def as_line(self) -> str:
        """Return one line of JSON: the outcome and the findings, by place, without the text."""
        return json.dumps(self.report.model_dump(mode="json"), ensure_ascii=False)


def texts_of(content: bytes, *, by_line: bool) -> list[str]:
    """Return the whole input as one text, or each line's JSON string; UserError where it is neither."""
    if len(content) > MAX_SCAN_BYTES:
        raise UserError("The input is larger than 64 MB. Scan it in parts.")
    try:
        text = content.decode("utf-8-sig")
        if not by_line:
            return [text]
        texts = [json.loads(line) for line in text.splitlines() if line.strip()]
    except ValueError:
        raise UserError("The input cannot be read: UTF-8 text, or with --lines a JSON string on each line.") from None
    if not all(isinstance(item, str) for item in texts):
        raise UserError("With --lines each line must be a JSON string.")
    return texts


def scan_texts(texts: list[str], scheme_key: str) -> list[Scanned]:
    """Scan each text under the built-in scheme of this key; UserError where there is no such scheme."""
    from app.catalogue.builtin import read_builtin_schemes

    schemes = {scheme.key: scheme for scheme in read_builtin_schemes()}
    if scheme_key not in schemes:
        raise UserError(f"There is no such marking scheme. Choose one of: {', '.join(sorted(schemes))}.")
    return [Scanned(scan(text, schemes[scheme_key])) for text in texts]
