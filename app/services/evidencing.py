"""Evidence: attached or seen, cited by questions, withheld, copied out, taken out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import FaultsError, Refused, UserError
from app.domain.period_content import PeriodContent
from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress, stop_if
from app.domain.record import Entry, new_reference
from app.domain.records import Attachment, Evidence, EvidenceLink, SelfAudit
from app.domain.references import intention_of
from app.domain.text import Passage, has_words, plain
from app.services.attaching import FILES, attach
from app.services.copies_made import Made, note_copy
from app.services.evidence_files import KnownFiles, file_faults, name_text
from app.services.period_content import load_content
from app.services.placing import written_beside
from app.services.self_audits import begun_audit

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile
    from app.store.work import Work

_NO_TITLE = "Evidence has a title, so that others can find it. Write one."
_NO_PLACE = "Evidence belongs to a question or an intention. Choose one of them."
_NOT_SEEN = "Say where it was seen, and when: that is what stands in for the file."
_GONE = "This evidence is no longer in the file: another window took it out. Look at the list again."
_SEALED = "This evidence is sealed, so no copy of it leaves the file."
_UNCHANGED = (Passage(content=None, marking=""),)
NO_SUCH_QUESTION = "The catalogue has no question of that reference here. Write it like 1f-03."
"""What is said of a reference that no question has."""
_NO_FILE = "There is no file to copy: this evidence was seen, not attached."


@dataclass(frozen=True)
class NewEvidence:
    """What all new evidence has. `item_refs` are the questions that cite it; the first decides where it belongs."""

    title: Sequence[Passage]
    item_refs: tuple[str, ...] = ()
    intention_ref: str | None = None
    kind: str | None = None
    dated: date | None = None
    is_withheld: bool = False


@dataclass(frozen=True)
class Seen:
    """Where, by whom and when something was seen that is not attached."""

    place: Sequence[Passage]
    person_id: str | None
    on: date | None


@dataclass(frozen=True)
class Attached:
    """An evidence item with a file: the new one, or the one that held the same bytes already."""

    evidence: Entry[Evidence]
    cited_now: tuple[str, ...]
    is_duplicate: bool


def attach_files(
    file: EstablishmentFile,
    period_id: str,
    new: NewEvidence,
    titled: Sequence[tuple[Path, Sequence[Passage]]],
    *,
    person_id: str | None,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> tuple[Attached, ...]:
    """Attach files, each under its title, in one act: all or none, cancelled too; `new.title` is not used.

    Bytes that a public item of the period holds already are not kept twice: that item is cited instead. FaultsError
    where a file cannot be taken. The name it came with is text of the item, sealed where it is marked so; its
    bytes are kept under a random id.
    """
    faults = file_faults([path for path, _ in titled])
    if faults:
        raise FaultsError("Nothing was added.", [fault.sentence for fault in faults])
    for _, title in titled:
        _require_title(title)
    with file.work("Attached evidence", person_id) as work:
        content = load_content(work, period_id)
        known = KnownFiles(work, () if new.is_withheld else content.evidence)
        attached = []
        for place, (path, title) in enumerate(titled):
            stop_if(is_cancelled)
            progress("Attaching files", place, len(titled))
            try:
                attached.append(_attach(work, content, known, replace(new, title=title), path))
            except Refused as refused:
                if len(titled) == 1:
                    raise
                # Its name may be RESTRICTED: the number says which it is.
                which = f"File {place + 1} of {len(titled)}, and none was added."
                raise Refused(f"{which} {refused.sentence}", FILES) from None
    return tuple(attached)


def _attach(work: Work, content: PeriodContent, known: KnownFiles, new: NewEvidence, path: Path) -> Attached:
    offered = path.read_bytes()
    holder = known.holder(offered)
    if holder is not None:
        return Attached(holder, _cite(work, content, holder, new.item_refs), is_duplicate=True)
    record = attach(work, _record(work, content.period.record.id, new), path, is_withheld=new.is_withheld)
    name = plain(path.name, work.scheme) if new.is_withheld else name_text(path.name, work.scheme)
    texts = {"title": new.title, "file_name": name}
    entry = work.put(record, texts, is_withheld=new.is_withheld)
    if not new.is_withheld:
        known.add(entry, offered)
    return Attached(entry, _cite(work, content, entry, new.item_refs), is_duplicate=False)


def cite_seen(
    file: EstablishmentFile, period_id: str, new: NewEvidence, seen: Seen, *, person_id: str | None
) -> Entry[Evidence]:
    """Record evidence that was seen and not attached: what, where, by whom, when."""
    _require_title(new.title)
    if seen.on is None or not has_words(seen.place):
        raise UserError(_NOT_SEEN, "place")
    with file.work("Recorded evidence that was seen", person_id) as work:
        record = _record(work, period_id, new)
        record = record.model_copy(update={"seen_on": seen.on, "seen_by": seen.person_id})
        texts = {"title": new.title, "place": seen.place}
        entry = work.put(record, texts, is_withheld=new.is_withheld)
        _cite(work, load_content(work, period_id), entry, new.item_refs)
        return entry


def reword_evidence(
    file: EstablishmentFile, evidence_id: str, texts: Mapping[str, Sequence[Passage]], *, person_id: str | None
) -> Entry[Evidence]:
    """Change words of evidence, by field; those that are not named stay. UserError for an empty title or place."""
    _require_title(texts.get("title", _UNCHANGED))
    if not has_words(texts.get("place", _UNCHANGED)):
        raise UserError(_NOT_SEEN, "place")
    with file.work("Changed the words of evidence", person_id) as work:
        return work.put(_evidence(work, evidence_id).record, texts)


def link_evidence(
    file: EstablishmentFile, period_id: str, evidence_id: str, item_refs: Sequence[str], *, person_id: str | None
) -> None:
    """Have exactly these questions cite the evidence; UserError for one that the catalogue does not have here."""
    with file.work("Changed which questions cite evidence", person_id) as work:
        entry = _evidence(work, evidence_id)
        for link in work.list(EvidenceLink, evidence_id=evidence_id):
            if link.record.item_ref not in item_refs:
                work.delete(EvidenceLink, link.record.id)
        _cite(work, load_content(work, period_id), entry, item_refs)


def withhold_evidence(file: EstablishmentFile, evidence_id: str, *, person_id: str | None) -> None:
    """Seal evidence whole, its file too; SealedStoreLocked while the store is locked. It cannot be undone."""
    with file.work("Withheld evidence", person_id, is_sealing=True) as work:
        record = _evidence(work, evidence_id).record
        attachment = work.get(Attachment, record.attachment_id) if record.attachment_id else None
        if attachment is not None:
            work.put(attachment.record, is_withheld=True)
        work.put(record, is_withheld=True)


def remove_evidence(file: EstablishmentFile, evidence_id: str, *, person_id: str | None) -> None:
    """Take evidence out, and what cites it. Its bytes stay in the file, so that it can be put back."""
    with file.work("Took evidence out", person_id) as work:
        _evidence(work, evidence_id)
        for link in work.list(EvidenceLink, evidence_id=evidence_id):
            work.delete(EvidenceLink, link.record.id)
        work.delete(Evidence, evidence_id)


def restore_evidence(
    file: EstablishmentFile, evidence: Evidence, item_refs: Sequence[str], *, person_id: str | None
) -> None:
    """Put back evidence that was taken out, cited as it was."""
    with file.work("Put evidence back", person_id) as work:
        work.put(evidence.model_copy(update={"is_deleted": False}))
        for item_ref in item_refs:
            work.put(EvidenceLink(evidence_id=evidence.id, item_ref=item_ref))


def copy_out(file: EstablishmentFile, evidence_id: str, to: Path, *, now: datetime) -> None:
    """Write a copy of an attached file to a place of the user's; never of a sealed one."""
    with file.reading() as work:
        record = _evidence(work, evidence_id).record
        if record.sealed_id is not None:
            raise UserError(_SEALED)
        attachment = work.get(Attachment, record.attachment_id) if record.attachment_id else None
        if attachment is None:
            raise UserError(_NO_FILE)
        if attachment.record.sealed_id is not None:
            raise UserError(_SEALED)
        with written_beside({to: attachment.record.content}):
            pass
    note_copy(file, Made.ATTACHED, record.reference or "", now)


