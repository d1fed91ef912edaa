"""Saves and prints a sheet: the receipt of a proof of absence, the notice of a signer who is no longer trusted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from app.desktop.choosing import choose_place
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.domain.errors import UserError
from app.services.sending import Sheet, keep_sheet


class SheetKeeper(QObject):
    """Holds the last sheet of its kind; `word` is what it is called, and how its file begins.

    One that is not `is_kept` is forgotten once it was printed, or was not to be.
    """

    def __init__(self, session: Session, shell: Shell, word: str = "receipt", *, is_kept: bool = True) -> None:
        super().__init__(session)
        self._session = session
        self._shell = shell
        self._word = word
        self._is_kept = is_kept
        self.sheet: Sheet | None = None

    def ask_place(self) -> None:
        """Ask where the sheet is to be kept."""
        choose_place(
            self._shell.window(),
            f"Save the {self._word}",
            lambda place: self.save(str(place)),
            kinds="Text (*.txt)",
            folder=self._session.file.path.parent,
            name=f"{self._word}.txt",
            ending="txt",
        )

    def save(self, name: str) -> None:
        """Save the sheet under a name."""
        if self.sheet is None:
            return
        try:
            keep_sheet(self.sheet, Path(name))
        except UserError as error:
            self._session.save_failed.emit(error)
            return
        self._shell.announce(f"The {self._word} is saved.")

    def ask_printer(self) -> None:
        """Ask which printer takes the sheet."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._shell.window())
        dialog.accepted.connect(lambda: self.print(printer))
        dialog.rejected.connect(self._let_go)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()

    def print(self, printer: QPrinter) -> None:
        """Print the sheet."""
        if self.sheet is not None:
            document = _document_of(self.sheet.as_text(), self)
            document.print_(printer)
            document.deleteLater()
            self._shell.announce(f"The {self._word} was sent to the printer.")
            self._let_go()

    def _let_go(self) -> None:
        if not self._is_kept:
            self.sheet = None


def _document_of(text: str, parent: QObject) -> QTextDocument:
    """Return a sheet as it is printed: a form feed in it begins a page."""
    document = QTextDocument(parent)
    first, *others = text.split("\f")
    document.setPlainText(first)
    cursor = QTextCursor(document)
    page = QTextBlockFormat()
    page.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    for part in others:
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertBlock(page)
        line, _, rest = part.partition("\n")
        cursor.insertText(line)
        cursor.insertBlock(QTextBlockFormat())
        cursor.insertText(rest)
    return document
