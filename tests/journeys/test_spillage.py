"""Something RESTRICTED is found late: each known copy listed, sealed, recalled, and the return replaced."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook
from reportlab.pdfgen import canvas

from app.domain.errors import UserError
from app.domain.records import Answer, Attachment, Evidence, IssuedReturn, Period, SelfAudit
from app.domain.released import ReleasedReturn
from app.domain.text import Passage
from app.returns.payload import write_payload
from app.returns.pdf import render_pdf
from app.returns.workbook import render_workbook
from app.services.attaching import attach
from app.services.backing_up import back_up_daily, backup_folder
from app.services.copies_made import Made
from app.services.copying import copy_to_drive
from app.services.exporting import issue
from app.services.inside import describe_inside
from app.services.papers import Paper, draw_paper, keep_paper
from app.services.replacing import start_replacement
from app.services.sealing_copies import Phrase, SealedThing
from app.services.spilling import contain, find_spillage, recall_notice
from app.store.errors import SealedStoreLocked
from app.store.file import EstablishmentFile
from tests.journeys.sealed_everywhere import NOW, PERIOD, begin
from tests.sign_offs import sign_off_all
from tests.store.samples import PASSPHRASE, RESTRICTED

SPILT = "No test was taken in two weeks of August."
TODAY = datetime.now(UTC)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("model") / "model.assure"
    begin(path)
    with EstablishmentFile.open(path, clock=lambda: NOW) as file:
        sign_off_all(file, NOW)
        issue(file, PERIOD, now=NOW)
    return path.read_bytes()


@pytest.fixture
def file(model: bytes, tmp_path: Path) -> Iterator[EstablishmentFile]:
    path = tmp_path / "example.assure"
    path.write_bytes(model)
    with EstablishmentFile.open(path) as opened:
        opened.unlock(PASSPHRASE)
        yield opened


def _seal(file: EstablishmentFile) -> SealedThing:
    """Seal the answer's narrative, after a backup that holds it in plain."""
    back_up_daily(file, TODAY)
    with file.work("Sealed") as work:
        (entry,) = [each for each in work.list(Answer) if each.record.item_ref == "1f-02"]
        after = work.put(entry.record, {"narrative": [Passage(content=SPILT, marking=RESTRICTED)]})
    return SealedThing(Answer, after.record.id, after.text("narrative")[0].id)


def test_every_known_copy_is_listed_without_content(file: EstablishmentFile) -> None:
    found = find_spillage(file, _seal(file))
    (gone,) = found.returns
    assert (gone.number, gone.made_on, gone.is_sealed_here) == ("CVL/2014-15-Q2/1", NOW.date(), False)
    assert gone.places == ("1(f), 1f-02, narrative",)
    assert [each.holds_it for each in found.backups] == [True]
    assert not found.is_contained
    assert any(sentence.startswith("Return CVL/2014-15-Q2/1 of ") for sentence in found.sentences)
    assert "August" not in f"{found!r} {found.sentences}"


def test_copies_are_contained_and_only_what_left_is_still_known(file: EstablishmentFile, tmp_path: Path) -> None:
    spilt = _seal(file)
    assert SPILT.encode() in file.path.read_bytes()
    left = contain(file, spilt, now=TODAY + timedelta(minutes=5), person_id=None)
    assert (left.in_file, [each.holds_it for each in left.backups]) == ((), [False])
    assert [each.is_sealed_here for each in left.returns] == [True]
    raw = b"".join(path.read_bytes() for path in (file.path, *backup_folder(file.file_id).iterdir()))
    assert SPILT.encode() not in raw
    assert file.inspect().is_sound
    assert file.sealed_faults() == 0


def test_phrase_is_contained_wherever_it_stands(file: EstablishmentFile) -> None:
    left = contain(file, Phrase("NO TEST was taken in two weeks of August"), now=TODAY, person_id=None)
    assert left.in_file == ()
    assert len(left.returns) == 1
    assert b"two weeks of August" not in file.path.read_bytes()
    nothing = find_spillage(file, Phrase("words that nobody ever wrote down anywhere"))
    assert nothing.is_contained
    assert nothing.returns == ()


def test_recall_notice_names_the_return_and_the_place_and_never_the_content(file: EstablishmentFile) -> None:
    found = find_spillage(file, _seal(file))
    notice = recall_notice(file, found.returns, today=TODAY.date(), replacement="CVL/2014-15-Q2/2")
    for part in ("HMP Carrow Vale (CVL)", "Return CVL/2014-15-Q2/1, made on 20 October 2014", "1(f), 1f-02, narrative",
                 "RESTRICTED", "Return CVL/2014-15-Q2/2 replaces it."):  # fmt: skip
        assert part in notice
    assert not any(word in notice for word in ("August", "two weeks", "No test"))
    assert max(len(line) for line in notice.splitlines()) <= 100
    with pytest.raises(UserError, match="nothing to recall"):
        recall_notice(file, (), today=TODAY.date())


