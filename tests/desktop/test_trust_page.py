"""Trusted signers on a real file, in a real window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.desktop.dialogs.choice_dialog import ChoiceDialog
from app.desktop.dialogs.loss_dialog import LossDialog
from app.desktop.dialogs.prompt_dialog import PromptDialog
from app.desktop.dialogs.sign_dialog import SignDialog
from app.desktop.dialogs.signer_dialog import SignerDialog
from app.desktop.pages.trust_page import TrustPage
from app.desktop.presenters.trust_presenter import TrustPresenter
from app.desktop.shell import Shell
from app.services.enrolling import read_list
from app.services.trust_register import read_register
from app.signing.identity import Identity, create_identity, load_identity
from app.signing.short_code import short_code
from app.signing.trust import Office
from app.signing.trust_list import write_trust_list
from app.store.wrapping import Cost
from tests.desktop.register_desk import RegisterDesk, register_desk, spoken_rows
from tests.desktop.test_accessibility import unnamed
from tests.services.begun_files import TODAY, at

HERS, NEW = "what she typed until now", "what she types from now on"


class TrustDesk:
    """The page on a file whose store is unlocked, and a signer with their certificate beside it."""

    def __init__(self, desk: RegisterDesk, shell: Shell, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        page = shell.page("trust")
        assert isinstance(page, TrustPage)
        self.page = page
        self.presenter = TrustPresenter(desk.session, page, shell)
        self.presenter.refresh()
        shell.show_page("trust")

    @property
    def signers(self) -> list[object]:
        return [entry.record for entry in read_register(self.desk.begun.file).signers]

    def certificate(self, identity: Identity) -> Path:
        path = self.folder / "signer.pem"
        path.write_bytes(identity.certificate_pem())
        return path

    def words(self) -> list[str]:
        return [" | ".join(cells) for cells in spoken_rows(self.page)]

    def enter(self, identity: Identity, deputy: str = "") -> None:
        self.presenter.take([self.certificate(identity)])
        dialog = self.desk.dialog(SignerDialog)
        dialog.starts_field.setText("1 September 2026")
        dialog.deputy_field.setText(deputy)
        dialog.code_field.setText(short_code(identity.certificate))
        dialog.role_field.setCurrentIndex(1)
        dialog.accept_button.click()


def fault(dialog: SignerDialog) -> str:
    label = dialog.findChild(QLabel, "code_fault")
    assert label is not None
    return label.text()


@pytest.fixture(scope="module")
def deputy() -> Identity:
    made = create_identity("M. Okafor", "Deputy", "HMP Example", "four plain words", valid_from=at(TODAY))
    return load_identity(made, "four plain words")


@pytest.fixture
def trust(shell: Shell, tmp_path: Path, qtbot: QtBot) -> Iterator[TrustDesk]:
    shell.window().resize(1280, 800)
    with register_desk(tmp_path, shell) as desk:
        desk.begun.set_up_store()
        yield TrustDesk(desk, shell, tmp_path)


def test_signer_is_entered_only_when_the_code_of_their_sheet_is_typed(trust: TrustDesk, deputy: Identity) -> None:
    trust.presenter.take([trust.certificate(deputy)])
    dialog = trust.desk.dialog(SignerDialog)
    assert deputy.fingerprint in dialog.form_note.text().replace("\n", " ")
    assert unnamed(dialog) == []
    dialog.accept_button.click()
    assert "Type the code" in fault(dialog)
    dialog.code_field.setText("AAAA-AAAA")
    dialog.accept_button.click()
    assert "not the code of this certificate" in fault(dialog)
    assert trust.signers == []
    dialog.code_field.setText(short_code(deputy.certificate))
    dialog.accept_button.click()
    (row,) = trust.words()
    assert row.startswith("M. Okafor, Deputy, HMP Example | Author of returns")
    assert trust.page.register_summary.text() == "1 entry is in office. Register confirmed."


def test_deputy_is_enrolled_ahead_for_the_post_they_sign_for(trust: TrustDesk, deputy: Identity) -> None:
    trust.enter(deputy, deputy="Governor")
    (row,) = trust.words()
    assert "Approver of returns, For the Governor" in row


def test_register_is_not_confirmed_while_the_file_is_locked(trust: TrustDesk, deputy: Identity) -> None:
    trust.enter(deputy)
    trust.desk.begun.file.lock()
    trust.desk.session.lock_changed.emit()
    assert "Register not confirmed" in trust.page.register_summary.text()
    trust.presenter.take([trust.certificate(deputy)])
    assert not trust.desk.has_dialog()


def ask_loss(trust: TrustDesk, way: str) -> LossDialog:
    """Ask what happened to the identity that is chosen, and say it."""
    row = trust.presenter.row(trust.presenter.chosen)
    assert row is not None
    trust.presenter.command("left", row)
    dialog = trust.desk.dialog(LossDialog)
    dialog.way_field.setCurrentIndex(dialog.way_field.findData(way))
    return dialog


def loss_fault(dialog: LossDialog, name: str) -> str:
    label = dialog.findChild(QLabel, f"{name}_fault")
    assert label is not None
    return label.text()


def test_who_left_ends_on_a_day_and_a_notice_says_so(trust: TrustDesk, deputy: Identity, qtbot: QtBot) -> None:
    trust.enter(deputy)
    dialog = ask_loss(trust, "left")
    assert unnamed(dialog) == []
    assert not dialog.anew_box.isVisible()
    assert "cannot be undone" in dialog.undo_note.text()
    dialog.day_field.setText("the day before")
    dialog.accept_button.click()
    assert loss_fault(dialog, "day")
    dialog.day_field.setText("21 September 2026")
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: trust.presenter.losses.sheets.sheet is not None)
    notice = trust.desk.dialog(ChoiceDialog)
    assert deputy.fingerprint[:19] in notice.choice_text.toPlainText()
    trust.presenter.losses.sheets.save(str(trust.folder / "notice.txt"))
    assert "Last day       21 September 2026" in (trust.folder / "notice.txt").read_text(encoding="utf-8")
    notice.reject()
    assert trust.words() == []
    trust.page.scope_chosen.emit("past")
    assert len(trust.words()) == 1


def test_who_lost_it_and_stays_gets_all_anew_under_one_passphrase(
    trust: TrustDesk, deputy: Identity, qtbot: QtBot
) -> None:
    begun, place = trust.desk.begun, trust.folder / "new.p12"
    begun.file.keys.add(begun.other_id, HERS, Cost(passes=1, memory_kib=64, lanes=1))
    trust.enter(deputy)
    dialog = ask_loss(trust, "lost")
    dialog.holder_field.setCurrentIndex(dialog.holder_field.findText("B. Lead"))
    assert "key of the sealed store is changed" in dialog.undo_note.text()
    assert unnamed(dialog) == []
    dialog.accept_button.click()
    assert "type it here themselves" in loss_fault(dialog, "passphrase")
    dialog.place_field.setText(str(place))
    for field in (dialog.passphrase_field, dialog.again_field):
        field.setText("too short")
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: bool(loss_fault(dialog, "passphrase")))
    assert "at least 12 characters" in loss_fault(dialog, "passphrase")
    for field in (dialog.passphrase_field, dialog.again_field):
        field.setText("aaaaaaaaaaaaaaa")
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: bool(loss_fault(dialog, "passphrase")), timeout=60000)
    assert "too few characters" in loss_fault(dialog, "passphrase")
    dialog.passphrase_field.setText(NEW)
    dialog.accept_button.click()
    assert "not the same" in loss_fault(dialog, "again")
    dialog.again_field.setText(NEW)
    assert not place.exists()
    dialog.accept_button.click()
    assert not dialog.accept_button.isEnabled()
    qtbot.waitUntil(lambda: trust.presenter.losses.sheets.sheet is not None)
    said = trust.desk.dialog(ChoiceDialog).choice_text.toPlainText()
    old, new = sorted(trust.words(), key=lambda row: "to" in row.rpartition("|")[2], reverse=True)
    assert "to 22 September 2026" in old
    assert new.startswith("M. Okafor, Deputy, HMP Example | Approver of returns | EX | From 22 September 2026")
    assert load_identity(place.read_bytes(), NEW).fingerprint[:19] in said
    assert deputy.fingerprint[:19] in said
    begun.file.lock()
    begun.file.unlock(NEW)
    print_two_pages(trust)


def print_two_pages(trust: TrustDesk) -> None:
    """Print to a file: the sheet and the notice are parted, to be handed over apart."""
    printer = QPrinter()
    printer.setOutputFileName(str(trust.folder / "sheets.pdf"))
    trust.presenter.losses.sheets.print(printer)
    with closing(pypdfium2.PdfDocument(trust.folder / "sheets.pdf")) as printed:
        words = [page.get_textpage().get_text_bounded() for page in printed]
    assert ["no longer used" in each for each in words] == [False, True]


def test_nothing_is_changed_when_it_is_stopped(trust: TrustDesk, deputy: Identity, qtbot: QtBot) -> None:
    trust.enter(deputy)
    dialog = ask_loss(trust, "lost")
    for field in (dialog.passphrase_field, dialog.again_field):
        field.setText(NEW)
    dialog.accept_button.click()
    dialog.reject()
    qtbot.waitUntil(dialog.accept_button.isEnabled)
    assert dialog.form_fault.text() == "Cancelled. Nothing was changed."
    assert not list(trust.folder.glob("identity-*"))
    assert len(trust.words()) == 1
    dialog.reject()


def test_list_is_saved_from_the_window_locked_or_not(trust: TrustDesk, deputy: Identity) -> None:
    trust.enter(deputy, deputy="Governor")
    row = trust.presenter.row(trust.presenter.chosen)
    assert row is not None
    for state in ("Register confirmed.", "Register not confirmed"):
        trust.presenter.command("save", row)
        trust.presenter.lists.save(str(trust.folder / "list.txt"))
        said = (trust.folder / "list.txt").read_text(encoding="utf-8")
        assert state in said
        assert "M. Okafor, Deputy, HMP Example: approver at EX from 1 September 2026, for the Governor" in said
        assert deputy.fingerprint in said
        trust.desk.begun.file.lock()


def test_list_that_headquarters_signed_is_taken_in_by_one_code(trust: TrustDesk, deputy: Identity) -> None:
    made = create_identity("H. Quarter", "Registrar", "NOMS", "four plain words", valid_from=at(TODAY))
    headquarters = load_identity(made, "four plain words")
    offices = [Office("author", deputy.certificate), Office("approver", deputy.certificate, "EX", date(2026, 1, 1))]
    path = trust.folder / "signers.json"
    path.write_bytes(write_trust_list(offices, headquarters, at(TODAY)))
    trust.presenter.take([path])
    prompt = trust.desk.dialog(PromptDialog)
    assert "H. Quarter, Registrar" in prompt.prompt_detail.text()
    prompt.prompt_field.setText("AAAA-AAAA")
    prompt.accept_button.click()
    assert trust.signers == []
    prompt.prompt_field.setText(short_code(headquarters.certificate))
    prompt.accept_button.click()
    assert len(trust.words()) == 2


def test_entry_is_removed(trust: TrustDesk, deputy: Identity) -> None:
    trust.enter(deputy)
    row = trust.presenter.row(trust.presenter.chosen)
    assert row is not None
    trust.presenter.command("remove", row)
    assert trust.signers == []


@pytest.mark.parametrize("name", ["signer.txt", "signer.pem", "signer.json"])
def test_what_is_no_certificate_and_no_list_is_said_above_the_table(name: str, trust: TrustDesk) -> None:
    (trust.folder / name).write_text("nothing", encoding="utf-8")
    trust.presenter.take([trust.folder / name])
    assert not trust.desk.has_dialog()


def test_list_is_signed_for_other_desks(trust: TrustDesk, deputy: Identity, qtbot: QtBot) -> None:
    trust.enter(deputy)
    (trust.folder / "head.p12").write_bytes(
        create_identity("H. Quarters", "Assurance", "HQ", NEW, valid_from=at(TODAY))
    )
    trust.page.command_given.emit("sign")
    dialog = trust.desk.dialog(SignDialog)
    assert not dialog.signers_field.isVisible()
    dialog.identity_field.setText(str(trust.folder / "head.p12"))
    dialog.passphrase_field.setText(NEW)
    assert dialog.name_hint.text() == "signers-2026-09-22.json"
    dialog.sign_accept_button.click()
    qtbot.waitUntil(lambda: dialog.state != "running")
    assert (dialog.state, dialog.sign_fault.text()) == ("done", "")
    signed = read_list(trust.folder / "signers-2026-09-22.json", now=at(TODAY))
    assert [office.certificate for office in signed.offices] == [deputy.certificate]
    dialog.reject()
