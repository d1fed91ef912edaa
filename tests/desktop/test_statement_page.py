from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.desktop.pages.statement_page import StatementPage
from app.desktop.shell import Shell
from app.desktop.specimens import frames, statements
from app.desktop.theme import Scheme
from app.desktop.views.statement_view import StatementView
from tests.desktop.conftest import Heard, click
from tests.desktop.test_accessibility import spoken_name, unnamed

Press = Callable[..., None]
Hear = Callable[..., Heard]
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(shell: Shell) -> StatementPage:
    shell.show_view(frames.shell())
    shell.show_page("statement")
    made = shell.page("statement")
    assert isinstance(made, StatementPage)
    made.show_list(statements.statements())
    made.show_statement(statements.statement())
    return made


def chosen(page: StatementPage) -> list[str]:
    return [str(row.property("level")) for row in page.statement_pane.level_choice.rows() if row.isChecked()]


@pytest.mark.parametrize(
    ("key", "level"),
    [(Qt.Key.Key_1, "substantial"), (Qt.Key.Key_3, "limited"), (Qt.Key.Key_4, "unsatisfactory")],
)
def test_level_is_chosen_by_key_even_from_the_editor(
    page: StatementPage, press: Press, hear: Hear, key: Qt.Key, level: str
) -> None:
    heard = hear(page.statement_pane.level_chosen)
    page.statement_pane.wording_field.setFocus()
    press(key, ALT)
    assert heard.calls == [("1(f)", level)]
    assert chosen(page) == [level]


def test_level_is_not_told_again_when_it_stands_already(page: StatementPage, press: Press, hear: Hear) -> None:
    heard = hear(page.statement_pane.level_chosen)
    press(Qt.Key.Key_2, ALT)
    assert heard.calls == []


def test_no_level_is_preselected_though_the_answers_suggest_one(page: StatementPage) -> None:
    page.show_statement(replace(statements.statement(), level=""))
    assert chosen(page) == []
    assert page.statement_pane.level_choice.suggested_level.text() == "Moderate"


def test_score_stands_with_its_base_and_a_rise_by_sealing_is_pointed_out(page: StatementPage) -> None:
    choice = page.statement_pane.level_choice
    assert choice.score_base.text().startswith("81, over 7 of 9 items; 1 withheld")
    assert "75" in choice.sealed_warning_words.text()
    assert choice.sealed_warning.isVisible()
    page.show_statement(statements.locked_statement())
    assert not choice.sealed_warning.isVisible()


def test_sign_off_is_disabled_with_its_reason_beside_it(page: StatementPage, hear: Hear) -> None:
    well, heard = page.statement_pane.signature_well, hear(page.statement_pane.sign_asked)
    click(well.sign_button)
    page.sign_action.trigger()
    assert heard.calls == []
    assert well.sign_reason.text() == "2 exceptions are still to be read."


def test_sign_off_is_asked_for_when_nothing_is_missing(page: StatementPage, hear: Hear) -> None:
    heard = hear(page.statement_pane.sign_asked)
    page.show_statement(statements.ready_statement())
    page.statement_pane.ask_sign()
    assert heard.calls == [("1(f)",)]


def test_typing_is_handed_over_before_the_sign_off(page: StatementPage, hear: Hear) -> None:
    page.show_statement(statements.ready_statement())
    pane = page.statement_pane
    told: list[str] = []
    pane.prose.prose_left.connect(lambda *_: told.append("left"))
    pane.sign_asked.connect(lambda *_: told.append("sign"))
    QTest.keyClicks(pane.wording_field.editor, "Now. ")
    pane.ask_sign()
    assert told == ["left", "sign"]


def test_signed_statement_is_locked_and_says_who_signed(page: StatementPage, press: Press, hear: Hear) -> None:
    page.show_statement(statements.signed_statement())
    heard, pane = hear(page.statement_pane.level_chosen), page.statement_pane
    press(Qt.Key.Key_1, ALT)
    assert heard.calls == []
    assert pane.wording_field.editor.isReadOnly()
    assert pane.signature_well.signed_words.text().startswith("Signed off by M. Prentice, Head of Security, on 29")
    assert not any(card.tick.isVisible() for card in page.reading_pane.cards)


def test_change_of_a_signed_statement_says_that_it_will_need_signing_off_again(page: StatementPage, hear: Hear) -> None:
    page.show_statement(statements.signed_statement())
    heard, well = hear(page.statement_pane.reopen_asked), page.statement_pane.signature_well
    assert well.reopen_words.text() == "It will need signing off again."
    click(well.reopen_button)
    assert heard.calls == [("1(f)",)]


