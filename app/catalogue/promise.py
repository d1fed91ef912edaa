"""The marking schemes that every pack keeps as they are."""

from __future__ import annotations

PROMISED_SCHEMES = {
    "gpms": (
        ("NOT PROTECTIVELY MARKED", "PROTECT", "RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP SECRET"),
        "RESTRICTED",
        "RESTRICTED",
    ),
    "gsc": (
        ("OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET", "TOP SECRET"),
        "OFFICIAL-SENSITIVE",
        "OFFICIAL-SENSITIVE",
    ),
}
"""The government's schemes: levels, from which content is sealed, above which it is refused. A pack may add schemes
of its own; it may not loosen these."""
