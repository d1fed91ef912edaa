"""Three-way merge of one record: what two people made of it since they had the same.

Whatever order packs come back in, the result is the same: a value that one side alone changed is taken; of two that
differ the more cautious one stands; of a text that both changed every version is kept, in one order. docs/adr/0011
says why, and how each rule keeps that promise.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Final, Generic

from app.domain.catalogue import MarkingScheme
from app.domain.copies import Sought, has_copy
from app.domain.record import R, Record
from app.domain.records import ActionState, Grade, Level, Result
from app.domain.text import Passage, Text

BETWEEN: Final = "\n\n"
"""The passage that stands between two versions of one text, and by which a later merge tells them apart."""

_NOT_MERGED: Final = frozenset({"id", "is_deleted", "sealed_id"})
_FROM_BEST_TO_WORST: Final[tuple[Sequence[Enum], ...]] = (
    (Result.MET, Result.NOT_APPLICABLE, Result.NOT_TESTED, Result.PARTLY_MET, Result.NOT_MET),
    tuple(Level),
    tuple(reversed(Grade)),
    tuple(reversed(ActionState)),
)
"""The last of two is the more cautious: it says less that is good, or that less is done."""


class Side(StrEnum):
    """Whose version of something stands."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"
    """Both texts, one below the other; of two values the more cautious one."""


@dataclass(frozen=True)
class Version(Generic[R]):
    """A record as one side has it. Sealed passages have their content: both sides are unlocked."""

    record: R
    texts: Mapping[str, Text] = field(default_factory=dict)

    @property
    def is_withheld(self) -> bool:
        """Tell whether it is withheld whole."""
        return self.record.sealed_id is not None


@dataclass(frozen=True)
class Conflict:
    """A field that both sides changed, and differently. `field` names a text, a column, or the first of a group."""

    field: str
    ours: object
    theirs: object
    is_text: bool = False


@dataclass(frozen=True)
class Choices:
    """Whose version stands where both changed one thing: of single conflicts by key, and of all the others."""

    others: Side = Side.BOTH
    by_key: Mapping[str, Side] = field(default_factory=dict)

    def of(self, record_id: str, name: str) -> Side:
        """Return the choice for a field of a record."""
        return self.by_key.get(conflict_key(record_id, name), self.others)


def conflict_key(record_id: str, name: str) -> str:
    """Return by what a conflict is named: the beginning of its record's id, which is random, and its field."""
    return f"{record_id[:8]}.{name}"


@dataclass(frozen=True)
class Merged(Generic[R]):
    """What a record becomes, and what both sides had changed of it."""

    version: Version[R]
    is_withheld: bool
    conflicts: tuple[Conflict, ...] = ()


_NO_CHOICE: Final = Choices()


def says(version: Version[R]) -> tuple[object, ...]:
    """Return all that a version says, its id and whether it is withheld or gone apart."""
    record = version.record.model_dump(exclude={"id", "is_deleted", "sealed_id"})
    return record, {name: _marks(text) for name, text in version.texts.items() if text}


def merge(
    base: Version[R] | None,
    ours: Version[R],
    theirs: Version[R],
    scheme: MarkingScheme,
    choices: Choices = _NO_CHOICE,
) -> Merged[R]:
    """Merge what two sides made of a record; `base` is what both had, None where nobody knows any more.

    `choices` say whose version stands where both changed one thing; the record is known by its id on our side.
    """
    columns, conflicts = _merge_columns(base, ours, theirs, choices)
    texts, text_conflicts = _merge_texts(base, ours, theirs, scheme, choices)
    record = ours.record.model_copy(update=columns)
    found = (*_conflict_of_presence(columns, ours, theirs), *conflicts, *text_conflicts)
    return Merged(Version(record, texts), _is_withheld(base, ours, theirs), found)


def _is_deleted(base: Version[R] | None, ours: Version[R], theirs: Version[R]) -> bool:
    """Tell whether the record is gone: where one side took it out and the other went on with it, it stays."""
    if ours.record.is_deleted == theirs.record.is_deleted:
        return ours.record.is_deleted
    return _is_unchanged(base, theirs if ours.record.is_deleted else ours)


def _is_withheld(base: Version[R] | None, ours: Version[R], theirs: Version[R]) -> bool:
    """Tell whether the record is withheld: also where one side unsealed it while the other wrote on under the seal."""
    if ours.is_withheld == theirs.is_withheld:
        return ours.is_withheld
    return not _is_unchanged(base, ours if ours.is_withheld else theirs)


def _is_unchanged(base: Version[R] | None, version: Version[R]) -> bool:
    is_as_sealed = base is not None and base.is_withheld == version.is_withheld
    return base is not None and is_as_sealed and says(version) == says(base)


def _conflict_of_presence(columns: dict[str, object], ours: Version[R], theirs: Version[R]) -> list[Conflict]:
    is_kept = ours.record.is_deleted != theirs.record.is_deleted and columns["is_deleted"] is False
    return [Conflict("is_deleted", ours.record.is_deleted, theirs.record.is_deleted)] if is_kept else []


def _merge_columns(
    base: Version[R] | None, ours: Version[R], theirs: Version[R], choices: Choices
) -> tuple[dict[str, object], list[Conflict]]:
    columns: dict[str, object] = {"is_deleted": _is_deleted(base, ours, theirs)}
    conflicts = []
    for names in _groups(type(ours.record)):
        mine, other = _values(ours, names), _values(theirs, names)
        before = None if base is None else _values(base, names)
        if mine == other or other == before:
            merged = mine
        elif mine == before:
            merged = other
        else:
            conflicts.append(Conflict(names[0], mine[0], other[0]))
            side = choices.of(ours.record.id, names[0])
            merged = {Side.OURS: mine, Side.THEIRS: other}.get(side) or max(mine, other, key=_caution)
        columns |= dict(zip(names, merged, strict=True))
    return columns, conflicts


