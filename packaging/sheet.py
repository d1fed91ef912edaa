"""Prints the sheet for the IT officer: one page of A4, with the version, the installer's sum and its product code."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import machine
from works import PARTS, run

SOURCE = PARTS / "IT-SHEET.md"
FONTS = machine.ROOT / "resources" / "fonts"
SIZE, MARGIN = 8.8, 12.0
"""Points of the letters, millimetres around them."""


def print_sheet(target: Path, facts: Mapping[str, str]) -> None:
    """Print the sheet as PDF, with each fact in place of its name; StepFailed where it takes more than a page."""
    words = SOURCE.read_text(encoding="utf-8")
    for name, value in facts.items():
        words = words.replace(name, value)
    text = target.with_suffix(".md")
    text.write_text(words, encoding="utf-8")
    arguments: list[str | Path] = [Path(__file__), text, target]
    run([sys.executable, *arguments], environment={"QT_QPA_PLATFORM": "offscreen"})
    text.unlink()


def _print(source: Path, target: Path) -> int:
    """Draw the sheet; return the number of its pages."""
    from PySide6.QtCore import QMarginsF, QSizeF
    from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QPageLayout, QPageSize, QPdfWriter, QTextDocument

    application = QGuiApplication([])
    for file in FONTS.glob("*.ttf"):
        QFontDatabase.addApplicationFont(str(file))
    writer = QPdfWriter(str(target))
    writer.setTitle("Assurance Desk: for the IT officer")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN), QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    font = QFont("Assurance Sans")
    font.setPointSizeF(SIZE)
    document.setDefaultFont(font)
    document.setMarkdown(source.read_text(encoding="utf-8"))
    document.documentLayout().setPaintDevice(writer)
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.print_(writer)
    pages = document.pageCount()
    application.quit()
    return pages


if __name__ == "__main__":
    pages = _print(Path(sys.argv[1]), Path(sys.argv[2]))
    if pages != 1:
        sys.exit(f"The sheet for the IT officer takes {pages} pages. Shorten packaging/IT-SHEET.md to one.")
