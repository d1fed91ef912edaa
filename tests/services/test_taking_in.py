"""What a reviewer's file takes in, and what it refuses, unchanged."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.catalogue_terms import Country, Sector
from app.domain.records import Role
from app.domain.released import EarlierReturn, ReleasedReturn, Shown
from app.domain.review_records import ReceivedReturn
from app.returns.payload import digest, write_payload
from app.services import sandbox, taking_in, verifying
from app.services.establishing import NewEstablishment, establish
from app.services.nursery import CAN_FORK, readers
from app.services.taking_in import Taken, Wanted, take_in, worst_code
from app.services.verifying import AT_ONCE
from app.store.file import EstablishmentFile
from tests.services.hostile_files import hostile_files
from tests.services.scales import Scales, Weighed
from tests.services.sent_returns import NOW, code_of, make, signed_pdf, trust, whole

pytestmark = pytest.mark.long
LOOPING = Path(__file__).with_name("looping_child.py")
MEGABYTE = 1 << 20
KINDS = (
    "zip bomb", "lying sizes", "lying sizes with two readings", "entity expansion", "external entity", "far corner",
    "million rows", "formula", "hidden row", "formula in a format", "macro", "external link", "embedded object",
    "odd part name", "script under a coded name", "launch action", "circular cross-references", "deep nesting",
    "nested objects", "gigapixel picture", "attachment with dots", "attachment on a drive",
    "attachment that reads backwards", "attachment of a reserved name", "payload that is not the schema",
    "payload nested far too deep", "neither", "empty",
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _ready() -> Iterator[None]:
    """Let one nursery read for all tests here: each one's own would be ready when the test is over."""
    with readers(AT_ONCE) as run, pytest.MonkeyPatch.context() as patch:
        patch.setattr(taking_in, "readers", lambda _: nullcontext(run))
        yield


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Make a reviewer's file once."""
    path = tmp_path_factory.mktemp("reviewer") / "controller.assure"
    wanted = NewEstablishment(
        "Controller", "CTL", Sector.PUBLIC, Country.ENGLAND, "2014-15 Q2", role=Role.REVIEWER, head="R. Viewer"
    )
    establish(path, wanted, today=NOW.date()).close()
    return path.read_bytes()


@pytest.fixture
def desk(template: bytes, tmp_path: Path) -> Iterator[EstablishmentFile]:
    """Return a reviewer's file with nothing in it."""
    path = tmp_path / "controller.assure"
    path.write_bytes(template)
    with EstablishmentFile.open(path) as file:
        yield file


@dataclass(frozen=True)
class Refused:
    """What came of every hostile file by what it tries, how each was read, and how many returns are here then."""

    taken: Mapping[str, Taken]
    jobs: Mapping[str, Sequence[Weighed]]
    held: int


@pytest.fixture(scope="module")
def refused(template: bytes, tmp_path_factory: pytest.TempPathFactory) -> Refused:
    """Offer every hostile file at once."""
    folder = tmp_path_factory.mktemp("media")
    path, scales, files = folder / "controller.assure", Scales(folder / "note"), hostile_files()
    path.write_bytes(template)
    offered = {folder / f"{kind}.{ending}": kind for kind, (ending, _) in files.items()}
    for media, kind in offered.items():
        media.write_bytes(files[kind][1])
    with EstablishmentFile.open(path) as file, pytest.MonkeyPatch.context() as patch:
        if CAN_FORK:
            patch.setattr(taking_in, "readers", scales.readers)
        taken = take_in(file, list(offered), trust(), now=NOW)
        with file.reading() as work:
            held = len(work.list(ReceivedReturn))
    jobs = {kind: scales.of(content) for kind, (_, content) in files.items()}
    return Refused({offered[one.path]: one for one in taken}, jobs, held)


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_file_is_refused_in_a_sentence(kind: str, refused: Refused) -> None:
    one = refused.taken[kind]
    assert (one.is_taken, one.exit_code) == (False, 5)
    assert one.sentences
    assert all(sentence.endswith((".", "?")) for sentence in one.sentences)


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_file_is_refused_for_what_it_is_whoever_signed_it(kind: str, refused: Refused) -> None:
    assert "signing" not in " ".join(refused.taken[kind].sentences)


@pytest.mark.skipif(not CAN_FORK, reason="children are weighed where the system can fork")
@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_file_is_read_within_512_megabytes_and_ten_seconds(kind: str, refused: Refused) -> None:
    # The system ends a reader that wants more seconds: how many one has taken on a busy PC is not asked here.
    jobs = refused.jobs[kind]
    assert len(jobs) == (0 if kind in ("neither", "empty") else 2)
    assert max((job.memory for job in jobs), default=0) < 512 * MEGABYTE
    assert max((job.limits.memory for job in jobs), default=0) <= 512 * MEGABYTE
    assert sum(job.limits.cpu_seconds for job in jobs) < 10


def test_the_register_is_unchanged_by_hostile_files(refused: Refused) -> None:
    assert set(refused.taken) == set(KINDS)
    assert refused.held == 0


