"""The pages that there are, in the order of the side bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.desktop.forms import FormLoader
from app.desktop.pages.page import Page


@dataclass(frozen=True)
class PageSpec:
    """One page: its key, title with mnemonic, icon, and how it is made; a page is imported when first shown."""

    key: str
    title: str
    icon: str
    make: Callable[[FormLoader, QWidget], Page]


def _make_home(loader: FormLoader, parent: QWidget) -> Page:
    from app.desktop.pages.home_page import HomePage

    return HomePage(loader, parent)


def _make_checklist(loader: FormLoader, parent: QWidget) -> Page:
    from app.desktop.pages.checklist_page import ChecklistPage

    return ChecklistPage(loader, parent)


PAGES: tuple[PageSpec, ...] = (
    PageSpec("home", "H&ome", "home", _make_home),
    PageSpec("checklist", "&Checklist", "checklist", _make_checklist),
)
"""A new page is one line here, its form, its class, its test."""
