"""Statements on a real file."""

from __future__ import annotations

from datetime import datetime

from app.desktop.aim import Aim
from app.desktop.pages.statement_page import StatementPage
from app.desktop.presenters.presenter import Presenter
from app.desktop.presenters.prose_homes import StatementHome
from app.desktop.presenters.prose_keeper import ProseKeeper
from app.desktop.presenters.reading_views import keys_of, sealed_text
from app.desktop.presenters.spelling_keeper import SpellingKeeper
from app.desktop.presenters.statement_lists import Sitting, list_view, order_of, ref_of
from app.desktop.presenters.statement_views import Beside, sealed_statement, statement_view
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.checklist_view import UnsavedView
from app.desktop.views.statement_view import ProseView
from app.domain.errors import FaultsError, UserError
from app.domain.reading import readings
from app.domain.records import Level
from app.domain.references import ESTABLISHMENT
from app.domain.statement_readiness import is_signed_off
from app.services.signing_off import Confirmed, sign_off
from app.services.stating import Place, adopt_drafts, declare, read_earlier, read_prepared, state_level

RETURN = "return"


class StatementPresenter(Presenter):
    """Shows the list and one statement, writes what is stated, and signs off what was read.

    What was ticked as read is kept here until the sign-off, for each statement and each person: a tick is nobody
    else's, and one for an answer that is changed afterwards no longer counts.
    """

    key = "statement"

    def __init__(self, session: Session, page: StatementPage, shell: Shell) -> None:
        super().__init__(session, shell)
        self._page = page
        self._scope = "all"
        self._shown = session.statement
        self._reopened = ""
        self._read: dict[tuple[str | None, str], set[str]] = {}
        self._saved_at: datetime | None = None
        self._refusal: UnsavedView | None = None
        self._keeper = ProseKeeper(session, page.statement_pane.prose, shell, StatementHome(session))
        pane = page.statement_pane
        self._spelling = [SpellingKeeper(session, shell, f.editor) for f in (pane.wording_field, pane.cannot_field)]
        self._connect_page()
        self._keeper.unsaved_changed.connect(self._show_unsaved)
        session.saved.connect(self._on_saved)
        session.lock_changed.connect(self._on_lock_changed)
        session.checked.connect(self._adopt_drafts)
        if session.is_checked:
            self._adopt_drafts()

    def refresh(self) -> None:
        """Show the list and the statement as they are now."""
        order = order_of(self.session.content())
        if self._shown not in order:
            self._shown = self._first(order)
        self.session.statement = self._shown
        sitting = self._sitting()
        self._page.show_list(list_view(sitting, self._scope))
        view = statement_view(sitting, self._shown, self._ticks(), self._show_text, self._beside())
        self._page.show_statement(view)
        self._show_unsaved()

    def aim(self, aim: Aim) -> None:
        """Show an intention's statement, or what is to be signed off next."""
        self._page.statement_pane.prose.hand_over()
        self._scope = "to_sign" if aim.task else "all"
        self._shown = aim.intention or ("" if aim.task else self._shown)
        self._reopened = ""
        self.refresh()

    def leave(self) -> bool:
        """Hand over what was typed; tell whether all of it is kept."""
        self._page.statement_pane.prose.hand_over()
        self.session.settle()
        return self._keeper.retry()

    def forget_unsaved(self) -> None:
        """Let go of what may not be kept."""
        self._keeper.forget()

    def _connect_page(self) -> None:
        page, pane = self._page, self._page.statement_pane
        page.statement_chosen.connect(self._go_to)
        page.return_asked.connect(self._on_return_asked)
        page.statement_list.scope_chosen.connect(self._on_scope_chosen)
        page.reading_pane.read_ticked.connect(self._on_read_ticked)
        page.reading_pane.sealed_asked.connect(self._on_sealed_asked)
        pane.level_chosen.connect(self._on_level_chosen)
        pane.declared.connect(self._on_declared)
        pane.sign_asked.connect(self._on_sign_asked)
        pane.reopen_asked.connect(self._on_reopen_asked)
        pane.next_asked.connect(self._on_next_asked)
        pane.sealed_asked.connect(self._on_statement_asked)

    def _sitting(self) -> Sitting:
        session = self.session
        return Sitting(
            session.content(), session.person_id, session.today(), session.file.is_unlocked, session.can_change
        )

    def _first(self, order: tuple[str, ...]) -> str:
        """Return what this person signs next, else what anybody does, else the first of all."""
        sitting = self._sitting()
        left = [key for key in order if not is_signed_off(sitting.content, ref_of(key))]
        mine = [key for key in left if sitting.signs(ref_of(key))]
        return next(iter((*mine, *left, *order)))

    def _ticks(self) -> set[str]:
        return self._read.setdefault((self.session.person_id, self._shown), set())

    def _show_text(self, name: str) -> ProseView:
        return self._keeper.show((self._shown, name))

    def _beside(self) -> Beside:
        file, statement = self.session.file, self.session.content().statement(ref_of(self._shown))
        return Beside(
            read_prepared(file, statement.record.id) if statement else None,
            read_earlier(file, self._place(self._shown)),
            self._reopened == self._shown,
        )

    def _place(self, key: str) -> Place:
        return Place(self.session.period_id, ref_of(key))

    def _go_to(self, key: str) -> None:
        self._shown, self._reopened, self._refusal = key, "", None
        self.refresh()

    def _show_unsaved(self) -> None:
        count = self._keeper.unsaved
        if count == 0:
            self._page.statement_pane.show_unsaved(self._refusal)
            return
        title = "1 text is not saved" if count == 1 else f"{count} texts are not saved"
        detail = f"Everything else was saved at {self._saved_at:%H:%M}." if self._saved_at else "It stays on this page."
        self._page.statement_pane.show_unsaved(UnsavedView(title, detail))

    def _on_scope_chosen(self, scope: str) -> None:
        self._scope = scope
        self.refresh()

    def _on_level_chosen(self, key: str, level: str) -> None:
        session, place = self.session, self._place(key)
        session.act(
            f"level of {key}",
            lambda: state_level(session.file, place, Level(level), person_id=session.person_id),
        )
        self.refresh()

    def _on_declared(self, expectation: str, is_declared: bool) -> None:
        session = self.session
        session.act(
            "declaration",
            lambda: declare(session.file, session.period_id, expectation, is_declared, person_id=session.person_id),
        )
        self.refresh()

    def _on_read_ticked(self, key: str, is_on: bool) -> None:
        (self._ticks().update if is_on else self._ticks().difference_update)(keys_of(key))
        self.refresh()

    def _on_sign_asked(self, key: str) -> None:
        session, confirmed = self.session, Confirmed(read=frozenset(self._ticks()))
        self._refusal = None
        if self._keeper.unsaved:
            return
        period, now, person = session.content().period.record.name, session.now(), session.person_id
        session.act(
            "",
            lambda: sign_off(session.file, period, [key], now=now, confirmed=confirmed, person_id=person),
            on_refused=self._on_sign_refused,
        )
        if is_signed_off(session.content(), self._place(key).intention_ref):
            self._on_signed(key)

    def _on_signed(self, key: str) -> None:
        """Forget the ticks, and what could be undone beneath the sign-off; go on to what comes next."""
        self._ticks().clear()
        self._reopened = ""
        self.session.raise_barrier()
        self.refresh()
        self.shell.announce("Signed off.")
        pane = self._page.statement_pane
        (pane.sitting_steps.step_return if key == ESTABLISHMENT else pane.next_button).setFocus()

    def _on_sign_refused(self, error: UserError) -> None:
        faults = " ".join(error.faults) if isinstance(error, FaultsError) else ""
        self._refusal = UnsavedView(error.sentence, faults)
        self._show_unsaved()
        self.shell.announce(f"{error.sentence} {faults}".strip(), is_urgent=True)

    def _on_reopen_asked(self, key: str) -> None:
        self._reopened = key
        self.refresh()
        self._page.focus_first()

    def _on_next_asked(self, key: str) -> None:
        content = self.session.content()
        order = order_of(content)
        place = order.index(key) if key in order else -1
        following = (*order[place + 1 :], *order[: max(place, 0)])
        target = next((other for other in following if not is_signed_off(content, ref_of(other))), None)
        if target is not None:
            self._go_to(target)
            self._page.focus_first()

    def _on_statement_asked(self) -> None:
        self.session.require_unlocked(self._show_statement)

    def _show_statement(self) -> None:
        """Show a statement that is sealed whole in a note, which forgets it."""
        content, pane = self.session.content(), self._page.statement_pane
        words = sealed_statement(content, ref_of(self._shown))
        if words:
            pane.prose.show_sealed(words, pane.withheld_button)

    def _on_return_asked(self) -> None:
        if RETURN in self.shell.page_keys:
            self.shell.go(RETURN, Aim())

    def _on_sealed_asked(self, key: str) -> None:
        self.session.require_unlocked(lambda: self._show_sealed(key))

    def _show_sealed(self, key: str) -> None:
        content = self.session.content()
        found = readings(content, ref_of(self._shown), is_unlocked=self.session.file.is_unlocked)
        sealed = [each for each in found if each.key in keys_of(key) and each.has_sealed]
        card = next((each for each in self._page.reading_pane.cards if each.view.key == key), None)
        if sealed and card is not None:
            words = "\n\n".join(sealed_text(content, each) for each in sealed)
            self._page.statement_pane.prose.show_sealed(words, card.sealed_button)

    def _on_saved(self, at: datetime) -> None:
        self._saved_at = at

    def _on_lock_changed(self) -> None:
        self._page.statement_pane.prose.close_notes()
        if self.session.file.is_unlocked:
            self._adopt_drafts()

    def _adopt_drafts(self) -> None:
        session = self.session
        if session.can_change and session.drafts():
            session.act("", lambda: adopt_drafts(session.file, person_id=session.person_id))
