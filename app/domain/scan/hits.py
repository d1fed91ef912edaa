"""What the rules of the scan hand up: a place in the folded text, and how surely it is a marking."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.scan.findings import Kind
    from app.domain.scan.vocabulary import Term


class Strength(Enum):
    """Whether a marking is applied to the text, perhaps only mentioned in it, or no marking at all."""

    APPLIED = "applied"
    DECISION = "decision"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule makes of one occurrence of a marking word."""

    strength: Strength
    kind: Kind


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding before its offsets are those of the original text."""

    start: int
    end: int
    kind: Kind
    strength: Strength = Strength.DECISION
    term: Term | None = None
