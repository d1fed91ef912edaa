"""What each sheet of the workbook says: its title, its sentence, its columns and its rows."""

from __future__ import annotations

from app.domain.released import (
    ReleasedAction,
    ReleasedIntention,
    ReleasedItem,
    ReleasedReturn,
    ReleasedStatement,
    as_words,
)
from app.returns.payload import digest, grouped
from app.returns.words import (
    GRADES,
    STATES,
    covers,
    gainsaid,
    level_rank,
    level_word,
    listed,
    long_date,
    name_of,
    place_words,
    post_words,
    result_word,
)
from app.returns.workbook.register_sheets import register_sheets
from app.returns.workbook.sheet import Column, Kind, Sheet, Value


def sheets(released: ReleasedReturn, payload: bytes) -> list[Sheet]:
    """Return the sheets in order."""
    return [
        _cover(released, payload),
        _summary(released),
        _answers(released),
        _findings(released),
        _statements(released),
        _actions(released),
        *register_sheets(released),
        _evidence(released),
        _withheld(released),
        *([_replies(released)] if released.replies else []),
    ]


def _cover(released: ReleasedReturn, payload: bytes) -> Sheet:
    statement = released.statement
    signed = statement.signed_off if statement else None
    rows = [
        ("Return number", released.number),
        ("Follows return", released.previous.number if released.previous else "None: this is the first"),
        *_replaced(released),
        ("Establishment", name_of(released)),
        ("Run by", f"{released.establishment.sector.value.capitalize()} sector"),
        ("Country", released.establishment.country.value.capitalize()),
        ("Period", released.period.name),
        ("Covers", covers(released)),
        ("Made on", long_date(released.made_on)),
        *_author(released),
        ("Overall assurance", level_word(released, statement.level if statement else None)),
        *_last(released),
        ("Signed off by", f"{as_words(signed.name)}, {as_words(signed.post)}" if signed else "Not signed off"),
        ("Score", released.score.words),
        ("Catalogue", f"{released.catalogue.name}, version {released.catalogue.version}"),
        ("Marking", released.marking),
        ("Withheld", f"Content marked {released.withheld_marking} stays at the establishment."),
        ("Payload SHA-256", grouped(digest(payload))),
        ("Payload of the return before", grouped(released.previous.digest) if released.previous else "None"),
    ]
    sentence = f"Assurance return of {name_of(released)}, {covers(released)}."
    return Sheet("Cover", sentence, (Column("Field", 30), Column("Value", 84, Kind.TEXT)), rows)


def _replaced(released: ReleasedReturn) -> list[tuple[str, str]]:
    recalled = released.replaces
    return [("Replaces return", f"{recalled.number}, which was recalled")] if recalled else []


def _author(released: ReleasedReturn) -> list[tuple[str, str]]:
    author = released.prepared_by
    return [("Prepared by", f"{as_words(author.name)}, {as_words(author.post)}")] if author else []


def _last(released: ReleasedReturn) -> list[tuple[str, str]]:
    """Return what the return before said of the whole, where it did."""
    rows = []
    if released.last_level:
        rows.append(("Assurance in the last return", level_word(released, released.last_level)))
    if released.last_score is not None:
        rows.append(("Score in the last return", str(released.last_score)))
    return rows


def _summary(released: ReleasedReturn) -> Sheet:
    columns = (
        Column("Ref", 8), Column("Group", 8, Kind.FIGURE), Column("Intention", 32), Column("Level", 21, Kind.LEVEL),
        Column("Last return", 21, Kind.LAST_LEVEL), Column("Change", 10), Column("Score", 8, Kind.FIGURE),
        Column("Last score", 8, Kind.FIGURE),
        Column("Items", 8, Kind.FIGURE), Column("Not met", 8, Kind.FIGURE), Column("Partly met", 8, Kind.FIGURE),
        Column("Met", 7, Kind.FIGURE), Column("Not tested", 8, Kind.FIGURE), Column("Not applicable", 11, Kind.FIGURE),
        Column("Not answered", 10, Kind.FIGURE), Column("Withheld", 10, Kind.FIGURE),
    )  # fmt: skip
    rows = [_summary_row(released, intention) for intention in released.intentions]
    sentence = (
        "The 28 intentions in six groups. A level is the owner's judgement; a score is out of 100, over the items "
        "that count: Met, Partly met and Not met."
    )
    return Sheet("Summary", sentence, columns, rows, keys=3)


