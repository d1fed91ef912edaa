"""What the answers of a period come to, as its return will count them: columns, counts and scores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.catalogue import Intention
from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.records import Answer
from app.domain.released import Counts, Score
from app.domain.score import weigh


def columns(content: PeriodContent, intention_ref: str | None, *, with_sealed: bool = False) -> list[tuple[str, int]]:
    """Return the column (`Counts`) and weight of each item of an intention; of all that apply for None.

    As the return counts them: an answer withheld whole as withheld, and with `with_sealed`, where the store is
    unlocked, by its result.
    """
    answers = content.answers_by_item()
    return [
        (_column(content, item.ref, answers.get(item.ref), with_sealed), item.weight)
        for intention in _intentions(content, intention_ref)
        for item in content.items_of(intention)
    ]


def _intentions(content: PeriodContent, intention_ref: str | None) -> Iterator[Intention]:
    for intention in content.pack.intentions:
        if content.applies(intention) and intention_ref in (None, intention.ref):
            yield intention


def _column(content: PeriodContent, item_ref: str, answer: Entry[Answer] | None, with_sealed: bool) -> str:
    if answer is not None and answer.record.sealed_id and not with_sealed:
        return "withheld"
    if answer is None or (answer.record.result is None and not any(answer.texts.values())):
        return "not_answered" if content.is_due(item_ref) else "not_tested"
    return answer.record.result.value if answer.record.result else "not_answered"


def score_of(content: PeriodContent, intention_ref: str | None, *, with_sealed: bool = False) -> Score:
    """Return the score of an intention, or of all, as the return will print it; see `columns` for `with_sealed`."""
    return weigh(columns(content, intention_ref, with_sealed=with_sealed), content.pack.scales)


@dataclass(frozen=True)
class SignersScore:
    """A score as whoever signs sees it: with its base, with the sealed answers counted, and whether sealing raises it.

    The last two are `""` while the store is locked, or where there is nothing to say; they leave with nothing.
    """

    score: Score
    with_sealed: str = ""
    warning: str = ""


def signers_score(content: PeriodContent, intention_ref: str | None, *, is_unlocked: bool) -> SignersScore:
    """Return the score of an intention, or of all, for whoever signs its statement."""
    score = score_of(content, intention_ref)
    if not is_unlocked or not score.withheld:
        return SignersScore(score)
    whole = score_of(content, intention_ref, with_sealed=True)
    answers = "answer" if score.withheld == 1 else "answers"
    with_sealed = "" if whole.value is None else f"{whole.words}, with the sealed {answers} counted"
    if score.value is None or whole.value is None or whole.value >= score.value:
        return SignersScore(score, with_sealed)
    warning = (
        f"The return will show {score.value}. With the sealed {answers} counted it is {whole.value}: sealing makes "
        "the score look better than it is. Weigh that in the level you choose."
    )
    return SignersScore(score, with_sealed, warning)


def counts_of(content: PeriodContent, intention_ref: str | None) -> Counts:
    """Return how many items of an intention, or of all, have which result, as the return will count them."""
    found = [column for column, _ in columns(content, intention_ref)]
    return Counts(**{name: found.count(name) for name in Counts.model_fields})
