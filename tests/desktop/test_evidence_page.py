"""Evidence on a real file, in a real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.aim import Aim
from app.desktop.dialogs.entry_dialog import EntryDialog
from app.desktop.dialogs.evidence_dialog import EvidenceDialog
from app.desktop.dialogs.prompt_dialog import PromptDialog
from app.desktop.pages.evidence_page import EvidencePage
from app.desktop.presenters.evidence_presenter import EvidencePresenter
from app.desktop.shell import Shell
from app.domain.records import Attachment, Evidence, EvidenceLink
from app.services.evidencing import NewEvidence, attach_files
from tests.desktop.conftest import click
from tests.desktop.register_desk import RegisterDesk, register_desk, seal_in, spoken_rows
from tests.store.samples import PASSPHRASE

WORDS = b"Register of tests, June to August"


class EvidenceDesk:
    """The register of evidence on a file that holds one attached item."""

    def __init__(self, desk: RegisterDesk, shell: Shell, folder: Path) -> None:
        self.desk, self.shell, self.session, self.folder = desk, shell, desk.session, folder
        begun = desk.begun
        titled = [(self.paper("register.txt", WORDS), begun.text("Test register"))]
        new = NewEvidence((), ("1f-03",))
        added = attach_files(begun.file, begun.period_id, new, titled, person_id=None)
        self.first = added[0].evidence.record.id
        self.session.refresh()
        page = shell.page("evidence")
        assert isinstance(page, EvidencePage)
        self.page = page
        self.presenter = EvidencePresenter(self.session, page, shell)
        shell.show_page("evidence")

    def paper(self, name: str, content: bytes) -> Path:
        """Write a file beside and return its path."""
        path = self.folder / name
        path.write_bytes(content)
        return path

    def listed(self) -> list[str]:
        """Return the rows on show."""
        return [row.key for row in self.page.table.shown_rows()]

    def words(self, row: int, column: int) -> str:
        """Return what is said of a cell."""
        return spoken_rows(self.page)[row][column]

    def count(self) -> tuple[int, int]:
        """Return how many evidence items and attachments the file holds."""
        with self.desk.begun.file.reading() as work:
            return len(work.list(Evidence)), len(work.list(Attachment))

    def cited(self, evidence_id: str) -> set[str]:
        """Return the questions that cite an item."""
        with self.desk.begun.file.reading() as work:
            return {link.record.item_ref for link in work.list(EvidenceLink, evidence_id=evidence_id)}

    def drop(self, *paths: Path) -> None:
        """Drop files on the page."""
        data, place = urls(*paths), QPoint(300, 300)
        copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self.page, QDragEnterEvent(place, copy, data, left, none))
        QApplication.sendEvent(self.page, QDropEvent(QPointF(place), copy, data, left, none))


def urls(*paths: Path) -> QMimeData:
    """Return files as a drag or the clipboard has them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


@pytest.fixture
def evidence(shell: Shell, tmp_path: Path) -> Iterator[EvidenceDesk]:
    shell.window().resize(1280, 800)
    with register_desk(tmp_path, shell) as desk:
        yield EvidenceDesk(desk, shell, tmp_path)


def test_each_row_says_what_leaves(evidence: EvidenceDesk) -> None:
    assert evidence.words(0, 1) == "Test register, register.txt"
    assert evidence.words(0, 4) == "Title leaves, The file stays here"


def test_dropped_files_are_asked_about_and_attached(evidence: EvidenceDesk) -> None:
    evidence.drop(evidence.paper("rota.txt", b"Rota"), evidence.paper("log.txt", b"Log"))
    dialog = evidence.desk.dialog(EvidenceDialog)
    assert dialog.files_words.text() == "rota.txt, log.txt"
    assert not dialog.title_part.isVisible()
    dialog.items_field.setText("1f-03, 1f-02")
    click(dialog.accept_button)
    evidence.desk.settle()
    assert evidence.count() == (3, 3)
    assert sorted(evidence.words(row, 1) for row in range(3))[0] == "Test register, register.txt"
    evidence.session.undo_stack.undo()
    assert evidence.count()[0] == 1
    evidence.session.undo_stack.redo()
    assert evidence.count()[0] == 3


def test_pasted_file_takes_its_name_as_title(evidence: EvidenceDesk) -> None:
    QGuiApplication.clipboard().setMimeData(urls(evidence.paper("Duty rota.txt", b"Rota")))
    QTest.keySequence(evidence.page.table, QKeySequence(QKeySequence.StandardKey.Paste))
    dialog = evidence.desk.dialog(EvidenceDialog)
    assert dialog.title_field.editor.toPlainText() == "Duty rota"
    QGuiApplication.clipboard().clear()
    click(dialog.accept_button)
    evidence.desk.settle()
    assert evidence.page.detail.detail_title.text() == "Duty rota"


