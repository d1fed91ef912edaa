"""Queries on either side: closed by the reviewer, replied to by the establishment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from app.desktop.dialogs.action_dialog import ActionDialog
from app.desktop.dialogs.review_dialog import ReviewDialog
from app.desktop.pages.queries_page import QueriesPage
from app.desktop.presenters.action_rows import ActionRows
from app.desktop.presenters.home_views import TASK_TITLES
from app.desktop.presenters.queries_presenter import QueriesPresenter
from app.desktop.shell import Shell
from app.domain.left_to_do import Task
from app.domain.records import IssuedReturn
from app.domain.release import ReturnFacts, release
from app.domain.review_records import Query, ReceivedQuery, ReceivedResponse
from app.domain.review_terms import Outcome, QueryState
from app.domain.text import shown
from app.services.review_form import ReviewForm
from app.services.reviewing import record_review
from tests.desktop.conftest import click
from tests.desktop.register_desk import RegisterDesk, register_desk
from tests.desktop.review_desks import review_desk
from tests.services.begun_files import TODAY, at
from tests.services.reviewed_files import second


def ask(desk: RegisterDesk) -> None:
    """Write a response that was taken in, with one query."""
    begun = desk.begun
    with begun.file.work("Took in a response") as work:
        issued = IssuedReturn(
            period_id=begun.period_id, number="EX/2026-27-Q2/1", payload=b"{}", payload_digest="0", signers_required=1,
            made_at=at(TODAY),
        )  # fmt: skip
        work.put(issued)
        response = ReceivedResponse(
            issued_id=issued.id, number="EX/2026-27-Q2/1/R1", outcome=Outcome.CHANGES_REQUESTED, made_on=TODAY,
            payload=b"{}", payload_digest="1", received_at=at(TODAY),
        )  # fmt: skip
        work.put(response, {"opinion": begun.text("As stated.")})
        query = ReceivedQuery(
            response_id=response.id, reference="Q-4KTR", intention_ref="1(f)", item_ref="1f-02", asked_on=TODAY,
            reply_due=date(2020, 1, 1),
        )  # fmt: skip
        work.put(query, {"question": begun.text("Who covers testing during leave?")})
    desk.session.refresh()


@pytest.fixture
def received(shell: Shell, tmp_path: Path) -> Iterator[RegisterDesk]:
    with register_desk(tmp_path, shell) as desk:
        ask(desk)
        yield desk


def presented(desk: RegisterDesk, shell: Shell) -> QueriesPage:
    page = shell.page("queries")
    assert isinstance(page, QueriesPage)
    QueriesPresenter(desk.session, page, shell)
    shell.show_page("queries")
    return page


def test_a_query_is_work_until_it_is_replied_to(received: RegisterDesk, shell: Shell) -> None:
    assert [todo.item_ref for todo in received.session.left() if todo.task is Task.QUERY_TO_REPLY] == ["1f-02"]
    assert TASK_TITLES[Task.QUERY_TO_REPLY]
    page = presented(received, shell)
    page.command_given.emit("reply")
    dialog = received.dialog(ReviewDialog)
    click(dialog.accept_button)
    assert dialog.isVisible()
    dialog.words_field.setPlainText("A second officer was trained.")  # type: ignore[attr-defined]  # of the form
    click(dialog.accept_button)
    with received.session.file.reading() as work:
        entry = work.list(ReceivedQuery)[0]
    assert (entry.record.state, shown(entry.text("reply"))) == (QueryState.REPLIED, "A second officer was trained.")
    assert not any(todo.task is Task.QUERY_TO_REPLY for todo in received.session.left())


def test_a_query_becomes_an_action_that_says_where_it_comes_from(received: RegisterDesk, shell: Shell) -> None:
    page = presented(received, shell)
    page.command_given.emit("action")
    dialog = received.dialog(ActionDialog)
    assert (dialog.read().intention, dialog.read().place) == ("1(f)", "1f-02")
    dialog.title_field.editor.setPlainText("Train a second officer")
    click(dialog.accept_button)
    content = received.session.content()
    (action,) = content.actions
    assert (action.record.entry_id, action.record.item_ref) == (content.queries[0].record.id, "1f-02")
    labels = [label.text() for label in page.findChildren(QLabel)]
    assert f"{action.record.reference} Train a second officer, open" in labels
    rows = ActionRows(content, TODAY, None)
    detail = rows.detail(rows.all()[0], (), is_writable=False)
    assert [fact.words for fact in detail.facts if fact.label == "From"] == ["Query Q-4KTR"]
    (released,) = release(content, ReturnFacts("EX/1", TODAY, 1)).actions
    assert released.entry == "Q-4KTR"
    received.session.undo_stack.undo()
    assert received.session.content().actions == []


def test_there_is_nothing_to_do_before_a_response_has_come(shell: Shell, tmp_path: Path) -> None:
    with register_desk(tmp_path, shell) as desk:
        page = presented(desk, shell)
        assert page.empty_pane.isVisible()


def test_the_reviewer_closes_a_query(shell: Shell, tmp_path: Path) -> None:
    with review_desk(tmp_path, shell) as desk:
        item = second().intentions[0].items[0].ref
        form = ReviewForm.model_validate(
            {"return": second().number, "queries": [{"item": item, "question": "Who covers it?"}]}
        )
        record_review(desk.session.file, form, now=desk.session.now())
        desk.session.refresh()
        shell.show_page("asked")
        page = shell.page("asked")
        assert isinstance(page, QueriesPage)
        page.command_given.emit("close")
        with desk.session.file.reading() as work:
            assert work.list(Query)[0].record.state is QueryState.CLOSED
