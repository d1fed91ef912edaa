"""Taking a work pack back: what it changes, shown before anything is changed; then all of it in one act."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from app.domain.dates import spell_day
from app.domain.errors import UserError
from app.domain.merging import Choices, Conflict, Side, Version, conflict_key, merge, says
from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress, stop_if
from app.domain.record import Entry, Record
from app.domain.records import (
    RECORD_TYPES,
    KeptPack,
    MarkingDecision,
    SelfAudit,
    SignOff,
    Statement,
    Unsealing,
)
from app.domain.references import ESTABLISHMENT
from app.domain.text import Passage
from app.domain.work_packs import WorkPack
from app.services.backing_up import back_up_now
from app.services.pack_reading import base_of, opened_pack, version_of
from app.services.packing import NEVER_PACKED, require_own_file

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile
    from app.store.work import Work

WAY_BACK = "way_back"
"""The local fact that says which backup was made before the last pack was taken back, and where the chain ended."""

_ACTS = (SignOff, MarkingDecision, Unsealing)
"""What is bound to a revision: taken last, and bound to the revision that it came to here."""
_NO_CONFLICT = "A choice names no conflict of this pack. The preview names each; nothing was taken back."
_SIGNED_OFF_THERE = "The statement was signed off in the pack and reads otherwise here now. Have it signed off again."


@dataclass(frozen=True)
class Change:
    """A record that the pack adds or changes: its id here. `place` is the item's or intention's reference, or empty."""

    kind: str
    place: str
    is_new: bool
    conflicts: tuple[Conflict, ...] = ()
    record_id: str = ""

    def key(self, conflict: Conflict) -> str:
        """Return by what one of its conflicts is named where a choice is made of it."""
        return conflict_key(self.record_id, conflict.field)

    def title(self, conflict: Conflict) -> str:
        """Return what both sides changed, in words."""
        return f"{self.place} {_plain(self.kind)}: {_plain(conflict.field)}".strip()


@dataclass(frozen=True)
class TakenBack:
    """What came of a pack, or would: its changes, and what is to be looked at. `backup` is the way back."""

    intentions: tuple[str, ...]
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()
    backup: Path | None = None

    @property
    def conflicts(self) -> list[tuple[Change, Conflict]]:
        """Return each conflict with where it is."""
        return [(change, conflict) for change in self.changes for conflict in change.conflicts]


def change_lines(taken: TakenBack, *, with_words: bool = False) -> list[str]:
    """Return what a pack changes, a line each: first what both sides changed, then what is to be looked at.

    `with_words` says below each of the first what stands on either side; what is sealed shows its marking alone.
    """
    lines: list[str] = []
    for change, conflict in taken.conflicts:
        named = f" [{change.key(conflict)}]" if can_choose(conflict) else ""
        lines.append(f"Both changed {change.title(conflict)}{named}")
        if with_words:
            lines += [f"    {line}" for line in both_lines(conflict)]
    lines += other_lines(taken)
    return lines or ["Nothing was changed in the pack."]


def other_lines(taken: TakenBack) -> list[str]:
    """Return a line for each thing to be looked at, and for each record that one side alone added or changed."""
    alone = [change for change in taken.changes if not change.conflicts]
    said = (f"{'New' if change.is_new else 'Changed'}: {change.place} {_plain(change.kind)}" for change in alone)
    return [*taken.notes, *said]


def both_lines(conflict: Conflict) -> tuple[str, str]:
    """Return what stands on either side; what is sealed shows its marking alone."""
    return f"here: {_said(conflict.ours)}", f"in the pack: {_said(conflict.theirs)}"


def can_choose(conflict: Conflict) -> bool:
    """Tell whether a side may be chosen: what one took out and the other went on with stays in any case."""
    return conflict.field != "is_deleted"


def _plain(name: str) -> str:
    return name.replace("_id", "").replace("_", " ").removeprefix("is ")


def _said(value: object) -> str:
    """Return one side's value in words; of an id only that there is one."""
    if isinstance(value, tuple):
        return "".join(f"[{part.marking}]" if part.is_sealed else part.content or "" for part in value) or "nothing"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value).replace("_", " ")
    if isinstance(value, date):
        return spell_day(value)
    return str(value) if isinstance(value, int) else "another"


