"""How text is released: one placeholder where something is sealed, however much that is."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.record import Entry
from app.domain.released import ReleasedReply, ReleasedText, Shown, Withheld
from app.domain.review_records import ReceivedQuery
from app.domain.review_terms import QueryState
from app.domain.text import Text


def release_text(text: Text, withheld_word: str) -> ReleasedText:
    """Return the text with one placeholder for each run of sealed passages, and neighbouring shown ones joined."""
    runs: list[tuple[bool, str]] = []
    for passage in text:
        content = "" if passage.is_sealed else passage.content or ""
        if runs and runs[-1][0] == passage.is_sealed:
            runs[-1] = (passage.is_sealed, runs[-1][1] + content)
        else:
            runs.append((passage.is_sealed, content))
    return _merged(
        Withheld(withheld=withheld_word) if is_sealed else Shown(text=shown)
        for is_sealed, shown in runs
        if is_sealed or shown.strip()
    )


def _merged(parts: Iterable[Shown | Withheld]) -> ReleasedText:
    """Return the parts without a placeholder that follows a placeholder: only white space stood between them."""
    merged: list[Shown | Withheld] = []
    for part in parts:
        if not (isinstance(part, Withheld) and merged and isinstance(merged[-1], Withheld)):
            merged.append(part)
    return tuple(merged)


def release_replies(queries: Iterable[Entry[ReceivedQuery]], word: str) -> tuple[ReleasedReply, ...]:
    """Return the replies that are written, in order of the queries' references."""
    replies = [
        ReleasedReply(
            query=entry.record.reference,
            intention=entry.record.intention_ref,
            item=entry.record.item_ref,
            reply=release_text(entry.text("reply"), word),
            on=entry.record.replied_on,
        )
        for entry in queries
        if entry.record.state is QueryState.REPLIED and not entry.record.sealed_id
    ]
    return tuple(sorted(replies, key=lambda each: each.query))
