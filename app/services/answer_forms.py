"""Answer forms: workbooks for staff who do not have the program, made and read back; all of it is taken, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from app.domain.errors import UserError
from app.domain.periods import short_name
from app.domain.progress import IsCancelled, Progress, Steps, never_cancelled, no_progress, stop_if
from app.domain.references import item_stem
from app.services.fill_form import Fill
from app.services.fill_rules import rule_faults
from app.services.fill_writer import FillWriter
from app.services.form_faults import fault_list, form_faults
from app.services.period_content import find_period, load_content
from app.services.placing import written_beside

if TYPE_CHECKING:
    from app.catalogue.answer_form.layout import FormHead, FormSheet
    from app.catalogue.answer_form.reader import FilledForm, FilledRow
    from app.domain.catalogue import Intention
    from app.domain.period_content import PeriodContent
    from app.store.file import EstablishmentFile

MAX_FORM_BYTES = 8 * 1024 * 1024
_NOT_HERE = "This answer form is of another establishment, period or catalogue. Make the form anew for this period."
_CALLED = "answer form"
_MARKED = "this text is marked, or should be, and was not taken; type it into the program, which seals it"
_ASKED = "the marking scan will ask about this text before it leaves"
_PLACE = re.compile(r"(answers|evidence|findings|actions)\[([0-9]+)\](?:\.([a-z_]+))?(?:\.([a-z_]+))?")
_LISTS = ("answers", "evidence", "findings", "actions")
_NO_TEXT = frozenset({"item", "result", "method", "kind", "grade"})


@dataclass(frozen=True)
class ReadForms:
    """What was taken, or would be: how much of each, for which intentions; `replaced` are questions answered before."""

    period: str
    intentions: tuple[str, ...]
    counts: Mapping[str, int]
    replaced: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class _OnlyLookedError(Exception):
    """Ends an act that was only tried."""


def make_forms(
    file: EstablishmentFile,
    folder: Path,
    intentions: Sequence[str] = (),
    *,
    period: str | None = None,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> list[Path]:
    """Write an answer form for each of these intentions, or all that apply; return where they are. All, or none."""
    from app.catalogue.answer_form.writer import write_form

    with file.reading() as work:
        content = load_content(work, find_period(work, period).record.id)
    applying = {intention.ref: intention for intention in content.pack.intentions if content.applies(intention)}
    if any(ref not in applying for ref in intentions):
        raise UserError("A form asks about an intention that applies here. Name one, such as 1(f).")
    forms: dict[Path, bytes] = {}
    steps = Steps(progress, is_cancelled, len(intentions or applying))
    for ref in intentions or applying:
        steps.begin(f"Writing the form of {ref}")
        start = f"{content.establishment.record.code} {short_name(content.period.record.name)}"
        items = content.items_of(applying[ref])
        forms[folder / f"{start} form {item_stem(ref)}.xlsx"] = write_form(
            applying[ref], items, content.pack.scales, content.scheme, _head(content, ref)
        )
    taken = [path for path in forms if path.exists()]
    if taken:
        raise UserError("A form of this name lies there already, and may be filled in. Choose another folder.")
    with written_beside(forms):
        pass
    return list(forms)


def _head(content: PeriodContent, ref: str) -> FormHead:
    from app.catalogue.answer_form.layout import FormHead

    record = content.establishment.record
    return FormHead(record.code, content.period.record.name, ref, content.pack_digest)


def read_forms(
    file: EstablishmentFile,
    paths: Sequence[Path],
    *,
    is_preview: bool = False,
    person_id: str | None = None,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> ReadForms:
    """Take what was filled into these forms, in one act; with `is_preview` say only what would be taken.

    FaultsError lists every fault of every form by file, sheet and cell, and then nothing is taken; nor is it where
    cancelled. An empty cell leaves what stands in the file.
    """
    taken: ReadForms | None = None
    try:
        with file.work("Took answer forms in", person_id) as work:
            faults: list[str] = []
            parts: list[ReadForms] = []
            steps = Steps(progress, is_cancelled, len(paths))
            for number, path in enumerate(paths, 1):
                steps.begin(f"Reading form {number} of {len(paths)}")
                reader = _Reader(load_content(work, _period_of(work, path)), path)
                parts.append(reader.take(FillWriter(work, reader.content, path.parent, is_partial=True)))
                faults += [f"{path.name}: {fault}" if len(paths) > 1 else fault for fault in reader.faults]
            if faults:
                raise fault_list(faults, _CALLED)
            stop_if(is_cancelled)
            taken = _together(parts)
            if is_preview:
                raise _OnlyLookedError
    except _OnlyLookedError:
        pass
    if taken is None:
        raise UserError("Choose at least one answer form.")
    return taken


def _period_of(work: Any, path: Path) -> str:
    return str(find_period(work, _head_of(path).period).record.id)


def _head_of(path: Path) -> FormHead:
    from app.catalogue.answer_form.reader import opened_form, read_head

    with opened_form(_bytes_of(path)) as book:
        return read_head(book)


def _bytes_of(path: Path) -> bytes:
    from app.returns.package_checks import open_package

    try:
        with path.open("rb") as file:
            content = file.read(MAX_FORM_BYTES + 1)
    except OSError as error:
        raise UserError(f"The answer form could not be read: {error.strerror}. Check its name.") from None
    if len(content) > MAX_FORM_BYTES:
        raise UserError("This file is far larger than an answer form can be. It was not read.")
    open_package(content)
    return content


def _together(parts: Sequence[ReadForms]) -> ReadForms | None:
    if not parts:
        return None
    return ReadForms(
        parts[0].period,
        tuple(ref for part in parts for ref in part.intentions),
        {name: sum(part.counts[name] for part in parts) for name in _LISTS},
        tuple(ref for part in parts for ref in part.replaced),
        tuple(note for part in parts for note in part.notes),
    )


@dataclass
class _Reader:
    """Reads one form into the records that `fill` writes, and says where in the form a fault of theirs is."""

    content: PeriodContent
    path: Path
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: dict[str, list[FilledRow]] = field(default_factory=dict)
    """The row of each record, by the record's list."""

    def take(self, writer: FillWriter) -> ReadForms:
        form, intention = self._read()
        self.faults += form.faults
        self._scan(form)
        fill = self._fill(form)
        if fill is not None:
            writer.write(fill)
            self._add_faults((*rule_faults(fill), *writer.faults))
        counts = {name: len(self.rows[name]) for name in _LISTS}
        answered = self.content.answers_by_item()
        replaced = tuple(row.values["item"] for row in self.rows["answers"] if row.values["item"] in answered)
        return ReadForms(self.content.period.record.name, (intention.ref,), counts, replaced, tuple(self.notes))

    def _read(self) -> tuple[FilledForm, Intention]:
        from app.catalogue.answer_form.layout import sheets_of
        from app.catalogue.answer_form.reader import opened_form, read_form, read_head

        with opened_form(_bytes_of(self.path)) as book:
            head = read_head(book)
            known = {each.ref: each for each in self.content.pack.intentions if self.content.applies(each)}
            if head.intention not in known or head != _head(self.content, head.intention):
                raise UserError(_NOT_HERE)
            intention = known[head.intention]
            sheets: Sequence[FormSheet] = sheets_of(self.content.items_of(intention), self.content.pack.scales)
            return read_form(book, head, sheets), intention

    def _scan(self, form: FilledForm) -> None:
        from app.domain.scan import Outcome, scan

        for row in (row for rows in form.rows.values() for row in rows):
            for name, value in row.values.items():
                if name in _NO_TEXT or not isinstance(value, str):
                    continue
                outcome = scan(value, self.content.scheme).outcome
                if outcome in (Outcome.SEAL, Outcome.REFUSE):
                    self.faults.append(f"{row.cell(name)}: {_MARKED}")
                    row.values[name] = "-"  # the writer would refuse it a second time, by its row alone
                elif outcome is Outcome.WARN:
                    self.notes.append(f"{row.cell(name)}: {_ASKED}")

    def _fill(self, form: FilledForm) -> Fill | None:
        answers, evidence, findings = (form.rows.get(name, []) for name in ("Answers", "Evidence", "Findings"))
        actions = [row for row in findings if "action" in row.values]
        noted = [row for row in findings if row.values.keys() - {"action", "owner", "due", "item"}]
        self.rows = {"answers": answers, "evidence": evidence, "findings": noted, "actions": actions}
        self.faults += [
            f"{row.cell('action')}: an owner or a date stands here without an action"
            for row in findings
            if "action" not in row.values and row.values.keys() & {"owner", "due"}
        ]
        said = {
            "answers": [_answer(row.values) for row in answers],
            "evidence": [_evidence(row.values) for row in evidence],
            "findings": [
                {"key": str(row.number), **_only(row.values, "item", "grade", "title", "detail")} for row in noted
            ],
            "actions": [_action(row, has_finding=row in noted) for row in actions],
        }
        try:
            return Fill.model_validate(said)
        except ValidationError as error:
            self._add_faults(form_faults(error, _CALLED).faults)
            return None

    def _add_faults(self, faults: Sequence[str]) -> None:
        """Add faults of records at their cells; a cell that was found faulty before is not named again."""
        known = {fault.partition(": ")[0] for fault in self.faults}
        placed = map(self._placed, faults)
        self.faults += [fault for fault in placed if fault.partition(": ")[0] not in known]

    def _placed(self, fault: str) -> str:
        """Return a fault of a record with the cell in place of the record's place."""
        found = _PLACE.match(fault)
        if found is None:
            return fault
        row = self.rows[found[1]][int(found[2])]
        names = {"sample": None, "seen": None, "items": "item", "finding": "title", None: None}
        name = found[4] if found[3] in ("sample", "seen") else names.get(found[3], found[3])
        if found[1] == "actions" and name == "title":
            name = "action"
        return f"{row.cell(name)}: {fault.partition(': ')[2]}"


def _answer(values: Mapping[str, Any]) -> dict[str, Any]:
    sample = _only(values, "population", "method", "size", "compliant")
    return {
        **_only(values, "item", "result", "tested_on", "by", "narrative", "reason"),
        **({"sample": sample} if sample else {}),
    }


def _evidence(values: Mapping[str, Any]) -> dict[str, Any]:
    items = {"items": [values["item"]]} if "item" in values else {}
    return {**items, **_only(values, "title", "kind"), "seen": _only(values, "where", "by", "on")}


def _finding(row: FilledRow) -> dict[str, Any]:
    return {"key": str(row.number), **_only(row.values, "item", "grade", "title", "detail")}


def _action(row: FilledRow, *, has_finding: bool) -> dict[str, Any]:
    values = row.values
    place = {"finding": str(row.number)} if has_finding else _only(values, "item")
    return {**place, "title": values["action"], **_only(values, "owner", "due")}


def _only(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: values[name] for name in names if name in values}


def describe_counts(read: ReadForms) -> Iterator[str]:
    """Yield what was taken, a line each."""
    for name, count in read.counts.items():
        if count:
            yield f"{count} {name}"
