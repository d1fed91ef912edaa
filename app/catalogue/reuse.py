"""References that a new pack uses for something else than an earlier one did: an answer would change its question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.catalogue.comparison import MEANING
from app.catalogue.faults import Fault
from app.catalogue.layout import intention_file
from app.catalogue.own_items import own_items_of
from app.domain.catalogue import CataloguePack, ChecklistItem


def find_reused(new: CataloguePack, earlier: Sequence[CataloguePack]) -> Iterator[Fault]:
    """Yield every item of a new pack whose reference an earlier one used otherwise, and own items of headquarters'."""
    for intention in new.intentions:
        for item in intention.items:
            reason = "is marked as an establishment's own" if item.own else _reuse(item, earlier)
            if reason:
                yield Fault(intention_file(intention.ref), f"items.{item.ref}", reason)


def _reuse(item: ChecklistItem, earlier: Sequence[CataloguePack]) -> str | None:
    for pack in earlier:
        if item.ref in own_items_of(pack):
            return "is a reference that this establishment uses for a question of its own"
        before = next((old for each in pack.intentions for old in each.items if old.ref == item.ref), None)
        if before is not None and (reason := _difference(before, item, pack.version)):
            return reason
    return None


def _difference(before: ChecklistItem, item: ChecklistItem, version: str) -> str | None:
    if item.version < before.version:
        return f"has a lower version than in the pack {version}"
    if before.withdrawn and not item.withdrawn:
        return f"was withdrawn in the pack {version}; a reference that was used is not used again"
    is_other = any(getattr(before, name) != getattr(item, name) for name in MEANING)
    if is_other and item.version == before.version:
        return f"asks something else than in the pack {version}, under the same version"
    return None
