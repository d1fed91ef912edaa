"""The window on a real file: open, answer, write, seal, close, reopen."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.desktop.dialogs.choice_dialog import ChoiceDialog
from app.desktop.remembered import Remembered
from app.desktop.theme import Scheme
from app.desktop.widgets.answer import Answer as AnswerButton
from app.domain.records import Answer, Person
from tests.journeys.windows import ALT, CONTROL, Driven, holds, stored

NARRATIVE = "SELECT text FROM passage WHERE field = 'narrative' AND text LIKE '%weekend%'"
WORDS = "Every test at a weekend was found in the register."


def chosen(driven: Driven) -> list[str]:
    return [answer.result for answer in driven.checklist.findChildren(AnswerButton) if answer.isChecked()]


def test_home_counts_what_is_left_to_do(driven: Driven) -> None:
    left = len(driven.session.left())
    assert driven.home.headline.text() == f"{left} things left to do"
    assert driven.shell.file_name.text() == "HMP Carrow Vale"


def test_answer_is_kept_when_chosen_by_keyboard(driven: Driven, file: Path) -> None:
    driven.go_to("1f-04")
    before = len(driven.session.left())
    driven.press(Qt.Key.Key_3, ALT)
    assert driven.shell.saved_status.text() == "Saved 14:32"
    assert len(driven.session.left()) == before  # answered, but Not met without an action
    driven.close()
    driven.open(file)
    driven.go_to("1f-04")
    assert chosen(driven) == ["not_met"]


def test_narrative_is_saved_while_it_is_typed_and_when_it_is_left(driven: Driven, file: Path) -> None:
    driven.go_to("1f-04")
    driven.type_text(WORDS)
    driven.wait(lambda: driven.shell.saved_status.text() == "Saved 14:32")
    assert holds(file, WORDS)
    assert not stored(file, NARRATIVE)  # a draft is no revision yet
    driven.leave_field()
    driven.close()
    assert stored(file, NARRATIVE) == [(WORDS,)]
    driven.open(file)
    driven.go_to("1f-04")
    assert driven.checklist.question_pane.narrative.toPlainText() == WORDS


def test_undo_crosses_questions(driven: Driven) -> None:
    driven.go_to("1f-04")
    driven.press(Qt.Key.Key_1, ALT)
    driven.press(Qt.Key.Key_Return, CONTROL)
    second = driven.checklist.question_pane.ref
    driven.press(Qt.Key.Key_2, ALT)
    stack = driven.session.undo_stack
    assert stack.undoText() == f"Partly met for {second}"
    stack.undo()
    assert chosen(driven) == []
    stack.undo()
    assert (driven.checklist.question_pane.ref, chosen(driven)) == ("1f-04", [])
    stack.redo()
    assert chosen(driven) == ["met"]


def test_sample_suggests_a_result_and_derives_exceptions(driven: Driven, file: Path) -> None:
    driven.go_to("1f-03")
    test = driven.checklist.question_pane.sample_test
    for field, text in ((test.population, "61"), (test.sample_size, "20"), (test.compliant, "17")):
        field.setText(text)
        field.textEdited.emit(text)
    driven.wait(lambda: test.exceptions.text() == "3")
    assert "17 of 20 compliant, 85 %" in test.sample_verdict.text()
    driven.close()
    columns = "sample_population, sample_size, sample_compliant"
    assert (61, 20, 17) in stored(file, f"SELECT {columns} FROM answer")


def test_sample_that_cannot_be_is_refused_and_stays_on_the_page(driven: Driven) -> None:
    driven.go_to("1f-03")
    test = driven.checklist.question_pane.sample_test
    test.sample_size.setText("20")
    test.compliant.setText("27")
    test.compliant.textEdited.emit("27")
    driven.wait(test.sample_fault.isVisible)
    assert driven.checklist.question_pane.unsaved_title.text() == "1 thing is not saved"
    driven.go_to("1f-04")
    driven.go_to("1f-03")
    assert test.compliant.text() == "27"


def test_list_is_filtered_when_a_cell_of_home_is_opened(driven: Driven) -> None:
    driven.home.well.cell_opened.emit("not_answered")
    assert driven.shell.current_key == "checklist"
    assert driven.checklist.question_list.filter_chip_label.text() == "Not answered"
    refs = driven.refs()
    assert len(refs) == sum(1 for todo in driven.session.left() if todo.task == "not_answered")


def test_tile_opens_the_items_of_its_intention(driven: Driven) -> None:
    driven.home.board.tile_opened.emit("1(f)")
    assert all(ref.startswith("1f") for ref in driven.refs())
    assert driven.checklist.question_pane.ref.startswith("1f")


def test_second_window_reads_only(driven: Driven, make_driven: Callable[[], Driven], file: Path) -> None:
    other = make_driven()
    other.open(file)
    assert "another window" in other.shell.banner.text()
    assert not other.shell.banner.isHidden()
    other.go_to("1f-04")
    assert other.checklist.question_pane.narrative.isReadOnly()
    before = stored(file, "SELECT * FROM revision")
    other.checklist.met_action.trigger()
    other.close()
    assert stored(file, "SELECT * FROM revision") == before  # the first window may tidy the file meanwhile


def words_on_show(driven: Driven) -> str:
    """Return what the page on show says."""
    page = driven.shell.pages.currentWidget()
    assert page is not None
    return " ".join(label.text() for label in page.findChildren(QLabel))


@pytest.mark.parametrize("content", [b"", b"not a file of ours at all" * 40])
def test_foreign_file_is_refused_in_a_sentence_and_untouched(
    make_driven: Callable[[], Driven], tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "foreign.assure"
    path.write_bytes(content)
    driven = make_driven()
    assert not driven.desk.open_file(path)
    assert "Assurance Desk file" in words_on_show(driven)
    assert path.read_bytes() == content


def test_damaged_file_is_shown_and_never_written(make_driven: Callable[[], Driven], file: Path) -> None:
    content = bytearray(file.read_bytes())
    place = content.index(b"HMP Carrow Vale")
    content[place] ^= 1
    file.write_bytes(content)
    driven = make_driven()
    driven.open(file)
    assert "damaged" in driven.shell.banner.text()
    driven.go_to("1f-04")
    driven.press(Qt.Key.Key_1, ALT)
    driven.close()
    assert file.read_bytes() == bytes(content)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE answer SET result = 'nonsense' WHERE rowid = 3",
        "UPDATE passage SET text = CAST(x'ff' AS TEXT) WHERE owner_kind = 'person' AND text IS NOT NULL",
    ],
)
def test_file_that_does_not_read_as_records_is_refused_and_untouched(
    make_driven: Callable[[], Driven], file: Path, change: str
) -> None:
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        assert connection.execute(change).rowcount
    content = file.read_bytes()
    driven = make_driven()
    assert not driven.desk.open_file(file)
    assert "This file is damaged" in words_on_show(driven)
    assert file.read_bytes() == content


@contextlib.contextmanager
def full_disk() -> Iterator[None]:
    """Let no file of this process grow: what a full disk does."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_text_is_kept_and_written_later_when_the_disk_is_full(driven: Driven, file: Path) -> None:
    driven.go_to("1f-04")
    driven.type_text(WORDS)
    with full_disk():
        driven.leave_field()
        driven.wait(lambda: driven.dialog(ChoiceDialog) is not None)
    dialog = driven.dialog(ChoiceDialog)
    assert isinstance(dialog, ChoiceDialog)
    assert dialog.choice_text.toPlainText() == WORDS
    assert driven.checklist.question_pane.unsaved_title.text() == "1 thing is not saved"
    dialog.first_button.click()
    assert not driven.checklist.question_pane.unsaved.isVisible()
    driven.close()
    assert stored(file, NARRATIVE) == [(WORDS,)]


