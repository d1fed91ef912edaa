"""The place to sign: programs before they are packed, and the installer, with a code-signing certificate.

`ASSURANCE_DESK_SIGN_P12` names a PKCS#12 file, `ASSURANCE_DESK_SIGN_PASSPHRASE` a file with its passphrase. Without
them nothing is signed here; a department signs with its own certificate, on its own machine.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import machine
from works import run

NEEDS = [machine.Need("osslsigncode", "osslsigncode")]
ADDRESS = "Assurance Desk"


@dataclass(frozen=True)
class Signer:
    """A certificate with its key, and the file that holds its passphrase."""

    certificate: Path
    passphrase: Path

    def sign(self, file: Path) -> None:
        """Sign a program or installer in its place, Authenticode with SHA-256, without a time stamp: no network."""
        machine.install_missing(NEEDS)
        signed = file.with_name(f"{file.name}.signed")
        secret: list[str | Path] = ["-pkcs12", self.certificate, "-readpass", self.passphrase]
        run(["osslsigncode", "sign", *secret, "-h", "sha256", "-n", ADDRESS, "-in", file, "-out", signed])
        signed.replace(file)


def find_signer() -> Signer | None:
    """Give the signer that the environment names, if it does."""
    certificate = os.environ.get("ASSURANCE_DESK_SIGN_P12")
    passphrase = os.environ.get("ASSURANCE_DESK_SIGN_PASSPHRASE")
    return Signer(Path(certificate), Path(passphrase)) if certificate and passphrase else None
