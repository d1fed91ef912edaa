"""Spillage: something to be sealed was found late. Where it is known to be, what can be purged, whom to write to.

Nothing here keeps the words, and no notice repeats them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.copies import Sought
from app.domain.dates import spell_day
from app.domain.errors import UserError
from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress, stop_if
from app.domain.records import Establishment, IssuedReturn
from app.domain.text import shown
from app.services.backing_up import backups_of, purge
from app.services.copies_made import CopyMade, copies_made
from app.services.packing import list_packs
from app.services.sealing_copies import CopySearch, PlacedCopy, Spilt, copies_of, take_along, words_of

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile
    from app.store.work import Work


@dataclass(frozen=True)
class SpiltReturn:
    """A return that left with it: where in it, and whether its payload is sealed in this file by now."""

    return_id: str
    number: str
    made_on: date
    places: tuple[str, ...]
    is_sealed_here: bool

    @property
    def sentence(self) -> str:
        """What people read of it. Both of a return's files carry the same content."""
        where = "; ".join(self.places)
        return f"Return {self.number} of {spell_day(self.made_on)}, as PDF and as workbook: {where}."


@dataclass(frozen=True)
class SpiltBackup:
    """A backup on this PC; `holds_it` is None where it cannot be read.

    `unsearched` are the ids of files attached in it that cannot be searched.
    """

    path: Path
    holds_it: bool | None
    unsearched: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Spillage:
    """Each known copy: in the file, in returns that left, in backups on this PC; and what may hold it elsewhere.

    `made` are copies that were made of the file or of parts of it: where they are now, nobody knows from here.
    """

    in_file: tuple[PlacedCopy, ...]
    returns: tuple[SpiltReturn, ...]
    backups: tuple[SpiltBackup, ...]
    unsearched: int
    made: tuple[CopyMade, ...] = ()
    packs: tuple[str, ...] = ()
    """A sentence for each work pack that was made: what stood in it then is not known here any more."""

    @property
    def is_contained(self) -> bool:
        """Tell whether no copy is known outside the sealed store."""
        return not (self.in_file or self.returns or any(each.holds_it is not False for each in self.backups))

    @property
    def sentences(self) -> list[str]:
        """What people read: a sentence for each copy, and for what could not be searched."""
        said = [f"In this file: {placed.words}." for placed in self.in_file]
        said += [each.sentence for each in self.returns]
        said += [f"Backup {each.path.name} on this PC." for each in self.backups if each.holds_it]
        said += [f"Backup {each.path.name} could not be read." for each in self.backups if each.holds_it is None]
        if self.unsearched:
            files = "1 attached file is" if self.unsearched == 1 else f"{self.unsearched} attached files are"
            said.append(f"{files} of a kind that cannot be searched, or holds no text: look into them yourself.")
        said += self.packs
        said += [each.sentence for each in self.made]
        said.append("Copies that were made without this program are not known here.")
        return said


