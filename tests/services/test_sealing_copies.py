"""Copies of what was sealed, anywhere in the file: listed with their places, taken along without a trace."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from reportlab.pdfgen import canvas

from app.domain.copies import CopyPlace
from app.domain.records import Action, Answer, Attachment, Evidence, IssuedReturn, Person, SelfAudit
from app.domain.text import Passage
from app.services.attaching import attach
from app.services.sealing_copies import Phrase, SealedThing, copies_of, take_along
from app.store.errors import SealedStoreLocked
from app.store.file import EstablishmentFile
from app.store.work import Work
from tests.services.begun_files import PASSPHRASE, Begun, at, begun_file

HIDDEN = "the north gate keys lie beneath the third lamp and nobody has moved them"
PIECE = "gate keys lie beneath the third lamp and nobody"
PAYLOAD = ('{"intentions":[{"plan":[{"text":"Seen: ' + HIDDEN + '."}]}]}').encode()


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    with begun_file(tmp_path) as made:
        made.set_up_store()
        yield made


def _spread(begun: Begun, tmp_path: Path) -> SealedThing:
    """Write the words in plain in every place that a file has, then seal them in one of them."""
    page = tmp_path / "page.txt"
    page.write_text(f"Notes.\n{HIDDEN}\n", encoding="utf-8")
    pdf = tmp_path / "plan.pdf"
    pdf.write_bytes(b"%PDF-1.7\0")
    text = begun.text
    with begun.file.work("Wrote") as work:
        audit = work.put(SelfAudit(period_id=begun.period_id, intention_ref="1(a)"), {"plan": text(f"As: {HIDDEN}")})
        audit_id = audit.record.id
        sealed = work.put(Answer(self_audit_id=audit_id, item_ref="1a-01"), {"narrative": text(f"Seen. {HIDDEN}")})
        work.put(Answer(self_audit_id=audit_id, item_ref="1a-02", sample_method=PIECE))
        other = work.put(Answer(self_audit_id=audit_id, item_ref="1a-03"), {"narrative": text(PIECE.upper())})
        work.put(other.record, {"narrative": text("Reworded.")})
        work.save_draft(Answer, other.record.id, "reason", text(f"Half a thought: {PIECE}"))
        action = work.put(Action(self_audit_id=audit_id, reference="A-7KQ2"), {"title": text(HIDDEN)})
        work.delete(Action, action.record.id)
        for path in (page, pdf):
            kept = attach(work, Evidence(self_audit_id=audit_id, reference=f"E-{path.stem.upper()}"), path)
            work.put(kept, {"title": text("A page")})
        work.put(
            IssuedReturn(
                period_id=begun.period_id, number="EX/2026-27-Q2/1", payload=PAYLOAD, payload_digest="0" * 64,
                signers_required=1, made_at=at(date(2026, 9, 22)),
            )
        )  # fmt: skip
    page.unlink()
    with begun.file.work("Sealed") as work:
        narrative = [
            Passage(content="Seen. ", marking=text("x")[0].marking),
            Passage(content=HIDDEN, marking="restricted"),
        ]
        passage = work.put(sealed.record, {"narrative": narrative}).text("narrative")[1]
    return SealedThing(Answer, sealed.record.id, passage.id)


def _raw(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def test_every_copy_is_listed_with_its_place(begun: Begun, tmp_path: Path) -> None:
    found = copies_of(begun.file, _spread(begun, tmp_path))
    assert sorted((placed.copy.place.value, placed.words) for placed in found.copies) == [
        ("attachment", "the file attached to E-PAGE"),
        ("column", "1a-02, answer"),
        ("draft", "1a-03, answer, reason, as it is being typed"),
        ("history", "1(a), self audit, 1 saved version"),
        ("history", "1a-02, answer, 1 saved version"),
        ("history", "1a-03, answer, 1 saved version"),
        ("history", "A-7KQ2, action, 2 saved versions, deleted"),
        ("return", "already left in return EX/2026-27-Q2/1 of 22 September 2026"),
        ("text", "1(a), self audit, plan"),
        ("text", "A-7KQ2, action, title, deleted"),
    ]
    assert len(found.unsearched) == 1
    assert [placed.words for placed in found.copies if placed.has_left] == [found.copies[-1].words]
    assert "lamp" not in f"{found!r}"


def test_nothing_of_the_words_is_left_in_plain_when_all_copies_are_taken_along(begun: Begun, tmp_path: Path) -> None:
    thing = _spread(begun, tmp_path)
    assert b"third lamp" in _raw(tmp_path)
    copies = copies_of(begun.file, thing).copies
    assert take_along(begun.file, thing, copies, person_id=begun.holder_id) == len(copies)
    assert begun.file.is_purge_due
    assert copies_of(begun.file, thing).copies == ()
    begun.file.close()
    raw = _raw(tmp_path).lower()
    assert not any(words in raw for words in (b"third lamp", b"north gate keys", "third lamp".encode("utf-16-le")))
    with EstablishmentFile.open(tmp_path / "example.assure") as again:
        assert again.inspect().is_sound
        again.unlock(PASSPHRASE)
        assert again.sealed_faults() == 0
        with again.reading() as work:
            _require_all_there(work, begun)


def _require_all_there(work: Work, begun: Begun) -> None:
    """Require every word still there for who is unlocked, the return's payload to the byte."""
    (audit,) = work.list(SelfAudit)
    assert [(part.content, part.is_sealed) for part in audit.text("plan")] == [("As: ", False), (HIDDEN, True)]
    by_item = {entry.record.item_ref: entry for entry in work.list(Answer)}
    assert by_item["1a-02"].record.sample_method == PIECE
    assert by_item["1a-02"].record.sealed_id
    (draft,) = work.drafts()
    assert [(part.content, part.is_sealed) for part in draft.text] == [("Half a thought: ", False), (PIECE, True)]
    contents = {entry.record.content[:6] for entry in work.list(Attachment)}
    assert contents == {b"Notes.", b"%PDF-1"}
    (issued,) = work.list(IssuedReturn)
    assert (issued.record.payload, issued.record.number) == (PAYLOAD, "EX/2026-27-Q2/1")
    assert work.list(Person)


