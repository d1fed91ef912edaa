"""Saves and prints the receipt of a proof of absence, which stays at the establishment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog

from app.desktop.session import Session
from app.desktop.shell import Shell
from app.domain.errors import UserError
from app.services.sending import keep_receipt

if TYPE_CHECKING:
    from app.services.proving import Receipt


class ReceiptKeeper(QObject):
    """Holds the last receipt."""

    def __init__(self, session: Session, shell: Shell) -> None:
        super().__init__(session)
        self._session = session
        self._shell = shell
        self.receipt: Receipt | None = None

    def ask_place(self) -> None:
        """Ask where the receipt is to be kept."""
        chooser = QFileDialog(self._shell.window(), "Save the receipt")
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setNameFilter("Text (*.txt)")
        chooser.setDefaultSuffix("txt")
        chooser.setDirectory(str(self._session.file.path.parent))
        chooser.selectFile("receipt.txt")
        chooser.fileSelected.connect(self.save)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def save(self, name: str) -> None:
        """Save the receipt under a name."""
        if self.receipt is None:
            return
        try:
            keep_receipt(self.receipt, Path(name))
        except UserError as error:
            self._session.save_failed.emit(error)
            return
        self._shell.announce("The receipt is saved.")

    def ask_printer(self) -> None:
        """Ask which printer takes the receipt."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._shell.window())
        dialog.accepted.connect(lambda: self.print(printer))
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    def print(self, printer: QPrinter) -> None:
        """Print the receipt."""
        if self.receipt is not None:
            document = QTextDocument(self)
            document.setPlainText(self.receipt.as_text())
            document.print_(printer)
            document.deleteLater()
            self._shell.announce("The receipt was sent to the printer.")
