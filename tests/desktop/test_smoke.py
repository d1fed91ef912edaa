"""`--smoke` shows every page that there is, so that a new one cannot be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.desktop import navigation
from app.desktop.smoke import SmokeFailed, show_pages
from app.domain.catalogue import Country, Sector
from app.domain.registers.every import REGISTERS
from app.domain.registers.risks import RISKS
from app.domain.roles import Role
from app.services.establishing import NewEstablishment, establish
from app.services.registering import EntryContent, add_entry
from tests.services.begun_files import begun_file
from tests.unit.period_contents import builtin_pack


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    with begun_file(tmp_path) as begun:  # with one risk: an empty register has no list of the others
        content = EntryContent({"intention_ref": "1(d)"}, {"title": begun.text("Too few staff")})
        add_entry(begun.file, RISKS, begun.period_id, content, builtin_pack(), person_id=None)
        establishment = begun.file.path
    reviewer = tmp_path / "reviewer.assure"
    new = NewEstablishment("Tiny", "TNY", Sector.PUBLIC, Country.ENGLAND, "2014-15 Q1", role=Role.REVIEWER)
    establish(reviewer, new, today=date(2014, 5, 1)).close()
    return [establishment, reviewer]


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    qapp.setStyleSheet("")
    for left in qapp.topLevelWidgets():
        left.deleteLater()


@pytest.mark.long
def test_every_page_and_register_is_shown(application: QApplication, files: list[Path]) -> None:
    said = "\n".join(show_pages(application, files))
    assert [spec.key for spec in navigation.PAGES if f"showed page {spec.key}:" not in said] == []
    assert [one.kind for one in REGISTERS if f"showed page registers, {one.kind}:" not in said] == []


def test_page_that_none_of_the_files_has_is_missed(application: QApplication, files: list[Path]) -> None:
    with pytest.raises(SmokeFailed, match="no file has these pages: actions, checklist, evidence"):
        list(show_pages(application, files[1:]))
