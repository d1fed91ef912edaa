"""Questions of an establishment's own, beside the catalogue's: added, changed, withdrawn, for its next periods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.errors import FaultsByField, Refused, UserError
from app.domain.record import new_id
from app.domain.records import KeptPack, Period
from app.domain.references import intention_of, item_stem
from app.services.establishing import keep_pack, latest_pack
from app.services.packing import require_own_file

if TYPE_CHECKING:
    from app.catalogue.faults import Fault
    from app.domain.catalogue import CataloguePack, ChecklistItem, MarkingScheme
    from app.store.file import EstablishmentFile
    from app.store.work import Work

_NOT_PUBLIC = (
    "{ref}: its words are marked or name a person, and a question leaves in every return. Write it in plain words."
)
_FULL = "This intention has as many questions of your own as it can have. Change one of them, or add it elsewhere."
_UNKNOWN = "This is no question of your own, or it was withdrawn. Look at the list again."
_LAST = 99


@dataclass(frozen=True)
class OwnQuestion:
    """A question as it is typed; numbers as they were written. `sample` fields are for the method `sample` alone."""

    title: str
    question: str
    method: str
    weight: str
    evidence: str
    guidance: str
    population: str = ""
    size: str = ""
    met: str = ""
    partly_met: str = ""


@dataclass(frozen=True)
class OwnState:
    """A question of one's own, and which periods ask it; `""` for none."""

    item: ChecklistItem
    asked_in: str


def list_own(file: EstablishmentFile) -> list[OwnState]:
    """Return the questions of one's own as the next period will ask them, by reference; withdrawn ones too."""
    from app.catalogue.kept import read_kept_pack
    from app.catalogue.own_items import own_items_of

    with file.reading() as work:
        kept = {entry.record.id: own_items_of(read_kept_pack(entry.record.content)) for entry in work.list(KeptPack)}
        periods = [entry.record for entry in work.list(Period)]
        latest = kept[latest_pack(work).record.id]
    asking = {
        ref: [each.name for each in periods if ref in kept[each.pack_id] and not kept[each.pack_id][ref].withdrawn]
        for ref in latest
    }
    return [
        OwnState(item, "; ".join([*asking[ref], *([] if item.withdrawn else ["the next period"])]))
        for ref, item in sorted(latest.items())
    ]


def add_question(file: EstablishmentFile, intention_ref: str, asked: OwnQuestion, *, today: date) -> str:
    """Add a question to an intention for the next periods; return its reference, which is never used again.

    FaultsByField, Refused where words are marked or name a person.
    """
    with file.work("Added a question of our own") as work:
        require_own_file(work)
        packs = _packs(work)
        ref = _next_ref(packs, intention_ref)
        _keep(work, [_item(ref, 1, asked)], packs, today)
    return ref


def change_question(file: EstablishmentFile, ref: str, asked: OwnQuestion, *, today: date) -> None:
    """Change a question for the next periods; where it asks something else it gets its next version.

    Periods that were begun go on asking it as it was. Errors are those of `add_question`.
    """
    from app.catalogue.comparison import MEANING

    with file.work("Changed a question of our own") as work:
        require_own_file(work)
        packs = _packs(work)
        before = _standing(packs[-1], ref)
        item = _item(ref, before.version, asked)
        is_other = any(getattr(before, name) != getattr(item, name) for name in MEANING)
        kept = {"version": before.version + is_other, "duty": before.duty, "source": before.source}
        _keep(work, [item.model_copy(update=kept)], packs, today)


def withdraw_question(file: EstablishmentFile, ref: str, *, today: date) -> None:
    """Withdraw a question: the next periods do not ask it, and its answers stay readable."""
    with file.work("Withdrew a question of our own") as work:
        require_own_file(work)
        packs = _packs(work)
        _keep(work, [_standing(packs[-1], ref).model_copy(update={"withdrawn": True})], packs, today)


def add_own_items(file: EstablishmentFile, path: Path, *, today: date) -> tuple[str, ...]:
    """Take an establishment's own items beside the latest pack, for its next periods; return their references.

    FaultsError lists every fault. Refused where words are marked or name a person: a question leaves in every return.
    """
    from app.catalogue.own_items import read_own_items

    items = read_own_items(path)
    with file.work("Added questions of our own") as work:
        require_own_file(work)
        _keep(work, items, _packs(work), today)
    return tuple(item.ref for item in items)


def _packs(work: Work) -> list[CataloguePack]:
    """Return every pack that is kept, the one that serves the next period last."""
    from app.catalogue.kept import read_kept_pack

    latest = latest_pack(work).record.id
    kept = sorted(work.list(KeptPack), key=lambda entry: entry.record.id == latest)
    return [read_kept_pack(entry.record.content) for entry in kept]


