"""What is provided: beyond the minimum (3(c)), for whom (4(a)), and for which needs (5(a), 5(b), Annex B)."""

from __future__ import annotations

from app.domain.catalogue_terms import Holds
from app.domain.registers.fields import Field, FieldKind, RegisterRecord
from app.domain.registers.register import Around, Derived, Fault, Register, State, in_order, overdue
from app.domain.targeting_check import Provision, Verdict, check_provision, stands

_VERDICTS = {Verdict.FITS: ("Fits", "passed"), Verdict.CONFLICTS: ("Conflicts", "not_met"),
             Verdict.JUDGEMENT: ("Needs judgement", "decide")}  # fmt: skip


def provision_of(record: RegisterRecord, around: Around) -> Provision:
    """Return what an entry says is run, and for whom."""
    indeterminate, holds = record.word_in("indeterminate"), around.holds
    return Provision(
        services=record.words_in("services"),
        bands=record.words_in("bands"),
        offences=record.words_in("offences"),
        serious_harm=record.words_in("serious_harm"),
        sexual=record.words_in("sexual"),
        violent=record.words_in("violent"),
        indeterminate={"only": True, "none": False}.get(indeterminate),
        sessions=record.count_in("sessions"),
        populations=("men", "women") if holds is Holds.BOTH else (holds.value,) if holds else (),
    )


def _targeting_state(record: RegisterRecord, around: Around) -> State:
    verdict = stands(check_provision(provision_of(record, around), around.pack))
    word, glyph = _VERDICTS[verdict]
    if verdict is Verdict.CONFLICTS and record.word_in("decision"):
        is_justified = record.word_in("decision") == "justify"
        return State("Conflicts, justified" if is_justified else "Conflicts, to stop", "decide")
    return State(word, glyph, verdict is Verdict.CONFLICTS)


def _findings(verdict: Verdict) -> Derived:
    def words(record: RegisterRecord, around: Around) -> str:
        found = check_provision(provision_of(record, around), around.pack)
        return "\n".join(each.words for each in found if each.verdict is verdict)

    return Derived(verdict.value, _VERDICTS[verdict][0], words)


def _decision_fault(record: RegisterRecord) -> Fault | None:
    if record.word_in("decision") == "stop" and record.day_in("stops_on") is None:
        return "stops_on", "Say by when it stops."
    return None


TARGETING = Register(
    kind="targeting",
    key="targeting",
    title="Targeting",
    one="service",
    letter="T",
    about="What is run and for whom, held against the targeting rules of 4(a).",
    intention="none",
    is_standing=True,
    fields=(
        Field("title", "What is run", FieldKind.LINE, is_required=True),
        Field("services", "Kind of service", FieldKind.CHOICES, "services", is_required=True),
        Field("places", "Places in the period", FieldKind.COUNT, least=0, most=100_000),
        Field("sessions", "Sessions each", FieldKind.COUNT, least=1, most=1_000),
        Field("bands", "OGRS bands", FieldKind.CHOICES, "bands"),
        Field("places_by_band", "Places by band", FieldKind.LINE, help="Low 4, medium 10, high 20."),
        Field("offences", "Index offences", FieldKind.CHOICES, "offences"),
        Field("serious_harm", "Risk of serious harm", FieldKind.CHOICES, "risk_step"),
        Field("sexual", "Sexual reconviction", FieldKind.CHOICES, "risk_step"),
        Field("violent", "Violent reconviction", FieldKind.CHOICES, "risk_step"),
        Field("indeterminate", "Indeterminate sentences", FieldKind.CHOICE, "indeterminate"),
        Field("decision", "Decision on a conflict", FieldKind.CHOICE, "targeting_decision"),
        Field("justification", "Justification", FieldKind.PROSE),
        Field("stops_on", "Stops by", FieldKind.DAY),
        Field("post_id", "Owner", FieldKind.POST),
        Field("closed_on", "Ended on", FieldKind.DAY),
    ),
    state=_targeting_state,
    derived=(_findings(Verdict.CONFLICTS), _findings(Verdict.JUDGEMENT), _findings(Verdict.FITS)),
    rules=(_decision_fault,),
)


def _beyond_state(record: RegisterRecord, around: Around) -> State:
    decision = record.word_in("decision")
    if decision == "stop":
        if late := overdue(record.day_in("stops_on"), around.today):
            return State("Was to have stopped", "overdue", True, late)
        return State("To stop", "in_progress")
    return State("Continued", "passed") if decision == "continue" else State("To decide", "decide", True)


BEYOND = Register(
    kind="beyond_minimum",
    key="beyond_minimum",
    title="Above the minimum",
    one="activity",
    letter="B",
    about="What is delivered above the minimum of its specification (3(c)): stopped, or continued with evidence.",
    intention="none",
    is_standing=True,
    fields=(
        Field("title", "Activity", FieldKind.LINE, is_required=True),
        Field("specification", "Specification exceeded", FieldKind.LINE, is_required=True),
        Field("cost", "Cost a year, £", FieldKind.FIGURE, least=0, most=100_000_000),
        Field("evidence", "Evidence", FieldKind.PROSE),
        Field("decision", "Decision", FieldKind.CHOICE, "beyond_decision"),
        Field("rationale", "Rationale", FieldKind.PROSE),
        Field("decided_on", "Decided on", FieldKind.DAY),
        Field("stops_on", "Stops by", FieldKind.DAY),
        Field("post_id", "Owner", FieldKind.POST),
        Field("closed_on", "Ended on", FieldKind.DAY),
    ),
    state=_beyond_state,
    rules=(_decision_fault, in_order("decided_on", "stops_on", "It stops before it was decided. Give a later day.")),
)


def _need_state(record: RegisterRecord, around: Around) -> State:
    identified, adapted = record.word_in("identified"), record.word_in("adapted")
    if not identified:
        return State("Not looked at", "not_answered", True)
    if identified == "no" or adapted == "no":
        return State("Gap", "not_met")
    if not adapted:
        return State("Identified alone", "not_answered", True)
    return State("Gap in part", "partly_met") if "partly" in (identified, adapted) else State("No gap", "met")


NEEDS = Register(
    kind="need",
    key="needs",
    title="Individual needs",
    one="need",
    letter="I",
    about="Needs and protected characteristics (5(a), 5(b), Annex B) by service: identified, adapted, evidence, gap.",
    intention="none",
    is_standing=True,
    fields=(
        Field("need", "Need or characteristic", FieldKind.CHOICE, "characteristics", is_required=True),
        Field("service", "Service", FieldKind.LINE, is_required=True),
        Field("identified", "Identified", FieldKind.CHOICE, "extent"),
        Field("adapted", "Service adapted", FieldKind.CHOICE, "extent"),
        Field("evidence", "Evidence", FieldKind.PROSE),
        Field("gap", "Gap", FieldKind.PROSE),
        Field("post_id", "Owner", FieldKind.POST),
        Field("closed_on", "Ended on", FieldKind.DAY),
    ),
    state=_need_state,
    order=lambda record: record.word_in("need"),
    each_of="need",
    beside=("service",),
)
