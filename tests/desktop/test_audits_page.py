"""External audits on a real file: commissioned with scope and reason, reported, their findings followed up."""

from __future__ import annotations

import pytest

from app.desktop.dialogs.review_dialog import ReviewDialog
from app.domain.review_records import AuditFinding, ExternalAudit
from app.domain.scales import Grade
from app.domain.text import shown
from tests.desktop.conftest import click
from tests.desktop.review_desks import OnDesk


@pytest.fixture
def desk(reviewing: OnDesk) -> OnDesk:
    """Return the page with one audit and one finding."""
    reviewing.shell.show_page("audits")
    reviewing.page.add_asked.emit()
    dialog = reviewing.desk.dialog(ReviewDialog)
    dialog.title_field.setText("Searching on reception")
    dialog.until_field.setText("1 October 2014")  # type: ignore[attr-defined]  # of the form
    click(dialog.accept_button)
    assert dialog.isVisible()
    dialog.words_field.setPlainText("The level fell twice.")  # type: ignore[attr-defined]  # of the form
    click(dialog.accept_button)
    dialog = reviewing.command("finding")
    dialog.title_field.setText("No record at weekends")
    click(dialog.accept_button)
    return reviewing


def test_an_audit_says_scope_reason_and_that_its_report_is_overdue(desk: OnDesk) -> None:
    assert "Searching on reception" in desk.column(1)[0]
    assert desk.column(4) == ["Overdue"]
    assert "The level fell twice." in desk.said()
    assert "1 to report, 1 overdue. 1 finding to follow up." in desk.page.register_summary.text()


def test_a_report_that_came_leaves_the_words_as_they_are(desk: OnDesk) -> None:
    dialog = desk.command("reported")
    dialog.day_field.setText("20 October 2014")  # type: ignore[attr-defined]  # of the form
    click(dialog.accept_button)
    assert desk.column(4) == ["Reported"]
    with desk.session.file.reading() as work:
        (audit,) = work.list(ExternalAudit)
        assert len(work.list(AuditFinding)) == 1
    assert shown(audit.text("reason")) == "The level fell twice."


def test_a_finding_is_graded_replied_to_followed_up_and_closed(desk: OnDesk) -> None:
    desk.scope("open")
    assert (desk.column(3), desk.column(4)) == (["Major"], ["No reply yet"])
    dialog = desk.command("change")
    field = dialog.scale_field  # type: ignore[attr-defined]  # of the form
    field.setCurrentIndex(field.findData(Grade.MINOR.value))
    dialog.words_field.setPlainText("A book is kept now.")  # type: ignore[attr-defined]  # of the form
    click(dialog.accept_button)
    assert (desk.column(3), desk.column(4)) == (["Minor"], ["Replied to"])
    dialog = desk.command("change")
    dialog.more_field.setPlainText("Four weekends were read, all complete.")  # type: ignore[attr-defined]  # of the form
    dialog.sure_check.setChecked(True)
    click(dialog.accept_button)
    assert desk.rows() == []
    desk.scope("findings")
    assert desk.column(4) == ["Closed"]
    assert "A book is kept now." in desk.said()
    assert "Four weekends were read" in desk.said()
