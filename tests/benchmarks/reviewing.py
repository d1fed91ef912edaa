"""A reviewer's file of many returns: import, open, filter, compare; memory while browsing.

`python -m tests.benchmarks.reviewing 120 8` takes in and browses as many; without numbers, and in `./dev bench`, a
few. Every one is signed and verified. Their pages are drawn once: each carries its own payload under its own signature.
"""

from __future__ import annotations

import hashlib
import json
import resource
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from pikepdf import Pdf

from app.domain.catalogue_terms import Country, Sector
from app.domain.records import Role
from app.domain.released import EarlierReturn, ReleasedReturn
from app.returns.payload import write_payload
from app.returns.pdf import render_pdf
from app.services.establishing import NewEstablishment, establish
from app.services.heat_maps import read_maps
from app.services.return_reading import compare_kept, open_return
from app.services.review_desk import list_returns
from app.services.signing import sign_return
from app.services.taking_in import take_in, worst_code
from app.store.file import EstablishmentFile
from tests.benchmarks.harness import compare
from tests.returns.packages import edit_pdf
from tests.returns.sample_return import sample_return
from tests.services.sent_returns import NOW, author, trust

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BROWSED = 60
_AT_A_TIME = 10
"""Establishments whose returns are on the disk at once: they are large."""


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


def make_returns(folder: Path, drawn: bytes, code: str, periods: int) -> list[tuple[Path, bytes]]:
    """Write an establishment's signed returns; return each file with its payload."""
    made_files = []
    for made, payload in returns_of(code, periods):
        path = folder / f"{made.number.replace('/', '-')}.pdf"
        path.write_bytes(sign_return(_carrying(drawn, payload), made, author(), NOW))
        made_files.append((path, payload))
    return made_files


def _carrying(drawn: bytes, payload: bytes) -> bytes:
    """Return drawn pages with another payload in them."""

    def put(document: Pdf) -> None:
        document.Root.AF[0].EF.F.write(payload)

    return edit_pdf(drawn, put)


def take_in_all(file: EstablishmentFile, folder: Path, establishments: int, periods: int) -> None:
    """Sign returns and take them in, a few establishments at a time; print how long taking in took beside json."""
    drawn = render_pdf(*next(returns_of("XAA", 1)))
    ours = bare = 0.0
    wanted = codes(establishments)
    for start in range(0, establishments, _AT_A_TIME):
        made = [
            one for code in wanted[start : start + _AT_A_TIME] for one in make_returns(folder, drawn, code, periods)
        ]
        ours += _seconds(partial(_take, file, [path for path, _ in made]))
        bare += _seconds(partial(_parse, [payload for _, payload in made]))
        for path, _ in made:
            path.unlink()
        print(f"  {min(start + _AT_A_TIME, establishments) * periods} of {establishments * periods}", flush=True)
    count = establishments * periods
    each, parsed = (seconds / count * 1000 for seconds in (ours, bare))
    print(f"import of {count} signed returns: {ours:.0f} s, {each:.0f} ms each, json {parsed:.1f} ms, "
          f"ratio {ours / bare:.0f}", flush=True)  # fmt: skip


def _take(file: EstablishmentFile, paths: list[Path]) -> None:
    assert worst_code(take_in(file, paths, trust(), now=NOW)) == 0


def _parse(payloads: list[bytes]) -> None:
    for payload in payloads:
        json.loads(payload)


def _seconds(job: Callable[[], object]) -> float:
    begun = time.perf_counter()
    job()
    return time.perf_counter() - begun


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
    compare(f"heat map of {len(rows)} returns, sqlite3", lambda: read_maps(file), bare_list, 120, 5)
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


def run(establishments: int = 3, periods: int = 4) -> None:
    """Time the import of as many signed returns as asked for, then the browsing of them."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with begin(folder / "many.assure") as file:
            take_in_all(file, folder, establishments, periods)
            browse(file, folder / "many.assure", [row.number for row in list_returns(file, today=NOW.date())])


if __name__ == "__main__":
    run(*(int(word) for word in sys.argv[1:3]))
