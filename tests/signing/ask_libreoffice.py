"""Asks LibreOffice through UNO what it finds of a workbook's signatures; run by a Python that has its `uno` module.

`ask_libreoffice.py SOFFICE PROFILE FILE…` prints a JSON list, for each file a list of one object a signature.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]

START_SECONDS = 300
READ = 1  # com.sun.star.embed.ElementModes.READ


def main(soffice: str, profile: str, files: list[str]) -> None:
    pipe = f"assurance{time.monotonic_ns()}"
    office = subprocess.Popen(
        [soffice, "--headless", "--norestore", "--nologo", f"-env:UserInstallation={Path(profile).as_uri()}",
         f"--accept=pipe,name={pipe};urp"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        context = connect(pipe)
        found = [ask(context, file) for file in files]
        context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context).terminate()
    finally:
        office.terminate()
        office.wait(START_SECONDS)
    sys.stdout.write(json.dumps(found))


def connect(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def ask(context: Any, file: str) -> list[dict[str, Any]]:
    services = context.ServiceManager
    factory = services.createInstanceWithContext("com.sun.star.embed.StorageFactory", context)
    form = PropertyValue(Name="StorageFormat", Value="ZipFormat")
    files = services.createInstanceWithContext("com.sun.star.ucb.SimpleFileAccess", context)
    stream = files.openFileRead(Path(file).as_uri())
    # Only what uno.invoke is given keeps its type, and only where it stands in a bare tuple.
    forms = uno.Any("[]com.sun.star.beans.PropertyValue", (form,))
    storage = uno.invoke(factory, "createInstanceWithArguments", ((stream, READ, forms),))
    judge = services.createInstanceWithContext("com.sun.star.security.DocumentDigitalSignatures", context)
    return [
        {
            "is_valid": one.SignatureIsValid,
            "is_partial": one.PartialDocumentSignature,
            "certificate_status": one.CertificateStatus,
            "signer": one.Signer.SubjectName if one.Signer else "",
            "day": one.SignatureDate,
        }
        for one in judge.verifyDocumentContentSignatures(storage, None)
    ]


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
