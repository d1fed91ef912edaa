"""The child process: reads foreign bytes from standard input, does one job, answers in JSON on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from app.domain.errors import UserError
from app.services.child_limits import OUT_OF_MEMORY, confine

Job = Callable[[bytes, Mapping[str, Any]], dict[str, Any]]


def main(job: str) -> int:
    """Do the named job under the limits that the first line of standard input gives; the rest is the payload."""
    with open(0, "rb", closefd=False) as source:  # a windowed program has no sys.stdin
        header = json.loads(source.readline())
        payload = source.read()
    with open(1, "wb", closefd=False) as answer:
        confine(header["limits"]["memory"], header["limits"]["cpu_seconds"])
        try:
            answer.write(json.dumps(_do(JOBS[job], payload, header["options"])).encode())
        except MemoryError:
            return OUT_OF_MEMORY
    return 0


def _do(job: Job, payload: bytes, options: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return {"result": job(payload, options)}
    except UserError as error:
        return {"sentence": error.sentence}


def _verify_pdf(payload: bytes, options: Mapping[str, Any]) -> dict[str, Any]:
    from app.signing.pdf_verification import verify_pdf
    from app.signing.trust import Trust

    trust = Trust.from_pems({role: [pem.encode() for pem in pems] for role, pems in options["trust"].items()})
    report = verify_pdf(payload, trust, datetime.fromisoformat(options["now"]))
    return report.model_dump(mode="json")


JOBS: dict[str, Job] = {"verify_pdf": _verify_pdf}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