def test_tick_tells_what_was_read_and_goes_on_to_the_next(
    page: StatementPage, shell: Shell, press: Press, hear: Hear
) -> None:
    heard, cards = hear(page.reading_pane.read_ticked), page.reading_pane.cards
    assert page.reading_pane.readings_count.text() == "1 of 3 read"
    cards[1].tick.setFocus()
    press(Qt.Key.Key_Space)
    assert heard.calls == [("r2", True)]
    assert shell.window().focusWidget() is cards[2].tick


def test_what_is_sealed_cannot_be_ticked_while_it_is_locked(page: StatementPage, hear: Hear) -> None:
    heard, asked = hear(page.reading_pane.read_ticked), hear(page.reading_pane.sealed_asked)
    page.show_statement(statements.locked_statement())
    card = page.reading_pane.cards[2]
    click(card.tick)
    click(card.sealed_button)
    assert heard.calls == []
    assert asked.calls == [("r3",)]
    assert card.sealed_button.text() == "Unlock to read it…"


def test_cards_are_kept_when_only_ticks_change(page: StatementPage) -> None:
    before = list(page.reading_pane.cards)
    page.show_statement(statements.ready_statement())
    assert page.reading_pane.cards == before
    assert all(card.tick.isChecked() for card in before)


def test_a_hundred_cards_are_made_little_by_little(page: StatementPage, qtbot: QtBot) -> None:
    one = statements.statement().readings[0]
    many = tuple(replace(one, key=f"r{place}") for place in range(100))
    page.show_statement(replace(statements.statement(), readings=many))
    assert 0 < len(page.reading_pane.cards) < 100
    assert page.reading_pane.readings_count.text() == "100 of 100 read"
    qtbot.waitUntil(lambda: len(page.reading_pane.cards) == 100)


def test_typing_is_handed_over_within_a_pause(page: StatementPage, qtbot: QtBot) -> None:
    pane = page.statement_pane
    with qtbot.waitSignal(pane.prose.prose_edited) as saved:
        QTest.keyClicks(pane.cannot_field.editor, "Nights. ")
    assert saved.args is not None
    assert saved.args[:2] == ["1(f)", "cannot_assure"]


def test_typing_is_handed_over_at_once_when_the_statement_is_left(page: StatementPage, hear: Hear) -> None:
    heard = hear(page.statement_pane.prose.prose_left)
    QTest.keyClicks(page.statement_pane.wording_field.editor, "Now. ")
    page.show_statement(statements.establishment())
    assert [call[:2] for call in heard.calls] == [("1(f)", "wording")]


def test_new_look_is_no_typing(page: StatementPage, shell: Shell) -> None:
    shell.theme.choose_scheme(Scheme.DARK)
    assert not page.statement_pane.wording_field.is_dirty


