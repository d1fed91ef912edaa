"""Between a narrative as it is kept and as the editor shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.desktop.views.checklist_view import PassageView
from app.domain.catalogue import MarkingScheme
from app.domain.record import Entry, Record
from app.domain.text import Passage, Text

_SENTENCE_END = re.compile(r"[.!?]+(?:\s|$)")


def show_text(text: Text, scheme: MarkingScheme) -> tuple[PassageView, ...]:
    """Return passages as the editor shows them: neighbours of one marking as one, sealed ones as tokens."""
    shown: list[PassageView] = []
    for passage in text:
        view = _show(passage, scheme)
        last = shown[-1] if shown else None
        if last is not None and not last.is_sealed and not view.is_sealed and last.marking == view.marking:
            shown[-1] = PassageView(last.text + view.text, last.marking)
        else:
            shown.append(view)
    return tuple(shown)


def show_whole(text: Text) -> tuple[PassageView, ...]:
    """Return the text of an answer that is sealed as a whole, to be read and typed in while the store is unlocked."""
    content = "".join(passage.content or "" for passage in text)
    return (PassageView(content),) if content else ()


def show_entry(entry: Entry[Record], name: str, scheme: MarkingScheme) -> tuple[PassageView, ...]:
    """Return a record's text as a form shows it: of one that is sealed whole, which is unlocked then, all of it."""
    text = entry.text(name)
    return show_whole(text) if entry.record.sealed_id is not None else show_text(text, scheme)


def read_whole(views: Sequence[PassageView], scheme: MarkingScheme) -> Text:
    """Return what was typed into an answer that is sealed as a whole: all of it is to be sealed."""
    return tuple(Passage(content=view.text, marking=scheme.sealed_from, is_sealed=True) for view in views)


def read_text(views: Sequence[PassageView], kept: Text, scheme: MarkingScheme) -> Text:
    """Return what the editor gives back, as passages to be kept.

    A token continues the sealed passage that it stood for: the editor neither removes nor reorders them. A view that
    is sealed and has its text is to be sealed now. Where as many open passages stand as before, each continues the
    one in its place.
    """
    tokens = iter([passage for passage in kept if passage.is_sealed])
    open_ids = [passage.id for passage in kept if not passage.is_sealed]
    if len(open_ids) != sum(1 for view in views if not view.is_sealed):
        open_ids = []
    ids = iter(open_ids)
    return tuple(_read(view, tokens, ids, scheme) for view in views)


def trimmed(text: Text) -> Text:
    """Return a text without white space around it."""
    parts = list(text)
    for place, strip in ((0, str.lstrip), (-1, str.rstrip)):
        if parts and parts[place].content is not None and not parts[place].is_sealed:
            parts[place] = parts[place].model_copy(update={"content": strip(parts[place].content or "")})
    return tuple(part for part in parts if part.content != "")


def is_to_seal(view: PassageView) -> bool:
    """Tell whether a passage is open still and is to be sealed."""
    return view.is_sealed and bool(view.text)


def amount_of(content: str | None) -> str:
    """Return how much a sealed passage says: "2 sentences"; `""` while it cannot be read."""
    if content is None:
        return ""
    count = max(1, len(_SENTENCE_END.findall(content.strip())))
    return f"{count} sentence{'' if count == 1 else 's'}"


def _show(passage: Passage, scheme: MarkingScheme) -> PassageView:
    word = scheme.level(passage.marking).word
    if passage.is_sealed:
        return PassageView(marking=word, is_sealed=True, key=passage.id or "", amount=amount_of(passage.content))
    return PassageView(passage.content or "", "" if passage.marking == _lowest(scheme) else word)


def _read(view: PassageView, tokens: Iterator[Passage], ids: Iterator[str | None], scheme: MarkingScheme) -> Passage:
    if is_to_seal(view):
        return Passage(content=view.text, marking=scheme.sealed_from, is_sealed=True)
    if view.is_sealed:
        return next(tokens).model_copy(update={"content": None})  # as it is kept: nothing is sealed anew
    marking = next((level.key for level in scheme.levels if level.word == view.marking), _lowest(scheme))
    return Passage(content=view.text, marking=marking, id=next(ids, None))


def _lowest(scheme: MarkingScheme) -> str:
    return min(scheme.levels, key=lambda level: level.rank).key
