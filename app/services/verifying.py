"""Verifies returns of either kind, one or many, and gives what they say only when they are intact."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.domain.dates import spell_day
from app.domain.errors import UserError
from app.services.sandbox import GARBLED, Limits, Runner, run_limited
from app.services.verification import verify_package_apart, verify_pdf_apart
from app.signing.signature_report import (
    EXIT_CODES,
    FROM_BEST_TO_WORST,
    SignatureReport,
    report_invalid,
    worst_exit_code,
)
from app.signing.trust import RETURN_ROLES, ROLES, Trust

MAX_RETURN_BYTES = Limits().max_input
READING = Limits(memory=512 << 20, cpu_seconds=4)
CHECKING = Limits(memory=512 << 20, cpu_seconds=5)
"""A return of sixty pages takes less than a second of each and 200 MB: a file that wants more is made to do harm."""
_DIFFERENCES_SHOWN = 5
AT_ONCE = max(2, min(4, os.cpu_count() or 2))
"""How many files are verified beside one another: a processor each, and never so many that the PC stands still."""
_NONE_SEEN: Mapping[str, datetime] = {}
_SAME = "It carries the same content as the other file of this return."
_EXCHANGED = "Two files of this return do not carry the same content: one of them was exchanged. Ask for both again."
_PDF, _ZIP = b"%PDF-", b"PK\x03\x04"


@dataclass(frozen=True)
class Verified:
    """What verification found in one file. `payload` is canonical JSON, None unless the file is intact."""

    path: Path
    report: SignatureReport
    payload: bytes | None

    def as_json(self) -> Mapping[str, object]:
        """Return the report with the file's name, for `--json`."""
        return {
            "file": str(self.path),
            "exit_code": EXIT_CODES[self.report.state],
            **self.report.model_dump(mode="json", exclude={"signers": {"__all__": {"certified"}}}),
        }


def verify_returns(
    paths: Sequence[Path],
    trust: Trust,
    *,
    now: datetime,
    seen: Mapping[str, datetime] = _NONE_SEEN,
    run: Runner | None = None,
) -> list[Verified]:
    """Verify each file in a child process with limits. Files of one return must carry the same payload.

    `seen` says of files, by SHA-256, when they were first found trusted: they are judged as on that day. `run` says how
    the children are started. UserError where a file cannot be read from the disk; what is wrong inside a file is in its
    report.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:  # each reads its file when its turn comes: no more are in memory at once
        found = list(pool.map(lambda path: _verify_as_seen(path, read_return(path), trust, now, seen, run), paths))
    return _beside_one_another(found)


def verify_contents(
    contents: Iterable[tuple[Path, bytes]],
    trust: Trust,
    *,
    now: datetime,
    seen: Mapping[str, datetime] = _NONE_SEEN,
    run: Runner | None = None,
) -> list[Verified]:
    """Verify files of which the bytes are at hand, as `verify_returns` does."""
    with ThreadPoolExecutor(AT_ONCE) as pool:  # each waits for a process of its own
        found = list(pool.map(lambda one: _verify_as_seen(one[0], one[1], trust, now, seen, run), contents))
    return _beside_one_another(found)


def return_number(verified: Verified) -> str:
    """Return the number of the return that an intact file is of; empty where it is not intact."""
    number = _number(verified.payload) if verified.payload is not None else None
    return number if isinstance(number, str) else ""


def exit_code(found: Sequence[Verified]) -> int:
    """Return the exit code of the worst report (DESIGN section 7)."""
    return worst_exit_code(one.report for one in found)


def read_return(path: Path) -> bytes:
    """Return a file's bytes, whatever they are; UserError where it cannot be read from the disk."""
    try:
        if path.stat().st_size > MAX_RETURN_BYTES:
            raise UserError("The file is larger than any return can be (64 MB). It was not read.")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise UserError(f"The return could not be read: {reason}. Check its name and try again.") from None


def _verify_as_seen(
    path: Path, content: bytes, trust: Trust, now: datetime, seen: Mapping[str, datetime], run: Runner | None
) -> Verified:
    """Verify a file as on the day on which it was first found trusted, where there is one, and say so."""
    first = seen.get(hashlib.sha256(content).hexdigest())
    one = _verify(path, content, trust, first or now, run)
    if first is None or not one.report.is_intact:
        return one
    sentence = f"First found trusted here on {spell_day(first)}, and judged as on that day."
    report = one.report.model_copy(update={"sentences": (*one.report.sentences, sentence)})
    return Verified(path, report, one.payload)


