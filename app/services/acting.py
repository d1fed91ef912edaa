"""Management actions: begun for an item, a finding or an intention, then changed until they are closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.domain.action_states import moved, owners_of
from app.domain.errors import UserError
from app.domain.record import new_reference
from app.domain.records import Action, ActionState, Finding, Holding
from app.domain.references import intention_of
from app.domain.text import Passage, Text, has_words, plain
from app.services.self_audits import begun_audit

if TYPE_CHECKING:
    from app.domain.record import Entry
    from app.store.file import EstablishmentFile
    from app.store.work import Work

_NO_TITLE = "An action says what will be put right. Write its title."
_NO_PLACE = "An action belongs to a finding, a question or an intention. Choose one of them."
_GONE = "This action is no longer in the file: another window took it out. Look at the list again."


@dataclass(frozen=True)
class NewAction:
    """What a new action needs: its words, and where it comes from (the first of these three that is given)."""

    title: Sequence[Passage]
    finding_id: str | None = None
    item_ref: str | None = None
    intention_ref: str | None = None
    post_id: str | None = None
    due: date | None = None
    is_withheld: bool = False
    entry_id: str | None = None
    """The entry of a register that it comes from, beside one of the three."""
    progress: Sequence[Passage] = ()


def add_action(file: EstablishmentFile, period_id: str, new: NewAction, *, person_id: str | None) -> Entry[Action]:
    """Begin an action; UserError where it has no title or no place."""
    with file.work("Opened an action", person_id) as work:
        return write_action(work, period_id, new)


def write_action(work: Work, period_id: str, new: NewAction) -> Entry[Action]:
    """Write a new action within an act that may write more."""
    _require_title(new.title)
    finding = work.get(Finding, new.finding_id) if new.finding_id else None
    item_ref = new.item_ref or (finding.record.item_ref if finding else None)
    intention_ref = intention_of(item_ref) if item_ref else new.intention_ref
    if finding is None and intention_ref is None:
        raise UserError(_NO_PLACE, "intention")
    audit_id = finding.record.self_audit_id if finding else begun_audit(work, period_id, str(intention_ref)).record.id
    record = Action(
        self_audit_id=audit_id,
        reference=new_reference("A"),
        item_ref=item_ref,
        finding_id=new.finding_id,
        entry_id=new.entry_id,
        post_id=new.post_id,
        due=new.due,
    )
    return work.put(record, {"title": new.title, "progress": new.progress}, is_withheld=new.is_withheld)


@dataclass(frozen=True)
class ActionChanges:
    """An action's fields as they are to be; a text that is None stays as it is."""

    post_id: str | None
    due: date | None
    title: Sequence[Passage] | None = None
    progress: Sequence[Passage] | None = None


def change_action(
    file: EstablishmentFile, action_id: str, changes: ActionChanges, *, person_id: str | None
) -> Entry[Action]:
    """Change an action's words, owner and date in one act."""
    if changes.title is not None:
        _require_title(changes.title)
    texts = {"title": changes.title, "progress": changes.progress}
    given = {name: text for name, text in texts.items() if text is not None}
    columns = {"post_id": changes.post_id, "due": changes.due}
    return _change(file, "Changed an action", action_id, person_id, columns, given)


def add_progress(
    file: EstablishmentFile, action_id: str, words: Sequence[Passage], *, person_id: str | None
) -> Entry[Action]:
    """Add a line to how an action gets on; what was noted before stays, sealed passages too."""
    with file.work("Noted progress on an action", person_id) as work:
        entry = _action(work, action_id)
        return work.put(entry.record, {"progress": _added(work, entry, words)})


def give_action(
    file: EstablishmentFile, action_id: str, post_id: str | None, *, person_id: str | None
) -> Entry[Action]:
    """Give an action to the post that owns it from now on."""
    return _change(file, "Gave an action another owner", action_id, person_id, {"post_id": post_id})


def move_due(file: EstablishmentFile, action_id: str, due: date | None, *, person_id: str | None) -> Entry[Action]:
    """Move the date by which an action is due."""
    return _change(file, "Moved the date of an action", action_id, person_id, {"due": due})


def change_state(
    file: EstablishmentFile,
    action_id: str,
    to: ActionState,
    *,
    on: date,
    person_id: str | None,
    words: Sequence[Passage] = (),
) -> Entry[Action]:
    """Move an action to another state as of a day; UserError where it may not go there, or not by this person.

    `words`, where there are some, say what was done or why; they are added to its progress in the same act.
    """
    with file.work(STATE_ACTS[to], person_id) as work:
        entry = _action(work, action_id)
        action = entry.record
        owners = owners_of(action, (entry.record for entry in work.list(Holding)), on)
        texts = {"progress": _added(work, entry, words)} if words else None
        return work.put(moved(action, to, on=on, by=person_id, owners=owners), texts)


STATE_ACTS: Mapping[ActionState, str] = {
    ActionState.OPEN: "Set an action back to open",
    ActionState.IN_PROGRESS: "Put an action in progress",
    ActionState.COMPLETED_BY_OWNER: "Recorded an action as completed by its owner",
    ActionState.VERIFIED: "Verified an action",
    ActionState.CLOSED: "Closed an action",
    ActionState.RISK_ACCEPTED: "Accepted the risk instead of an action",
}
"""What the history calls each move."""


def show_completion(
    file: EstablishmentFile, action_id: str, evidence_id: str | None, *, person_id: str | None
) -> Entry[Action]:
    """Name the evidence that shows an action done; None to name none."""
    return _change(file, "Named what shows an action done", action_id, person_id, {"evidence_id": evidence_id})


def withhold_action(file: EstablishmentFile, action_id: str, *, person_id: str | None) -> Entry[Action]:
    """Seal an action whole; SealedStoreLocked while the store is locked. It cannot be undone."""
    with file.work("Withheld an action", person_id) as work:
        return work.put(_action(work, action_id).record, is_withheld=True)


def _change(
    file: EstablishmentFile,
    act: str,
    action_id: str,
    person_id: str | None,
    columns: Mapping[str, object] | None = None,
    texts: Mapping[str, Sequence[Passage]] | None = None,
) -> Entry[Action]:
    with file.work(act, person_id) as work:
        record = _action(work, action_id).record
        return work.put(record.model_copy(update=dict(columns or {})), texts)


def _action(work: Work, action_id: str) -> Entry[Action]:
    entry = work.get(Action, action_id)
    if entry is None:
        raise UserError(_GONE)
    return entry


def _added(work: Work, entry: Entry[Action], words: Sequence[Passage]) -> Text:
    """Return the progress so far and a line more; a passage in plain at its end grows, so that it stays one."""
    before = entry.text("progress")
    if not before or not words:
        return (*before, *words)
    last, first = before[-1], words[0]
    if not last.is_sealed and (first.is_sealed or first.marking != last.marking):
        return (*before[:-1], last.model_copy(update={"content": f"{last.content}\n"}), *words)
    if not last.is_sealed:
        joined = last.model_copy(update={"content": f"{last.content}\n{first.content}"})
        return (*before[:-1], joined, *words[1:])
    if first.is_sealed:
        return (*before, *plain("\n", work.scheme), *words)
    return (*before, first.model_copy(update={"content": f"\n{first.content}"}), *words[1:])


def _require_title(title: Sequence[Passage]) -> None:
    if not has_words(title):
        raise UserError(_NO_TITLE, "title")
