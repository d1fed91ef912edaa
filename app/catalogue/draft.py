"""A pack as written, before it is known to be sound: rows are found without trusting their shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.catalogue.faults import Fault, shown
from app.catalogue.layout import INTENTIONS, MANIFEST

Row = dict[str, Any]


@dataclass(frozen=True)
class Draft:
    """The parsed files of a pack by name, and the names of all its files, parsed or not."""

    documents: Mapping[str, Row]
    names: frozenset[str]

    def rows(self, file: str, key: str) -> list[Row]:
        """Return the tables in the list `key` of a file; what is no table is left to the file's model."""
        return rows_of(self.documents.get(file, {}), key)

    def intentions(self) -> list[tuple[str, Row]]:
        """Return each intention's file and content."""
        return [(file, row) for file, row in self.documents.items() if file.startswith(INTENTIONS)]

    def items(self) -> Iterator[tuple[str, Row]]:
        """Yield each checklist item with its file."""
        for file, intention in self.intentions():
            yield from ((file, item) for item in rows_of(intention, "items"))

    def listed_intentions(self) -> list[str]:
        """Return the references that the manifest's groups list."""
        return [ref for group in self.rows(MANIFEST, "groups") for ref in texts_of(group, "intentions")]

    def intention_refs(self) -> set[str]:
        """Return the references that the pack may point to."""
        written = {text_of(intention, "ref") for _, intention in self.intentions()}
        return {ref for ref in written if ref} | set(self.listed_intentions())

    def keys(self, file: str, key: str, name: str = "key") -> set[str]:
        """Return what the rows of a list are called."""
        return {text_of(row, name) for row in self.rows(file, key)}

    def keys_in_order(self, file: str, key: str) -> list[str]:
        """Return the keys of a list's rows as they stand, repeated ones too."""
        return [text_of(row, "key") for row in self.rows(file, key)]


def rows_of(row: Row, key: str) -> list[Row]:
    """Return the tables in a list of `row`."""
    value = row.get(key)
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def table_of(row: Row, key: str) -> Row:
    """Return a table of `row`; empty where there is none."""
    value = row.get(key)
    return value if isinstance(value, dict) else {}


def texts_of(row: Row, key: str) -> list[str]:
    """Return the texts in a list of `row`."""
    value = row.get(key)
    return [entry for entry in value if isinstance(entry, str)] if isinstance(value, list) else []


def text_of(row: Row, key: str) -> str:
    """Return a text of `row`; empty where there is none."""
    value = row.get(key)
    return value if isinstance(value, str) else ""


def number_of(row: Row, key: str) -> int | None:
    """Return a whole number of `row`."""
    value = row.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def find_repeated(file: str, key: str, names: Iterable[object]) -> Iterator[Fault]:
    """Yield a fault for each name that stands more than once in a list."""
    for name, count in Counter(name for name in names if name).items():
        if count > 1:
            yield Fault(file, f"{key}.{shown(name)}", f"stands {count} times, and may stand once only")


def find_unknown(file: str, key: str, names: Iterable[str], known: Iterable[str], what: str) -> Iterator[Fault]:
    """Yield a fault for each name that points to nothing in the pack; none where what it points to was not read."""
    known = set(known)
    if not known:
        return
    for name in sorted(set(names) - set(known)):
        yield Fault(file, key, f"names {shown(name)}, and the pack has no such {what}")
