"""Work packs by the command line: taken away, worked on, taken back, undone."""

from __future__ import annotations

from pathlib import Path

from app.domain.records import Answer, Result
from app.domain.text import shown as shown_words
from app.services.unlocking import open_file
from tests.journeys.commands import command, fill_file, new_file, secret
from tests.journeys.fills import SEALED, small_fill


def test_a_function_head_works_away_and_comes_back(tmp_path: Path) -> None:
    path, drive = new_file(tmp_path), tmp_path / "drive"
    drive.mkdir()
    assert fill_file(tmp_path, path, small_fill()).code == 0
    unlock = ("--unlock-file", secret(tmp_path))
    refused = command("pack", "make", path, drive, *unlock)
    assert (refused.code, "no passphrase" in refused.err) == (1, True), refused.err
    made = command(
        "pack", "make", path, drive, "--intention", "1(f)", "--owner-unlock-file", secret(tmp_path), *unlock, "--json"
    )
    assert made.code == 0, made.err
    (pack,) = made.json["packs"]
    assert (pack["owner"], pack["intentions"], pack["has_sealed_store"]) == ("Head of Drug Strategy", ["1(f)"], True)
    assert SEALED.encode() not in Path(pack["file"]).read_bytes()

    away = {"answers": [{"item": "1f-02", "result": "Partly met", "narrative": "One week was made up."}]}
    assert fill_file(tmp_path, Path(pack["file"]), away).code == 0
    here = {"answers": [{"item": "1f-02", "result": "Met", "narrative": "All weeks were made up."}]}
    assert fill_file(tmp_path, path, here).code == 0
    assert "1(e)" in fill_file(tmp_path, Path(pack["file"]), {"not_due": ["1e-01"]}).err

    listed = command("pack", "list", path)
    assert listed.out.startswith("Out: 1(f), Head of Drug Strategy, 2014-15, quarter 2")
    shown = command("pack", "merge", path, pack["file"], "--preview", *unlock)
    assert "Both changed 1f-02 answer: result" in shown.out
    assert command("pack", "list", path).out.startswith("Out")
    taken = command("pack", "merge", path, pack["file"], *unlock, "--json")
    assert taken.code == 0, taken.err
    assert [change["conflicts"] for change in taken.json["changes"]] == [["result", "narrative"]]
    again = command("pack", "merge", path, pack["file"], *unlock)
    assert (again.code, "taken back already" in again.err) == (1, True), again.err
    assert b"One week was made up." in path.read_bytes()
    assert b"All weeks were made up." in path.read_bytes()
    assert command("check", path).code == 0

    assert command("pack", "undo", path).code == 0
    assert command("pack", "list", path).out.startswith("Out")
    assert b"One week was made up." not in path.read_bytes()

    previewed = command("pack", "merge", path, pack["file"], "--preview", *unlock, "--json").json["changes"]
    result, narrative = previewed[0]["keys"]
    assert f"[{narrative}]" in shown.out
    wrong = command("pack", "merge", path, pack["file"], *unlock, "--choose", f"{narrative}=mine")
    assert (wrong.code, "ours, theirs or both" in wrong.err) == (1, True), wrong.err
    chosen = ("--choose", f"{narrative}=theirs", "--choose", f"{result}=ours")
    assert command("pack", "merge", path, pack["file"], *unlock, *chosen).code == 0
    with open_file(path) as file, file.reading() as work:
        (entry,) = work.list(Answer, item_ref="1f-02")
    assert (entry.record.result, shown_words(entry.text("narrative"))) == (Result.MET, "One week was made up.")


def test_a_return_leaves_from_the_establishments_own_file_alone(tmp_path: Path) -> None:
    path = new_file(tmp_path)
    assert command("pack", "make", path, tmp_path, "--intention", "1(f)").code == 0
    pack = next(tmp_path.glob("* pack 1f.assure"))
    identity = tmp_path / "a.p12"
    made = command(
        "identity", "create", identity, "--name", "A", "--role", "Audit lead", "--organisation", "HMP Carrow Vale",
        "--passphrase-file", secret(tmp_path),
    )  # fmt: skip
    assert made.code == 0, made.err
    refused = command(
        "export", pack, "--pdf", tmp_path / "r.pdf", "--identity", identity, "--passphrase-file", secret(tmp_path)
    )
    assert (refused.code, "This is a work pack" in refused.err) == (1, True), refused.err
    assert not (tmp_path / "r.pdf").exists()
    unknown = command("pack", "make", path, tmp_path, "--intention", "9(z)")
    assert (unknown.code, "apply here" in unknown.err) == (1, True), unknown.err
