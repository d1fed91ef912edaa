"""What of the last period may be gone by in this one, and why not: nothing is ever carried on as a result."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from app.domain.catalogue import CataloguePack, ChecklistItem, PriorIntention
from app.domain.records import Answer, Period, Result
from app.domain.text import Text

_KEEPS = timedelta(days=365)
"""A test that was made longer before the period than this says nothing of it."""
_SAID_ANEW = (Result.NOT_APPLICABLE, Result.NOT_TESTED)


class Why(StrEnum):
    """Why the last answer may help, or may not. The gravest reason is given alone."""

    CHANGED = "changed"
    EXPIRED = "expired"
    RECONFIRM = "reconfirm"
    UNCHANGED = "unchanged"


WORDS = {
    Why.CHANGED: "The item has changed since. Test it as it now reads.",
    Why.EXPIRED: "The evidence has expired: it was tested more than a year before this period.",
    Why.RECONFIRM: "To be reconfirmed: what was said of it then has to be said anew.",
    Why.UNCHANGED: "The item is unchanged. Test it again as before.",
}


def why(item: ChecklistItem, last: Answer, period: Period) -> Why | None:
    """Return why an answer of the period before helps or not; None where there is no result to go by."""
    if last.result is None:
        return None
    if last.item_version < item.version:
        return Why.CHANGED
    if last.tested_on is not None and last.tested_on < period.starts - _KEEPS:
        return Why.EXPIRED
    return Why.RECONFIRM if last.result in _SAID_ANEW or not _is_dated(last, period.starts) else Why.UNCHANGED


def plan_why(plan: Text, before: Text, period: str, *, is_asked_anew: bool) -> str:
    """Return how a plan stands to that of the period before, in a sentence; `""` where it is another.

    `is_asked_anew` says that the catalogue asks something else of it since.
    """
    if not plan or _said(plan) != _said(before):
        return ""
    if is_asked_anew:
        return f"Carried on from {period}. The catalogue asks something else of it since: write it anew."
    return f"Carried on from {period}. Read it again: it is this period's plan too."


def _said(text: Text) -> list[tuple[str, str | None]]:
    return [(part.marking, part.content) for part in text]


def _is_dated(last: Answer, starts: date) -> bool:
    return last.tested_on is not None and last.tested_on < starts


def traced_from(pack: CataloguePack, ref: str) -> tuple[PriorIntention, ...]:
    """Return the intentions of 2013-14 that live on in one of Annex A. Source: Annex D; the mapping is the pack's."""
    return tuple(prior for prior in pack.prior_intentions if ref in prior.continued_in)


def trace_words(pack: CataloguePack, ref: str) -> str:
    """Return where an intention comes from, in a sentence; `""` where Annex D has nothing of it."""
    found = traced_from(pack, ref)
    if not found:
        return ""
    return f"It continues of 2013-14 (Annex D): {'; '.join(f'{prior.ref} {prior.title}' for prior in found)}."