def _record(work: Work, period_id: str, new: NewEvidence) -> Evidence:
    intention_ref = intention_of(new.item_refs[0]) if new.item_refs else new.intention_ref
    if intention_ref is None:
        raise UserError(_NO_PLACE, "intention")
    audit: Entry[SelfAudit] = begun_audit(work, period_id, intention_ref)
    return Evidence(
        self_audit_id=audit.record.id, reference=new_reference("E"), evidence_kind=new.kind, dated=new.dated
    )


def _cite(work: Work, content: PeriodContent, entry: Entry[Evidence], item_refs: Sequence[str]) -> tuple[str, ...]:
    """Have questions cite the evidence; return those that did not before."""
    known = {item.ref for i in content.pack.intentions if content.applies(i) for item in content.items_of(i)}
    cited = {link.record.item_ref for link in work.list(EvidenceLink, evidence_id=entry.record.id)}
    if any(item_ref not in known for item_ref in item_refs):
        raise UserError(NO_SUCH_QUESTION, "items")
    added = tuple(item_ref for item_ref in dict.fromkeys(item_refs) if item_ref not in cited)
    for item_ref in added:
        work.put(EvidenceLink(evidence_id=entry.record.id, item_ref=item_ref))
    return added


def _evidence(work: Work, evidence_id: str) -> Entry[Evidence]:
    entry = work.get(Evidence, evidence_id)
    if entry is None:
        raise UserError(_GONE)
    return entry


def _require_title(title: Sequence[Passage]) -> None:
    if not has_words(title):
        raise UserError(_NO_TITLE, "title")
