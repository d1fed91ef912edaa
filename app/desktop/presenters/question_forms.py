"""The dialog of a question of one's own: what it asks, how it is tested, what it weighs."""

from __future__ import annotations

from app.desktop.views.form_views import EntryFieldView, EntryFormView, EntryInput
from app.desktop.views.home_view import ScopeView
from app.domain.catalogue import ChecklistItem
from app.services.own_questions import OwnQuestion

_METHODS = (
    ScopeView("examine", "Examine records"),
    ScopeView("interview", "Interview people"),
    ScopeView("observe", "Observe work"),
    ScopeView("sample", "Draw a sample"),
)
_WEIGHTS = tuple(ScopeView(str(weight), str(weight)) for weight in (1, 2, 3))
_NOTE = (
    "It is asked from the next period on; periods that were begun stay as they are. Its words leave in every return: "
    "nothing in them may be marked or name a person."
)
_SAMPLE = "For a sample alone."


def question_form(heading: str, verb: str, item: ChecklistItem | None) -> EntryFormView:
    """Return the form of a new question, or of one as it stands."""
    marks = item.pass_marks if item else None
    fields = (
        EntryFieldView("title", "Short title", "line", item.title if item else "", help="At most 34 characters."),
        EntryFieldView("question", "Question", "prose", item.question if item else "",
                       help="One that can be answered by looking."),
        EntryFieldView("method", "How it is tested", "choice", item.method.value if item else "examine", _METHODS),
        EntryFieldView("weight", "Weight", "choice", str(item.weight) if item else "1", _WEIGHTS),
        EntryFieldView("evidence", "Evidence expected", "prose", "\n".join(item.evidence_expected) if item else "",
                       help="One a line."),
        EntryFieldView("guidance", "Guidance", "prose", item.guidance if item else ""),
        EntryFieldView("population", "Drawn from", "line", marks.population if marks else "", help=_SAMPLE),
        EntryFieldView("size", "How many to draw", "line", str(marks.size) if marks else "", help=_SAMPLE),
        EntryFieldView("met", "Met from, in %", "line", str(marks.met) if marks else "", help=_SAMPLE),
        EntryFieldView("partly_met", "Partly met from, in %", "line", str(marks.partly_met) if marks else "",
                       help=_SAMPLE),
    )  # fmt: skip
    return EntryFormView(heading, verb, fields, is_new=False, note=_NOTE)


def read_question(typed: EntryInput) -> OwnQuestion:
    """Return a question as it was typed."""
    said = typed.values
    return OwnQuestion(
        said["title"], said["question"], said["method"], said["weight"], said["evidence"], said["guidance"],
        said["population"], said["size"], said["met"], said["partly_met"],
    )  # fmt: skip
