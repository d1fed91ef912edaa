"""The list of the template's words is what the renderers and their libraries write today, and holds no secrets."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from app.returns.inside.sources import read_template_words


@pytest.fixture(scope="module")
def lister() -> ModuleType:
    """Return packaging/list_template_words.py, which is no package's module."""
    path = Path(__file__).resolve().parents[2] / "packaging" / "list_template_words.py"
    specification = importlib.util.spec_from_file_location("list_template_words", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[specification.name] = module
    specification.loader.exec_module(module)
    return module


@pytest.mark.long
def test_list_is_current(lister: ModuleType) -> None:
    listed, wanted = read_template_words(), lister.template_words()
    assert sorted(set(wanted) ^ set(listed)) == [], "Run ./dev words, and read the difference."
    assert listed == wanted


def test_literals_are_read_without_docstrings(
    lister: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = (
        '"""About it."""\nx = f"{n} of {m} <b>done</b>"\n\ndef f():\n    "Says."\n    return counted(2, "finding")\n'
    )
    (tmp_path / "drawing.py").write_text(source, encoding="utf-8")
    monkeypatch.setattr(lister, "ROOT", tmp_path)
    monkeypatch.setattr(lister, "DRAWING", ("drawing.py",))
    assert sorted(lister.literals()) == [" <b>done</b>", " of ", "finding", "findings"]
