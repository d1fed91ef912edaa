"""How much of a period stays in the establishment's file, counted from the public placeholders alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.period_content import PeriodContent
from app.domain.record import Entry, Record
from app.domain.release_text import release_text
from app.domain.released import Withheld


@dataclass(frozen=True)
class Staying:
    """What is sealed: passages inside something that leaves, and what is withheld whole, by kind."""

    passages: int = 0
    answers: int = 0
    findings: int = 0
    actions: int = 0
    evidence: int = 0
    statements: int = 0
    registers: int = 0

    @property
    def is_nothing(self) -> bool:
        """Tell whether everything leaves."""
        return self == Staying()


def count_staying(content: PeriodContent) -> Staying:
    """Count what stays here. Neighbouring sealed passages are one, as they are one placeholder in the return."""
    return Staying(
        passages=sum(_placeholders(entry) for entry in content.leaving() if not entry.record.sealed_id),
        answers=_whole(content.answers),
        findings=_whole(content.findings),
        actions=_whole(content.actions),
        evidence=_whole(content.evidence),
        statements=_whole(content.statements),
        registers=sum(map(_whole, content.registers.values())),
    )


def _whole(entries: Sequence[Entry[Record]]) -> int:
    return sum(entry.record.sealed_id is not None for entry in entries)


def _placeholders(entry: Entry[Record]) -> int:
    texts = (text for name, text in entry.texts.items() if name != "file_name")
    return sum(isinstance(part, Withheld) for text in texts for part in release_text(text, "sealed"))
