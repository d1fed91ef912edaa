"""Every register, in the order of the page and of the return."""

from __future__ import annotations

from app.domain.registers.checks import CHECKS, CHECKS_MADE
from app.domain.registers.outside import AUDITS, CLAUSES, PROGRAMMES
from app.domain.registers.provision import BEYOND, NEEDS, TARGETING
from app.domain.registers.register import Register
from app.domain.registers.requirements import REQUIREMENTS, RESULTS
from app.domain.registers.risks import RISKS

REGISTERS: tuple[Register, ...] = (
    RISKS, CHECKS, CHECKS_MADE, REQUIREMENTS, RESULTS, CLAUSES, AUDITS, PROGRAMMES, TARGETING, BEYOND, NEEDS,
)  # fmt: skip
"""Those that others name come first. A new register is one line here and its declaration."""

BY_KIND = {register.kind: register for register in REGISTERS}

CHILDREN = {
    parent.kind: tuple(each for each in REGISTERS if each.fields[0].parent == parent.kind) for parent in REGISTERS
}
"""The registers whose entries belong to one of another, by that one's kind."""
