"""What a list beside a page shows: headings, and two-line rows with a status."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.desktop.views.home_view import RESULT_WORDS, ResultKey

SignedKey = Literal["signed", "unsigned"]
CopyKey = Literal["saved"]
_OTHER_WORDS: dict[SignedKey | CopyKey, str] = {
    "signed": "Signed off",
    "unsigned": "Not signed off",
    "saved": "A copy",
}


@dataclass(frozen=True)
class HeadingRow:
    """The heading above rows, with how many of them are done; `done_word` says what done is."""

    ref: str
    title: str
    done: int
    total: int
    done_word: str = "answered"

    @property
    def key(self) -> str:
        """What tells this heading from the others."""
        return self.ref

    @property
    def spoken(self) -> str:
        """What is read out."""
        return f"{self.ref} {self.title}, {self.done} of {self.total} {self.done_word}"


@dataclass(frozen=True)
class ItemRow:
    """One row: its status glyph, where it stands in a few words, and a lock where something is sealed.

    `label` stands for the key where that is no reference; `is_users` says that the title is of any length.
    """

    key: str
    title: str
    status: ResultKey | SignedKey | CopyKey
    state: str = ""
    tone: Literal["ink2", "warn", "bad", "accent"] = "ink2"
    has_sealed: bool = False
    label: str = ""
    is_users: bool = False

    @property
    def ref(self) -> str:
        """What stands above the title."""
        return self.label or self.key

    @property
    def spoken(self) -> str:
        """What is read out."""
        status = (RESULT_WORDS | _OTHER_WORDS)[self.status]
        sealed = "sealed passage" if self.has_sealed else ""
        parts = (f"{self.ref} {self.title}", status, "" if self.state == status else self.state, sealed)
        return ", ".join(part for part in parts if part)


ListRow = HeadingRow | ItemRow