@pytest.mark.skipif(not CAN_FORK, reason="elsewhere the system's job objects end a reader")
@pytest.mark.parametrize("endless", ["read_pdf", "verify_pdf"])
def test_a_file_is_refused_when_its_reader_never_comes_to_an_end(
    endless: str, desk: EstablishmentFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Of the seconds that a reader has, one is enough to see that it has no more.
    for limits in ("READING", "CHECKING"):
        monkeypatch.setattr(verifying, limits, replace(getattr(verifying, limits), cpu_seconds=1))
    command = [sys.executable, "-P", "-s", "-B", str(LOOPING), endless]
    monkeypatch.setattr(sandbox, "child_command", lambda job: [*command, job])
    monkeypatch.setattr(taking_in, "readers", readers)
    one = offer(desk, tmp_path, whole())[0]
    assert (one.is_taken, one.exit_code) == (False, 5)
    assert one.sentences[0] == sandbox.TOO_LONG
    assert held(desk) == []


def offer(desk: EstablishmentFile, folder: Path, *returns: ReleasedReturn, wanted: Wanted | None = None) -> list[Taken]:
    """Offer returns to the reviewer's file, each as a signed PDF."""
    paths = []
    for number, released in enumerate(returns):
        paths.append(folder / f"return-{number}.pdf")
        paths[-1].write_bytes(signed_pdf(released))
    return take_in(desk, paths, trust(), now=NOW, wanted=wanted)


def after(first: ReleasedReturn, **changes: object) -> ReleasedReturn:
    """Return the return that follows one, a day later."""
    before = EarlierReturn(number=first.number, digest=digest(write_payload(first)))
    number = f"{code_of(first)}/2014-15-Q2/2"
    return make(first, number=number, previous=before, made_on=first.made_on + timedelta(days=1), **changes)


def held(desk: EstablishmentFile) -> list[str]:
    """Return the numbers of the returns in the register."""
    with desk.reading() as work:
        return [entry.record.number for entry in work.list(ReceivedReturn)]


def test_returns_are_taken_in_any_order_when_they_follow_one_another(desk: EstablishmentFile, tmp_path: Path) -> None:
    first = whole()
    taken = offer(desk, tmp_path, after(first), first)
    assert worst_code(taken) == 0, taken
    assert sorted(held(desk)) == [first.number, after(first).number]


def test_a_return_is_refused_when_it_is_here_already(desk: EstablishmentFile, tmp_path: Path) -> None:
    offer(desk, tmp_path, whole())
    again = offer(desk, tmp_path, whole())[0]
    assert (again.is_taken, again.exit_code) == (False, 1)
    assert "here already" in again.sentences[0]


def test_a_return_is_refused_when_its_number_is_here_with_other_content(
    desk: EstablishmentFile, tmp_path: Path
) -> None:
    other = make(whole(), made_on=whole().made_on + timedelta(days=3))
    assert offer(desk, tmp_path, whole())[0].is_taken
    late = offer(desk, tmp_path, other)[0]
    assert (late.is_taken, late.exit_code) == (False, 5)
    assert "exchanged" in late.sentences[0]


def test_an_older_return_is_refused_after_a_newer_and_taken_as_history(desk: EstablishmentFile, tmp_path: Path) -> None:
    first = whole()
    offer(desk, tmp_path, after(first))
    late = offer(desk, tmp_path, first)[0]
    assert (late.is_taken, late.exit_code) == (False, 1)
    assert "newer return" in late.sentences[0]
    assert offer(desk, tmp_path, first, wanted=Wanted(is_history=True))[0].is_taken


def test_a_return_is_refused_when_it_follows_another_than_the_one_here(desk: EstablishmentFile, tmp_path: Path) -> None:
    first = whole()
    forged = make(after(first), previous=EarlierReturn(number=first.number, digest="0" * 64))
    taken = offer(desk, tmp_path, first, forged)
    assert [one.exit_code for one in taken] == [0, 5]
    assert "do not follow one another" in taken[1].sentences[0]


@pytest.mark.parametrize(
    "number", ["XYZ/2014-15-Q2/1", "{code}/2015-16-Q1/1", "{code}/2014-15-Q2/one", "{code}/2014-15-Q2/0"]
)
def test_a_return_is_refused_when_its_number_names_another_establishment_or_period(
    number: str, desk: EstablishmentFile, tmp_path: Path
) -> None:
    one = offer(desk, tmp_path, make(whole(), number=number.format(code=code_of(whole()))))[0]
    assert (one.is_taken, one.exit_code) == (False, 5)
    assert held(desk) == []


def test_a_return_is_refused_when_another_establishment_is_expected(desk: EstablishmentFile, tmp_path: Path) -> None:
    one = offer(desk, tmp_path, whole(), wanted=Wanted(code="ABC"))[0]
    assert (one.is_taken, one.exit_code) == (False, 1)
    assert held(desk) == []


def test_a_return_is_refused_when_it_says_in_the_open_what_may_not_be(desk: EstablishmentFile, tmp_path: Path) -> None:
    kept = whole().intentions[0]
    loud = kept.model_copy(update={"plan": (Shown(text="RESTRICTED: the route of the search team."),)})
    one = offer(desk, tmp_path, make(whole(), intentions=(loud,)))[0]
    assert (one.is_taken, one.exit_code) == (False, 5)
    assert "search team" not in " ".join(one.sentences)
    assert held(desk) == []


def test_a_return_is_refused_when_its_marking_may_not_be_held(desk: EstablishmentFile, tmp_path: Path) -> None:
    one = offer(desk, tmp_path, make(whole(), marking="TOP SECRET"))[0]
    assert (one.is_taken, one.exit_code) == (False, 5)
    assert "says in the open" in one.sentences[0]
    assert held(desk) == []


def test_returns_are_not_taken_into_an_establishments_own_file(tmp_path: Path) -> None:
    from app.domain.errors import UserError

    own = NewEstablishment("HMP Example", "EX", Sector.PUBLIC, Country.ENGLAND, "2014-15 Q2")
    with establish(tmp_path / "own.assure", own, today=NOW.date()) as file, pytest.raises(UserError, match="own file"):
        take_in(file, [tmp_path / "return.pdf"], trust(), now=NOW)
