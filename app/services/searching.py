"""Find anything: what a period holds, by words. Sealed text is looked at only where the content was read unlocked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.dates import spell_day
from app.domain.marked_lines import line_with_marks
from app.domain.period_content import PeriodContent
from app.domain.record import Entry, Record
from app.domain.registers.every import BY_KIND
from app.domain.registers.options import word_of
from app.domain.text import Text

_SHORT = 4
"""Letters from which a slip of the finger is looked past."""
_CUTOFF = 82
_BEFORE, _AFTER = 24, 72


class FoundKind(StrEnum):
    """What can be found, in the order in which it is shown."""

    QUESTION = "question"
    ANSWER = "answer"
    FINDING = "finding"
    ACTION = "action"
    EVIDENCE = "evidence"
    ENTRY = "entry"
    PERSON = "person"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be found: its reference and title, more words it is found by, and where it is.

    `state` is a result or state by its key, `beside` words at its right.
    """

    kind: FoundKind
    key: str
    reference: str
    title: str
    body: str = ""
    beside: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A target, the line to show of it, and where in that line the words stand: from, to."""

    target: Target
    line: str
    span: tuple[int, int] | None = None


class SearchIndex:
    """Everything that can be found of one period, ready to be searched at each key."""

    def __init__(self, targets: Iterable[Target]) -> None:
        self._targets = tuple(targets)
        self._titles = [f"{each.reference} {each.title}".strip().casefold() for each in self._targets]
        self._bodies = [each.body.casefold() for each in self._targets]
        self._wholes = [f"{title}\n{body}" for title, body in zip(self._titles, self._bodies, strict=True)]

    def find(self, words: str, *, per_kind: int = 5) -> tuple[Found, ...]:
        """Return at most so many of each kind, the best of each first; none for empty words."""
        sought = " ".join(words.casefold().split())
        if not sought:
            return ()
        ranked = sorted(self._ranked(sought))
        taken: dict[FoundKind, list[Found]] = {}
        for _, place in ranked:
            found = taken.setdefault(self._targets[place].kind, [])
            if len(found) < per_kind:
                found.append(self._shown(place, sought))
        return tuple(found for kind in FoundKind for found in taken.get(kind, ()))

    def _ranked(self, sought: str) -> Iterator[tuple[int, int]]:
        """Yield rank and place of whatever has all the words; where that is little, what nearly has them."""
        places: Sequence[int] = range(len(self._targets))
        for part in sorted(sought.split(" "), key=len, reverse=True):
            places = [place for place in places if part in self._wholes[place]]
        for place in places:
            yield self._rank(place, sought), place
        if len(places) < _SHORT <= len(sought):
            yield from self._nearly(sought, frozenset(places))

    def _rank(self, place: int, sought: str) -> int:
        title = self._titles[place]
        if title.startswith(sought):
            return 0
        if sought in title:
            return 1 if f" {sought}" in title else 2
        return 3 if sought in self._bodies[place] else 4

    def _nearly(self, sought: str, known: frozenset[int]) -> Iterator[tuple[int, int]]:
        from rapidfuzz import fuzz, process

        found = process.extract(sought, self._titles, scorer=fuzz.partial_ratio, limit=20, score_cutoff=_CUTOFF)
        for _, score, place in found:
            if place not in known:
                yield 200 - round(score), place

    def _shown(self, place: int, sought: str) -> Found:
        target = self._targets[place]
        for words in (sought, sought.split(" ")[0]):
            at = target.title.casefold().find(words)
            if at >= 0:
                return Found(target, target.title, (at, at + len(words)))
        for words in (sought, sought.split(" ")[0]):
            at = self._bodies[place].find(words)
            if at >= 0 and target.kind is FoundKind.ANSWER:
                return _cut(target, at, len(words))
        return Found(target, target.title)


def _cut(target: Target, at: int, length: int) -> Found:
    """Return the words around a place of the body as the line."""
    start = max(0, at - _BEFORE)
    lead = "…" if start else ""
    tail = "…" if at + length + _AFTER < len(target.body) else ""
    line = f"{lead}{target.body[start : at + length + _AFTER]}{tail}".replace("\n", " ")
    from_ = at - start + len(lead)
    return Found(target, line, (from_, from_ + length))


def index_of(content: PeriodContent, *, with_sealed: bool, commands: Iterable[Target] = ()) -> SearchIndex:
    """Return the index of one period. `with_sealed` looks at sealed text too, where the content was read unlocked."""
    return SearchIndex([*_Targets(content, with_sealed=with_sealed).all(), *commands])


class _Targets:
    def __init__(self, content: PeriodContent, *, with_sealed: bool) -> None:
        self._content = content
        self._with_sealed = with_sealed
        self._titles = {item.ref: item.title for intention in content.pack.intentions for item in intention.items}

    def all(self) -> Iterator[Target]:
        yield from self._questions()
        yield from self._answers()
        yield from self._findings()
        yield from self._actions()
        yield from self._evidence()
        yield from self._entries()
        yield from self._people()

    def _words(self, text: Text) -> str:
        if self._with_sealed:
            return "".join(passage.content or "" for passage in text)
        return line_with_marks(text, self._content.scheme)

    def _open(self, entries: Sequence[Entry[Record]]) -> Iterator[Entry[Record]]:
        """Yield what may be looked at: of a record withheld whole nothing, unless sealed text was asked for."""
        return (entry for entry in entries if entry.record.sealed_id is None or (self._with_sealed and entry.texts))

    def _questions(self) -> Iterator[Target]:
        answers = self._content.answers_by_item()
        for intention in self._content.pack.intentions:
            if not self._content.applies(intention):
                continue
            for item in self._content.items_of(intention):
                answer = answers.get(item.ref)
                is_open = answer is not None and answer.record.sealed_id is None
                result = answer.record.result if answer is not None and is_open else None
                state = result.value if result else ("" if answer and not is_open else "not_answered")
                body = f"{item.question} {intention.ref} {intention.short}"
                yield Target(FoundKind.QUESTION, item.ref, item.ref, item.title, body, state=state)

    def _answers(self) -> Iterator[Target]:
        for entry in self._open(self._content.answers):
            body = " ".join(words for name in ("narrative", "reason") if (words := self._words(entry.text(name))))
            ref = str(getattr(entry.record, "item_ref", ""))
            if body:
                yield Target(FoundKind.ANSWER, ref, ref, "", body, self._titles.get(ref, ""))

    def _findings(self) -> Iterator[Target]:
        for entry in self._open(self._content.findings):
            ref, item = _said(entry, "reference"), _said(entry, "item_ref")
            title = self._words(entry.text("title"))
            yield Target(FoundKind.FINDING, item, ref, title, self._words(entry.text("detail")), item)

    def _actions(self) -> Iterator[Target]:
        for entry in self._open(self._content.actions):
            title, due = self._words(entry.text("title")), getattr(entry.record, "due", None)
            beside = f"Due {spell_day(due)}" if due else ""
            progress = self._words(entry.text("progress"))
            yield Target(FoundKind.ACTION, entry.record.id, _said(entry, "reference"), title, progress, beside)

    def _evidence(self) -> Iterator[Target]:
        for entry in self._open(self._content.evidence):
            body = f"{self._words(entry.text('file_name'))} {self._words(entry.text('place'))}"
            title = self._words(entry.text("title"))
            yield Target(FoundKind.EVIDENCE, entry.record.id, _said(entry, "reference"), title, body)

    def _entries(self) -> Iterator[Target]:
        for kind, entries in self._content.registers.items():
            register = BY_KIND[kind]
            for entry in self._open(entries):
                first = register.fields[0]
                if first.is_words:
                    title = self._words(entry.text(first.key))
                else:
                    title = word_of(self._content.pack, first.options, _said(entry, first.key)) if first.options else ""
                body = " ".join(filter(None, (self._words(entry.text(name)) for name in entry.record.TEXT_FIELDS)))
                reference = _said(entry, "reference")
                yield Target(FoundKind.ENTRY, entry.record.id, reference, title or body, body, register.title)

    def _people(self) -> Iterator[Target]:
        for post in self._content.posts:
            held = [e.record for e in self._content.holdings if e.record.post_id == post.record.id]
            names = [self._words(p.text("name")) for h in held if (p := self._content.person(h.person_id))]
            title, last = self._words(post.text("title")), names[-1] if names else ""
            yield Target(FoundKind.PERSON, f"post:{post.record.id}", "", title, " ".join(names), last)
        for person in self._content.people:
            yield Target(FoundKind.PERSON, f"person:{person.record.id}", "", self._words(person.text("name")))


def _said(entry: Entry[Record], column: str) -> str:
    return str(getattr(entry.record, column, "") or "")
