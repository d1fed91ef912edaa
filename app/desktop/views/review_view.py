"""What the dialogs of a review show, and what they hand back."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.desktop.views.home_view import ScopeView

FIELDS = ("code", "place", "scale", "title", "words", "more", "who", "day", "until", "marking")
"""The fields of the one dialog, in order; each kind of record asks some of them."""


@dataclass(frozen=True)
class ReviewInput:
    """What is typed: days as typed, the place as a reference, the scale and the marking as keys."""

    code: str = ""
    place: str = ""
    scale: str = ""
    title: str = field(default="", repr=False)
    words: str = field(default="", repr=False)
    more: str = field(default="", repr=False)
    who: str = field(default="", repr=False)
    day: str = ""
    until: str = ""
    marking: str = ""
    is_sure: bool = False
    reference: str = ""
    """What is changed, where it is not new; nobody types it."""
    audit: str = ""
    """The audit that a finding is of; nobody types it."""


@dataclass(frozen=True)
class ReviewFormView:
    """The dialog of one kind of record: which fields it asks and under which words; `sure` is its tick box, if any."""

    heading: str
    verb: str
    fields: tuple[tuple[str, str], ...]
    note: str = ""
    scale: tuple[ScopeView, ...] = ()
    markings: tuple[ScopeView, ...] = ()
    sure: str = ""
    given: ReviewInput = ReviewInput()
