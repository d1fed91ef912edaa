"""The child process: reads foreign bytes from standard input, does one job, answers in JSON on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.domain.errors import UserError
from app.services.child_limits import OUT_OF_MEMORY, confine
from app.services.nursery_child import NAME as NURSERY
from app.services.nursery_child import tend

if TYPE_CHECKING:
    from app.signing.trust import Trust

Job = Callable[[bytes, Mapping[str, Any]], dict[str, Any]]


def main(job: str) -> int:
    """Do the named job under the limits that the first line of standard input gives; the rest is the payload.

    Named `nursery`, it does nothing itself and forks a process for each job that it is sent.
    """
    if job == NURSERY:
        return tend(main, _read_libraries)
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


def _read_libraries() -> None:
    """Import what the jobs on returns need, so that those who are forked need not."""
    import app.returns.payload
    import app.returns.reader
    import app.returns.reconciliation
    import app.returns.workbook
    import app.signing.package_verification
    import app.signing.pdf_verification  # noqa: F401


def _do(job: Job, payload: bytes, options: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return {"result": job(payload, options)}
    except UserError as error:
        return {"sentence": error.sentence}


def _verify_pdf(payload: bytes, options: Mapping[str, Any]) -> dict[str, Any]:
    from app.signing.pdf_verification import verify_pdf

    report = verify_pdf(payload, *_trust_and_now(options), required=options["required"])
    return report.model_dump(mode="json")


def _verify_package(payload: bytes, options: Mapping[str, Any]) -> dict[str, Any]:
    from app.signing.package_verification import verify_package

    expected = options["core_properties"]
    report = verify_package(
        payload,
        *_trust_and_now(options),
        required=options["required"],
        core_properties=None if expected is None else expected.encode(),
    )
    return report.model_dump(mode="json")


def _trust_and_now(options: Mapping[str, Any]) -> tuple[Trust, datetime]:
    from app.signing.trust import Trust

    return Trust.from_json(options["trust"]), datetime.fromisoformat(options["now"])


def _extract_payload(content: bytes, options: Mapping[str, Any]) -> dict[str, Any]:
    from app.returns.reader import extract_payload

    kind, payload = extract_payload(content)
    return {"kind": kind, "payload": _as_text(payload)}


def _read_pdf(content: bytes, options: Mapping[str, Any]) -> dict[str, Any]:
    """Take the payload out of a PDF, a return's or a letter's, and give what it says of the rest."""
    from app.domain.errors import BadFile
    from app.domain.released import ReleasedReturn
    from app.returns.payload import read_any
    from app.returns.reader import extract_payload

    kind, payload = extract_payload(content)
    if kind != "pdf":
        raise BadFile("This file is not a PDF return. It was not read.")
    released = read_any(payload)
    if isinstance(released, ReleasedReturn):
        return {"payload": _as_text(payload), "signers_required": released.signers_required}
    return {"payload": _as_text(payload), "signers_required": 1, "kind": released.kind}


def _read_workbook(content: bytes, options: Mapping[str, Any]) -> dict[str, Any]:
    """Take the payload out of a workbook, hold every cell against it, and give what it says of the rest."""
    from app.domain.errors import BadFile
    from app.returns.payload import read_payload
    from app.returns.reader import extract_payload
    from app.returns.reconciliation import workbook_differences
    from app.returns.workbook import core_properties

    kind, payload = extract_payload(content)
    if kind != "xlsx":
        raise BadFile("This file is not an Excel return. It was not read.")
    released = read_payload(payload)
    return {
        "payload": _as_text(payload),
        "differences": workbook_differences(content, released, payload),
        "core_properties": core_properties(released).decode(),
        "signers_required": released.signers_required,
    }


def _look_inside(content: bytes, options: Mapping[str, Any]) -> dict[str, Any]:
    from app.services.inside import describe_inside

    return describe_inside(content, options)


def _read_attached(content: bytes, options: Mapping[str, Any]) -> dict[str, Any]:
    from app.services.attached_texts import describe_attached

    return describe_attached(content, options)


def _as_text(payload: bytes) -> str:
    try:
        return payload.decode()
    except UnicodeDecodeError:
        raise UserError("The payload of this file is not text. It was not read.") from None


JOBS: dict[str, Job] = {
    "extract_payload": _extract_payload,
    "look_inside": _look_inside,
    "read_attached": _read_attached,
    "read_pdf": _read_pdf,
    "read_workbook": _read_workbook,
    "verify_package": _verify_package,
    "verify_pdf": _verify_pdf,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