def test_files_that_cannot_be_taken_are_named_and_none_is_taken(evidence: EvidenceDesk) -> None:
    evidence.drop(evidence.paper("rota.txt", b"Rota"), evidence.paper("to.lnk", b"L"), evidence.folder / "gone.txt")
    assert not evidence.desk.has_dialog()
    notice = evidence.page.notice
    assert notice.notice_status.text() == "Nothing was added: 2 of 3 files cannot be taken"
    assert [line.split(":")[0] for line in notice.notice_lines.text().splitlines()] == ["to.lnk", "gone.txt"]
    assert evidence.count() == (1, 1)
    click(notice.notice_close)
    assert not notice.isVisible()


def test_file_that_bears_a_marking_stays_in_the_dialog(evidence: EvidenceDesk) -> None:
    evidence.drop(evidence.paper("rota.txt", b"RESTRICTED - STAFF\nThe gate rota."))
    dialog = evidence.desk.dialog(EvidenceDialog)
    click(dialog.accept_button)
    evidence.desk.settle()
    assert dialog.isVisible()
    assert "bears a RESTRICTED marking" in dialog.files_fault.text()
    assert (dialog.form_fault.text(), evidence.count()) == ("", (1, 1))


def test_same_bytes_are_noticed_and_not_kept_twice(evidence: EvidenceDesk) -> None:
    evidence.drop(evidence.paper("copy.txt", WORDS))
    dialog = evidence.desk.dialog(EvidenceDialog)
    dialog.items_field.setText("1f-02")
    click(dialog.accept_button)
    evidence.desk.settle()
    assert evidence.count() == (1, 1)
    assert evidence.cited(evidence.first) == {"1f-02", "1f-03"}
    assert "not kept twice" in evidence.page.notice.notice_lines.text()
    evidence.session.undo_stack.undo()
    assert evidence.cited(evidence.first) == {"1f-03"}


def test_what_was_seen_needs_a_place_and_a_day(evidence: EvidenceDesk) -> None:
    evidence.page.add_asked.emit()
    dialog = evidence.desk.dialog(EvidenceDialog)
    dialog.ways.segment_chosen.emit("seen")
    dialog.title_field.editor.setPlainText("Wing diary")
    dialog.items_field.setText("1f-99")
    click(dialog.accept_button)
    assert dialog.isVisible()
    assert dialog.seen_where_field.editor.property("fault")
    assert dialog.items_field.property("fault")
    dialog.seen_where_field.editor.setPlainText("Wing office")
    dialog.seen_on_field.setText("1 September 2026")
    dialog.items_field.setText("1f-02")
    click(dialog.accept_button)
    assert evidence.page.detail.detail_title.text() == "Wing diary"
    evidence.page.scope_chosen.emit("seen")
    assert len(evidence.listed()) == 1
    assert evidence.words(0, 4) == "Title leaves"


def test_words_of_what_was_seen_are_sealed_in_the_form_and_changed_beside_them(evidence: EvidenceDesk) -> None:
    evidence.desk.begun.set_up_store()
    evidence.page.add_asked.emit()
    dialog = evidence.desk.dialog(EvidenceDialog)
    dialog.ways.segment_chosen.emit("seen")
    seal_in(dialog, "title", "Diary of ", "the boiler house")
    seal_in(dialog, "seen_where", "Behind ", "the north chimney")
    dialog.seen_on_field.setText("1 September 2026")
    dialog.items_field.setText("1f-02")
    click(dialog.accept_button)
    assert evidence.session.undo_stack.count() == 0
    evidence.session.lock()
    evidence.page.scope_chosen.emit("seen")
    (key,) = evidence.listed()
    evidence.page.row_chosen.emit(key)
    assert "Diary of [RESTRICTED]" in evidence.words(0, 1)
    assert "Behind [RESTRICTED]" in evidence.words(0, 1)
    assert evidence.words(0, 4) == "Title leaves, What is sealed stays here"
    evidence.page.command_given.emit("reword")
    again = evidence.desk.dialog(EntryDialog)
    again.editor("place").moveCursor(QTextCursor.MoveOperation.Start)
    again.editor("place").insertPlainText("Found ")
    click(again.accept_button)
    evidence.session.unlock(PASSPHRASE)
    (entry,) = (each for each in evidence.session.content().evidence if each.record.id == key)
    assert [part.content for part in entry.text("title")] == ["Diary of ", "the boiler house"]
    assert [part.content for part in entry.text("place")] == ["Found Behind ", "the north chimney"]


def test_name_of_a_file_is_sealed_and_its_title_changed_and_taken_back(evidence: EvidenceDesk) -> None:
    evidence.page.command_given.emit("reword")
    dialog = evidence.desk.dialog(EntryDialog)
    dialog.editor("title").clear()
    click(dialog.accept_button)
    assert dialog.editor("title").property("fault")
    dialog.editor("title").setPlainText("Rota of the gate")
    click(dialog.accept_button)
    assert evidence.page.detail.detail_title.text() == "Rota of the gate"
    evidence.session.undo_stack.undo()
    assert evidence.page.detail.detail_title.text() == "Test register"
    evidence.desk.begun.set_up_store()
    evidence.page.command_given.emit("reword")
    again = evidence.desk.dialog(EntryDialog)
    seal_in(again, "file_name", "register ", "of the north chimney.txt")
    click(again.accept_button)
    evidence.session.lock()
    assert "register [RESTRICTED]" in evidence.words(0, 1)
    assert "chimney" not in str([widget.property("text") for widget in evidence.page.findChildren(QWidget)])