def test_selection_is_sealed_by_key_in_the_text_that_has_the_focus(
    page: StatementPage, press: Press, hear: Hear
) -> None:
    heard, editor = hear(page.statement_pane.prose.seal_asked), page.statement_pane.cannot_field.editor
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(7, cursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    press(Qt.Key.Key_R, CONTROL)
    ((key, field, passages),) = heard.calls
    assert (key, field) == ("1(f)", "cannot_assure")
    assert isinstance(passages, tuple)
    assert passages[0].is_sealed


def test_next_unsigned_is_asked_for_by_key(page: StatementPage, press: Press, hear: Hear) -> None:
    heard = hear(page.statement_pane.next_asked)
    press(Qt.Key.Key_Return, CONTROL)
    assert heard.calls == [("1(f)",)]
    page.show_statement(replace(statements.statement(), has_next=False))
    press(Qt.Key.Key_Return, CONTROL)
    assert len(heard.calls) == 1


def test_statement_is_chosen_in_the_list_by_arrow(page: StatementPage, press: Press, hear: Hear) -> None:
    heard = hear(page.statement_chosen)
    page.statement_list.statements.setFocus()
    press(Qt.Key.Key_Down)
    assert heard.calls == [("1(g)",)]


def test_rows_are_read_out_with_where_they_stand(page: StatementPage) -> None:
    model = page.statement_list.statements.row_model
    spoken = str(model.index(model.row_of("1(f)")).data(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken == "1(f) Drugs and mobile phones, Not signed off, For you"


def test_establishment_shows_all_levels_declarations_and_the_three_steps(page: StatementPage, hear: Hear) -> None:
    page.show_statement(statements.establishment())
    pane, asked = page.statement_pane, hear(page.return_asked)
    lines = [label.text() for label in pane.level_board.lines_box.findChildren(QLabel)]
    assert "2(g) Learning and skills, Limited, signed off" in lines
    assert pane.declaration_list.declarations_count.text() == "2 of 3"
    click(pane.sitting_steps.step_exceptions)
    assert page.reading_pane.first_unread().hasFocus()
    click(pane.sitting_steps.step_return)
    assert len(asked.calls) == 1


def test_declaration_is_made_and_then_commented_on(page: StatementPage, hear: Hear) -> None:
    page.show_statement(statements.establishment())
    made, edited = hear(page.statement_pane.declared), hear(page.statement_pane.prose.prose_left)
    row = page.statement_pane.declaration_list.rows[2]
    assert not row.comment.isVisible()
    row.choices.segment_chosen.emit("no")
    assert made.calls == [("change", False)]
    comment = page.statement_pane.declaration_list.rows[1].comment
    QTest.keyClicks(comment.editor, "Not yet. ")
    page.statement_pane.prose.hand_over()
    assert [call[:2] for call in edited.calls] == [("establishment", "value")]


def test_statement_sealed_whole_shows_nothing_of_itself_but_who_signs(page: StatementPage, hear: Hear) -> None:
    page.show_statement(statements.withheld_statement())
    pane, asked = page.statement_pane, hear(page.statement_pane.sealed_asked)
    assert not any(part.isVisible() for part in (pane.level_choice, pane.wording_field, pane.cannot_field))
    assert pane.signature_well.isVisible()
    assert pane.withheld_button.text() == "Unlock to read it…"
    click(pane.withheld_button)
    assert len(asked.calls) == 1


def test_exceptions_open_over_the_page_by_key_when_there_is_less_room(
    page: StatementPage, shell: Shell, press: Press
) -> None:
    shell.window().resize(1100, 720)
    assert not page.reading_pane.isVisible()
    press(Qt.Key.Key_F6)
    assert page.reading_pane.geometry().right() == page.width() - 1
    assert page.reading_pane.first_unread().hasFocus()
    press(Qt.Key.Key_Escape)
    assert not page.reading_pane.isVisible()


def test_panes_are_tabs_when_there_is_little_room(page: StatementPage, shell: Shell) -> None:
    shell.window().resize(1280, 720)
    shell.theme.choose_zoom(200)
    assert page.tab_bar.isVisible()
    assert not page.statement_list.isVisible()
    page.tabs.segment_chosen.emit("exceptions")
    assert page.reading_pane.isVisible()
    assert not page.statement_pane.statement_scroll.isVisible()
    click(page.jump_button)
    assert page.statement_list.isVisible()
    assert page.statement_pane.next_button.isVisible()


VIEWS = [statements.statement, statements.establishment, statements.signed_statement, statements.withheld_statement]


@pytest.mark.parametrize("view", VIEWS)
def test_every_input_has_a_name(page: StatementPage, shell: Shell, view: Callable[[], StatementView]) -> None:
    page.show_statement(view())
    assert not unnamed(shell)


def test_controls_have_the_role_of_what_they_are(page: StatementPage) -> None:
    tick = page.reading_pane.cards[1].tick
    assert QAccessible.queryAccessibleInterface(tick).role() == QAccessible.Role.CheckBox
    assert spoken_name(tick) == "I have read this: Partly met, 1f-03"
    states = [
        QAccessible.queryAccessibleInterface(row).state().checked for row in page.statement_pane.level_choice.rows()
    ]
    assert states == [0, 1, 0, 0]


def test_tab_goes_from_the_levels_through_the_words_to_sign_off(
    page: StatementPage, shell: Shell, press: Press
) -> None:
    page.show_statement(statements.ready_statement())
    pane = page.statement_pane
    pane.level_choice.moderate.setFocus()
    passed = []
    for _ in range(6):
        press(Qt.Key.Key_Tab)
        passed.append(shell.window().focusWidget())
    wanted = [pane.wording_field.editor, pane.cannot_field.editor, pane.signature_well.sign_button, pane.next_button]
    places = [passed.index(widget) for widget in wanted]
    assert places == sorted(places)


def test_exceptions_begin_at_the_top_when_another_statement_is_shown(page: StatementPage, shell: Shell) -> None:
    shell.window().resize(1280, 500)
    bar = page.reading_pane.reading_scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    page.show_statement(replace(statements.statement(), key="1(g)"))
    assert bar.value() == 0
