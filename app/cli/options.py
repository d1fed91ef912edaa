"""What several commands ask for, and the present moment."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from app.cli.secrets import read_secret

IDENTITY_PLACES = "PKCS#12, or a token by pkcs11:token=NAME?module-path=LIBRARY (then with its PIN)."
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="The establishment's .assure file.")]
Period = Annotated[str | None, typer.Option("--period", help="2014-15, or 2014-15 Q2; the latest if not given.")]
UnlockFile = Annotated[
    Path | None, typer.Option("--unlock-file", help="A file with the sealed store's passphrase on its first line.")
]
PassphraseFile = Annotated[
    Path | None, typer.Option("--passphrase-file", help="A file with the identity's passphrase on its first line.")
]
Returns = Annotated[list[Path], typer.Argument(metavar="RETURN…", help="Returns, PDF or workbook.")]
TrustOption = Annotated[
    list[str] | None,
    typer.Option("--trust", metavar="ROLE=CERT.pem", help="Whom to trust: author, approver, reviewer, or ca."),
]
RevocationOption = Annotated[
    list[Path] | None, typer.Option("--crl", metavar="LIST", help="A trusted authority's latest revocation list.")
]
RegisterOption = Annotated[
    Path | None, typer.Option("--register", metavar="FILE", help="The .assure file whose trust register counts too.")
]


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def unlocking(unlock_file: Path | None) -> str | None:
    """Return the sealed store's passphrase where a file with it was named."""
    return read_secret(unlock_file, "Passphrase of the sealed store") if unlock_file else None