def test_file_is_attached_under_a_title_that_is_sealed_in_part(evidence: EvidenceDesk) -> None:
    evidence.desk.begun.set_up_store()
    evidence.drop(evidence.paper("plan.txt", b"Plan"))
    dialog = evidence.desk.dialog(EvidenceDialog)
    seal_in(dialog, "title", "Plan of ", "the north chimney")
    dialog.items_field.setText("1f-02")
    click(dialog.accept_button)
    evidence.desk.settle()
    assert not evidence.desk.has_dialog()
    assert evidence.session.undo_stack.count() == 0
    evidence.session.lock()
    assert "Plan of [RESTRICTED]" in str([evidence.words(row, 1) for row in range(2)])


def test_name_of_a_file_that_is_marked_is_sealed_as_it_is_attached(evidence: EvidenceDesk) -> None:
    evidence.desk.begun.set_up_store()
    evidence.session.lock()
    asked: list[Callable[[], object]] = []
    evidence.session.unlock_wanted.connect(asked.append)
    evidence.drop(*(evidence.paper(f"RESTRICTED {name}.txt", name.encode()) for name in ("plan", "chimney")))
    dialog = evidence.desk.dialog(EvidenceDialog)
    dialog.items_field.setText("1f-02")
    click(dialog.accept_button)
    evidence.desk.settle()
    evidence.session.unlock(PASSPHRASE)
    (go_on,) = asked
    go_on()
    evidence.desk.settle()
    assert not evidence.desk.has_dialog()
    evidence.session.lock()
    added = [each for each in evidence.session.content().evidence if each.record.id != evidence.first]
    texts = [each.text(field) for each in added for field in ("title", "file_name")]
    assert [[part.content for part in text] for text in texts] == [[None]] * 4


def test_citations_are_chosen_by_reference_and_taken_back(evidence: EvidenceDesk) -> None:
    evidence.page.command_given.emit("link")
    dialog = evidence.desk.dialog(PromptDialog)
    assert dialog.prompt_field.text() == "1f-03"
    dialog.prompt_field.setText("1f-02 1E-04")
    click(dialog.accept_button)
    assert evidence.cited(evidence.first) == {"1f-02", "1e-04"}
    evidence.session.undo_stack.undo()
    assert evidence.cited(evidence.first) == {"1f-03"}


def test_withheld_evidence_stays_here_and_offers_no_copy(evidence: EvidenceDesk) -> None:
    evidence.desk.begun.set_up_store()
    evidence.session.refresh()
    evidence.page.command_given.emit("withhold")
    assert evidence.words(0, 4) == "Stays here"
    offered = [action.text() for action in evidence.page.commands() if action.isVisible()]
    assert "Save a copy…" not in offered
    evidence.session.lock()
    assert evidence.words(0, 1) == "Withheld: RESTRICTED, sealed"
    evidence.presenter.copy_to(evidence.first, evidence.folder / "copy.txt")
    assert not (evidence.folder / "copy.txt").exists()
    assert "sealed" in evidence.page.notice.notice_status.text()


def test_copy_is_saved_where_it_is_asked_for(evidence: EvidenceDesk) -> None:
    evidence.presenter.copy_to(evidence.first, evidence.folder / "copy.txt")
    assert (evidence.folder / "copy.txt").read_bytes() == WORDS


def test_taken_out_evidence_comes_back_with_its_citations(evidence: EvidenceDesk) -> None:
    evidence.page.command_given.emit("remove")
    assert evidence.page.empty_pane.isVisible()
    evidence.session.undo_stack.undo()
    assert evidence.listed() == [evidence.first]
    assert evidence.cited(evidence.first) == {"1f-03"}


def test_question_asks_for_the_evidence_it_is_to_cite(evidence: EvidenceDesk) -> None:
    evidence.shell.go("evidence", Aim(item="2g-02"))
    dialog = evidence.desk.dialog(EvidenceDialog)
    assert dialog.items_field.text() == "2g-02"


def test_title_that_must_be_sealed_stays_in_the_dialog(evidence: EvidenceDesk) -> None:
    evidence.drop(evidence.paper("rota.txt", b"Rota"))
    dialog = evidence.desk.dialog(EvidenceDialog)
    dialog.title_field.editor.setPlainText("RESTRICTED: note 7")
    click(dialog.accept_button)
    evidence.desk.settle()
    assert dialog.isVisible()
    assert dialog.title_field.editor.property("fault")
    assert evidence.count() == (1, 1)
