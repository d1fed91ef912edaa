"""A handover, and something RESTRICTED that is found late, in the window."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.desktop.aim import Aim
from app.desktop.dialogs.find_dialog import FindDialog
from app.desktop.dialogs.post_dialog import PostDialog
from app.desktop.pages.people_page import PeoplePage
from app.desktop.pages.statement_page import StatementPage
from app.domain.text import shown
from app.services.papers import Paper, draw_paper
from app.services.sealing_copies import Phrase
from app.services.spilling import contain
from tests.journeys.commands import PASSPHRASE
from tests.journeys.windows import CONTROL, Driven, holds

NEW, REF, OWNED = "F. Newcomer", "1f-04", "1(f)"
SPILT = "Marmalade otters convene under the seventh bridge"


def people(driven: Driven) -> PeoplePage:
    driven.shell.show_page("people")
    page = driven.shell.page("people")
    assert isinstance(page, PeoplePage)
    return page


def person(driven: Driven, name: str) -> str:
    return next(e.record.id for e in driven.session.content().people if shown(e.text("name")) == name)


def working_as(driven: Driven, name: str) -> None:
    action = next(each for each in driven.shell.person_menu.actions() if each.text().startswith(name))
    action.trigger()


def test_everything_goes_to_the_successor_who_then_signs(driven: Driven) -> None:
    content = driven.session.content()
    post = content.owner_post(OWNED) or next(p for p in content.posts if not p.record.is_head)
    page = people(driven)
    page.cell_edited.emit(f"owner:{OWNED}", "who", post.record.id)
    giver = content.holder(post.record.id, driven.session.today())
    assert giver is not None
    old = shown(giver.text("name"))
    page.scopes.segment_chosen.emit("people")
    page.row_chosen.emit(f"person:{giver.record.id}")
    page.command_given.emit("hand_over")
    dialog = next(each for each in driven.window.findChildren(PostDialog) if each.isVisible())
    dialog.name_field.setText(NEW)
    dialog.starts_field.setText("22 September 2014")
    dialog.accept_button.click()
    assert driven.session.undo_stack.undoText() == "Hand everything over"
    assert not any(each.text().startswith(old) for each in driven.shell.person_menu.actions())
    working_as(driven, NEW)
    assert driven.session.person_id == person(driven, NEW)
    driven.shell.show_page("home")
    driven.home.home_scopes.segment_chosen.emit("mine")
    assert [tile.view.ref for tile in driven.home.board.tiles() if tile.view.is_mine] == [OWNED]
    driven.shell.go("statement", Aim(intention=OWNED))
    statement = driven.shell.page("statement")
    assert isinstance(statement, StatementPage)
    reasons = " ".join(label.text() for label in statement.findChildren(QLabel))
    assert "you work here as someone else" not in reasons
    driven.session.undo_stack.undo()
    assert any(each.text().startswith(old) for each in driven.shell.person_menu.actions())


def test_what_is_found_late_is_sealed_and_stands_nowhere_in_the_window(driven: Driven, file: Path) -> None:
    session = driven.session
    driven.go_to(REF)
    driven.type_text(f"The register was read on the wing. {SPILT}.")
    driven.leave_field()
    left = draw_paper(session.file, session.period_id, Paper.INTENTION, [OWNED], now=datetime.now(UTC))
    driven.select(SPILT)
    driven.press(Qt.Key.Key_R, CONTROL)
    driven.give(PASSPHRASE)
    narrative = driven.checklist.question_pane.narrative
    driven.wait(lambda: SPILT not in narrative.toPlainText())
    found = contain(session.file, Phrase(SPILT), now=datetime.now(UTC), person_id=None)
    assert not found.in_file
    session.lock()
    driven.shell.show_page("history")
    words = " ".join(label.text() for label in driven.window.findChildren(QLabel))
    assert SPILT not in words
    driven.press(Qt.Key.Key_K, CONTROL)
    dialog = next(each for each in driven.window.findChildren(FindDialog) if each.isVisible())
    dialog.find_field.setText("otters convene")
    assert not dialog.model.rows
    dialog.reject()
    again = draw_paper(session.file, session.period_id, Paper.INTENTION, [OWNED], now=datetime.now(UTC))
    assert len(again.pages) != len(left.pages)
    driven.close()
    assert not holds(file, SPILT)