def _verify(path: Path, content: bytes, trust: Trust, now: datetime, run: Runner | None) -> Verified:
    try:
        if content.startswith(_PDF):
            return _verify_pdf(path, content, trust, now, run)
        if content.startswith(_ZIP):
            return _verify_workbook(path, content, trust, now, run)
        sentence = "This is not a return: it is neither a PDF nor a workbook."
    except UserError as failure:
        sentence = failure.sentence
    return Verified(path, report_invalid(sentence, hashlib.sha256(content).hexdigest()), None)


class _Read(BaseModel):
    """What a child read in a file, before anybody knows whether to believe it."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    payload: str
    signers_required: int = Field(ge=1, le=len(RETURN_ROLES))
    kind: Literal["return", "response", "replies", "concern"] = "return"
    differences: tuple[str, ...] = ()
    core_properties: str | None = None

    @property
    def establishment(self) -> str:
        """The code of the establishment whose return it says it is."""
        code = json.loads(self.payload)["establishment"]["code"]
        return code if isinstance(code, str) else ""

    @property
    def required(self) -> Sequence[str]:
        """The roles that must sign: a reviewer what a reviewer sends, else the author and whoever approves."""
        if self.kind in ("response", "concern"):
            return ("reviewer",)
        return RETURN_ROLES[: self.signers_required]


def _verify_pdf(path: Path, content: bytes, trust: Trust, now: datetime, run: Runner | None) -> Verified:
    read = _read_apart("read_pdf", content, run)
    if isinstance(read, str):
        return _join(path, read, verify_pdf_apart(content, trust, now, CHECKING, run=run))
    report = verify_pdf_apart(content, trust.at(read.establishment), now, CHECKING, required=read.required, run=run)
    return _join(path, read, report)


def _verify_workbook(path: Path, content: bytes, trust: Trust, now: datetime, run: Runner | None) -> Verified:
    read = _read_apart("read_workbook", content, run)
    report = verify_package_apart(
        content,
        trust.at(read.establishment) if isinstance(read, _Read) else trust,
        now,
        required=read.required if isinstance(read, _Read) else ROLES,
        core_properties=(read.core_properties or "").encode() if isinstance(read, _Read) else None,
        limits=CHECKING,
        run=run,
    )
    return _join(path, read, report)


def _read_apart(job: str, content: bytes, run: Runner | None) -> _Read | str:
    """Read a file in a child process; give the sentence that says why not where it cannot be read."""
    try:
        return _Read.model_validate(run_limited(job, content, limits=READING, run=run))
    except UserError as failure:
        return failure.sentence
    except ValidationError:
        return GARBLED


def _join(path: Path, read: _Read | str, report: SignatureReport) -> Verified:
    """Believe what was read only now: the signatures, made as the payload asks for them, cover the payload."""
    if not report.is_intact:
        return Verified(path, report, None)
    if isinstance(read, str):
        return Verified(path, report_invalid(read, report.digest), None)
    if read.differences:
        sentence = " ".join(("Its sheets do not say what its data says.", *read.differences[:_DIFFERENCES_SHOWN]))
        return Verified(path, report_invalid(sentence, report.digest), None)
    return Verified(path, report, read.payload.encode())


def _beside_one_another(found: Sequence[Verified]) -> list[Verified]:
    return [_beside(one, [other for other in found if other is not one]) for one in found]


def _beside(one: Verified, others: Sequence[Verified]) -> Verified:
    """Refuse a file when another file of the same return says something else; say so where they agree.

    A file that is trusted less proves nothing against one that is trusted more.
    """
    twins = [other.payload for other in others if _is_same_return(one, other) and _rank(other) <= _rank(one)]
    if not twins:
        return one
    if any(payload != one.payload for payload in twins):
        return Verified(one.path, report_invalid(_EXCHANGED, one.report.digest), None)
    report = one.report.model_copy(update={"sentences": (*one.report.sentences, _SAME)})
    return Verified(one.path, report, one.payload)


def _is_same_return(one: Verified, other: Verified) -> bool:
    if one.payload is None or other.payload is None:
        return False
    return _number(one.payload) == _number(other.payload)


def _rank(verified: Verified) -> int:
    return FROM_BEST_TO_WORST.index(verified.report.state)


def _number(payload: bytes) -> object:
    """Give the number of the return that a payload is of."""
    try:
        return json.loads(payload).get("number")
    except (ValueError, AttributeError, RecursionError):
        return None
