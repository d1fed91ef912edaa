"""The marking scan: what a text says about its own sensitivity, and what in it identifies somebody.

DESIGN section 3, gate 1. A pure rule: the same text and schemes always give the same report.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.domain.scan.findings import Finding, Kind, Outcome, ScanReport

if TYPE_CHECKING:
    from app.domain.catalogue import MarkingScheme

__all__ = ["Finding", "Kind", "Outcome", "ScanReport", "scan"]


def scan(text: str, scheme: MarkingScheme, *, other_schemes: Sequence[MarkingScheme] = ()) -> ScanReport:
    """Scan `text` for a file that is kept under `scheme`.

    The usual words of GPMS and GSC are known whatever the schemes; `other_schemes` add theirs. Findings do not
    overlap, stand in text order, and their offsets count characters of `text`. Takes time linear in its length.
    """
    from app.domain.scan.scanner import scan_text  # late: its rules take time to compile, and an opening file none

    return scan_text(text, scheme, other_schemes)