def find_spillage(
    file: EstablishmentFile,
    spilt: Spilt,
    *,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Spillage:
    """List each known copy of something sealed, or of words typed; SealedStoreLocked while locked."""
    progress("Looking through this file", 0, 0)
    found = copies_of(file, spilt)
    with file.reading() as work:
        words = words_of(work, spilt)
        returns = tuple(_returns(work, Sought(words)))
    in_file = tuple(placed for placed in found.copies if not placed.has_left)
    search, paths, backups = CopySearch(words), backups_of(file.file_id), []
    for done, path in enumerate(paths):
        stop_if(is_cancelled)
        progress("Looking through the backups", done, len(paths))
        backups.append(_searched(path, search))
    unsearched = found.unsearched.union(*(each.unsearched for each in backups))
    return Spillage(in_file, returns, tuple(backups), len(unsearched), copies_made(file), tuple(_packs(file)))


def contain(
    file: EstablishmentFile,
    spilt: Spilt,
    *,
    now: datetime,
    person_id: str | None,
    progress: Progress = no_progress,
) -> Spillage:
    """Seal every copy in the file, payloads of returns too, take out remnants, renew the backups; return what is left.

    What is left is out of reach from here: returns that left, and copies that must be reworded by hand.
    """
    progress("Looking through this file", 0, 0)
    copies = copies_of(file, spilt).copies
    if copies:
        progress("Sealing copies", 0, 0)
        take_along(file, spilt, copies, person_id=person_id)
    progress("Taking out what was left of them", 0, 0)
    purge(file, now, progress=progress)
    return find_spillage(file, spilt, progress=progress)


def recall_notice(
    file: EstablishmentFile, returns: Sequence[SpiltReturn], *, today: date, replacement: str | None = None
) -> str:
    """Return the notice to whoever holds these returns, as plain text: which, where in them, what to do.

    It never says what stands there. UserError where there is no return to recall.
    """
    if not returns:
        raise UserError("No return that left holds this, so there is nothing to recall.")
    with file.reading() as work:
        (entry,) = work.list(Establishment)
        word = work.scheme.level(work.scheme.sealed_from).word
    name = shown(entry.text("name")) or "The establishment"
    lines = [
        "RECALL OF A RETURN" if len(returns) == 1 else "RECALL OF RETURNS",
        "",
        f"From: {name} ({entry.record.code})",
        f"Date: {spell_day(today)}",
        "To: whoever holds what is named here, in whatever form",
        "",
        f"What is named here left with content that is to be handled as {word}.",
        "It should not have left.",
        "",
    ]
    for each in returns:
        lines += [f"  Return {each.number}, made on {spell_day(each.made_on)}", *(f"    at {at}" for at in each.places)]
    follows = f"Return {replacement} replaces it." if replacement else "A replacement follows."
    lines += ["", *(line.format(word=word) for line in _TO_DO), "", follows, "", *_REPLY, ""]
    return "\n".join(lines)


_TO_DO = (
    "Please do this now:",
    "  1. Do not open it again, print it, copy it or pass it on. Do not quote it when you answer.",
    "  2. Find each copy: the PDF, the workbook, prints, attachments of messages, drives, backups.",
    "  3. Handle each copy as {word} until it is gone: delete the files, destroy prints as {word}",
    "     waste, and have whoever keeps your backups take it out of them.",
    "  4. Tell everybody to whom you passed it on to do the same, and tell us who they are.",
    "  5. Send the slip below back by a way that is cleared for {word}.",
)

_REPLY = (
    "----------------------------------------------------------------------",
    "We held it as:  [ ] PDF   [ ] workbook   [ ] print   [ ] other",
    "We passed it on to: ___________________________________  [ ] nobody",
    "All copies that we know of are destroyed:  [ ] yes   [ ] not yet",
    "Name, post, date: ____________________________________________________",
)


def _packs(file: EstablishmentFile) -> Iterator[str]:
    for pack in list_packs(file):
        state = "it came back, and is still on its drive" if pack.returned_at else "it has not come back"
        yield (
            f"A work pack of {', '.join(pack.intentions)}, made on {spell_day(pack.made_at)}, may hold it: {state}. "
            "Find it, and delete it once it is taken back."
        )


def _returns(work: Work, sought: Sought) -> Iterator[SpiltReturn]:
    issued = sorted(work.list(IssuedReturn), key=lambda entry: entry.record.made_at)
    for record in (entry.record for entry in issued):
        places = tuple(dict.fromkeys(_places(json.loads(record.payload), sought, ()))) if record.payload else ()
        if places:
            is_sealed = record.sealed_id is not None
            yield SpiltReturn(record.id, record.number, record.made_at.date(), places, is_sealed)


def _places(value: object, sought: Sought, trail: tuple[str, ...]) -> Iterator[str]:
    """Yield where in a payload the words stand: references on the way there, then the field's name."""
    if isinstance(value, dict):
        named = value.get("ref") or value.get("reference")
        trail = (*trail, named) if isinstance(named, str) else trail
        for key, child in value.items():
            if isinstance(child, str):
                yield from ([_place(trail, "" if key == "text" else key)] if sought.is_in(child) else ())
            else:
                yield from _places(child, sought, (*trail, key) if _is_text(child) else trail)
    elif isinstance(value, list):
        for child in value:
            if isinstance(child, str) and sought.is_in(child):
                yield _place(trail, "")
            yield from _places(child, sought, trail)


def _is_text(value: object) -> bool:
    """Tell whether a value is released text: parts that are shown or withheld."""
    return isinstance(value, list) and all(isinstance(part, dict) and len(part) == 1 for part in value)


def _place(trail: tuple[str, ...], key: str) -> str:
    return ", ".join(part.replace("_", " ") for part in (*trail, key) if part) or "the return"


def _searched(path: Path, search: CopySearch) -> SpiltBackup:
    """Search a backup, files attached in it too."""
    from app.store.file import EstablishmentFile

    try:
        with EstablishmentFile.open(path, read_only=True) as copy:
            found = search.copies_in(copy)
    except UserError:
        return SpiltBackup(path, None)
    return SpiltBackup(path, bool(found.found), frozenset(found.unsearched))
