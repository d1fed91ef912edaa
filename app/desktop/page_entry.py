"""A page as the window knows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.desktop.forms import FormLoader
from app.desktop.pages.page import Page


@dataclass(frozen=True)
class PageEntry:
    """One page: its key, title with mnemonic, icon, and how it is made, which is when it is first shown."""

    key: str
    title: str
    icon: str
    make: Callable[[FormLoader, QWidget], Page]
