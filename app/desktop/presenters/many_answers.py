"""Many questions answered at once in the list of the Checklist, for those who type up paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt

from app.desktop.dialogs.prompt_dialog import PromptView
from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.presenters.asking import Asker
from app.desktop.presenters.home_views import as_result
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.home_view import RESULT_WORDS
from app.domain.records import Result
from app.domain.steps import Step
from app.services.answering import WITH_REASON, Question
from app.services.answering_many import answer_many


class ManyAnswers(QObject):
    """Answers what is chosen in the list, and goes on to the row below; the list keeps the focus."""

    def __init__(
        self,
        session: Session,
        page: ChecklistPage,
        shell: Shell,
        question: Callable[[str], Question],
        go_to: Callable[[str], None],
    ) -> None:
        super().__init__(session)
        self._session = session
        self._page = page
        self._shell = shell
        self._question = question
        self._go_to = go_to
        self._asker = Asker(session, shell)
        page.many_answered.connect(self._on_many_answered)

    def _on_many_answered(self, refs: Sequence[str], key: str) -> None:
        result = Result(key)
        if not refs or not self._session.can_change:
            return
        if result in WITH_REASON:
            self._ask_reason(refs, result)
        else:
            self._session.act(self._title(refs, result), lambda: self._answer(refs, result, ""))

    def _ask_reason(self, refs: Sequence[str], result: Result) -> None:
        word = RESULT_WORDS[as_result(result.value)]
        of = refs[0] if len(refs) == 1 else f"{len(refs)} questions"
        view = PromptView(f"{word}: {of}", "The reason stands with each of them.", "Reason", f"Record {word}")
        self._asker.ask_words(view, self._title(refs, result), lambda words: self._answer(refs, result, words))

    def _answer(self, refs: Sequence[str], result: Result, reason: str) -> Step | None:
        session = self._session
        below = self._below(refs)
        step = answer_many(
            session.file,
            [self._question(ref) for ref in refs],
            result,
            reason=reason,
            person_id=session.person_id,
            on=session.today(),
        )
        word = RESULT_WORDS[as_result(result.value)]
        self._shell.announce(f"{refs[0]} {word}" if len(refs) == 1 else f"{len(refs)} questions {word}")
        self._go_to(below)
        self._page.question_list.questions.setFocus(Qt.FocusReason.OtherFocusReason)
        return step

    def _below(self, refs: Sequence[str]) -> str:
        """Return the row below the last that is answered; the last itself at the end of the list."""
        listed = [row.key for row in self._page.question_list.questions.row_model.items()]
        place = listed.index(refs[-1]) if refs[-1] in listed else -1
        return listed[place + 1] if 0 <= place < len(listed) - 1 else refs[-1]

    def _title(self, refs: Sequence[str], result: Result) -> str:
        word = RESULT_WORDS[as_result(result.value)]
        return f"{word} for {refs[0]}" if len(refs) == 1 else f"{word} for {len(refs)} questions"
