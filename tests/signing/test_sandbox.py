from __future__ import annotations

import os
import select
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import Cancelled, UserError
from app.services import sandbox
from app.services.nursery import JOBS_EACH, readers
from app.services.nursery import _kill_group as kill_group
from app.services.sandbox import JobFailed, Limits, Runner, child_command, run_limited, stoppable
from app.services.verification import verify_pdf_apart
from app.signing.trust import Trust
from tests.signing.conftest import NOW, Signers

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the hostile jobs use POSIX calls")
HOSTILE = Path(__file__).with_name("hostile_child.py")


@pytest.fixture
def _hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    def command(job: str) -> list[str]:
        return [sys.executable, "-P", "-s", "-B", str(HOSTILE), job]

    monkeypatch.setattr(sandbox, "child_command", command)


def test_child_gives_the_same_verdict(approved_pdf: bytes, signers: Signers) -> None:
    report = verify_pdf_apart(approved_pdf, signers.trust, NOW)
    assert (report.state, len(report.signers)) == ("trusted", 2)


def test_child_says_what_is_wrong_with_foreign_bytes(signers: Signers) -> None:
    report = verify_pdf_apart(b"not a return", signers.trust, NOW)
    assert report.sentences == ("This is not a PDF return, or its beginning is lost.",)


def test_file_is_invalid_when_its_reader_runs_out_of_time(signed_pdf: bytes) -> None:
    report = verify_pdf_apart(signed_pdf, Trust({}), NOW, Limits(wall_seconds=0.01))
    assert report.state == "invalid"
    assert "took too long" in report.sentences[0]


def test_file_is_invalid_when_its_reader_runs_out_of_memory(signed_pdf: bytes) -> None:
    report = verify_pdf_apart(signed_pdf, Trust({}), NOW, Limits(memory=60 << 20))
    assert report.state == "invalid"


def test_file_is_not_read_when_it_is_larger_than_any_return() -> None:
    with pytest.raises(JobFailed, match="larger than any return"):
        run_limited("verify_pdf", b"x" * 100, limits=Limits(max_input=99))


def test_frozen_program_starts_itself_as_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command("verify_pdf") == [sys.executable, "--child", "verify_pdf"]


@pytest.mark.usefixtures("_hostile")
def test_payload_and_options_arrive_whole() -> None:
    payload = bytes(range(256)) * 4096
    answer = run_limited("echo", payload, options={"name": "ŵ"})
    assert answer == {"length": len(payload), "options": {"name": "ŵ"}}


@pytest.mark.usefixtures("_hostile")
def test_child_sees_no_environment_and_an_empty_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "x")
    answer = run_limited("look", b"")
    assert {name for name in answer["environment"] if not name.startswith("LC_")} == {"HOME", "PYTHONPATH"}
    assert answer["folder"] == []


@pytest.mark.usefixtures("_hostile")
def test_sentence_of_a_job_reaches_the_user() -> None:
    with pytest.raises(UserError, match=r"^Put the other disc in\.$"):
        run_limited("complain", b"")


HARM = pytest.mark.parametrize(
    ("job", "limits", "words"),
    [
        ("hog", {}, "more memory"),
        ("spin", {"cpu_seconds": 1}, "took too long"),
        ("wait", {"wall_seconds": 1.0}, "took too long"),
        ("babble", {"max_output": 1000}, "could not be read to its end"),
        ("flood", {}, "could not be read to its end"),
        ("stammer", {}, "could not be read to its end"),
        ("crash", {}, "could not be read to its end"),
        ("fail", {}, "could not be read to its end"),
        ("absent", {}, "could not be read to its end"),
        ("connect", {}, "Do not open it"),
        ("write", {}, "Do not open it"),
        ("write_in_swallowed_error", {}, "Do not open it"),
        ("start", {}, "Do not open it"),
        ("split", {}, "Do not open it"),
        ("delete", {}, "Do not open it"),
    ],
)


@pytest.mark.usefixtures("_hostile")
@HARM
def test_hostile_child_ends_in_a_sentence(
    job: str, limits: dict[str, Any], words: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(JobFailed, match=words) as caught:
        run_limited(job, b"RESTRICTED words", limits=Limits(**limits))
    assert "RESTRICTED" not in caught.value.sentence + caplog.text
    assert getattr(caplog.records[-1], "is_late", False) is (job == "wait")


@pytest.mark.usefixtures("_hostile")
def test_child_ends_when_the_user_stops_the_work() -> None:
    asked = iter([False])  # it begins, and is stopped when it is next asked

    def is_cancelled() -> bool:
        return next(asked, True)

    with pytest.raises(Cancelled):
        run_limited("wait", b"", run=stoppable(is_cancelled))


@pytest.mark.usefixtures("_hostile")
def test_verdict_on_other_bytes_is_not_believed(signed_pdf: bytes, signers: Signers) -> None:
    assert verify_pdf_apart(signed_pdf, signers.trust, NOW).state == "invalid"


def test_no_process_is_left_when_a_nursery_closes() -> None:
    before = _children()
    with readers(1) as run:
        report = verify_pdf_apart(b"not a return", Trust({}), NOW, run=run)
        assert report.sentences == ("This is not a PDF return, or its beginning is lost.",)
        (started,) = _children() - before
    assert started not in _children()


def _children() -> set[str]:
    """Return the process ids of the programs that this one has started and not ended."""
    return set(Path(f"/proc/{os.getpid()}/task/{threading.get_native_id()}/children").read_text().split())


@pytest.fixture(scope="module")
def nursery() -> Iterator[Runner]:
    """Give the runner of one nursery of hostile children: what one of them does must not reach the next."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "child_command", lambda job: [sys.executable, "-P", "-s", "-B", str(HOSTILE), job])
        with readers(1) as run:
            yield run


@HARM
def test_a_nursery_goes_on_when_a_hostile_child_was_ended(
    job: str, limits: dict[str, Any], words: str, nursery: Runner
) -> None:
    with pytest.raises(JobFailed, match=words):
        run_limited(job, b"RESTRICTED words", limits=Limits(**limits), run=nursery)
    assert run_limited("echo", b"x", run=nursery) == {"length": 1, "options": {}}


def test_a_nursery_goes_on_when_a_child_ended_just_before_it_was_killed(
    nursery: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kill_late(process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        select.select([process.stdout], [], [], 60)  # until the child's exit code is told
        kill_group(process)

    monkeypatch.setattr("app.services.nursery._kill_group", kill_late)
    with pytest.raises(JobFailed, match="could not be read to its end"):
        run_limited("babble", b"x", limits=Limits(max_output=1000), run=nursery)
    monkeypatch.undo()
    assert run_limited("echo", b"x", run=nursery) == {"length": 1, "options": {}}


def test_each_child_of_a_nursery_is_a_fresh_process(nursery: Runner) -> None:
    first, second = (run_limited("stain", b"", run=nursery) for _ in range(2))
    assert (first["stained"], second["stained"]) == (False, False)
    assert first["process"] != second["process"]


def test_a_child_of_a_nursery_has_its_own_two_pipes_alone(nursery: Runner) -> None:
    assert run_limited("feel", b"", run=nursery)["pipes"] == [0, 1]


def test_a_nursery_is_followed_by_another_when_its_pipes_are_used_up(nursery: Runner) -> None:
    answers = [run_limited("echo", b"x" * number, run=nursery)["length"] for number in range(JOBS_EACH + 2)]
    assert answers == list(range(JOBS_EACH + 2))
