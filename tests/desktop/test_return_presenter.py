from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from unittest import mock

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desktop.aim import Aim
from app.desktop.dialogs.pages_dialog import PagesDialog
from app.desktop.dialogs.prompt_dialog import PromptDialog
from app.desktop.dialogs.sign_dialog import SignDialog
from app.desktop.shell import Shell
from app.desktop.widgets.fact_row import FactRow
from app.domain.records import Action
from app.domain.text import plain
from app.returns.payload import write_payload
from app.returns.pdf import render_pdf
from app.services.copies_made import copies_made
from app.services.exporting import prepare
from app.services.page_images import ReturnPages
from app.services.verifying import verify_returns
from app.signing.identity import load_identity
from app.signing.token import TokenKey
from app.signing.trust import Trust
from tests.desktop.conftest import click
from tests.desktop.return_desk import NOW, Models, ReturnDesk, make_models
from tests.journeys.commands import PASSPHRASE
from tests.tokens import PIN, TokenMaker

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Models:
    return make_models(tmp_path_factory.mktemp("models"))


@pytest.fixture
def blocked(models: Models, tmp_path: Path, shell: Shell, qtbot: QtBot) -> Iterator[ReturnDesk]:
    desk = ReturnDesk(models.filled, tmp_path, shell)
    qtbot.waitUntil(lambda: "to clear first" in desk.page.return_reason.text())
    yield desk
    desk.close()


@pytest.fixture
def cleared(models: Models, tmp_path: Path, shell: Shell, qtbot: QtBot) -> Iterator[ReturnDesk]:
    desk = ReturnDesk(models.signed_off, tmp_path, shell)
    qtbot.waitUntil(lambda: desk.page.return_reason.text() == "Ready to sign")
    yield desk
    desk.close()


def titles(desk: ReturnDesk) -> list[str]:
    return [row.title.text() for row in desk.page.blockers_card.rows if isinstance(row, FactRow)]


def open_dialog(desk: ReturnDesk) -> SignDialog:
    click(desk.page.sign_button)
    dialog = desk.presenter.signer.dialog
    assert dialog is not None
    return dialog


def sign(dialog: SignDialog, passphrase: str = PASSPHRASE) -> None:
    dialog.passphrase_field.setFocus()  # else Return would press the button that has the focus
    QTest.keyClicks(dialog.passphrase_field, passphrase)
    QTest.keyClick(dialog.passphrase_field, Qt.Key.Key_Return)


def written(desk: ReturnDesk) -> list[str]:
    return sorted(path.name for path in desk.folder.iterdir() if path.suffix in (".pdf", ".xlsx", ".part"))


def states(desk: ReturnDesk) -> set[str]:
    certificates = {"author": [desk.folder / "lead.pem"], "approver": [desk.folder / "head.pem"]}
    files = [desk.folder / name for name in written(desk)]
    return {one.report.state for one in verify_returns(files, Trust.from_files(certificates), now=NOW)}


def test_every_obstacle_has_a_row_that_leads_to_its_place(blocked: ReturnDesk, shell: Shell) -> None:
    aims: list[tuple[str, object]] = []
    shell.aimed.connect(lambda key, aim: aims.append((key, aim)))
    assert titles(blocked) == [
        "The statement of 1(e) is not signed off",
        "The statement of 1(f) is not signed off",
        "The establishment’s statement is not signed off",
    ]
    assert not blocked.page.sign_button.isEnabled()
    assert blocked.page.return_reason.text() == "3 things to clear first"
    row = blocked.page.blockers_card.rows[1]
    assert isinstance(row, FactRow)
    assert row.button is not None
    click(row.button)
    assert aims == [("statement", Aim(intention="1(f)"))]
    assert shell.current_key == "statement"


def test_draft_and_what_stays_are_shown_before_the_sign_offs(blocked: ReturnDesk) -> None:
    assert blocked.page.preview.place.text().startswith("Page 1 of")
    assert blocked.page.print_button.isEnabled()
    assert blocked.page.staying_counts.text() == "1 passage, 1 whole answer"
    click(blocked.page.staying_link)
    places = [row.title.text() for row in blocked.page.staying_places.rows if isinstance(row, FactRow)]
    assert places == ["1(e): answer", "1(f), 1f-01: narrative"]


