"""The highest marking that a window on a period shows."""

from __future__ import annotations

from app.domain.period_content import PeriodContent
from app.domain.text import highest_marking


def marking_shown(content: PeriodContent, *, is_unlocked: bool) -> str:
    """Return the key of the highest level among the texts that can be read now.

    Locked, sealed passages are placeholders and do not count; what was withheld whole is then not there at all.
    """
    markings = set()
    for entry in content.leaving():
        if is_unlocked and entry.record.sealed_id:
            markings.add(content.scheme.sealed_from)
        for text in entry.texts.values():
            markings.update(p.marking for p in text if is_unlocked or not p.is_sealed)
    return highest_marking(markings, content.scheme)
