"""Released text: what is shown, and the one fixed placeholder for what is not."""

from __future__ import annotations

from app.domain.catalogue import Data


class Shown(Data):
    """A run of released text."""

    text: str


class Withheld(Data):
    """The place of something sealed, however much that is. `withheld` is the scheme's word: `RESTRICTED`."""

    withheld: str

    @property
    def words(self) -> str:
        """The one fixed text that stands here."""
        return f"Withheld: {self.withheld}"


ReleasedText = tuple[Shown | Withheld, ...]
"""Text in order; neighbouring withheld places are one."""


def as_words(text: ReleasedText) -> str:
    """Return the text as one string, the fixed words where something is withheld, paragraphs kept."""
    return " ".join(part.text.strip() if isinstance(part, Shown) else part.words for part in text).strip()
