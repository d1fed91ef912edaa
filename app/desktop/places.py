"""Where the desktop's own files lie, in the repository and in a frozen program alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from app.resources import locate_resources


@dataclass(frozen=True)
class Places:
    """The folder that holds `forms/` and `resources/`."""

    root: Path = field(default_factory=lambda: locate_resources().parent)

    @property
    def forms(self) -> Path:
        """The folder of the Designer forms."""
        return self.root / "forms"

    @property
    def icons(self) -> Path:
        """The folder of the icons."""
        return self.root / "resources" / "icons"

    @property
    def fonts(self) -> Path:
        """The folder of the typefaces."""
        return self.root / "resources" / "fonts"

    @property
    def help(self) -> Path:
        """The folder of what F1 says."""
        return self.root / "resources" / "help"
