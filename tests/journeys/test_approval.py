"""A return that two people sign: half-signed by its author, approved on another PC, verified by its reader."""

from __future__ import annotations

import hashlib
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from app.domain.errors import Cancelled
from app.services.approving import approve_returns
from app.services.identifying import open_identity
from app.signing.trust import Trust
from tests.journeys.commands import PASSPHRASE, Said, command, fill_file, new_file, secret, sign_off
from tests.journeys.fills import SEALED, small_fill
from tests.tokens import PIN, TokenMaker


class Post:
    """A folder with a half-signed return and the identities of those who sign; the files go round by copying it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pdf, self.workbook = folder / "return.pdf", folder / "return.xlsx"

    @property
    def files(self) -> tuple[Path, Path]:
        return self.pdf, self.workbook

    def approve(self, *files: Path, by: str = "governor", options: tuple[object, ...] = ()) -> Said:
        return command(
            "approve", *files, "--identity", self.folder / f"{by}.p12", "--passphrase-file", secret(self.folder),
            *options,
        )  # fmt: skip

    def verify(self, *files: Path, author: str = "lead", approver: str = "governor") -> Said:
        trust = (f"author={self.folder / f'{author}.pem'}", f"approver={self.folder / f'{approver}.pem'}")
        return command("verify", *files, "--trust", trust[0], "--trust", trust[1], "--json")

    def export(self, *options: object) -> Said:
        return command(
            "export", self.folder / "carrow.assure", "--pdf", self.pdf, "--xlsx", self.workbook,
            "--identity", self.folder / "lead.p12", "--passphrase-file", secret(self.folder), "--json", *options,
        )  # fmt: skip


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an establishment, its lead's and its Governor's identities, and a return that both must sign."""
    folder = tmp_path_factory.mktemp("model")
    file = new_file(folder)
    for name, person, post in (("lead", "P. Lead", "Audit lead"), ("governor", "D. Marlowe", "Governor")):
        made = command(
            "identity", "create", folder / f"{name}.p12", "--name", person, "--role", post,
            "--organisation", "HMP Carrow Vale", "--passphrase-file", secret(folder),
        )  # fmt: skip
        assert made.code == 0, made.err
    assert fill_file(folder, file, small_fill()).code == 0
    assert sign_off(file).code == 0
    exported = Post(folder).export("--signers", 2)
    assert exported.code == 0, exported.err
    assert exported.json["signers_required"] == 2
    return folder


@pytest.fixture
def post(model: Path, tmp_path: Path) -> Post:
    """Return a half-signed return as it arrives at the Governor's PC."""
    return Post(Path(shutil.copytree(model, tmp_path / "post")))