def test_marking_is_decided_with_a_reason_before_pages_are_drawn(blocked: ReturnDesk, qtbot: QtBot) -> None:
    session = blocked.session
    with session.file.work("Retitled") as work:
        action = work.list(Action)[0]
        work.put(action.record, {"title": plain("Cover testing for A1234BC", session.file.scheme)})
    qtbot.waitUntil(lambda: session.is_checked)
    session.refresh()
    qtbot.waitUntil(lambda: blocked.page.return_reason.text() == "4 things to clear first")
    assert titles(blocked)[0] == "A marking is to be decided in 1f-02, action, title"
    assert not blocked.page.print_button.isEnabled()
    assert blocked.page.preview.reason.text().startswith("The pages are drawn once")
    blocked.page.focus_first()
    focused = blocked.page.window().focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Space)
    dialog = next(each for each in blocked.page.window().findChildren(PromptDialog) if each.isVisible())
    assert "‘A1234BC’" in dialog.prompt_detail.text()
    QTest.keyClicks(dialog.prompt_field, "A made-up number, for training")
    QTest.keyClick(dialog.prompt_field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: blocked.page.return_reason.text() == "3 things to clear first")
    assert blocked.page.preview.place.text().startswith("Page 1 of")


def test_preview_full_size_and_print_are_the_finished_pages(cleared: ReturnDesk, shell: Shell, qtbot: QtBot) -> None:
    released = prepare(cleared.session.file, None, now=NOW)
    pages = ReturnPages(render_pdf(released, write_payload(released)))
    try:
        view = cleared.presenter.pages_view()
        assert view is not None
        assert view.count == pages.count
        assert view.render(2, 300).pixels == pages.render(2, 300).pixels
    finally:
        pages.close()
    click(cleared.page.preview.next)
    click(cleared.page.preview.full_size)
    dialog = shell.findChild(PagesDialog)
    assert dialog is not None
    assert dialog.pages_place.text().startswith("Page 2 of")
    dialog.reject()
    assert printed_widths(cleared, qtbot) == pytest.approx([595, 595], abs=2)
    assert [each.words for each in copies_made(cleared.session.file)] == ["A printed draft of return CVL/2014-15-Q2/1"]


def printed_widths(desk: ReturnDesk, qtbot: QtBot) -> list[float]:
    """Print two pages into a file, and return their widths in points."""
    target = desk.folder / "printed"
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setFromTo(2, 3)
    work = desk.presenter.print_pages(printer)
    assert work is not None
    with qtbot.waitSignal(work.printed):
        pass
    with closing(pypdfium2.PdfDocument(target)) as document:
        return [document.get_page_size(index)[0] for index in range(len(document))]


