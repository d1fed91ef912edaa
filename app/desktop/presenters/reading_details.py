"""What is known of one place of a return: their words beside the last, evidence, actions, what the reviewer said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.desktop.presenters.reading_rows import ReadingRow, ReadingRows, result_words
from app.desktop.views.register_view import DetailView, FactView, OfferView, SectionView
from app.domain.dates import spell_day
from app.domain.honesty import DOUBT_WORDS
from app.domain.records import Level
from app.domain.released import ReleasedIntention, ReleasedItem, as_words
from app.domain.return_comparison import CHANGE_WORDS, Difference
from app.domain.review_plan import Look
from app.domain.review_terms import DEPTH_WORDS, QUERY_WORDS, Outcome
from app.domain.review_trend import Point, level_words
from app.domain.word_diff import compare_words

_OF_REVIEW = ("query", "mark", "opinion", "whole", "inspected")
_ON_FOOT = {"plan": ("plan", "query", "next"), "withheld": ("inspected", "query", "next")}
_USUALLY_ON_FOOT = ("query", "mark", "next")
_MOST = 8


def reading_detail(rows: ReadingRows, row: ReadingRow, points: Sequence[Point], *, is_writable: bool) -> DetailView:
    """Return what is known of a row; `points` are its establishment's over the periods."""
    reading = rows.reading
    known = next((each for each in reading.released.intentions if each.ref == row.intention), None)
    item, before = rows.items.get(row.item), rows.last_items.get(row.item)
    sections = [*_of_row(row), *_of_item(rows, row, item, before), *_of_intention(rows, row, known)]
    title = item.title if item else known.title if known else "The whole return"
    return DetailView(
        key=row.key,
        caption=row.place or "The whole",
        title=title,
        sections=(*sections, *_over_periods(points, row.intention)),
        offers=_offers(rows, row, is_writable=is_writable),
        note=_note(rows, is_writable=is_writable),
    )


def level_fact(label: str, level: Level | None, otherwise: str = "No statement") -> FactView:
    """Return a line that says a level, with its bars."""
    return FactView(label, level_words(level) if level else otherwise, level.value if level else "not_answered")


def _of_row(row: ReadingRow) -> Iterator[SectionView]:
    one = row.of
    if isinstance(one, Difference):
        pieces = (("removed", one.before), ("added", one.after))
        yield SectionView(CHANGE_WORDS[one.change], f"{one.before} to {one.after}", pieces)
    elif isinstance(one, Look):
        title = f"{DEPTH_WORDS[one.depth]}" + (f", in place of: {DEPTH_WORDS[one.proposed]}" if one.is_chosen else "")
        yield SectionView(title, "\n".join(one.reasons))
    elif row.scope == "withheld":
        yield SectionView(
            "Withheld", "What it says stays with the establishment. Inspect it on site, and note who did and when."
        )


def _of_item(
    rows: ReadingRows, row: ReadingRow, item: ReleasedItem | None, before: ReleasedItem | None
) -> Iterator[SectionView]:
    if item is None:
        return
    yield SectionView("Asked", item.question)
    answer, last, own = item.answer, before.answer if before else None, rows.notes.results.get(row.item)
    facts = []
    if answer and answer.withheld is None:
        facts.append(FactView("Theirs", result_words(answer.result), answer.result.value if answer.result else "open"))
        if last and last.withheld is None and last.result:
            facts.append(FactView("Last time", result_words(last.result), last.result.value))
        if answer.sample:
            sample = answer.sample
            facts.append(FactView("Sample", f"{sample.compliant} of {sample.size} complied, of {sample.population}"))
    else:
        facts.append(FactView("Theirs", "Withheld" if answer else "Not answered"))
    if own:
        facts.append(FactView("Your own", result_words(own.result), own.result.value))
    yield SectionView("Result", own.note if own else "", facts=tuple(facts))
    if answer and answer.narrative:
        yield _words("What they say", as_words(last.narrative) if last else "", as_words(answer.narrative))
    if answer and answer.evidence:
        yield SectionView("Evidence", "\n".join(_evidence(rows, answer.evidence)))
    for one in (each for each in rows.reading.prompts if each.item == row.item):
        yield SectionView(f"To ask about: {DOUBT_WORDS[one.doubt].lower()}", one.sentence)
    yield from _queries(rows, row.item)


