"""What of responses an establishment takes in, and what it refuses, unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from app.domain.catalogue_terms import Country, Sector
from app.domain.errors import BadFile, UserError
from app.domain.records import IssuedReturn, Period, PeriodState
from app.domain.released import Shown
from app.domain.response import ReleasedResponse
from app.domain.review_records import ReceivedResponse
from app.domain.review_terms import Outcome
from app.returns.letter import render_letter
from app.returns.payload import digest, read_letter, write_payload
from app.services.establishing import NewEstablishment, establish
from app.services.letters import Sending
from app.services.receiving_responses import ResponseNotVerified, receive_response
from app.services.responding import respond
from app.services.review_form import ReviewForm
from app.services.reviewing import record_review
from app.services.signing import sign_letter
from app.services.verifying import verify_contents
from app.signing.trust import Trust
from app.store.file import EstablishmentFile
from tests.services.reviewed_files import second, template
from tests.services.sent_returns import NOW, author, code_of, signed_pdf

pytestmark = pytest.mark.long

TRUST = Trust({"reviewer": (author().certificate,)})


@dataclass(frozen=True)
class Sent:
    """Two responses to one return on their medium, and a return where a response is expected."""

    first: Path
    last: Path
    no_response: Path


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """Send them once."""
    folder = tmp_path_factory.mktemp("media")
    (folder / "controller.assure").write_bytes(template())
    sent = Sent(folder / "first.pdf", folder / "last.pdf", folder / "return.pdf")
    sent.no_response.write_bytes(signed_pdf(second()))
    with EstablishmentFile.open(folder / "controller.assure") as desk:
        form = {"return": second().number, "level": "Moderate", "opinion": "Say who covers leave."}
        record_review(desk, ReviewForm.model_validate(form), now=NOW)
        respond(desk, second().number, Outcome.CHANGES_REQUESTED, author(), Sending(sent.first), now=NOW)
        respond(desk, second().number, Outcome.ACCEPTED, author(), Sending(sent.last), now=NOW)
    return sent


@pytest.fixture
def home(tmp_path: Path) -> Iterator[EstablishmentFile]:
    """Return the establishment's file, with the return that was answered."""
    with begin(tmp_path, code_of(second())) as file:
        issue(file)
        yield file


def begin(folder: Path, code: str) -> EstablishmentFile:
    path = folder / "home.assure"
    path.write_bytes(new_home(code))
    return EstablishmentFile.open(path)


@cache
def new_home(code: str) -> bytes:
    """Return a new file's bytes, made once for each code."""
    new = NewEstablishment("HMP Example", code, Sector.PUBLIC, Country.ENGLAND, "2014-15 Q2")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "home.assure"
        establish(path, new, today=NOW.date()).close()
        return path.read_bytes()


def issue(file: EstablishmentFile) -> None:
    payload = write_payload(second())
    with file.work("Exported a return") as work:
        work.put(
            IssuedReturn(
                period_id=work.list(Period)[0].record.id, number=second().number, payload=payload,
                payload_digest=digest(payload), signers_required=1, made_at=NOW,
            )
        )  # fmt: skip


def held(file: EstablishmentFile) -> list[str]:
    with file.reading() as work:
        return [entry.record.number for entry in work.list(ReceivedResponse)]


def test_a_response_is_taken_in_and_its_acceptance_closes_the_period(home: EstablishmentFile, sent: Sent) -> None:
    receive_response(home, sent.first, TRUST, now=NOW)
    assert receive_response(home, sent.last, TRUST, now=NOW).is_period_closed
    with home.reading() as work:
        assert work.list(Period)[0].record.state is PeriodState.CLOSED


def test_a_response_to_a_return_that_was_never_sent_is_refused(tmp_path: Path, sent: Sent) -> None:
    with begin(tmp_path, code_of(second())) as file:
        with pytest.raises(BadFile, match="never sent from here"):
            receive_response(file, sent.first, TRUST, now=NOW)
        assert held(file) == []


def test_a_response_about_another_establishment_is_refused(tmp_path: Path, sent: Sent) -> None:
    with begin(tmp_path, "ABC") as file:
        issue(file)
        with pytest.raises(BadFile, match="another establishment"):
            receive_response(file, sent.first, TRUST, now=NOW)
        assert held(file) == []


def test_a_response_that_is_here_is_refused(home: EstablishmentFile, sent: Sent) -> None:
    receive_response(home, sent.first, TRUST, now=NOW)
    with pytest.raises(UserError, match="here already"):
        receive_response(home, sent.first, TRUST, now=NOW)
    assert len(held(home)) == 1


def test_an_older_response_is_refused_after_a_later_one(home: EstablishmentFile, sent: Sent) -> None:
    receive_response(home, sent.last, TRUST, now=NOW)
    with pytest.raises(UserError, match="A later response"):
        receive_response(home, sent.first, TRUST, now=NOW)
    assert len(held(home)) == 1


def test_a_response_of_a_reviewer_who_is_not_trusted_is_refused(home: EstablishmentFile, sent: Sent) -> None:
    with pytest.raises(ResponseNotVerified):
        receive_response(home, sent.first, Trust({}), now=NOW)
    assert held(home) == []


def test_a_response_that_says_in_the_open_what_may_not_be_is_refused(
    home: EstablishmentFile, sent: Sent, tmp_path: Path
) -> None:
    payload = verify_contents([(sent.first, sent.first.read_bytes())], TRUST, now=NOW)[0].payload
    letter = read_letter(payload or b"")
    assert isinstance(letter, ReleasedResponse)
    # Cut in two, and in what no record of the establishment's takes over.
    loud = letter.prepared_by.model_copy(update={"post": (Shown(text="REST"), Shown(text="RICTED: the gate rota"))})
    marked = letter.model_copy(update={"prepared_by": loud})
    path = tmp_path / "loud.pdf"
    path.write_bytes(sign_letter(render_letter(marked, write_payload(marked)), marked, author(), NOW))
    with pytest.raises(BadFile, match="marked RESTRICTED or above") as refused:
        receive_response(home, path, TRUST, now=NOW)
    assert "gate rota" not in str(refused.value)
    assert held(home) == []


def test_a_return_in_the_place_of_a_response_is_refused(home: EstablishmentFile, sent: Sent) -> None:
    with pytest.raises(UserError, match="is a return, not a response"):
        receive_response(home, sent.no_response, Trust({"author": (author().certificate,)}), now=NOW)
    assert held(home) == []