def _next_ref(packs: Iterable[CataloguePack], intention_ref: str) -> str:
    from app.catalogue.own_items import FIRST_OWN, own_items_of

    stem = item_stem(intention_ref)
    used = [int(ref[-2:]) for pack in packs for ref in own_items_of(pack) if intention_of(ref) == intention_ref]
    number = max([FIRST_OWN - 1, *used]) + 1
    if number > _LAST:
        raise UserError(_FULL)
    return f"{stem}-{number:02}"


def _standing(pack: CataloguePack, ref: str) -> ChecklistItem:
    from app.catalogue.own_items import own_items_of

    item = own_items_of(pack).get(ref)
    if item is None or item.withdrawn:
        raise UserError(_UNKNOWN)
    return item


def _item(ref: str, version: int, asked: OwnQuestion) -> ChecklistItem:
    """Return a question as an item; FaultsByField where it is none."""
    from app.catalogue.own_items import item_of

    row: dict[str, Any] = {
        "ref": ref, "version": version, "title": asked.title.strip(), "question": asked.question.strip(),
        "method": asked.method, "weight": _number(asked.weight), "guidance": asked.guidance.strip(),
        "evidence_expected": [line.strip() for line in asked.evidence.splitlines() if line.strip()],
    }  # fmt: skip
    if asked.method == "sample":
        row["pass_marks"] = {
            "population": asked.population.strip(), "size": _number(asked.size), "met": _number(asked.met),
            "partly_met": _number(asked.partly_met),
        }  # fmt: skip
    item, faults = item_of(row)
    if item is None:
        raise FaultsByField("The question was not taken.", _by_field(faults, ref))
    return item


def _number(written: str) -> int | str:
    said = written.strip().removesuffix("%").strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) <= len("100000") else said


_LABELS = {
    "title": "The short title", "question": "The question", "method": "How it is tested", "weight": "The weight",
    "evidence_expected": "The evidence expected", "guidance": "The guidance", "population": "What is drawn from",
    "size": "How many are drawn", "met": "The share that is Met", "partly_met": "The share that is Partly met",
}  # fmt: skip


def _by_field(faults: Iterable[Fault], ref: str) -> dict[str, str]:
    """Return faults by field, as sentences that repeat nothing that was typed."""
    found: dict[str, str] = {}
    for fault in faults:
        parts = fault.key.removeprefix(f"items.{ref}").strip(".").split(".")
        name = next((part.split("[")[0] for part in reversed(parts) if part.split("[")[0] in _LABELS), "question")
        reason = fault.reason if name != "question" or parts[-1] else f"is at fault: {fault.reason}"
        found.setdefault("evidence" if name == "evidence_expected" else name, f"{_LABELS[name]} {reason}.")
    return found


def _keep(work: Work, items: Sequence[ChecklistItem], packs: Sequence[CataloguePack], today: date) -> None:
    """Keep the latest pack with these items beside its own; FaultsError, Refused, and nothing was kept."""
    from app.catalogue.own_items import faults_error, find_own_faults, own_items_of, with_own_items
    from app.catalogue.reuse import find_reused

    pack = packs[-1]
    if faults := list(find_own_faults(items, pack)):
        raise faults_error(faults)
    _require_public(items, work.scheme)
    plain = [each.model_copy(update={"own": None}) for each in items]
    before = [_of_own(each, own_items_of(each)) for each in packs]
    if reused := list(find_reused(_of_own(pack, {item.ref: item for item in plain}), before)):
        raise faults_error([fault._replace(file="") for fault in reused])
    kept = keep_pack(work, with_own_items(pack, {item.ref: item for item in items}), today)
    if kept.record.id != latest_pack(work).record.id:  # it reads again as an earlier one did
        work.put(kept.record.model_copy(update={"id": new_id(), "imported_on": today}))


def _of_own(pack: CataloguePack, items: Mapping[str, ChecklistItem]) -> CataloguePack:
    """Return a pack that holds these items alone, as if they were headquarters'."""
    from app.catalogue.own_items import with_own_items

    bare = [each.model_copy(update={"items": ()}) for each in pack.intentions]
    plain = {ref: item.model_copy(update={"own": None}) for ref, item in items.items()}
    return with_own_items(pack.model_copy(update={"intentions": tuple(bare)}), plain)


def _require_public(items: Sequence[ChecklistItem], scheme: MarkingScheme) -> None:
    from app.domain.copies import strings_of
    from app.domain.scan import Outcome, scan

    for item in items:
        if any(scan(text, scheme).outcome is not Outcome.ALLOW for text in strings_of(item.model_dump(mode="json"))):
            raise Refused(_NOT_PUBLIC.format(ref=item.ref))
