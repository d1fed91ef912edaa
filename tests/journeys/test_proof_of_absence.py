"""Proof of absence by the command line: at each export with the store unlocked, and later of any return."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from app.returns import pdf as pdf_return
from app.returns.pdf import render_pdf
from app.services.period_content import find_period
from app.services.readying import ready
from app.store.file import EstablishmentFile
from tests.journeys.commands import PASSPHRASE, Said, command, fill_file, new_file, secret, sign_off
from tests.journeys.conftest import NOW
from tests.journeys.fills import SEALED, small_fill
from tests.returns.leaks import in_a_revision_taken_back, in_information


class Desk:
    """One establishment's folder, ready to export."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "carrow.assure"
        self.pdf, self.receipt = folder / "return.pdf", folder / "receipt.txt"
        self.unlock = folder / "unlock.txt"

    def export(self, *options: object) -> Said:
        return command(
            "export", self.file, "--pdf", self.pdf, "--identity", self.folder / "lead.p12",
            "--passphrase-file", self.unlock, *options,
        )  # fmt: skip

    def prove(self, *options: object) -> Said:
        return command("prove", self.pdf, self.file, *options)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an establishment that has filled in, signed off and exported."""
    folder = tmp_path_factory.mktemp("model") / "desk"
    folder.mkdir()
    made = [
        fill_file(folder, new_file(folder), small_fill()),
        sign_off(folder / "carrow.assure"),
        command(
            "identity", "create", folder / "lead.p12", "--name", "P. Lead", "--role", "Audit lead",
            "--organisation", "HMP Carrow Vale", "--passphrase-file", secret(folder),
        ),
    ]  # fmt: skip
    assert [said.code for said in made] == [0, 0, 0]
    exported = Desk(folder).export("--unlock-file", secret(folder), "--receipt", folder / "receipt.txt", "--json")
    assert exported.code == 0, exported.err
    assert exported.json["receipt"]["outcome"] == "none_found"
    return folder


@pytest.fixture
def desk(model: Path, tmp_path: Path) -> Desk:
    """Return a copy of it to work on."""
    return Desk(Path(shutil.copytree(model, tmp_path / "desk")))


def test_receipt_says_what_was_searched_and_that_nothing_was_found(desk: Desk) -> None:
    receipt = desk.receipt.read_text(encoding="utf-8")
    assert "2 sealed texts searched for in return.pdf; none was found." in receipt
    assert f"SHA-256: {hashlib.sha256(desk.pdf.read_bytes()).hexdigest()}" in receipt
    assert "Return: CVL/2014-15-Q2/1" in receipt
    assert "and 2 revisions" in receipt
    assert not any(word in receipt for word in SEALED.split() if len(word) > 5)


def test_return_is_proved_later(desk: Desk) -> None:
    said = desk.prove("--unlock-file", desk.unlock)
    assert said.code == 0
    assert "none was found" in said.out
    as_json = desk.prove("--unlock-file", desk.unlock, "--json").json
    assert (as_json["outcome"], as_json["sealed_texts"], as_json["left_out"]) == ("none_found", 2, 0)
    assert as_json["files"][0]["number"] == "CVL/2014-15-Q2/1"


def test_proof_is_not_run_while_the_store_is_locked(desk: Desk) -> None:
    said = desk.prove()
    assert said.code == 1
    assert "not run" in said.out
    exported = desk.export("--receipt", desk.receipt)
    assert exported.code == 0
    assert "not run" in exported.out
    assert "not run" in desk.receipt.read_text(encoding="utf-8")


def test_file_in_which_nothing_is_sealed_needs_no_passphrase(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other.assure"
    made = command(
        "new", other, "--name", "HMP Other", "--code", "OTH", "--sector", "public", "--country", "england",
        "--period", "2014-15 Q2",
    )  # fmt: skip
    assert made.code == 0
    said = command("prove", desk.pdf, other, "--json")
    assert (said.code, said.json["sealed_texts"], said.json["files"][0]["number"]) == (0, 0, None)


def test_sealed_text_is_found_when_it_was_only_in_a_revision_taken_back(desk: Desk) -> None:
    desk.pdf.write_bytes(in_a_revision_taken_back(desk.pdf.read_bytes(), SEALED))
    said = desk.prove("--unlock-file", desk.unlock)
    assert said.code == 3
    assert "Found in the document information" in said.out
    assert SEALED.split()[0] not in said.out + said.err


def test_return_waits_when_sealed_words_also_stand_in_the_open(desk: Desk) -> None:
    desk.pdf.unlink()
    copied = {"item": "1f-02", "result": "Not met", "narrative": f"It is said that {SEALED.lower()}."}
    assert fill_file(desk.folder, desk.file, {"answers": [copied]}).code == 0
    refused = desk.export("--unlock-file", desk.unlock, "--receipt", desk.receipt)
    assert refused.code == 3
    assert "1f-02, answer, narrative" in refused.err
    assert "zebra" not in refused.err + refused.out
    assert not desk.pdf.exists()
    assert desk.export("--json").json["number"] == "CVL/2014-15-Q2/2"


def test_return_is_refused_when_its_form_says_something_of_its_own(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.pdf.unlink()
    monkeypatch.setattr(pdf_return, "render_pdf", lambda *parts: in_information(render_pdf(*parts), SEALED))
    refused = desk.export("--unlock-file", desk.unlock)
    assert refused.code == 3
    assert "return.pdf: Words that come neither from the return nor from its form" in refused.err
    assert "zebra" not in refused.err + refused.out
    assert not desk.pdf.exists()


@pytest.mark.parametrize("leaks", [True, False])
def test_draft_is_shown_and_printed_only_when_the_last_gates_let_it_pass(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, leaks: bool
) -> None:
    if leaks:
        monkeypatch.setattr(pdf_return, "render_pdf", lambda *parts: in_information(render_pdf(*parts), SEALED))
    with EstablishmentFile.open(desk.file, read_only=True) as file:
        file.unlock(PASSPHRASE)
        with file.reading() as work:
            period_id = find_period(work).record.id
        found = ready(file, period_id, now=NOW)
    assert (found.pages is None, found.is_clear) == (leaks, not leaks)
    assert "zebra" not in " ".join(found.refused)
    if not leaks:
        assert found.proof is not None
        assert found.proof.outcome == "none_found"


def test_damaged_return_and_wrong_passphrase_are_said(desk: Desk) -> None:
    wrong = desk.folder / "wrong.txt"
    wrong.write_text("nothing like it at all\n", encoding="utf-8")
    assert desk.prove("--unlock-file", wrong).code == 1
    desk.pdf.write_bytes(desk.pdf.read_bytes()[:2000])
    damaged = desk.prove("--unlock-file", desk.unlock)
    assert (damaged.code, damaged.err.count("\n")) == (5, 1)


def test_return_and_receipt_need_names_of_their_own(desk: Desk) -> None:
    assert desk.export("--receipt", desk.pdf).code == 1