def _values(version: Version[R], names: Sequence[str]) -> tuple[object, ...]:
    return tuple(getattr(version.record, name) for name in names)


def _groups(kind: type[Record]) -> list[tuple[str, ...]]:
    """Return the columns that are merged, those that mean something only together in one group."""
    together = {name: group for group in kind.TOGETHER for name in group}
    names = [name for name in kind.model_fields if name not in _NOT_MERGED]
    return list(dict.fromkeys(together.get(name, (name,)) for name in names))


def _caution(values: Iterable[object]) -> tuple[tuple[int, str], ...]:
    """Return by what the values of one group are ranked: the same for both sides and in any order."""
    return tuple(_caution_of(value) for value in values)


def _caution_of(value: object) -> tuple[int, str]:
    if value is None:
        return 0, ""
    for scale in _FROM_BEST_TO_WORST:
        if isinstance(value, Enum) and value in scale:
            return 1 + scale.index(value), ""
    return 1, value.hex() if isinstance(value, bytes) else f"{value:>20}" if isinstance(value, int) else str(value)


def _merge_texts(
    base: Version[R] | None, ours: Version[R], theirs: Version[R], scheme: MarkingScheme, choices: Choices
) -> tuple[dict[str, Text], list[Conflict]]:
    merged: dict[str, Text] = {}
    conflicts = []
    for name in type(ours.record).TEXT_FIELDS:
        mine, other = ours.texts.get(name, ()), theirs.texts.get(name, ())
        before = None if base is None else base.texts.get(name, ())
        if _marks(mine) == _marks(other) or (before is not None and _marks(other) == _marks(before)):
            merged[name] = mine
        elif before is not None and _marks(mine) == _marks(before):
            merged[name] = other
        else:
            conflicts.append(Conflict(name, mine, other, is_text=True))
            merged[name] = _chosen(before or (), mine, other, scheme, choices.of(ours.record.id, name))
    return merged, conflicts


def _chosen(before: Text, mine: Text, other: Text, scheme: MarkingScheme, side: Side) -> Text:
    """Return one version, wholly under the seal where the other sealed words of it, or every version."""
    if side is Side.BOTH:
        return _join(before, mine, other, scheme)
    ours, theirs = _guarded((mine, other), scheme)
    return ours if side is Side.OURS else theirs


_Mark = tuple[tuple[str, str | None], ...]


def _marks(text: Text) -> _Mark:
    """Return what a text says, and under which markings; whether it is sealed already makes no difference."""
    return tuple((passage.marking, passage.content) for passage in text)


def _join(base: Text, ours: Text, theirs: Text, scheme: MarkingScheme) -> Text:
    """Return every version of a text: those that both have, and those that either has written, in one order."""
    before, mine, other = (_versions(text) for text in (base, ours, theirs))
    # Ours keep their passages' ids; what comes in beside them gets ids of its own.
    incoming = {mark: tuple(_anew(passage) for passage in text) for mark, text in other.items()}
    kept = [
        text for mark, text in {**incoming, **mine}.items() if mark not in before or (mark in mine and mark in other)
    ]
    kept = _guarded(kept, scheme)
    by_mark = {_marks(text): text for text in kept}
    return _with_breaks([by_mark[mark] for mark in sorted(by_mark, key=json.dumps)], scheme)


def _guarded(versions: Sequence[Text], scheme: MarkingScheme) -> list[Text]:
    """Return the versions, each wholly under the seal in which words stand in plain that another version sealed.

    Nothing is cut out of a version: pieces would depend on the order in which versions came together.
    """
    guarded = [tuple(_as_marked(part, scheme) for part in text) for text in versions]
    while True:
        sought = Sought(part.content or "" for text in guarded for part in text if part.is_sealed)
        open_still = [index for index, text in enumerate(guarded) if has_copy(text, sought)]
        if sought.is_nothing or not open_still:
            return guarded
        for index in open_still:
            guarded[index] = tuple(_under_seal(part, scheme) for part in guarded[index])


def _as_marked(passage: Passage, scheme: MarkingScheme) -> Passage:
    return passage.model_copy(update={"is_sealed": scheme.is_sealed(passage.marking)})


def _under_seal(passage: Passage, scheme: MarkingScheme) -> Passage:
    marking = passage.marking if passage.is_sealed else scheme.sealed_from
    return passage.model_copy(update={"marking": marking, "is_sealed": True})


def _anew(passage: Passage) -> Passage:
    return passage.model_copy(update={"id": None, "revision_id": None})


def _versions(text: Text) -> dict[_Mark, Text]:
    """Return the versions that stand in a text, each by what it says."""
    found: list[list[Passage]] = [[]]
    for passage in text:
        if passage.content == BETWEEN:
            found.append([])
        else:
            found[-1].append(passage)
    return {_marks(tuple(version)): tuple(version) for version in found if version}


def _with_breaks(versions: Sequence[Text], scheme: MarkingScheme) -> Text:
    """Join versions. Between two sealed passages the break is sealed too: what is withheld there stays one place."""
    lowest = min(scheme.levels, key=lambda level: level.rank).key
    passages: list[Passage] = []
    for version in versions:
        if passages:
            ends = (passages[-1].marking, version[0].marking)
            marking = scheme.sealed_from if all(map(scheme.is_sealed, ends)) else lowest
            passages.append(Passage(content=BETWEEN, marking=marking))
        passages += version
    return tuple(passages)
