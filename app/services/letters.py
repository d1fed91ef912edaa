"""Sends a letter: through the same gates as a return, signed, verified, recorded, and only then written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress, stop_if
from app.domain.record import Entry, Record
from app.domain.records import MarkingDecision
from app.domain.response import Letter
from app.domain.scan import Outcome, scan
from app.domain.text import Passage, highest_marking
from app.domain.word_runs import words_of
from app.services.gates import GateRefused, look_inside_all
from app.services.placing import written_beside
from app.services.proving import Receipt, needles_of, prove_absence
from app.services.signing import sign_letter, signer_words

if TYPE_CHECKING:
    from app.domain.catalogue import MarkingScheme
    from app.signing.identity import Identity
    from app.store.file import EstablishmentFile
    from app.store.work import Work

_STEPS = 4
Leaving = Sequence[tuple[str, Entry[Record], Sequence[str]]]
"""What leaves: a place in words, the record there, and which of its fields leave."""


@dataclass(frozen=True)
class Sending:
    """Where a letter goes, and its receipt, which stays at home."""

    pdf: Path
    receipt: Path | None = None

    def __post_init__(self) -> None:
        """Refuse one name for two."""
        if self.pdf == self.receipt:
            raise UserError("The letter and its receipt need names of their own.")


@dataclass(frozen=True)
class Sent:
    """A letter that was written: its number, its payload's digest, where it is, the receipt of the fourth gate."""

    number: str
    payload_digest: str
    path: Path
    receipt: Receipt

    def as_json(self) -> dict[str, object]:
        """Return what `--json` prints."""
        return {
            "number": self.number,
            "payload_sha256": self.payload_digest,
            "file": str(self.path),
            "receipt": self.receipt.as_json(),
        }


def marking_faults(work: Work, leaving: Leaving) -> list[str]:
    """Return a sentence for each thing that the marking scan asks about in what leaves, undecided."""
    decided = {
        (each.passage_id, each.revision_id, each.finding_kind, each.start, each.end)
        for each in (entry.record for entry in work.list(MarkingDecision))
    }
    faults = []
    for place, entry, fields in leaving:
        for passage in _open_passages(entry, fields):
            for found in scan(passage.content or "", work.scheme).findings:
                key = (passage.id, passage.revision_id, found.kind, found.start, found.end)
                if found.outcome is not Outcome.ALLOW and not (found.outcome is Outcome.WARN and key in decided):
                    faults.append(f"{place}: {found.sentence}")
    return faults


def marking_of(scheme: MarkingScheme, leaving: Leaving) -> str:
    """Return the word of the most sensitive marking among what leaves."""
    markings = {passage.marking for _, entry, fields in leaving for passage in _open_passages(entry, fields)}
    return scheme.level(highest_marking(markings, scheme)).word


def _open_passages(entry: Entry[Record], fields: Sequence[str]) -> Iterator[Passage]:
    if not entry.record.sealed_id:
        yield from (passage for name in fields for passage in entry.text(name) if not passage.is_sealed)


def send_letter(
    file: EstablishmentFile,
    letter: Letter,
    leaving: Leaving,
    identity: Identity,
    sending: Sending,
    record: Callable[[bytes], None],
    *,
    now: datetime,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Sent:
    """Draw, sign and verify a letter, hold it against the last two gates, record it by `record`, and write it.

    GateRefused where it may not leave; UserError where it cannot be written. A cancelled or failed one leaves no file.
    """
    from app.returns.letter import render_letter
    from app.returns.payload import digest, write_payload

    payload = write_payload(letter)
    stop_if(is_cancelled)
    progress("Drawing the pages", 0, _STEPS)
    drawn = render_letter(letter, payload)
    stop_if(is_cancelled)
    progress("Signing", 1, _STEPS)
    files = {sending.pdf: sign_letter(drawn, letter, identity, now)}
    progress("Reading back", 2, _STEPS)
    _verify_back(files, payload, letter, identity, now)
    stop_if(is_cancelled)
    progress("Proof of absence", 3, _STEPS)
    receipt = _last_gates(file, files, leaving, identity, payload, letter.number, now)
    printed = {sending.receipt: receipt.as_text().encode()} if sending.receipt else {}
    with written_beside({**files, **printed}):
        stop_if(is_cancelled)
        record(payload)
    progress("Done", _STEPS, _STEPS)
    return Sent(letter.number, digest(payload), sending.pdf, receipt)


def _last_gates(
    file: EstablishmentFile,
    files: Mapping[Path, bytes],
    leaving: Leaving,
    identity: Identity,
    payload: bytes,
    number: str,
    now: datetime,
) -> Receipt:
    from app.returns.payload import digest

    insides = look_inside_all(files, signer_words(identity))
    receipt = prove_absence(files, insides, file, now=now, issuing={digest(payload): number})
    if receipt.outcome == "found":
        raise GateRefused([*_copied_places(file, leaving), *receipt.faults])
    return receipt


def _copied_places(file: EstablishmentFile, leaving: Leaving) -> list[str]:
    with file.reading() as work:
        needles = needles_of(work)
    texts: dict[str, list[str]] = {}
    for place, entry, fields in leaving:
        for passage in _open_passages(entry, fields):
            texts.setdefault(place, []).extend(words_of(passage.content or ""))
    found = needles.places({place: " ".join(words) for place, words in texts.items()})
    return [f"{place}: the same words are sealed elsewhere. Seal them here too, or reword them." for place in found]


def _verify_back(
    files: Mapping[Path, bytes], payload: bytes, letter: Letter, identity: Identity, now: datetime
) -> None:
    """Verify the finished letter as its reader will, trusting this signer alone."""
    from app.returns.letter.document import signing_role
    from app.services.verifying import verify_contents
    from app.signing.trust import Trust

    trust = Trust({signing_role(letter): (identity.certificate,)})
    for one in verify_contents(files.items(), trust, now=now):
        if one.payload != payload:
            why = "Its payload is another." if one.report.is_intact else one.report.sentences[0]
            raise UserError(f"The finished file could not be verified. {why} Nothing was written; report this fault.")
        if one.report.state == "untrusted":
            raise UserError(f"Readers could not trust this identity. {one.report.signers[0].doubt} Use another one.")
