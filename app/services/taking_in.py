"""Takes returns and replies into a reviewer's file: verified apart, held against what is here, then kept."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import BadFile, UserError
from app.domain.periods import short_name
from app.domain.progress import IsCancelled, Progress, never_cancelled, no_progress, stop_if
from app.domain.released import ReleasedReply, ReleasedReturn, as_words
from app.domain.response import ReleasedReplies
from app.domain.return_figures import figures_of, write_figures
from app.domain.review_records import IssuedResponse, Query, ReceivedReturn, ReturnContent
from app.domain.review_terms import QueryState, Standing
from app.domain.text import carried, plain, shown
from app.services.incoming import require_unmarked, words_of
from app.services.nursery import readers
from app.services.received import order_of, require_reviewer, sequence_of
from app.services.recognising import verify_by_register
from app.services.verifying import AT_ONCE, MAX_RETURN_BYTES, return_number
from app.signing.signature_report import EXIT_CODES

if TYPE_CHECKING:
    from app.domain.catalogue import MarkingScheme
    from app.domain.record import Entry
    from app.services.sandbox import Runner
    from app.services.verifying import Verified
    from app.signing.trust import Trust
    from app.store.file import EstablishmentFile
    from app.store.work import Work

_CHUNK = 2 * AT_ONCE
"""How many returns are in memory at once."""
_FAILED, _FOREIGN = 1, 5
_MARKED = "It was not taken in. Tell the establishment, and treat the medium as its marking demands."


@dataclass(frozen=True)
class Wanted:
    """What may be taken in: the returns of one establishment (its code) alone, or of any; older ones as history."""

    code: str | None = None
    is_history: bool = False


@dataclass(frozen=True)
class Taken:
    """What came of one file; its number where it is intact. `exit_code` is verify's, 1 where it was refused here."""

    path: Path
    number: str
    is_taken: bool
    sentences: tuple[str, ...]
    exit_code: int

    def as_json(self) -> dict[str, object]:
        """Return what `--json` prints."""
        return {
            "file": str(self.path), "number": self.number, "taken": self.is_taken, "sentences": list(self.sentences),
            "exit_code": self.exit_code,
        }  # fmt: skip


