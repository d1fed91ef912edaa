"""Tokens in software (SoftHSM 2): each with one identity, as a card has it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.services.identifying import name_token
from app.signing.identity import Identity

PIN = "482915"
LIBRARIES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")


class TokenMaker:
    """Makes tokens in a folder; one for a whole run, since a library reads its settings once in a process."""

    def __init__(self, folder: Path, foreign_program: Callable[[str], str]) -> None:
        self._program = foreign_program("softhsm2-util")
        self.library = next((path for path in LIBRARIES if Path(path).exists()), LIBRARIES[0])
        settings = folder / "softhsm2.conf"
        (folder / "tokens").mkdir()
        settings.write_text(
            f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n"
        )
        os.environ["SOFTHSM2_CONF"] = str(settings)
        self._folder = folder

    def make(self, label: str, *identities: Identity, with_certificate: bool = True) -> str:
        """Make a token with identities, under the labels key1, key2 …; give what stands in an identity's place."""
        self._run("--init-token", "--free", "--label", label, "--so-pin", "12345678", "--pin", PIN)
        for number, identity in enumerate(identities, 1):
            path = self._folder / "key.pem"
            path.write_bytes(identity._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))  # type: ignore[union-attr]
            self._run("--import", path, "--token", label, "--label", f"key{number}", "--id", f"0{number}", "--pin", PIN)
        import pkcs11

        library = pkcs11.lib(self.library)
        library.reinitialize()  # to see the token that another process has made
        for number, identity in enumerate(identities, 1):
            if with_certificate:
                self._put_certificate(library, label, number, identity)
        return name_token(self.library, label)

    def take_out(self) -> None:
        """Take every token out of its reader."""
        (self._folder / "tokens").rename(self._folder / "taken out")

    def put_back(self) -> None:
        """Put them back."""
        (self._folder / "taken out").rename(self._folder / "tokens")

    def _put_certificate(self, library: Any, label: str, number: int, identity: Identity) -> None:
        import pkcs11

        certificate = identity.certificate
        with library.get_token(token_label=label).open(user_pin=PIN, rw=True) as session:
            session.create_object(
                {
                    pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                    pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.constants.CertificateType.X_509,
                    pkcs11.Attribute.TOKEN: True,
                    pkcs11.Attribute.ID: bytes([number]),
                    pkcs11.Attribute.LABEL: f"key{number}",
                    pkcs11.Attribute.SUBJECT: certificate.subject.public_bytes(),
                    pkcs11.Attribute.VALUE: certificate.public_bytes(Encoding.DER),
                }
            )

    def _run(self, *arguments: str | Path) -> None:
        subprocess.run([self._program, *map(str, arguments)], check=True, capture_output=True)
