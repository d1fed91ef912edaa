"""The two kinds of error: the user's, said in a sentence, and ours."""

from __future__ import annotations

from collections.abc import Sequence


class UserError(Exception):
    """Something the user can put right.

    `sentence` says what happened and what to do next, in words fit for the screen. It never holds text that a
    user typed: that may be RESTRICTED.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class FaultsError(UserError):
    """Several faults in one thing from outside, all of them listed, nothing of it taken."""

    def __init__(self, sentence: str, faults: Sequence[str]) -> None:
        super().__init__(sentence)
        self.faults = tuple(faults)


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
