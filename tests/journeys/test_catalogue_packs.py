"""Catalogue packs from headquarters: signed, shown, taken in for the next period; and questions of our own."""

from __future__ import annotations

import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from app.catalogue.builtin import locate_builtin_pack
from app.services.establishing import begin_period
from app.services.period_content import find_period, load_content
from app.store.file import EstablishmentFile
from tests.journeys.commands import Said, command, new_file, secret
from tests.unit.catalogue_packs import spoil

OWN = """
[[items]]
ref = "1f-60"
title = "Kitchen keys are counted"
question = "Are the kitchen keys counted at each change of shift?"
method = "observe"
weight = 1
evidence_expected = ["the key book"]
guidance = "Stand by at one change of shift."
"""


@pytest.fixture(scope="module")
def headquarters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with headquarters' identity, and its next pack signed: one item new, one other, one withdrawn."""
    folder = tmp_path_factory.mktemp("headquarters")
    pack = next_pack(folder)
    made = command(
        "identity", "create", folder / "hq.p12", "--name", "C. Keeper", "--role", "Head of assurance",
        "--organisation", "Headquarters", "--passphrase-file", secret(folder),
    )  # fmt: skip
    assert made.code == 0, made.err
    assert signed(folder, pack).code == 0
    return folder


def next_pack(folder: Path) -> Path:
    pack = folder / "next"
    shutil.copytree(locate_builtin_pack(), pack)
    spoil(pack, "pack.toml", 'version = "2014.1"', 'version = "2015.1"')
    intention = pack / "intentions/1f.toml"
    text = intention.read_text(encoding="utf-8")
    items = text.split("[[items]]")
    items[1] = items[1].replace('question = "', 'version = 2\nquestion = "Now: ', 1)
    items[2] = items[2].replace('question = "', 'withdrawn = true\nquestion = "', 1)
    new = items[3].replace('ref = "1f-03"', 'ref = "1f-40"').replace('title = "', 'title = "New ', 1)[:6000]
    intention.write_text("[[items]]".join([*items, new]), encoding="utf-8")
    return pack


def signed(folder: Path, pack: Path, out: str = "pack.zip") -> Said:
    return command(
        "catalogue", "sign", pack, "--out", folder / out, "--identity", folder / "hq.p12",
        "--passphrase-file", secret(folder), "--json",
    )  # fmt: skip


def code_of(folder: Path) -> str:
    from app.signing.short_code import short_code
    from app.signing.trust import read_certificates

    return short_code(read_certificates("author", (folder / "hq.pem").read_bytes())[0])


@pytest.fixture
def path(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "carrow.assure"))


def test_a_pack_is_shown_then_taken_in_for_the_next_period(path: Path, headquarters: Path) -> None:
    pack, code = headquarters / "pack.zip", ("--confirm", code_of(headquarters))
    checked = command("catalogue", "check", pack)
    assert checked.code == 0, checked.err
    assert "C. Keeper" in checked.out
    before = path.read_bytes()
    shown = command("catalogue", "import", path, pack, *code, "--preview")
    assert shown.code == 0, shown.err
    for line in ("Added: items 1f-40", "1f-01 (version, question)", "Withdrawn: items 1f-02", "Nothing was changed."):
        assert line in shown.out
    assert path.read_bytes() == before
    taken = command("catalogue", "import", path, pack, *code)
    assert taken.code == 0, taken.err
    with EstablishmentFile.open(path) as file, file.work("Began a period") as work:
        old = find_period(work)
        new = begin_period(work, "2014-15 Q3", None, predecessor=old)
        here, there = load_content(work, old.record.id), load_content(work, new.record.id)
    assert [content.pack.version for content in (here, there)] == ["2014.1", "2015.1"]
    assert "1f-02" in here.answers_by_item()
    asked = [item.ref for item in there.items_of(there.pack.intention("1(f)"))]
    assert "1f-40" in asked
    assert "1f-02" not in asked


def test_a_pack_of_a_stranger_or_without_signature_is_refused(path: Path, headquarters: Path) -> None:
    before = path.read_bytes()
    stranger = command("catalogue", "import", path, headquarters / "pack.zip")
    assert (stranger.code, "not trusted here" in stranger.err) == (4, True), stranger.err
    wrong = command("catalogue", "import", path, headquarters / "pack.zip", "--confirm", "2222-2222")
    assert (wrong.code, "not the code" in wrong.err) == (1, True), wrong.err
    unsigned = command("catalogue", "import", path, headquarters / "next")
    assert (unsigned.code, "not signed" in unsigned.err) == (5, True), unsigned.err
    assert path.read_bytes() == before


def test_a_signer_in_the_register_needs_no_code(path: Path, headquarters: Path, tmp_path: Path) -> None:
    unlock = ("--unlock-file", secret(tmp_path))
    entered = command(
        "trust",
        "add",
        path,
        headquarters / "hq.pem",
        "--role",
        "catalogue",
        "--confirm",
        code_of(headquarters),
        *unlock,
    )
    assert entered.code == 0, entered.err
    taken = command("catalogue", "import", path, headquarters / "pack.zip", *unlock)
    assert taken.code == 0, taken.err


