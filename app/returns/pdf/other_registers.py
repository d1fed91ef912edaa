"""The registers that are declared: each a section, an entry a row: what it is, its facts, how it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable

from app.domain.references import intention_of, is_item_ref
from app.domain.released import ReleasedIntention
from app.domain.released_registers import ReleasedColumn, ReleasedEntry, ReleasedFact, ReleasedRegister
from app.returns.facts import fact_words, has_content, is_detail, recorded, registers_of, title_of
from app.returns.pdf import theme
from app.returns.pdf.columns import Labelled
from app.returns.pdf.context import Context, intention_key
from app.returns.pdf.grid import Grid
from app.returns.pdf.prose import Text, escaped, grey, inline, link, strong
from app.returns.pdf.register_columns import lay_out_details, lay_out_entries
from app.returns.pdf.tables import Caption, Register, opening_height
from app.returns.words import counted

_SHORT = 48
"""Characters up to which a word stands among the facts."""
_EMPTY = "registers-empty"
_NOTHING = "Nothing has been recorded."
_ROOM = 126
"""Points that a register's title and what it is about take, over the first rows of its table."""


def register_key(register: ReleasedRegister) -> str:
    """Return the name of a register's place in the PDF."""
    return f"register-{register.key}"


def register_titles(context: Context) -> list[tuple[str, str]]:
    """Return where the registers begin, for the contents: one line, so that the contents stay on one page."""
    keys = [register_key(each) if has_content(each) else _EMPTY for each in registers_of(context.released)]
    return [(key, "Registers") for key in sorted(keys, key=lambda key: key == _EMPTY)[:1]]


def registers(context: Context) -> list[Flowable]:
    """Return every register of the return."""
    story: list[Flowable] = []
    for register in filter(has_content, registers_of(context.released)):
        told = [_table(context, register)] if register.entries else []
        room = _ROOM + sum(map(opening_height, told))
        story += [CondPageBreak(room), *context.section(register_key(register), register.title)]
        story += [Text(escaped(register.about), theme.LEAD), *told]
        if register.withheld:
            places = ", ".join(register.withheld)
            fixed = strong(f"Withheld: {escaped(context.released.withheld_marking)}")
            story.append(Labelled([Text(escaped(places), theme.LABEL)], [Text(fixed, theme.PROSE)]))
    return [*story, *_empty(context)]


def _empty(context: Context) -> list[Flowable]:
    """Say in which registers nothing was recorded: a reader would take silence for something left out."""
    empty = [each for each in registers_of(context.released) if not has_content(each)]
    if not empty:
        return []
    rows = [Labelled([Text(escaped(each.title), theme.LABEL)], [Text(_NOTHING, theme.PROSE)]) for each in empty]
    return [CondPageBreak(_ROOM), *context.section(_EMPTY, "Empty registers"), *rows]


def also_assured(context: Context, intention: ReleasedIntention) -> list[Flowable]:
    """Return what the registers say of one intention: which entries, and how they stand."""
    body: list[Flowable] = []
    for register in registers_of(context.released):
        own = [each for each in register.entries if each.reference and _bears_on(each, intention.ref)]
        told = [
            f"{strong(escaped(each.reference))} {escaped(title_of(register, each))}{_standing(register, each)}"
            for each in own
        ]
        if told:
            title = escaped(register.title)
            if not context.note:  # a paper of one intention has no registers to lead to
                title = link(register_key(register), title)
            body.append(Text(f"{title}: {'; '.join(told)}.", theme.CELL))
    again = [Text("Registers", theme.LABEL_AGAIN), Text("continued", theme.NOTE_AGAIN)]
    return [Labelled([Text("Registers", theme.LABEL)], body, continued=again)] if body else []


def _bears_on(entry: ReleasedEntry, ref: str) -> bool:
    refs = {each for fact in entry.facts for each in fact.refs or ()}
    return ref in {entry.intention, *refs} or any(is_item_ref(each) and intention_of(each) == ref for each in refs)


