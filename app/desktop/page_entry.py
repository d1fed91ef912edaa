"""A page as the window knows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from app.desktop.forms import FormLoader
from app.desktop.pages.page import Page
from app.domain.roles import Role


@dataclass(frozen=True)
class PageEntry:
    """One page: its key, title with mnemonic, icon, and how it is made, which is when it is first shown.

    `roles` are those of the files that it is shown of. `digit` goes with Ctrl; 0 for the next that is free.
    """

    key: str
    title: str
    icon: str
    make: Callable[[FormLoader, QWidget], Page]
    roles: frozenset[Role] = field(default=frozenset({Role.ESTABLISHMENT}), kw_only=True)
    digit: int = field(default=0, kw_only=True)