def test_what_is_not_chosen_stays(begun: Begun, tmp_path: Path) -> None:
    thing = _spread(begun, tmp_path)
    copies = copies_of(begun.file, thing).copies
    chosen = [placed for placed in copies if placed.copy.place is CopyPlace.TEXT]
    assert take_along(begun.file, thing, chosen, person_id=None) == 2
    left = {placed.copy.place for placed in copies_of(begun.file, thing).copies}
    assert left == {CopyPlace.ATTACHMENT, CopyPlace.COLUMN, CopyPlace.DRAFT, CopyPlace.HISTORY, CopyPlace.RETURN}


def test_draft_of_a_field_is_kept_when_the_field_is_sealed(begun: Begun, tmp_path: Path) -> None:
    thing = _spread(begun, tmp_path)
    with begun.file.work("Typed") as work:
        (audit,) = work.list(SelfAudit)
        work.save_draft(SelfAudit, audit.record.id, "plan", begun.text(f"As: {HIDDEN}, and more"))
    chosen = [placed for placed in copies_of(begun.file, thing).copies if placed.copy.kind == "self_audit"]
    take_along(begun.file, thing, chosen, person_id=None)
    with begun.file.reading() as work:
        (draft,) = work.drafts(SelfAudit)
    said = [(part.content, part.is_sealed) for part in draft.text]
    assert said == [("As: ", False), (HIDDEN, True), (", and more", False)]
    begun.file.purge_if_due()
    with begun.file.reading() as work:
        assert all(HIDDEN not in repr(row) for row in work.history(SelfAudit, audit.record.id))


def test_phrase_that_was_typed_is_looked_for_and_stored_nowhere(begun: Begun, tmp_path: Path) -> None:
    with begun.file.work("Wrote") as work:
        work.put(SelfAudit(period_id=begun.period_id, intention_ref="1(a)"), {"plan": begun.text(HIDDEN)})
    typed = Phrase("THE NORTH GATE keys lie beneath the third lamp")
    assert "GATE" not in repr(typed)
    found = copies_of(begun.file, typed)
    assert [placed.copy.place for placed in found.copies] == [CopyPlace.TEXT, CopyPlace.HISTORY]
    assert b"THE NORTH GATE" not in _raw(tmp_path)
    take_along(begun.file, typed, found.copies, person_id=None)
    begun.file.close()
    assert b"beneath the third lamp" not in _raw(tmp_path)


def test_name_that_cannot_be_withheld_whole_is_sealed_as_text(begun: Begun) -> None:
    with begun.file.work("Named") as work:
        work.put(Person(), {"name": begun.text(HIDDEN)})
    found = copies_of(begun.file, Phrase(HIDDEN)).copies
    assert {placed.words for placed in found} == {
        "the establishment, person, name",
        "the establishment, person, 1 saved version",
    }
    assert take_along(begun.file, Phrase(HIDDEN), found, person_id=None) == 2


def test_nothing_is_looked_for_while_locked_or_where_nothing_is_sealed(begun: Begun, tmp_path: Path) -> None:
    thing = _spread(begun, tmp_path)
    with pytest.raises(KeyError):
        copies_of(begun.file, SealedThing(SelfAudit, thing.record_id))
    with begun.file.reading() as work:
        (audit,) = work.list(SelfAudit)
    with pytest.raises(KeyError):
        copies_of(begun.file, SealedThing(SelfAudit, audit.record.id))
    begun.file.lock()
    for spilt in (thing, Phrase(HIDDEN)):
        with pytest.raises(SealedStoreLocked):
            copies_of(begun.file, spilt)


def _pdf(path: Path) -> None:
    page = canvas.Canvas(str(path))
    page.drawString(72, 700, "Minutes of the meeting")
    page.drawString(72, 680, PIECE)
    page.save()


def _document(path: Path) -> None:
    """Write a document whose words are cut into runs, as an editor does that remembers who changed what."""
    runs = "".join(f"<w:r><w:t>{PIECE[at : at + 3]}</w:t></w:r>" for at in range(0, len(PIECE), 3))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f'<w:document xmlns:w="w"><w:p>{runs}</w:p></w:document>')


def _workbook(path: Path) -> None:
    book = Workbook()
    book.create_sheet("Notes")["B7"] = HIDDEN.title()
    book.save(path)


@pytest.mark.parametrize(("name", "write"), [("a.pdf", _pdf), ("a.docx", _document), ("a.xlsx", _workbook)])
def test_copy_in_an_attached_file_is_found_and_taken_along(
    begun: Begun, tmp_path: Path, name: str, write: Callable[[Path], None]
) -> None:
    path = tmp_path / name
    write(path)
    with begun.file.work("Attached") as work:
        audit_id = work.put(SelfAudit(period_id=begun.period_id, intention_ref="1(a)")).record.id
        kept = attach(work, Evidence(self_audit_id=audit_id, reference="E-7KQ2"), path)
        work.put(kept, {"title": begun.text("A page")})
    found = copies_of(begun.file, Phrase(HIDDEN))
    assert [placed.words for placed in found.copies] == ["the file attached to E-7KQ2"]
    assert not found.unsearched
    assert take_along(begun.file, Phrase(HIDDEN), found.copies, person_id=None) == 1
    assert copies_of(begun.file, Phrase(HIDDEN)).copies == ()
