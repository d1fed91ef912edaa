from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desktop.dialogs.verification_dialog import VerificationDialog
from app.desktop.forms import FormLoader
from app.desktop.shell import Shell
from app.desktop.specimens import returns
from app.desktop.widgets.fact_row import FactRow
from tests.desktop.conftest import Heard
from tests.desktop.test_accessibility import unnamed


@pytest.fixture
def dialog(loader: FormLoader, shell: Shell) -> VerificationDialog:
    made = VerificationDialog(loader, shell)
    made.show_files("Read apart.", returns.verified())
    made.show()
    return made


def test_each_file_says_its_verdict_in_a_word_and_in_sentences(dialog: VerificationDialog) -> None:
    rows = [row for row in dialog.verification_card.rows if isinstance(row, FactRow)]
    assert [row.status.text() for row in rows if row.status] == ["Verified", "Not valid"]
    assert rows[1].detail.text() == "Changed after signing: sheet Answers."


def test_certificate_is_asked_for_by_role(dialog: VerificationDialog, hear: Callable[..., Heard]) -> None:
    asked = hear(dialog.certificate_asked)
    dialog.author_button.click()
    dialog.approver_button.click()
    assert asked.calls == [("author",), ("approver",)]


def test_page_keys_scroll_what_is_said_when_it_is_long(dialog: VerificationDialog, shell: Shell, qtbot: QtBot) -> None:
    many = tuple(replace(file, name=f"{place}.pdf") for place in range(20) for file in returns.verified()[:1])
    dialog.show_files("Read apart.", many)
    bar = dialog.verification_scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    QTest.keyClick(dialog.verification_close_button, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(dialog.verification_close_button, Qt.Key.Key_PageUp)
    assert bar.value() == 0


def test_every_input_has_a_name(dialog: VerificationDialog) -> None:
    assert not unnamed(dialog)