def _summary_row(released: ReleasedReturn, intention: ReleasedIntention) -> tuple[Value, ...]:
    if intention.does_not_apply:
        place = f"Does not apply: {intention.does_not_apply}"
        return (intention.ref, intention.group, intention.short, place, *(None,) * 12)
    counts = intention.counts
    return (
        intention.ref, intention.group, intention.short,
        _statement_level(released, intention.statement),
        level_word(released, intention.last_level) if intention.last_level else None, _change(intention),
        intention.score.value, intention.last_score, counts.items, counts.not_met, counts.partly_met, counts.met,
        counts.not_tested, counts.not_applicable, counts.not_answered, counts.withheld,
    )  # fmt: skip


def _change(intention: ReleasedIntention) -> str | None:
    """Return how a level moved since the return before; None where either is missing."""
    now = intention.statement.level if intention.statement else None
    if now is None or intention.last_level is None:
        return None
    moved = level_rank(intention.last_level) - level_rank(now)
    return "Up" if moved > 0 else "Down" if moved < 0 else "Same"


def _statement_level(released: ReleasedReturn, statement: ReleasedStatement | None) -> str:
    if statement is not None and statement.withheld:
        return f"Withheld: {statement.withheld}"
    return level_word(released, statement.level if statement else None)


def _answers(released: ReleasedReturn) -> Sheet:
    columns = (
        Column("Item", 9), Column("Check", 38, Kind.TEXT), Column("Test", 11), Column("Weight", 8, Kind.FIGURE),
        Column("Result", 17, Kind.RESULT), Column("Last return", 17, Kind.LAST_RESULT),
        Column("Tested on", 20, Kind.DATE), Column("What was found", 60, Kind.TEXT),
        Column("Population", 11, Kind.FIGURE), Column("How chosen", 14), Column("Size", 7, Kind.FIGURE),
        Column("Compliant", 10, Kind.FIGURE), Column("Exceptions", 11, Kind.FIGURE), Column("Rate", 8, Kind.RATE),
        Column("Findings", 11, Kind.TEXT), Column("Actions", 11, Kind.TEXT), Column("Evidence", 11, Kind.TEXT),
    )  # fmt: skip
    rows = [_answer_row(released, intention, item) for intention in released.intentions for item in intention.items]
    sentence = "Every checklist item that applies here, with its sample where it was sampled, and what was found."
    return Sheet("Answers", sentence, columns, rows, keys=2)


def _answer_row(released: ReleasedReturn, intention: ReleasedIntention, item: ReleasedItem) -> tuple[Value, ...]:
    answer = item.answer
    sample = answer.sample if answer else None
    found = "\n\n".join(filter(None, (as_words(answer.reason), as_words(answer.narrative)))) if answer else ""
    last = answer.last_result if answer else None
    return (
        item.ref, item.question, item.method.value.capitalize(), item.weight, result_word(released, answer),
        next((meaning.word for meaning in released.result_meanings if meaning.key == last), None),
        answer.tested_on if answer else None, found,
        sample.population if sample else None, sample.method if sample else None, sample.size if sample else None,
        sample.compliant if sample else None, sample.exceptions if sample else None,
        sample.compliant / sample.size if sample and sample.size else None,
        listed(finding.reference for finding in intention.findings if finding.item == item.ref),
        listed(action.reference for action in released.actions if action.item == item.ref),
        listed(answer.evidence) if answer else None,
    )  # fmt: skip


def _findings(released: ReleasedReturn) -> Sheet:
    columns = (
        Column("Finding", 10), Column("Intention", 10), Column("Item", 9), Column("Grade", 22),
        Column("Headline", 48, Kind.TEXT), Column("Detail", 80, Kind.TEXT), Column("Actions", 20, Kind.TEXT),
    )  # fmt: skip
    rows = [
        (
            finding.reference, intention.ref, finding.item, GRADES[finding.grade], as_words(finding.title),
            as_words(finding.detail),
            listed(action.reference for action in released.actions if action.finding == finding.reference),
        )
        for intention in released.intentions
        for finding in intention.findings
    ]  # fmt: skip
    return Sheet("Findings", "What was found, by intention and item, with the actions that answer it.", columns, rows)


