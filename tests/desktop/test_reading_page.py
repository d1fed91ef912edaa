"""Reading on a real file: what changed, what to ask, where to look, what is withheld, and what is recorded of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from app.desktop.aim import Aim
from app.domain.records import Level, Result
from app.domain.review_records import Opinion, Query, ReviewChoice, ReviewMark, SiteInspection
from app.domain.review_terms import Depth
from tests.desktop.conftest import click
from tests.desktop.review_desks import OnDesk
from tests.services.reviewed_files import next_quarter, second

Press = Callable[..., None]
REF = second().intentions[0].ref


@pytest.fixture
def desk(over_time: OnDesk) -> OnDesk:
    """Return the reading of the latest return."""
    over_time.shell.show_page("reading")
    return over_time


def test_the_latest_return_is_read_when_none_was_chosen(desk: OnDesk) -> None:
    assert next_quarter().number in desk.page.register_summary.text()
    assert second().number in desk.page.register_summary.text()
    assert "Level down" in desk.column(1)[0]
    assert (desk.column(2)[0], desk.column(3)[0]) == ("Moderate", "Limited")


def test_a_return_of_the_desk_is_read_when_it_is_opened(desk: OnDesk) -> None:
    desk.shell.show_page("review")
    desk.scope("all")
    last = desk.page.table.shown_rows()[-1].key
    desk.page.row_chosen.emit(last)
    desk.page.command_given.emit("read")
    assert desk.shell.current_key == "reading"
    assert "the first one here" in desk.page.register_summary.text()


def test_f8_goes_on_and_comes_round_again(desk: OnDesk, press: Press) -> None:
    desk.scope("questions")
    desk.page.table.setFocus()
    first = desk.rows()[0]
    press(Qt.Key.Key_F8)
    assert desk.page.table.current_key() == desk.rows()[1]
    press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert desk.page.table.current_key() == desk.rows()[-1]
    press(Qt.Key.Key_F8)
    assert desk.page.table.current_key() == first


def test_a_query_begins_with_the_place_that_is_read(desk: OnDesk) -> None:
    desk.scope("doubts")
    dialog = desk.command("query")
    item = desk.column(0)[0]
    assert dialog.place_field.text() == item  # type: ignore[attr-defined]  # of the form
    dialog.words_field.setPlainText("Who wrote these words?")  # type: ignore[attr-defined]  # of the form
    click(dialog.accept_button)
    with desk.session.file.reading() as work:
        (query,) = work.list(Query)
    assert query.record.item_ref == item
    assert query.record.reference in desk.column(3)[0]


def test_an_own_result_stands_beside_theirs_and_in_the_trend(desk: OnDesk) -> None:
    desk.scope("questions")
    met = next(n for n, words in enumerate(desk.column(2)) if words == "Met")
    desk.page.row_chosen.emit(desk.rows()[met])
    dialog = desk.command("mark")
    field = dialog.scale_field  # type: ignore[attr-defined]  # of the form
    field.setCurrentIndex(field.findData(Result.NOT_MET.value))
    click(dialog.accept_button)
    assert desk.column(3)[met] == "Not met"
    assert "Your results: of 1: 1 lower" in desk.said()
    with desk.session.file.reading() as work:
        assert [each.record.self_result for each in work.list(ReviewMark)] == [Result.MET]


def test_levels_over_the_periods_stand_in_the_details(desk: OnDesk) -> None:
    said = desk.said()
    assert "Over the periods" in said
    assert "2014-15 Q2\nModerate" in said
    assert "2014-15 Q3\nLimited" in said


def test_an_opinion_that_was_given_is_where_the_next_one_begins(desk: OnDesk) -> None:
    dialog = desk.command("opinion")
    field = dialog.scale_field  # type: ignore[attr-defined]  # of the form
    field.setCurrentIndex(field.findData(Level.UNSATISFACTORY.value))
    dialog.words_field.setPlainText("Not borne out.")  # type: ignore[attr-defined]  # of the form
    click(dialog.accept_button)
    again = desk.command("opinion")
    assert again.scale_field.currentData() == Level.UNSATISFACTORY.value  # type: ignore[attr-defined]  # of the form
    assert again.words_field.toPlainText() == "Not borne out."  # type: ignore[attr-defined]  # of the form
    with desk.session.file.reading() as work:
        assert [each.record.intention_ref for each in work.list(Opinion)] == [REF]


def test_what_is_withheld_is_inspected_on_site_without_its_content(desk: OnDesk) -> None:
    desk.scope("withheld")
    assert desk.column(2) == ["Not inspected"]
    dialog = desk.command("inspected")
    assert dialog.place_field.text() == REF  # type: ignore[attr-defined]  # of the form
    dialog.who_field.setText("R. Viewer")  # type: ignore[attr-defined]  # of the form
    dialog.sure_check.setChecked(True)
    click(dialog.accept_button)
    assert desk.column(3) == ["Satisfied"]
    assert "R. Viewer" in desk.column(2)[0]
    with desk.session.file.reading() as work:
        assert [each.record.is_satisfied for each in work.list(SiteInspection)] == [True]


def test_the_plan_says_why_and_gives_way_to_the_reviewer(desk: OnDesk) -> None:
    desk.scope("plan")
    assert desk.column(2) == ["Proposed"]
    assert "The level is Limited." in desk.column(1)[0]
    dialog = desk.command("plan")
    field = dialog.scale_field  # type: ignore[attr-defined]  # of the form
    field.setCurrentIndex(field.findData(Depth.READ.value))
    dialog.words_field.setPlainText("Seen last week.")  # type: ignore[attr-defined]  # of the form
    click(dialog.accept_button)
    assert (desk.column(2), desk.column(3)) == (["Your choice"], ["Read the return"])
    assert "Seen last week." in desk.column(1)[0]
    with desk.session.file.reading() as work:
        assert [each.record.depth for each in work.list(ReviewChoice)] == [Depth.READ]


def test_an_intention_that_another_page_leads_to_is_filtered(desk: OnDesk) -> None:
    held = desk.page.groups.count()
    desk.shell.go("reading", Aim(intention=REF))
    assert held == 2
    assert desk.page.groups.currentData() == REF
    assert len(desk.rows()) == len(next_quarter().intentions[0].items)


def test_tab_stops_at_the_list_that_is_in_force_however_it_was_chosen(desk: OnDesk, press: Press) -> None:
    desk.page.scopes.findChildren(QAbstractButton)[0].setFocus()
    desk.scope("plan")
    desk.page.filter_field.setFocus()
    press(Qt.Key.Key_Tab)
    focused = desk.shell.window().focusWidget()
    assert isinstance(focused, QAbstractButton)
    assert focused.text() == "Plan"


def test_an_empty_list_says_what_is_so(desk: OnDesk) -> None:
    desk.shell.show_page("review")
    desk.scope("all")
    desk.page.row_chosen.emit(desk.rows()[-1])
    desk.page.command_given.emit("read")
    assert desk.page.scopes.findChildren(QAbstractButton)[2].isChecked()
    desk.scope("withheld")
    assert desk.page.nothing_found.text() == "Nothing of this return is withheld."