@pytest.fixture(scope="module")
def approved(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Post:
    """Return a return that both have signed."""
    both = Post(Path(shutil.copytree(model, tmp_path_factory.mktemp("approved") / "post")))
    said = both.approve(*both.files)
    assert said.code == 0, said.err
    assert "Signed as approver: D. Marlowe, Governor." in said.out
    return both


def states(said: Said) -> list[Any]:
    """Return the state of each file that was verified."""
    return [one["state"] for one in said.json["returns"]]


def test_half_signed_return_says_whose_signature_is_missing(post: Post) -> None:
    said = post.verify(*post.files)
    assert said.code == 6
    for one in said.json["returns"]:
        assert one["missing"] == ["approver"]
        assert "Signed, but a signature is still missing: approver." in one["sentences"]


def test_approved_return_is_trusted_with_both_signers(approved: Post) -> None:
    said = approved.verify(*approved.files)
    assert said.code == 0, said.out
    for one in said.json["returns"]:
        assert [signer["role"] for signer in one["signers"]] == ["author", "approver"]


def test_author_s_bytes_are_kept_when_the_pdf_is_approved(model: Path, approved: Post) -> None:
    assert approved.pdf.read_bytes().startswith(Post(model).pdf.read_bytes())


def test_approved_return_is_untrusted_when_its_approver_is_not_known(approved: Post) -> None:
    said = command("verify", *approved.files, "--trust", f"author={approved.folder / 'lead.pem'}")
    assert said.code == 4


def test_approved_return_is_untrusted_when_the_roles_are_swapped(approved: Post) -> None:
    assert approved.verify(*approved.files, author="governor", approver="lead").code == 4


def test_signers_are_untrusted_when_the_trusted_authority_did_not_certify_them(approved: Post) -> None:
    from cryptography.hazmat.primitives.serialization import Encoding

    from tests.signing.test_authorities import Issue

    issue, folder = Issue(), approved.folder
    (folder / "ca.pem").write_bytes(issue.authority.public_bytes(Encoding.PEM))
    (folder / "ca.crl").write_bytes(issue.trust.revocations[0])
    said = command("verify", approved.pdf, "--trust", f"ca={folder / 'ca.pem'}", "--crl", folder / "ca.crl")
    assert said.code == 4
    assert said.out.count("The authority trusted here did not issue the certificate.") == 2


def test_half_signed_file_beside_the_approved_one_leaves_6(post: Post) -> None:
    assert post.approve(post.pdf).code == 0
    said = post.verify(*post.files)
    assert said.code == 6
    assert states(said) == ["trusted", "missing_signature"]


def test_changed_byte_is_found_after_approval(approved: Post, tmp_path: Path) -> None:
    for file in approved.files:
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 1
        changed = tmp_path / file.name
        changed.write_bytes(bytes(content))
        assert command("verify", changed).code == 5


def test_nothing_is_approved_when_one_file_was_changed(post: Post) -> None:
    before = post.workbook.read_bytes()
    post.pdf.write_bytes(post.pdf.read_bytes() + b"\n")
    said = post.approve(post.workbook, post.pdf)
    assert said.code == 5
    assert said.err.startswith("return.pdf was not approved, nor was any other file. Changed after signing")
    assert post.workbook.read_bytes() == before


def test_nothing_is_approved_when_a_second_file_cannot_be_replaced(post: Post) -> None:
    before = [file.read_bytes() for file in post.files]
    replace = Path.replace

    def refuse(part: Path, target: Path) -> Path:
        if target == post.workbook:
            raise PermissionError(13, "Permission denied")
        return replace(part, target)

    with mock.patch.object(Path, "replace", refuse):
        said = post.approve(*post.files)
    assert said.code == 1
    assert "could not be replaced" in said.err
    assert [file.read_bytes() for file in post.files] == before
    assert not list(post.folder.glob(".*.part"))


def test_author_cannot_approve(post: Post) -> None:
    said = post.approve(*post.files, by="lead")
    assert said.code == 1
    assert "Another person's must approve it" in said.err


def test_return_is_not_approved_twice(approved: Post) -> None:
    said = approved.approve(approved.pdf)
    assert said.code == 1
    assert "carries an approver's signature already" in said.err


def test_return_of_one_signer_takes_no_approval(post: Post) -> None:
    assert post.export("--signers", 1).code == 0
    assert post.verify(*post.files).code == 0
    for file in post.files:
        said = post.approve(file)
        assert said.code == 1
        assert "asks for its author's alone" in said.err


def test_next_return_asks_for_as_many_signers_as_the_last(post: Post) -> None:
    assert post.export().json["signers_required"] == 2


def test_only_a_trusted_author_s_return_is_approved_when_trust_is_given(post: Post) -> None:
    stranger = ("--trust", f"author={post.folder / 'governor.pem'}")
    said = post.approve(post.pdf, options=stranger)
    assert said.code == 1
    assert "its author is not one of those trusted" in said.err
    assert post.approve(post.pdf, options=("--trust", f"author={post.folder / 'lead.pem'}")).code == 0


def test_what_is_no_return_is_not_approved(post: Post) -> None:
    post.pdf.write_bytes(b"GIF89a")
    assert post.approve(post.pdf).code == 5


def test_identity_that_has_run_out_does_not_approve(post: Post) -> None:
    signer = open_identity(post.folder / "governor.p12", PASSPHRASE)
    with pytest.raises(Exception, match="not valid today"):
        approve_returns(post.files, signer, Trust({}), now=datetime(2099, 1, 1, tzinfo=UTC))


def make_approver(post: Post, name: str) -> str:
    """Make the identity of an approver of this name."""
    made = command(
        "identity", "create", post.folder / "other.p12", "--name", name, "--role", "Governor",
        "--organisation", "HMP Carrow Vale", "--passphrase-file", secret(post.folder),
    )  # fmt: skip
    assert made.code == 0, made.err
    return "other"


def proving(post: Post) -> tuple[object, ...]:
    """Return the options with which what is sealed is searched for."""
    return ("--prove", post.folder / "carrow.assure", "--unlock-file", secret(post.folder))


def test_approved_files_are_searched_again_and_get_a_receipt_of_their_own(post: Post) -> None:
    kept = post.folder / "receipt.txt"
    said = post.approve(*post.files, options=(*proving(post), "--receipt", kept, "--json"))
    assert said.code == 0, said.err
    assert (said.json["receipt"]["outcome"], said.json["receipt"]["sealed_texts"]) == ("none_found", 2)
    receipt = kept.read_text(encoding="utf-8")
    assert "2 sealed texts searched for in return.pdf and return.xlsx; none was found." in receipt
    assert all(f"SHA-256: {hashlib.sha256(file.read_bytes()).hexdigest()}" in receipt for file in post.files)
    assert receipt.count("Return: CVL/2014-15-Q2/1") == 2
    assert "and 3 revisions" in receipt


def test_receipt_says_not_run_when_no_file_is_at_hand(post: Post) -> None:
    said = post.approve(post.pdf, options=("--receipt", post.folder / "receipt.txt"))
    assert "not run, because the establishment's file was not at hand." in said.out
    assert "Return: CVL/2014-15-Q2/1" in (post.folder / "receipt.txt").read_text(encoding="utf-8")


def test_receipt_says_not_run_when_the_store_is_locked(post: Post) -> None:
    said = post.approve(post.workbook, options=("--prove", post.folder / "carrow.assure"))
    assert (said.code, "not run, because the sealed store was locked." in said.out) == (0, True)


def test_receipt_takes_no_return_s_place(post: Post) -> None:
    before = post.pdf.read_bytes()
    said = post.approve(post.pdf, options=("--receipt", post.folder / "." / "return.pdf"))
    assert (said.code, said.err) == (1, "The receipt needs a name of its own. Nothing was approved.\n")
    assert post.pdf.read_bytes() == before


def test_nothing_is_approved_when_what_is_sealed_stands_in_the_approver_s_words(post: Post) -> None:
    before = [file.read_bytes() for file in post.files]
    sealed = " ".join(SEALED.split()[:7])
    refused = post.approve(*post.files, by=make_approver(post, sealed), options=proving(post))
    assert refused.code == 3
    assert "return.pdf: sealed text stands in a signature." in refused.err
    assert "return.xlsx: sealed text stands in " in refused.err
    assert not any(word in refused.err for word in SEALED.split() if len(word) > 5)
    assert [file.read_bytes() for file in post.files] == before


def test_nothing_is_approved_when_the_approver_s_words_carry_a_marking(post: Post) -> None:
    refused = post.approve(*post.files, by=make_approver(post, "RESTRICTED D. Marlowe"))
    assert (refused.code, "carries a marking" in refused.err) == (1, True)
    assert post.verify(*post.files).code == 6


def test_nothing_is_approved_when_the_signature_says_what_is_nobody_s(post: Post) -> None:
    with mock.patch("app.services.signing._APPROVAL", "Approved although the roof leaks in the rain"):
        refused = post.approve(*post.files)
    assert refused.code == 3
    assert "return.pdf: Words that come neither from the return nor from its form stand in a signature." in refused.err
    assert "return.xlsx: Words that come neither" in refused.err
    assert post.verify(*post.files).code == 6


def test_approval_leaves_the_files_when_it_is_cancelled(post: Post) -> None:
    before = [file.read_bytes() for file in post.files]
    signer = open_identity(post.folder / "governor.p12", PASSPHRASE)
    steps: list[str] = []
    with pytest.raises(Cancelled):
        approve_returns(
            post.files, signer, Trust({}), now=datetime.now(UTC),
            progress=lambda step, done, total: steps.append(step), is_cancelled=lambda: "Proof of absence" in steps,
        )  # fmt: skip
    assert steps[-1] == "Proof of absence"
    assert [file.read_bytes() for file in post.files] == before


def test_others_accept_both_signatures(approved: Post, foreign_program: Callable[[str], str]) -> None:
    signed = subprocess.run(
        [foreign_program("pdfsig"), "-nocert", approved.pdf], capture_output=True, text=True, check=True
    ).stdout
    assert signed.count("Signature is Valid") == 2
    assert signed.count("- Total document signed") == 1
    checked = subprocess.run([foreign_program("qpdf"), "--check", approved.pdf], capture_output=True, check=False)
    assert checked.returncode == 0


def without_sockets(folder: Path, commands: object) -> subprocess.CompletedProcess[bytes]:
    """Run commands where the kernel forbids sockets; skip where it takes no such order."""
    (folder / "commands.json").write_text(json.dumps(commands), encoding="utf-8")
    program = [sys.executable, "-m", "tests.journeys.socketless", str(folder / "commands.json")]
    done = subprocess.run(program, capture_output=True, check=False, cwd=Path(__file__).parents[2])
    if done.returncode == 77:
        pytest.skip("this kernel takes no order to forbid sockets")
    return done


def test_whole_path_runs_where_sockets_are_forbidden(post: Post) -> None:
    folder, phrase = post.folder, ("--passphrase-file", str(secret(post.folder)))
    files = [str(file) for file in post.files]
    trust = ("--trust", f"author={folder / 'lead.pem'}", "--trust", f"approver={folder / 'governor.pem'}")
    made = ("--name", "E. New", "--role", "Deputy", "--organisation", "HMP Carrow Vale")
    done = without_sockets(
        folder,
        [
            ["identity", "create", str(folder / "new.p12"), *made, *phrase],
            ["export", str(folder / "carrow.assure"), "--pdf", files[0], "--xlsx", files[1], "--identity",
             str(folder / "lead.p12"), "--signers", "2", "--unlock-file", str(secret(folder)), *phrase],
            ["approve", *files, "--identity", str(folder / "governor.p12"), *phrase],
            ["verify", *files, *trust],
            ["extract", files[1], *trust],
        ],
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads((folder / "commands.json").read_text(encoding="utf-8")) == [0] * 5


def test_kernel_ends_what_asks_for_a_socket(tmp_path: Path) -> None:
    assert without_sockets(tmp_path, "socket").returncode == -signal.SIGSYS


def test_token_signs_and_approves(post: Post, tokens: TokenMaker) -> None:
    from app.signing.identity import load_identity

    places = {
        name: tokens.make(name, load_identity((post.folder / f"{name}.p12").read_bytes(), PASSPHRASE))
        for name in ("lead", "governor")
    }
    (post.folder / "pin.txt").write_text(PIN, encoding="utf-8")
    pin = ("--passphrase-file", post.folder / "pin.txt")
    made = command(
        "export", post.folder / "carrow.assure", "--pdf", post.pdf, "--xlsx", post.workbook,
        "--identity", places["lead"], *pin,
    )  # fmt: skip
    assert made.code == 0, made.err
    approved = command("approve", *post.files, "--identity", places["governor"], *pin)
    assert approved.code == 0, approved.err
    assert post.verify(*post.files).code == 0
