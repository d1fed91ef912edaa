"""What every part of a catalogue pack is written in: texts, kinds, sources, and to whom something applies."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Line = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True, pattern=r"^[^\n]+$")]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=3000, strip_whitespace=True)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]


class Data(BaseModel):
    """A frozen record that takes no key it does not know, and never shows its input in an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)


class Country(StrEnum):
    """Where the establishment is; decides between 2(c)-2(h) and 2(i)."""

    ENGLAND = "england"
    WALES = "wales"


class Sector(StrEnum):
    """Who runs the establishment: public has an SLA and a Governor, private a contract and a Director."""

    PUBLIC = "public"
    PRIVATE = "private"


class Population(StrEnum):
    """Whom the establishment holds."""

    MEN = "men"
    WOMEN = "women"


class Holds(StrEnum):
    """Which of the two an establishment holds."""

    MEN = "men"
    WOMEN = "women"
    BOTH = "both"


class Method(StrEnum):
    """How a checklist item is tested."""

    EXAMINE = "examine"
    INTERVIEW = "interview"
    OBSERVE = "observe"
    SAMPLE = "sample"


class Duty(StrEnum):
    """How strongly the source puts it: a plain duty, a priority, encouragement, or an option."""

    EXPECTED = "expected"
    ENCOURAGED = "encouraged"
    GENERAL_GUIDE = "general_guide"
    OPTIONAL = "optional"


class Source(Data):
    """The place in the source: part ("Annex A"), reference there, and the heading, bullet or page."""

    part: Line
    reference: Line
    place: Line


class Applicability(Data):
    """To whom something applies; the default is to everybody."""

    countries: tuple[Country, ...] = (Country.ENGLAND, Country.WALES)
    sectors: tuple[Sector, ...] = (Sector.PUBLIC, Sector.PRIVATE)
    populations: tuple[Population, ...] = (Population.MEN, Population.WOMEN)
    condition: Line | None = None
    """A condition of fact, in words: "where the prison has a video link"."""

    def covers(self, country: Country, sector: Sector, holds: Holds) -> bool:
        """Tell whether an establishment in `country`, run by `sector`, that holds `holds` is meant."""
        is_meant = holds is Holds.BOTH or holds.value in self.populations
        return is_meant and country in self.countries and sector in self.sectors


class WordStep(Data):
    """A step of a plain scale: finding grades, evidence kinds, action states."""

    key: Key
    word: Line
    meaning: Line
