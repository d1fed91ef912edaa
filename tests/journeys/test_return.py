"""From a filled file to a return that others verify, by the command line and the services."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from app.domain.errors import Cancelled
from app.domain.records import SignOff, Statement
from app.domain.text import shown
from app.services.exporting import Destination, export
from app.services.identifying import open_identity
from app.services.unlocking import open_file
from tests.journeys.commands import PASSPHRASE, Said, command, fill_file, new_file, secret, sign_off
from tests.journeys.fills import SEALED, small_fill


class Desk:
    """One establishment's folder: its file and the identity of its audit lead."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "carrow.assure"
        self.pdf, self.workbook = folder / "return.pdf", folder / "return.xlsx"

    def fill(self, content: dict[str, Any]) -> None:
        filled = fill_file(self.folder, self.file, content)
        assert filled.code == 0, filled.err

    def sign_off(self, *intentions: str) -> Said:
        return sign_off(self.file, *intentions)

    def export(self, *options: object) -> Said:
        return command(
            "export", self.file, "--period", "2014-15 Q2", "--pdf", self.pdf, "--xlsx", self.workbook,
            "--identity", self.folder / "lead.p12", "--passphrase-file", secret(self.folder), *options,
        )  # fmt: skip

    def verify(self, *files: Path, trust: bool = True) -> Said:
        options = ("--trust", f"author={self.folder / 'lead.pem'}") if trust else ()
        return command("verify", *files, *options, "--json")


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Make an establishment once, and keep a copy of its folder as it was when begun, signed off, and returned."""
    folder = tmp_path_factory.mktemp("model")
    new_file(folder)
    made = command(
        "identity", "create", folder / "lead.p12", "--name", "P. Lead", "--role", "Audit lead",
        "--organisation", "HMP Carrow Vale", "--passphrase-file", secret(folder),
    )  # fmt: skip
    assert made.code == 0, made.err
    model = Desk(folder)
    kept: dict[str, Path] = {}

    def keep(name: str) -> None:
        kept[name] = tmp_path_factory.mktemp("kept") / name
        shutil.copytree(folder, kept[name])

    keep("begun")
    model.fill(small_fill())
    assert model.sign_off().code == 0
    keep("signed_off")
    exported = model.export()
    assert exported.code == 0, exported.err
    keep("returned")
    return kept


def copy_of(model: Path, folder: Path) -> Desk:
    """Return a copy of a model to work on."""
    return Desk(Path(shutil.copytree(model, folder / "desk")))


@pytest.fixture
def begun(models: dict[str, Path], tmp_path: Path) -> Desk:
    """Return an establishment with nothing filled in."""
    return copy_of(models["begun"], tmp_path)


@pytest.fixture
def desk(models: dict[str, Path], tmp_path: Path) -> Desk:
    """Return an establishment ready to export."""
    return copy_of(models["signed_off"], tmp_path)


@pytest.fixture
def returned(models: dict[str, Path], tmp_path: Path) -> Desk:
    """Return an establishment that has exported."""
    return copy_of(models["returned"], tmp_path)


def streams(pdf: bytes) -> Iterator[bytes]:
    """Yield every stream of a PDF, decoded, and every string of its objects."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Stream):
                try:
                    yield thing.read_bytes()
                except pikepdf.PdfError:
                    yield thing.read_raw_bytes()
            yield repr(thing).encode()


