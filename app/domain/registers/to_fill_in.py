"""What is to have an entry in a register and has none yet: each requirement of Annex C, each need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.period_content import PeriodContent
from app.domain.registers.every import CHILDREN, REGISTERS
from app.domain.registers.options import left_out
from app.domain.registers.register import Register, State, overdue


@dataclass(frozen=True)
class ToFillIn:
    """A choice without an entry: its register, its key and word, and how it stands."""

    register: Register
    option: str
    word: str
    state: State

    @property
    def key(self) -> str:
        """By what it is known where an entry is known by its id."""
        return f"{self.register.kind}:{self.option}"


def to_fill_in(content: PeriodContent, today: date) -> Iterator[ToFillIn]:
    """Yield everything that is to have an entry; figures are left to do once the period is over."""
    sector = content.establishment.record.sector
    for register in REGISTERS:
        late = overdue(content.period.record.ends, today) if CHILDREN[register.kind] else 0
        state = State("To fill in", "overdue" if late else "not_answered", late > 0, late)
        records = (entry.record for entry in content.registers.get(register.kind, ()))
        for option, word in left_out(register, records, content.pack, sector).items():
            yield ToFillIn(register, option, word, state)
