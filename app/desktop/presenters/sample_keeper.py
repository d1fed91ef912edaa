"""Keeps the sample test that is being typed: derives, refuses, saves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal, cast

from PySide6.QtCore import QObject, Signal

from app.desktop.presenters.checklist_views import Listing, method_key, sample_view
from app.desktop.session import Session
from app.desktop.views.checklist_view import FieldFault, QuestionView, SampleInput, SampleView
from app.desktop.widgets.question_pane import QuestionPane
from app.domain.sample_entry import SampleEntry, SampleFault, read_sample
from app.services.answering import Question, record_sample


class SampleKeeper(QObject):
    """Holds what is wrong in a sample test until it is put right; `unsaved_changed` follows each change of that."""

    unsaved_changed = Signal()

    def __init__(
        self,
        session: Session,
        pane: QuestionPane,
        question: Callable[[str], Question],
        listing: Callable[[], Listing | None],
    ) -> None:
        super().__init__(session)
        self._session = session
        self._pane = pane
        self._question = question
        self._listing = listing
        self._wrong: dict[str, SampleView] = {}
        pane.sample_edited.connect(self._on_sample_edited)

    @property
    def held(self) -> tuple[str, ...]:
        """The questions whose sample test is wrong and not saved."""
        return tuple(self._wrong)

    def with_typed(self, view: QuestionView) -> QuestionView:
        """Return a question with the sample that is held for it, as it was typed."""
        wrong = self._wrong.get(view.ref)
        return replace(view, sample=wrong) if wrong is not None and view.sample is not None else view

    def _on_sample_edited(self, ref: str, typed: SampleInput) -> None:
        listing = self._listing()
        if listing is None:
            return
        _, item = listing.items[ref]
        method = method_key(listing.content, typed.method)
        read = read_sample(typed.population, method, typed.size, typed.compliant)
        if isinstance(read, SampleFault):
            shown = sample_view(listing.content, item, SampleEntry(method=method))
            field = cast("Literal['population', 'size', 'compliant']", read.field)
            self._wrong[ref] = replace(
                shown,
                population=typed.population,
                size=typed.size,
                compliant=typed.compliant,
                fault=FieldFault(field, read.sentence),
            )
            self._pane.show_sample(self._wrong[ref])
        else:
            self._wrong.pop(ref, None)
            self._pane.show_sample(sample_view(listing.content, item, read))
            self._save(ref, read)
        self.unsaved_changed.emit()

    def _save(self, ref: str, sample: SampleEntry) -> None:
        session, question = self._session, self._question(ref)
        session.act(
            f"sample of {ref}", lambda: record_sample(session.file, question, sample, person_id=session.person_id)
        )
