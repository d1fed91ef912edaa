from __future__ import annotations

import re
from pathlib import Path
from typing import get_type_hints

import pytest
from PySide6.QtWidgets import QWidget

from app.desktop.dialogs.about_dialog import AboutDialog
from app.desktop.dialogs.prompt_dialog import PromptDialog, PromptView
from app.desktop.forms import FormError, FormLoader, form_children
from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.pages.home_page import HomePage
from app.desktop.places import Places
from app.desktop.shell import Shell
from app.desktop.theme import Theme
from app.desktop.widgets.button import Button

FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0"><class>Sample</class><widget class="QWidget" name="Sample">
<layout class="QVBoxLayout" name="rows"><item><widget class="{kind}" name="command"/></item></layout></widget>
<customwidgets><customwidget><class>{kind}</class><extends>QPushButton</extends><header>x</header></customwidget>
</customwidgets></ui>"""


class Sample(QWidget):
    command: Button


class Missing(QWidget):
    nowhere: Button


def loader_of(folder: Path, theme: Theme, kind: str = "Button") -> FormLoader:
    (folder / "forms").mkdir()
    (folder / "forms" / "sample.ui").write_text(FORM.format(kind=kind), encoding="utf-8")
    return FormLoader(theme, Places(folder))


def test_children_are_bound_when_the_class_annotates_them(tmp_path: Path, theme: Theme) -> None:
    sample = Sample()
    loader_of(tmp_path, theme).load("sample", sample, {"Button": Button})
    assert type(sample.command) is Button


def test_load_refuses_when_a_promoted_class_is_not_registered(tmp_path: Path, theme: Theme) -> None:
    with pytest.raises(FormError, match="Knob, which is not registered"):
        loader_of(tmp_path, theme, "Knob").load("sample", Sample(), {"Button": Button})


def test_load_refuses_when_an_annotated_child_is_missing(tmp_path: Path, theme: Theme) -> None:
    with pytest.raises(FormError, match="Missing expects a child nowhere"):
        loader_of(tmp_path, theme).load("sample", Missing(), {"Button": Button})


def test_load_refuses_when_there_is_no_such_form(tmp_path: Path, theme: Theme) -> None:
    with pytest.raises(FormError, match="missing"):
        loader_of(tmp_path, theme).load("other", Sample(), {})


def test_annotations_agree_with_the_forms_for_every_page_and_part(
    shell: Shell, home: HomePage, checklist: ChecklistPage, loader: FormLoader
) -> None:
    dialogs = [AboutDialog(loader, "1", shell), PromptDialog(loader, PromptView("a", "b", "c", "d"), shell)]
    owners = [shell, *shell.findChildren(QWidget), *dialogs]
    checked = 0
    for owner in owners:
        hints = get_type_hints(type(owner)) if form_children(type(owner)) else {}
        for name in form_children(type(owner)):
            assert isinstance(getattr(owner, name), hints[name]), f"{type(owner).__name__}.{name}"
            checked += 1
    assert checked > 90


def test_every_form_is_some_class_of_ours(root: Path) -> None:
    sources = "\n".join(path.read_text("utf-8") for path in (root / "app" / "desktop").rglob("*.py"))
    used = set(re.findall(r'(?:load\(|FORM = )"(\w+)"', sources))
    unused = [path.stem for path in (root / "forms").glob("*.ui") if path.stem not in used]
    assert not unused


def test_forms_hold_no_colour_font_or_fixed_size(root: Path) -> None:
    pattern = r'name="(geometry|minimumSize|maximumSize|styleSheet|font|palette|leftMargin|spacing)"'
    offending = [path.name for path in (root / "forms").glob("*.ui") if re.search(pattern, path.read_text("utf-8"))]
    assert not offending
