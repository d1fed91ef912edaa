"""Reads a catalogue pack from a folder or a zip, and says everything that is wrong with it at once."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.catalogue.draft import Draft
from app.catalogue.faults import Fault, find_model_faults, validate
from app.catalogue.intention_checks import find_intention_faults, find_item_faults, find_manifest_faults
from app.catalogue.layout import (
    FILE_MODELS,
    CharacteristicsFile,
    DeliveryRequirementsFile,
    ExpectationsFile,
    ManifestFile,
    MarkingsFile,
    PriorIntentionsFile,
    TargetingFile,
    intention_file,
    model_of,
)
from app.catalogue.pack_files import PackFiles, read_pack_files
from app.catalogue.rule_checks import (
    find_list_faults,
    find_prior_faults,
    find_requirement_faults,
    find_targeting_faults,
)
from app.catalogue.scale_checks import find_marking_faults, find_scale_faults
from app.domain.catalogue import CataloguePack, Intention, Scales
from app.domain.errors import FaultsError

MAX_FAULTS = 500
MAX_DOTS = 100
"""In one line: a key of many dotted parts costs the TOML parser the square of their number."""

CROSS_CHECKS: tuple[Callable[[Draft], Iterator[Fault]], ...] = (
    find_manifest_faults,
    find_intention_faults,
    find_item_faults,
    find_scale_faults,
    find_marking_faults,
    find_requirement_faults,
    find_targeting_faults,
    find_list_faults,
    find_prior_faults,
)
"""What spans several rows or files. They read what was written, so that they speak even where a model fails."""


def read_pack(path: Path) -> CataloguePack:
    """Return the pack in the folder or zip at `path`.

    Raises FaultsError with every fault, each `file: key: reason`, where anything is wrong; UserError where there is
    no pack at all. Nothing is extracted, and nothing of a faulty pack is taken.
    """
    return parse_pack(read_pack_files(path))


def parse_pack(files: PackFiles) -> CataloguePack:
    """Return the pack that these files are, by the rules of `read_pack`."""
    documents, faults = _parse(files)
    draft = Draft(documents, frozenset(files.contents))
    faults += _find_faults(draft)
    if faults:
        raise _faults_error(faults)
    return _assemble(documents)


def _parse(files: PackFiles) -> tuple[dict[str, dict[str, Any]], list[Fault]]:
    documents: dict[str, dict[str, Any]] = {}
    faults = list(files.faults)
    for name in sorted(files.contents):
        if model_of(name) is None:
            faults.append(Fault(name, "", "is no file of a pack"))
            continue
        try:
            documents[name] = _parse_file(files.contents[name])
        except UnicodeDecodeError:
            faults.append(Fault(name, "", "is not UTF-8 text"))
        except RecursionError:
            faults.append(Fault(name, "", "is nested too deeply"))
        except ValueError as error:
            faults.append(Fault(name, "", f"is not TOML: {error}"))
    faults += [Fault(name, "", "is missing") for name in FILE_MODELS if name not in files.contents]
    return documents, faults


def _parse_file(content: bytes) -> dict[str, Any]:
    """Parse one file; RecursionError for keys no pack nests so deeply, before the parser pays for them."""
    if any(line.count(b".") > MAX_DOTS for line in content.split(b"\n")):
        raise RecursionError
    return tomllib.loads(content.decode("utf-8-sig"))


def _find_faults(draft: Draft) -> list[Fault]:
    """Return the faults of shape, then those across rows; a model's own cross-check is heard where ours is silent."""
    across = [fault for check in CROSS_CHECKS for fault in check(draft)]
    spoken = {fault.file for fault in across}
    found = []
    for name, document in draft.documents.items():
        model = model_of(name)
        for kind, fault in find_model_faults(model, name, document) if model else ():
            if kind != "value_error" or name not in spoken:
                found.append(fault)
    return found + across


def _faults_error(faults: list[Fault]) -> FaultsError:
    sentences = list(dict.fromkeys(fault.sentence for fault in sorted(faults, key=lambda fault: fault.file)))
    count = "1 fault" if len(sentences) == 1 else f"{len(sentences)} faults"
    if len(sentences) > MAX_FAULTS:
        rest = len(sentences) - MAX_FAULTS
        sentences = [*sentences[:MAX_FAULTS], f"and {rest} more"]
    return FaultsError(f"This catalogue pack has {count}, and nothing of it was taken. Mend the pack.", sentences)


def _assemble(documents: dict[str, dict[str, Any]]) -> CataloguePack:
    manifest = validate(ManifestFile, documents["pack.toml"])
    targeting = validate(TargetingFile, documents["targeting.toml"])
    expectations = validate(ExpectationsFile, documents["expectations.toml"])
    refs = [ref for group in manifest.groups for ref in group.intentions]
    return CataloguePack(
        name=manifest.name,
        version=manifest.version,
        source_title=manifest.source_title,
        groups=manifest.groups,
        intentions=tuple(validate(Intention, documents[intention_file(ref)]) for ref in refs),
        scales=validate(Scales, documents["scales.toml"]),
        marking_schemes=validate(MarkingsFile, documents["markings.toml"]).marking_schemes,
        delivery_requirements=validate(
            DeliveryRequirementsFile, documents["delivery_requirements.toml"]
        ).delivery_requirements,
        ogrs_bands=targeting.ogrs_bands,
        targeted_services=targeting.targeted_services,
        index_offences=targeting.index_offences,
        targeting_rules=targeting.targeting_rules,
        expectations_note=expectations.expectations_note,
        expectations=expectations.expectations,
        characteristics=validate(CharacteristicsFile, documents["characteristics.toml"]).characteristics,
        prior_intentions=validate(PriorIntentionsFile, documents["prior_intentions.toml"]).prior_intentions,
    )
