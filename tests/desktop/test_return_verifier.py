from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desktop.desk import Desk
from app.desktop.job import Job
from app.desktop.presenters.return_verifier import file_view
from app.desktop.remembered import Remembered
from app.desktop.shell import Shell
from app.desktop.widgets.fact_row import FactRow
from app.services.verifying import Verified
from app.signing.signature_report import SignatureReport, SignerReport


@pytest.fixture
def desk(shell: Shell, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(shell, Remembered(tmp_path / "settings.ini"))
    yield made
    made.end(QCloseEvent())


@pytest.fixture
def forged(tmp_path: Path) -> Path:
    path = tmp_path / "forged.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")
    return path


def drop(shell: Shell, path: Path) -> None:
    """Drop a file on the window."""
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(shell, QDragEnterEvent(QPoint(9, 9), copy, carried, left, none))
    QApplication.sendEvent(shell, QDropEvent(QPointF(9, 9), copy, carried, left, none))


def verdict(desk: Desk, qtbot: QtBot) -> tuple[str, str]:
    """Wait for the dialog's first row, and return the file's name and the word for its state."""
    verifier = desk.verifier
    assert verifier is not None
    dialog = verifier.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.verification_card.rows))
    row = dialog.verification_card.rows[0]
    assert isinstance(row, FactRow)
    assert row.status is not None
    assert row.detail.text()
    dialog.reject()
    return row.title.text(), row.status.text()


def test_fingerprint_is_shown_when_the_signer_is_not_trusted_yet() -> None:
    signer = SignerReport(
        role="author", name="P. Lead", post="Audit lead", organisation="HMP Carrow Vale",
        signed_at=datetime(2014, 10, 20, 12, tzinfo=UTC), fingerprint="E184 8804", is_trusted=False,
    )  # fmt: skip
    report = SignatureReport(state="untrusted", sentences=("Intact.",), signers=(signer,), digest="ab" * 32)
    view = file_view(Verified(Path("a.pdf"), report, b"{}"))
    assert (view.status, view.word) == ("decide", "Not trusted here")
    assert view.sentences == ("Intact.", "Fingerprint of P. Lead: E184 8804")


def test_return_is_verified_when_the_program_is_given_it(desk: Desk, forged: Path, qtbot: QtBot) -> None:
    desk.begin(forged)
    assert verdict(desk, qtbot) == ("forged.pdf", "Not valid")


def test_return_is_verified_when_it_is_dropped_on_the_window(
    desk: Desk, forged: Path, shell: Shell, qtbot: QtBot
) -> None:
    desk.begin(None)
    drop(shell, forged)
    assert verdict(desk, qtbot) == ("forged.pdf", "Not valid")


def test_dialog_stays_closed_when_it_is_closed_before_the_verdict(desk: Desk, forged: Path, qtbot: QtBot) -> None:
    desk.begin(forged)
    verifier = desk.verifier
    assert verifier is not None
    assert verifier.dialog is not None
    verifier.dialog.reject()
    qtbot.waitUntil(lambda: not desk.findChildren(Job), timeout=20000)
    assert verifier.dialog is None


def test_other_file_is_refused_in_a_sentence_when_it_is_dropped(desk: Desk, shell: Shell, tmp_path: Path) -> None:
    desk.begin(None)
    drop(shell, tmp_path / "notes.docx")
    assert desk.verifier is None
    assert shell.saved_status.text().startswith("Drop the PDF and the workbook of a return here")


def test_missing_file_is_said_in_the_dialog(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    desk.begin(tmp_path / "gone.pdf")
    assert desk.verifier is not None
    dialog = desk.verifier.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: "could not be read" in dialog.verification_detail.text())
    dialog.reject()
