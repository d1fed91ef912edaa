"""Finds what F1 says of a field: the words are in `resources/help`, by form and name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QWidget

_WORD = re.compile(r"(?<!^)(?=[A-Z])")
_NOTHING = ("Help", "There is no help for this place. F6 goes from pane to pane, Ctrl+K finds anything.")


@dataclass
class FieldHelp:
    """Reads the file when it is first asked."""

    folder: Path
    _entries: Mapping[str, Mapping[str, Mapping[str, str]]] | None = field(default=None, repr=False)

    def of_field(self, widget: QWidget) -> tuple[str, str] | None:
        """Return title and words for the field that a widget is, or is a part of; None where there are none."""
        names = [each.objectName() for each in _up(widget)]
        return self._first(widget, names)

    def of(self, widget: QWidget | None) -> tuple[str, str]:
        """Return title and words for a widget, else for its page, else in general."""
        if widget is None:
            return _NOTHING
        return self.of_field(widget) or self._first(widget, ["page"]) or _NOTHING

    def _first(self, widget: QWidget, names: list[str]) -> tuple[str, str] | None:
        entries = self._read()
        for form in _forms(widget):
            for name in names:
                entry = entries.get(form, {}).get(name)
                if entry is not None:
                    return entry["title"], entry["text"]
        return None

    def _read(self) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
        if self._entries is None:
            import tomllib

            self._entries = tomllib.loads((self.folder / "fields.toml").read_text(encoding="utf-8"))
        return self._entries


def _up(widget: QWidget) -> Iterator[QWidget]:
    node: QWidget | None = widget
    while node is not None:
        yield node
        node = node.parentWidget()


def _forms(widget: QWidget) -> Iterator[str]:
    """Yield the names of the forms that a widget may stand in, the nearest first: of its page's class and bases."""
    for node in _up(widget):
        for kind in type(node).__mro__:
            if kind.__module__.startswith("app.desktop"):
                yield _WORD.sub("_", kind.__name__).lower()
