"""A page is a form, a class, a presenter and a test; it shows and asks, and knows no rule and no record."""

from __future__ import annotations

from app.desktop.navigation import PAGES
from tests.architecture.reading import ROOT, imported_modules, methods_called

DESKTOP = ROOT / "app" / "desktop"
SHOWING = ("pages", "widgets", "dialogs", "models", "views")
BELOW = ("app.domain", "app.services", "app.store", "app.returns", "app.signing", "app.catalogue")
KNOWN_TO_VIEWS = {"app.domain.errors", "app.domain.progress", "app.services.page_images"}
"""What those may know that only show: how an error says itself, that work can be stopped, the pixels of a page."""
ALSO = {"shell_view.py": {"app.domain.roles"}}
"""The frame says whose file it is, in the domain's own word."""


def test_page_has_a_class_a_test_and_a_form() -> None:
    for module in sorted((DESKTOP / "pages").glob("*_page.py")):
        is_register = "app.desktop.pages.register_page" in imported_modules(module)
        assert is_register or (ROOT / "forms" / f"{module.stem}.ui").is_file(), module.name
        assert (ROOT / "tests" / "desktop" / f"test_{module.stem}.py").is_file(), module.name


def test_every_page_is_presented_on_a_file() -> None:
    assert [spec.key for spec in PAGES if spec.present is None] == []


def test_what_shows_knows_no_service_and_no_rule() -> None:
    for path in (each for folder in SHOWING for each in sorted((DESKTOP / folder).glob("*.py"))):
        known = {name for name in imported_modules(path) if name.startswith(BELOW)}
        assert known - KNOWN_TO_VIEWS - ALSO.get(path.name, set()) == set(), path.name


def test_presenters_write_by_services_alone() -> None:
    for path in sorted((DESKTOP / "presenters").glob("*.py")):
        assert not {name for name in imported_modules(path) if name.startswith("app.returns")}, path.name
        assert not {"put", "purge_field", "unseal"} & methods_called(path), path.name
