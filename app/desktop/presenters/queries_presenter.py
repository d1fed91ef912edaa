"""Queries in an establishment's file: work that came with a response."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

from app.desktop.aim import Aim
from app.desktop.choosing import choose_file
from app.desktop.dialogs.review_dialog import ReviewDialog
from app.desktop.pages.queries_page import QueriesPage
from app.desktop.presenters.action_beginner import ActionBeginner
from app.desktop.presenters.action_rows import ActionRows
from app.desktop.presenters.asking import renamed
from app.desktop.presenters.letter_signer import LetterSigner
from app.desktop.presenters.query_views import QueryRowView, query_cells, query_detail
from app.desktop.presenters.register_presenter import RegisterPresenter
from app.desktop.presenters.review_forms import markings_to_choose
from app.desktop.presenters.routes import CHECKLIST
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.form_views import ActionInput
from app.desktop.views.register_view import DetailView, NoticeView
from app.desktop.views.review_view import ReviewFormView, ReviewInput
from app.desktop.views.shell_view import EmptyView, WayView
from app.domain.review_terms import QueryState
from app.domain.text import Text, marked
from app.services.receiving_responses import Received, receive_response
from app.services.replying import list_queries, list_responses, reply, send_replies


class QueriesPresenter(RegisterPresenter[QueryRowView]):
    """Lists the queries that came with responses, takes replies down and sends them."""

    key = "queries"
    SCOPES = (("all", "All"), ("open", "To reply to"), ("replied", "Replied"), ("closed", "Closed"))
    FIRST_SORT = "due"

    def __init__(self, session: Session, page: QueriesPage, shell: Shell) -> None:
        super().__init__(session, page, shell)
        self._latest = ""
        self.signer = LetterSigner(session, shell)
        self._actions = ActionBeginner(session, shell, self.asking)
        page.files_given.connect(lambda paths: self.take_in(Path(paths[0])))

    def aim(self, aim: Aim) -> None:
        """Show one query, or those of an intention."""
        if aim.record_id:
            self.select(aim.record_id)
            self.refresh()
        else:
            self.choose_filter("open", aim.intention)

    def read_rows(self) -> Sequence[QueryRowView]:
        """Return every query."""
        with self.session.file.reading() as work:
            responses = list_responses(work)
            queries = list_queries(work)
        self._latest = responses[0].number if responses else ""
        return [QueryRowView(one.id, one.reference, one.item or one.intention, one.intention, one.question, one.reply,
                             one.state, one.asked_on, one.reply_due, one.replied_on) for one in queries]  # fmt: skip

    def cells(self, row: QueryRowView) -> tuple[Any, ...]:
        """Return a row's cells."""
        return query_cells(row, self.session.today())

    def is_in(self, row: QueryRowView, scope: str) -> bool:
        """Tell whether a query is of the list that is chosen."""
        return scope == "all" or row.state.value == scope

    def group_of(self, row: QueryRowView) -> str:
        """Return a query's intention."""
        return row.intention

    def words_of(self, row: QueryRowView) -> str:
        """Return what the filter searches."""
        return f"{row.reference} {row.place} {row.question} {row.reply}".casefold()

    def order_of(self, row: QueryRowView, column: str) -> Any:
        """Return what a column sorts a query by."""
        return row.order(column)

    def detail(self, row: QueryRowView) -> DetailView:
        """Return what is known of a query."""
        can_reply = self.session.is_writable and row.state is not QueryState.CLOSED
        can_send = self.session.is_writable and any(one.state is QueryState.REPLIED for one in self._all)
        can = (("reply", can_reply), ("send", can_send), ("action", self.session.is_writable), ("question", True))
        return query_detail(row, can, self._actions_of(row))

    def summary(self, rows: Sequence[QueryRowView]) -> str:
        """Return how many queries wait for a reply, and the response that came last."""
        waiting = sum(row.state is QueryState.OPEN for row in rows)
        return f"{waiting} to reply to. The last response is {self._latest}. Only the reviewer closes a query."

    def nothing_yet(self) -> EmptyView:
        """Return the page before the first query."""
        words = f"Response {self._latest} was taken in, and asks nothing." if self._latest else _NO_RESPONSE
        return EmptyView("query", "No queries", words, (_WAY,))

    def add(self) -> None:
        """Ask which response is to be taken in."""
        choose_file(self.shell.window(), "Choose a response", self.take_in, kinds="Responses (*.pdf)")

    def take_in(self, path: Path) -> None:
        """Verify a response beside the window, and take it in where it is trusted."""
        from app.signing.trust import Trust

        session = self.session
        now, person_id = session.now().astimezone(UTC), session.person_id
        job = session.jobs.start(
            lambda progress, is_cancelled: receive_response(
                session.file, path, Trust({}), now=now, person_id=person_id, is_cancelled=is_cancelled
            )
        )
        job.succeeded.connect(self._on_received)
        job.failed.connect(self.say)
        job.stopped.connect(lambda: self.shell.announce("Stopped. Nothing was taken in."))
        self.shell.follow(job, "Verifying")

    def command(self, key: str, row: QueryRowView) -> None:
        """Reply to a query, send the replies, begin an action, or go to the question."""
        if key == "reply":
            self._ask_reply(row)
        elif key == "send":
            session = self.session
            self.signer.open(
                "Send the replies", "One file, which the reviewer takes in. The next return carries them too.",
                f"Replies-{self._latest}",
                lambda identity, sending, progress, is_cancelled: send_replies(
                    session.file, identity, sending, now=session.now(), person_id=session.person_id
                ),
            )  # fmt: skip
        elif key == "action":
            place = row.place if row.place != row.intention else ""
            self._actions.ask(ActionInput(intention=row.intention, place=place), row.key)
        elif key == "question":
            aim = Aim(item=row.place) if row.place != row.intention else Aim(intention=row.intention)
            self.shell.go(CHECKLIST, aim)

    def _actions_of(self, row: QueryRowView) -> str:
        """Return the actions that come from a query, a line each."""
        content = self.session.content()
        rows = ActionRows(content, self.session.today(), self.session.person_id)
        mine = [each for each in rows.all() if rows.entry(each.key).record.entry_id == row.key]
        return "\n".join(f"{each.reference} {each.title}, {rows.words[each.state.value].lower()}" for each in mine)

    def _ask_reply(self, row: QueryRowView) -> None:
        self.page.show_notice(None)
        session = self.session
        scheme = session.file.scheme
        levels = markings_to_choose(scheme)
        view = ReviewFormView(
            f"Reply to {row.reference}", "Save", (("words", "Reply"), ("marking", "Marking of these words")),
            row.question, markings=levels, given=ReviewInput(words=row.reply, marking=levels[0].key),
        )  # fmt: skip
        dialog = ReviewDialog(self.shell.loader, view, self.shell.window())

        def take(typed: ReviewInput) -> None:
            text = marked(typed.words, typed.marking or None, scheme)
            self.asking.take_form(dialog, view.heading, lambda: self._reply(row, text), renamed({"reply": "words"}))

        self.asking.ask_form(dialog, take)

    def _reply(self, row: QueryRowView, text: Text) -> None:
        """Keep a reply; with none left to reply to, show those that are replied to, from where they are sent."""
        session = self.session
        reply(session.file, row.reference, text, today=session.today(), person_id=session.person_id)
        waiting = (one for one in self._all if one.state is QueryState.OPEN and one.key != row.key)
        if self._scope == "open" and next(waiting, None) is None:
            self._scope = "replied"

    def _on_received(self, received: object) -> None:
        assert isinstance(received, Received)
        self.session.refresh()
        self.page.show_notice(NoticeView(received.summary, received.sentences, "warn"))
        if self.shell.current_key == self.key:
            self.page.focus_first()  # what had the focus may have given way to the list
        self.shell.announce(received.summary)


_WAY = WayView("add", "import", "Take in a response", "A signed PDF from the reviewer", "Choose…")
_NO_RESPONSE = "The reviewer’s response to a return is taken in here, once its signature is verified."
