"""Who prepared a statement, who signs it off, and the command that does."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.desktop.theme import Theme
from app.desktop.views.statement_view import StatementView
from app.desktop.widgets.button import Button
from app.desktop.widgets.level_tag import LevelTag
from app.desktop.widgets.status import Status


class SignatureWell(QWidget):
    """Prepared by, the ruled line of the signer, and Sign off with the reason beside it why it cannot be done yet.

    Once signed off it says by whom and when, and offers to change what was signed. Signals: `sign_asked`,
    `reopen_asked`.
    """

    sign_asked = Signal()
    reopen_asked = Signal()

    earlier_words: QLabel
    earlier_level: LevelTag
    prepared_by: QLabel
    prepared_as: QLabel
    prepared_on: QLabel
    signer_post: QLabel
    signer_line: QLabel
    signer_name: QLabel
    sign_row: QFrame
    sign_button: Button
    sign_reason: QLabel
    signed_row: QFrame
    signed_glyph: Status
    signed_words: QLabel
    reopen_button: Button
    reopen_words: QLabel

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    @property
    def can_sign(self) -> bool:
        """Tell whether the statement can be signed off now."""
        return self.sign_button.isEnabled() and not self.sign_row.isHidden()

    def form_loaded(self) -> None:
        """Connect what the form has made."""
        self.sign_button.clicked.connect(self.sign_asked)
        self.reopen_button.clicked.connect(self.reopen_asked)
        for label in self.findChildren(QLabel):
            label.setTextFormat(Qt.TextFormat.PlainText)

    def show_view(self, view: StatementView) -> None:
        """Show who prepared and who signs."""
        signature = view.signature
        self.earlier_words.setText(signature.earlier)
        self.earlier_level.show_level(signature.earlier_level, signature.earlier_word)
        self.earlier_level.setVisible(bool(signature.earlier_level))
        self.prepared_by.setText(signature.prepared_by)
        self.prepared_as.setText(signature.prepared_as)
        self.prepared_as.setVisible(bool(signature.prepared_as))
        self.prepared_on.setText(signature.prepared_on)
        self.signer_post.setText(signature.post)
        self.signer_line.setText(signature.signer if signature.signed else "")
        state = "signed off" if signature.signed else "not signed off yet"
        self.signer_name.setText(f"{signature.signer} · {state}" if signature.signer else "Nobody holds this post")
        self.sign_row.setVisible(not signature.signed)
        self.signed_row.setVisible(bool(signature.signed))
        self.sign_button.setEnabled(not signature.reason)
        self.sign_reason.setText(signature.reason)
        self.signed_glyph.show_status("signed", "")
        self.signed_words.setText(signature.signed)
        self.reopen_button.setVisible(view.can_reopen)
        self.reopen_words.setVisible(view.can_reopen)
