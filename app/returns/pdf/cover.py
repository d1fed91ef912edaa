"""The cover: whose return this is, how good, and how to tell that it is whole."""

from __future__ import annotations

from reportlab.platypus import Flowable, PageBreak, Spacer

from app.domain.records import Level
from app.domain.released import ReleasedIntention, ReleasedReturn
from app.returns.payload import grouped
from app.returns.pdf import theme
from app.returns.pdf.columns import Labelled
from app.returns.pdf.context import Context, labelled
from app.returns.pdf.flowables import Shape
from app.returns.pdf.marks import Section
from app.returns.pdf.prose import Text, escaped, inline
from app.returns.pdf.tags import figure
from app.returns.words import (
    counted,
    covers,
    joined,
    level_word,
    long_date,
    name_of,
    number_words,
    sentence,
)

_SHORT_NAME = 60
_STEP = 10.2
"""Height of one step of the heat strip."""


def cover(context: Context) -> list[Flowable]:
    """Return the cover page."""
    released = context.released
    name = theme.NAME if len(name_of(released)) <= _SHORT_NAME else theme.SECTION
    tile = context.tile(released.statement, 160, height=34, size=15)
    return [
        Spacer(1, 78),
        _CoverStart(context),
        Text("Assurance return", theme.KICKER),
        Text(inline(released.establishment.name), name),
        Text(covers(released), theme.PERIOD),
        Text(f"{escaped(released.period.name)}, against {_against(context)}", theme.SUBTITLE),
        Spacer(1, 38),
        Labelled(
            [Text("Overall assurance", theme.LABEL)],
            [tile, Spacer(1, 7), Text(levels_sentence(context), theme.PROSE)],
            after=14,
        ),
        HeatStrip(context),
        Text(_legend(context), theme.NOTE),
        Spacer(1, 24),
        *(labelled(label, *body, after=3.5) for label, body in _facts(context)),
        Labelled(
            [Text("Payload SHA-256", theme.LABEL)],
            [Text(half, theme.DIGEST_LARGE) for half in digest_lines(context.digest)],
        ),
        PageBreak(),
    ]


def _against(context: Context) -> str:
    catalogue = context.released.catalogue
    return f"{escaped(catalogue.name)}, version {escaped(catalogue.version)}"


def digest_lines(digest: str) -> list[str]:
    """Return a digest in groups on two lines."""
    return [grouped(digest[:32]), grouped(digest[32:])]


def applying(context: Context) -> list[ReleasedIntention]:
    """Return the intentions that apply to the establishment."""
    return [each for each in context.released.intentions if not each.does_not_apply]


def levels_sentence(context: Context) -> str:
    """Say how many intentions have which level: "Of the 22 intentions that apply, five are Substantial, …"."""
    levels = [context.level_of(each.statement)[0] for each in applying(context)]
    parts: list[str] = []
    for level in Level:
        if number := levels.count(level):
            verb = "" if parts else "is " if number == 1 else "are "
            parts.append(f"{number_words(number)} {verb}{level_word(context.released, level)}")
    if number := levels.count(None):
        parts.append(f"{number_words(number)} {'has' if number == 1 else 'have'} no level")
    return f"Of the {counted(len(levels), 'intention')} that apply, {joined(parts)}." if levels else ""


def _legend(context: Context) -> str:
    meanings = sorted(context.released.level_meanings, key=lambda each: -each.bars)
    steps = joined([f"{number_words(each.bars)} {each.word}" for each in meanings])
    total = sentence(counted(len(context.released.intentions), "intention"))
    here = applying(context)
    has_ring = any(context.level_of(each.statement)[0] is None for each in here)
    has_dash = len(here) < len(context.released.intentions)
    others = [*(["a ring has no level yet"] * has_ring), *(["a dash does not apply"] * has_dash)]
    return "; ".join([f"{total} in six groups. Steps: {steps}", *others]) + "."


