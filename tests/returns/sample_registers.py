"""The registers of the sample return: a few entries of every kind of field, made from the declarations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.domain.registers.every import REGISTERS
from app.domain.registers.register import Register
from app.domain.release_registers import columns_of
from app.domain.released_registers import ReleasedColumn, ReleasedEntry, ReleasedFact, ReleasedRegister
from app.domain.released_text import ReleasedText, Shown, Withheld

WITHHELD = "RESTRICTED"
_WORDS = {
    "title": "Too few trained staff to search every reception",
    "cause": "Three trained officers left between May and July, and training runs twice a year.",
    "effect": "Prisoners wait in reception, and what they carry is not found until they reach the wing.",
}


def shown(*texts: str) -> ReleasedText:
    """Return released text; the empty string stands for a withheld place."""
    return tuple(Shown(text=text) if text else Withheld(withheld=WITHHELD) for text in texts)


def sample_registers() -> Iterator[ReleasedRegister]:
    """Yield each register with two entries, the second of one fact, and something withheld."""
    for register in REGISTERS:
        columns = columns_of(register)
        whole = ReleasedEntry(
            reference=f"{register.letter}-7KQ2",
            intention="1(d)" if register.intention != "none" else None,
            state="Seen to",
            facts=tuple(_fact(register, column) for column in columns),
        )
        short = ReleasedEntry(reference=f"{register.letter}-9BCD", needs_action=True, state="Not seen to",
                              facts=(_fact(register, columns[0]),))  # fmt: skip
        yield ReleasedRegister(
            key=register.key, title=register.title, about=register.about, columns=columns,
            entries=(whole, short), withheld=("1(e)",),
        )  # fmt: skip


def _fact(register: Register, column: ReleasedColumn) -> ReleasedFact:
    words = _WORDS.get(column.key, f"What was said of this by the function head on {len(column.key)} occasions.")
    match column.kind:
        case "words":
            text = shown(words, "", "The rest stands.") if column.key == "cause" else shown(words)
            return ReleasedFact(key=column.key, words=text)
        case "day":
            return ReleasedFact(key=column.key, day=date(2014, 11, 3))
        case "figure":
            return ReleasedFact(key=column.key, figure="12.5" if len(column.key) % 2 else "7")
        case "refs":
            return ReleasedFact(key=column.key, refs=("1d-02", "CU016"))
        case _:
            return ReleasedFact(key=column.key, word=f"{column.label} seen")
