"""The door through which all text is written: what may not be held, or not in plain, goes no further.

Source: the rule on refused and sealed content. It runs before anything reaches SQLite, so that not one byte of a
refused text is written, a journal included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.domain.catalogue import MarkingScheme
from app.domain.record import Record
from app.domain.scan import Outcome, scan
from app.domain.text import Passage
from app.store.errors import SealNeeded, TextRefused

COLUMNS = "columns"
"""What stands for a record's own columns where a field is named."""


class Door:
    """Admits text under one marking scheme."""

    def __init__(self, scheme: MarkingScheme) -> None:
        self._scheme = scheme

    def admit_record(self, record: Record, texts: Mapping[str, Sequence[Passage]], *, is_withheld: bool) -> None:
        """Admit a record's columns and text; TextRefused or SealNeeded where it may not be written."""
        words = [value for name in type(record).model_fields if (value := _word(record, name))]
        column_words = ["\n".join(words)]
        self._admit(record.KIND, record.id, COLUMNS, column_words, [] if is_withheld else column_words)
        for field, text in texts.items():
            self.admit_text(record.KIND, record.id, field, text, is_withheld=is_withheld)

    def admit_text(
        self, kind: str, owner_id: str, field: str, text: Sequence[Passage], *, is_withheld: bool = False
    ) -> None:
        """Admit one field's text: passages that their marking seals may hold what others may not."""
        if any(self._scheme.is_refused(passage.marking) for passage in text):
            raise self._refusal(kind, owner_id, field)
        said = _said(text)
        in_plain = [passage for passage in text if not self._scheme.is_sealed(passage.marking)]
        plain = [] if is_withheld else [*_said(in_plain), *self._runs(text)]
        self._admit(kind, owner_id, field, [*said, "".join(said)], plain)

    def _admit(self, kind: str, owner_id: str, field: str, said: Sequence[str], plain: Sequence[str]) -> None:
        """Scan each text once: all of `said` must be within the ceiling, nothing of `plain` may need sealing."""
        for words in dict.fromkeys([*said, *plain]):
            outcome = scan(words, self._scheme).outcome
            if outcome is Outcome.REFUSE:
                raise self._refusal(kind, owner_id, field)
            if outcome is Outcome.SEAL and words in plain:
                word = self._scheme.level(self._scheme.sealed_from).word
                raise SealNeeded(word, kind, owner_id, field)

    def _runs(self, text: Sequence[Passage]) -> list[str]:
        """Return what stands in plain between sealed passages, joined: a marking may be cut in two."""
        runs = [""]
        for passage in text:
            if self._scheme.is_sealed(passage.marking):
                runs.append("")
            else:
                runs[-1] += passage.content or ""
        return [run for run in runs if run]

    def _refusal(self, kind: str, owner_id: str, field: str) -> TextRefused:
        word = self._scheme.level(self._scheme.ceiling).word
        return TextRefused(
            f"This text carries a marking above {word}, which may not be held here, and was not saved. "
            "Take it out, and handle it as its marking demands.",
            kind,
            owner_id,
            field,
        )


def _said(text: Iterable[Passage]) -> list[str]:
    return [passage.content for passage in text if passage.content]


def _word(record: Record, name: str) -> str | None:
    """Return a column's value where a person may have typed it: text that is neither an id nor of a fixed list."""
    value = getattr(record, name)
    is_id = name == "id" or name.endswith("_id")
    return value if type(value) is str and not is_id else None
