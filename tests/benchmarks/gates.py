"""What the last two gates add to an export, the store unlocked, beside the same export without them."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

from app.services import exporting
from app.services.demonstrating import IDENTITY_PASSPHRASE, UNLOCK_PASSPHRASE, demonstrate
from app.services.exporting import Destination, export
from app.services.identifying import open_identity
from app.services.proving import Receipt
from app.services.unlocking import open_file
from tests.benchmarks.harness import Comparison, compare


def last_gates(folder: Path, now: datetime) -> Comparison:
    """Compare an export of the demonstration's return with one whose finished files nobody looks into."""
    identity = open_identity(folder / "identity.p12", IDENTITY_PASSPHRASE)
    with open_file(folder / "demo.assure", UNLOCK_PASSPHRASE) as file:

        def with_gates() -> None:
            export(file, None, identity, Destination(folder / "a.pdf", folder / "a.xlsx"), now=now)

        def without() -> None:
            with mock.patch.object(exporting, "_pass_last_gates", return_value=Receipt(now, ())):
                with_gates()

        return compare("export with the last two gates", with_gates, without, bar=1.5, runs=3)


def run() -> None:
    """Make the demo, then time the export of its return."""
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "demo"
        demonstrate(folder, now=now)
        last_gates(folder, now)