def _statements(released: ReleasedReturn) -> Sheet:
    columns = (
        Column("Ref", 16), Column("Intention", 36), Column("Level", 20, Kind.LEVEL), Column("Signed off by", 26),
        Column("Post", 30, Kind.TEXT), Column("Signed off on", 19, Kind.DATE), Column("Statement", 92, Kind.TEXT),
        Column("What cannot be assured", 60, Kind.TEXT), Column("The answers say otherwise", 44, Kind.TEXT),
    )  # fmt: skip
    rows = [_statement_row(released, "All", "The establishment", released.statement)]
    rows += [
        _statement_row(released, intention.ref, intention.title, intention.statement)
        for intention in released.intentions
        if not intention.does_not_apply
    ]
    return Sheet("Statements", "The establishment's statement, then one for each intention.", columns, rows, keys=2)


def _statement_row(
    released: ReleasedReturn, ref: str, title: str, statement: ReleasedStatement | None
) -> tuple[Value, ...]:
    signed = statement.signed_off if statement else None
    return (
        ref, title, _statement_level(released, statement),
        as_words(signed.name) if signed else "Not signed off",
        as_words(signed.post) if signed else None, signed.on if signed else None,
        as_words(statement.wording) if statement else None,
        as_words(statement.cannot_assure) if statement else None,
        next((gainsaid(released, each) for each in released.contradictions or () if each.intention == ref), None),
    )  # fmt: skip


def _actions(released: ReleasedReturn) -> Sheet:
    columns = (
        Column("Action", 10), Column("Intention", 10), Column("Item", 9), Column("Finding", 10),
        Column("Register entry", 14), Column("What will be done", 60, Kind.TEXT), Column("Owner", 32, Kind.TEXT),
        Column("Due", 19, Kind.DATE), Column("State", 20), Column("Overdue", 10), Column("Progress", 50, Kind.TEXT),
        Column("Completed on", 19, Kind.DATE), Column("Verified on", 19, Kind.DATE), Column("Shown by", 10),
    )  # fmt: skip
    rows = [_action_row(action) for action in released.actions]
    sentence = f"By date. Overdue is judged on {long_date(released.made_on)}, the day this return was made."
    return Sheet("Actions", sentence, columns, rows)


def _action_row(action: ReleasedAction) -> tuple[Value, ...]:
    return (
        action.reference, action.intention, action.item, action.finding, action.entry, as_words(action.title),
        post_words(action.owner), action.due, STATES[action.state], "Overdue" if action.is_overdue else "No",
        as_words(action.progress), action.completed_on, action.verified_on, action.evidence,
    )  # fmt: skip


def _evidence(released: ReleasedReturn) -> Sheet:
    columns = (
        Column("Evidence", 10), Column("Intention", 10), Column("Items", 18, Kind.TEXT),
        Column("Title", 56, Kind.TEXT), Column("Kind", 22), Column("Dated", 19, Kind.DATE), Column("Held", 22),
        Column("Where it was seen", 40, Kind.TEXT), Column("Seen by", 24), Column("Seen on", 19, Kind.DATE),
        Column("Commitment", 38, Kind.DIGEST),
    )  # fmt: skip
    rows = [
        (
            evidence.reference, evidence.intention, listed(evidence.items), as_words(evidence.title), evidence.kind,
            evidence.dated, "Attached in the file" if evidence.is_attached else "Seen, not attached",
            as_words(evidence.place), as_words(evidence.seen_by), evidence.seen_on,
            grouped(evidence.commitment) if evidence.commitment else None,
        )
        for evidence in released.evidence
    ]  # fmt: skip
    sentence = "The files stay at the establishment, which can show on site that a file fits its commitment."
    return Sheet("Evidence", sentence, columns, rows)


def _withheld(released: ReleasedReturn) -> Sheet:
    columns = (Column("Intention", 14), Column("Item", 12), Column("Place", 30), Column("Content", 40))
    fixed = f"Withheld: {released.withheld_marking}"
    rows = [(place.intention or "All", place.item, place_words(place), fixed) for place in released.withheld]
    sentence = (
        f"Each place holds content marked {released.withheld_marking}, which stays at the establishment. "
        "The fixed words say nothing of how much there is."
    )
    return Sheet("Withheld", sentence, columns, rows)


def _replies(released: ReleasedReturn) -> Sheet:
    columns = (
        Column("Query", 12),
        Column("For", 10),
        Column("Reply", 84, Kind.TEXT),
        Column("Replied on", 18, Kind.DATE),
    )
    rows = [(each.query, each.item or each.intention, as_words(each.reply), each.on) for each in released.replies]
    return Sheet("Replies", "What the establishment replies to the reviewer’s queries.", columns, rows)
