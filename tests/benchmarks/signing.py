"""What signatures add to a return: signing both files beside rendering them; verifying, approving beside one export."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from app.returns.payload import write_payload
from app.returns.pdf import render_pdf
from app.returns.workbook import render_workbook
from app.services.approving import Proof, approve_returns
from app.services.demonstrating import IDENTITY_PASSPHRASE, UNLOCK_PASSPHRASE, demonstrate
from app.services.exporting import Destination, export
from app.services.identifying import open_identity
from app.services.signing import sign_return
from app.services.unlocking import open_file
from app.services.verifying import verify_returns
from app.signing.identity import Identity, create_identity, load_identity
from app.signing.trust import Trust
from tests.benchmarks.harness import Comparison, compare
from tests.returns.sample_return import sample_return


def _rsa_signer(now: datetime) -> Identity:
    made = create_identity("A. Lead", "Audit lead", "HMP Example", IDENTITY_PASSPHRASE, valid_from=now, key_kind="rsa")
    return load_identity(made, IDENTITY_PASSPHRASE)


def signing_both(now: datetime) -> Comparison:
    """Compare rendering and signing both files with RSA with rendering them alone."""
    released, signer = sample_return(), _rsa_signer(now)
    payload = write_payload(released)

    def render() -> list[bytes]:
        return [render_pdf(released, payload), render_workbook(released, payload)]

    def sign() -> None:
        for finished in render():
            sign_return(finished, released, signer, now)

    return compare("both files rendered and signed", sign, render, bar=1.4, runs=5)


def verifying_and_approving_both(now: datetime) -> tuple[Comparison, Comparison]:
    """Compare the verification of both files, each signed by two, and their approval with one export of them."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "demo"
        demonstrate(folder, now=now)
        lead = open_identity(folder / "identity.p12", IDENTITY_PASSPHRASE)
        files = (folder / "a.pdf", folder / "a.xlsx")
        governor = _rsa_signer(now)
        trust = Trust({"author": (lead.certificate,), "approver": (governor.certificate,)})
        with open_file(folder / "demo.assure", UNLOCK_PASSPHRASE) as file:
            export(file, None, lead, Destination(*files), now=now, signers=2)
            halves = [path.read_bytes() for path in files]
            aside = Destination(folder / "b.pdf", folder / "b.xlsx")

            def approve() -> None:
                for path, half in zip(files, halves, strict=True):
                    path.write_bytes(half)
                approve_returns(files, governor, trust, now=now, proof=Proof(file))

            def export_aside() -> None:
                export(file, None, lead, aside, now=now, signers=2)

            approve()
            return (
                compare("both files verified", lambda: verify_returns(files, trust, now=now), export_aside, bar=1.0,
                        runs=3),
                compare("both files approved, the gates passed again", approve, export_aside, bar=1.0, runs=3),
            )  # fmt: skip


def run() -> None:
    """Time both."""
    now = datetime.now(UTC)
    signing_both(now)
    verifying_and_approving_both(now)
