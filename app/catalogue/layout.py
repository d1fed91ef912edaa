"""Which files a pack has, and what each may hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from app.domain.catalogue import (
    Characteristic,
    DeliveryRequirement,
    Expectation,
    Group,
    Intention,
    MarkingScheme,
    PriorIntention,
    Scales,
)
from app.domain.catalogue_terms import Data, Line, Prose, WordStep
from app.domain.references import item_stem
from app.domain.targeting import OgrsBand, TargetingRule

MANIFEST = "pack.toml"
INTENTIONS = "intentions/"


class ManifestFile(Data):
    """`pack.toml`: what the pack is, and which intentions it must hold."""

    name: Line
    version: Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}\.[0-9]+$")]
    source_title: Line
    groups: tuple[Group, ...] = Field(min_length=1)


class MarkingsFile(Data):
    """`markings.toml`: the first scheme is the default."""

    marking_schemes: tuple[MarkingScheme, ...] = Field(min_length=1)


class DeliveryRequirementsFile(Data):
    """`delivery_requirements.toml`: Annex C, custodial."""

    delivery_requirements: tuple[DeliveryRequirement, ...]


class TargetingFile(Data):
    """`targeting.toml`: 4(a), with the bands, services and offences that its rules speak of."""

    ogrs_bands: tuple[OgrsBand, ...] = Field(min_length=1)
    targeted_services: tuple[WordStep, ...]
    index_offences: tuple[WordStep, ...]
    targeting_rules: tuple[TargetingRule, ...]


class ExpectationsFile(Data):
    """`expectations.toml`: NOMS' Expectations of Providers."""

    expectations_note: Prose
    expectations: tuple[Expectation, ...]


class CharacteristicsFile(Data):
    """`characteristics.toml`: Annex B and 5(b)."""

    characteristics: tuple[Characteristic, ...]


class PriorIntentionsFile(Data):
    """`prior_intentions.toml`: Annex D."""

    prior_intentions: tuple[PriorIntention, ...]


FILE_MODELS: dict[str, type[BaseModel]] = {
    MANIFEST: ManifestFile,
    "scales.toml": Scales,
    "markings.toml": MarkingsFile,
    "delivery_requirements.toml": DeliveryRequirementsFile,
    "targeting.toml": TargetingFile,
    "expectations.toml": ExpectationsFile,
    "characteristics.toml": CharacteristicsFile,
    "prior_intentions.toml": PriorIntentionsFile,
}
"""The files that every pack has beside its intentions."""


def model_of(file: str) -> type[BaseModel] | None:
    """Return what a file of this name holds; None where a pack has no such file."""
    return Intention if file.startswith(INTENTIONS) else FILE_MODELS.get(file)


def intention_file(ref: str) -> str:
    """Return the file of an intention: `intentions/1f.toml` for `1(f)`."""
    return f"{INTENTIONS}{item_stem(ref)}.toml"
