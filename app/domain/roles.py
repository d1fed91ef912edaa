"""Whose file one is. It stands apart so that a window can be made without reading what checks records."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Whose file it is."""

    ESTABLISHMENT = "establishment"
    REVIEWER = "reviewer"
