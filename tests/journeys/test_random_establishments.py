"""The promise over random establishments: nothing sealed is in either file, and what is sealed changes no byte of them.

`ESTABLISHMENTS=2000 pytest tests/journeys/test_random_establishments.py` is the long run: each establishment is sealed
in two ways in files of its own, and each return is signed, and read by pdftotext and qpdf too. The short run does so
with some. That rendering alone makes the same bytes of the same payload is `test_nothing_to_infer`'s.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.domain.readiness import obstacles
from app.domain.records import Result
from app.domain.release import release
from app.returns.payload import read_payload, write_payload
from app.returns.pdf import render_pdf
from app.returns.workbook import render_workbook
from app.services.exporting import prepare, return_facts
from app.services.period_content import find_period, load_content
from app.services.signing import sign_return
from app.signing.identity import Identity, create_identity, load_identity
from app.store.file import EstablishmentFile
from tests.journeys.any_record import KINDS_WITH_TEXT
from tests.journeys.random_establishments import (
    NOW,
    PERIOD,
    Drawn,
    Seals,
    begin_small,
    establishments,
    write_small,
    written_for_now,
)
from tests.journeys.readings import pieces_in, pieces_of, read_everything
from tests.store.samples import PASSPHRASE

LONG = "ESTABLISHMENTS" in os.environ
EXAMPLES = int(os.environ.get("ESTABLISHMENTS", "100"))
LENGTHS = st.lists(st.integers(1, 12), min_size=1, max_size=6)
WHOLE = st.just(True) if LONG else st.integers(0, 9).map(lambda one: one == 9)
RARE = 4 if LONG else 24
ANY = st.integers(0, RARE).flatmap(lambda one: establishments(has_every_kind=one == RARE))
SEALS = st.tuples(LENGTHS, st.integers(1, 3), st.sampled_from(Result))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an establishment in which nobody has answered yet."""
    return begin_small(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def author() -> Identity:
    """Return whose signature the files get."""
    p12 = create_identity("A. Lead", "Audit lead", "HMP Small", PASSPHRASE, valid_from=NOW)
    return load_identity(p12, PASSPHRASE)


@pytest.fixture(scope="module")
def opened(model: Path) -> Iterator[EstablishmentFile]:
    """Return it open, for examples that are taken back."""
    path = model.with_name("opened.assure")
    path.write_bytes(model.read_bytes())
    with EstablishmentFile.open(path, clock=lambda: NOW) as file:
        yield file


def passing_payload(file: EstablishmentFile, drawn: list[Drawn], seals: Seals) -> bytes:
    """Return the payload of an establishment that stands in the file for just so long."""
    with written_for_now(file, drawn, seals) as work:
        content = load_content(work, find_period(work, PERIOD).record.id)
        assert obstacles(content) == ()
        return write_payload(release(content, return_facts(work, content, NOW)))
    raise AssertionError


def released_payload(path: Path, author: Identity) -> bytes:
    """Return the payload that would leave; the store is locked."""
    with EstablishmentFile.open(path, read_only=True) as file:
        return write_payload(prepare(file, PERIOD, now=NOW, identity=author))


@settings(max_examples=5)
@given(drawn=establishments(has_every_kind=True))
def test_every_field_of_every_kind_that_takes_text_has_something_sealed_in_it(drawn: list[Drawn]) -> None:
    sealed = {(type(one.record), name) for one in drawn for name, slots in one.fields.items() if None in slots}
    assert sealed == {(kind, name) for kind in KINDS_WITH_TEXT for name in kind.TEXT_FIELDS}


@settings(
    max_examples=EXAMPLES,
    derandomize="ESTABLISHMENTS" not in os.environ,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # making one smaller takes minutes and shows no more
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=ANY, first=SEALS, second=SEALS, is_whole=WHOLE)
def test_nothing_sealed_is_in_either_file_and_no_byte_depends_on_it(
    model: Path,
    opened: EstablishmentFile,
    author: Identity,
    tmp_path: Path,
    foreign_program: Callable[[str], str],
    drawn: list[Drawn],
    first: tuple[list[int], int, Result],
    second: tuple[list[int], int, Result],
    is_whole: bool,
) -> None:
    seals, others = Seals("z", *first), Seals("y", *second)
    programs = (foreign_program("pdftotext"), foreign_program("qpdf")) if is_whole else None
    if is_whole:
        payload = released_payload(write_small(model, tmp_path / "a.assure", drawn, seals), author)
        assert released_payload(write_small(model, tmp_path / "b.assure", drawn, others), author) == payload
    else:
        payload = passing_payload(opened, drawn, seals)
    pieces, released = pieces_of([*seals.texts, *others.texts]), read_payload(payload)
    for render in (render_pdf, render_workbook):
        content = render(released, payload)
        if is_whole:
            content = sign_return(content, released, author, NOW)
        assert pieces_in(pieces, read_everything(content, programs)) == []