def test_nothing_is_written_when_signing_is_refused_or_cancelled(cleared: ReturnDesk, qtbot: QtBot) -> None:
    dialog = open_dialog(cleared)
    assert "will not be run" in dialog.sign_detail.text()
    sign(dialog, "not the passphrase")
    qtbot.waitUntil(lambda: dialog.sign_fault.text() != "")
    assert dialog.state == "asking"
    assert "passphrase" in dialog.passphrase_field.accessibleDescription()

    (cleared.folder / "CVL-2014-15-Q2-1.pdf").write_bytes(b"mine")
    sign(dialog)
    qtbot.waitUntil(lambda: dialog.sign_fault.text().startswith("A file of this name is"))
    assert (cleared.folder / "CVL-2014-15-Q2-1.pdf").read_bytes() == b"mine"

    (cleared.folder / "CVL-2014-15-Q2-1.pdf").unlink()
    QTest.keyClick(dialog.passphrase_field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Marking scan" in dialog.sign_steps.words)
    dialog.cancel_asked.emit()
    qtbot.waitUntil(lambda: dialog.state == "asking")
    assert dialog.sign_fault.text() == "Cancelled. Nothing was written."
    assert written(cleared) == []
    dialog.reject()


def test_return_is_signed_proved_approved_and_listed(cleared: ReturnDesk, qtbot: QtBot) -> None:
    cleared.session.file.unlock(PASSPHRASE)
    dialog = open_dialog(cleared)
    assert dialog.identity_field.text().endswith("lead.p12")
    dialog.signers_field.setCurrentIndex(1)
    sign(dialog)
    qtbot.waitUntil(lambda: dialog.state != "running")
    assert (dialog.state, dialog.sign_fault.text()) == ("done", "")
    assert written(cleared) == ["CVL-2014-15-Q2-1.pdf", "CVL-2014-15-Q2-1.xlsx"]
    assert states(cleared) == {"missing_signature"}
    issued = cleared.page.issued_card.rows[0]
    assert isinstance(issued, FactRow)
    assert issued.title.text() == "CVL/2014-15-Q2/1, 20 October 2014, two signatures asked for"
    keep_receipt(cleared, dialog)
    approve(cleared, dialog, qtbot)
    assert states(cleared) == {"trusted"}


def keep_receipt(desk: ReturnDesk, dialog: SignDialog) -> None:
    """Save the receipt of the proof of absence."""
    assert "none was found" in dialog.receipt_words.text()
    assert dialog.receipt_save_button.isVisible()
    desk.presenter.signer.receipts.save(str(desk.folder / "receipt.txt"))
    assert (desk.folder / "receipt.txt").read_text("utf-8").startswith("PROOF OF ABSENCE")


def approve(desk: ReturnDesk, dialog: SignDialog, qtbot: QtBot) -> None:
    """Add the Governor's signature."""
    dialog.approve_button.click()
    approval = desk.presenter.signer.dialog
    assert approval is not None
    assert not approval.folder_field.isVisible()
    approval.identity_field.setText(str(desk.folder / "head.pfx"))
    sign(approval)
    qtbot.waitUntil(lambda: approval.state != "running")
    assert (approval.state, approval.sign_fault.text()) == ("done", "")
    assert "2 sealed texts searched for in" in approval.receipt_words.text()
    desk.presenter.signer.receipts.save(str(desk.folder / "approval receipt.txt"))
    assert (desk.folder / "approval receipt.txt").read_text("utf-8").count("Searched: ") == 2
    approval.reject()


def test_return_is_signed_with_a_token_and_refused_without_it_or_its_pin(
    cleared: ReturnDesk, tokens: TokenMaker, qtbot: QtBot
) -> None:
    tokens.make("Lead", load_identity((cleared.folder / "lead.p12").read_bytes(), PASSPHRASE))
    dialog = open_dialog(cleared)
    dialog.advanced_button.click()
    assert (dialog.passphrase_label.text(), dialog.passphrase_field.accessibleName()) == ("PIN of the token",) * 2
    dialog.library_field.setText(tokens.library)
    for name, pin, said in (
        ("Absent", PIN, "No such token is in a reader. Put it in, and check its name."),
        ("Lead", "000000", "The PIN does not open this token. After a few wrong ones the token locks itself."),
    ):
        dialog.token_field.setText(name)
        sign(dialog, pin)
        qtbot.waitUntil(lambda: dialog.state == "asking" and dialog.sign_fault.text() != "")
        assert dialog.sign_fault.text() == said
        assert dialog.focusWidget() is dialog.passphrase_field
        assert written(cleared) == []
    with taken_out_before_the_workbook(tokens):
        sign(dialog, PIN)
        qtbot.waitUntil(lambda: dialog.state == "asking" and dialog.sign_fault.text() != "")
    assert dialog.sign_fault.text() == "The token did not answer as it should. Leave it in its reader, and try again."
    assert written(cleared) == []
    dialog.passphrase_field.clear()
    sign(dialog, PIN)
    qtbot.waitUntil(lambda: dialog.state != "running")
    assert (dialog.state, dialog.sign_fault.text()) == ("done", "")
    assert states(cleared) == {"trusted"}
    dialog.reject()


@contextmanager
def taken_out_before_the_workbook(tokens: TokenMaker) -> Iterator[None]:
    """Take every token out of its reader when the PDF is signed and the workbook is not, and put them back later."""
    signs = TokenKey.sign

    def take_out_at_the_second(key: TokenKey, content: bytes) -> bytes:
        if calls:
            tokens.take_out()
        calls.append(content)
        return signs(key, content)

    calls: list[bytes] = []
    with mock.patch.object(TokenKey, "sign", take_out_at_the_second):
        yield
    tokens.put_back()
