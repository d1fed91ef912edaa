"""The contents, with levels beside the titles: an index of where assurance is weak."""

from __future__ import annotations

from itertools import groupby

from reportlab.platypus import Flowable, PageBreak

from app.domain.released import ReleasedIntention
from app.returns.pdf import theme
from app.returns.pdf.context import Context, intention_key
from app.returns.pdf.flowables import PageNumber
from app.returns.pdf.prose import Text, escaped, link, strong
from app.returns.pdf.tags import inside, tags_of

_LINE, _TIGHT_LINE = 13.4, 11.2
"""How far lines stand apart, and how far at least where one page could not hold them otherwise."""
_GAP = 5
_HEAD = 44.0
"""What the title takes."""
_NUMBER_WIDTH = 106.0
_TITLE_AT, _LEVEL_AT = 164.0, 372.0


class _Entry(Flowable):
    """One line: page number, then what stands on that page."""

    def __init__(self, context: Context, key: str, parts: list[tuple[float, Flowable]], *, before: float = 0) -> None:
        super().__init__()
        self._parts = parts
        if key:
            self._parts = [(0.0, PageNumber(context.marks, key, _NUMBER_WIDTH)), *parts]
        self.spaceBefore = before
        self.line = _LINE

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 (reportlab's names)
        """Take one line."""
        for x, part in self._parts:
            part.wrap(theme.BODY_WIDTH - x, aH)
        self.width, self.height = aW, self.line
        return aW, self.line

    def draw(self) -> None:
        """Draw each part at its place."""
        tags = tags_of(self.canv)
        if tags is not None:
            tags.enter(tags.shared("contents", "TOC"))
        with inside(self.canv, "TOCI"):
            for x, part in self._parts:
                part.drawOn(self.canv, x, 0)
        if tags is not None:
            tags.leave()


def contents(context: Context, before: list[tuple[str, str]], after: list[tuple[str, str]]) -> list[Flowable]:
    """Return the contents: the sections before the intentions, the intentions, the sections after."""
    story = context.section("contents", "Contents")
    story += [_section_entry(context, *each) for each in before]
    titles = {group.number: group.title for group in context.released.groups}
    for number, intentions in groupby(context.released.intentions, key=lambda each: each.group):
        heading = Text(f"{number}  {escaped(titles.get(number, ''))}", theme.GROUP)
        story.append(_Entry(context, "", [(theme.PROSE_AT, heading)], before=_GAP))
        story += _group(context, list(intentions))
    story += [_section_entry(context, *each, before=_GAP if each is after[0] else 0) for each in after]
    _fit([each for each in story if isinstance(each, _Entry)])
    return [*story, PageBreak()]


def _fit(entries: list[_Entry]) -> None:
    """Set the lines closer where that keeps them all on one page."""
    room = theme.BODY_HEIGHT - _HEAD - sum(float(entry.spaceBefore) for entry in entries)
    line = room / len(entries)
    for entry in entries:
        entry.line = min(line, _LINE) if line >= _TIGHT_LINE else _LINE


def _section_entry(context: Context, key: str, title: str, *, before: float = 0) -> _Entry:
    return _Entry(context, key, [(theme.PROSE_AT, Text(link(key, strong(title)), theme.CELL))], before=before)


def _group(context: Context, intentions: list[ReleasedIntention]) -> list[Flowable]:
    lines: list[Flowable] = []
    for reason, run in groupby(intentions, key=lambda each: each.does_not_apply):
        entries = list(run)
        if reason is None:
            lines += [_intention_entry(context, each) for each in entries]
        else:
            span = entries[0].ref if len(entries) == 1 else f"{entries[0].ref} to {entries[-1].ref}"
            words = f"{span} {'does' if len(entries) == 1 else 'do'} not apply: {escaped(reason)}"
            lines.append(_Entry(context, "", [(theme.PROSE_AT, Text(words, theme.CELL_GREY))]))
    return lines


def _intention_entry(context: Context, intention: ReleasedIntention) -> _Entry:
    key = intention_key(intention.ref)
    return _Entry(
        context,
        key,
        [
            (theme.PROSE_AT, Text(link(key, intention.ref), theme.CELL)),
            (_TITLE_AT, Text(link(key, escaped(intention.short)), theme.CELL)),
            (_LEVEL_AT, context.level_entry(intention.statement, 110)),
        ],
    )