def parts(package: bytes) -> Iterator[bytes]:
    """Yield every part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        for name in opened.namelist():
            yield opened.read(name)


def test_a_return_is_verified_and_trusted(returned: Desk) -> None:
    said = returned.verify(returned.pdf)
    assert said.code == 0, said.out
    report = said.json["returns"][0]
    assert report["state"] == "trusted"
    assert report["sentences"][0].startswith("Signed by P. Lead, Audit lead, on ")
    assert report["sentences"][0].endswith(" and unchanged since.")


def test_both_files_of_a_return_are_trusted_and_agree(returned: Desk) -> None:
    said = returned.verify(returned.pdf, returned.workbook)
    assert said.code == 0, said.out
    pdf, workbook = said.json["returns"]
    assert workbook["state"] == "trusted"
    assert workbook["signers"][0]["fingerprint"] == pdf["signers"][0]["fingerprint"]
    assert workbook["sentences"][-1] == "It carries the same content as the other file of this return."


def test_a_workbook_is_refused_beside_a_return_of_the_same_number_with_other_content(
    returned: Desk, models: dict[str, Path], tmp_path: Path
) -> None:
    other = copy_of(models["begun"], tmp_path / "other")
    content = small_fill()
    content["answers"][1]["narrative"] = "Another tale."
    other.fill(content)
    other.sign_off()
    assert other.export().code == 0
    assert other.verify(other.workbook).code == 0
    said = returned.verify(returned.pdf, other.workbook)
    assert said.code == 5
    assert "do not carry the same content" in said.json["returns"][1]["sentences"][0]


def test_a_workbook_without_its_signature_is_refused(returned: Desk) -> None:
    import openpyxl

    openpyxl.load_workbook(returned.workbook).save(returned.workbook)
    said = returned.verify(returned.workbook)
    assert said.code == 5
    assert said.json["returns"][0]["sentences"][0].startswith("Not signed")
    assert command("extract", returned.workbook).code == 5


def test_properties_of_a_workbook_must_be_those_of_its_payload(returned: Desk) -> None:
    from app.signing.package_archive import read_archive, write_archive

    parts_now = read_archive(returned.workbook.read_bytes())
    parts_now["docProps/core.xml"] = parts_now["docProps/core.xml"].replace(b"CVL", b"XYZ")
    returned.workbook.write_bytes(write_archive(parts_now))
    said = returned.verify(returned.workbook)
    assert said.code == 5
    assert "properties" in said.json["returns"][0]["sentences"][0]


def test_a_return_is_intact_but_not_trusted_when_its_signer_is_not_known_here(returned: Desk) -> None:
    assert returned.verify(returned.pdf, trust=False).code == 4
    assert returned.verify(returned.workbook, trust=False).code == 4


def test_both_files_carry_the_same_payload_and_print_its_digest(returned: Desk) -> None:
    payload = command("extract", returned.pdf).out
    assert command("extract", returned.workbook).out == payload
    digest = hashlib.sha256(payload.encode()).hexdigest()
    released = json.loads(payload)
    assert released["number"] == "CVL/2014-15-Q2/1"
    author = released["prepared_by"]
    assert [author["name"][0]["text"], author["post"][0]["text"]] == ["P. Lead", "Audit lead"]
    texts = b"".join(parts(returned.workbook.read_bytes()))
    assert digest[:8].encode() in texts


def test_nothing_sealed_is_in_any_stream_or_part_of_a_return(returned: Desk) -> None:
    words = SEALED.split()
    pieces = [" ".join(words[start : start + 5]).encode() for start in range(len(words) - 4)]
    contents = [*streams(returned.pdf.read_bytes()), *parts(returned.workbook.read_bytes())]
    payload = command("extract", returned.pdf).out.encode()
    for piece in pieces:
        assert not any(piece in content for content in [*contents, payload])
    assert b"Withheld: RESTRICTED" in b"".join(parts(returned.workbook.read_bytes()))
    assert json.loads(payload)["withheld"] == [
        {"intention": "1(e)", "place": "answer"},
        {"intention": "1(f)", "item": "1f-01", "place": "narrative"},
    ]


def test_the_payload_is_the_same_whatever_is_sealed(models: dict[str, Path], tmp_path: Path) -> None:
    def payload_with(words: str, name: str) -> dict[str, Any]:
        content = small_fill()
        content["answers"][0]["narrative"][1]["text"] = words
        content["answers"][2] = {"item": "1e-01", "result": "Not met", "narrative": words, "withheld": True}
        made = copy_of(models["begun"], tmp_path / name)
        made.fill(content)
        made.sign_off()
        assert made.export().code == 0
        read: dict[str, Any] = json.loads(command("extract", made.pdf).out)
        return read

    def without_random_references(payload: dict[str, Any]) -> str:
        text = json.dumps(payload, sort_keys=True)
        named = [entry["reference"] for kind in ("actions", "evidence") for entry in payload[kind]]
        named += [found["reference"] for one in payload["intentions"] for found in one.get("findings", [])]
        for number, reference in enumerate(named):
            text = text.replace(reference, f"reference {number}")
        return text

    one = payload_with("Few.", "one")
    other = payload_with("A great many more words than before stand here, " * 40, "other")
    assert without_random_references(one) == without_random_references(other)


def test_a_changed_byte_is_found(returned: Desk) -> None:
    content = bytearray(returned.pdf.read_bytes())
    content[len(content) // 2] ^= 1
    returned.pdf.write_bytes(bytes(content))
    assert returned.verify(returned.pdf).code == 5
    assert command("extract", returned.pdf).code == 5


def test_a_byte_added_at_the_end_is_found(returned: Desk) -> None:
    returned.pdf.write_bytes(returned.pdf.read_bytes() + b"\n")
    assert returned.verify(returned.pdf).code == 5


def test_a_changed_cell_is_found(returned: Desk) -> None:
    with zipfile.ZipFile(returned.workbook) as source:
        contents = {name: source.read(name) for name in source.namelist()}
    for name in list(contents):
        contents[name] = contents[name].replace(b"Testing stopped for two weeks", b"Testing was never stopped")
    with zipfile.ZipFile(returned.workbook, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in contents.items():
            target.writestr(name, content)
    said = returned.verify(returned.workbook)
    assert said.code == 5
    assert said.json["returns"][0]["sentences"][0] == "Changed after signing: sheet Statements."


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"PK\x03\x04 nothing", b"GIF89a", b"\x00" * 4096])
def test_what_is_no_return_is_said_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "return.pdf"
    path.write_bytes(content)
    said = command("verify", path)
    assert said.code == 5
    assert "Traceback" not in said.err
    assert len(said.out.splitlines()) >= 2


def test_a_return_waits_for_sign_off(begun: Desk) -> None:
    desk = begun
    desk.fill(small_fill())
    said = desk.export()
    assert said.code == 3
    assert "establishment's statement is not signed off" in said.err
    assert not desk.pdf.exists()
    assert desk.sign_off("1(f)").code == 0
    assert "1(f)" not in desk.export().err


def test_a_number_that_looks_like_a_prisoners_waits_for_a_decision(begun: Desk) -> None:
    content = small_fill()
    content["answers"][1]["narrative"] = "The refusal by A1234BC was recorded."
    begun.fill(content)
    begun.sign_off()
    refused = begun.export()
    assert refused.code == 3
    assert "1f-02" in refused.err
    assert "A1234BC" not in refused.err
    kept = {"text": "The refusal by A1234BC was recorded.", "keep": "An invented number."}
    begun.fill({"answers": [{**content["answers"][1], "narrative": [kept]}]})
    assert begun.export().code == 0


def test_each_return_follows_the_one_before(returned: Desk) -> None:
    first = command("extract", returned.pdf).out
    returned.pdf.unlink()
    returned.workbook.unlink()
    assert returned.export().code == 0
    second = json.loads(command("extract", returned.pdf).out)
    assert second["number"] == "CVL/2014-15-Q2/2"
    assert second["previous"] == {
        "number": "CVL/2014-15-Q2/1",
        "digest": hashlib.sha256(first.encode()).hexdigest(),
    }


def test_a_statement_changed_after_sign_off_is_not_signed_off(desk: Desk) -> None:
    changed = {"statements": [{"intention": "1(f)", "level": "Substantial", "wording": "It is all well."}]}
    desk.fill(changed)
    said = desk.export()
    assert said.code == 3
    assert "1(f)" in said.err


@pytest.mark.parametrize("stop_at", [0, 3, 7])
def test_a_cancelled_export_leaves_nothing(desk: Desk, stop_at: int) -> None:
    steps: list[str] = []
    signer = open_identity(desk.folder / "lead.p12", PASSPHRASE)
    before = sorted(path.name for path in desk.folder.iterdir())
    with open_file(desk.file) as file, pytest.raises(Cancelled):
        export(
            file,
            None,
            signer,
            Destination(desk.pdf, desk.workbook),
            now=datetime.now(UTC),
            progress=lambda step, done, total: steps.append(step),
            is_cancelled=lambda: len(steps) >= stop_at,
        )
    assert sorted(path.name for path in desk.folder.iterdir()) == before
    assert desk.export("--json").json["number"] == "CVL/2014-15-Q2/1"


def test_a_folder_that_is_not_there_is_said_and_no_number_is_used_up(desk: Desk) -> None:
    said = command(
        "export", desk.file, "--pdf", desk.folder / "nowhere" / "return.pdf", "--identity", desk.folder / "lead.p12",
        "--passphrase-file", secret(desk.folder),
    )  # fmt: skip
    assert said.code == 1
    assert "could not be written" in said.err
    assert desk.export("--json").json["number"] == "CVL/2014-15-Q2/1"


def test_a_wrong_passphrase_of_the_identity_is_said(desk: Desk) -> None:
    wrong = desk.folder / "wrong.txt"
    wrong.write_text("nothing like it at all\n", encoding="utf-8")
    said = command(
        "export", desk.file, "--pdf", desk.pdf, "--identity", desk.folder / "lead.p12", "--passphrase-file", wrong
    )
    assert said.code == 1
    assert "passphrase" in said.err.lower()
    assert not desk.pdf.exists()


def test_an_identity_whose_post_carries_a_marking_signs_nothing(desk: Desk) -> None:
    made = command(
        "identity", "create", desk.folder / "odd.p12", "--name", "P. Lead", "--role", "SECRET", "--organisation",
        "HMP Carrow Vale", "--passphrase-file", secret(desk.folder),
    )  # fmt: skip
    assert made.code == 0
    said = command(
        "export", desk.file, "--pdf", desk.pdf, "--identity", desk.folder / "odd.p12", "--passphrase-file",
        secret(desk.folder),
    )  # fmt: skip
    assert said.code == 1
    assert "carries a marking" in said.err
    assert not desk.pdf.exists()


def test_others_accept_the_return(returned: Desk, foreign_program: Callable[[str], str]) -> None:
    import subprocess

    signed = subprocess.run(
        [foreign_program("pdfsig"), str(returned.pdf)], capture_output=True, text=True, check=False
    ).stdout
    assert "Signature is Valid" in signed
    assert "Total document signed" in signed
    checked = subprocess.run(
        [foreign_program("qpdf"), "--check", str(returned.pdf)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout


def test_a_backup_is_a_sound_copy(returned: Desk) -> None:
    copy = returned.folder / "copy.assure"
    assert command("backup", returned.file, copy).code == 0
    assert command("check", copy).code == 0


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"SQLite format 3\x00" + b"\x00" * 4000])
def test_a_file_that_is_not_ours_is_refused_with_5(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.assure"
    path.write_bytes(content)
    said = command("check", path)
    assert said.code == 5
    assert path.read_bytes() == content


def test_nothing_is_signed_when_exceptions_are_not_named_as_read(begun: Desk) -> None:
    begun.fill(small_fill())
    unlocking = ("--unlock-file", begun.folder / "unlock.txt")
    printed = command("statement", "read", begun.file, *unlocking)
    assert "1f-02  Not met: " in printed.out
    assert "No test was taken in two weeks of August." in printed.out
    assert "  1(e): No score, over 0 of 11 items; 1 withheld." in printed.out
    assert "100, over 1 of 11 items, with the sealed answer counted" in printed.out
    assert "with the sealed answer" not in command("statement", "read", begun.file).out
    assert SEALED not in printed.out
    for options, said in (
        (("--name-exceptions",), "1(f): 1 sealed item is still to be read. Unlock the sealed store to read it."),
        (("--read", "1f-01", *unlocking), "1(f): 1 exception is still to be read."),
        (("--read", "1(f)", *unlocking), "establishment: 10 expectations are still to be declared on."),
        (("--read", "1f-03", *unlocking), "Something named as read is no exception"),
    ):
        refused = command("statement", "sign", begun.file, *options)
        assert (refused.code, said in refused.err) == (1, True), refused.err
    with open_file(begun.file) as file, file.reading() as work:
        assert work.list(SignOff) == []


def test_script_signs_in_one_go_and_is_told_what_it_answers_for(begun: Desk) -> None:
    begun.fill(small_fill())
    read = command("statement", "read", begun.file, "--json").json["read"]
    signed = command("statement", "sign", begun.file, "--period", "2014-15 Q2")
    assert signed.code == 0, signed.err
    assert f"Taken as read, on your word: {', '.join(read)}." in signed.out
    assert "Signed without a declaration on: " in signed.out
    assert "1(f): Limited assurance" in signed.out
    assert "Taken as read" not in command("statement", "sign", begun.file).out


def test_statement_that_its_answers_gainsay_is_not_signed_before_it_names_them(begun: Desk) -> None:
    begun.fill(small_fill())
    first = command("statement", "read", begun.file, "--json").json
    read = ("--read", ",".join(first["read"]), "--unlock-file", begun.folder / "unlock.txt")
    refused = command("statement", "sign", begun.file, "--period", "2014-15 Q2", *read)
    assert refused.code == 1
    assert "The answers say otherwise in 1(f)." in refused.err
    signed = begun.sign_off()
    assert signed.code == 0
    assert "1(f): Limited assurance" in signed.out
    assert begun.sign_off().out.startswith("Signed off: nothing new.")
    with open_file(begun.file) as file, file.reading() as work:
        (whole,) = work.list(Statement, intention_ref=None)
        named = shown(whole.text("cannot_assure"))
    assert named.startswith("1(f): Limited assurance, 1f-02 not met, found as major: F-")
