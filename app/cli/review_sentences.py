"""How an opened return and its differences are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.domain.dates import spell_day
from app.domain.heat_map import LEGENDS
from app.domain.honesty import DOUBT_WORDS
from app.domain.return_comparison import CHANGE_WORDS
from app.domain.review_terms import DEPTH_WORDS

if TYPE_CHECKING:
    from app.domain.heat_map import Aspect, HeatMap
    from app.domain.return_comparison import Difference
    from app.services.return_reading import Reading


def as_lines(one: Difference) -> dict[str, str]:
    """Return a difference for `--json`."""
    return {
        "change": one.change.value, "intention": one.intention, "place": one.place, "before": one.before,
        "after": one.after, "sentence": one.sentence,
    }  # fmt: skip


def reading_json(reading: Reading) -> dict[str, Any]:
    """Return an opened return for `--json`."""
    held = reading.held
    return {
        "number": held.number,
        "establishment": reading.name,
        "code": held.code,
        "period": held.period,
        "made_on": held.made_on,
        "standing": held.standing.value,
        "verification": reading.verdict.splitlines(),
        "level": held.level,
        "score": held.score,
        "beside": reading.last.number if reading.last else None,
        "differences": [as_lines(one) for one in reading.differences],
        "lens": [
            {"doubt": one.doubt.value, "intention": one.intention, "item": one.item, "sentence": one.sentence}
            for one in reading.prompts
        ],
        "plan": [
            {"intention": one.intention, "depth": one.depth.value, "proposed": one.proposed.value,
             "is_chosen": one.is_chosen, "reasons": list(one.reasons)}
            for one in reading.plan
        ],
    }  # fmt: skip


def reading_lines(reading: Reading) -> list[str]:
    """Return an opened return in sentences."""
    held = reading.held
    beside = (
        f"Beside return {reading.last.number}:" if reading.last else "There is no earlier return to read beside it."
    )
    return [
        f"Return {held.number} of {reading.name}, {held.period}, made on {spell_day(held.made_on)}",
        *(f"  {line}" for line in reading.verdict.splitlines()),
        beside,
        *(f"  {CHANGE_WORDS[one.change]}: {one.place}, {one.before} → {one.after}" for one in reading.differences),
        "To ask about (a prompt, not a score):",
        *(f"  {one.item or one.intention}: {DOUBT_WORDS[one.doubt]}. {one.sentence}" for one in reading.prompts),
        "Where to look:",
        *(f"  {one.intention}: {DEPTH_WORDS[one.depth]}. {' '.join(one.reasons)}" for one in reading.plan),
    ]


def map_json(made: HeatMap) -> dict[str, Any]:
    """Return a heat map for `--json`."""
    rows = [
        {"code": row.code, "name": row.name, "return": row.number or None, "period": row.period,
         "marking": row.marking or None,
         "intentions": {ref: cell.words for ref, cell in zip(made.refs, row.cells, strict=True)}}
        for row in made.rows
    ]  # fmt: skip
    return {"rows": rows}


def map_lines(made: HeatMap, aspect: Aspect) -> list[str]:
    """Return a heat map as lines of equal columns, and what its letters mean."""
    heads = [max(len(row.number) for row in made.rows), max(len(row.code) for row in made.rows)]
    lines = [f"{'':{heads[1]}}  {'':{heads[0]}}  {' '.join(f'{ref:4}' for ref in made.refs)}"]
    for row in made.rows:
        cells = " ".join(f"{cell.text:4}" for cell in row.cells)
        lines.append(f"{row.code:{heads[1]}}  {row.number:{heads[0]}}  {cells}".rstrip())
    return [*lines, LEGENDS[aspect]]
