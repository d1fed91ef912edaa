"""Prints finished pages, one at a time, so that the window stays alive and the work can be stopped."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.desktop.views.return_view import PagesView

_DPI = 300
_MILLIMETRE = 25.4


class PagePrinter(QObject):
    """Prints the printer's range of `pages`, each with `note` in its upper left margin.

    Signals: `progressed(words, done, total)`, then one of `printed`, `stopped`, `refused(sentence)`.
    """

    progressed = Signal(str, int, int)
    printed = Signal()
    stopped = Signal()
    refused = Signal(str)

    def __init__(self, pages: PagesView, printer: QPrinter, note: str, parent: QObject) -> None:
        super().__init__(parent)
        self._pages = pages
        self._printer = printer
        self._note = note
        self._painter = QPainter()
        self._is_stopped = False
        first = max(printer.fromPage(), 1)
        last = min(printer.toPage() or pages.count, pages.count)
        self._first, self._next, self._last = first - 1, first - 1, last - 1

    def start(self) -> None:
        """Begin; the first page follows once the window has had its turn."""
        self._printer.setFullPage(True)
        self._printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        if not self._painter.begin(self._printer):
            self.refused.emit("The printer did not take the pages. Check that it is on, then print again.")
            return
        QTimer.singleShot(0, self, self._print_next)

    def cancel(self) -> None:
        """Stop before the next page."""
        self._is_stopped = True

    def _print_next(self) -> None:
        if self._is_stopped:
            self._painter.end()
            self.stopped.emit()
            return
        total = self._last - self._first + 1
        if self._next > self._last:
            self._painter.end()
            self.printed.emit()
            return
        if self._next > self._first and not self._printer.newPage():
            self._painter.end()
            self.refused.emit("The printer stopped taking pages. Check it, then print again.")
            return
        done = self._next - self._first
        self.progressed.emit(f"Printing page {done + 1} of {total}", done, total)
        self._draw(self._next)
        self._next += 1
        QTimer.singleShot(0, self, self._print_next)

    def _draw(self, index: int) -> None:
        paper = self._printer.pageLayout().fullRectPixels(self._printer.resolution())
        width = round(self._printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter).width() / _MILLIMETRE * _DPI)
        page = self._pages.render(index, width)
        image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_BGR888)
        fitted = QRectF(0, 0, paper.width(), paper.width() * page.height / page.width)
        self._painter.drawImage(fitted, image)
        step = self._printer.resolution() / _MILLIMETRE
        self._painter.setPen(Qt.GlobalColor.black)
        self._painter.drawText(QRectF(12 * step, 5 * step, 120 * step, 6 * step), self._note)
