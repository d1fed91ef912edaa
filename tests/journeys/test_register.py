"""A reviewer's register: signers entered by the code on their sheets, returns verified by it, then and years later."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.returns.payload import write_payload
from app.returns.workbook import render_workbook
from app.services.identifying import open_identity
from app.services.recognising import verify_by_register
from app.services.unlocking import open_file
from app.signing.package_signature import sign_package
from app.signing.trust import Trust
from tests.journeys.commands import PASSPHRASE, Said, command, new_file, secret
from tests.returns.sample_return import sample_return

LATER = datetime(2099, 1, 1, tzinfo=UTC)


class Desk:
    """A reviewer's folder: their file, the signers' certificates with their sheets, and a return of two signers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "carrow.assure"
        self.workbook = folder / "return.xlsx"

    def add(self, name: str, role: str, *options: object, code: str | None = None) -> Said:
        return command(
            "trust", "add", self.file, self.folder / f"{name}.pem", "--role", role, "--unlock-file",
            secret(self.folder), "--confirm", code or self.code(name), *options,
        )  # fmt: skip

    def enter_both(self) -> None:
        for added in (
            self.add("lead", "author", "--establishment", "LYD"),
            self.add("deputy", "approver", "--establishment", "LYD", "--deputy-for", "Governor"),
        ):
            assert added.code == 0, added.err

    def code(self, name: str) -> str:
        """Read the code off the sheet."""
        sheet = (self.folder / f"{name}.txt").read_text(encoding="utf-8")
        return next(line.rpartition(": ")[2] for line in sheet.splitlines() if line.startswith("Code to type"))

    def verify(self, *options: object) -> Said:
        return command("verify", self.workbook, "--register", self.file, *options)

    def verify_unlocked(self) -> Said:
        return self.verify("--unlock-file", secret(self.folder))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the reviewer's file, two identities elsewhere, and a workbook that both have signed."""
    desk = Desk(tmp_path_factory.mktemp("model"))
    new_file(desk.folder, "--role", "reviewer")
    released = sample_return(signers=2, is_blank=True)
    package = render_workbook(released, write_payload(released))
    for name, person, role in (("lead", "P. Lead", "author"), ("deputy", "K. Osei", "approver")):
        path = desk.folder / f"{name}.p12"
        made = command(
            "identity", "create", path, "--name", person, "--role", "Head of function", "--organisation", "HMP Lyd",
            "--passphrase-file", secret(desk.folder),
        )  # fmt: skip
        assert made.code == 0, made.err
        identity = open_identity(path, PASSPHRASE)
        package = sign_package(package, identity, role=role, reason="Signed", signed_at=datetime.now(UTC))
    desk.workbook.write_bytes(package)
    return desk.folder


@pytest.fixture
def desk(model: Path, tmp_path: Path) -> Desk:
    return Desk(Path(shutil.copytree(model, tmp_path / "desk")))


def test_return_is_trusted_when_its_signers_are_in_the_register(desk: Desk) -> None:
    assert desk.verify_unlocked().code == 4
    desk.enter_both()
    said = desk.verify_unlocked()
    assert said.code == 0, said.out
    assert "Signed by P. Lead, Head of function, on " in said.out
    assert "Signed for the Governor, by K. Osei, Head of function, on " in said.out


def test_return_is_untrusted_when_its_signers_are_entered_for_another_establishment(desk: Desk) -> None:
    assert desk.add("lead", "author", "--establishment", "CVL").code == 0
    said = desk.verify_unlocked()
    assert said.code == 4
    assert "entered here for another establishment (CVL)" in said.out


def test_register_is_not_relied_on_while_it_is_locked(desk: Desk) -> None:
    desk.enter_both()
    said = desk.verify()
    assert said.code == 4
    assert "Register not confirmed" in said.out
    listed = command("trust", "list", desk.file)
    assert "K. Osei" in listed.out
    assert "Register not confirmed" in listed.out


def test_return_seen_in_time_is_still_trusted_when_certificates_have_run_out(desk: Desk) -> None:
    desk.enter_both()
    with open_file(desk.file, PASSPHRASE) as file:
        (late,) = verify_by_register([desk.workbook], Trust({}), file, now=LATER)
        assert late.report.state == "untrusted"
    assert desk.verify_unlocked().code == 0
    with open_file(desk.file, PASSPHRASE) as file:
        (again,) = verify_by_register([desk.workbook], Trust({}), file, now=LATER)
    assert again.report.state == "trusted"
    assert "First found trusted here on " in again.report.sentences[-1]