@pytest.mark.parametrize("change", ["edit", "add", "drop", "signature"])
def test_a_pack_that_was_changed_after_signing_is_refused(
    path: Path, headquarters: Path, tmp_path: Path, change: str
) -> None:
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(headquarters / "pack.zip") as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if (change, name) == ("edit", "intentions/1a.toml"):
                content = content.replace(b"summary", b"# x\nsummary", 1)
            if (change, name) == ("signature", "signature.json"):
                content = content.replace(b"A", b"B", 40)
            if (change, name) != ("drop", "intentions/6e.toml"):
                target.writestr(name, content)
        if change == "add":
            target.writestr("intentions/9z.toml", b"ref = 1")
    refused = command("catalogue", "import", path, changed, "--confirm", code_of(headquarters))
    assert refused.code in (1, 5), refused.err
    assert "Traceback" not in refused.err
    with EstablishmentFile.open(path) as file, file.reading() as work:
        assert load_content(work, find_period(work).record.id).pack.version == "2014.1"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('question = "', 'question = "Another thing: ', "asks something else"),
        ('ref = "1f-01"', 'ref = "1f-01"\nown = true', "marked as an establishment's own"),
        ('title = "', 'title = "RESTRICTED: ', "marked RESTRICTED or above"),
    ],
)
def test_a_pack_that_reuses_a_reference_or_bears_a_marking_is_refused(
    path: Path, headquarters: Path, tmp_path: Path, old: str, new: str, said: str
) -> None:
    pack = tmp_path / "reusing"
    shutil.copytree(locate_builtin_pack(), pack)
    spoil(pack, "pack.toml", 'version = "2014.1"', 'version = "2015.2"')
    intention = pack / "intentions/1f.toml"
    text = intention.read_text(encoding="utf-8")
    intention.write_text(text.replace(old, new, 1), encoding="utf-8")
    made = signed(headquarters, pack, "reusing.zip")
    assert made.code == 0, made.err
    refused = command("catalogue", "import", path, headquarters / "reusing.zip", "--confirm", code_of(headquarters))
    is_marked = "RESTRICTED" in new
    assert (refused.code, said in refused.err) == (5 if is_marked else 1, True), refused.err
    assert ("intentions/1f.toml: items.1f-01" in refused.err) is not is_marked


def test_questions_of_our_own_stay_beside_every_later_pack(path: Path, headquarters: Path, tmp_path: Path) -> None:
    items = tmp_path / "own.toml"
    items.write_text(OWN, encoding="utf-8")
    added = command("catalogue", "own", path, items)
    assert (added.code, "1f-60" in added.out) == (0, True), added.err
    taken = command("catalogue", "import", path, headquarters / "pack.zip", "--confirm", code_of(headquarters))
    assert taken.code == 0, taken.err
    assert "1f-60" not in taken.out
    with EstablishmentFile.open(path) as file, file.work("Began a period") as work:
        new = begin_period(work, "2014-15 Q3", date(2015, 1, 30), predecessor=find_period(work))
        content = load_content(work, new.record.id)
    asked = [item.ref for item in content.items_of(content.pack.intention("1(f)"))]
    assert {"1f-40", "1f-60"} <= set(asked)
    items.write_text(OWN.replace("counted at", "weighed at"), encoding="utf-8")
    other = command("catalogue", "own", path, items)
    assert (other.code, "asks something else" in other.err) == (1, True), other.err


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ('ref = "1f-60"', 'ref = "1f-01"', 1, "headquarters'"),
        ('ref = "1f-60"', 'ref = "9f-60"', 1, "not written as it should be"),
        ("weight = 1", "weight = 9", 1, "must be at most 3"),
        ('title = "Kitchen keys are counted"', "colour = 1", 1, "is not a key that belongs here"),
        ("kitchen keys", "RESTRICTED: kitchen keys", 3, "marked or name a person"),
        ("kitchen keys", "keys of A1234AA", 3, "marked or name a person"),
        ("[[items]]", "[[items", 1, "not TOML"),
    ],
)
def test_questions_of_our_own_are_held_to_the_catalogues_form(
    path: Path, tmp_path: Path, old: str, new: str, code: int, said: str
) -> None:
    items = tmp_path / "own.toml"
    items.write_text(OWN.replace(old, new), encoding="utf-8")
    before = path.read_bytes()
    refused = command("catalogue", "own", path, items)
    assert (refused.code, said in refused.err) == (code, True), refused.err
    assert path.read_bytes() == before


def test_a_work_pack_takes_no_catalogue(tmp_path: Path, headquarters: Path) -> None:
    assert command("pack", "make", new_file(tmp_path), tmp_path, "--intention", "1(f)").code == 0
    pack = next(tmp_path.glob("* pack 1f.assure"))
    refused = command("catalogue", "import", pack, headquarters / "pack.zip", "--confirm", code_of(headquarters))
    assert (refused.code, "This is a work pack" in refused.err) == (1, True), refused.err
