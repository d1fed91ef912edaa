from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desktop.aim import Aim
from app.desktop.dialogs.pages_dialog import PagesDialog
from app.desktop.dialogs.sign_dialog import SignDialog
from app.desktop.shell import Shell
from app.desktop.widgets.fact_row import FactRow
from app.returns.payload import write_payload
from app.returns.pdf import render_pdf
from app.services.exporting import prepare
from app.services.page_images import ReturnPages
from app.services.verifying import verify_returns
from app.signing.trust import Trust
from tests.desktop.conftest import click
from tests.desktop.return_desk import NOW, Models, ReturnDesk, make_models
from tests.journeys.commands import PASSPHRASE


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
    QTest.keyClicks(dialog.passphrase_field, passphrase)
    QTest.keyClick(dialog.passphrase_field, Qt.Key.Key_Return)


def written(desk: ReturnDesk) -> list[str]:
    return sorted(path.name for path in desk.folder.iterdir() if path.suffix in (".pdf", ".xlsx", ".part"))


def test_every_obstacle_has_a_row_and_signing_waits(blocked: ReturnDesk) -> None:
    assert titles(blocked) == [
        "The statement of 1(e) is not signed off",
        "The statement of 1(f) is not signed off",
        "The establishment’s statement is not signed off",
    ]
    assert not blocked.page.sign_button.isEnabled()
    assert blocked.page.return_reason.text() == "3 things to clear first"


def test_row_leads_to_where_its_thing_is_done(blocked: ReturnDesk, shell: Shell) -> None:
    aims: list[tuple[str, object]] = []
    shell.aimed.connect(lambda key, aim: aims.append((key, aim)))
    row = blocked.page.blockers_card.rows[1]
    assert isinstance(row, FactRow)
    assert row.button is not None
    click(row.button)
    assert aims == [("statement", Aim(intention="1(f)"))]
    assert shell.current_key == "statement"


def test_draft_is_shown_when_the_scan_has_nothing_to_ask(blocked: ReturnDesk) -> None:
    assert blocked.page.preview.place.text().startswith("Page 1 of")
    assert blocked.page.print_button.isEnabled()


def test_what_stays_is_counted_from_placeholders(blocked: ReturnDesk) -> None:
    assert blocked.page.staying_counts.text() == "1 passage, 1 whole answer"
    click(blocked.page.staying_link)
    places = [row.title.text() for row in blocked.page.staying_places.rows if isinstance(row, FactRow)]
    assert places == ["1(e): answer", "1(f), 1f-01: narrative"]


def test_preview_is_the_page_that_will_be_signed(cleared: ReturnDesk) -> None:
    released = prepare(cleared.session.file, None, now=NOW)
    pages = ReturnPages(render_pdf(released, write_payload(released)))
    try:
        view = cleared.presenter._pages_view()  # what the preview draws from
        assert view is not None
        assert view.count == pages.count
        assert view.render(2, 300).pixels == pages.render(2, 300).pixels
    finally:
        pages.close()


def test_full_size_shows_the_same_page_and_turns_by_keys(cleared: ReturnDesk, shell: Shell) -> None:
    click(cleared.page.preview.next)
    click(cleared.page.preview.full_size)
    dialog = shell.findChild(PagesDialog)
    assert dialog is not None
    assert dialog.pages_place.text().startswith("Page 2 of")
    assert dialog.width() == shell.window().width() - 32
    dialog.next_button.click()
    assert dialog.pages_place.text().startswith("Page 3 of")
    dialog.reject()


def test_return_is_written_verified_and_listed_when_signed(cleared: ReturnDesk, qtbot: QtBot) -> None:
    dialog = open_dialog(cleared)
    assert dialog.identity_field.text().endswith("lead.p12")
    sign(dialog)
    qtbot.waitUntil(lambda: dialog.state == "done", timeout=30000)
    assert written(cleared) == ["CVL-2014-15-Q2-1.pdf", "CVL-2014-15-Q2-1.xlsx"]
    trust = Trust.from_files({"author": [cleared.folder / "lead.pem"]})
    found = verify_returns([cleared.folder / name for name in written(cleared)], trust, now=NOW)
    assert {one.report.state for one in found} == {"trusted"}
    rows = [row for row in dialog.done_files.rows if isinstance(row, FactRow)]
    assert "Signed by P. Lead, Audit lead" in rows[0].detail.text()
    assert dialog.passphrase_field.text() == ""
    issued = cleared.page.issued_card.rows[0]
    assert isinstance(issued, FactRow)
    assert issued.title.text() == "CVL/2014-15-Q2/1, 20 October 2014"


def test_wrong_passphrase_is_said_at_its_field(cleared: ReturnDesk, qtbot: QtBot) -> None:
    dialog = open_dialog(cleared)
    sign(dialog, "not the passphrase")
    qtbot.waitUntil(lambda: dialog.sign_fault.text() != "", timeout=10000)
    assert dialog.state == "asking"
    assert "passphrase" in dialog.passphrase_field.accessibleDescription()
    assert written(cleared) == []
    dialog.reject()


def test_nothing_is_left_when_signing_is_cancelled(cleared: ReturnDesk, qtbot: QtBot) -> None:
    dialog = open_dialog(cleared)
    sign(dialog)
    qtbot.waitUntil(lambda: "Marking scan" in dialog.sign_steps.words, timeout=10000)
    dialog.cancel_asked.emit()
    qtbot.waitUntil(lambda: dialog.state == "asking", timeout=10000)
    assert dialog.sign_fault.text() == "Cancelled. Nothing was written."
    assert written(cleared) == []
    dialog.reject()


def test_file_that_is_there_is_never_replaced(cleared: ReturnDesk, qtbot: QtBot) -> None:
    (cleared.folder / "CVL-2014-15-Q2-1.pdf").write_bytes(b"mine")
    dialog = open_dialog(cleared)
    sign(dialog)
    qtbot.waitUntil(lambda: dialog.sign_fault.text() != "", timeout=10000)
    assert dialog.sign_fault.text().startswith("A file of this name is in that folder already.")
    assert (cleared.folder / "CVL-2014-15-Q2-1.pdf").read_bytes() == b"mine"
    dialog.reject()


def test_draft_is_printed_page_for_page(cleared: ReturnDesk, qtbot: QtBot) -> None:
    target = cleared.folder / "printed"
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setFromTo(2, 3)
    work = cleared.presenter.print_pages(printer)
    assert work is not None
    with qtbot.waitSignal(work.printed, timeout=20000):
        pass
    document = pypdfium2.PdfDocument(target)
    try:
        assert len(document) == 2
        page = document[0]
        assert page.get_width() == pytest.approx(595, abs=2)
        page.close()
    finally:
        document.close()


def test_verification_is_said_in_sentences(cleared: ReturnDesk, qtbot: QtBot) -> None:
    forged = cleared.folder / "forged.pdf"
    forged.write_bytes(b"%PDF-1.7 nothing")
    verifier = cleared.presenter.verifier
    verifier.verify([forged])
    dialog = verifier.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.verification_card.rows), timeout=20000)
    row = dialog.verification_card.rows[0]
    assert isinstance(row, FactRow)
    assert row.status is not None
    assert (row.title.text(), row.status.text()) == ("forged.pdf", "Not valid")
    assert row.detail.text()
    dialog.reject()
