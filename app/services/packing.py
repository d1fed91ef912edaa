"""Work packs: some intentions of a period in a file of their own, for somebody to take away and work on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.periods import short_name
from app.domain.progress import IsCancelled, Progress, Steps, never_cancelled, no_progress, stop_if
from app.domain.record import Entry, Record
from app.domain.records import (
    RECORD_TYPES,
    Attachment,
    Establishment,
    Evidence,
    Holding,
    IssuedReturn,
    KeptPack,
    MarkingDecision,
    Ownership,
    Period,
    Person,
    PlannedItem,
    Post,
)
from app.domain.references import intention_of, item_stem
from app.domain.registers.every import BY_KIND
from app.domain.review_records import REVIEW_RECORD_TYPES
from app.domain.text import has_sealed, shown
from app.domain.trust_records import RegisterSeal, SeenReturn, TrustedSigner
from app.domain.work_packs import WorkPack
from app.services.period_content import find_period, load_content, own_pack, period_chain
from app.services.self_audits import begun_audit

if TYPE_CHECKING:
    from app.domain.period_content import PeriodContent
    from app.store.file import EstablishmentFile
    from app.store.packing import PackOrder
    from app.store.work import Work

NEVER_PACKED: tuple[type[Record], ...] = (
    IssuedReturn, TrustedSigner, SeenReturn, RegisterSeal, WorkPack, *REVIEW_RECORD_TYPES,
)  # fmt: skip
"""What belongs to the establishment's own file alone."""

_WHOLE = (Establishment, Person, Post, Holding, Ownership, PlannedItem)
_NOT_AN_OWNER = frozenset({"id", "sealed_id", "period_id", "person_id", "post_id", "pack_id"})
_IS_A_PACK = "This is a work pack. Do that in the establishment's own file, once the pack has come back."
_NOBODY_OPENS = (
    "Sealed text of {refs} would travel in this pack, and whoever takes it has no passphrase for it. Give them one for "
    "the sealed store first, or a passphrase for this pack alone."
)


@dataclass(frozen=True)
class MadePack:
    """A pack that was made: for which post, where it lies, which intentions are in it."""

    path: Path
    post: str
    intentions: tuple[str, ...]
    has_sealed_store: bool


@dataclass(frozen=True)
class PackState:
    """A pack on the list: who has it, which intentions, since when, and when it came back."""

    id: str
    period: str
    post: str
    intentions: tuple[str, ...]
    made_at: datetime
    returned_at: datetime | None


def require_own_file(work: Work) -> None:
    """Refuse in a work pack what only the establishment's own file may do."""
    if own_pack(work) is not None:
        raise UserError(_IS_A_PACK)


def list_packs(file: EstablishmentFile) -> list[PackState]:
    """Return every pack that was made from the file, those that are still out first, then the latest."""
    with file.reading() as work:
        periods = {entry.record.id: entry.record.name for entry in work.list(Period)}
        posts = {entry.record.id: shown(entry.text("title")) for entry in work.list(Post)}
        packs = [entry.record for entry in work.list(WorkPack) if entry.record.home_id == file.file_id]
    states = [
        PackState(
            pack.id, periods[pack.period_id], posts.get(pack.post_id or "", ""), tuple(pack.intentions.split()),
            pack.made_at, pack.returned_at,
        )
        for pack in packs
    ]  # fmt: skip
    latest_first = sorted(states, key=lambda state: state.made_at, reverse=True)
    return sorted(latest_first, key=lambda state: state.returned_at is not None)


