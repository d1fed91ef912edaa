"""What has to be read before a sign-off, as its cards show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from app.desktop.presenters.checklist_views import placeholders
from app.desktop.presenters.home_views import as_result
from app.desktop.views.home_view import RESULT_WORDS
from app.desktop.views.reading_view import ReadingLine, ReadingView
from app.domain.dates import spell_day
from app.domain.exceptions import EXCEPTIONS
from app.domain.left_to_do import is_overdue
from app.domain.period_content import PeriodContent
from app.domain.reading import Reading
from app.domain.record import Entry, Record
from app.domain.records import Action, Finding
from app.domain.text import Text


def reading_view(content: PeriodContent, reading: Reading, read: Collection[str], today: date) -> ReadingView:
    """Return a card; what is sealed stands in it as its marking alone, unlocked or not."""
    status, word = _head(reading)
    item = content.pack.item(reading.item_ref) if reading.item_ref else None
    answer = reading.answer
    narrative = answer.text("narrative") if answer and not answer.record.sealed_id else ()
    return ReadingView(
        key=reading.key,
        status=status,
        word=word,
        ref=reading.item_ref or reading.intention_ref,
        title=item.title if item else content.pack.intention(reading.intention_ref).short,
        text=placeholders(narrative, content).strip(),
        lines=tuple(_lines(content, reading, today)),
        marking=content.scheme.level(content.scheme.sealed_from).word if reading.has_sealed else "",
        can_read=reading.is_readable,
        is_read=reading.key in read,
    )


def reading_views(
    content: PeriodContent, ref: str | None, found: Sequence[Reading], read: Collection[str], today: date
) -> tuple[ReadingView, ...]:
    """Return the cards of a statement; for the whole (None) one for each intention, with one tick for all on it.

    The key of such a card is those of its readings, a line each (`keys_of`).
    """
    if ref is not None:
        return tuple(reading_view(content, each, read, today) for each in found)
    by_intention: dict[str, list[Reading]] = {}
    for reading in found:
        by_intention.setdefault(reading.intention_ref, []).append(reading)
    return tuple(_intention_card(content, place, each, read, today) for place, each in by_intention.items())


def keys_of(key: str) -> list[str]:
    """Return the keys of the readings that a card stands for."""
    return key.split("\n")


def _intention_card(
    content: PeriodContent, ref: str, found: Sequence[Reading], read: Collection[str], today: date
) -> ReadingView:
    cards = [reading_view(content, each, read, today) for each in found]
    words = Counter(card.word for card in cards)
    return ReadingView(
        key="\n".join(card.key for card in cards),
        status=cards[0].status,
        word=", ".join(f"{count} {word}" for word, count in words.items()),
        ref=ref,
        title=content.pack.intention(ref).short,
        lines=tuple(line for card in cards for line in _told(card)),
        marking=next((card.marking for card in cards if card.marking), ""),
        can_read=all(card.can_read for card in cards),
        is_read=all(card.is_read for card in cards),
    )


def _told(card: ReadingView) -> Iterator[ReadingLine]:
    words = f"{card.ref} {card.word}: {card.title}"
    yield ReadingLine(f"{words}. {card.text}" if card.text else words, "ink")
    yield from card.lines


def sealed_text(content: PeriodContent, reading: Reading) -> str:
    """Return everything that is sealed in a reading, a paragraph each; to be shown in a note and forgotten."""
    entries: tuple[Entry[Record], ...] = (*reading.findings, *reading.actions)
    answer = reading.answer
    said: list[str] = []
    if answer and answer.record.sealed_id and answer.record.result:
        said.append(RESULT_WORDS[as_result(answer.record.result.value)])
    for entry in (answer, *entries) if answer else entries:
        for text in entry.texts.values():
            said += [p.content for p in text if p.content and (p.is_sealed or entry.record.sealed_id)]
    return "\n\n".join(said)


def _head(reading: Reading) -> tuple[str, str]:
    """Return status and word; a result that is sealed is not told here, since only a note may show it."""
    answer = reading.answer
    if answer is None:
        return "sealed", "Sealed finding" if reading.findings else "Sealed action"
    if answer.record.sealed_id:
        return "sealed", "Sealed answer"
    if answer.record.result in EXCEPTIONS:
        key = as_result(answer.record.result.value)
        return key, RESULT_WORDS[key]
    return "sealed", "Sealed passage"


def _lines(content: PeriodContent, reading: Reading, today: date) -> Iterator[ReadingLine]:
    for finding in reading.findings:
        if not finding.record.sealed_id:
            yield ReadingLine(_finding(content, finding), "ink")
    for action in reading.actions:
        if not action.record.sealed_id:
            yield _action(content, action, today)
    if _lacks_action(content, reading):
        yield ReadingLine("No action says who will put this right.", "bad")


def _lacks_action(content: PeriodContent, reading: Reading) -> bool:
    """Tell whether an exception has no action; never where an action of its intention is sealed and may be its."""
    answer = reading.answer
    if answer is None or answer.record.sealed_id or answer.record.result not in EXCEPTIONS or reading.actions:
        return False
    audit = answer.record.self_audit_id
    return not any(each.record.sealed_id and each.record.self_audit_id == audit for each in content.actions)


def _finding(content: PeriodContent, finding: Entry[Finding]) -> str:
    grades = {step.key: step.word for step in content.pack.scales.finding_grades}
    grade = grades.get(finding.record.grade.value, "") if finding.record.grade else ""
    title, detail = (_words(content, finding.text(name)) for name in ("title", "detail"))
    said = f"{title}. {detail}" if detail and not title.endswith((".", "?", "!")) else f"{title} {detail}"
    return f"{grade}: {said.strip()}" if grade else said.strip()


def _action(content: PeriodContent, entry: Entry[Action], today: date) -> ReadingLine:
    action = entry.record
    owner = content.post(action.post_id)
    states = {step.key: step.word for step in content.pack.scales.action_states}
    parts = [f"Action {action.reference}", _words(content, entry.text("title")).rstrip(".")]
    if owner is not None:
        parts.append(_words(content, owner.text("title")))
    if is_overdue(action.state, action.due, today) and action.due:
        late = (today - action.due).days
        parts += [f"due {spell_day(action.due)}", f"{late} day{'' if late == 1 else 's'} overdue"]
        return ReadingLine(", ".join(parts), "bad")
    parts.append(f"due {spell_day(action.due)}" if action.due else "no date")
    parts.append(states.get(action.state.value, "").lower())
    return ReadingLine(", ".join(part for part in parts if part))


def _words(content: PeriodContent, text: Text) -> str:
    return placeholders(text, content).strip()