def preview_pack(
    file: EstablishmentFile,
    path: Path,
    *,
    passphrase: str | None = None,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> TakenBack:
    """Return what taking a pack back would change; nothing is written. Errors are those of `opened_pack`."""
    with opened_pack(file, path, passphrase) as (pack, pack_id), pack.reading() as there, file.reading() as here:
        require_own_file(here)
        steps = _Steps("Comparing the pack", progress, is_cancelled)
        return _Merger(here, there, pack_id, Choices(), steps, writes=False).merge()


def take_back(
    file: EstablishmentFile,
    path: Path,
    *,
    now: datetime,
    passphrase: str | None = None,
    side: Side = Side.BOTH,
    choices: Mapping[str, Side] = MappingProxyType({}),
    person_id: str | None = None,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> TakenBack:
    """Take a pack back in one act, after a backup.

    `choices` say whose version stands in single conflicts, by `Change.key`; `side` says it for all others. UserError
    where a choice is of no conflict. Cancelled leaves everything as it was.
    """
    steps = _Steps("Taking the pack back", progress, is_cancelled)
    with opened_pack(file, path, passphrase) as (pack, pack_id):
        backup = back_up_now(file, now)
        with file.work("Took a work pack back", person_id) as here, pack.reading() as there:
            require_own_file(here)
            taken = _Merger(here, there, pack_id, Choices(side, choices), steps, writes=True).merge()
            _require_known(choices, taken)
            known = here.get(WorkPack, pack_id)
            if known is not None:
                here.put(known.record.model_copy(update={"returned_at": now}))
            sequence, link = here.chain_head()
            here.record_fact(WAY_BACK, json.dumps({"backup": backup.name, "sequence": sequence, "link": link}))
    return replace(taken, backup=backup)


def _require_known(choices: Mapping[str, Side], taken: TakenBack) -> None:
    known = {change.key(conflict) for change, conflict in taken.conflicts if can_choose(conflict)}
    if not choices.keys() <= known:
        raise UserError(_NO_CONFLICT)


@dataclass
class _Steps:
    """Tells how far a merge is, and stops it where that was asked for."""

    words: str
    progress: Progress
    is_cancelled: IsCancelled

    def at(self, done: int, total: int) -> None:
        stop_if(self.is_cancelled)
        self.progress(self.words, done, total)


@dataclass
class _Merger:
    """Merges one pack within one act."""

    here: Work
    there: Work
    pack_id: str
    choices: Choices
    steps: _Steps
    writes: bool
    ids: dict[str, str] = field(default_factory=dict)
    """Ids that records have here, by those they have in the pack, where the two differ."""
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    passages: dict[str, tuple[type[Record], str, str, Passage]] | None = None
    """Every passage of the pack and where it is, once a decision asks for one."""

    def merge(self) -> TakenBack:
        kinds = [kind for kind in RECORD_TYPES if kind not in (*NEVER_PACKED, KeptPack, *_ACTS)]
        for done, kind in enumerate(kinds):
            self.steps.at(done, len(kinds))
            drafted = {draft.owner_id for draft in self.there.drafts(kind)}
            known = self.here.revisions_of(kind)
            for record_id, (first, last) in self.there.revisions_of(kind).items():
                if first != last or record_id not in known or record_id in drafted:
                    stop_if(self.steps.is_cancelled)
                    self._merge_record(kind, record_id, first)
        for act in _ACTS:
            self._carry(act)
        own = self.here.get(WorkPack, self.pack_id)
        refs = tuple(own.record.intentions.split()) if own else ()
        return TakenBack(refs, tuple(self.changes), tuple(self.notes))

    def _merge_record(self, kind: type[Record], record_id: str, first: str) -> None:
        came = self.there.get(kind, record_id, with_deleted=True)
        if came is None:
            return
        theirs = version_of(self.there, came)
        theirs = Version(_pointing(theirs.record, self.ids), theirs.texts)
        stands = self._standing(kind, theirs.record)
        if stands is None:
            if not theirs.record.is_deleted:
                self._add(theirs)
            return
        ours = version_of(self.here, stands)
        if stands.record.id != record_id:
            self.ids[record_id] = stands.record.id
            theirs = Version(theirs.record.model_copy(update={"id": stands.record.id}), theirs.texts)
            base = _blank(ours)
        elif stands.revision_id == first and ours.texts == stands.texts:
            base = ours
        else:
            base = base_of(self.here, self.there, first, ours, theirs)
        self._write(base, stands, ours, theirs)

    def _standing(self, kind: type[Record], record: Record) -> Entry[Record] | None:
        """Return the record here that this one is: by its id, or the one that there can be for its place."""
        same: Entry[Record] | None = self.here.get(kind, record.id, with_deleted=True)
        if same is None and kind.ONE_FOR_EACH:
            alike = self.here.list(kind, **{name: getattr(record, name) for name in kind.ONE_FOR_EACH})
            return alike[0] if alike else None
        return same

    def _add(self, theirs: Version[Record]) -> None:
        self.changes.append(Change(theirs.record.KIND, self._place(theirs.record), is_new=True))
        if self.writes:
            self.here.put(theirs.record, theirs.texts, is_withheld=theirs.is_withheld)

    def _write(
        self, base: Version[Record] | None, stands: Entry[Record], ours: Version[Record], theirs: Version[Record]
    ) -> None:
        merged = merge(base, ours, theirs, self.here.scheme, self.choices)
        if not merged.conflicts and says(merged.version) == says(ours) and merged.is_withheld == ours.is_withheld:
            return
        change = Change(theirs.record.KIND, self._place(theirs.record), False, merged.conflicts, ours.record.id)
        self.changes.append(change)
        if not self.writes:
            return
        other = self._keep_other(stands, ours, theirs, merged.conflicts, is_withheld=merged.is_withheld)
        self.here.merge(
            merged.version.record,
            merged.version.texts,
            is_withheld=merged.is_withheld,
            parents=(stands.revision_id, other),
        )

    def _keep_other(
        self,
        stands: Entry[Record],
        ours: Version[Record],
        theirs: Version[Record],
        conflicts: Sequence[Conflict],
        *,
        is_withheld: bool,
    ) -> str | None:
        """Keep as a revision of its own what came in and does not stand in the end; return that revision."""
        if not conflicts:
            return None
        record_id = ours.record.id
        is_text_dropped = any(
            each.is_text and self.choices.of(record_id, each.field) is not Side.BOTH for each in conflicts
        )
        texts = {**ours.texts, **theirs.texts} if is_text_dropped else ours.texts
        record = theirs.record.model_copy(update={"is_deleted": ours.record.is_deleted})
        entry = self.here.merge(record, texts, is_withheld=is_withheld, parents=(stands.revision_id, None))
        return entry.revision_id if entry.revision_id != stands.revision_id else None

    def _place(self, record: Record) -> str:
        said = dict(record)
        if said.get("item_ref"):
            return str(said["item_ref"])
        if "intention_ref" in said:
            return str(said["intention_ref"] or ESTABLISHMENT)
        audit_id = said.get("self_audit_id")
        audit = self.here.get(SelfAudit, str(audit_id)) or self.there.get(SelfAudit, str(audit_id))
        return audit.record.intention_ref if audit else ""

    def _carry(self, kind: type[Record]) -> None:
        """Take the acts of a kind that were done in the pack, bound to what their object came to here."""
        for came in self.there.list(kind):
            if self.here.get(kind, came.record.id, with_deleted=True) is not None:
                continue
            bound = self._bound(came)
            if bound is None:
                continue
            self.changes.append(Change(kind.KIND, "", is_new=True))
            if self.writes:
                self.here.put(bound, came.texts)

    def _bound(self, came: Entry[Any]) -> Record | None:
        record = _pointing(came.record, self.ids)
        if isinstance(record, SignOff):
            return self._bound_sign_off(came.record, record)
        if isinstance(record, MarkingDecision):
            return self._bound_decision(came.record, record)
        if isinstance(record, Unsealing):
            kind = next(each for each in RECORD_TYPES if record.owner_kind == each.KIND)
            stands = self.here.get(kind, record.owner_id, with_deleted=True)
            return record.model_copy(update={"revision_id": stands.revision_id}) if stands else None
        return None

    def _bound_sign_off(self, came: SignOff, record: SignOff) -> SignOff | None:
        there, here = self.there.get(Statement, came.statement_id), self.here.get(Statement, record.statement_id)
        if there is None or there.revision_id != came.revision_id:
            return None
        if not self.writes:
            return record
        if here is None or not _is_alike(here, there):
            self.notes.append(f"{self._place(there.record)}: {_SIGNED_OFF_THERE}")
            return None
        return record.model_copy(update={"revision_id": here.revision_id})

    def _bound_decision(self, came: MarkingDecision, record: MarkingDecision) -> MarkingDecision | None:
        """Bind a decision to the passage here that says what the passage decided upon says there."""
        found = self._passage_of(came.passage_id)
        if found is None:
            return None
        kind, owner_id, name, passage = found
        entry = self.here.get(kind, self.ids.get(owner_id, owner_id))
        text = entry.texts.get(name, ()) if entry else ()
        same = (each for each in text if each.content == passage.content and not each.is_sealed)
        if passage.revision_id != came.revision_id or (stands := next(same, None)) is None:
            return None
        return record.model_copy(update={"passage_id": stands.id, "revision_id": stands.revision_id})

    def _passage_of(self, passage_id: str) -> tuple[type[Record], str, str, Passage] | None:
        if self.passages is None:
            self.passages = {
                str(passage.id): (kind, entry.record.id, name, passage)
                for kind in RECORD_TYPES
                if kind.TEXT_FIELDS
                for entry in self.there.list(kind)
                for name, text in entry.texts.items()
                for passage in text
            }
        return self.passages.get(passage_id)


def _pointing(record: Any, ids: Mapping[str, str]) -> Any:
    """Return a record whose pointers name the ids that their targets have here."""
    changed = {name: ids[value] for name, value in record if isinstance(value, str) and value in ids}
    return record.model_copy(update=changed) if changed else record


def _blank(version: Version[Record]) -> Version[Record] | None:
    """Return the record as it was before anybody wrote in it: what two that were begun apart have in common."""
    kind = type(version.record)
    placed = {"id", *kind.ONE_FOR_EACH}
    if any(info.is_required() for name, info in kind.model_fields.items() if name not in placed):
        return None
    return Version(kind.model_validate({name: getattr(version.record, name) for name in placed}))


def _is_alike(one: Entry[Record], other: Entry[Record]) -> bool:
    return says(Version(one.record, one.texts)) == says(Version(other.record, other.texts))