def _facts(context: Context) -> list[tuple[str, list[str]]]:
    released = context.released
    establishment = released.establishment
    signed = released.statement.signed_off if released.statement else None
    follows = f", following {escaped(released.previous.number)}" if released.previous else ", the first"
    statement = (
        f"{inline(signed.name)}, {inline(signed.post)}, signed off on {long_date(signed.on)}"
        if signed
        else "Not signed off"
    )
    facts = [
        ("Return number", [f"{escaped(released.number)}{follows}"]),
        ("Establishment", [f"{establishment.sector.value.capitalize()} sector, {establishment.country.value.title()}"]),
        ("Covers", [_coverage(context)]),
        ("Prepared by", [_author(released)]),
        ("Statement by", [statement]),
    ]
    if released.signers_required > 1:
        facts.insert(4, ("Approved by", ["The approver named in the second signature"]))
    if released.replaces:
        recalled = f"{escaped(released.replaces.number)}, which was recalled. Use this return in its place."
        facts.insert(1, ("Replaces", [recalled]))
    return facts


def _author(released: ReleasedReturn) -> str:
    author = released.prepared_by
    if author is None:
        return f"The author named in the signature, on {long_date(released.made_on)}"
    return f"{inline(author.name)}, {inline(author.post)}, on {long_date(author.on)}"


def _coverage(context: Context) -> str:
    released = context.released
    apply = len(applying(context))
    held = [
        counted(released.counts.items, "checklist item"),
        counted(sum(len(each.findings) for each in released.intentions), "finding"),
        counted(len(released.actions), "action"),
        counted(len(released.evidence), "item of evidence", "items of evidence"),
    ]
    total = len(released.intentions)
    extent = f"All {total} intentions" if apply == total else f"{apply} of {total} intentions apply here"
    return f"{extent}: {joined(held)}."


class _CoverStart(Shape):
    """Marks the cover for the outline."""

    def __init__(self, context: Context) -> None:
        super().__init__(0, 0)
        self._marks = context.marks

    def draw(self) -> None:
        """Tell the page's marks."""
        self._marks.start(self.canv, Section("cover", "Cover", "Cover"), theme.BODY_TOP)


class HeatStrip(Shape):
    """All intentions side by side: the more steps and the lighter, the more assurance."""

    def __init__(self, context: Context) -> None:
        super().__init__(theme.BODY_WIDTH, 4 * _STEP + 15, after=7)
        self._context = context
        self._intentions = context.released.intentions
        breaks = len({each.group for each in self._intentions}) - 1
        self._gap = 9.5
        self._column = (self.width - breaks * self._gap) / max(1, len(self._intentions))

    def draw(self) -> None:
        """Draw each group's columns on one line."""
        with figure(self.canv, ", ".join(map(self._told, self._intentions)), self.width, self.height):
            self._draw()

    def _told(self, intention: ReleasedIntention) -> str:
        if intention.does_not_apply:
            return f"{intention.ref} does not apply"
        return f"{intention.ref} {self._context.level_of(intention.statement)[1]}"

    def _draw(self) -> None:
        x, group = 0.0, None
        for intention in self._intentions:
            if group not in (None, intention.group):
                x += self._gap
            group = intention.group
            self._draw_column(intention, x)
            x += self._column

    def _draw_column(self, intention: ReleasedIntention, x: float) -> None:
        canvas, middle = self.canv, x + self._column / 2
        canvas.setFont(theme.REGULAR, 7.5)
        canvas.setFillColor(theme.GREY)
        canvas.drawCentredString(middle, 2, intention.ref)
        canvas.setStrokeColor(theme.INK)
        canvas.setLineWidth(0.9)
        canvas.line(x, 12, x + self._column, 12)
        level, _ = self._context.level_of(intention.statement)
        if level is not None:
            self._draw_steps(level, x + 0.5)
        elif intention.does_not_apply:
            canvas.line(middle - 3, 17, middle + 3, 17)
        else:
            canvas.setLineWidth(0.7)
            canvas.circle(middle, 17.5, 2.6, stroke=1, fill=0)

    def _draw_steps(self, level: Level, x: float) -> None:
        canvas, look = self.canv, theme.LEVELS[level]
        bars = self._context.bars(level)
        for step in range(4):
            y = 13 + step * _STEP
            if step < bars:
                canvas.setFillColor(look.mark)
                canvas.rect(x, y, self._column - 1, _STEP - 0.8, stroke=0, fill=1)
            else:
                canvas.setStrokeColor(theme.LINE)
                canvas.setLineWidth(0.3)
                canvas.rect(x + 0.2, y, self._column - 1.4, _STEP - 1, stroke=1, fill=0)
