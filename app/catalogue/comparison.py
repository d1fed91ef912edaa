"""What differs between two packs: shown before a new one is imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.catalogue import CataloguePack, ChecklistItem, Data, Intention

OTHER_PARTS = {
    "groups": "groups",
    "scales": "scales",
    "marking_schemes": "marking schemes",
    "delivery_requirements": "delivery requirements",
    "ogrs_bands": "OGRS bands",
    "targeted_services": "targeted services",
    "index_offences": "index offences",
    "targeting_rules": "targeting rules",
    "expectations_note": "the note on the expectations",
    "expectations": "expectations",
    "characteristics": "characteristics",
    "prior_intentions": "intentions of 2013-14",
}
MEANING = ("question", "method", "pass_marks", "applies_to")
"""The fields that make an item another test: when they change, the item's version should rise."""


@dataclass(frozen=True)
class Change:
    """Something that both packs have, and the names of its fields that differ."""

    ref: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Differences:
    """References that were added, changed and removed; removed means that the new pack does not hold them at all."""

    added: tuple[str, ...]
    changed: tuple[Change, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """How a new pack differs from an old one, in the new pack's order."""

    intentions: Differences
    items: Differences
    withdrawn: tuple[str, ...]
    """Items that the new pack keeps readable but no longer asks."""
    unversioned: tuple[str, ...]
    """Items whose meaning changed while their version did not rise."""
    other_parts: tuple[str, ...]
    """What else differs, in words: "scales", "targeting rules"."""

    @property
    def is_empty(self) -> bool:
        """Tell whether the packs say the same."""
        parts = (*_parts(self.intentions), *_parts(self.items), self.withdrawn, self.other_parts)
        return not any(parts)


def compare_packs(old: CataloguePack, new: CataloguePack) -> Comparison:
    """Return how `new` differs from `old`. A pack's name, version and source title are not compared."""
    old_items, new_items = _items(old), _items(new)
    return Comparison(
        intentions=_differences(_intentions(old), _intentions(new), leave_out=("items",)),
        items=_differences(old_items, new_items),
        withdrawn=tuple(
            ref
            for ref, item in new_items.items()
            if item.withdrawn and ref in old_items and not old_items[ref].withdrawn
        ),
        unversioned=tuple(ref for ref, item in new_items.items() if _is_unversioned(old_items.get(ref), item)),
        other_parts=tuple(words for name, words in OTHER_PARTS.items() if getattr(old, name) != getattr(new, name)),
    )


def comparison_lines(comparison: Comparison) -> list[str]:
    """Return the comparison as lines to print: "Added: items 1f-13, 1f-14"; one line where nothing differs."""
    lines = []
    for what, found in (("intentions", comparison.intentions), ("items", comparison.items)):
        changed = [f"{change.ref} ({', '.join(change.fields)})" for change in found.changed]
        for verb, refs in (("Added", found.added), ("Changed", changed), ("Removed", found.removed)):
            lines += [f"{verb}: {what} {', '.join(refs)}"] if refs else []
    for verb, words in (
        ("Withdrawn: items", comparison.withdrawn),
        ("Changed in meaning under the same version: items", comparison.unversioned),
        ("Changed:", comparison.other_parts),
    ):
        lines += [f"{verb} {', '.join(words)}"] if words else []
    return lines or ["Nothing differs."]


def _parts(found: Differences) -> tuple[tuple[object, ...], ...]:
    return found.added, found.changed, found.removed


def _intentions(pack: CataloguePack) -> dict[str, Intention]:
    return {intention.ref: intention for intention in pack.intentions}


def _items(pack: CataloguePack) -> dict[str, ChecklistItem]:
    return {item.ref: item for intention in pack.intentions for item in intention.items}


def _differences(old: Mapping[str, Data], new: Mapping[str, Data], leave_out: tuple[str, ...] = ()) -> Differences:
    changes = [Change(ref, _changed_fields(old[ref], new[ref], leave_out)) for ref in new if ref in old]
    return Differences(
        added=tuple(ref for ref in new if ref not in old),
        changed=tuple(change for change in changes if change.fields),
        removed=tuple(ref for ref in old if ref not in new),
    )


def _changed_fields(old: Data, new: Data, leave_out: tuple[str, ...]) -> tuple[str, ...]:
    names = type(new).model_fields
    return tuple(name for name in names if name not in leave_out and getattr(old, name) != getattr(new, name))


def _is_unversioned(old: ChecklistItem | None, new: ChecklistItem) -> bool:
    if old is None or new.version > old.version:
        return False
    return any(getattr(old, name) != getattr(new, name) for name in MEANING)
