"""Items that an establishment adds for itself, beside headquarters': read from one TOML file, kept across packs.

Their references are taken from the far end of an intention's numbers, where headquarters' packs have none; a pack that
comes to use one of them is refused, so that an answer never changes its question.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from app.catalogue.faults import Fault, find_model_faults, validate
from app.domain.catalogue import CataloguePack, ChecklistItem, Intention, Method
from app.domain.errors import FaultsError, UserError
from app.domain.references import intention_of

MAX_BYTES = 256 * 1024
FIRST_OWN = 60
"""Own items have the numbers from here to 99."""
MAX_DOTS = 100


class OwnItemsFile(BaseModel):
    """A file of own items: `[[items]]`, each with the keys of a checklist item."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    items: tuple[ChecklistItem, ...]


def read_own_items(path: Path) -> tuple[ChecklistItem, ...]:
    """Read own items; FaultsError lists every fault by key and reason, UserError where the file is none."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UserError(f"The file of items could not be read: {error.strerror}. Check its name.") from None
    if len(content) > MAX_BYTES or any(line.count(b".") > MAX_DOTS for line in content.split(b"\n")):
        raise UserError("The file of items is larger than one can be. Nothing was taken.")
    try:
        document = tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise UserError("The file of items is not TOML in UTF-8. Nothing was taken.") from None
    items, faults = _items_of(document, path.name)
    if faults:
        raise faults_error(faults)
    return items


def item_of(row: Mapping[str, Any]) -> tuple[ChecklistItem | None, list[Fault]]:
    """Return an own item from its keys and values, or what is wrong with them."""
    items, faults = _items_of({"items": [dict(row)]}, "")
    return (items[0] if items else None), faults


def _items_of(document: dict[str, Any], file: str) -> tuple[tuple[ChecklistItem, ...], list[Fault]]:
    _add_source(document)
    faults = [fault for _, fault in find_model_faults(OwnItemsFile, file, document)]
    if faults:
        return (), faults
    return tuple(item.model_copy(update={"own": True}) for item in validate(OwnItemsFile, document).items), []


def _add_source(document: dict[str, Any]) -> None:
    """Say of each item that gives no source whose question it is."""
    items = document.get("items")
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            place = {"part": "Own", "reference": str(item.get("ref", "")), "place": "the establishment's own question"}
            item.setdefault("source", place)


def faults_error(faults: Iterable[Fault]) -> FaultsError:
    """Return the error that lists these faults."""
    sentences = [fault.sentence for fault in faults]
    number = "1 fault" if len(sentences) == 1 else f"{len(sentences)} faults"
    return FaultsError(f"The items have {number}, and none was taken.", sentences)


def own_items_of(pack: CataloguePack) -> dict[str, ChecklistItem]:
    """Return a pack's own items by reference."""
    return {item.ref: item for intention in pack.intentions for item in intention.items if item.own}


def with_own_items(pack: CataloguePack, items: Mapping[str, ChecklistItem]) -> CataloguePack:
    """Return a pack with these own items beside its own; those of the same reference are replaced."""
    return pack.model_copy(update={"intentions": tuple(_with(each, items) for each in pack.intentions)})


def _with(intention: Intention, items: Mapping[str, ChecklistItem]) -> Intention:
    added = [item for ref, item in items.items() if intention_of(ref) == intention.ref]
    kept = [item for item in intention.items if item.ref not in items]
    return intention.model_copy(update={"items": (*kept, *added)}) if added else intention


def find_own_faults(items: Iterable[ChecklistItem], pack: CataloguePack) -> Iterator[Fault]:
    """Yield what is wrong with own items beside a pack: their places, references, and what they refer to."""
    refs = {intention.ref for intention in pack.intentions}
    theirs = {item.ref for intention in pack.intentions for item in intention.items if not item.own}
    requirements = {requirement.id for requirement in pack.delivery_requirements}
    seen: set[str] = set()
    for item in items:
        key = f"items.{item.ref}"
        if intention_of(item.ref) not in refs:
            yield Fault("", key, "belongs to an intention that the catalogue does not have")
        if int(item.ref[-2:]) < FIRST_OWN or item.ref in theirs:
            yield Fault("", f"{key}.ref", f"is headquarters': an establishment's own begin at {FIRST_OWN}")
        if item.ref in seen:
            yield Fault("", f"{key}.ref", "is a repeated reference")
        if not set(item.delivery_requirements) <= requirements:
            yield Fault("", f"{key}.delivery_requirements", "names a requirement that the catalogue does not have")
        if item.method is Method.SAMPLE and item.pass_marks is None:
            yield Fault("", f"{key}.pass_marks", "is missing: an item tested by sample needs pass marks")
        seen.add(item.ref)
