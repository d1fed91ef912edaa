"""The sealed store in the window: keys given and taken, copies found, sealed and recalled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app.desktop.dialogs.choice_dialog import ChoiceDialog
from app.desktop.dialogs.prompt_dialog import PromptDialog
from app.desktop.job import Job
from app.desktop.pages.sealed_page import SealedPage
from app.desktop.presenters.sealed_presenter import SealedPresenter
from app.desktop.presenters.sealed_rows import NO_RECOVERY
from app.desktop.shell import Shell
from app.domain.records import Answer, IssuedReturn, Person, SelfAudit
from app.domain.text import Passage
from app.services.replacing import replaced_by_next
from app.services.sealing_copies import Phrase
from tests.desktop.register_desk import RegisterDesk, register_desk
from tests.services.begun_files import at

SPILT = "the north gate keys lie beneath the third lamp"
OTHER = "another four plain words"


class SealedDesk:
    """The page on a file whose sealed store is unlocked."""

    def __init__(self, desk: RegisterDesk, shell: Shell, qtbot: QtBot) -> None:
        self.desk, self.shell, self.qtbot, self.file = desk, shell, qtbot, desk.begun.file
        desk.begun.set_up_store()
        with self.file.work("Named") as work:
            work.put(Person(), {"name": desk.begun.text("Bea Example")})
        desk.session.refresh()
        page = shell.page("sealed")
        assert isinstance(page, SealedPage)
        self.page = page
        self.presenter = SealedPresenter(desk.session, page, shell)
        shell.show_page("sealed")

    def words(self) -> list[str]:
        """Return what is said of each row."""
        model = self.page.table.register_model
        assert model is not None
        spoken = Qt.ItemDataRole.AccessibleTextRole
        return [
            " | ".join(str(model.index(row, column).data(spoken)) for column in range(model.columnCount()))
            for row in range(model.rowCount())
        ]

    def do(self, command: str, row: str) -> None:
        """Do a command to the row that begins so."""
        found = next(each for each in self.presenter.read_rows() if each.title.startswith(row))
        self.presenter.command(command, found)

    def give(self, *words: str) -> None:
        """Answer one dialog after the other that asks for a line."""
        for each in words:
            dialog = self.desk.dialog(PromptDialog)
            dialog.prompt_field.setText(each)
            dialog.accept_button.click()

    def choose(self, way: str) -> None:
        """Choose a way in the dialog that is open."""
        dialog = self.desk.dialog(ChoiceDialog)
        buttons = (dialog.first_button, dialog.second_button, dialog.third_button)
        next(each for each in buttons if each.property("way") == way).click()
        self.wait()

    def wait(self) -> None:
        """Wait until nothing is done beside the window any more."""
        self.qtbot.waitUntil(lambda: not self.shell.findChildren(Job))

    def spill(self) -> None:
        """Write the words in plain, in a return that left too."""
        begun = self.desk.begun
        with self.file.work("Wrote") as work:
            audit = work.put(SelfAudit(period_id=begun.period_id, intention_ref="1(a)"))
            answer = Answer(self_audit_id=audit.record.id, item_ref="1a-01")
            work.put(answer, {"narrative": begun.text(f"Seen: {SPILT}.")})
            work.put(
                IssuedReturn(
                    period_id=begun.period_id, number="EX/2026-27-Q2/1", payload=f'["{SPILT}"]'.encode(),
                    payload_digest="0" * 64, signers_required=1, made_at=at(date(2026, 9, 22)),
                )
            )  # fmt: skip


@pytest.fixture
def sealed(shell: Shell, tmp_path: Path, qtbot: QtBot) -> Iterator[SealedDesk]:
    with register_desk(tmp_path, shell) as desk:
        yield SealedDesk(desk, shell, qtbot)


def test_who_can_unlock_is_listed_and_the_missing_recovery_key_is_said(sealed: SealedDesk) -> None:
    assert any(words.endswith("A passphrase") for words in sealed.words())
    assert "Bea Example |  | Cannot unlock" in sealed.words()
    assert sealed.page.register_summary.text() == NO_RECOVERY


def test_person_is_let_in_and_shut_out_again(sealed: SealedDesk) -> None:
    sealed.do("let_in", "Bea")
    sealed.give("short")
    assert "at least 12 characters" in sealed.desk.dialog(PromptDialog).prompt_fault.text()
    sealed.give(OTHER, "not the same words")
    assert "not the same" in sealed.desk.dialog(PromptDialog).prompt_fault.text()
    sealed.give(OTHER)
    assert len(sealed.file.key_slots()) == 2
    sealed.file.unlock(OTHER)
    sealed.do("shut_out", "Bea")
    sealed.choose("leave")
    assert len(sealed.file.key_slots()) == 2
    sealed.do("shut_out", "Bea")
    sealed.choose("shut_out")
    assert len(sealed.file.key_slots()) == 1
    sealed.do("shut_out", "Ann" if any(words.startswith("Ann") for words in sealed.words()) else "")
    sealed.choose("shut_out")
    assert len(sealed.file.key_slots()) == 1  # somebody must be left
    assert sealed.page.notice.isVisible()


def test_recovery_key_is_made_and_its_sheet_goes_to_the_printer_alone(
    sealed: SealedDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sheets: list[str] = []
    keeper = sealed.presenter.sheets
    monkeypatch.setattr(keeper, "ask_printer", lambda: sheets.append(keeper.sheet.as_text() if keeper.sheet else ""))
    sealed.do("recovery", "Bea")
    sealed.choose("make")
    assert "RECOVERY KEY" in sheets[0]
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "sheet.pdf"))
    keeper.print(printer)
    assert keeper.sheet is None
    assert sealed.page.register_summary.text() == "1 person and the recovery key on paper can unlock it."


def test_copies_are_found_sealed_and_recalled(sealed: SealedDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed.spill()
    sealed.presenter.add()
    sealed.give(SPILT)
    sealed.wait()
    assert "1a-01, answer, narrative | This file | Seal it here" in sealed.words()
    assert any(words.startswith("EX/2026-27-Q2/1: ") for words in sealed.words())
    assert not any("lamp" in words for words in sealed.words())
    sealed.do("contain", "1a-01")
    sealed.choose("seal")
    sealed.wait()
    assert [words.split(":")[0] for words in sealed.words()] == ["EX/2026-27-Q2/1"]
    assert SPILT.encode() not in sealed.file.path.read_bytes()
    sealed.do("replace", "EX/")
    with sealed.file.reading() as work:
        replaced = replaced_by_next(work, sealed.desk.begun.period_id)
    assert replaced is not None
    assert (replaced.number, replaced.digest) == ("EX/2026-27-Q2/1", "0" * 64)
    notice = sealed.presenter.notice()
    assert "Return EX/2026-27-Q2/1" in notice
    assert "lamp" not in notice


def test_sealed_passage_is_unsealed_with_a_reason_after_a_scan(sealed: SealedDesk) -> None:
    begun, marking = sealed.desk.begun, sealed.file.scheme.sealed_from
    with sealed.file.work("Sealed") as work:
        audit = work.put(SelfAudit(period_id=begun.period_id, intention_ref="1(a)"))
        for number, words in (("1", SPILT), ("2", "RESTRICTED - staff only")):
            answer = Answer(self_audit_id=audit.record.id, item_ref=f"1a-0{number}")
            work.put(answer, {"narrative": [Passage(content=words, marking=marking)]})
    sealed.desk.session.refresh()
    sealed.page.scope_chosen.emit("things")
    assert sealed.words() == ["1a-01, answer, narrative | A passage", "1a-02, answer, narrative | A passage"]
    sealed.do("unseal", "1a-02")
    sealed.give("Not needed any more")
    assert "RESTRICTED" in sealed.desk.dialog(PromptDialog).prompt_fault.text()
    sealed.desk.dialog(PromptDialog).reject()
    sealed.do("unseal", "1a-01")
    sealed.give("Public since May")
    assert sealed.words() == ["1a-02, answer, narrative | A passage"]
    assert SPILT.encode() in sealed.file.path.read_bytes()


def test_copies_are_forgotten_when_the_store_is_locked(sealed: SealedDesk) -> None:
    sealed.spill()
    sealed.presenter.look_for(Phrase(SPILT))
    sealed.wait()
    assert len(sealed.words()) == 3
    sealed.desk.session.lock()
    sealed.page.scope_chosen.emit("copies")
    assert sealed.words() == []
