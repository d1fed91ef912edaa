"""Which page a thing left to do is done on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable

from app.domain.left_to_do import Task, ToDo
from app.domain.registers.every import BY_KIND

_PAGES = {
    Task.QUERY_TO_REPLY: "queries", Task.ACTION_OVERDUE: "actions", Task.STATEMENT_TO_SIGN: "statement",
    Task.REGISTER_DUE: "registers", Task.PACK_OUT: "packs",
}  # fmt: skip
CHECKLIST = "checklist"
_PAGES_OF_RECORDS = {"action": "actions", "finding": "actions", "evidence": "evidence", "statement": "statement",
                     "declaration": "statement", **dict.fromkeys(BY_KIND, "registers")}  # fmt: skip


def page_for(task: Task, pages: Collection[str]) -> str:
    """Return the key of the page for a task; the Checklist where its own page is not there."""
    wanted = _PAGES.get(task, CHECKLIST)
    return wanted if wanted in pages else CHECKLIST


def page_of_record(kind: str, pages: Collection[str]) -> str:
    """Return the key of the page where a record of this kind is written; the Checklist where that is not there."""
    wanted = _PAGES_OF_RECORDS.get(kind, CHECKLIST)
    return wanted if wanted in pages else CHECKLIST


def counts_by_page(left: Iterable[ToDo], pages: Collection[str]) -> dict[str, int]:
    """Count what is left to do by page: the counts add up to the headline of Home."""
    return dict(Counter(page_for(todo.task, pages) for todo in left))
