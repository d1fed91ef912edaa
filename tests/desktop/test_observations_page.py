"""Observations on a real file: noted without a return, changed, read where they bear on."""

from __future__ import annotations

import pytest

from app.desktop.dialogs.review_dialog import ReviewDialog
from app.domain.review_records import Observation
from app.domain.text import shown
from tests.desktop.conftest import click
from tests.desktop.review_desks import OnDesk
from tests.services.reviewed_files import second


@pytest.fixture
def desk(reviewing: OnDesk) -> OnDesk:
    """Return the page with one observation of the only establishment."""
    reviewing.shell.show_page("observations")
    reviewing.page.add_asked.emit()
    dialog = reviewing.desk.dialog(ReviewDialog)
    dialog.place_field.setText(second().intentions[0].ref)  # type: ignore[attr-defined]  # of the form
    dialog.title_field.setText("Two cell bells out of order")
    dialog.who_field.setText("B wing")  # type: ignore[attr-defined]  # of the form
    click(dialog.accept_button)
    return reviewing


def test_an_observation_is_noted_and_listed(desk: OnDesk) -> None:
    assert ["Two cell bells out of order" in words for words in desk.column(1)] == [True]
    assert desk.column(3) == ["Noted"]
    assert "1 noted, 0 of them concerns." in desk.page.register_summary.text()


def test_an_observation_becomes_a_concern_and_keeps_its_words(desk: OnDesk) -> None:
    dialog = desk.command("change")
    assert dialog.title_field.text() == "Two cell bells out of order"
    dialog.sure_check.setChecked(True)
    dialog.title_field.clear()
    click(dialog.accept_button)
    assert desk.column(3) == ["Concern, not reported"]
    with desk.session.file.reading() as work:
        (seen,) = work.list(Observation)
    assert shown(seen.text("title")) == "Two cell bells out of order"


def test_a_concern_is_reported_in_the_dialog_that_signs(desk: OnDesk) -> None:
    from app.desktop.dialogs.sign_dialog import SignDialog

    desk.page.command_given.emit("report")
    dialog = desk.desk.dialog(SignDialog)
    assert not dialog.sign_accept_button.isEnabled()  # who signs, and with what, is asked first
    dialog.reject()


def test_an_observation_leads_to_its_place_in_the_return(desk: OnDesk) -> None:
    desk.page.command_given.emit("read")
    assert desk.shell.current_key == "reading"
    assert desk.page.groups.currentData() == second().intentions[0].ref


def test_a_day_that_is_none_is_said_at_its_field(desk: OnDesk) -> None:
    dialog = desk.command("change")
    dialog.day_field.setText("yesterday")  # type: ignore[attr-defined]  # of the form
    click(dialog.accept_button)
    assert dialog.isVisible()
    assert dialog.day_fault.text()  # type: ignore[attr-defined]  # of the form
