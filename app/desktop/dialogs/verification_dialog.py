"""What strict verification says of one return or of several."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QWidget

from app.desktop.dialogs.fitting import fit_dialog
from app.desktop.forms import FormLoader, Promoted
from app.desktop.theme import Theme
from app.desktop.views.verification_view import VerifiedFileView
from app.desktop.widgets.button import Button
from app.desktop.widgets.fact_row import FactRow
from app.desktop.widgets.focus_ring import FocusRing
from app.desktop.widgets.page_scroll import PageScroll
from app.desktop.widgets.row_card import MakeRow, RowCard

PROMOTED: Promoted = {kind.__name__: kind for kind in (Button, PageScroll, RowCard)}


class VerificationDialog(QDialog):
    """Signals: `certificate_asked(role)` to trust a signer for this check, `another_asked`."""

    certificate_asked = Signal(str)
    another_asked = Signal()

    verification_scroll: PageScroll
    verification_body: QWidget
    verification_detail: QLabel
    verification_card: RowCard
    verification_foot: QFrame
    author_button: Button
    approver_button: Button
    verify_again_button: Button
    verification_close_button: Button

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(parent)
        loader.load("verification_dialog", self, PROMOTED)
        self.ring = FocusRing(loader.theme, self)
        self._theme = loader.theme
        self.setWindowTitle("Verify a return")
        self.author_button.clicked.connect(self._on_author_asked)
        self.approver_button.clicked.connect(self._on_approver_asked)
        self.verify_again_button.clicked.connect(self.another_asked)
        self.verification_close_button.clicked.connect(self.accept)
        self.verification_close_button.setFocus()

    def show_files(self, detail: str, files: Sequence[VerifiedFileView]) -> None:
        """Show what was found in each file; no files while that is being found out."""
        self.verification_detail.setText(detail)
        self.verification_card.show_rows(_row(file) for file in files)
        self.verification_card.setVisible(bool(files))
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Scroll by the page keys."""
        if not self.verification_scroll.take_key(event):
            super().keyPressEvent(event)

    def _fit(self) -> None:
        fit_dialog(self, self.verification_scroll, self.verification_foot, self._theme)

    def _on_author_asked(self) -> None:
        self.certificate_asked.emit("author")

    def _on_approver_asked(self) -> None:
        self.certificate_asked.emit("approver")


def _row(view: VerifiedFileView) -> MakeRow:
    def make(theme: Theme, parent: QWidget) -> QFrame:
        row = FactRow(theme, parent)
        row.add_words(view.name, "\n".join(view.sentences), is_strong=True)
        row.add_status(view.status, view.word)
        return row

    return make
