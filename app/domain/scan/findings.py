"""What a scan reports."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from app.domain.catalogue import Data


class Outcome(StrEnum):
    """What becomes of a text, from harmless to worst."""

    ALLOW = "allow"
    WARN = "warn"
    """A person decides; the decision is recorded."""
    SEAL = "seal"
    REFUSE = "refuse"

    @property
    def severity(self) -> int:
        """Its place in the order, 0 for allow."""
        return list(Outcome).index(self)

    @staticmethod
    def worst(outcomes: Iterable[Outcome]) -> Outcome:
        """Return the worst of them; allow where there is none."""
        return max(outcomes, key=lambda outcome: outcome.severity, default=Outcome.ALLOW)


class Kind(StrEnum):
    """By what something was found."""

    BANNER = "banner"
    LABEL = "label"
    PREFIX = "prefix"
    SUFFIX = "suffix"
    TAG = "tag"
    PORTION = "portion"
    FILE_NAME = "file_name"
    CAVEAT = "caveat"
    SPACED = "spaced"
    CAPITALS = "capitals"
    MISSPELT = "misspelt"
    OLD_MARKING = "old_marking"
    MIXED_SCRIPT = "mixed_script"
    BIDI = "bidi"
    HIDDEN = "hidden"
    PRISONER_NUMBER = "prisoner_number"
    PNC = "pnc"
    CRO = "cro"
    NI_NUMBER = "ni_number"
    NHS_NUMBER = "nhs_number"
    TELEPHONE = "telephone"
    DATE_OF_BIRTH = "date_of_birth"
    COVERT_SOURCE = "covert_source"
    INTELLIGENCE_REFERENCE = "intelligence_reference"
    VEHICLE = "vehicle"
    POSTCODE = "postcode"


class Finding(Data):
    """One thing found at characters `start` to `end` of the original text.

    `level` is the key of a level of the file's scheme, None where it has none that fits. `sentence` says what is so
    and what to do, without quoting the text.
    """

    outcome: Outcome
    kind: Kind
    start: int
    end: int
    level: str | None
    sentence: str


class ScanReport(Data):
    """The worst outcome and every finding, in text order."""

    outcome: Outcome
    findings: tuple[Finding, ...] = ()
