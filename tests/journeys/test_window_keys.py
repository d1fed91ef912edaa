"""The whole of the work with the keyboard alone: from the first run to a return that is verified."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from app.desktop.dialogs.begin_dialog import BeginDialog
from app.desktop.dialogs.evidence_dialog import EvidenceDialog
from app.desktop.dialogs.finding_dialog import FindingDialog
from app.desktop.dialogs.prompt_dialog import PromptDialog
from app.desktop.dialogs.sign_dialog import SignDialog
from app.desktop.session import local_now
from app.domain.dates import spell_day
from tests.journeys.commands import PASSPHRASE, command
from tests.journeys.two_homes import make_identity
from tests.journeys.windows import ALT, CONTROL, SHIFT, Driven, holds
from tests.unit.catalogue_packs import copy_small_pack

NONE = Qt.KeyboardModifier.NoModifier
SECRET_WORDS = "Marmalade otters convene under the seventh bridge"
_FURTHEST = 40
"""So many presses of Tab lead anywhere on a page."""


class Keyboard:
    """Sends keys to whatever has the focus, and to nothing else."""

    def __init__(self, driven: Driven) -> None:
        self._driven = driven

    @property
    def focus(self) -> QWidget:
        """What has the focus in the dialog on top, or the window. Nothing may lose it."""
        top = QApplication.activeModalWidget() or self._driven.window
        widget: QWidget | None = top.focusWidget()
        assert widget is not None, f"{type(top).__name__} has lost the focus"
        assert widget.isVisible(), f"{widget.objectName()} has the focus and cannot be seen"
        return widget

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press one key, in the window that the system has made active."""
        top = QApplication.activeModalWidget() or self._driven.window
        if not top.isActiveWindow():
            with self._driven.qtbot.waitActive(top):
                top.activateWindow()
        QTest.keyClick(self.focus, key, modifier)
        QApplication.processEvents()

    def write(self, text: str, key: Qt.Key | None = None, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Type a text in the place of what stands there, then press a key."""
        self.press(Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(self.focus, text)
        if key is not None:
            self.press(key, modifier)

    def tab_to(self, name: str, key: Qt.Key = Qt.Key.Key_Tab) -> None:
        """Press Tab until a control has the focus."""
        passed = []
        for _ in range(_FURTHEST):
            if name in names_of(self.focus):
                return
            passed.append(names_of(self.focus)[0])
            self.press(key)
        raise AssertionError(f"Tab does not lead to {name}: {passed}")

    def tick_all(self) -> None:
        """Tick what is to be read: each tick leads to the next that is not, the last stays."""
        while True:
            box = self.focus
            assert isinstance(box, QAbstractButton)
            self.press(Qt.Key.Key_Space)
            if self.focus is box:
                return

    def wait(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        self._driven.qtbot.waitUntil(lambda: bool(condition()))

    def wait_for(self, kind: type[QDialog]) -> None:
        """Wait until a dialog is on top."""
        self.wait(lambda: isinstance(QApplication.activeModalWidget(), kind))

    def wait_for_page(self) -> None:
        """Wait until no dialog is on top."""
        self.wait(lambda: QApplication.activeModalWidget() is None)


def names_of(widget: QWidget) -> list[str]:
    """Return the names of a widget and of what it is a part of, the nearest first."""
    names, node = [], widget
    up: QObject | None = node
    while up is not None:
        names.append(up.objectName())
        up = up.parent()
    return names


@pytest.fixture
def keys(make_driven: Callable[..., Driven], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keyboard:
    """Return the keyboard of a window on its first run, with a catalogue of three questions."""
    pack = copy_small_pack(tmp_path)
    monkeypatch.setattr("app.catalogue.builtin.locate_builtin_pack", lambda: pack)
    driven = make_driven(local_now)
    driven.window.activateWindow()
    driven.desk.begin(None)
    return Keyboard(driven)


def begin(keys: Keyboard, file: Path) -> None:
    """Begin a file in three steps, as the Governor."""
    keys.press(Qt.Key.Key_Space)
    keys.wait_for(BeginDialog)
    keys.write("HMP Carrow Vale", Qt.Key.Key_Tab)
    keys.write("CVL", Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Return)
    keys.write("Alex Marsh", Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_Down)  # the head, not the audit lead
    keys.tab_to("place_field")
    keys.write(str(file), Qt.Key.Key_Return)
    keys.wait_for_page()


def answer_and_seal(keys: Keyboard) -> None:
    """Answer the first question, and seal the last words of what was found."""
    keys.press(Qt.Key.Key_2, CONTROL)
    keys.press(Qt.Key.Key_1, ALT)
    keys.tab_to("narrative_field")
    QTest.keyClicks(keys.focus, f"A lead is named. {SECRET_WORDS}")
    for _ in SECRET_WORDS.split():
        keys.press(Qt.Key.Key_Left, CONTROL | SHIFT)
    keys.press(Qt.Key.Key_R, CONTROL)
    for _ in range(2):  # the store is set up: the passphrase is given twice
        keys.wait_for(PromptDialog)
        keys.write(PASSPHRASE, Qt.Key.Key_Return)
    keys.wait_for_page()
    assert "narrative_field" in names_of(keys.focus)


def cite_evidence(keys: Keyboard) -> None:
    """Cite what was seen for the question on show, by the pane beside it."""
    keys.press(Qt.Key.Key_F6)
    keys.tab_to("add_evidence")
    keys.press(Qt.Key.Key_Space)
    keys.wait_for(EvidenceDialog)
    keys.tab_to("ways")
    keys.press(Qt.Key.Key_Right)  # seen, not attached
    keys.tab_to("title_field")
    keys.write("The plan of the year", Qt.Key.Key_Tab)
    keys.tab_to("seen_where_field")
    keys.write("Gate lodge")
    keys.tab_to("seen_on_field")
    keys.write(spell_day(local_now().date()))
    keys.press(Qt.Key.Key_Return, CONTROL)
    keys.wait_for_page()


def find_fault(keys: Keyboard) -> None:
    """Answer the next question Partly met, with its sample, a finding, and the action that it needs."""
    keys.press(Qt.Key.Key_Return, CONTROL)
    keys.press(Qt.Key.Key_2, ALT)
    keys.tab_to("population")
    for name, value in (("population", "40"), ("sample_size", "20"), ("compliant", "15")):
        keys.tab_to(name)
        keys.write(value)
    keys.press(Qt.Key.Key_F, CONTROL | SHIFT)
    keys.wait_for(FindingDialog)
    keys.tab_to("title_field")
    keys.write("Five checks were late")
    keys.tab_to("action_title_field")
    keys.write("Check the log each week")
    keys.press(Qt.Key.Key_Return, CONTROL)
    keys.wait_for_page()


def state(keys: Keyboard, wording: str) -> None:
    """State the level and the wording of the statement on show, tick all that is to be read, and sign it off."""
    keys.press(Qt.Key.Key_2, ALT)
    keys.tab_to("wording_field")
    QTest.keyClicks(keys.focus, wording)
    keys.press(Qt.Key.Key_F6)
    keys.tick_all()
    keys.press(Qt.Key.Key_F6, SHIFT)
    keys.tab_to("sign_button")
    keys.press(Qt.Key.Key_Space)


def declare(keys: Keyboard) -> None:
    """Declare what is expected of providers."""
    keys.tab_to("declaration_list")
    keys.press(Qt.Key.Key_Space)


def sign_and_export(keys: Keyboard, folder: Path) -> None:
    """Sign the return that is ready, and wait for its files."""
    keys.press(Qt.Key.Key_E, CONTROL | SHIFT)
    keys.wait_for(SignDialog)
    keys.tab_to("identity_field")
    keys.write(str(folder / "signer.p12"))
    keys.tab_to("passphrase_field")
    keys.write(PASSPHRASE)
    keys.tab_to("folder_field")
    keys.write(str(folder))
    keys.tab_to("name_field")
    keys.write("return-1", Qt.Key.Key_Return)
    keys.wait((folder / "return-1.xlsx").exists)
    keys.wait(lambda: "open_folder_button" in names_of(keys.focus))
    keys.press(Qt.Key.Key_Escape)
    keys.wait_for_page()


def test_first_run_leads_to_a_verified_return_by_keys_alone(keys: Keyboard, tmp_path: Path) -> None:
    make_identity(tmp_path, "Alex Marsh", "Governor")
    file = tmp_path / "made.assure"
    begin(keys, file)
    answer_and_seal(keys)
    cite_evidence(keys)
    find_fault(keys)
    keys.press(Qt.Key.Key_6, CONTROL)
    state(keys, "I have moderate assurance.")
    keys.press(Qt.Key.Key_F6, SHIFT)
    keys.press(Qt.Key.Key_Home)  # the establishment's own stands first
    keys.press(Qt.Key.Key_F6)
    declare(keys)
    state(keys, "The whole stands as its parts do.")
    keys.press(Qt.Key.Key_Space)  # the third step of the sitting is the return
    keys.wait(lambda: "sign_button" in names_of(keys.focus))
    sign_and_export(keys, tmp_path)
    said = command("verify", tmp_path / "return-1.pdf", tmp_path / "return-1.xlsx", "--trust",
                   f"author={tmp_path / 'signer.pem'}")  # fmt: skip
    assert said.code == 0, said.out
    assert not holds(file, SECRET_WORDS)
