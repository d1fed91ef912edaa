"""Posts and the people who hold them: begun, named anew, dated, and acted for by deputies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.people import Directory
from app.domain.record import R
from app.domain.records import Holding, Person, Post
from app.domain.staffing import overlap
from app.domain.text import Passage, shown
from app.services.reversing import Changes

if TYPE_CHECKING:
    from app.domain.steps import Step
    from app.store.file import EstablishmentFile
    from app.store.work import Work

_NO_WORDS = {
    "title": "A post has a title, such as Head of Residence. Write it.",
    "name": "Write the name of who holds the post.",
}
_KNOWN_TITLE = "There is a post of this title already. Choose it, or write another title."
_KNOWN_NAME = "There is a person of this name already. Choose that one, or add a middle name or initial."
_BACKWARDS = "The last day is before the first. Write a later last day, or leave it empty."
_GONE = "This entry is no longer there."


def add_post(
    file: EstablishmentFile,
    title: Sequence[Passage],
    holder: Sequence[Passage],
    since: date,
    *,
    person_id: str | None,
) -> Step | None:
    """Add a post and who holds it from a day; without a holder it is vacant. UserError for a title that is taken."""
    with file.work("Added a post", person_id) as work:
        directory = read_directory(work)
        _require(title, "title")
        if directory.find_post(shown(tuple(title))) is not None:
            raise UserError(_KNOWN_TITLE, "title")
        changes = Changes(work)
        post = changes.put(Post(), {"title": title})
        if holder:
            _hold(changes, post.record.id, _person(changes, directory, holder), since)
    return changes.step(file, person_id)


def name_holder(
    file: EstablishmentFile, post_id: str, name: Sequence[Passage], since: date, *, person_id: str | None
) -> Step | None:
    """Have a person hold a post from a day: whoever held it then held it to the day before.

    A name that is not known yet is a new person. UserError where somebody began, or begins, on that day or later.
    """
    with file.work("Named who holds a post", person_id) as work:
        _require(name, "name")
        changes = Changes(work)
        _hold(changes, post_id, _person(changes, read_directory(work), name), since)
    return changes.step(file, person_id)


def name_deputy(
    file: EstablishmentFile, post_id: str, name: Sequence[Passage], since: date, *, person_id: str | None
) -> Step | None:
    """Have a person act for the holder of a post from a day on; there may be several."""
    with file.work("Named a deputy", person_id) as work:
        _require(name, "name")
        changes = Changes(work)
        deputy = _person(changes, read_directory(work), name)
        new = Holding(post_id=post_id, person_id=deputy, starts=since, is_deputy=True)
        same = [e.record for e in work.list(Holding, post_id=post_id, person_id=deputy)]
        if any(overlap(each, new) for each in same):
            raise UserError("This person holds the post, or acts for it, from then on already. Choose another.", "name")
        changes.put(new)
    return changes.step(file, person_id)


def date_holding(
    file: EstablishmentFile, holding_id: str, starts: date, ends: date | None, *, person_id: str | None
) -> Step | None:
    """Set the first and last day of a holding; UserError where it ends before it begins, or two would hold it."""
    with file.work("Changed the dates of a post", person_id) as work:
        held = work.get(Holding, holding_id)
        if held is None:
            raise UserError(_GONE)
        if ends is not None and ends < starts:
            raise UserError(_BACKWARDS, "ends")
        changed = held.record.model_copy(update={"starts": starts, "ends": ends})
        _refuse_two(work, changed)
        changes = Changes(work)
        changes.put(changed)
    return changes.step(file, person_id)


def rename_post(
    file: EstablishmentFile, post_id: str, title: Sequence[Passage], *, person_id: str | None
) -> Step | None:
    """Change a post's title; UserError where it is empty, or another post has it."""
    with file.work("Renamed a post", person_id) as work:
        _require(title, "title")
        known = read_directory(work).find_post(shown(tuple(title)))
        if known is not None and known.record.id != post_id:
            raise UserError(_KNOWN_TITLE, "title")
        return _rename(file, work, Post, post_id, {"title": title}, person_id)


def rename_person(file: EstablishmentFile, who: str, name: Sequence[Passage], *, person_id: str | None) -> Step | None:
    """Correct a person's name; UserError where it is empty, or another person has it."""
    with file.work("Corrected a name", person_id) as work:
        _require(name, "name")
        known = read_directory(work).find_person(shown(tuple(name)))
        if known is not None and known.record.id != who:
            raise UserError(_KNOWN_NAME, "name")
        return _rename(file, work, Person, who, {"name": name}, person_id)


def read_directory(work: Work) -> Directory:
    """Return the people and posts of the file."""
    return Directory(work.list(Person), work.list(Post))


def find_or_add(changes: Changes, name: Sequence[Passage]) -> str:
    """Return the id of the person of this name, added now where there is none."""
    _require(name, "name")
    return _person(changes, read_directory(changes.work), name)


def _person(changes: Changes, directory: Directory, name: Sequence[Passage]) -> str:
    known = directory.find_person(shown(tuple(name)))
    return (known or changes.put(Person(), {"name": name})).record.id


def _hold(changes: Changes, post_id: str, who: str, since: date) -> None:
    for entry in changes.work.list(Holding, post_id=post_id, is_deputy=False):
        held = entry.record
        if held.person_id == who and held.covers(since):
            return
        if held.starts < since and (held.ends is None or held.ends >= since):
            changes.put(held.model_copy(update={"ends": since - timedelta(days=1)}))
    new = Holding(post_id=post_id, person_id=who, starts=since)
    _refuse_two(changes.work, new)
    changes.put(new)


def _refuse_two(work: Work, new: Holding) -> None:
    """Refuse a holding that shares a day with another of its post; a deputy may share any."""
    if new.is_deputy:
        return
    others = [e.record for e in work.list(Holding, post_id=new.post_id, is_deputy=False) if e.record.id != new.id]
    if any(overlap(each, new) for each in others):
        raise UserError(
            "Two people would hold this post on the same days. Give a later first day, or change the other's last day.",
            "starts",
        )


def _rename(
    file: EstablishmentFile,
    work: Work,
    kind: type[R],
    record_id: str,
    texts: dict[str, Sequence[Passage]],
    person_id: str | None,
) -> Step | None:
    entry = work.get(kind, record_id)
    if entry is None:
        raise UserError(_GONE)
    changes = Changes(work)
    changes.put(entry.record, texts)
    return changes.step(file, person_id)


def _require(text: Sequence[Passage], field: str) -> None:
    if not any((passage.content or "").strip() for passage in text):
        raise UserError(_NO_WORDS[field], field)
