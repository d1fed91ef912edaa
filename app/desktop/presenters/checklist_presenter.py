"""The Checklist on a real file."""

from __future__ import annotations

from datetime import datetime

from app.desktop.aim import Aim
from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.presenters.checklist_views import ListFilter, Listing, last_view, list_of
from app.desktop.presenters.home_views import TASK_TITLES
from app.desktop.presenters.many_answers import ManyAnswers
from app.desktop.presenters.presenter import Presenter
from app.desktop.presenters.prose_homes import NarrativeHome
from app.desktop.presenters.prose_keeper import ProseKeeper
from app.desktop.presenters.question_additions import QuestionAdditions
from app.desktop.presenters.question_views import Beside, question_view
from app.desktop.presenters.routes import CHECKLIST, counts_by_page, page_for
from app.desktop.presenters.sample_keeper import SampleKeeper
from app.desktop.presenters.spelling_keeper import SpellingKeeper
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.checklist_view import ChecklistView, LastPeriodView, UnsavedView
from app.desktop.views.home_view import RESULT_WORDS, ResultKey, ScopeView
from app.desktop.views.list_view import ItemRow
from app.desktop.views.shell_view import EmptyView, WayView
from app.desktop.widgets.question_pane import NARRATIVE, REASON
from app.domain.left_to_do import Task
from app.domain.record import Entry
from app.domain.records import Answer, Result
from app.services.answering import WITH_REASON, Question, adopt_drafts, record_result
from app.services.period_content import load_earlier_answers
from app.services.seats import intentions_of

_EVIDENCE = "evidence"


