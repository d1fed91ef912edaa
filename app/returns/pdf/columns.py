"""Two columns: labels in the margin, prose beside them, flowing over pages together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from app.returns.pdf import theme

Stack = list[Flowable]
_ENDLESS = 1_000_000.0
_TALL = 400.0
_SHORT = 72.0
"""Points: a label up to this height is not parted over a page."""


@dataclass(frozen=True)
class _Placed:
    """A flowable of a column and how far its bottom lies below the column's top."""

    flowable: Flowable
    bottom: float


def _lay_out(stack: Sequence[Flowable], width: float) -> list[_Placed]:
    placed: list[_Placed] = []
    depth = after = 0.0
    for flowable in stack:
        _, height = flowable.wrap(width, _ENDLESS)
        gap = max(after, flowable.getSpaceBefore()) if placed else 0.0
        depth += gap + height
        placed.append(_Placed(flowable, depth))
        after = flowable.getSpaceAfter()
    return placed


def _pieces(flowable: Flowable, width: float) -> Stack:
    """Halve what is very tall, and halve again: to cut it page by page would break the rest into lines each time."""
    _, height = flowable.wrap(width, _ENDLESS)
    parts = flowable.split(width, height / 2) if height > _TALL else []
    if len(parts) < 2:
        return [flowable]
    parts[0].spaceAfter = 0
    return [piece for part in parts for piece in _pieces(part, width)]


def _divide(stack: Sequence[Flowable], width: float, room: float, together: int) -> tuple[Stack, Stack]:
    """Return what fits into `room` and the rest; the first `together` flowables are not parted from what follows."""
    placed = _lay_out(stack, width)
    fitting = [each.flowable for each in placed if each.bottom <= room]
    if len(fitting) == len(placed):
        return fitting, []
    straddling = placed[len(fitting)].flowable
    rest = [each.flowable for each in placed[len(fitting) + 1 :]]
    _, height = straddling.wrap(width, _ENDLESS)
    parts = straddling.split(width, room - (placed[len(fitting)].bottom - height))
    if len(parts) > 1:
        return [*fitting, parts[0]], [*parts[1:], *rest]
    if len(fitting) <= together:
        return [], list(stack)
    return fitting, [straddling, *rest]


class Labelled(Flowable):
    """Prose with a label beside it. `continued` is the label of what runs on over a page."""

    def __init__(
        self,
        label: Sequence[Flowable],
        body: Sequence[Flowable],
        *,
        continued: Sequence[Flowable] = (),
        together: int = 0,
        after: float = 11,
    ) -> None:
        super().__init__()
        self._label = [piece for each in label for piece in _pieces(each, theme.LABEL_WIDTH)]
        self._body = [piece for each in body for piece in _pieces(each, theme.PROSE_WIDTH)]
        self._continued = list(continued)
        self._together = together
        self.spaceAfter = after

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 (reportlab's names)
        """Lay both columns out; the taller gives the height."""
        self._placed_label = _lay_out(self._label, theme.LABEL_WIDTH)
        self._placed_body = _lay_out(self._body, theme.PROSE_WIDTH)
        ends = [column[-1].bottom for column in (self._placed_label, self._placed_body) if column]
        self.width, self.height = aW, max(ends, default=0.0)
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 (reportlab's names)
        """Split both columns at the same height, or not at all where too little would stay."""
        self.wrap(aW, aH)
        body, body_rest = _divide(self._body, theme.PROSE_WIDTH, aH, self._together)
        label, label_rest = _divide(self._label, theme.LABEL_WIDTH, aH, 0)
        if (self._body and not body) or (self._label and not label) or not (body_rest or label_rest):
            return []
        if label_rest and self._placed_label[-1].bottom <= _SHORT:
            return []
        later_label = label_rest or self._continued
        first = Labelled(label, body, after=0)
        second = Labelled(later_label, body_rest, continued=self._continued, after=self.getSpaceAfter())
        return [first, second]

    def draw(self) -> None:
        """Draw each column from the top."""
        for placed, x in ((self._placed_label, 0.0), (self._placed_body, theme.PROSE_AT)):
            for each in placed:
                each.flowable.drawOn(self.canv, x, self.height - each.bottom)


def chunks(stack: Sequence[Flowable], width: float, limit: float) -> list[Stack]:
    """Cut a stack into stacks no taller than `limit`, so that each can be a table row that is never split."""
    cut: list[Stack] = []
    rest = [piece for each in stack for piece in _pieces(each, width)]
    while rest:
        head, tail = _divide(rest, width, limit, 0)
        if not head:
            return [*cut, rest]
        cut.append(head)
        rest = tail
    return cut
