"""Proof of absence: finished files searched for everything that is sealed, and the receipt of it.

The fourth gate. The files are opened and read in a process of their own, which never has the sealed texts; the search
runs here, where the key is, and keeps nothing of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from app.domain.dates import spell_day
from app.domain.errors import BadFile, UserError
from app.domain.needles import Needles
from app.domain.records import IssuedReturn, KeptPack
from app.services.inside import Inside, look_inside

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile
    from app.store.work import Work

Outcome = Literal["none_found", "found", "not_run"]

_EXIT_CODES: dict[Outcome, int] = {"none_found": 0, "found": 3, "not_run": 1}
_MOST_PLACES = 20


@dataclass(frozen=True)
class Searched:
    """One file that was searched: its name and SHA-256, how much was in it, and where sealed text was found.

    `number` is that of the return it carries, where this establishment issued it.
    """

    name: str
    digest: str
    number: str | None
    texts: int
    streams: int
    revisions: int
    places: tuple[str, ...]

    @property
    def sentences(self) -> list[str]:
        """What people read of it."""
        return [
            f"File: {self.name}",
            f"SHA-256: {self.digest}",
            f"Return: {self.number or 'none that this establishment issued'}",
            f"Searched: {_count(self.texts, 'text')} in {_count(self.streams, 'stream or part', 'streams or parts')} "
            f"and {_count(self.revisions, 'revision')}",
            *(f"Found in {place}" for place in self.places),
        ]


@dataclass(frozen=True)
class Receipt:
    """What a proof of absence came to. It holds no sealed text, and stays at the establishment.

    `items` sealed texts were searched for; `left_out` of them say nothing that does not also stand in the catalogue or
    the form, or are too short to mean anything. `items` is None when the search was not run, because of `obstacle`.
    """

    at: datetime
    files: tuple[Searched, ...]
    items: int | None = None
    left_out: int = 0
    obstacle: str = "the sealed store was locked"

    @property
    def outcome(self) -> Outcome:
        """Whether sealed text was found, or the search could not be run."""
        if self.items is None:
            return "not_run"
        return "found" if any(one.places for one in self.files) else "none_found"

    @property
    def exit_code(self) -> int:
        """The exit code of `prove` (DESIGN section 7)."""
        return _EXIT_CODES[self.outcome]

    @property
    def summary(self) -> str:
        """The receipt in one sentence."""
        if self.items is None:
            return f"Proof of absence: not run, because {self.obstacle}."
        if self.items == 0:
            return (
                "Proof of absence: nothing is sealed in the establishment's file, so there was nothing to search for."
            )
        searched = f"{_count(self.items, 'sealed text')} searched for in {_joined([one.name for one in self.files])}"
        if self.outcome == "found":
            return f"Proof of absence: {searched}; sealed text was found. These files must not leave."
        return f"Proof of absence: {searched}; none was found."

    @property
    def faults(self) -> list[str]:
        """A sentence for each place where sealed text was found."""
        return [f"{one.name}: sealed text stands in {place}." for one in self.files for place in one.places]

    def as_text(self) -> str:
        """Return the receipt as a page to print and keep."""
        lines = [
            "PROOF OF ABSENCE",
            "",
            self.summary,
            "",
            f"Searched on {spell_day(self.at.date())} at {self.at:%H:%M}",
        ]
        for one in self.files:
            lines += ["", *one.sentences]
        return "\n".join([*lines, "", *_METHOD, *self._left_out(), ""])

    def as_json(self) -> Mapping[str, object]:
        """Return what `--json` prints."""
        return {
            "outcome": self.outcome,
            "at": self.at.isoformat(timespec="seconds"),
            "sealed_texts": self.items,
            "left_out": self.left_out,
            "files": [
                {
                    "file": one.name,
                    "sha256": one.digest,
                    "number": one.number,
                    "texts": one.texts,
                    "streams": one.streams,
                    "revisions": one.revisions,
                    "places": list(one.places),
                }
                for one in self.files
            ],
            "summary": self.summary,
        }

    def _left_out(self) -> list[str]:
        if not self.left_out:
            return []
        number = _count(self.left_out, "sealed text")
        return [f"Not looked for: {number} of which every piece stands in the catalogue or the form, or is too short."]


_METHOD = (
    "Every five words in a row of each sealed text, and shorter texts whole, were looked for in every text, stream,",
    "part and revision of each file, whatever their capitals, accents, spaces, hyphens or invisible characters.",
    "This receipt says how much is sealed. It stays at the establishment.",
)


def prove_return(path: Path, establishment: Path, passphrase: str | None, *, now: datetime) -> Receipt:
    """Search a return on the disk for everything sealed in an establishment's file, which is opened to read only.

    BadFile where one of the two cannot be read, WrongPassphrase where the passphrase opens no key slot.
    """
    from app.services.unlocking import open_to_read
    from app.services.verifying import read_return

    content = read_return(path)
    try:
        inside = look_inside(content)
    except UserError as error:
        raise BadFile(error.sentence) from None
    with open_to_read(establishment, passphrase) as file:
        return prove_absence({path: content}, {path: inside}, file, now=now)


def prove_absence(
    files: Mapping[Path, bytes],
    insides: Mapping[Path, Inside],
    file: EstablishmentFile,
    *,
    now: datetime,
    issuing: Mapping[str, str] | None = None,
) -> Receipt:
    """Search finished files whose insides have been read; the receipt says "not run" while the store is locked.

    `issuing` are the numbers of returns that are just being issued, by the digest of their payload.
    """
    with file.reading() as work:
        numbers = {entry.record.payload_digest: entry.record.number for entry in work.list(IssuedReturn)}
        numbers.update(issuing or {})
        is_run = work.is_unlocked or not file.has_sealed_store
        needles = needles_of(work) if is_run else Needles((), ())
    searched = _searched(files, insides, numbers, needles)
    return Receipt(now, searched, needles.texts if is_run else None, needles.left_out)


def note_unproved(
    files: Mapping[Path, bytes], insides: Mapping[Path, Inside], numbers: Mapping[str, str], *, now: datetime
) -> Receipt:
    """Return the receipt of files that were looked into where no establishment's file was at hand to search for.

    `numbers` are those of the returns they carry, by the digest of their payload.
    """
    searched = _searched(files, insides, numbers, Needles((), ()))
    return Receipt(now, searched, obstacle="the establishment's file was not at hand")


def _searched(
    files: Mapping[Path, bytes], insides: Mapping[Path, Inside], numbers: Mapping[str, str], needles: Needles
) -> tuple[Searched, ...]:
    return tuple(
        Searched(
            name=path.name,
            digest=hashlib.sha256(content).hexdigest(),
            number=numbers.get(insides[path].payload_digest or ""),
            texts=insides[path].text_count,
            streams=insides[path].streams,
            revisions=insides[path].revisions,
            places=tuple(needles.places(insides[path].texts)[:_MOST_PLACES]),
        )
        for path, content in files.items()
    )


def needles_of(work: Work) -> Needles:
    """Return what to look for: all that is sealed, but what also stands in the catalogue or the form."""
    from app.returns.inside.sources import read_template_words, texts_of

    packs = (entry.record.content for entry in work.list(KeptPack))
    common = [*read_template_words(), *(text for pack in packs for text in texts_of(json.loads(pack)))]
    return Needles(work.sealed_texts() if work.is_unlocked else (), common)


def _count(number: int, noun: str, nouns: str = "") -> str:
    return f"{number:,} {noun if number == 1 else nouns or f'{noun}s'}"


def _joined(names: Sequence[str]) -> str:
    return " and ".join(names)