def make_pack(
    file: EstablishmentFile,
    folder: Path,
    intentions: Sequence[str],
    *,
    now: datetime,
    period: str | None = None,
    post: str | None = None,
    passphrase: str | None = None,
    person_id: str | None = None,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> MadePack:
    """Make a pack of these intentions in a folder, for a post (by title) or the post that owns the first of them.

    Its owner's own passphrase opens what is sealed in it; `passphrase` is for one who has none here.
    """
    with file.work("Made a work pack", person_id) as work:
        require_own_file(work)
        content = load_content(work, find_period(work, period).record.id)
        refs = _checked(content, intentions)
        owner = _post_of(content, post) if post else content.owner_post(refs[0])
        Steps(progress, is_cancelled, 1).begin("Making the pack")
        return _Maker(file, work, content, now, person_id).make(folder, refs, owner, passphrase)


def make_packs_of_owners(
    file: EstablishmentFile,
    folder: Path,
    *,
    now: datetime,
    period: str | None = None,
    person_id: str | None = None,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> list[MadePack]:
    """Make a pack for each post that owns intentions and has no pack out; all of them, or none.

    Cancelled leaves none of them.
    """
    made: list[MadePack] = []
    try:
        with file.work("Made the work packs", person_id) as work:
            require_own_file(work)
            content = load_content(work, find_period(work, period).record.id)
            maker = _Maker(file, work, content, now, person_id)
            owned = _owned(content, _posts_with_a_pack_out(work, content))
            for owner, refs in owned:
                stop_if(is_cancelled)
                progress("Making the packs", len(made), len(owned))
                made.append(maker.make(folder, refs, owner, None))
    except BaseException:
        for pack in made:
            pack.path.unlink(missing_ok=True)
        raise
    if not made:
        raise UserError("No owner is without a pack. Give intentions an owner, or take the packs back first.")
    return made


class _Maker:
    """Makes packs within one act."""

    def __init__(
        self, file: EstablishmentFile, work: Work, content: PeriodContent, now: datetime, person_id: str | None
    ) -> None:
        self._file, self._work, self._content = file, work, content
        self._now, self._person_id = now, person_id

    def make(self, folder: Path, refs: Sequence[str], owner: Entry[Post] | None, passphrase: str | None) -> MadePack:
        path = folder / self._name(refs)
        for ref in refs:
            begun_audit(self._work, self._content.period.record.id, ref)
        record = WorkPack(
            period_id=self._content.period.record.id,
            post_id=owner.record.id if owner else None,
            home_id=self._file.file_id,
            intentions=" ".join(refs),
            made_at=self._now,
        )
        key = self._work.write_pack(path, self._order(record, refs, owner, passphrase))
        try:
            self._work.put(record.model_copy(update={"key": key}), is_withheld=bool(key))
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return MadePack(path, shown(owner.text("title")) if owner else "", tuple(refs), bool(key))

    def _name(self, refs: Sequence[str]) -> str:
        period = short_name(self._content.period.record.name)
        stems = " ".join(item_stem(ref) for ref in refs)
        return f"{self._content.establishment.record.code} {period} pack {stems}.assure"

    def _order(
        self, record: WorkPack, refs: Sequence[str], owner: Entry[Post] | None, passphrase: str | None
    ) -> PackOrder:
        from app.store.packing import PackOrder
        from app.store.wrapping import Cost, NewSlot, SlotKind

        ids, is_sealed = _selected(self._work, self._content, frozenset(refs))
        holder = self._content.holder(owner.record.id, self._now.date()) if owner else None
        slots = [
            slot.id
            for slot in self._file.keys.slots()
            if holder is not None and slot.kind is SlotKind.PERSON and slot.person_id == holder.record.id
        ]
        new = None
        if passphrase and holder is not None and not slots:
            new = NewSlot(SlotKind.PERSON, holder.record.id, passphrase, self._now, Cost())
        if is_sealed and not slots and new is None:
            raise UserError(_NOBODY_OPENS.format(refs=", ".join(refs)))
        is_sealing = self._work.is_unlocked and bool(slots or new)
        return PackOrder(ids, record, self._person_id, self._now, is_sealed or is_sealing, slots, new)


def _checked(content: PeriodContent, intentions: Sequence[str]) -> list[str]:
    known = [intention.ref for intention in content.pack.intentions if content.applies(intention)]
    unknown = [ref for ref in intentions if ref not in known]
    if unknown or not intentions:
        raise UserError("A pack holds intentions that apply here. Name one or more, such as 1(f).")
    return [ref for ref in known if ref in intentions]


def _post_of(content: PeriodContent, title: str) -> Entry[Post]:
    from app.domain.people import Directory

    return Directory(content.people, content.posts).post(title)


def _owned(content: PeriodContent, out: set[str]) -> list[tuple[Entry[Post], list[str]]]:
    """Return each post that owns intentions which apply here, with them, but for those that have a pack out."""
    applying = [intention.ref for intention in content.pack.intentions if content.applies(intention)]
    owned: dict[str, list[str]] = {}
    for ref in applying:
        post = content.owner_post(ref)
        if post is not None and post.record.id not in out:
            owned.setdefault(post.record.id, []).append(ref)
    return [(post, owned[post.record.id]) for post in content.posts if post.record.id in owned]


def _posts_with_a_pack_out(work: Work, content: PeriodContent) -> set[str]:
    packs = work.list(WorkPack, period_id=content.period.record.id)
    return {entry.record.post_id or "" for entry in packs if entry.record.returned_at is None}


def _selected(work: Work, content: PeriodContent, refs: frozenset[str]) -> tuple[dict[type[Record], set[str]], bool]:
    """Return which records go along, and whether something in them is sealed."""
    chain = period_chain(work, content.period.record)
    packs = {entry.record.pack_id for entry in work.list(Period) if entry.record.id in chain}
    scope = _Scope(content.period.record.id, chain, refs)
    ids: dict[type[Record], set[str]] = {KeptPack: packs, Period: set(chain)}
    is_sealed = False
    for kind in RECORD_TYPES:
        if kind in NEVER_PACKED or kind in (KeptPack, Period, Attachment, MarkingDecision):
            continue
        entries = [entry for entry in work.list(kind) if scope.takes(entry.record)]
        ids[kind] = {entry.record.id for entry in entries}
        scope.chosen |= ids[kind] if kind not in _WHOLE else set()
        is_sealed = is_sealed or any(_has_seal(entry) for entry in entries)
        if kind is Evidence:
            ids[Attachment] = set(_attachments(entries))
    return ids, is_sealed


def _attachments(entries: Iterable[Entry[Record]]) -> list[str]:
    records = (entry.record for entry in entries)
    return [record.attachment_id for record in records if isinstance(record, Evidence) and record.attachment_id]


@dataclass
class _Scope:
    """What a pack is of: a period, those that it follows, the intentions; and the records chosen so far."""

    period_id: str
    chain: frozenset[str]
    refs: frozenset[str]
    chosen: set[str] = field(default_factory=set)

    def takes(self, record: Record) -> bool:
        """Tell whether a record goes along: all of a few kinds, else what is under one of the intentions."""
        said = dict(record)
        if isinstance(record, _WHOLE):
            return bool(said.get("period_id", self.period_id) == self.period_id)
        if "self_audit_id" in said:
            return bool(said["self_audit_id"] in self.chosen)
        if "period_id" in said and self._is_under(record, said):
            return True
        return any(said[name] in self.chosen for name in said if name.endswith("_id") and name not in _NOT_AN_OWNER)

    def _is_under(self, record: Record, said: dict[str, object]) -> bool:
        """Tell whether a record of a period is under an intention; standing entries are those of earlier ones too."""
        register = BY_KIND.get(record.KIND)
        periods = self.chain if register is not None and register.is_standing else {self.period_id}
        ref = said.get("intention_ref") or intention_of(str(said.get("item_ref") or "   "))
        return said["period_id"] in periods and ref in self.refs


def _has_seal(entry: Entry[Record]) -> bool:
    return entry.record.sealed_id is not None or any(map(has_sealed, entry.texts.values()))
