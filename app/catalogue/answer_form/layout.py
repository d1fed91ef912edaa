"""What an answer form looks like: its sheets, their columns, and what may stand in each."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.catalogue import ChecklistItem, Intention, ResultStep, Scales, WordStep

LAYOUT = "1"
"""The version of the form; a later one is told from it."""
START = "Start here"
ANSWERS, EVIDENCE, FINDINGS = "Answers", "Evidence", "Findings"
HEAD_ROW = 3
"""Row of the heads of the columns; what is filled in begins below it."""
BLANK_ROWS = 60
"""Rows for evidence and for findings."""
LONGEST = 20_000
"""Characters that are taken from one cell."""

NAMES = ("Form", "Establishment", "Period", "Intention", "Catalogue")
"""What the first sheet says of the form, in this order, from row `FIRST_NAME` on."""
FIRST_NAME = 12


class Kind(StrEnum):
    """What stands in a column."""

    FIXED = "fixed"
    WORDS = "words"
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True)
class Column:
    """A column: the field of a record it fills, its head, its width in characters, and the words to choose from."""

    field: str
    head: str
    width: int
    kind: Kind = Kind.WORDS
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """What each word to choose from stands for."""


@dataclass(frozen=True)
class FormHead:
    """Whose form it is. `digest` is that of the catalogue that its questions come from."""

    code: str
    period: str
    intention: str
    digest: str

    @property
    def values(self) -> tuple[str, ...]:
        """Return what stands beside `NAMES`."""
        return LAYOUT, self.code, self.period, self.intention, self.digest


@dataclass(frozen=True)
class FormSheet:
    """A sheet: its columns, and what stands in its fixed cells, row by row."""

    name: str
    purpose: str
    columns: tuple[Column, ...]
    fixed: Sequence[tuple[str, ...]] = ()

    @property
    def rows(self) -> int:
        """How many rows there are to fill in."""
        return len(self.fixed) or BLANK_ROWS


def sheets_of(items: Sequence[ChecklistItem], scales: Scales) -> tuple[FormSheet, ...]:
    """Return the sheets of a form that asks these items."""
    refs = {item.ref: item.ref for item in items}
    asked = tuple((item.ref, item.question) for item in items)
    return (
        FormSheet(
            ANSWERS, "One row for each question. Leave what you do not know empty.", _answer_columns(scales), asked
        ),
        FormSheet(EVIDENCE, "Evidence that was seen: one row each.", _evidence_columns(refs, scales)),
        FormSheet(
            FINDINGS,
            "What was found wrong or good, and what is to be done about it: one row each.",
            _finding_columns(refs, scales),
        ),
    )


def _answer_columns(scales: Scales) -> tuple[Column, ...]:
    return (
        Column("item", "Item", 8, Kind.FIXED),
        Column("question", "Question", 60, Kind.FIXED),
        Column("result", "Result", 16, choices=_words(scales.results)),
        Column("tested_on", "Tested on", 14, Kind.DATE),
        Column("by", "By", 20),
        Column("narrative", "What was found", 60),
        Column("reason", "Why it does not apply, or could not be tested", 30),
        Column("population", "Sample: of how many", 12, Kind.NUMBER),
        Column("method", "Sample: how drawn", 16, choices=_words(scales.sampling_methods)),
        Column("size", "Sample: how many", 12, Kind.NUMBER),
        Column("compliant", "Sample: complied", 12, Kind.NUMBER),
    )


def _evidence_columns(refs: Mapping[str, str], scales: Scales) -> tuple[Column, ...]:
    return (
        Column("item", "Item", 8, choices=refs),
        Column("title", "What it is", 50),
        Column("kind", "Kind", 22, choices=_words(scales.evidence_kinds)),
        Column("where", "Where it was seen", 30),
        Column("by", "By", 20),
        Column("on", "Seen on", 14, Kind.DATE),
    )


def _finding_columns(refs: Mapping[str, str], scales: Scales) -> tuple[Column, ...]:
    return (
        Column("item", "Item", 8, choices=refs),
        Column("grade", "Grade", 22, choices=_words(scales.finding_grades)),
        Column("title", "Finding", 40),
        Column("detail", "Detail", 50),
        Column("action", "Action", 40),
        Column("owner", "Owner (post)", 24),
        Column("due", "Due", 14, Kind.DATE),
    )


def _words(steps: Sequence[ResultStep | WordStep]) -> dict[str, str]:
    return {step.word: step.key for step in steps}


def explanation(intention: Intention, period: str, sealed: str) -> tuple[str, ...]:
    """Return what the first sheet says, line by line, above `FIRST_NAME`; `sealed` is the marking that is sealed."""
    return (
        f"{intention.ref} {intention.title}",
        f"Answer form for {period}",
        "",
        "Fill in the white cells of the next sheets. Cells with an arrow have the words to choose from.",
        "Write a date as 30/09/2014. Do not move, add or rename rows, columns or sheets, and use no formulas.",
        f"Type nothing that is marked, or should be: no {sealed} text, and nothing that names a prisoner or a source.",
        "Such answers are typed into the program itself, which seals them.",
        "Save the workbook as .xlsx and give it back to the audit lead.",
    )
