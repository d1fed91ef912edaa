"""The disk takes nothing: whatever was typed, in whatever form, goes on in a copy on another."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from app.desktop.dialogs.choice_dialog import ChoiceDialog
from app.desktop.dialogs.form_dialog import FormDialog
from app.desktop.widgets.choice import Choice
from app.desktop.widgets.passage_line import PassageLine
from app.domain.records import Action
from app.domain.text import shown
from app.services.backing_up import backups_of
from tests.journeys.commands import PASSPHRASE
from tests.journeys.test_window import chosen, full_disk
from tests.journeys.windows import ALT, CONTROL, Driven, holds, stored


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return where the file is saved instead."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick" / "carrow.assure"


def go_elsewhere(driven: Driven, place: Path) -> None:
    """Choose *Save elsewhere* in the dialog that says that the disk took nothing."""
    driven.wait(lambda: isinstance(QApplication.activeModalWidget(), ChoiceDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ChoiceDialog)
    assert dialog.choice_title.text() == "This was not saved"
    assert "disk" in dialog.choice_detail.text()
    dialog.second_button.click()
    choose(driven, place)


def choose(driven: Driven, place: Path) -> None:
    """Choose a place in the dialog for it."""
    chooser = next(each for each in driven.window.findChildren(QFileDialog) if each.isVisible())
    chooser.fileSelected.emit(str(place))
    chooser.done(QFileDialog.DialogCode.Accepted)
    driven.wait(lambda: driven.session.file.path == place)


def form_on_top(driven: Driven) -> FormDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, FormDialog)
    return dialog


def test_narrative_goes_on_in_the_copy(driven: Driven, file: Path, place: Path) -> None:
    driven.go_to("1f-04")
    driven.type_text("The rota was read.")
    with full_disk():
        driven.leave_field()
    go_elsewhere(driven, place)
    assert driven.session.place == "1f-04"
    assert not driven.checklist.question_pane.unsaved.isVisible()
    driven.close()
    assert holds(place, "The rota was read.")
    assert not holds(file, "The rota was read.")


def test_answer_that_was_chosen_goes_on_in_the_copy(driven: Driven, file: Path, place: Path) -> None:
    driven.go_to("1f-04")
    with full_disk():
        driven.press(Qt.Key.Key_1, ALT)
    assert chosen(driven) == []
    go_elsewhere(driven, place)
    assert chosen(driven) == ["met"]
    driven.press(Qt.Key.Key_Z, CONTROL)
    assert chosen(driven) == []  # undone in the copy, where it stands


@pytest.mark.parametrize("page", ["actions", "registers"])
def test_form_stays_open_with_all_its_fields_and_is_kept_in_the_copy(driven: Driven, place: Path, page: str) -> None:
    driven.shell.show_page(page)
    driven.press(Qt.Key.Key_N, CONTROL)
    form = form_on_top(driven)
    field = form.findChildren(PassageLine)[0]
    field.setPlainText("Check the east perimeter each night")
    for choice in form.findChildren(Choice):
        choice.setCurrentIndex(min(1, choice.count() - 1))
    with full_disk():
        form.accept_button.click()
        driven.wait(lambda: isinstance(QApplication.activeModalWidget(), ChoiceDialog))
    assert form.isVisible()
    assert field.toPlainText() == "Check the east perimeter each night"
    go_elsewhere(driven, place)
    driven.wait(lambda: not form.isVisible())
    driven.close()
    assert holds(place, "Check the east perimeter each night")


def test_store_stays_unlocked_and_what_is_sealed_goes_on_sealed(driven: Driven, file: Path, place: Path) -> None:
    driven.session.unlock(PASSPHRASE)
    driven.go_to("1f-04")
    driven.type_text("Marmalade otters convene under the seventh bridge")
    driven.select("Marmalade otters convene under the seventh bridge")
    with full_disk():
        driven.press(Qt.Key.Key_R, CONTROL)
    go_elsewhere(driven, place)
    assert driven.session.file.is_unlocked
    driven.close()
    sealed = "SELECT count(*) FROM passage WHERE sealed_id IS NOT NULL"
    assert stored(place, sealed) > stored(file, sealed)
    assert not holds(place, "Marmalade")


def test_it_is_offered_again_when_no_other_place_is_chosen(driven: Driven, place: Path) -> None:
    driven.go_to("1f-04")
    with full_disk():
        driven.press(Qt.Key.Key_1, ALT)
    first = driven.dialog(ChoiceDialog)
    assert isinstance(first, ChoiceDialog)
    first.second_button.click()
    next(each for each in driven.window.findChildren(QFileDialog) if each.isVisible()).reject()
    go_elsewhere(driven, place)
    assert chosen(driven) == ["met"]


def test_latest_backup_goes_on_when_the_file_is_gone(
    driven: Driven, file: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driven.wait(lambda: bool(backups_of(driven.session.file.file_id)))
    driven.go_to("1f-04")
    driven.type_text("The rota was read.")
    file.unlink()  # as when its drive is pulled out
    with full_disk():
        driven.leave_field()
    go_elsewhere(driven, place)
    assert "backup of 2" in driven.shell.saved_status.text()
    driven.close()
    assert holds(place, "The rota was read.")


def test_action_is_there_once_only_when_it_was_tried_again(driven: Driven) -> None:
    driven.shell.show_page("actions")
    driven.press(Qt.Key.Key_N, CONTROL)
    form = form_on_top(driven)
    form.findChildren(PassageLine)[0].setPlainText("Check the gate")
    with full_disk():
        form.accept_button.click()
        driven.wait(lambda: isinstance(QApplication.activeModalWidget(), ChoiceDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ChoiceDialog)
    dialog.first_button.click()
    driven.wait(lambda: not form.isVisible())
    with driven.session.file.reading() as work:
        titles = [shown(entry.text("title")) for entry in work.list(Action)]
    assert titles.count("Check the gate") == 1


def test_saves_refusals_and_faults_are_spoken(driven: Driven, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, bool]] = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        heard.append((event.message(), event.politeness() == QAccessible.AnnouncementPoliteness.Assertive))

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    driven.go_to("1f-04")
    driven.press(Qt.Key.Key_1, ALT)
    assert ("Saved 14:32", False) in heard
    with full_disk():
        driven.press(Qt.Key.Key_2, ALT)
    assert any("disk" in words and is_urgent for words, is_urgent in heard)
    dialog = driven.dialog(ChoiceDialog)
    assert isinstance(dialog, ChoiceDialog)
    dialog.reject()
    driven.shell.show_page("actions")
    driven.press(Qt.Key.Key_N, CONTROL)
    form = form_on_top(driven)
    form.accept_button.click()
    fault = form.findChild(QLabel, "title_fault")
    assert fault is not None
    assert heard[-1] == (fault.text(), True)
    form.reject()
