"""References of intentions, checklist items and periods, as the field writes them."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import StringConstraints

INTENTION_PATTERN = r"^[1-6]\([a-i]\)$"
ITEM_PATTERN = r"^[1-6][a-i]-[0-9]{2}$"
PERIOD_PATTERN = r"^20[0-9]{2}-[0-9]{2}(, quarter [1-4])?$"

IntentionRef = Annotated[str, StringConstraints(pattern=INTENTION_PATTERN)]
"""`1(f)`: group number, letter."""

ItemRef = Annotated[str, StringConstraints(pattern=ITEM_PATTERN)]
"""`1f-03`: the intention's number and letter, then a number that is never used again."""

PeriodName = Annotated[str, StringConstraints(pattern=PERIOD_PATTERN)]
"""`2014-15`, or `2014-15, quarter 2`."""


ESTABLISHMENT = "establishment"
"""What stands for the establishment as a whole where an intention's reference is named."""


def item_stem(intention_ref: str) -> str:
    """Return what the references of an intention's items begin with: `1f` for `1(f)`."""
    return intention_ref[0] + intention_ref[2]


def intention_of(item_ref: str) -> str:
    """Return the intention an item belongs to: `1(f)` for `1f-03`."""
    return f"{item_ref[0]}({item_ref[1]})"


def is_item_ref(text: str) -> bool:
    """Tell whether `text` is written as a checklist item's reference."""
    return re.fullmatch(ITEM_PATTERN, text) is not None


def is_intention_ref(text: str) -> bool:
    """Tell whether `text` is written as an intention's reference."""
    return re.fullmatch(INTENTION_PATTERN, text) is not None
