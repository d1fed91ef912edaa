"""How the window begins: the first run, files that were open before, a second window, a crash, a backup put back."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.desktop.aim import Aim
from app.desktop.dialogs.begin_dialog import BeginDialog
from app.desktop.dialogs.restore_dialog import RestoreDialog
from app.desktop.pages.statement_page import StatementPage
from app.desktop.widgets.button import Button
from app.desktop.widgets.empty_pane import EmptyPane
from app.domain.progress import stop_if
from app.domain.text import shown
from app.services.backing_up import backups_of
from app.store.facts import LAST_BACKUP
from tests.journeys.windows import ALT, SHIFT, Driven

MOST_LOST = 2.0
"""Seconds of typing that a crash may cost."""

LONG_GAP = 0.2
"""Seconds between two keys, of which one comes each 25 ms."""


def pane_words(driven: Driven) -> list[str]:
    """Return the verbs on the page without a file that can be pressed."""
    pane = driven.shell.findChildren(EmptyPane)[0]
    return [button.text() for button in pane.findChildren(Button) if button.isEnabled()]


def press(driven: Driven, text: str = "", key: Qt.Key | None = None) -> None:
    """Type into whatever has the focus, then press a key."""
    widget: QWidget | None = (QApplication.activeModalWidget() or driven.window).focusWidget()
    assert widget is not None
    QTest.keyClicks(widget, text)
    if key is not None:
        QTest.keyClick(widget, key)
    QApplication.processEvents()


def restore_dialog(driven: Driven) -> RestoreDialog:
    """Return the dialog of copies once they have been looked for."""
    driven.wait(lambda: isinstance(QApplication.activeModalWidget(), RestoreDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, RestoreDialog)
    return dialog


def choose_copy(driven: Driven) -> str:
    """Go back to the latest copy; return its key."""
    dialog = restore_dialog(driven)
    key = dialog.read()
    press(driven, key=Qt.Key.Key_Return)
    return key


def statement_page(driven: Driven) -> StatementPage:
    """Return the page of statements."""
    page = driven.shell.page("statement")
    assert isinstance(page, StatementPage)
    return page


def test_first_run_takes_three_steps_by_the_keyboard_alone(make_driven: Callable[[], Driven], tmp_path: Path) -> None:
    driven = make_driven()
    driven.desk.begin(None)
    press(driven, key=Qt.Key.Key_Space)
    assert isinstance(QApplication.activeModalWidget(), BeginDialog)
    press(driven, "HMP Carrow Vale", Qt.Key.Key_Return)
    press(driven, "CVL", Qt.Key.Key_Return)  # the code was missing: the focus went there
    press(driven, key=Qt.Key.Key_Return)
    press(driven, "Alex Marsh", Qt.Key.Key_Tab)
    press(driven, key=Qt.Key.Key_Tab)
    press(driven, str(tmp_path / "made"), Qt.Key.Key_Return)
    driven.wait(lambda: driven.desk.session is not None and driven.session.is_checked)
    content = driven.session.content()
    assert (content.period.record.name, content.establishment.record.code) == ("2014-15", "CVL")
    person = content.person(driven.session.person_id)
    assert person is not None
    assert shown(person.text("name")) == "Alex Marsh"
    assert driven.session.file.path == tmp_path / "made.assure"
    driven.go_to("1a-01")
    driven.press(Qt.Key.Key_1, ALT)
    assert driven.checklist.question_pane.answer_row.met.isChecked()


def test_file_that_is_there_already_is_never_written_over(
    make_driven: Callable[[], Driven], file: Path, tmp_path: Path
) -> None:
    driven, before = make_driven(), file.read_bytes()
    driven.desk.begin(None)
    press(driven, key=Qt.Key.Key_Space)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, BeginDialog)
    dialog.name_field.setText("HMP Carrow Vale")
    dialog.code_field.setText("CVL")
    dialog.go_to(2)
    dialog.you_field.setText("Alex Marsh")
    dialog.take_place(file)
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert dialog.place_field.accessibleDescription()
    assert file.read_bytes() == before
    dialog.reject()


def test_files_that_were_open_are_offered_and_those_that_are_gone_say_so(driven: Driven, file: Path) -> None:
    gone = file.with_name("gone.assure")
    gone.write_bytes(file.read_bytes())
    driven.close()
    driven.open(gone)
    driven.shell.close_action.trigger()
    gone.unlink()
    driven.shell.recent_menu.aboutToShow.emit()
    first, second = driven.shell.recent_menu.actions()
    assert ("gone.assure, not there any more" in first.text(), first.isEnabled()) == (True, False)
    second.trigger()
    assert driven.session.file.path == file


def test_second_window_reads_what_the_first_writes(make_driven: Callable[[], Driven], driven: Driven) -> None:
    other = make_driven()
    other.open(driven.session.file.path)
    assert other.shell.banner.isVisible()
    assert "another window" in other.shell.banner.text()
    other.go_to("1f-04")
    assert not other.checklist.question_pane.answer_row.met.isEnabled()
    assert other.checklist.question_pane.narrative.isReadOnly()
    driven.go_to("1f-04")
    driven.press(Qt.Key.Key_1, ALT)
    other.session.refresh()
    assert other.checklist.question_pane.answer_row.met.isChecked()


def test_window_reopens_where_it_was(make_driven: Callable[[], Driven], file: Path) -> None:
    driven = make_driven()
    driven.open(file)
    driven.go_to("1f-04")
    driven.shell.show_page("actions")
    driven.close()
    driven.desk.begin(None)
    assert (driven.shell.current_key, driven.session.place) == ("actions", "1f-04")


def test_panes_and_the_statement_on_show_come_back_with_the_file(driven: Driven, file: Path) -> None:
    driven.window.resize(1100, 768)
    driven.shell.show_page("checklist")
    for _ in range(3):  # answers, then what stands beside them
        driven.press(Qt.Key.Key_F6)
        if driven.checklist.side_pane.isVisible():
            break
    driven.shell.go("statement", Aim(intention="2(b)"))
    driven.press(Qt.Key.Key_F6, SHIFT)
    driven.press(Qt.Key.Key_Right, ALT | SHIFT)
    width = statement_page(driven).statement_list.width()
    driven.close()
    driven.open(file)
    assert driven.shell.current_key == "statement"
    assert statement_page(driven).statement_pane.key == "2(b)"
    assert statement_page(driven).statement_list.width() == width == 288
    driven.shell.show_page("checklist")
    assert driven.checklist.side_pane.isVisible()


def test_damaged_file_is_restored_from_its_backup(driven: Driven, file: Path) -> None:
    driven.wait(lambda: bool(backups_of(driven.session.file.file_id)))
    driven.close()
    file.write_bytes(b"damage" * 1000)
    assert not driven.desk.open_file(file)
    assert pane_words(driven)[0] == "Go back…"
    press(driven, key=Qt.Key.Key_Space)
    choose_copy(driven)
    driven.wait(lambda: driven.desk.session is not None and driven.session.is_checked)
    assert driven.session.is_sound
    assert any(path.read_bytes().startswith(b"damage") for path in file.parent.glob("carrow, before *.assure"))


def test_file_that_this_pc_never_opened_finds_the_copy_beside_it(
    make_driven: Callable[[], Driven], file: Path, tmp_path: Path
) -> None:
    shutil.copy(file, tmp_path / "carrow, copied in March.assure")
    file.write_bytes(b"damage" * 1000)
    driven = make_driven()
    assert not driven.desk.open_file(file)
    press(driven, key=Qt.Key.Key_Space)
    assert choose_copy(driven).startswith(str(tmp_path / "carrow, copied"))
    driven.wait(lambda: driven.desk.session is not None and driven.session.is_checked)
    assert driven.session.file.path == file


def test_copy_on_a_drive_is_found_where_one_says_to_look(
    make_driven: Callable[[], Driven], file: Path, tmp_path: Path
) -> None:
    drive = tmp_path / "drive"
    (drive / "september").mkdir(parents=True)
    file.rename(drive / "september" / "carrow.assure")
    driven = make_driven()
    driven.desk.begin(None)
    driven.shell.restore_action.trigger()
    dialog = restore_dialog(driven)
    assert not dialog.accept_button.isEnabled()
    press(driven, key=Qt.Key.Key_Space)
    chooser = next(each for each in dialog.findChildren(QFileDialog) if each.isVisible())
    chooser.setDirectory(str(drive))
    chooser.selectFile(str(drive))
    chooser.accept()
    driven.wait(dialog.accept_button.isEnabled)
    dialog.accept_button.click()
    chooser = next(each for each in dialog.findChildren(QFileDialog) if each.isVisible())
    chooser.fileSelected.emit(str(file))
    driven.wait(lambda: driven.desk.session is not None and driven.session.is_checked)
    assert driven.session.file.path == file
    assert (drive / "september" / "carrow.assure").is_file()


def test_nothing_is_changed_when_the_restoring_is_stopped(
    driven: Driven, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = Event(), Event()

    def slow(backup: Path, to: Path, now: object, *, progress: object, is_cancelled: Callable[[], bool]) -> None:
        begun.set()
        go_on.wait(60)
        stop_if(is_cancelled)

    def is_backup_noted() -> bool:
        with driven.session.file.reading() as work:
            return work.fact(LAST_BACKUP) is not None

    monkeypatch.setattr("app.services.restoring.restore", slow)
    driven.wait(is_backup_noted)  # the last thing that is written of itself
    before = file.read_bytes()
    driven.shell.restore_action.trigger()
    choose_copy(driven)
    assert begun.wait(60)  # beside the window, which goes on
    driven.wait(driven.shell.progress_line.cancel.isVisible)
    driven.shell.progress_line.cancel.click()
    go_on.set()
    driven.wait(lambda: driven.desk.session is not None and driven.session.is_checked)
    assert file.read_bytes() == before
    assert driven.shell.saved_status.text().startswith("Stopped.")


def test_at_most_two_seconds_of_typing_are_lost_when_the_program_is_killed(
    make_driven: Callable[[], Driven], file: Path, tmp_path: Path, root: Path
) -> None:
    settings = tmp_path / "desktop-0.ini"
    command = [sys.executable, "-m", "tests.journeys.typist", str(file), str(settings), "1f-04"]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as typist:
        assert typist.stdout is not None
        typed: list[float] = []
        while not typed or typed[-1] - typed[0] < 2 * MOST_LOST:
            typed.append(float(typist.stdout.readline().split()[1]))
        killed = time.monotonic()
        typist.kill()
    driven = make_driven()
    driven.desk.begin(None)
    driven.desk.check()
    driven.wait(lambda: driven.session.is_checked)
    assert (driven.shell.current_key, driven.session.place) == ("checklist", "1f-04")
    kept = driven.checklist.question_pane.narrative.toPlainText().count("x")
    assert kept
    unsaved = [*typed[kept:], killed]
    gaps = [later - earlier for earlier, later in pairwise(unsaved)]
    held_up = sum(gap for gap in gaps if gap > LONG_GAP)  # the machine did other things, and nobody could type
    assert unsaved[0] >= killed - MOST_LOST - held_up
