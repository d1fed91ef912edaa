"""Text in passages, each under its own protective marking."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from app.domain.catalogue import Data, MarkingScheme
from app.domain.errors import UserError


class Passage(Data):
    """A run of text under one marking.

    `content` is None when the passage is sealed and the sealed store is locked; `is_sealed` says which passages are
    sealed either way. `marking` is a level's key in the file's scheme.
    """

    content: str | None
    marking: str
    is_sealed: bool = False
    id: str | None = None
    sealed_id: str | None = Field(default=None, repr=False)
    revision_id: str | None = None
    """The revision in which it got its present words and marking; a decision on it holds for that one alone."""

    def __repr__(self) -> str:
        """Say everything but the content, which may be RESTRICTED."""
        return f"Passage(marking={self.marking!r}, is_sealed={self.is_sealed}, id={self.id!r})"

    __str__ = __repr__


Text = tuple[Passage, ...]


def plain(content: str, scheme: MarkingScheme) -> Text:
    """Return `content` as one passage of the scheme's lowest level; no passage for an empty string."""
    lowest = min(scheme.levels, key=lambda level: level.rank)
    return (Passage(content=content, marking=lowest.key),) if content else ()


def marked(content: str, word: str | None, scheme: MarkingScheme) -> Text:
    """Return `content` as one passage under a marking given by its word or key, the lowest for None."""
    if word is None:
        return plain(content, scheme)
    for level in scheme.levels:
        if word.strip().casefold() in (level.key, level.word.casefold()):
            return (Passage(content=content, marking=level.key),) if content else ()
    raise UserError(f"The marking is not one of: {', '.join(level.word for level in scheme.levels)}.")


def carried(content: str, word: str, scheme: MarkingScheme) -> Text:
    """Return what came in a document marked `word` as one passage under that marking.

    Under the highest that is not sealed where the scheme has no such word: another scheme marked it.
    """
    ranked = sorted(scheme.levels, key=lambda level: level.rank)
    in_plain = [level for level in ranked if not scheme.is_sealed(level.key) and not scheme.is_refused(level.key)]
    level = next((level for level in in_plain if level.word == word), in_plain[-1])
    return (Passage(content=content, marking=level.key),) if content else ()


def shown(text: Text) -> str:
    """Return what is not sealed, joined: for search, sorting and short titles."""
    return "".join(passage.content or "" for passage in text if not passage.is_sealed)


def has_words(text: Iterable[Passage]) -> bool:
    """Tell whether a text says anything, sealed or not."""
    return any(passage.content is None or passage.content.strip() for passage in text)


def has_sealed(text: Text) -> bool:
    """Tell whether any passage is sealed."""
    return any(passage.is_sealed for passage in text)


def highest_marking(markings: Iterable[str], scheme: MarkingScheme) -> str:
    """Return the key of the most sensitive of these levels; the scheme's lowest where there is none."""
    ranked = sorted(scheme.levels, key=lambda level: level.rank)
    present = set(markings)
    return next((level.key for level in reversed(ranked) if level.key in present), ranked[0].key)
