"""A reviewer's file of many returns: import, open, filter, compare; memory while browsing.

`python -m tests.benchmarks.reviewing 120 8` browses as many; without numbers, and in `./dev bench`, a few. Four are
signed and verified, the others are put in as if they had just been: the rest of the way is the same.
"""

from __future__ import annotations

import hashlib
import json
import resource
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from app.domain.catalogue_terms import Country, Sector
from app.domain.records import Role
from app.domain.released import EarlierReturn, ReleasedReturn
from app.returns.payload import write_payload
from app.services.establishing import NewEstablishment, establish
from app.services.return_reading import compare_kept, open_return
from app.services.review_desk import list_returns
from app.services.taking_in import Wanted, keep_verified, take_in, worst_code
from app.services.verifying import Verified
from app.signing.signature_report import SignatureReport
from app.store.file import EstablishmentFile
from tests.benchmarks.harness import compare
from tests.returns.sample_return import sample_return
from tests.services.sent_returns import NOW, signed_pdf, trust

ESTABLISHMENTS, PERIODS = 120, 8
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BROWSED = 60


def codes(count: int) -> list[str]:
    """Return as many codes of establishments."""
    return [f"X{_LETTERS[number // 26]}{_LETTERS[number % 26]}" for number in range(count)]


def returns_of(code: str, periods: int) -> Iterator[tuple[ReleasedReturn, bytes]]:
    """Yield an establishment's returns, quarter after quarter, each chained to the one before, with its payload."""
    base, before = sample_return(), None
    for number in range(periods):
        year, quarter = 2014 + number // 4, number % 4 + 1
        name = f"{year}-{(year + 1) % 100:02}"
        made = base.model_copy(
            update={
                "number": f"{code}/{name}-Q{quarter}/1",
                "made_on": date(2014, 10, 20) + timedelta(days=91 * number),
                "establishment": base.establishment.model_copy(update={"code": code}),
                "period": base.period.model_copy(update={"name": f"{name}, quarter {quarter}"}),
                "previous": before,
            }
        )
        payload = write_payload(made)
        before = EarlierReturn(number=made.number, digest=hashlib.sha256(payload).hexdigest())
        yield made, payload


def begin(path: Path) -> EstablishmentFile:
    """Begin a reviewer's file."""
    wanted = NewEstablishment(
        "Commissioner", "COM", Sector.PUBLIC, Country.ENGLAND, "2014-15 Q2", role=Role.REVIEWER, head="R. Viewer"
    )
    return establish(path, wanted, today=NOW.date())


def put_in(file: EstablishmentFile, establishments: int, periods: int) -> None:
    """Put returns in as if they had just been verified."""
    report = SignatureReport(state="trusted", sentences=("Verified.",), digest="0")
    for code in codes(establishments):
        with file.work("Took in returns") as work:
            for made, payload in returns_of(code, periods):
                keep_verified(work, Verified(Path(made.number), report, payload), Wanted(is_history=True), {}, NOW)


def time_import(folder: Path, establishments: int, periods: int) -> None:
    """Sign returns, take them in, and print how long each took beside parsing its payload with json."""
    paths, payloads = [], []
    for code in codes(establishments):
        for made, payload in returns_of(code, periods):
            path = folder / f"{made.number.replace('/', '-')}.pdf"
            path.write_bytes(signed_pdf(made, payload))
            paths.append(path)
            payloads.append(payload)
    with begin(folder / "signed.assure") as file:
        begun = time.perf_counter()
        assert worst_code(take_in(file, paths, trust(), now=NOW)) == 0
        ours = time.perf_counter() - begun
    begun = time.perf_counter()
    for payload in payloads:
        json.loads(payload)
    bare = time.perf_counter() - begun
    each, parsed = (seconds / len(paths) * 1000 for seconds in (ours, bare))
    print(f"import of {len(paths)} signed returns: {each:.0f} ms each, json {parsed:.1f} ms, ratio {ours / bare:.0f}")


def browse(file: EstablishmentFile, path: Path, numbers: list[str]) -> None:
    """Time the register, the filter and comparisons beside sqlite3 and json, and say whether memory grows."""
    today = NOW.date()

    def bare_list() -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute("SELECT * FROM received_return ORDER BY made_on").fetchall()

    def bare_read(chosen: list[str]) -> None:
        import zlib

        with closing(sqlite3.connect(path)) as connection:
            for number in chosen:
                query = ("SELECT content FROM return_content WHERE id = "
                         "(SELECT content_id FROM received_return WHERE number = ?)")  # fmt: skip
                json.loads(zlib.decompress(connection.execute(query, (number,)).fetchone()[0]))

    rows = list_returns(file, today=today)
    compare(f"register of {len(rows)} returns, sqlite3", lambda: list_returns(file, today=today), bare_list, 60, 5)
    compare(
        "filter them, sqlite3 LIKE",
        lambda: [row for row in rows if "xb" in f"{row.number} {row.name}".casefold()],
        lambda: [row for row in bare_list() if "XB" in str(row)], 2, 5,
    )  # fmt: skip
    pair = numbers[:2]
    compare("comparison of two, json", lambda: compare_kept(file, *pair), lambda: bare_read(pair), 40, 5)
    compare(
        "one beside the last, json", lambda: open_return(file, pair[1], today=today), lambda: bare_read(pair), 40, 5
    )
    _browse_memory(file, numbers, today)


def _browse_memory(file: EstablishmentFile, numbers: list[str], today: date) -> None:
    def peak() -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

    for number in numbers[: _BROWSED // 4]:
        open_return(file, number, today=today)
    before = peak()
    for number in numbers[:_BROWSED]:
        open_return(file, number, today=today)
    print(f"memory: {before} MB after {_BROWSED // 4} returns were opened, {peak()} MB after {_BROWSED} more")


def run(establishments: int = 12, periods: int = 4) -> None:
    """Time the import of a few signed returns, then the browsing of as many as asked for."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        time_import(folder, 2, 2)
        with begin(folder / "many.assure") as file:
            begun = time.perf_counter()
            put_in(file, establishments, periods)
            put = time.perf_counter() - begun
            total = establishments * periods
            print(f"{total} verified returns put in: {put / total * 1000:.0f} ms each", flush=True)
            browse(file, folder / "many.assure", [row.number for row in list_returns(file, today=NOW.date())])


if __name__ == "__main__":
    run(*(int(word) for word in sys.argv[1:3]))