def _assert_printed(released: ReleasedReturn, words: str) -> None:
    """Check that both covers say so, in words that the third gate knows."""
    payload = write_payload(released)
    pdf, workbook = render_pdf(released, payload), render_workbook(released, payload)
    with pypdfium2.PdfDocument(pdf) as document:
        assert words in document[0].get_textpage().get_text_range()
    assert words in {cell for row in load_workbook(io.BytesIO(workbook))["Cover"].values for cell in row}
    for content in (pdf, workbook):
        assert describe_inside(content, {"signer_words": []})["foreign"] == []


def test_replacement_is_numbered_next_and_says_what_it_replaces(file: EstablishmentFile) -> None:
    spilt = _seal(file)
    contain(file, spilt, now=TODAY, person_id=None)
    with file.reading() as work:
        (first,) = work.list(IssuedReturn)
    number = start_replacement(file, first.record.id, person_id=None)
    assert number == "CVL/2014-15-Q2/2"
    sign_off_all(file, TODAY)
    second = issue(file, PERIOD, now=TODAY)
    assert second.number == number
    assert second.replaces is not None
    assert (second.replaces.number, second.replaces.digest) == (first.record.number, first.record.payload_digest)
    assert second.previous == second.replaces
    assert SPILT not in second.model_dump_json()
    _assert_printed(second, "CVL/2014-15-Q2/1, which was recalled")
    third = issue(file, PERIOD, now=TODAY + timedelta(days=1))
    assert (third.number, third.replaces) == ("CVL/2014-15-Q2/3", None)
    assert find_spillage(file, spilt).returns[0].number == first.record.number
    with pytest.raises(KeyError):
        start_replacement(file, "0" * 32, person_id=None)


def test_nothing_is_listed_while_locked(file: EstablishmentFile) -> None:
    spilt = _seal(file)
    file.lock()
    for each in (spilt, Phrase(SPILT)):
        with pytest.raises(SealedStoreLocked):
            find_spillage(file, each)


def test_file_attached_in_a_backup_is_searched(file: EstablishmentFile, tmp_path: Path) -> None:
    words = "The boiler house door is held by a wedge."
    page = canvas.Canvas(str(tmp_path / "minutes.pdf"))
    page.drawString(72, 680, words)
    page.save()
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\0 no words in it")
    with file.work("Attached") as work:
        audit = work.list(SelfAudit)[0].record
        minutes, _ = (
            work.put(attach(work, Evidence(self_audit_id=audit.id, reference=f"E-{name}"), tmp_path / name)).record
            for name in ("minutes.pdf", "photo.jpg")
        )
    back_up_daily(file, TODAY)
    with file.work("Withheld") as work:
        (attached,) = (each for each in work.list(Attachment) if each.record.id == minutes.attachment_id)
        work.put(attached.record, is_withheld=True)
        work.put(minutes, is_withheld=True)
    found = find_spillage(file, Phrase(words))
    assert found.in_file == ()
    assert [each.holds_it for each in found.backups] == [True]
    assert found.unsearched == 1


def test_copies_made_here_are_listed_with_how_often_and_when(file: EstablishmentFile, tmp_path: Path) -> None:
    spilt = _seal(file)
    with file.reading() as work:
        (period,) = work.list(Period)
    drawn = draw_paper(file, period.record.id, Paper.ACTIONS, now=NOW)
    for name in ("a.pdf", "b.pdf"):
        keep_paper(file, drawn, tmp_path / name, now=NOW)
    copy_to_drive(file, tmp_path / "copy.assure", NOW)
    found = find_spillage(file, spilt)
    assert [(each.kind, each.times) for each in found.made] == [(Made.PAPER, 2), (Made.FILE, 1)]
    assert "A copy of this whole file, made on 20 October 2014, may hold it: find it." in found.sentences


def test_backup_that_cannot_be_read_is_named(file: EstablishmentFile) -> None:
    spilt = _seal(file)
    (backup,) = backup_folder(file.file_id).iterdir()
    backup.write_bytes(backup.read_bytes()[:5000])
    found = find_spillage(file, spilt)
    assert [each.holds_it for each in found.backups] == [None]
    assert f"Backup {backup.name} could not be read." in found.sentences
