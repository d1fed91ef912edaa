"""The registers that are declared: each a section, an entry a row: what it is, its facts, how it stands."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import CondPageBreak, Flowable

from app.domain.released import ReleasedIntention
from app.domain.released_registers import ReleasedColumn, ReleasedEntry, ReleasedFact, ReleasedRegister
from app.returns.facts import fact_words, is_detail, registers_of, title_of
from app.returns.pdf import theme
from app.returns.pdf.columns import Labelled
from app.returns.pdf.context import Context, intention_key
from app.returns.pdf.prose import Text, escaped, grey, inline, link, strong
from app.returns.pdf.tables import Caption, Column, Register
from app.returns.words import counted

_COLUMNS = (Column("Ref", 56), Column("Entry", 231), Column("Facts", 125), Column("State", 75))
_SLIM = (Column("Ref", 56), Column("Entry", 356), Column("State", 75))
_SHORT = 48
"""Characters up to which a word stands among the facts."""


def register_key(register: ReleasedRegister) -> str:
    """Return the name of a register's place in the PDF."""
    return f"register-{register.key}"


def register_titles(context: Context) -> list[tuple[str, str]]:
    """Return where the registers begin, for the contents: one line, so that the contents stay on one page."""
    return [(register_key(each), "Registers") for each in registers_of(context.released)[:1]]


def registers(context: Context) -> list[Flowable]:
    """Return every register of the return."""
    story: list[Flowable] = []
    for register in registers_of(context.released):
        story += [CondPageBreak(260), *context.section(register_key(register), register.title)]
        lead = Text(escaped(register.about), theme.LEAD)
        lead.keepWithNext = bool(register.entries)
        story.append(lead)
        if register.entries:
            story.append(_table(context, register))
        if register.withheld:
            places = ", ".join(register.withheld)
            fixed = strong(f"Withheld: {escaped(context.released.withheld_marking)}")
            story.append(Labelled([Text(escaped(places), theme.LABEL)], [Text(fixed, theme.PROSE)]))
    return story


def also_assured(context: Context, intention: ReleasedIntention) -> list[Flowable]:
    """Return what the registers say of one intention: which entries, and how they stand."""
    body: list[Flowable] = []
    for register in registers_of(context.released):
        own = [entry for entry in register.entries if _bears_on(entry, intention.ref)]
        told = [
            f"{strong(escaped(each.reference))} {escaped(title_of(register, each))}{_standing(each)}" for each in own
        ]
        if told:
            title = link(register_key(register), escaped(register.title))
            body.append(Text(f"{title}: {'; '.join(told)}.", theme.CELL))
    again = [Text("Registers", theme.LABEL_AGAIN), Text("continued", theme.NOTE_AGAIN)]
    return [Labelled([Text("Registers", theme.LABEL)], body, continued=again)] if body else []


def _bears_on(entry: ReleasedEntry, ref: str) -> bool:
    return entry.intention == ref or any(ref in (fact.refs or ()) for fact in entry.facts)


def _standing(entry: ReleasedEntry) -> str:
    return f" {grey(f'({escaped(entry.state)})')}" if entry.state else ""


def _table(context: Context, register: ReleasedRegister) -> Flowable:
    is_slim = is_detail(register)
    caption = Caption(register.title, counted(len(register.entries), "entry", "entries"))
    table = Register(_SLIM if is_slim else _COLUMNS, caption)
    for entry in register.entries:
        state = escaped(entry.state or "–")
        told = strong(state) if entry.needs_action else state
        body = (_line(register, entry),) if is_slim else (_entry(register, entry), _facts(register, entry))
        table.row(_place(context, entry), *body, told)
    return table.build()


def _place(context: Context, entry: ReleasedEntry) -> str:
    ref = entry.intention or ""
    told = any(each.ref == ref for each in context.released.intentions)
    where = link(intention_key(ref), escaped(ref)) if told else escaped(ref)
    return f"{strong(escaped(entry.reference))}{'<br/>' if ref else ''}{where}"


def _parts(register: ReleasedRegister, entry: ReleasedEntry) -> Iterator[tuple[ReleasedColumn, ReleasedFact]]:
    for column in register.columns:
        fact = entry.fact(column.key)
        if fact is not None:
            yield column, fact


def _is_prose(fact: ReleasedFact) -> bool:
    return fact.words is not None or fact.refs is not None or len(fact.word or "") > _SHORT


def _entry(register: ReleasedRegister, entry: ReleasedEntry) -> str:
    """Return what an entry is called, as its heading, then its words."""
    lines = [] if entry.fact(register.columns[0].key) else [strong(escaped(title_of(register, entry)))]
    for column, fact in _parts(register, entry):
        if column is register.columns[0]:
            lines.append(strong(_told(fact)))
        elif _is_prose(fact):
            lines.append(_labelled(column, fact))
    return "<br/>".join(lines)


def _facts(register: ReleasedRegister, entry: ReleasedEntry) -> str:
    rest = (part for part in _parts(register, entry) if part[0] is not register.columns[0] and not _is_prose(part[1]))
    return "<br/>".join(_labelled(*part) for part in rest)


def _line(register: ReleasedRegister, entry: ReleasedEntry) -> str:
    """Return an entry that belongs to another in one run of words."""
    return ", ".join(_labelled(*part) for part in _parts(register, entry))


def _labelled(column: ReleasedColumn, fact: ReleasedFact) -> str:
    return f"{grey(escaped(column.label))} {_told(fact)}"


def _told(fact: ReleasedFact) -> str:
    return inline(fact.words) if fact.words is not None else escaped(fact_words(fact))
