"""Work packs on real files: made, worked on, taken back; in any order the same, and nothing dropped."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from app.domain.catalogue_terms import Country, Sector
from app.domain.errors import BadFile, Cancelled, UserError
from app.domain.merging import BETWEEN, Side
from app.domain.record import Record
from app.domain.records import (
    RECORD_TYPES,
    Action,
    Answer,
    Attachment,
    Evidence,
    Finding,
    Grade,
    MarkingDecision,
    Ownership,
    Result,
    SignOff,
    Statement,
    Unsealing,
)
from app.domain.registers.every import BY_KIND
from app.domain.text import Passage
from app.services.acting import NewAction, add_action
from app.services.answering import Question, draft_narrative, record_result, write_narrative
from app.services.deciding import keep_passage
from app.services.establishing import NewEstablishment, begin_period, establish
from app.services.evidencing import NewEvidence, attach_files
from app.services.finding import NewFinding, add_finding
from app.services.packing import NEVER_PACKED, MadePack, list_packs, make_pack, make_packs_of_owners
from app.services.period_content import find_period, load_content
from app.services.planning import begin_next
from app.services.sealing_copies import Phrase
from app.services.spilling import find_spillage
from app.services.taking_back import TakenBack, preview_pack, take_back
from app.services.undoing_merge import can_undo, undo_take_back
from app.store.file import EstablishmentFile
from tests.services.begun_files import PASSPHRASE, TODAY, Begun, at, begun_file

SEALED = "the quiet zebra lanterns drift beyond the eastern sluice"
NOW = at(TODAY)


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    with begun_file(tmp_path) as made:
        for ref in ("1(a)", "1(f)"):
            with made.file.work("Gave an owner") as work:
                work.put(Ownership(period_id=made.period_id, intention_ref=ref, post_id=made.post_id))
        yield made


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    folder = tmp_path / "drive"
    folder.mkdir()
    return folder


def question(begun: Begun, item: str = "1f-01") -> Question:
    return Question(begun.period_id, item)


def answer(begun: Begun, file: EstablishmentFile, result: Result, words: str, item: str = "1f-01") -> None:
    record_result(file, question(begun, item), result, person_id=begun.other_id, on=TODAY)
    write_narrative(file, question(begun, item), begun.text(words), person_id=begun.other_id)


def answer_as(begun: Begun, result: Result, words: str, item: str, pack: EstablishmentFile) -> None:
    answer(begun, pack, result, words, item)


def out(begun: Begun, drive: Path, *refs: str) -> MadePack:
    return make_pack(begun.file, drive, refs or ("1(f)",), now=NOW)


def work_on(pack: Path, work: Callable[[EstablishmentFile], object], passphrase: str | None = None) -> None:
    with EstablishmentFile.open(pack) as file:
        if passphrase:
            file.unlock(passphrase)
        work(file)


def answers(file: EstablishmentFile) -> dict[str, tuple[Result | None, list[str | None]]]:
    with file.reading() as work:
        return {
            entry.record.item_ref: (entry.record.result, [part.content for part in entry.texts.get("narrative", ())])
            for entry in work.list(Answer)
        }


def test_a_pack_is_a_sound_file_that_holds_its_intentions_alone(begun: Begun, drive: Path) -> None:
    answer(begun, begun.file, Result.MET, "The plan was read.")
    answer(begun, begun.file, Result.MET, "Not for them.", "1a-01")
    made = out(begun, drive)
    assert made.path.name == "EX 2026-27-Q2 pack 1f.assure"
    with EstablishmentFile.open(made.path) as pack:
        assert pack.inspect().is_sound
        assert set(answers(pack)) == {"1f-01"}
        with pack.reading() as work:
            content = load_content(work, begun.period_id)
        assert [each.ref for each in content.pack.intentions if content.applies(each)] == ["1(f)"]
    assert b"Not for them." not in made.path.read_bytes()


def test_what_was_done_in_the_pack_comes_back_whole(begun: Begun, drive: Path, tmp_path: Path) -> None:
    answer(begun, begun.file, Result.MET, "As it was.")
    register = tmp_path / "register.txt"
    register.write_text("Line by line.", encoding="utf-8")
    made = out(begun, drive)

    def edit(pack: EstablishmentFile) -> None:
        answer(begun, pack, Result.NOT_MET, "Two weeks are missing.")
        answer(begun, pack, Result.MET, "Begun in the pack.", "1f-02")
        new = NewFinding(begun.text("No test in August"), Grade.MAJOR, "1f-01", begun.text("Leave was not covered."))
        add_finding(pack, begun.period_id, new, NewAction(begun.text("Cover leave")), person_id=begun.other_id)
        evidence = NewEvidence((), item_refs=("1f-01",))
        attach_files(pack, begun.period_id, evidence, [(register, begun.text("Register"))], person_id=begun.other_id)
        draft_narrative(pack, question(begun, "1f-02"), begun.text("Typed last."), person_id=begun.other_id)

    work_on(made.path, edit)
    before = made.path.read_bytes()
    shown = preview_pack(begun.file, made.path)
    assert answers(begun.file)["1f-01"] == (Result.MET, ["As it was."])
    taken = take_back(begun.file, made.path, now=NOW)
    assert made.path.read_bytes() == before
    assert (taken.changes, taken.conflicts) == (shown.changes, [])
    assert answers(begun.file) == {
        "1f-01": (Result.NOT_MET, ["Two weeks are missing."]),
        "1f-02": (Result.MET, ["Typed last."]),
    }
    with begun.file.reading() as work:
        assert [entry.record.finding_id for entry in work.list(Action)] == [work.list(Finding)[0].record.id]
        (evidence,) = work.list(Evidence)
        attachment = work.get(Attachment, evidence.record.attachment_id or "")
    assert attachment is not None
    assert attachment.record.content == b"Line by line."
    assert begun.file.inspect().is_sound
    assert [state.returned_at for state in list_packs(begun.file)] == [NOW]


def test_both_versions_stand_when_both_changed_one_text(begun: Begun, drive: Path) -> None:
    answer(begun, begun.file, Result.MET, "As it was.")
    made = out(begun, drive)
    answer(begun, begun.file, Result.PARTLY_MET, "Ours.")
    work_on(made.path, lambda pack: answer(begun, pack, Result.NOT_MET, "Theirs."))
    shown = preview_pack(begun.file, made.path)
    assert [(change.place, conflict.field) for change, conflict in shown.conflicts] == [
        ("1f-01", "result"),
        ("1f-01", "narrative"),
    ]
    take_back(begun.file, made.path, now=NOW)
    assert answers(begun.file)["1f-01"] == (Result.NOT_MET, ["Ours.", BETWEEN, "Theirs."])
    with begun.file.reading() as work:
        (entry,) = work.list(Answer)
        history = [revision.columns for revision in work.history(Answer, entry.record.id)]
    assert {columns["result"] for columns in history if columns} >= {"met", "partly_met", "not_met"}


@pytest.mark.parametrize(("side", "kept"), [(Side.OURS, "Ours."), (Side.THEIRS, "Theirs.")])
def test_one_side_can_be_kept_and_history_keeps_the_other(begun: Begun, drive: Path, side: Side, kept: str) -> None:
    answer(begun, begun.file, Result.MET, "As it was.")
    made = out(begun, drive)
    answer(begun, begun.file, Result.MET, "Ours.")
    work_on(made.path, lambda pack: answer(begun, pack, Result.MET, "Theirs."))
    take_back(begun.file, made.path, now=NOW, side=side)
    assert answers(begun.file)["1f-01"][1] == [kept]
    with begun.file.reading() as work:
        (entry,) = work.list(Answer)
        texts = [revision.texts or {} for revision in work.history(Answer, entry.record.id)]
    said = {part.content for each in texts for part in each.get("narrative", ())}
    assert said >= {"As it was.", "Ours.", "Theirs."}


def test_a_side_is_chosen_conflict_by_conflict(begun: Begun, drive: Path) -> None:
    for ref in ("1f-01", "1f-02"):
        answer(begun, begun.file, Result.MET, "As it was.", ref)
    made = out(begun, drive)
    for ref in ("1f-01", "1f-02"):
        answer(begun, begun.file, Result.PARTLY_MET, "Ours.", ref)
        work_on(made.path, partial(answer_as, begun, Result.NOT_MET, "Theirs.", ref))
    named = {
        (change.place, conflict.field): change.key(conflict)
        for change, conflict in preview_pack(begun.file, made.path).conflicts
    }
    choices = {
        named["1f-01", "result"]: Side.OURS, named["1f-01", "narrative"]: Side.THEIRS,
        named["1f-02", "narrative"]: Side.OURS,
    }  # fmt: skip
    before = answers(begun.file)
    with pytest.raises(UserError, match="names no conflict"):
        take_back(begun.file, made.path, now=NOW, choices={**choices, "1f-01.result": Side.OURS})
    assert answers(begun.file) == before
    take_back(begun.file, made.path, now=NOW, choices=choices)
    assert answers(begun.file) == {"1f-01": (Result.PARTLY_MET, ["Theirs."]), "1f-02": (Result.NOT_MET, ["Ours."])}
    with begun.file.reading() as work:
        histories = [work.history(Answer, entry.record.id) for entry in work.list(Answer)]
    for history in histories:
        said = {part.content for each in history for part in (each.texts or {}).get("narrative", ())}
        assert said >= {"As it was.", "Ours.", "Theirs."}


def test_nothing_is_taken_when_it_is_cancelled(begun: Begun, drive: Path) -> None:
    made = out(begun, drive)
    work_on(made.path, lambda pack: answer(begun, pack, Result.NOT_MET, "Theirs."))
    told: list[tuple[str, int, int]] = []

    def cancelled() -> bool:
        return len(told) > 3

    with pytest.raises(Cancelled):
        take_back(begun.file, made.path, now=NOW, progress=lambda *step: told.append(step), is_cancelled=cancelled)
    assert told[0][0] == "Taking the pack back"
    assert answers(begun.file) == {}
    take_back(begun.file, made.path, now=NOW)
    assert answers(begun.file) == {"1f-01": (Result.NOT_MET, ["Theirs."])}


def test_sealed_text_travels_under_its_owners_passphrase_and_comes_back_without_it(begun: Begun, drive: Path) -> None:
    begun.set_up_store()
    text = [*begun.text("Before. "), Passage(content=SEALED, marking="restricted")]
    write_narrative(begun.file, question(begun), text, person_id=None)
    made = out(begun, drive)
    assert made.has_sealed_store
    assert SEALED.encode() not in made.path.read_bytes()

    def edit(pack: EstablishmentFile) -> None:
        assert answers(pack)["1f-01"][1] == ["Before. ", SEALED]
        more = [*begun.text("After. "), Passage(content=f"{SEALED} again", marking="restricted")]
        write_narrative(pack, question(begun), more, person_id=None)
        write_narrative(pack, question(begun, "1f-02"), text, person_id=None)

    work_on(made.path, edit, PASSPHRASE)
    take_back(begun.file, made.path, now=NOW)
    assert answers(begun.file) == {
        "1f-01": (None, ["After. ", f"{SEALED} again"]),
        "1f-02": (None, ["Before. ", SEALED]),
    }
    assert begun.file.sealed_faults() == 0
    assert SEALED.encode() not in begun.file.path.read_bytes()


def test_sealed_text_does_not_travel_without_somebody_to_open_it(begun: Begun, drive: Path) -> None:
    begun.set_up_store()
    write_narrative(begun.file, question(begun), [Passage(content=SEALED, marking="restricted")], person_id=None)
    with pytest.raises(UserError, match="no passphrase"):
        make_pack(begun.file, drive, ("1(f)",), now=NOW, post="Audit lead")
    assert list(drive.iterdir()) == []
    made = make_pack(begun.file, drive, ("1(f)",), now=NOW, post="Audit lead", passphrase="another passphrase here")
    work_on(made.path, lambda pack: answer(begun, pack, Result.MET, "Seen."), "another passphrase here")
    begun.file.lock()
    with pytest.raises(UserError, match="Unlock the sealed store"):
        preview_pack(begun.file, made.path)
    begun.file.unlock(PASSPHRASE)
    take_back(begun.file, made.path, now=NOW)
    assert answers(begun.file)["1f-01"] == (Result.MET, ["Seen."])


def test_a_pack_whose_passphrase_was_changed_asks_for_it(begun: Begun, drive: Path) -> None:
    begun.set_up_store()
    made = out(begun, drive)

    def change(pack: EstablishmentFile) -> None:
        (slot,) = pack.keys.slots()
        pack.keys.change_passphrase(slot.id, "a wholly other passphrase")
        write_narrative(pack, question(begun), [Passage(content=SEALED, marking="restricted")], person_id=None)

    work_on(made.path, change, PASSPHRASE)
    with pytest.raises(UserError, match="passphrase of its own"):
        preview_pack(begun.file, made.path)
    take_back(begun.file, made.path, now=NOW, passphrase="a wholly other passphrase")
    assert answers(begun.file)["1f-01"][1] == [SEALED]


def test_words_sealed_at_home_do_not_come_back_in_plain(begun: Begun, drive: Path) -> None:
    begun.set_up_store()
    answer(begun, begun.file, Result.MET, f"It was seen that {SEALED} twice.")
    made = out(begun, drive)
    text = [*begun.text("It was seen that "), Passage(content=SEALED, marking="restricted")]
    write_narrative(begun.file, question(begun), text, person_id=None)
    work_on(
        made.path,
        lambda pack: answer(begun, pack, Result.MET, f"It was seen that {SEALED} three times."),
        PASSPHRASE,
    )
    take_back(begun.file, made.path, now=NOW)
    begun.file.purge_if_due()
    assert SEALED.encode() not in begun.file.path.read_bytes()
    assert f"It was seen that {SEALED} three times." in answers(begun.file)["1f-01"][1]


def test_a_sign_off_in_the_pack_counts_here_unless_the_statement_reads_otherwise(begun: Begun, drive: Path) -> None:
    for is_changed_here in (False, True):
        with begun.file.work("Stated") as work:
            found = work.list(Statement, intention_ref="1(f)")
            record = found[0].record if found else Statement(period_id=begun.period_id, intention_ref="1(f)")
            work.put(record, {"wording": begun.text(f"Before, {is_changed_here}.")})
        made = out(begun, drive)

        def sign(pack: EstablishmentFile) -> None:
            with pack.work("Signed off") as work:
                (entry,) = work.list(Statement)
                signed = work.put(entry.record, {"wording": begun.text("It is sound.")})
                act = SignOff(
                    statement_id=signed.record.id,
                    revision_id=signed.revision_id or "",
                    person_id=begun.holder_id,
                    post_id=begun.post_id,
                    signed_at=NOW,
                )
                work.put(act)

        work_on(made.path, sign)
        if is_changed_here:
            with begun.file.work("Stated") as work:
                work.put(work.list(Statement)[0].record, {"wording": begun.text("It is not.")})
        taken = take_back(begun.file, made.path, now=NOW)
        made.path.unlink()
        with begun.file.reading() as work:
            content = load_content(work, begun.period_id)
        statement = content.statement("1(f)")
        assert statement is not None
        assert (content.sign_off_of(statement) is None) == is_changed_here
        assert bool(taken.notes) == is_changed_here


def test_decisions_on_words_come_back_bound_to_them(begun: Begun, drive: Path) -> None:
    made = out(begun, drive)

    def decide(pack: EstablishmentFile) -> None:
        write_narrative(pack, question(begun), begun.text("Prisoner A1234AA was asked."), person_id=None)
        with pack.work("Decided") as work:
            (entry,) = work.list(Answer)
            keep_passage(work, entry.text("narrative")[0], "It is invented.", pack.scheme)

    work_on(made.path, decide)
    take_back(begun.file, made.path, now=NOW)
    with begun.file.reading() as work:
        decisions = work.list(MarkingDecision)
        (entry,) = work.list(Answer)
    passage = entry.text("narrative")[0]
    assert [(d.record.passage_id, d.record.revision_id) for d in decisions] == [(passage.id, passage.revision_id)]


def test_what_was_unsealed_in_the_pack_comes_back_with_its_reason(begun: Begun, drive: Path) -> None:
    begun.set_up_store()
    write_narrative(begun.file, question(begun), [Passage(content=SEALED, marking="restricted")], person_id=None)
    made = out(begun, drive)

    def unseal(pack: EstablishmentFile) -> None:
        with pack.work("Unsealed") as work:
            (entry,) = work.list(Answer)
            passage = entry.text("narrative")[0]
            work.unseal(Answer, entry.record.id, begun.text("It is public now."), passage_id=passage.id)

    work_on(made.path, unseal, PASSPHRASE)
    take_back(begun.file, made.path, now=NOW)
    with begun.file.reading() as work:
        (entry,) = work.list(Answer)
        (reason,) = work.list(Unsealing)
    assert not entry.text("narrative")[0].is_sealed
    assert reason.record.revision_id == entry.revision_id


def test_a_pack_is_taken_back_once_and_only_by_the_file_it_was_made_from(begun: Begun, drive: Path) -> None:
    older = begun.file.path.with_name("older.assure")
    shutil.copy(begun.file.path, older)
    made = out(begun, drive)
    with EstablishmentFile.open(older) as file, pytest.raises(UserError, match="does not know that pack"):
        preview_pack(file, made.path)
    with pytest.raises(UserError, match="no work pack"):
        preview_pack(begun.file, older)
    with EstablishmentFile.open(made.path) as pack, pytest.raises(UserError, match="This is a work pack"):
        make_pack(pack, drive, ("1(f)",), now=NOW)
    take_back(begun.file, made.path, now=NOW)
    with pytest.raises(UserError, match="taken back already"):
        take_back(begun.file, made.path, now=NOW)


def test_a_pack_of_another_file_is_refused(begun: Begun, drive: Path, tmp_path: Path) -> None:
    new = NewEstablishment("HMP Other", "OTH", Sector.PUBLIC, Country.ENGLAND, "2026-27, quarter 2")
    with establish(tmp_path / "other.assure", new, today=TODAY) as other:
        made = make_pack(other, drive, ("1(f)",), now=NOW)
    with pytest.raises(UserError, match="another file"):
        preview_pack(begun.file, made.path)


def test_one_act_makes_the_packs_of_all_owners_who_have_none_out(begun: Begun, drive: Path) -> None:
    with begun.file.work("Gave an owner") as work:
        lead = next(post for post in load_content(work, begun.period_id).posts if not post.record.is_head)
        work.put(Ownership(period_id=begun.period_id, intention_ref="2(a)", post_id=lead.record.id))
    made = make_packs_of_owners(begun.file, drive, now=NOW)
    assert [(pack.post, pack.intentions) for pack in made] == [
        ("Governor", ("1(a)", "1(f)")),
        ("Audit lead", ("2(a)",)),
    ]
    with pytest.raises(UserError, match="No owner is without a pack"):
        make_packs_of_owners(begun.file, drive, now=NOW)
    take_back(begun.file, made[0].path, now=NOW)
    assert [(state.post, state.returned_at is None) for state in list_packs(begun.file)] == [
        ("Audit lead", True),
        ("Governor", False),
    ]


def test_no_pack_is_left_when_one_of_all_cannot_be_made(begun: Begun, drive: Path) -> None:
    with begun.file.work("Gave an owner") as work:
        lead = next(post for post in load_content(work, begun.period_id).posts if not post.record.is_head)
        work.put(Ownership(period_id=begun.period_id, intention_ref="2(a)", post_id=lead.record.id))
    (drive / "EX 2026-27-Q2 pack 2a.assure").write_bytes(b"something of theirs")
    with pytest.raises(UserError, match="file of this name"):
        make_packs_of_owners(begun.file, drive, now=NOW)
    assert [path.name for path in drive.iterdir()] == ["EX 2026-27-Q2 pack 2a.assure"]
    assert list_packs(begun.file) == []


def test_taking_back_can_be_undone_until_something_else_is_changed(begun: Begun, drive: Path) -> None:
    answer(begun, begun.file, Result.MET, "As it was.")
    made = out(begun, drive)
    work_on(made.path, lambda pack: answer(begun, pack, Result.NOT_MET, "Theirs."))
    take_back(begun.file, made.path, now=NOW)
    assert can_undo(begun.file)
    undo_take_back(begun.file)
    assert begun.file.inspect().is_sound
    assert answers(begun.file)["1f-01"] == (Result.MET, ["As it was."])
    assert [state.returned_at for state in list_packs(begun.file)] == [None]
    take_back(begun.file, made.path, now=NOW)
    add_action(begun.file, begun.period_id, NewAction(begun.text("Go on"), item_ref="1f-01"), person_id=None)
    assert not can_undo(begun.file)
    with pytest.raises(UserError, match="changed after the pack was taken back"):
        undo_take_back(begun.file)


def test_undo_says_so_when_there_is_nothing_to_undo(begun: Begun) -> None:
    with pytest.raises(UserError, match="nothing to undo"):
        undo_take_back(begun.file)


def test_undo_keeps_the_file_as_it_is_when_the_backup_is_damaged(begun: Begun, drive: Path) -> None:
    answer(begun, begun.file, Result.MET, "As it was.")
    made = out(begun, drive)
    taken = take_back(begun.file, made.path, now=NOW)
    assert taken.backup is not None
    content = bytearray(taken.backup.read_bytes())
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    taken.backup.write_bytes(content)
    with pytest.raises(UserError):
        undo_take_back(begun.file)
    assert [state.returned_at for state in list_packs(begun.file)] == [NOW]


WORDS = ["Read on the wing.", "Nobody was asked.", "Two dates are missing.", "The log is whole."]


def edit_at_random(begun: Begun, file: EstablishmentFile, dice: random.Random) -> None:
    """Do a handful of what people do to two questions: answer, write, seal, withhold, find, take out."""
    for _ in range(4):
        asked = question(begun, dice.choice(["1f-01", "1f-02"]))
        words, other = dice.sample(WORDS, 2)
        match dice.randrange(6):
            case 0:
                record_result(file, asked, dice.choice(list(Result)), person_id=None, on=TODAY)
            case 1:
                write_narrative(file, asked, begun.text(words), person_id=None)
            case 2:
                text = [*begun.text(words), Passage(content=f"{SEALED} {other}", marking="restricted")]
                write_narrative(file, asked, text, person_id=None)
            case 3:
                new = NewAction(begun.text(words), item_ref=asked.item_ref)
                add_action(file, begun.period_id, new, person_id=None)
            case 4:
                with file.work("Withheld") as work:
                    for entry in work.list(Answer, item_ref=asked.item_ref):
                        work.put(entry.record, is_withheld=True)
            case 5:
                with file.work("Took out") as work:
                    for action in work.list(Action)[:1]:
                        work.delete(Action, action.record.id)


def all_that_is_said(file: EstablishmentFile) -> list[object]:
    """Return what every record says, without the ids by which it says it."""
    said: list[object] = []
    with file.reading() as work:
        for kind in RECORD_TYPES:
            if kind not in NEVER_PACKED:
                said += [(kind.KIND, columns(entry.record), texts(entry.texts)) for entry in work.list(kind)]
    return sorted(said, key=str)


def columns(record: Record) -> dict[str, object]:
    said = record.model_dump(exclude={"id", "content", "passage_id", "revision_id", "reference"})
    return {name: bool(value) if name.endswith("_id") else value for name, value in said.items()}


def texts(said: Any) -> dict[str, list[tuple[str, str | None]]]:
    return {name: [(part.marking, part.content) for part in text] for name, text in said.items() if text}


@pytest.mark.parametrize("seed", range(2))
def test_edits_of_several_people_come_to_the_same_in_any_order(begun: Begun, drive: Path, seed: int) -> None:
    dice = random.Random(seed)
    begun.set_up_store()
    edit_at_random(begun, begun.file, dice)
    packs: list[Path] = []
    for name in ("first", "second"):
        (drive / name).mkdir()
        packs.append(make_pack(begun.file, drive / name, ("1(f)",), now=NOW).path)
    for pack in packs:
        work_on(pack, lambda file: edit_at_random(begun, file, dice), PASSPHRASE)
    edit_at_random(begun, begun.file, dice)
    home = begun.file.path
    begun.file.close()
    results = []
    for index, order in enumerate(permutations(packs)):
        copy = home.with_name(f"copy{index}.assure")
        shutil.copy(home, copy)
        taken = [*merged_in(copy, order)]
        with EstablishmentFile.open(copy) as file:
            assert file.inspect().is_sound
            file.unlock(PASSPHRASE)
            assert file.sealed_faults() == 0
            results.append(all_that_is_said(file))
        assert all(each.changes or not each.conflicts for each in taken)
    assert results[0] == results[1]


def merged_in(path: Path, packs: Sequence[Path]) -> Iterator[TakenBack]:
    with EstablishmentFile.open(path) as file:
        file.unlock(PASSPHRASE)
        for pack in packs:
            yield take_back(file, pack, now=NOW)


def test_entries_of_registers_go_along_and_come_back(begun: Begun, drive: Path) -> None:
    risk_type, schedule_type, made_type = (BY_KIND[k].record_type for k in ("risk", "check_schedule", "check_made"))
    with begun.file.work("Began a period") as work:
        later = begin_period(work, "2026-27, quarter 3", None, predecessor=find_period(work))
        risk = work.put(risk_type(period_id=begun.period_id, intention_ref="1(f)"), {"title": begun.text("Drones")})
        work.put(risk_type(period_id=begun.period_id, intention_ref="1(a)"), {"title": begun.text("Elsewhere")})
        schedule = work.put(schedule_type(period_id=begun.period_id, intention_ref="1(f)"))
        said = {"check_id": schedule.record.id, "cases": 20, "exceptions": 2}
        check = work.put(made_type.model_validate({"period_id": later.record.id, **said}))
    made = make_pack(begun.file, drive, ("1(f)",), now=NOW)

    def edit(pack: EstablishmentFile) -> None:
        with pack.work("Changed") as work:
            content = load_content(work, later.record.id)
            assert [each.record.id for each in content.registers["risk"]] == [risk.record.id]
            work.put(risk.record, {"title": begun.text("Drones over the yard")})
            record = work.list(made_type)[0].record
            work.put(made_type.model_validate({**record.model_dump(), "cases": 5, "exceptions": 1}))

    work_on(made.path, edit)
    with begun.file.work("Changed") as work:
        work.put(made_type.model_validate({**check.record.model_dump(), "cases": 30, "exceptions": 3}))
    taken = take_back(begun.file, made.path, now=NOW)
    assert [conflict.field for _, conflict in taken.conflicts] == ["cases"]
    with begun.file.reading() as work:
        titles = [[part.content for part in entry.text("title")] for entry in work.list(risk_type)]
        merged = work.list(made_type)[0].record.model_dump()
    assert titles == [["Drones over the yard"], ["Elsewhere"]]
    assert (merged["cases"], merged["exceptions"]) in {(5, 1), (30, 3)}


def test_no_period_begins_in_a_pack(begun: Begun, drive: Path) -> None:
    made = out(begun, drive)
    with EstablishmentFile.open(made.path) as pack, pytest.raises(UserError, match="This is a work pack"):
        begin_next(pack, begun.period_id, "2026-27 Q3", None, person_id=None)


def test_a_spillage_lists_the_packs_that_may_hold_it(begun: Begun, drive: Path) -> None:
    begun.set_up_store()
    text = [Passage(content=SEALED, marking="restricted")]
    write_narrative(begun.file, question(begun), text, person_id=None)
    out(begun, drive)
    sentences = find_spillage(begun.file, Phrase(SEALED)).sentences
    assert any("work pack of 1(f)" in sentence and "not come back" in sentence for sentence in sentences), sentences


def test_a_damaged_pack_is_refused_and_changes_nothing(begun: Begun, drive: Path) -> None:
    answer(begun, begun.file, Result.MET, "As it was.")
    made = out(begun, drive)
    content = made.path.read_bytes()
    at_words = content.index(b"As it was.")
    made.path.write_bytes(content[:at_words] + b"As it is! " + content[at_words + 10 :])
    with pytest.raises(BadFile, match="damaged"):
        take_back(begun.file, made.path, now=NOW)
    assert answers(begun.file)["1f-01"] == (Result.MET, ["As it was."])
    assert [state.returned_at for state in list_packs(begun.file)] == [None]
