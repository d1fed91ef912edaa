"""What a reviewer records from any of their pages: asked in a dialog, taken by one service, or signed and sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from app.desktop.dialogs.review_dialog import ReviewDialog
from app.desktop.pages.register_page import RegisterPage
from app.desktop.presenters.asking import Asker
from app.desktop.presenters.letter_signer import LetterSigner
from app.desktop.presenters.review_forms import first_fault, read_review_input, review_view
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.home_view import ScopeView
from app.desktop.views.review_view import ReviewFormView, ReviewInput
from app.domain.dates import spell_day
from app.domain.errors import FaultsError, UserError
from app.domain.review_terms import OUTCOME_WORDS, Outcome
from app.services.reviewing import record_review

if TYPE_CHECKING:
    from app.services.review_form import ReviewForm

OUTCOMES = ReviewFormView(
    "Respond to a return", "Go on", (("scale", "What the response comes to"),),
    "It tells everything that is recorded of this return. Accepted closes the period; changes requested asks for a "
    "further return.",
    tuple(ScopeView(outcome.value, OUTCOME_WORDS[outcome]) for outcome in Outcome),
)  # fmt: skip
_SEALED_STAYS = "Something of it is sealed. What you leave empty stays as it is."
_ONE_PAGE = "One page, signed, through the same gates as a response."


class ReviewRecorder:
    """Records for one page, which says above its table what was said before until something else is asked."""

    def __init__(self, session: Session, shell: Shell, page: RegisterPage, asking: Asker) -> None:
        self._session, self._shell, self._page, self._asking = session, shell, page, asking
        self.signer = LetterSigner(session, shell)

    def ask(
        self, kind: str, code: str, number: str | None, given: ReviewInput | None = None, *, is_sealed: bool = False
    ) -> None:
        """Ask for one kind of record, of a return by its number or of an establishment; `given` stands there already.

        What `given` leaves empty is filled in with today's day and the lowest marking. `is_sealed`: something of what
        is changed is, and not offered.
        """
        session = self._session
        view = review_view(kind, session.file.scheme, code, spell_day(session.today()))
        note = f"{view.note} {_SEALED_STAYS}".strip() if is_sealed else view.note
        view = replace(view, given=_filled(given or ReviewInput(), view.given), note=note)
        self._page.show_notice(None)
        dialog = ReviewDialog(self._shell.loader, view, self._shell.window())

        def take(typed: ReviewInput) -> None:
            typed = replace(typed, reference=view.given.reference, audit=view.given.audit)
            form, faults = read_review_input(kind, typed, number, code)
            if form is None:
                dialog.show_faults(faults)
                return
            self._asking.take_form(dialog, view.heading, lambda: self._record(form), _faults)

        self._asking.ask_form(dialog, take)

    def choose(self, view: ReviewFormView, take: Callable[[str], object]) -> None:
        """Ask for one of several; what was said before goes."""
        self._page.show_notice(None)
        dialog = ReviewDialog(self._shell.loader, view, self._shell.window())

        def chosen(typed: ReviewInput) -> None:
            dialog.accept()
            take(typed.scale)

        self._asking.ask_form(dialog, chosen)

    def respond(self, number: str) -> None:
        """Ask what the response to a return comes to, then sign and write it."""
        self.choose(OUTCOMES, lambda way: self._respond(number, Outcome(way)))

    def report(self, reference: str) -> None:
        """Sign and write the report of a concern."""
        session = self._session

        from app.services.concerns import report_concern

        self.signer.open(
            "Report a concern",
            _ONE_PAGE,
            f"Concern-{reference}",
            lambda identity, sending, progress, is_cancelled: report_concern(
                session.file, reference, identity, sending, now=session.now(), person_id=session.person_id
            ),
        )

    def _record(self, form: ReviewForm) -> object:
        session = self._session
        return record_review(session.file, form, now=session.now(), person_id=session.person_id)

    def _respond(self, number: str, outcome: Outcome) -> None:
        from app.services.responding import respond

        session = self._session
        self.signer.open(
            f"Respond to return {number}",
            f"{OUTCOME_WORDS[outcome]}. The file is written when the last gate has passed; until then nothing leaves.",
            f"Response-{number}",
            lambda identity, sending, progress, is_cancelled: respond(
                session.file, number, outcome, identity, sending, now=session.now(), person_id=session.person_id,
                progress=progress, is_cancelled=is_cancelled,
            ),
        )  # fmt: skip


def _faults(error: UserError) -> Mapping[str, str]:
    """Return a refusal for the form: of faults by their place in a review file, the first without its place."""
    return {"": first_fault(error.faults)} if isinstance(error, FaultsError) and error.faults else error.by_field


def _filled(given: ReviewInput, usual: ReviewInput) -> ReviewInput:
    """Return what is given, with the usual where it is empty; a change of a record keeps its own days."""
    names = ("code", "marking") if given.reference else ("code", "marking", "day")
    return replace(given, **{name: getattr(given, name) or getattr(usual, name) for name in names})
