"""The dialogs in which a reviewer records something: what each asks, and the review form that it makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from app.desktop.presenters.form_values import FormValues
from app.desktop.views.home_view import ScopeView
from app.desktop.views.review_view import ReviewFormView, ReviewInput
from app.domain.catalogue import MarkingScheme
from app.domain.records import Level, Result
from app.domain.references import ITEM_PATTERN, is_intention_ref
from app.domain.review_terms import DEPTH_WORDS
from app.domain.scales import Grade
from app.services.fill_words import FillPassage, FillText
from app.services.review_form import (
    ReviewAudit,
    ReviewChoiceForm,
    ReviewFinding,
    ReviewForm,
    ReviewInspection,
    ReviewMarkForm,
    ReviewObservation,
    ReviewOpinion,
    ReviewQuery,
)

_PLACE = "Question or intention: 1f-02, or 1(f)"
_MARKING = ("marking", "Marking of these words")
_LEVELS = tuple(ScopeView(level.value, level.value.capitalize()) for level in Level)
_RESULTS = tuple(ScopeView(each.value, each.value.replace("_", " ").capitalize()) for each in Result)
_GRADES = tuple(ScopeView(each.value, each.value.replace("_", " ").capitalize()) for each in Grade)
_DEPTHS = tuple(ScopeView(depth.value, words) for depth, words in DEPTH_WORDS.items())

_VIEWS: Mapping[str, ReviewFormView] = {
    "query": ReviewFormView(
        "Ask a query", "Ask",
        (("place", _PLACE), ("words", "Question"), ("until", "Reply by"), _MARKING),
        "It leaves with the next response. Only you close it.",
    ),
    "opinion": ReviewFormView(
        "Give an opinion", "Save",
        (("place", "Intention, 1(f); empty for the whole"), ("scale", "Assurance level"), ("words", "In words"),
         _MARKING),
        scale=_LEVELS,
    ),
    "mark": ReviewFormView(
        "Own result of a question", "Save",
        (("place", "Question: 1f-02"), ("scale", "Your own result"), ("words", "Note"), _MARKING),
        scale=_RESULTS,
    ),
    "inspected": ReviewFormView(
        "Inspected on site", "Save",
        (("place", f"{_PLACE}; empty for the return"), ("who", "Inspected by"), ("day", "On")),
        "Never write what the withheld content says.",
        sure="&Satisfied",
    ),
    "observe": ReviewFormView(
        "Note an observation", "Save",
        (("code", "Establishment, by its code"), ("place", f"{_PLACE}; may stay empty"), ("title", "In a few words"),
         ("words", "What was seen"), ("who", "Where"), ("day", "Seen on"), _MARKING),
        sure="It is a &concern: tell the establishment with the next response",
    ),
    "audit": ReviewFormView(
        "Commission an external audit", "Save",
        (("place", "Intention, 1(f); may stay empty"), ("title", "Scope"), ("words", "Why"), ("who", "Auditor"),
         ("day", "Commissioned on"), ("until", "Report due on"), _MARKING),
    ),
    "reported": ReviewFormView("Report of the audit received", "Save", (("day", "Received on"),)),
    "finding": ReviewFormView(
        "Finding of the audit", "Save",
        (("place", "Intention, 1(f); may stay empty"), ("scale", "Grade"), ("title", "In a few words"),
         ("words", "What the establishment replied"), ("more", "What the follow-up showed"),
         ("until", "Followed up on"), _MARKING),
        scale=_GRADES, sure="&Closed: nothing is left to follow up",
    ),
    "plan": ReviewFormView(
        "Look otherwise than planned", "Save",
        (("place", "Intention: 1(f)"), ("scale", "How deeply"), ("words", "Why"), _MARKING),
        scale=_DEPTHS,
    ),
}  # fmt: skip


def review_view(kind: str, scheme: MarkingScheme, code: str, today: str) -> ReviewFormView:
    """Return the dialog of a kind of record; days are asked from today on."""
    view, levels = _VIEWS[kind], markings_to_choose(scheme)
    given = ReviewInput(code=code, day=today, marking=levels[0].key)
    return ReviewFormView(
        view.heading, view.verb, view.fields, view.note, view.scale, levels, view.sure, given,
    )  # fmt: skip


def markings_to_choose(scheme: MarkingScheme) -> tuple[ScopeView, ...]:
    """Return the markings that text may carry here, the lowest first."""
    ranked = sorted(scheme.levels, key=lambda level: level.rank)
    return tuple(ScopeView(level.key, level.word) for level in ranked if not scheme.is_refused(level.key))


def read_review_input(
    kind: str, typed: ReviewInput, number: str | None, code: str | None
) -> tuple[ReviewForm | None, dict[str, str]]:
    """Return the review form of what was typed, or what is wrong with it, by field."""
    reader = _Reader(typed, number, code)
    made: Callable[[], ReviewForm] = getattr(reader, f"make_{kind}")
    form = made()
    return (None, reader.faults) if reader.faults else (form, {})


class _Reader:
    """Reads one dialog; an observation may be of any establishment, the rest is of the return on show."""

    def __init__(self, typed: ReviewInput, number: str | None, code: str | None) -> None:
        self._typed, self._values = typed, FormValues()
        self._of = {"return": number} if number else {"establishment": code}

    @property
    def faults(self) -> dict[str, str]:
        return self._values.faults

    def make_query(self) -> ReviewForm:
        place, question = self._place(is_needed=True), self._words("words", "Write what you ask.")
        until = self._values.day("until", self._typed.until)
        if self.faults:
            return self._form()
        return self._form(queries=(ReviewQuery(**place, question=question, reply_due=until),))

    def make_opinion(self) -> ReviewForm:
        intention, wording = self._intention(is_needed=False), self._text(self._typed.words)
        if self.faults:
            return self._form()
        level = Level(self._typed.scale)
        if intention is None:
            return self._form(level=level, opinion=wording)
        return self._form(opinions=(ReviewOpinion(intention=intention, level=level, wording=wording),))

    def make_mark(self) -> ReviewForm:
        item = self._place(is_needed=True).get("item")
        if item is None:
            self.faults.setdefault("place", "Name one question: 1f-02.")
            return self._form()
        result = Result(self._typed.scale)
        return self._form(marks=(ReviewMarkForm(item=item, result=result, note=self._text(self._typed.words)),))

    def make_inspected(self) -> ReviewForm:
        place, who = self._place(is_needed=False), self._words("who", "Write who inspected it.")
        on = self._values.day("day", self._typed.day)
        if on is None:
            self.faults.setdefault("day", "Say on which day.")
        if self.faults or on is None:
            return self._form()
        return self._form(inspections=(ReviewInspection(**place, on=on, by=who, satisfied=self._typed.is_sure),))

    def make_observe(self) -> ReviewForm:
        typed, place = self._typed, self._place(is_needed=False)
        title, on = self._title("Say it in a few words."), self._day()
        code = typed.code.strip().upper()
        if not re.fullmatch("[A-Z]{2,5}", code):
            self.faults["code"] = "A code is two to five letters, such as CVL."
        if self.faults or on is None:
            return self._form()
        self._of = {"establishment": code}
        seen = ReviewObservation(
            **place, reference=typed.reference or None, on=on, title=title, detail=self._text(typed.words),
            place=self._text(typed.who), concern=typed.is_sure,
        )  # fmt: skip
        return self._form(observations=(seen,))

    def make_audit(self) -> ReviewForm:
        typed, intention, on = self._typed, self._intention(is_needed=False), self._day()
        scope, due = self._title("Say what it covers."), self._values.day("until", typed.until)
        why = self._text(typed.words) if typed.reference else self._words("words", "Say why.")
        if self.faults or on is None:
            return self._form()
        audit = ReviewAudit(
            reference=typed.reference or None, intention=intention, scope=scope, reason=why,
            auditor=self._text(typed.who), commissioned_on=on, due=due, reported_on=self._reported(),
        )  # fmt: skip
        return self._form(audits=(audit,))

    def make_reported(self) -> ReviewForm:
        audit, on = self._audit(), self._day()
        if self.faults or audit is None or on is None:
            return self._form()
        return self._form(audits=(audit.model_copy(update={"reported_on": on}),))

    def make_finding(self) -> ReviewForm:
        typed, audit, intention = self._typed, self._audit(), self._intention(is_needed=False)
        title, on = self._title("Say it in a few words."), self._values.day("until", typed.until)
        if self.faults or audit is None:
            return self._form()
        found = ReviewFinding(
            reference=typed.reference or None, intention=intention, grade=Grade(typed.scale), title=title,
            reply=self._text(typed.words), follow_up=self._text(typed.more), follow_up_on=on, closed=typed.is_sure,
        )  # fmt: skip
        return self._form(audits=(audit.model_copy(update={"findings": (found,)}),))

    def make_plan(self) -> ReviewForm:
        intention, why = self._intention(is_needed=True), self._words("words", "Say why.")
        if self.faults or intention is None:
            return self._form()
        choice = ReviewChoiceForm.model_validate({"intention": intention, "depth": self._typed.scale, "reason": why})
        return self._form(choices=(choice,))

    def _form(self, **parts: object) -> ReviewForm:
        return ReviewForm.model_validate({**self._of, **parts})

    def _place(self, *, is_needed: bool) -> dict[str, str]:
        place = self._typed.place.strip()
        if re.fullmatch(ITEM_PATTERN, place):
            return {"item": place}
        if is_intention_ref(place):
            return {"intention": place}
        if place or is_needed:
            self.faults["place"] = "Write a question’s reference, 1f-02, or an intention’s, 1(f)."
        return {}

    def _intention(self, *, is_needed: bool) -> str | None:
        place = self._typed.place.strip()
        if is_intention_ref(place):
            return place
        if place or is_needed:
            self.faults["place"] = "Write an intention’s reference: 1(f)."
        return None

    def _title(self, sentence: str) -> FillText:
        """Return the title; of a record that is changed it may stay empty, and stays what it is."""
        return self._text(self._typed.title) if self._typed.reference else self._words("title", sentence)

    def _day(self) -> date | None:
        on = self._values.day("day", self._typed.day)
        if on is None:
            self.faults.setdefault("day", "Say on which day.")
        return on

    def _audit(self) -> ReviewAudit | None:
        """Return the audit that a report or a finding is of, as it stands."""
        return ReviewAudit.model_validate_json(self._typed.audit) if self._typed.audit else None

    def _reported(self) -> date | None:
        audit = self._audit()
        return audit.reported_on if audit else None

    def _words(self, name: str, sentence: str) -> FillText:
        return self._text(self._values.words(name, getattr(self._typed, name), sentence))

    def _text(self, words: str) -> FillText:
        return (FillPassage(text=words, marking=self._typed.marking or None),) if words.strip() else ()


def first_fault(faults: Sequence[str]) -> str:
    """Return the first of a review form's faults without its place in the form."""
    return faults[0].partition(": ")[2] if faults else ""