class ChecklistPresenter(Presenter):
    """Shows the filtered list and one question, and writes what is answered there."""

    key = CHECKLIST

    def __init__(self, session: Session, page: ChecklistPage, shell: Shell) -> None:
        super().__init__(session, shell)
        self._page = page
        self._filter = ListFilter()
        self._ref = session.place
        self._listing: Listing | None = None
        self._earlier: tuple[str, dict[str, Entry[Answer]]] | None = None
        self._saved_at: datetime | None = None
        self._narratives = ProseKeeper(session, page.question_pane.prose, shell, NarrativeHome(session, self._question))
        self._samples = SampleKeeper(session, page.question_pane, self._question, self._item_listing)
        self._additions = QuestionAdditions(session, page, shell, self)
        self._spelling = SpellingKeeper(session, shell, page.question_pane.narrative)
        self._many = ManyAnswers(session, page, shell, self._question, self._go_to)
        self._connect_list()
        self._connect_question()
        session.saved.connect(self._on_saved)
        session.lock_changed.connect(self._on_lock_changed)
        session.replayed.connect(self._on_replayed)
        session.checked.connect(self._on_checked)

    def refresh(self) -> None:
        """Show the list and the question as they are now."""
        session = self.session
        mine = frozenset(intentions_of(session.content(), session.person_id, session.today()))
        left = [todo for todo in session.left() if page_for(todo.task, self.shell.page_keys) == CHECKLIST]
        self._listing = list_of(session.content(), left, mine)
        if self._ref not in self._listing.items:
            self._ref = self._first(self._listing)
        self._show(self._listing)

    def aim(self, aim: Aim) -> None:
        """Show an item, an intention's items, or those of one kind of thing left to do."""
        self._page.question_pane.hand_over()
        if aim.item:
            self._ref = aim.item
            self._filter.task = self._filter.intention = ""
        else:
            self._ref = ""
            scope = "all" if aim.intention else "left"
            self._filter = ListFilter(scope=scope, task=aim.task, intention=aim.intention)
        self.refresh()

    def leave(self) -> bool:
        """Hand over what was typed; tell whether all of it is kept."""
        self._page.question_pane.hand_over()
        self.session.settle()
        return self._narratives.retry()

    def forget_unsaved(self) -> None:
        """Let go of what may not be kept."""
        self._narratives.forget()

    def _connect_list(self) -> None:
        questions = self._page.question_list
        self._page.question_chosen.connect(self._go_to)
        questions.scope_chosen.connect(self._on_scope_chosen)
        questions.mine_chosen.connect(self._on_mine_chosen)
        questions.filter_typed.connect(self._on_filter_typed)
        questions.filter_cleared.connect(self._on_filter_cleared)

    def _connect_question(self) -> None:
        pane = self._page.question_pane
        pane.answer_chosen.connect(self._on_answer_chosen)
        pane.next_asked.connect(self._on_next_asked)
        pane.previous_asked.connect(self._on_previous_asked)
        pane.unlock_asked.connect(self._on_unlock_asked)
        pane.way_chosen.connect(self._on_way_chosen)
        self._narratives.unsaved_changed.connect(self._show_unsaved)
        self._samples.unsaved_changed.connect(self._show_unsaved)

    def _show(self, listing: Listing) -> None:
        self._show_list(listing)
        self._show_question(listing)
        self._show_unsaved()

    def _show_list(self, listing: Listing) -> None:
        wanted = self._filter
        counts = counts_by_page(self.session.left(), self.shell.page_keys)
        mine = sum(1 for ref in listing.left if listing.items[ref][0].ref in listing.mine)
        scopes = (
            ScopeView("left", "Left to do", counts.get(CHECKLIST, 0)),
            ScopeView("all", "All", len(listing.items)),
        )
        self._page.show_list(
            ChecklistView(
                rows=listing.rows(wanted, self._ref),
                scopes=scopes,
                scope=wanted.scope,
                mine=ScopeView("mine", "Mine", mine) if listing.mine else None,
                is_mine=wanted.is_mine,
                filter_title=self._filter_title(listing),
            )
        )

    def _filter_title(self, listing: Listing) -> str:
        if self._filter.task:
            return TASK_TITLES[Task(self._filter.task)]
        if self._filter.intention:
            intention = listing.content.pack.intention(self._filter.intention)
            return f"{intention.ref} {intention.short}"
        return ""

    def _show_question(self, listing: Listing) -> None:
        if not self._ref:
            self._page.show_empty(_nothing_left(len(listing.items)))
            return
        rows = self._refs()
        beside = Beside(
            self._narratives.show((self._ref, NARRATIVE)),
            self._narratives.show((self._ref, REASON)),
            self._last_view(self._ref),
            self._ref in rows[1:],
            not self.session.can_change,
            _EVIDENCE in self.shell.page_keys,
        )
        view = question_view(listing, self._ref, self.session.today(), beside)
        self._page.show_question(self._samples.with_typed(view))
        self.session.place = self._ref

    def _show_unsaved(self) -> None:
        count = self._narratives.unsaved + len(self._samples.held)
        if count == 0:
            self._page.question_pane.show_unsaved(None)
            return
        title = "1 thing is not saved" if count == 1 else f"{count} things are not saved"
        detail = (
            f"Everything else was saved at {self._saved_at:%H:%M}." if self._saved_at else "Everything else is saved."
        )
        self._page.question_pane.show_unsaved(UnsavedView(title, detail))

    def _first(self, listing: Listing) -> str:
        """Return the first item that the filter leaves, rather one that is left to do; `""` where it leaves none."""
        refs = [row.key for row in listing.rows(self._filter, "") if isinstance(row, ItemRow)]
        return next((ref for ref in refs if ref in listing.left), next(iter(refs), ""))

    def _last_view(self, ref: str) -> LastPeriodView | None:
        if self._earlier is None:
            with self.session.file.reading() as work:
                self._earlier = load_earlier_answers(work, self.session.content().period.record)
        name, answers = self._earlier
        return last_view(name, self.session.content(), answers[ref]) if ref in answers else None

    def _refs(self) -> list[str]:
        return [row.key for row in self._page.question_list.questions.row_model.items()]

    def _go_to(self, ref: str) -> None:
        self._ref = ref
        listing = self._listing
        if listing is not None and listing.content is self.session.content() and ref in listing.items:
            self._show(listing)
        else:
            self.refresh()

    def _question(self, ref: str) -> Question:
        item = self.session.content().pack.item(ref)
        return Question(self.session.period_id, ref, item.version)

    def _item_listing(self) -> Listing | None:
        return self._listing

    def _on_answer_chosen(self, ref: str, result: ResultKey) -> None:
        session, question = self.session, self._question(ref)
        chosen = None if result == "not_answered" else Result(result)
        if chosen not in WITH_REASON:
            self._narratives.let_go((ref, REASON))
        done = session.act(
            f"{RESULT_WORDS[result]} for {ref}",
            lambda: record_result(session.file, question, chosen, person_id=session.person_id, on=session.today()),
        )
        if done is None:  # refused or held back: the page shows what is kept
            self.refresh()

    def _on_next_asked(self, ref: str) -> None:
        listing = self._listing
        if listing is None:
            return
        order = listing.order
        place = order.index(ref) if ref in order else -1
        following = [*order[place + 1 :], *order[: max(place, 0)]]
        left = set(listing.left)
        wanted = {row for row in self._refs() if row in left} or left
        target = next((other for other in following if other in wanted), None) or next(
            (other for other in following if other in left), None
        )
        if target is not None:
            self._go_to(target)
            self._page.focus_first()

    def _on_previous_asked(self, ref: str) -> None:
        refs = self._refs()
        if ref in refs[1:]:
            self._go_to(refs[refs.index(ref) - 1])
            self._page.focus_first()

    def _on_scope_chosen(self, scope: str) -> None:
        self._filter.scope = scope
        self.refresh()

    def _on_mine_chosen(self, is_mine: bool) -> None:
        self._filter.is_mine = is_mine
        self.refresh()

    def _on_filter_typed(self, words: str) -> None:
        self._filter.words = words
        self.refresh()

    def _on_filter_cleared(self) -> None:
        self._filter = ListFilter(scope=self._filter.scope, is_mine=self._filter.is_mine, words=self._filter.words)
        self.refresh()

    def _on_way_chosen(self, key: str) -> None:
        self._filter = ListFilter(scope=key)
        self._ref = next(iter(self._listing.order), "") if self._listing else ""
        self.refresh()

    def _on_unlock_asked(self) -> None:
        self.session.require_unlocked(self._page.focus_first)

    def _on_saved(self, at: datetime) -> None:
        self._saved_at = at

    def _on_lock_changed(self) -> None:
        self._earlier = None
        self._page.question_pane.prose.close_notes()
        if self.session.file.is_unlocked:
            self._adopt_drafts()

    def _on_replayed(self, ref: str) -> None:
        if ref and self.shell.current_key == self.key:
            self._go_to(ref)

    def _on_checked(self, is_sound: bool) -> None:
        if is_sound:
            self._adopt_drafts()
            self._page.question_pane.hand_over()  # what was typed before the verdict had to wait for it

    def _adopt_drafts(self) -> None:
        session = self.session
        if session.can_change and session.drafts():
            session.act("", lambda: adopt_drafts(session.file, person_id=session.person_id))


def _nothing_left(total: int) -> EmptyView:
    return EmptyView(
        "check",
        "Nothing is left to do here",
        "Every question that is due has its answer.",
        (WayView("all", CHECKLIST, "Read the answers again", f"All {total} questions, in order", "Show all"),),
    )
