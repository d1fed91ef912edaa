"""The dialog of new evidence: what it offers, and what was typed in it as a job's arguments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from app.desktop.presenters.form_values import FormValues, people_to_choose
from app.desktop.views.form_views import EvidenceFormView, EvidenceInput
from app.desktop.views.home_view import ScopeView
from app.domain.period_content import PeriodContent
from app.domain.text import Text, plain
from app.services.evidence_files import file_faults
from app.services.evidencing import NO_SUCH_QUESTION, NewEvidence, Seen

_STORE_LOCKED = "To withhold it whole, unlock the sealed store first."
_BETWEEN = re.compile(r"[\s,;]+")


def new_evidence_form(content: PeriodContent, given: EvidenceInput, *, is_unlocked: bool) -> EvidenceFormView:
    """Return the dialog of new evidence."""
    applying = [intention for intention in content.pack.intentions if content.applies(intention)]
    kinds = tuple(ScopeView(step.key, step.word) for step in content.pack.scales.evidence_kinds)
    return EvidenceFormView(
        "Add evidence",
        tuple(ScopeView(i.ref, f"{i.ref} {i.short}") for i in applying),
        people_to_choose(content),
        kinds,
        given,
        is_unlocked,
        "" if is_unlocked else _STORE_LOCKED,
    )


def read_new_evidence(content: PeriodContent, given: EvidenceInput) -> tuple[NewEvidence, dict[str, str]]:
    """Return what new evidence has, and what is wrong by field; several files need no title."""
    values = FormValues()
    needs_title = given.is_seen or len(given.files) < 2
    title = values.words("title", given.title, "Write a title.") if needs_title else ""
    refs, known = question_refs(given.items), known_questions(content)
    if any(ref not in known for ref in refs):
        values.faults["items"] = NO_SUCH_QUESTION
    dated = values.day("dated", given.dated)
    if given.is_seen:
        values.words("seen_where", given.seen_where, "Write where it was seen.")
        if not given.seen_on:
            values.faults["seen_on"] = "Write the day on which it was seen."
        values.day("seen_on", given.seen_on)
    elif not given.files:
        values.faults[""] = "Choose a file, or say that it was seen and not attached."
    new = NewEvidence(
        plain(title, content.scheme), refs, given.intention or None, given.kind or None, dated, given.is_withheld
    )
    return new, values.faults


def read_seen(content: PeriodContent, given: EvidenceInput) -> Seen:
    """Return where, by whom and when something was seen."""
    where = plain(given.seen_where, content.scheme)
    return Seen(where, given.seen_by or None, FormValues().day("seen_on", given.seen_on))


def titled_files(content: PeriodContent, given: EvidenceInput) -> list[tuple[Path, Text]]:
    """Return the files with their titles: the one that was typed, or each file's own name."""
    if len(given.files) == 1:
        return [(given.files[0], plain(given.title, content.scheme))]
    return [(path, plain(path.stem, content.scheme)) for path in given.files]


def named_faults(files: Sequence[Path]) -> tuple[str, ...]:
    """Return a line for each file that cannot be taken: its name, for the screen alone, and why."""
    return tuple(f"{files[fault.index].name}: {fault.sentence}" for fault in file_faults(files))


def question_refs(text: str) -> tuple[str, ...]:
    """Return the references that a person wrote, in their order, once each."""
    return tuple(dict.fromkeys(part.lower() for part in _BETWEEN.split(text) if part))


def known_questions(content: PeriodContent) -> frozenset[str]:
    """Return the references of all questions that apply here."""
    intentions = [intention for intention in content.pack.intentions if content.applies(intention)]
    return frozenset(item.ref for intention in intentions for item in content.items_of(intention))