def test_return_seen_in_time_is_untrusted_when_a_signer_is_removed(desk: Desk) -> None:
    desk.enter_both()
    assert desk.verify_unlocked().code == 0
    listed = command("trust", "list", desk.file, "--unlock-file", secret(desk.folder), "--json").json
    assert listed["is_confirmed"]
    (lead,) = [one for one in listed["signers"] if one["role"] == "author"]
    removed = command("trust", "remove", desk.file, lead["fingerprint"], "--unlock-file", secret(desk.folder))
    assert removed.code == 0, removed.err
    assert desk.verify_unlocked().code == 4


def test_signer_is_not_entered_by_a_wrong_code_or_none(desk: Desk) -> None:
    wrong = desk.add("lead", "author", code=desk.code("deputy"))
    assert wrong.code == 1
    assert "not the code of this certificate" in wrong.err
    silent = command("trust", "add", desk.file, desk.folder / "lead.pem", "--role", "author")
    assert silent.code == 1
    assert "Fingerprint (SHA-256): " in silent.err
    assert "--confirm" in silent.err


def test_return_is_trusted_by_a_list_that_headquarters_signed(desk: Desk, tmp_path: Path) -> None:
    desk.enter_both()
    signed, unlock = desk.folder / "signers.json", ("--unlock-file", secret(desk.folder))
    lead = ("--identity", desk.folder / "lead.p12", "--passphrase-file", secret(desk.folder))
    assert command("trust", "sign", desk.file, "--out", signed, *lead, *unlock).code == 0
    desk.file = new_file(tmp_path, "--role", "reviewer")
    asked = command("trust", "import", desk.file, signed, *unlock)
    assert asked.code == 1
    assert "P. Lead, Head of function, HMP Lyd" in asked.err
    said = command("trust", "import", desk.file, signed, "--confirm", desk.code("lead"), *unlock)
    assert said.code == 0, said.err
    assert desk.verify_unlocked().code == 0


def test_return_is_extracted_by_the_register(desk: Desk) -> None:
    desk.enter_both()
    said = command("extract", desk.workbook, "--register", desk.file, "--unlock-file", secret(desk.folder))
    assert said.code == 0
    assert said.json["establishment"]["code"] == "LYD"


def test_identity_that_was_lost_ends_and_the_new_one_is_entered_by_one_command(desk: Desk) -> None:
    assert desk.add("lead", "author").code == 0
    listed = command("trust", "list", desk.file, "--json").json["signers"]
    (desk.folder / "new.txt.secret").write_text("what she types from now on\n", encoding="utf-8")
    ended = command(
        "trust", "end", desk.file, listed[0]["fingerprint"], "--on", "2014-09-30", "--new", desk.folder / "new.p12",
        "--passphrase-file", desk.folder / "new.txt.secret", "--notice", desk.folder / "notice.txt",
        "--unlock-file", secret(desk.folder), "--json",
    )  # fmt: skip
    assert ended.code == 0, ended.err
    old, new = command("trust", "list", desk.file, "--json").json["signers"]
    assert (old["ends"], new["ends"], new["name"]) == ("2014-09-30", None, "P. Lead")
    assert new["fingerprint"] == ended.json["fingerprint"]
    assert "Last day       30 September 2014" in (desk.folder / "notice.txt").read_text(encoding="utf-8")
    again = command("trust", "end", desk.file, old["fingerprint"], "--unlock-file", secret(desk.folder))
    assert (again.code, again.err) == (1, "No entry of this certificate runs beyond that day. Nothing was changed.\n")
    taken = command(
        "trust", "end", desk.file, new["fingerprint"], "--notice", desk.folder / "notice.txt", "--unlock-file",
        secret(desk.folder),
    )  # fmt: skip
    assert "a file of the notice's name already" in taken.err
    unknown = command("trust", "end", desk.file, new["fingerprint"], "--key-of", "N. Obody", "--unlock-file",
                      secret(desk.folder))  # fmt: skip
    assert "Nobody of this name can unlock" in unknown.err
