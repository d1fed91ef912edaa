"""What the scan adds to a key typed, and what sealing costs in a file of 300 MB beside one that is nearly empty."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from unittest import mock

from app.domain.records import Answer, Attachment
from app.domain.scan import Outcome, ScanReport
from app.store import door
from app.store.file import EstablishmentFile
from tests.benchmarks.harness import compare
from tests.store.samples import PASSPHRASE, PLAIN, QUICK, RESTRICTED, Begun, begin, make_file, said

_PIECE = 20 << 20
_PIECES = 15
_NARRATIVE = "The register of each wing was read beside the log of the gate, and nothing was missing. " * 22


def _make(path: Path, pieces: int) -> tuple[EstablishmentFile, Begun]:
    """Make a file with so many attached files of 20 MB, and unlock it."""
    file = make_file(path)
    with file.work("Began") as work:
        ids = begin(work)
    for _ in range(pieces):
        with file.work("Attached") as work:
            work.put(Attachment(content=os.urandom(_PIECE), size=_PIECE))
    file.set_up_sealed_store(ids.person_id, PASSPHRASE, QUICK)
    return file, ids


def _typing(file: EstablishmentFile, ids: Begun) -> Callable[[], None]:
    """Return what saves a narrative of 2,000 characters and one more key as a draft."""
    numbers = count()
    with file.work("Answered") as work:
        answer = work.put(Answer(self_audit_id=ids.self_audit_id, item_ref="1a-01")).record

    def type_key() -> None:
        with file.work("Typed") as work:
            work.save_draft(Answer, answer.id, "narrative", [said(f"{_NARRATIVE}{next(numbers)}")])

    return type_key


def _sealing(file: EstablishmentFile, ids: Begun) -> Callable[[], None]:
    """Return what seals a passage that stands in plain, each time in another answer."""
    with file.work("Answered") as work:
        answers = [
            work.put(
                Answer(self_audit_id=ids.self_audit_id, item_ref=f"1a-{number:02}"),
                {"narrative": [said("Seen. ", PLAIN), said("Words to be sealed. " * 10, PLAIN)]},
            )
            for number in range(10, 40)
        ]
    left = iter(answers)

    def seal() -> None:
        with file.work("Sealed") as work:
            entry = next(left)
            first, second = entry.text("narrative")
            sealed = second.model_copy(update={"marking": RESTRICTED})
            work.put(entry.record, {"narrative": [first, sealed]})

    return seal


def run() -> None:
    """Time both."""
    with tempfile.TemporaryDirectory() as place:
        small, ids = _make(Path(place, "small.assure"), 0)
        type_key = _typing(small, ids)

        def unscanned() -> None:
            with mock.patch.object(door, "scan", return_value=ScanReport(outcome=Outcome.ALLOW, findings=())):
                type_key()

        compare("a key in 2,000 characters, scanned", type_key, unscanned, bar=2.0)
        big, big_ids = _make(Path(place, "big.assure"), _PIECES)
        compare("seal a passage, 300 MB", _sealing(big, big_ids), _sealing(small, ids), bar=1.5)
        started = time.perf_counter()
        big.purge_if_due()
        print(f"{'the purge of 300 MB that follows, once':38} {time.perf_counter() - started:.1f} s", flush=True)
        small.close()
        big.close()
