"""Files offered as evidence: which can be taken, and which the establishment holds already."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.records import Attachment, Evidence
from app.domain.scan import Outcome, scan
from app.domain.text import Passage, Text, plain
from app.services.attaching import MAX_ATTACHMENT_BYTES

if TYPE_CHECKING:
    from app.domain.catalogue import MarkingScheme
    from app.domain.record import Entry
    from app.store.work import Work

_SHORTCUTS = frozenset({".lnk", ".url", ".desktop", ".webloc"})
_USED_BY_ANOTHER = frozenset({32, 33})
"""Windows: the file, or a part of it, is locked by another program."""


@dataclass(frozen=True)
class FileFault:
    """A file that cannot be taken: which of those offered, and why, in a sentence that does not name it.

    A file's name may be RESTRICTED: whoever shows the fault puts the name beside it, on the screen alone.
    """

    index: int
    sentence: str


def file_faults(paths: Sequence[Path]) -> tuple[FileFault, ...]:
    """Return what is wrong with files that are offered; nothing is taken until there is nothing."""
    found = ((index, _fault(path)) for index, path in enumerate(paths))
    return tuple(FileFault(index, sentence) for index, sentence in found if sentence)


def name_text(name: str, scheme: MarkingScheme) -> Text:
    """Return a file's name, or a title made of one, as it is kept: sealed where its words carry such a marking."""
    if scan(name, scheme).outcome is not Outcome.SEAL:
        return plain(name, scheme)
    return (Passage(content=name, marking=scheme.sealed_from, is_sealed=True),)


def _fault(path: Path) -> str:
    if path.suffix.lower() in _SHORTCUTS or path.is_symlink():
        return "It is a shortcut to another file. Add the file that it leads to."
    if path.is_dir():
        return "It is a folder. Add the files in it."
    try:
        with path.open("rb") as stream:
            size = stream.seek(0, 2)
    except OSError as error:
        return _sentence(error)
    if size == 0:
        return "It is empty. Check that it was saved."
    if size > MAX_ATTACHMENT_BYTES:
        return "It is larger than 50 MB. Cite it as seen, not attached."
    return ""


def _sentence(error: OSError) -> str:
    if getattr(error, "winerror", None) in _USED_BY_ANOTHER:
        return "Another program is using it. Close it there, then add it again."
    if isinstance(error, FileNotFoundError):
        return "It is no longer there. Look for it again."
    if isinstance(error, PermissionError):
        return "You may not read it, or another program is using it. Close it there, or ask for access."
    return "It could not be read. Check the drive, then add it again."


class KnownFiles:
    """What files the public evidence of a period holds, read once for an act that attaches several.

    The digests are those that the history keeps of public attachments; nothing sealed has one, or is compared.
    """

    def __init__(self, work: Work, evidence: Iterable[Entry[Evidence]]) -> None:
        self._by_digest: dict[str, Entry[Evidence]] = {}
        self._without_digest: list[Entry[Evidence]] = []
        for entry in evidence:
            kept = entry.record.attachment_id
            if kept is not None and entry.record.sealed_id is None:
                digest = _said(work, kept).get("content")
                if isinstance(digest, str):
                    self._by_digest.setdefault(digest, entry)
                else:
                    self._without_digest.append(entry)

    def holder(self, content: bytes) -> Entry[Evidence] | None:
        """Return the evidence item that holds these bytes already; None where none that is public does."""
        found = self._by_digest.get(_digest(content))
        return found or next((entry for entry in self._without_digest if _opens(entry, content)), None)

    def add(self, entry: Entry[Evidence], content: bytes) -> None:
        """Learn of one that was just attached."""
        self._by_digest[_digest(content)] = entry


def attached_size(work: Work, attachment_id: str) -> int | None:
    """Return the bytes of a public attachment, without reading them; None where the history no longer says."""
    columns = _said(work, attachment_id)
    size = columns.get("size")
    return size if isinstance(size, int) and columns.get("sealed_id") is None else None


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _opens(entry: Entry[Evidence], content: bytes) -> bool:
    """Tell whether an item's commitment is one to these bytes: for attachments whose history was purged."""
    key, commitment = entry.record.commitment_key, entry.record.commitment
    if key is None or commitment is None:
        return False
    return hmac.compare_digest(hmac.new(bytes.fromhex(key), content, hashlib.sha256).hexdigest(), commitment)


def _said(work: Work, attachment_id: str) -> dict[str, object]:
    revisions = work.history(Attachment, attachment_id)
    columns = revisions[-1].columns if revisions else None
    return dict(columns or {})
