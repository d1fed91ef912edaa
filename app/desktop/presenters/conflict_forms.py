"""The dialog of a work pack's conflicts: whose version stands, one by one or for all of them."""

from __future__ import annotations

from collections.abc import Iterator

from app.desktop.views.form_views import EntryFieldView, EntryFormView, EntryInput
from app.desktop.views.home_view import ScopeView
from app.domain.merging import Conflict, Side
from app.services.taking_back import TakenBack, both_lines, can_choose, other_lines

_ALL = "all"
_KEPT = "The version that does not stand stays in History. A backup is made first, and Undo puts all of it back."


def counted(taken: TakenBack) -> str:
    """Return how much a pack changes, as sentences."""
    new = sum(change.is_new for change in taken.changes)
    return f"{', '.join(taken.intentions)}: {new} new, {len(taken.changes) - new} changed."


def conflict_form(taken: TakenBack) -> EntryFormView:
    """Return the form: what the pack changes, and a choice for each conflict with what stands on either side."""
    both = sum(can_choose(conflict) for _, conflict in taken.conflicts)
    note = f"{counted(taken)} In {both} place{'' if both == 1 else 's'} both sides changed the same thing. {_KEPT}"
    if rest := other_lines(taken):
        note = "\n".join([note, "", "What else it changes:", *rest])
    return EntryFormView(
        "Take the work pack back", "Take it back", tuple(_fields(taken, both)), is_new=False, note=note
    )


def _fields(taken: TakenBack, both: int) -> Iterator[EntryFieldView]:
    if both > 1:
        choices = (
            ScopeView("", "As chosen below"), ScopeView("ours", "Keep ours"), ScopeView("theirs", "Take theirs"),
        )  # fmt: skip
        yield EntryFieldView(_ALL, "In all of them", "choice", "", choices)
    for change, conflict in taken.conflicts:
        if can_choose(conflict):
            title, sides = change.title(conflict), both_lines(conflict)
            yield EntryFieldView(change.key(conflict), title, "choice", "both", _ways(conflict), _two_lines(sides))


def _two_lines(sides: tuple[str, str]) -> str:
    here, there = sides
    return f"{here[0].upper()}{here[1:]}\n{there[0].upper()}{there[1:]}"


def _ways(conflict: Conflict) -> tuple[ScopeView, ...]:
    both = "Keep both, one below the other" if conflict.is_text else "Keep the more cautious one"
    return (
        ScopeView(Side.BOTH.value, both),
        ScopeView(Side.OURS.value, "Keep ours"),
        ScopeView(Side.THEIRS.value, "Take theirs"),
    )


def read_choices(taken: TakenBack, typed: EntryInput) -> dict[str, Side]:
    """Return whose version stands in each conflict, by its key."""
    keys = [change.key(conflict) for change, conflict in taken.conflicts if can_choose(conflict)]
    every = typed.values.get(_ALL, "")
    return {key: Side(every or typed.values.get(key) or Side.BOTH) for key in keys}
