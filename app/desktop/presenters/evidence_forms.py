"""The dialog of new evidence: what it offers, and what was typed in it as a job's arguments."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from app.desktop.presenters.form_values import ALL_SEALED, HOW_TO_SEAL, FormValues, people_to_choose
from app.desktop.presenters.narrative_text import show_entry
from app.desktop.views.form_views import EntryFieldView, EntryFormView, EvidenceFormView, EvidenceInput
from app.desktop.views.home_view import ScopeView
from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.records import Evidence
from app.domain.text import Text, has_sealed
from app.services.evidence_files import file_faults, name_text
from app.services.evidencing import NO_SUCH_QUESTION, NewEvidence, Seen

_NO_TITLE = "Write a title."
_NO_PLACE = "Write where it was seen."
_BETWEEN = re.compile(r"[\s,;]+")


def new_evidence_form(content: PeriodContent, given: EvidenceInput) -> EvidenceFormView:
    """Return the dialog of new evidence."""
    applying = [intention for intention in content.pack.intentions if content.applies(intention)]
    kinds = tuple(ScopeView(step.key, step.word) for step in content.pack.scales.evidence_kinds)
    return EvidenceFormView(
        "Add evidence",
        tuple(ScopeView(i.ref, f"{i.ref} {i.short}") for i in applying),
        people_to_choose(content),
        kinds,
        given,
        HOW_TO_SEAL,
    )


def words_form(content: PeriodContent, entry: Entry[Evidence]) -> EntryFormView:
    """Return the form of what evidence says: its title, and where it was seen or what its file was called."""
    is_attached, is_whole = entry.record.attachment_id is not None, entry.record.sealed_id is not None
    names = {"title": "Title: it leaves with the return"}
    names |= {"file_name": "Name of the file"} if is_attached else {"place": "Where it was seen"}
    fields = tuple(
        EntryFieldView(name, label, "line", passages=show_entry(entry, name, content.scheme))
        for name, label in names.items()
    )
    note = ALL_SEALED if is_whole else HOW_TO_SEAL
    heading = f"Change evidence {entry.record.reference}"
    return EntryFormView(heading, "Save the changes", fields, is_new=False, note=note, shows_sealed=is_whole)


def read_new_evidence(
    content: PeriodContent, given: EvidenceInput, text: Callable[[str], Text]
) -> tuple[NewEvidence, dict[str, str]]:
    """Return what new evidence has, and what is wrong by field; several files need no title.

    `text` returns a text by its field.
    """
    values = FormValues()
    needs_title = given.is_seen or len(given.files) < 2
    title = values.text("title", text("title"), _NO_TITLE) if needs_title else ()
    refs, known = question_refs(given.items), known_questions(content)
    if any(ref not in known for ref in refs):
        values.faults["items"] = NO_SUCH_QUESTION
    dated = values.day("dated", given.dated)
    if given.is_seen:
        values.text("seen_where", text("seen_where"), _NO_PLACE)
        if not given.seen_on:
            values.faults["seen_on"] = "Write the day on which it was seen."
        values.day("seen_on", given.seen_on)
    elif not given.files:
        values.faults[""] = "Choose a file, or say that it was seen and not attached."
    new = NewEvidence(title, refs, given.intention or None, given.kind or None, dated, given.is_withheld)
    return new, values.faults


def read_seen(given: EvidenceInput, where: Text) -> Seen:
    """Return where, by whom and when something was seen."""
    return Seen(where, given.seen_by or None, FormValues().day("seen_on", given.seen_on))


def titled_files(content: PeriodContent, given: EvidenceInput, title: Text) -> list[tuple[Path, Text]]:
    """Return the files with their titles: the one that was typed, or each file's own name."""
    if len(given.files) == 1:
        return [(given.files[0], title)]
    return [(path, name_text(path.stem, content.scheme)) for path in given.files]


def seals_a_name(content: PeriodContent, given: EvidenceInput) -> bool:
    """Tell whether the name of one of the files is sealed as they are attached."""
    return any(has_sealed(name_text(path.name, content.scheme)) for path in given.files)


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
