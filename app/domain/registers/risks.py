"""Risks: what could keep an intention from being delivered, how likely and how bad, and what is done about it."""

from __future__ import annotations

from app.domain.registers.fields import Field, FieldKind, RegisterRecord
from app.domain.registers.options import place_on
from app.domain.registers.register import Around, Derived, Register, State, in_order, overdue

LIKELIHOOD, IMPACT = "likelihood", "impact"


def risk_score(record: RegisterRecord, around: Around, which: str) -> int:
    """Return likelihood times impact, `inherent` or `residual`; 0 where one of them is not given."""
    likely = place_on(around.pack, LIKELIHOOD, record.word_in(f"{which}_likelihood"))
    return likely * place_on(around.pack, IMPACT, record.word_in(f"{which}_impact"))


def _state(record: RegisterRecord, around: Around) -> State:
    closed = record.day_in("closed_on")
    if closed and closed <= around.today:
        return State("Closed", "not_applicable")
    late = overdue(record.day_in("review_by"), around.today)
    if late:
        return State("Review overdue", "overdue", True, late)
    appetite, now = record.count_in("appetite"), risk_score(record, around, "residual")
    if appetite is not None and now > appetite:
        return State("Above appetite", "decide")
    return State("Within appetite", "passed") if now and appetite is not None else State("Open", "open")


def _score_words(which: str) -> Derived:
    def words(record: RegisterRecord, around: Around) -> str:
        score = risk_score(record, around, which)
        return str(score) if score else ""

    return Derived(f"{which}_score", f"{which.capitalize()} score", words)


def _appetite_fault(record: RegisterRecord) -> tuple[str, str] | None:
    pairs = (("inherent_likelihood", "inherent_impact"), ("residual_likelihood", "residual_impact"))
    for one, other in pairs:
        if bool(record.word_in(one)) != bool(record.word_in(other)):
            missing = other if record.word_in(one) else one
            return missing, "Likelihood and impact belong together. Give both, or neither."
    return None


RISKS = Register(
    kind="risk",
    key="risks",
    title="Risks",
    one="risk",
    letter="R",
    about="What could keep an intention from being delivered, and what is done about it.",
    intention="needed",
    is_standing=True,
    fields=(
        Field("title", "Risk", FieldKind.LINE, is_required=True),
        Field("cause", "Cause", FieldKind.PROSE),
        Field("event", "Event", FieldKind.PROSE),
        Field("effect", "Effect", FieldKind.PROSE),
        Field("inherent_likelihood", "Inherent likelihood", FieldKind.CHOICE, LIKELIHOOD),
        Field("inherent_impact", "Inherent impact", FieldKind.CHOICE, IMPACT),
        Field("controls", "Controls", FieldKind.PROSE),
        Field("residual_likelihood", "Residual likelihood", FieldKind.CHOICE, LIKELIHOOD),
        Field("residual_impact", "Residual impact", FieldKind.CHOICE, IMPACT),
        Field("appetite", "Appetite", FieldKind.COUNT, least=1, most=25, help="The highest score that is accepted."),
        Field("post_id", "Owner", FieldKind.POST),
        Field("opened_on", "Opened on", FieldKind.DAY),
        Field("review_by", "Review by", FieldKind.DAY),
        Field("closed_on", "Closed on", FieldKind.DAY),
    ),
    state=_state,
    derived=(_score_words("inherent"), _score_words("residual")),
    rules=(
        _appetite_fault,
        in_order("opened_on", "review_by", "It is to be reviewed before it was opened. Give a later day."),
        in_order("opened_on", "closed_on", "It ends before it was opened. Give a later day."),
    ),
)
