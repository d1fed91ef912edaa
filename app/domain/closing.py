"""What of a period is no longer changed once its return was accepted: DESIGN section 4, `accepted` closes the period.

Actions go on: they are owed whatever was accepted. So do the registers that stand from period to period, and sealing.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.record import Record
from app.domain.records import (
    Answer,
    Declaration,
    Evidence,
    EvidenceLink,
    Finding,
    Ownership,
    PlannedItem,
    SelfAudit,
    SignOff,
    Statement,
)
from app.domain.registers.every import REGISTERS

PARENTS: Mapping[type[Record], tuple[str, type[Record]]] = {
    Answer: ("self_audit_id", SelfAudit),
    Finding: ("self_audit_id", SelfAudit),
    Evidence: ("self_audit_id", SelfAudit),
    EvidenceLink: ("evidence_id", Evidence),
    SignOff: ("statement_id", Statement),
}
"""Records that belong to a period by another record: the column that names it, and its type."""
OF_PERIOD: frozenset[type[Record]] = frozenset(
    {SelfAudit, Ownership, PlannedItem, Statement, Declaration,
     *(register.record_type for register in REGISTERS if not register.is_standing)}
)  # fmt: skip
"""Records that name their period themselves."""


def closed_sentence(name: str) -> str:
    """Say that a period is closed, and what to do."""
    return (
        f"{name} is closed: the reviewer has accepted its return. Begin the next period, or reopen this one from the "
        "period menu or with `period reopen`."
    )
