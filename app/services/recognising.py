"""Verifying returns by a file's trust register, and remembering those that were found trusted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.trust_records import SeenReturn
from app.services.trust_register import NOT_CONFIRMED, Register, read_register, seal_register, trust_by_register
from app.services.verifying import Verified, return_number, verify_returns

if TYPE_CHECKING:
    from app.services.sandbox import Runner
    from app.signing.trust import Trust
    from app.store.file import EstablishmentFile


def verify_by_register(
    paths: Sequence[Path], trust: Trust, file: EstablishmentFile, *, now: datetime, run: Runner | None = None
) -> list[Verified]:
    """Verify returns, trusting those in the file's register too.

    A file that is found trusted is remembered, so that its signers are judged as on that day for ever: certificates
    run out, returns are kept. While the sealed store is locked the register counts for nothing and each report says so.
    BadFile where the register was forged.
    """
    register = read_register(file)
    if not register.is_confirmed:
        return [_unconfirmed(one) for one in verify_returns(paths, trust, now=now, run=run)]
    found = verify_returns(paths, trust_by_register(register, trust), now=now, seen=register.seen, run=run)
    if not file.is_read_only:
        _remember(file, register, found, now)
    return found


def _unconfirmed(one: Verified) -> Verified:
    sentences = (*one.report.sentences, NOT_CONFIRMED)
    return replace(one, report=one.report.model_copy(update={"sentences": sentences}))


def _remember(file: EstablishmentFile, register: Register, found: Sequence[Verified], now: datetime) -> None:
    new = {one.report.digest: one for one in found if one.report.state == "trusted"}
    new = {digest: one for digest, one in new.items() if digest not in register.seen}
    if not new:
        return
    with file.work("Verified a return") as work:
        for digest, one in new.items():
            work.put(SeenReturn(file_digest=digest, number=return_number(one), seen_at=now))
        seal_register(work)
