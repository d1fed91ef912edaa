"""What a review response says: outcome and opinion first, then queries, then what they rest on."""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.platypus import Flowable

from app.domain.response import (
    ReleasedAudit,
    ReleasedAuditFinding,
    ReleasedInspection,
    ReleasedMark,
    ReleasedObservation,
    ReleasedOpinion,
    ReleasedQuery,
    ReleasedResponse,
)
from app.domain.review_terms import OUTCOME_WORDS, QUERY_WORDS, Outcome
from app.returns.letter.context import LetterContext, stacked, table
from app.returns.pdf import theme
from app.returns.pdf.columns import Labelled
from app.returns.pdf.context import labelled
from app.returns.pdf.flowables import LevelTile
from app.returns.pdf.prose import Text, escaped, inline, paragraphs, strong
from app.returns.pdf.tables import Cell, Column
from app.returns.words import GRADES, long_date

_MEANS = {
    Outcome.IN_REVIEW: "The return is being read. Reply to the queries below; a further response will follow.",
    Outcome.CHANGES_REQUESTED: "Return again for this period, with what the queries ask for.",
    Outcome.ACCEPTED: "The return is accepted, and its period is closed.",
}


def response_story(context: LetterContext, response: ReleasedResponse) -> list[Flowable]:
    """Return everything that a response says."""
    story = _verdict(context, response)
    parts: tuple[tuple[str, list[Flowable]], ...] = (
        ("Queries", [_queries(response.queries)] if response.queries else []),
        ("Opinions", [_opinions(context, response.opinions)] if response.opinions else []),
        ("Own results", [_marks(context, response.marks)] if response.marks else []),
        ("Inspected on site", [_inspections(response.inspections)] if response.inspections else []),
        ("Observations", [_observations(response.observations)] if response.observations else []),
        ("External audits", [each for audit in response.audits for each in _audit(audit)]),
    )
    for title, drawn in parts:
        if drawn:
            story += [*context.section(title.lower().replace(" ", "-"), title), *drawn]
    return story


def _verdict(context: LetterContext, response: ReleasedResponse) -> list[Flowable]:
    words = strong(OUTCOME_WORDS[response.outcome])
    story: list[Flowable] = [labelled("Outcome", f"{words}. {_MEANS[response.outcome]}")]
    if response.level:
        bars = next((each.bars for each in response.level_meanings if each.key is response.level), 0)
        tile = LevelTile(response.level, bars, context.level(response.level), 130, height=22, size=11)
        stated = f"The establishment stated {context.level(response.stated)}." if response.stated else ""
        body = [tile, *([Text(stated, theme.NOTE)] if stated else [])]
        story.append(Labelled([Text("Opinion of the whole", theme.LABEL)], body))
    if response.opinion:
        story.append(Labelled([Text("In words", theme.LABEL)], paragraphs(response.opinion)))
    return story


def _queries(queries: Iterable[ReleasedQuery]) -> Flowable:
    columns = (
        Column("Query", 56), Column("For", 40), Column("Question", 225), Column("Reply by", 92), Column("State", 74),
    )  # fmt: skip
    return table("Queries", columns, map(_query, queries))


def _query(query: ReleasedQuery) -> tuple[Cell, ...]:
    return (
        strong(escaped(query.reference)),
        escaped(query.item or query.intention),
        stacked(query.question, f"Replied: {inline(query.reply)}" if query.reply else ""),
        long_date(query.reply_due) if query.reply_due else "–",
        QUERY_WORDS[query.state],
    )


def _opinions(context: LetterContext, opinions: Iterable[ReleasedOpinion]) -> Flowable:
    columns = Column("Intention", 56), Column("Stated", 84), Column("Opinion", 84), Column("In words", 263)
    rows = (
        (escaped(each.intention), context.level(each.stated), strong(context.level(each.level)), stacked(each.wording))
        for each in opinions
    )
    return table("Opinions by intention", columns, rows)


def _marks(context: LetterContext, marks: Iterable[ReleasedMark]) -> Flowable:
    columns = Column("Item", 56), Column("Self-audit", 84), Column("Reviewer", 84), Column("Note", 263)

    def row(mark: ReleasedMark) -> tuple[Cell, ...]:
        return (
            escaped(mark.item),
            context.result(mark.self_result),
            strong(context.result(mark.own)),
            stacked(mark.note),
        )

    return table("Results beside those of the self-audit", columns, map(row, marks))


def _inspections(inspections: Iterable[ReleasedInspection]) -> Flowable:
    columns = Column("For", 56), Column("On", 100), Column("By", 231), Column("Satisfied", 100)

    def row(each: ReleasedInspection) -> tuple[Cell, ...]:
        where = escaped(each.item or each.intention or "The return")
        return where, long_date(each.inspected_on), stacked(each.inspector), "Yes" if each.is_satisfied else "No"

    return table("Withheld content inspected on site", columns, map(row, inspections))


def _observations(observations: Iterable[ReleasedObservation]) -> Flowable:
    columns = Column("Reference", 60), Column("For", 44), Column("Seen on", 92), Column("What was seen", 291)

    def row(each: ReleasedObservation) -> tuple[Cell, ...]:
        said = [Text(inline(each.title), theme.CELL_STRONG), *stacked(each.detail, inline(each.place))]
        return escaped(each.reference), escaped(each.intention or "–"), long_date(each.observed_on), said

    return table("Observations in daily monitoring", columns, map(row, observations))


def _audit(audit: ReleasedAudit) -> list[Flowable]:
    day = f"Commissioned on {long_date(audit.commissioned_on)}"
    due = f"; due on {long_date(audit.due)}" if audit.due else ""
    done = f"; reported on {long_date(audit.reported_on)}" if audit.reported_on else ""
    facts = [
        f"{strong(inline(audit.scope))}",
        f"Why: {inline(audit.reason)}",
        f"{day}{due}{done}",
        *([f"Auditor: {inline(audit.auditor)}"] if audit.auditor else []),
    ]
    story: list[Flowable] = [labelled(f"{escaped(audit.reference)} {escaped(audit.intention or '')}", *facts)]
    return [*story, _audit_findings(audit.findings)] if audit.findings else story


def _audit_findings(findings: Iterable[ReleasedAuditFinding]) -> Flowable:
    columns = (
        Column("Finding", 60), Column("For", 44), Column("Grade", 92), Column("Finding, reply and follow-up", 221),
        Column("State", 70),
    )  # fmt: skip

    def row(each: ReleasedAuditFinding) -> tuple[Cell, ...]:
        notes = [
            *([f"Reply: {inline(each.reply)}"] if each.reply else []),
            *([f"Follow-up: {inline(each.follow_up)}"] if each.follow_up else []),
            *([f"On {long_date(each.follow_up_on)}"] if each.follow_up_on else []),
        ]
        said = [Text(inline(each.title), theme.CELL_STRONG), *(Text(note, theme.CELL) for note in notes)]
        state = "Closed" if each.is_closed else "Open"
        return escaped(each.reference), escaped(each.intention or "–"), GRADES[each.grade], said, state

    return table("Findings", columns, map(row, findings))