def _standing(register: ReleasedRegister, entry: ReleasedEntry) -> str:
    """Return how an entry stands, and of a check how it was kept and what it found."""
    rates = [column for column in register.columns if column.key in ("kept", "rate") and register.key == "checks"]
    told = [f"{each.label} {fact.word}" for each in rates if (fact := entry.fact(each.key)) and fact.word]
    words = "; ".join(filter(None, (entry.state, *told)))
    return f" {grey(f'({escaped(words)})')}" if words else ""


def _table(context: Context, register: ReleasedRegister) -> Grid:
    caption = Caption(register.title, _counted(register))
    is_of_another = is_detail(register)
    layout = lay_out_details(register) if is_of_another else lay_out_entries(register)
    table = Register(layout.columns, caption)
    for entry in register.entries:
        facts = [_fact(entry, column) for column in layout.apart]
        if is_of_another:
            body = [*facts, _words(entry, layout.together)]
        else:
            body = [_entry(register, entry, layout.together), *facts]
        table.row(_place(context, entry), *body, *([_state(entry)] if layout.has_state else []))
    return table.build(is_whole=False)


def _counted(register: ReleasedRegister) -> str:
    """Return how many entries a register has, and how many are missing of those that it is to have."""
    missing = len(register.entries) - recorded(register)
    return f"{counted(recorded(register), 'entry', 'entries')}{f'; {missing} not recorded' if missing else ''}"


def _state(entry: ReleasedEntry) -> str:
    state = escaped(entry.state or "–")
    return strong(state) if entry.needs_action else state


def _fact(entry: ReleasedEntry, column: ReleasedColumn) -> str:
    fact = entry.fact(column.key)
    return _told(fact) if fact is not None else "–"


def _words(entry: ReleasedEntry, columns: Sequence[ReleasedColumn]) -> str:
    """Return what is written of an entry that belongs to another: the first under its head, the rest labelled."""
    told = [_told(fact) if column is columns[0] else _labelled(column, fact) for column, fact in _parts(entry, columns)]
    return " ".join(told)


def _place(context: Context, entry: ReleasedEntry) -> str:
    ref = entry.intention or ""
    told = any(each.ref == ref for each in context.released.intentions)
    where = link(intention_key(ref), escaped(ref)) if told else escaped(ref)
    return f"{strong(escaped(entry.reference or '–'))}{'<br/>' if ref else ''}{where}"


def _parts(entry: ReleasedEntry, columns: Sequence[ReleasedColumn]) -> Iterator[tuple[ReleasedColumn, ReleasedFact]]:
    for column in columns:
        fact = entry.fact(column.key)
        if fact is not None:
            yield column, fact


def _is_prose(fact: ReleasedFact) -> bool:
    """Tell whether a fact takes a line of its own: it is long, or a sentence."""
    words = fact_words(fact)
    return len(words) > _SHORT or words.endswith(".")


def _entry(register: ReleasedRegister, entry: ReleasedEntry, columns: Sequence[ReleasedColumn]) -> str:
    """Return what an entry is called, as its heading, then its short facts in one run, then its words."""
    first = register.columns[0]
    named = entry.fact(first.key)
    lines = [strong(_told(named) if named is not None else escaped(title_of(register, entry)))]
    rest = list(_parts(entry, [column for column in columns if column.key != first.key]))
    if short := [_labelled(*part) for part in rest if not _is_prose(part[1])]:
        lines.append("; ".join(short))
    return "<br/>".join([*lines, *(_labelled(*part) for part in rest if _is_prose(part[1]))])


def _labelled(column: ReleasedColumn, fact: ReleasedFact) -> str:
    return f"{grey(escaped(column.label))} {_told(fact)}"


def _told(fact: ReleasedFact) -> str:
    if fact.words is not None:
        return inline(fact.words)
    return "<br/>".join(map(escaped, fact_words(fact).splitlines()))
