from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desktop.dialogs.find_dialog import FindDialog
from app.desktop.presenters.finder import Finder
from app.desktop.presenters.store_keeper import StoreKeeper
from app.desktop.shell import Shell
from app.desktop.views.find_view import FindHeading, FindRow
from app.desktop.widgets.scrim import Scrim
from app.domain.records import Action, SelfAudit
from app.domain.text import Passage
from app.services.acting import NewAction, add_action
from tests.desktop.conftest import Heard
from tests.desktop.register_desk import RegisterDesk, register_desk
from tests.desktop.test_accessibility import unnamed
from tests.services.begun_files import PASSPHRASE


@pytest.fixture
def desk(shell: Shell, tmp_path: Path) -> Iterator[RegisterDesk]:
    shell.window().resize(1280, 800)
    with register_desk(tmp_path, shell) as desk:
        begun = desk.begun
        new = NewAction(begun.text("Check the gate"), item_ref="1f-03")
        add_action(begun.file, begun.period_id, new, person_id=None)
        begun.set_up_store()
        begun.file.lock()
        desk.session.refresh()
        yield desk


def opened(desk: RegisterDesk, words: str) -> tuple[Finder, FindDialog]:
    finder = Finder(desk.session, desk.shell)
    finder.open()
    dialog = desk.dialog(FindDialog)
    dialog.find_field.setText(words)
    return finder, dialog


def rows(dialog: FindDialog) -> list[str]:
    return [row.spoken if isinstance(row, FindRow) else row.title for row in dialog.model.rows]


def test_an_action_is_found_and_opened_on_its_page(desk: RegisterDesk, hear: Callable[..., Heard]) -> None:
    desk.shell.show_page("home")
    aimed = hear(desk.shell.aimed)
    _, dialog = opened(desk, "check the gate")
    assert any("Check the gate" in row for row in rows(dialog))
    place = next(n for n, row in enumerate(dialog.model.rows) if isinstance(row, FindRow) and row.icon == "actions")
    while dialog.find_results.currentIndex().row() != place:
        QTest.keyClick(dialog.find_field, Qt.Key.Key_Down)
    QTest.keyClick(dialog.find_field, Qt.Key.Key_Return)
    assert aimed.calls[0][0] == "actions"
    assert not desk.has_dialog()


def test_up_and_down_go_round_past_the_headings(desk: RegisterDesk) -> None:
    _, dialog = opened(desk, "gate")
    assert isinstance(dialog.model.rows[0], FindHeading)
    assert dialog.find_results.currentIndex().row() == 1
    QTest.keyClick(dialog.find_field, Qt.Key.Key_Up)
    assert dialog.find_results.currentIndex().row() == len(dialog.model.rows) - 1
    assert dialog.find_field.hasFocus()


def test_a_command_is_found_and_given(desk: RegisterDesk) -> None:
    _, dialog = opened(desk, "zoom in")
    assert "Commands" in rows(dialog)
    QTest.keyClick(dialog.find_field, Qt.Key.Key_Return)
    assert desk.shell.theme.zoom > 100
    desk.shell.theme.choose_zoom(100)


def test_it_says_what_is_not_searched_and_goes_on_escape(desk: RegisterDesk) -> None:
    _, dialog = opened(desk, "qqqqqq")
    assert dialog.find_note.text() == "Sealed text is not searched: the store is locked"
    assert dialog.find_nothing.text().startswith("Nothing has these words")
    assert not unnamed(dialog)
    QTest.keyClick(dialog.find_field, Qt.Key.Key_Escape)
    assert not desk.has_dialog()
    assert not any(each.isVisible() for each in desk.shell.window().findChildren(Scrim))


def test_finder_is_closed_as_the_store_is_locked_where_it_shows_what_is_sealed(desk: RegisterDesk) -> None:
    StoreKeeper(desk.session, desk.shell)
    sealed = Passage(content="The tunnel is unlit.", marking=desk.begun.file.scheme.sealed_from)
    desk.session.unlock(PASSPHRASE)
    with desk.begun.file.work("Sealed") as work:
        audit = SelfAudit(period_id=desk.begun.period_id, intention_ref="1(a)")
        work.put(Action(self_audit_id=work.put(audit).record.id, reference="A-7KQ2"), {"title": [sealed]})
    desk.session.refresh()
    _, dialog = opened(desk, "tunnel")
    assert not any("tunnel" in row for row in rows(dialog))
    dialog.find_sealed.click()
    assert any("tunnel" in row for row in rows(dialog))
    desk.session.lock()
    assert not desk.has_dialog()
