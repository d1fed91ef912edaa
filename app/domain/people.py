"""People and posts by the names that other people write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import UserError
from app.domain.record import Entry, R
from app.domain.records import Person, Post
from app.domain.text import shown


@dataclass(frozen=True)
class Directory:
    """The people and posts of an establishment, found by name whatever the case."""

    people: Sequence[Entry[Person]]
    posts: Sequence[Entry[Post]]

    def person(self, name: str) -> Entry[Person]:
        """Return the person of this name; UserError where there is none."""
        return _found(self.find_person(name), "There is no person of this name. Add who holds the post under posts.")

    def post(self, title: str) -> Entry[Post]:
        """Return the post of this title; UserError where there is none."""
        return _found(self.find_post(title), "There is no post of this title. Add it under posts.")

    def find_person(self, name: str) -> Entry[Person] | None:
        """Return the person of this name, if there is one."""
        return next((e for e in self.people if _same(shown(e.text("name")), name)), None)

    def find_post(self, title: str) -> Entry[Post] | None:
        """Return the post of this title, if there is one."""
        return next((e for e in self.posts if _same(shown(e.text("title")), title)), None)

    @property
    def head(self) -> Entry[Post] | None:
        """The Governor's or Director's post."""
        return next((entry for entry in self.posts if entry.record.is_head), None)

    def with_person(self, person: Entry[Person]) -> Directory:
        """Return the directory with one more person."""
        return Directory([*self.people, person], self.posts)

    def with_post(self, post: Entry[Post]) -> Directory:
        """Return the directory with a post added or replaced."""
        others = [entry for entry in self.posts if entry.record.id != post.record.id]
        return Directory(self.people, [*others, post])


def _found(entry: Entry[R] | None, sentence: str) -> Entry[R]:
    if entry is None:
        raise UserError(sentence)
    return entry


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()
