"""Evidence in a real file."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.errors import FaultsError, Refused, UserError
from app.domain.records import Attachment, Evidence, EvidenceLink
from app.domain.text import shown
from app.services import evidencing
from app.services.attaching import MAX_ATTACHMENT_BYTES
from app.services.evidence_files import KnownFiles, attached_size, file_faults
from app.services.evidencing import Attached, NewEvidence, Seen, attach_files, cite_seen
from app.store.errors import SealNeeded
from tests.services.begun_files import TODAY, Begun, at, begun_file

WORDS = b"Register of tests, June to August"


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    with begun_file(tmp_path) as made:
        yield made


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "register.txt"
    path.write_bytes(WORDS)
    return path


def attach(begun: Begun, path: Path, *, items: tuple[str, ...] = ("1f-03",), is_withheld: bool = False) -> str:
    new = NewEvidence((), items, kind="record", is_withheld=is_withheld)
    return attach_one(begun, new, path).evidence.record.id


def attach_one(begun: Begun, new: NewEvidence, path: Path) -> Attached:
    titled = [(path, begun.text("Test register"))]
    return attach_files(begun.file, begun.period_id, new, titled, person_id=begun.other_id)[0]


def cited(begun: Begun, evidence_id: str) -> set[str]:
    with begun.file.reading() as work:
        return {link.record.item_ref for link in work.list(EvidenceLink, evidence_id=evidence_id)}


def test_file_is_kept_under_a_name_of_its_own(begun: Begun, paper: Path) -> None:
    evidence_id = attach(begun, paper)
    with begun.file.reading() as work:
        entry = work.get(Evidence, evidence_id)
        assert entry is not None
        assert shown(entry.text("file_name")) == "register.txt"
        assert entry.record.attachment_id not in (None, "register.txt")
        assert attached_size(work, str(entry.record.attachment_id)) == len(WORDS)
    assert cited(begun, evidence_id) == {"1f-03"}


def test_same_bytes_are_cited_and_not_kept_twice(begun: Begun, paper: Path, tmp_path: Path) -> None:
    first = attach(begun, paper)
    again = tmp_path / "copy of register.txt"
    again.write_bytes(WORDS)
    attached = attach_one(begun, NewEvidence((), ("1f-03", "1e-04")), again)
    assert attached.is_duplicate
    assert attached.cited_now == ("1e-04",)
    assert attached.evidence.record.id == first
    assert cited(begun, first) == {"1f-03", "1e-04"}
    with begun.file.reading() as work:
        assert len(work.list(Attachment)) == 1


def test_same_bytes_twice_in_one_drop_are_kept_once(begun: Begun, paper: Path, tmp_path: Path) -> None:
    again = tmp_path / "copy.txt"
    again.write_bytes(WORDS)
    titled = [(paper, begun.text("Register")), (again, begun.text("Copy"))]
    added = attach_files(begun.file, begun.period_id, NewEvidence((), ("1f-03",)), titled, person_id=None)
    assert [each.is_duplicate for each in added] == [False, True]


def test_duplicate_is_known_by_its_commitment_when_history_says_no_more(begun: Begun, paper: Path) -> None:
    evidence_id = attach(begun, paper)
    with begun.file.reading() as work:
        entry = work.get(Evidence, evidence_id)
        assert entry is not None
        forgetful = replace(entry, record=entry.record.model_copy(update={"attachment_id": "purged"}))
        known = KnownFiles(work, [forgetful])
    assert known.holder(WORDS) is forgetful
    assert known.holder(b"Other") is None


def test_duplicate_of_something_sealed_is_not_told(begun: Begun, paper: Path) -> None:
    begun.set_up_store()
    sealed = attach(begun, paper, is_withheld=True)
    attached = attach_one(begun, NewEvidence((), ("1f-03",)), paper)
    assert not attached.is_duplicate
    assert attached.evidence.record.id != sealed


def test_withheld_file_leaves_no_byte_in_plain(begun: Begun, paper: Path) -> None:
    begun.set_up_store()
    evidence_id = attach(begun, paper)
    evidencing.withhold_evidence(begun.file, evidence_id, person_id=None)
    begun.file.purge_if_due()
    content = begun.file.path.read_bytes()
    assert WORDS not in content
    assert b"register.txt" not in content
    with pytest.raises(UserError, match="sealed"):
        evidencing.copy_out(begun.file, evidence_id, paper.with_name("copy.txt"), now=at(TODAY))


def test_copy_is_what_was_attached(begun: Begun, paper: Path) -> None:
    to = paper.with_name("copy.txt")
    evidencing.copy_out(begun.file, attach(begun, paper), to, now=at(TODAY))
    assert to.read_bytes() == WORDS


def test_seen_evidence_says_where_and_when(begun: Begun) -> None:
    new = NewEvidence(begun.text("Wing diary"), ("1f-03",))
    seen = Seen(begun.text("Wing office"), begun.other_id, date(2026, 9, 1))
    entry = cite_seen(begun.file, begun.period_id, new, seen, person_id=None)
    assert (entry.record.seen_by, entry.record.seen_on) == (begun.other_id, date(2026, 9, 1))
    for lacking in (Seen((), None, date(2026, 9, 1)), Seen(begun.text("Wing office"), None, None)):
        with pytest.raises(UserError, match="where it was seen"):
            cite_seen(begun.file, begun.period_id, new, lacking, person_id=None)


def test_citations_become_exactly_those_given(begun: Begun, paper: Path) -> None:
    evidence_id = attach(begun, paper, items=("1f-03", "1f-02"))
    evidencing.link_evidence(begun.file, begun.period_id, evidence_id, ["1f-02", "1a-01"], person_id=None)
    assert cited(begun, evidence_id) == {"1f-02", "1a-01"}
    with pytest.raises(UserError, match="no question of that reference"):
        evidencing.link_evidence(begun.file, begun.period_id, evidence_id, ["1f-99"], person_id=None)
    assert cited(begun, evidence_id) == {"1f-02", "1a-01"}


def test_removed_evidence_can_be_put_back(begun: Begun, paper: Path) -> None:
    evidence_id = attach(begun, paper)
    with begun.file.reading() as work:
        entry = work.get(Evidence, evidence_id)
    assert entry is not None
    evidencing.remove_evidence(begun.file, evidence_id, person_id=None)
    with begun.file.reading() as work:
        assert work.get(Evidence, evidence_id) is None
    evidencing.restore_evidence(begun.file, entry.record, ["1f-03"], person_id=None)
    assert cited(begun, evidence_id) == {"1f-03"}


def test_files_that_cannot_be_taken_are_each_told(tmp_path: Path, paper: Path) -> None:
    large, empty, shortcut, link = (tmp_path / name for name in ("large.bin", "empty.txt", "to.lnk", "link.txt"))
    with large.open("wb") as stream:
        stream.truncate(MAX_ATTACHMENT_BYTES + 1)
    empty.touch()
    shortcut.write_bytes(b"L")
    link.symlink_to(paper)
    faults = file_faults([paper, large, empty, shortcut, link, tmp_path, tmp_path / "gone.txt"])
    assert [fault.index for fault in faults] == [1, 2, 3, 4, 5, 6]
    said = " ".join(fault.sentence for fault in faults)
    assert all(word in said for word in ("larger than 50 MB", "empty", "shortcut", "folder", "no longer there"))
    assert not any(path.name in said for path in (large, empty, shortcut, link))


def test_nothing_is_written_when_one_file_cannot_be_taken(begun: Begun, paper: Path, tmp_path: Path) -> None:
    titled = [(paper, begun.text("Register")), (tmp_path / "gone.txt", begun.text("Gone"))]
    with pytest.raises(FaultsError):
        attach_files(begun.file, begun.period_id, NewEvidence((), ("1f-03",)), titled, person_id=None)
    with begun.file.reading() as work:
        assert (work.list(Evidence), work.list(Attachment)) == ([], [])


def test_nothing_is_written_when_one_title_must_be_sealed(begun: Begun, paper: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_bytes(b"Other words")
    titled = [(paper, begun.text("Register")), (other, begun.text("RESTRICTED: note 7"))]
    with pytest.raises(SealNeeded):
        attach_files(begun.file, begun.period_id, NewEvidence((), ("1f-03",)), titled, person_id=None)
    with begun.file.reading() as work:
        assert (work.list(Evidence), work.list(Attachment)) == ([], [])


def office(folder: Path, **parts: str) -> Path:
    """Return a Word file with these parts, their paragraphs between bars."""
    path = folder / "paper.docx"
    with zipfile.ZipFile(path, "w") as package:
        for name, said in parts.items():
            paragraphs = "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in said.split("|"))
            package.writestr(f"word/{name}.xml", f'<w:doc xmlns:w="w">{paragraphs}</w:doc>')
    return path


@pytest.mark.parametrize("is_withheld", [False, True])
def test_file_that_bears_a_marking_above_the_ceiling_is_not_taken(
    begun: Begun, tmp_path: Path, is_withheld: bool
) -> None:
    begun.set_up_store()
    body = "|".join(["The eastern unit briefed the Governor."] * 40)
    for path in (office(tmp_path, document=body, footer1="SECRET|Page 1"), tmp_path / "note.txt"):
        if path.suffix == ".txt":
            path.write_text("CONFIDENTIAL - STAFF\nThe eastern unit.", encoding="utf-16")
        with pytest.raises(Refused, match="above RESTRICTED") as refused:
            attach(begun, path, is_withheld=is_withheld)
        assert "paper" not in str(refused.value)
    with begun.file.reading() as work:
        assert work.list(Attachment) == []


def test_file_that_bears_a_marking_to_be_sealed_is_taken_with_withheld_evidence(begun: Begun, tmp_path: Path) -> None:
    begun.set_up_store()
    path = office(tmp_path, document="The gate rota.", header1="RESTRICTED – STAFF")
    (tmp_path / "fine.txt").write_text("RESTRICTED diets: the kitchen's list", encoding="utf-8")
    titled = [(each, begun.text("Rota")) for each in (tmp_path / "fine.txt", path)]
    with pytest.raises(Refused, match=r"File 2 of 2, and none was added\. .* bears a RESTRICTED marking"):
        attach_files(begun.file, begun.period_id, NewEvidence((), ("1f-03",)), titled, person_id=None)
    assert attach(begun, path, is_withheld=True)


def test_file_that_speaks_of_markings_is_taken(begun: Begun, tmp_path: Path) -> None:
    levels = "|".join([*["The policy in short."] * 20, "SECRET", "TOP SECRET", *["What each level means."] * 20])
    assert attach(begun, office(tmp_path, document=levels, header1="PROTECT|Restricted regime policy"))
