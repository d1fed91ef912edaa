"""The sealed store in the window: keys given and taken, copies found, sealed and recalled."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
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
from app.services.copies_made import Made, note_copy
from app.services.replacing import replaced_by_next
from app.services.sealing_copies import Phrase
from app.store.errors import WrongPassphrase
from app.store.file import EstablishmentFile
from app.store.wrapping import SlotKind
from tests.desktop.register_desk import RegisterDesk, register_desk, spoken_rows
from tests.services.begun_files import PASSPHRASE, at, begun_file
from tests.store.samples import QUICK

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
        return [" | ".join(cells) for cells in spoken_rows(self.page)]

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
    sealed.wait()
    assert len(sealed.file.keys.slots()) == 2
    sealed.file.unlock(OTHER)
    sealed.do("shut_out", "Bea")
    sealed.choose("leave")
    assert len(sealed.file.keys.slots()) == 2
    sealed.do("shut_out", "Bea")
    sealed.choose("shut_out")
    assert len(sealed.file.keys.slots()) == 1
    sealed.do("shut_out", "Ann" if any(words.startswith("Ann") for words in sealed.words()) else "")
    sealed.choose("shut_out")
    assert len(sealed.file.keys.slots()) == 1  # somebody must be left
    assert sealed.page.notice.isVisible()


def test_recovery_key_is_made_and_its_sheet_goes_to_the_printer_alone(
    sealed: SealedDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sheets: list[str] = []
    keeper = sealed.presenter.sheets
    monkeypatch.setattr(keeper, "ask_printer", lambda: sheets.append(keeper.sheet.as_text() if keeper.sheet else ""))
    sealed.do("recovery", "Bea")
    sealed.choose("make")
    assert sealed.page.isEnabled()
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


def held_worker(sealed: SealedDesk) -> threading.Event:
    """Keep the worker busy until the event is set, so that what follows waits for it."""
    go_on = threading.Event()
    sealed.desk.session.jobs.start(lambda progress, is_cancelled: go_on.wait(60))
    return go_on


def test_page_takes_nothing_while_keys_are_changed(sealed: SealedDesk) -> None:
    go_on = held_worker(sealed)
    sealed.do("recovery", "Bea")
    dialog = sealed.desk.dialog(ChoiceDialog)
    dialog.first_button.click()
    assert not sealed.page.isEnabled()
    assert [slot.kind for slot in sealed.file.keys.slots()] == [SlotKind.PERSON]
    go_on.set()
    sealed.wait()
    assert sealed.page.isEnabled()
    assert [slot.kind for slot in sealed.file.keys.slots()] == [SlotKind.PERSON, SlotKind.RECOVERY]


def test_keys_are_changed_whole_when_the_file_is_closed_meanwhile(sealed: SealedDesk) -> None:
    with sealed.file.work("Sealed") as work:
        audit = work.put(SelfAudit(period_id=sealed.desk.begun.period_id, intention_ref="1(a)"))
        marking = sealed.file.scheme.sealed_from
        work.put(audit.record, {"plan": [Passage(content=SPILT, marking=marking)]})
    go_on = held_worker(sealed)
    (slot,) = sealed.file.keys.slots()
    sealed.do("passphrase", "Ann" if any(words.startswith("Ann") for words in sealed.words()) else "")
    sealed.give(PASSPHRASE, OTHER, OTHER)
    threading.Timer(0.2, go_on.set).start()
    sealed.desk.session.close()
    with EstablishmentFile.open(sealed.file.path) as again:
        assert [each.id for each in again.keys.slots()] != [slot.id]
        with pytest.raises(WrongPassphrase):
            again.unlock(PASSPHRASE)
        again.unlock(OTHER)
        assert again.sealed_faults() == 0
    assert SPILT.encode() not in sealed.file.path.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot kill itself there as it can elsewhere")
def test_store_is_as_it_was_when_the_window_was_killed_while_keys_are_changed(tmp_path: Path) -> None:
    with begun_file(tmp_path) as begun:
        begun.set_up_store()
        begun.file.keys.make_recovery_key(begun.holder_id, QUICK)
        with begun.file.work("Sealed") as work:
            for ref in ("1(a)", "1(b)", "1(c)", "1(d)"):
                audit = work.put(SelfAudit(period_id=begun.period_id, intention_ref=ref))
                work.put(audit.record, {"plan": [Passage(content=SPILT, marking=begun.file.scheme.sealed_from)]})
        slots = begun.file.keys.slots()
        path = begun.file.path
    command = [sys.executable, "-m", "tests.desktop.killed_window", str(path), begun.period_id]
    root = Path(__file__).parents[2]
    assert subprocess.run(command, cwd=root, capture_output=True, check=False).returncode == -signal.SIGKILL
    with EstablishmentFile.open(path) as again:
        again.unlock(PASSPHRASE)
        assert again.keys.slots() == slots
        assert again.sealed_faults() == 0
        with again.reading() as work:
            assert {entry.text("plan")[0].content for entry in work.list(SelfAudit)} == {SPILT}
    assert SPILT.encode() not in path.read_bytes()


def test_copies_made_here_are_listed_as_what_may_hold_it(sealed: SealedDesk) -> None:
    note_copy(sealed.file, Made.FILE, "", at(date(2026, 9, 22)))
    sealed.spill()
    sealed.presenter.look_for(Phrase(SPILT))
    sealed.wait()
    assert "A copy of this whole file | Made here, may hold it | Look into it" in sealed.words()
    assert sealed.page.register_summary.text() == "3 known copies outside the sealed store."


def test_copies_are_forgotten_when_the_store_is_locked(sealed: SealedDesk) -> None:
    sealed.spill()
    sealed.presenter.look_for(Phrase(SPILT))
    sealed.wait()
    assert len(sealed.words()) == 3
    sealed.desk.session.lock()
    sealed.page.scope_chosen.emit("copies")
    assert sealed.words() == []


def test_empty_page_offers_to_set_the_store_up(shell: Shell, tmp_path: Path) -> None:
    with register_desk(tmp_path, shell) as desk:
        page = shell.page("sealed")
        assert isinstance(page, SealedPage)
        SealedPresenter(desk.session, page, shell)
        shell.show_page("sealed")
        asked: list[object] = []
        desk.session.unlock_wanted.connect(asked.append)
        page.way_chosen.emit("set_up")
        assert len(asked) == 1
