"""Papers as PDF: a blank checklist, the brief of a sign-off meeting, actions by owner, one intention.

All are drawn from what the release gives, and from the catalogue, which is public.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from app.domain.catalogue import ChecklistItem, Intention
from app.domain.dates import spell_day
from app.domain.released import ReleasedReturn
from app.returns.paper.actions import actions_by_owner
from app.returns.paper.blank import blank_checklist
from app.returns.paper.brief import brief
from app.returns.pdf import theme
from app.returns.pdf.context import Context
from app.returns.pdf.finish import finish_paper
from app.returns.pdf.intention import one_intention
from app.returns.pdf.marks import Section
from app.returns.pdf.pages import lay_out

_BRIEF_PAGES = 2
_MOST_ROWS = (16, 12, 9, 6, 3, 0)


def render_blank(released: ReleasedReturn, checklists: Sequence[tuple[Intention, Sequence[ChecklistItem]]]) -> bytes:
    """Return blank checklists, each on pages of its own, with room to write."""
    context = _context(released)
    story = [part for intention, items in checklists for part in blank_checklist(context, intention, items)]
    return _draw(context, "Checklist to be filled in", story)


def render_brief(released: ReleasedReturn) -> bytes:
    """Return the brief of the meeting in which the statements are signed off: two pages, whatever there is."""
    for rows in _MOST_ROWS:
        context = _context(released)
        drawn = _draw(context, "Brief for the sign-off meeting", brief(context, rows))
        if context.marks.feet <= _BRIEF_PAGES:
            break
    return drawn


def render_actions(released: ReleasedReturn) -> bytes:
    """Return the actions that are not finished, each owner's on pages of their own."""
    context = _context(released)
    return _draw(context, "Actions by owner", actions_by_owner(context))


def render_intention(released: ReleasedReturn, ref: str) -> bytes:
    """Return one intention as the return has it; KeyError where it has none of this reference."""
    intention = released.intention(ref)
    if intention is None:
        raise KeyError(ref)
    context = _context(released)
    start = context.quiet_start(Section("paper", f"Intention {ref}", ref))
    return _draw(context, f"Intention {ref}", [start, *one_intention(context, intention)])


def _context(released: ReleasedReturn) -> Context:
    theme.register_fonts()
    return Context(released, b"", note=f"Working paper of {spell_day(released.made_on)}, not a return")


def _draw(context: Context, title: str, story: list[Flowable]) -> bytes:
    return finish_paper(lay_out(context, story, title), context)
