"""A sample test as it is typed: numbers that may still be missing, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.catalogue import PassMarks
from app.domain.records import Result
from app.domain.score import sample_result

_MOST = 1_000_000
_FIELDS = {"population": "Population", "size": "The size of the sample", "compliant": "Compliant"}


@dataclass(frozen=True)
class SampleEntry:
    """What was typed so far; None where a field is empty. `method` is a key of the pack's sampling methods."""

    population: int | None = None
    method: str | None = None
    size: int | None = None
    compliant: int | None = None

    @property
    def exceptions(self) -> int | None:
        """How many of the sample did not comply; None while that is not known."""
        if self.size is None or self.compliant is None:
            return None
        return self.size - self.compliant

    def suggested(self, marks: PassMarks | None) -> Result | None:
        """Return the result that the pass marks suggest; None while that is not known."""
        if marks is None or self.size is None or self.compliant is None:
            return None
        return sample_result(self.size, self.compliant, marks)


@dataclass(frozen=True)
class SampleFault:
    """Which field is wrong, and a sentence about it."""

    field: str
    sentence: str


def read_sample(population: str, method: str | None, size: str, compliant: str) -> SampleEntry | SampleFault:
    """Return what was typed as numbers, or the first thing that is wrong."""
    numbers: dict[str, int | None] = {}
    for name, text in (("population", population), ("size", size), ("compliant", compliant)):
        if text and not (text.isascii() and text.isdecimal() and int(text) <= _MOST):
            return SampleFault(name, f"{_FIELDS[name]} is a number, such as 20. Type digits only.")
        numbers[name] = int(text) if text else None
    return _fault(numbers["population"], numbers["size"], numbers["compliant"]) or SampleEntry(
        numbers["population"], method, numbers["size"], numbers["compliant"]
    )


def _fault(population: int | None, size: int | None, compliant: int | None) -> SampleFault | None:
    if population is not None and size is not None and size > population:
        sentence = f"The sample is {size}, more than the population. Enter 0 to {population}."
        return SampleFault("size", sentence)
    if size is not None and compliant is not None and compliant > size:
        sentence = f"Compliant is {compliant}, more than the size of the sample. Enter 0 to {size}."
        return SampleFault("compliant", sentence)
    return None
