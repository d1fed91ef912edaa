"""The two kinds of error: the user's, said in a sentence, and ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class UserError(Exception):
    """Something the user can put right.

    `sentence` says what happened and what to do next, in words fit for the screen. It never holds text that a
    user typed: that may be RESTRICTED. `field` is the field of a record or form that is at fault, `""` for none.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field

    @property
    def by_field(self) -> Mapping[str, str]:
        """What is wrong, under the name of each field that is at fault; `""` for what belongs to none."""
        return {self.field: self.sentence}


class FaultsError(UserError):
    """Several faults in one thing from outside, all of them listed, nothing of it taken."""

    def __init__(self, sentence: str, faults: Sequence[str], field: str = "") -> None:
        super().__init__(sentence, field)
        self.faults = tuple(faults)

    @property
    def by_field(self) -> Mapping[str, str]:
        """All of it, one sentence after another."""
        return {self.field: " ".join([self.sentence, *self.faults])}


class FaultsByField(FaultsError):
    """Several faults in what was typed into a form, by the field that each is in; nothing of it was taken."""

    def __init__(self, sentence: str, by_field: Mapping[str, str]) -> None:
        super().__init__(sentence, tuple(by_field.values()))
        self._by_field = dict(by_field)

    @property
    def by_field(self) -> Mapping[str, str]:
        """Each fault under its field."""
        return self._by_field


class Refused(UserError):
    """A gate or the marking scan refused: text above the ceiling, or a return that may not leave."""


class BadFile(UserError):
    """A file from outside is damaged, foreign, tampered with or newer than this program. It was left untouched."""


class NotTrusted(UserError):
    """Something from outside is whole, but whoever signed it is not trusted here. It was not taken."""


class Cancelled(UserError):
    """The user stopped a job; nothing was put in place."""

    def __init__(self) -> None:
        super().__init__("Cancelled. Nothing was written.")