def test_answer_goes_back_when_the_disk_is_full(driven: Driven) -> None:
    driven.go_to("1f-04")
    with full_disk():
        driven.press(Qt.Key.Key_1, ALT)
    assert chosen(driven) == []
    dialog = driven.dialog(ChoiceDialog)
    assert isinstance(dialog, ChoiceDialog)
    dialog.first_button.click()
    assert chosen(driven) == ["met"]


def test_copy_is_made_and_checked(driven: Driven, tmp_path: Path) -> None:
    target = tmp_path / "drive" / "copy.assure"
    target.parent.mkdir()
    driven.desk.copy_to(target)
    driven.wait(lambda: driven.shell.saved_status.text() == "Copied, on this PC’s own disk, and the copy was checked")
    other = stored(target, "SELECT count(*) FROM answer")
    assert other == stored(driven.session.file.path, "SELECT count(*) FROM answer")


def test_look_and_place_are_remembered(make_driven: Callable[[], Driven], file: Path, tmp_path: Path) -> None:
    driven = make_driven()
    driven.open(file)
    driven.go_to("1f-04")
    driven.shell.theme_dark_action.trigger()
    driven.close()
    remembered = Remembered(tmp_path / "desktop-0.ini")
    assert (remembered.scheme, remembered.last_file) == (Scheme.DARK, file)
    driven.desk.begin(None)
    assert driven.session.place == "1f-04"


def test_other_person_is_recorded_when_working_as_somebody_else(driven: Driven, file: Path) -> None:
    actions = {action.text(): action for action in driven.shell.person_menu.actions()}
    actions["M. Pryce, Head of Drug Strategy"].trigger()
    driven.go_to("1f-04")
    driven.press(Qt.Key.Key_1, ALT)
    with driven.session.file.reading() as work:
        answer = next(entry for entry in work.list(Answer) if entry.record.item_ref == "1f-04")
        person = work.get(Person, answer.record.person_id or "")
    assert person is not None
    assert person.text("name")[0].content == "M. Pryce"


def test_what_is_done_before_the_verdict_is_written_after_it(make_driven: Callable[[], Driven], file: Path) -> None:
    driven = make_driven()
    before = file.read_bytes()
    assert driven.desk.open_file(file)
    driven.go_to("1f-04")
    driven.press(Qt.Key.Key_1, ALT)
    driven.type_text(WORDS)
    assert file.read_bytes() == before
    driven.desk.check()
    driven.wait(lambda: holds(file, WORDS))
    assert chosen(driven) == ["met"]
    driven.close()
    assert stored(file, NARRATIVE) == [(WORDS,)]
