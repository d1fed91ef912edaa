"""How wide the panes beside a page's work are: as their user left them, else as the page has them."""

from __future__ import annotations

LEAST, MOST = 200, 560
"""Units."""


class PaneWidths:
    """Widths in units by the name of the pane."""

    def __init__(self) -> None:
        self._own: dict[str, int] = {}

    def of(self, name: str, usual: int) -> int:
        """Return the width of a pane, that has `usual` until its user chooses another."""
        return self._own.get(name, usual)

    def choose(self, name: str, units: float) -> None:
        """Take the width that a user gives a pane, within what can be read and leaves room."""
        self._own[name] = max(LEAST, min(MOST, round(units)))

    def words(self) -> list[str]:
        """Return what was chosen, as `places_of` reads it."""
        return [f"{name}:{units}" for name, units in self._own.items()]

    def take(self, places: dict[str, str]) -> None:
        """Take what was chosen in an earlier session; nothing that is no number."""
        for name, value in places.items():
            if value.isdecimal():
                self.choose(name, int(value))


def places_of(words: str) -> dict[str, str]:
    """Read what a page says of its panes: `tab:evidence list:300`."""
    return dict(word.split(":", 1) for word in words.split() if ":" in word)