def take_in(
    file: EstablishmentFile,
    paths: Sequence[Path],
    trust: Trust,
    *,
    now: datetime,
    wanted: Wanted | None = None,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> list[Taken]:
    """Verify returns, or replies, and keep those that are intact and fit what is here; each alone, or not at all.

    A refused one leaves the register as it was. Cancelled leaves those that were taken by then.
    """
    with file.reading() as work:
        require_reviewer(work)
        newest = _newest(work)
    found: list[Taken] = []
    with readers(AT_ONCE) as run:
        for start in range(0, len(paths), _CHUNK):
            stop_if(is_cancelled)
            chunk = paths[start : start + _CHUNK]
            progress("Verifying", start, len(paths))
            for path, one in zip(chunk, _verified(chunk, trust, file, now, run), strict=True):
                found.append(_take(file, path, one, wanted or Wanted(), newest, now))
    progress("Done", len(paths), len(paths))
    return found


def worst_code(taken: Sequence[Taken]) -> int:
    """Return the exit code of the worst of several."""
    order = (0, 6, 4, _FAILED, _FOREIGN)
    return max((one.exit_code for one in taken), key=order.index, default=0)


def _verified(
    paths: Sequence[Path], trust: Trust, file: EstablishmentFile, now: datetime, run: Runner
) -> list[Verified | UserError]:
    """Verify what can be read at all; one that cannot keeps none of the others back."""
    failures = {path: failure for path in paths if (failure := _fault(path))}
    readable = [path for path in paths if path not in failures]
    found = verify_by_register(readable, trust, file, now=now, run=run)
    verified = dict(zip(readable, found, strict=True))
    return [failures.get(path) or verified[path] for path in paths]


def _fault(path: Path) -> UserError | None:
    """Say why a file is not even verified; None where it can be."""
    try:
        with path.open("rb"):
            size = path.stat().st_size
    except OSError as error:
        return UserError(f"The return could not be read: {error.strerror}. Check its name and try again.")
    return UserError("The file is larger than any return can be. It was not read.") if size > MAX_RETURN_BYTES else None


def _take(
    file: EstablishmentFile,
    path: Path,
    one: Verified | UserError,
    wanted: Wanted,
    newest: dict[str, tuple[object, ...]],
    now: datetime,
) -> Taken:
    if isinstance(one, UserError):
        return Taken(path, "", False, (one.sentence,), _FAILED)
    if one.payload is None:
        return Taken(path, "", False, one.report.sentences, EXIT_CODES[one.report.state])
    try:
        with file.work("Took in a return") as work:
            said = keep_verified(work, one, wanted, newest, now)
    except UserError as error:
        code = _FOREIGN if isinstance(error, BadFile) else _FAILED
        return Taken(path, return_number(one), False, (error.sentence,), code)
    return Taken(path, return_number(one), True, (*one.report.sentences, said), EXIT_CODES[one.report.state])


def keep_verified(
    work: Work, one: Verified, wanted: Wanted, newest: dict[str, tuple[object, ...]], now: datetime
) -> str:
    """Keep a return or replies that were verified, and say what was kept; UserError where they do not fit in here.

    `newest` says for each establishment's code the order of its newest return before this import.
    """
    from app.returns.payload import payload_kind, read_letter, read_payload

    assert one.payload is not None
    if payload_kind(one.payload) == "return":
        released = read_payload(one.payload)
        _require_unmarked(one.payload, work.scheme)
        return _keep_return(work, one, released, wanted, newest, now)
    letter = read_letter(one.payload)
    if not isinstance(letter, ReleasedReplies):
        raise UserError("This is what a reviewer sends, not a return. Its establishment takes it in.")
    if one.report.state != "trusted":
        raise UserError("These replies are signed by somebody who is not trusted here. Enter the signer first.")
    _require_unmarked(one.payload, work.scheme)
    return _keep_replies(work, letter)


def _keep_return(
    work: Work,
    one: Verified,
    released: ReleasedReturn,
    wanted: Wanted,
    newest: dict[str, tuple[object, ...]],
    now: datetime,
) -> str:
    _check_number(released, wanted)
    held = work.list(ReceivedReturn, code=released.establishment.code)
    same = next((entry for entry in held if entry.record.number == released.number), None)
    if same is not None:
        return _see_again(work, same, one)
    _check_chain(released, one, held)
    record = _record(one, released, "", now)
    latest = newest.get(record.code)
    if latest is not None and not wanted.is_history and _order(record) < latest:
        raise UserError("A newer return of this establishment is here already. Take this one in as history if need be.")
    assert one.payload is not None
    content = work.put(ReturnContent(content=zlib.compress(one.payload, 6), size=len(one.payload)))
    texts = {
        "name": carried(as_words(released.establishment.name), released.marking, work.scheme),
        "verdict": plain("\n".join(one.report.sentences), work.scheme),
    }
    work.put(record.model_copy(update={"content_id": content.record.id}), texts)
    replied = _apply_replies(work, record.code, released.replies, released.marking)
    return f"Taken in: return {released.number}.{_replied_words(replied)}"


def _see_again(work: Work, same: Entry[ReceivedReturn], one: Verified) -> str:
    """Take a return that is here: only where it is the same, and better vouched for than before."""
    assert one.payload is not None
    if same.record.payload_digest != hashlib.sha256(one.payload).hexdigest():
        raise BadFile("A return of this number is here with other content: one of the two was exchanged. Ask for both.")
    order = list(Standing)
    standing = Standing(one.report.state)
    if order.index(standing) >= order.index(same.record.standing):
        raise UserError("This return is here already, with the same content. Nothing was changed.")
    verdict = plain("\n".join(one.report.sentences), work.scheme)
    work.put(same.record.model_copy(update={"standing": standing}), {"verdict": verdict})
    return f"Return {same.record.number} was here, and is better vouched for now."


def _check_number(released: ReleasedReturn, wanted: Wanted) -> None:
    """Refuse a number that names another establishment or period than the content, and returns that nobody wants."""
    code, period = released.establishment.code, released.period
    if wanted.code is not None and code != wanted.code:
        raise UserError(f"This is a return of {code}, and one of {wanted.code} is expected here.")
    if released.number != f"{code}/{short_name(period.name)}/{max(1, sequence_of(released.number))}":
        raise BadFile("The number of this return names another establishment or period than its content.")
    if period.ends < period.starts:
        raise BadFile("The period of this return ends before it starts.")


def _check_chain(released: ReleasedReturn, one: Verified, held: Sequence[Entry[ReceivedReturn]]) -> None:
    """Refuse a return that follows another content than the one here, or that another here does not follow."""
    assert one.payload is not None
    digest = hashlib.sha256(one.payload).hexdigest()
    before = released.previous
    for record in (entry.record for entry in held):
        is_before = before is not None and record.number == before.number and record.payload_digest != before.digest
        is_after = record.previous_number == released.number and record.previous_digest != digest
        if is_before or is_after:
            raise BadFile(
                f"This return and return {record.number}, which is here, do not follow one another: the digest that "
                "chains them differs. Ask the establishment for both again."
            )


def _record(one: Verified, released: ReleasedReturn, content_id: str, now: datetime) -> ReceivedReturn:
    assert one.payload is not None
    period, statement = released.period, released.statement
    return ReceivedReturn(
        code=released.establishment.code,
        sector=released.establishment.sector,
        number=released.number,
        period=period.name,
        starts=period.starts,
        ends=period.ends,
        due=period.due,
        made_on=released.made_on,
        payload_digest=hashlib.sha256(one.payload).hexdigest(),
        previous_number=released.previous.number if released.previous else None,
        previous_digest=released.previous.digest if released.previous else None,
        replaces_number=released.replaces.number if released.replaces else None,
        catalogue_version=released.catalogue.version,
        marking=released.marking,
        standing=Standing(one.report.state),
        level=statement.level if statement else None,
        score=released.score.value,
        withheld=len(released.withheld),
        figures=write_figures(figures_of(released)),
        content_id=content_id,
        received_at=now,
    )


def _keep_replies(work: Work, letter: ReleasedReplies) -> str:
    answered = work.list(IssuedResponse, number=letter.answers.number)
    if not answered or answered[0].record.payload_digest != letter.answers.digest:
        raise BadFile("These replies answer a response that was never sent from here.")
    replied = _apply_replies(work, letter.establishment.code, letter.replies, letter.marking)
    if not replied:
        raise UserError("These replies are here already, or answer queries that are closed. Nothing was changed.")
    return f"Taken in: replies {letter.number}.{_replied_words(replied)}"


def _apply_replies(work: Work, code: str, replies: Sequence[ReleasedReply], marking: str) -> int:
    """Put each reply beside its query, unless that is closed or a later reply is there; return how many were put.

    `marking` is that of the document they came in, and theirs here.
    """
    queries = {entry.record.reference: entry for entry in work.list(Query, code=code)}
    count = 0
    for reply in replies:
        entry = queries.get(reply.query)
        if entry is None or entry.record.state is QueryState.CLOSED:
            continue
        words, before = as_words(reply.reply), entry.record.replied_on
        is_older = before is not None and reply.on is not None and reply.on < before
        if is_older or words == shown(entry.text("reply")):
            continue
        changed = entry.record.model_copy(update={"state": QueryState.REPLIED, "replied_on": reply.on})
        work.put(changed, {"reply": carried(words, marking, work.scheme)})
        count += 1
    return count


def _replied_words(count: int) -> str:
    return f" It replies to {count} {'query' if count == 1 else 'queries'}." if count else ""


def _newest(work: Work) -> dict[str, tuple[object, ...]]:
    newest: dict[str, tuple[object, ...]] = {}
    for entry in work.list(ReceivedReturn):
        order = order_of(entry)
        if order > newest.get(entry.record.code, ()):
            newest[entry.record.code] = order
    return newest


def _order(record: ReceivedReturn) -> tuple[object, ...]:
    return record.made_on, record.starts, sequence_of(record.number)


def _require_unmarked(payload: bytes, scheme: MarkingScheme) -> None:
    require_unmarked(words_of(payload), scheme, "This file", _MARKED)