def _of_intention(rows: ReadingRows, row: ReadingRow, known: ReleasedIntention | None) -> Iterator[SectionView]:
    opinion = rows.notes.opinions.get(row.intention)
    if known is not None:
        counts = known.counts
        facts = [level_fact("Stated", known.statement.level if known.statement else None)]
        facts += [level_fact("Answers say", known.suggested_level, "Nothing")]
        facts += [level_fact("Your opinion", opinion.level, "No level")] if opinion else []
        facts += [FactView("Answers", f"{counts.met} Met, {counts.partly_met} Partly met, {counts.not_met} Not met")]
        facts += [FactView("Withheld", str(counts.withheld))] if counts.withheld else []
        yield SectionView(f"{known.ref} {known.short}", opinion.wording if opinion else "", facts=tuple(facts))
        if not row.item:
            yield from _exceptions(known)
            yield from _queries(rows, row.intention)
    else:
        whole = rows.reading.released.statement
        facts = [level_fact("Stated", whole.level if whole else None)]
        facts += [level_fact("Your opinion", opinion.level, "No level")] if opinion else []
        yield SectionView("The whole return", opinion.wording if opinion else "", facts=tuple(facts))
    actions = [each for each in rows.reading.released.actions if each.intention == row.intention]
    if actions:
        said = [
            f"{each.reference} {as_words(each.title)}: {each.state.value.replace('_', ' ')}"
            + (f", due {spell_day(each.due)}" if each.due else "") + (", overdue" if each.is_overdue else "")
            for each in actions
        ]  # fmt: skip
        yield SectionView(f"Actions, {len(actions)}", _some(said))


def _exceptions(known: ReleasedIntention) -> Iterator[SectionView]:
    said = [
        f"{item.ref} {item.title}: {result_words(item.answer.result).lower()}"
        for item in known.items
        if item.answer and item.answer.result and item.answer.result.value in ("partly_met", "not_met", "not_tested")
    ]
    said += [f"{each.reference} {each.grade.value}: {as_words(each.title)}" for each in known.findings]
    if said:
        yield SectionView(f"Exceptions, {len(said)}", _some(said))


def _queries(rows: ReadingRows, place: str) -> Iterator[SectionView]:
    for one in (each for each in rows.notes.queries if (each.item or each.intention) == place):
        words = f"{one.question}\n{one.reply}" if one.reply else one.question
        yield SectionView(f"Query {one.reference}, {QUERY_WORDS[one.state].lower()}", words)


def _evidence(rows: ReadingRows, references: Sequence[str]) -> Iterator[str]:
    known = {each.reference: each for each in rows.reading.released.evidence}
    for reference in references:
        one = known.get(reference)
        yield f"{reference} {as_words(one.title)}" if one else reference


def _words(title: str, before: str, after: str) -> SectionView:
    """Return words beside those of the last return, where there are some and they differ."""
    if not before or before == after:
        return SectionView(title, after)
    pieces = tuple((piece.kind, piece.words) for piece in compare_words(before, after))
    return SectionView(f"{title}, and what changed in it", after, pieces)


def _over_periods(points: Sequence[Point], intention: str) -> Iterator[SectionView]:
    facts: list[FactView] = []
    for point in (each for each in points if each.intention == intention and each.figures.applies):
        figures = point.figures
        facts.append(level_fact(_short(point.period), figures.level))
        said = [f"{figures.met} Met, {figures.partly_met} Partly, {figures.not_met} Not met"]
        said += [f"{figures.withheld} withheld"] if figures.withheld else []
        facts.append(FactView("", "; ".join(said)))
        if point.opinion:
            facts.append(FactView("", f"Your opinion: {level_words(point.opinion)}", point.opinion.value))
        if point.own.compared:
            facts.append(FactView("", f"Your results: {point.own.words[0].lower()}{point.own.words[1:]}"))
    if facts:
        yield SectionView("Over the periods", facts=tuple(facts))


def _short(period: str) -> str:
    return period.replace(", quarter ", " Q")


def _some(said: Sequence[str]) -> str:
    more = [f"and {len(said) - _MOST} more"] if len(said) > _MOST else []
    return "\n".join([*said[:_MOST], *more])


def _offers(rows: ReadingRows, row: ReadingRow, *, is_writable: bool) -> tuple[OfferView, ...]:
    is_open = is_writable and rows.reading.held.outcome is not Outcome.ACCEPTED
    can = {"query": bool(row.place), "mark": bool(row.item), "opinion": bool(row.intention)}
    foot = _ON_FOOT.get(row.scope, _USUALLY_ON_FOOT)
    stands = {key: is_open and can.get(key, True) for key in (*_OF_REVIEW, "respond")}
    stands |= {"plan": is_writable and bool(row.intention), "next": True, "before": True, "desk": True}
    order = (*foot, *(key for key in stands if key not in foot))
    return tuple(OfferView(key, is_enabled=stands[key], on_foot=key in foot) for key in order)


def _note(rows: ReadingRows, *, is_writable: bool) -> str:
    if not is_writable:
        return "This file is open for reading only."
    return "This return was accepted, and its review is over." if rows.reading.held.outcome is Outcome.ACCEPTED else ""
