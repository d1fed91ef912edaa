"""Signs a return, or approves one: asks with what and where to, shows how far it is, then what was written."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QLineEdit, QWidget

from app.desktop.announcing import announce
from app.desktop.dialogs.fitting import fit_dialog
from app.desktop.forms import FormLoader, Promoted
from app.desktop.measures import set_property
from app.desktop.theme import Theme
from app.desktop.views.sign_view import SignedFileView, SignedView, SignRequest, SignView
from app.desktop.widgets.button import Button
from app.desktop.widgets.choice import Choice
from app.desktop.widgets.fact_row import FactRow
from app.desktop.widgets.focus_ring import FocusRing
from app.desktop.widgets.page_scroll import PageScroll
from app.desktop.widgets.progress_bar import ProgressBar
from app.desktop.widgets.row_card import MakeRow, RowCard
from app.desktop.widgets.status import Status
from app.desktop.widgets.step_list import StepList

PROMOTED: Promoted = {
    kind.__name__: kind for kind in (Button, Choice, PageScroll, ProgressBar, RowCard, Status, StepList)
}

_SIGNATURES = ("The author’s alone", "The author’s now, an approver’s later")
_CANCEL_AFTER = 3000
"""Milliseconds after which a job that still runs can be stopped."""


class SignDialog(QDialog):
    """Three states: asking, running, done. Whoever opened it does the work and calls `show_…`.

    Signals: `sign_asked(SignRequest)`, `cancel_asked` while running, `identity_choice_asked`,
    `library_choice_asked` for a token, `folder_choice_asked`, `folder_open_asked`, `receipt_save_asked`,
    `receipt_print_asked`, `approval_asked` once the author has signed.
    """

    sign_asked = Signal(object)
    cancel_asked = Signal()
    identity_choice_asked = Signal()
    library_choice_asked = Signal()
    folder_choice_asked = Signal()
    folder_open_asked = Signal()
    receipt_save_asked = Signal()
    receipt_print_asked = Signal()
    approval_asked = Signal()

    sign_scroll: PageScroll
    sign_body: QWidget
    sign_title: QLabel
    sign_detail: QLabel
    sign_steps: StepList
    sign_progress: ProgressBar
    sign_fields: QWidget
    identity_field: QLineEdit
    identity_button: Button
    identity_hint: QLabel
    identity_box: QWidget
    token_box: QWidget
    library_field: QLineEdit
    library_button: Button
    token_field: QLineEdit
    advanced_button: Button
    passphrase_label: QLabel
    passphrase_field: QLineEdit
    place_fields: QWidget
    signers_label: QLabel
    signers_field: Choice
    folder_field: QLineEdit
    folder_button: Button
    name_field: QLineEdit
    name_hint: QLabel
    sign_done: QWidget
    done_files: RowCard
    done_digest: QLabel
    receipt_box: QWidget
    receipt_words: QLabel
    receipt_save_button: Button
    receipt_print_button: Button
    sign_fault_glyph: Status
    sign_fault: QLabel
    sign_foot: QFrame
    open_folder_button: Button
    approve_button: Button
    sign_accept_button: Button
    sign_cancel_button: Button

    def __init__(self, loader: FormLoader, view: SignView, parent: QWidget) -> None:
        super().__init__(parent)
        loader.load("sign_dialog", self, PROMOTED)
        self.ring = FocusRing(loader.theme, self)
        self._theme = loader.theme
        self._state = ""
        self._can_approve = False
        self._is_approval = view.is_approval
        self._endings = (view.ending,) if view.ending else (".pdf", ".xlsx")
        self._offer = QTimer(self, singleShot=True, interval=_CANCEL_AFTER)
        self._offer.timeout.connect(self._on_offer_due)
        self._fill(view)
        self._connect()
        self._show_state("asking")
        first = self.passphrase_field if view.identity else self.identity_field
        first.setFocus()

    @property
    def state(self) -> str:
        """`asking`, `running` or `done`."""
        return self._state

    def show_running(self) -> None:
        """Show that the work has begun."""
        self.sign_steps.clear()
        self.sign_progress.setValue(0)
        self._show_fault("", None)
        self._show_state("running")
        self._offer.start()

    def show_progress(self, step: str, done: int, total: int) -> None:
        """Show a step, and `done` of `total` (0 of 0 while that is not known)."""
        self.sign_steps.begin(step)
        if total:
            self.sign_progress.setMaximum(total)
            self.sign_progress.setValue(done)
        QTimer.singleShot(0, self, self._fit)  # once the new line has its size

    def show_fault(self, sentence: str, *, is_identity: bool = False) -> None:
        """Go back to asking, and say why; at the passphrase where the identity did not open."""
        self._show_state("asking")
        field = self.passphrase_field if is_identity else None
        self._show_fault(sentence, field)
        if field is not None:
            field.selectAll()
        (field or self.sign_accept_button).setFocus()
        self._fit()
        self.sign_scroll.ensureVisible(0, 0)

    def show_done(self, view: SignedView) -> None:
        """Show what was written."""
        self.sign_steps.finish()
        self.sign_title.setText(view.title)
        self.sign_detail.setText(view.detail)
        self.done_files.show_rows(_file_row(file) for file in view.files)
        self.done_digest.setText(view.digest)
        self.receipt_words.setText(view.receipt)
        self.done_digest.setVisible(bool(view.digest))
        self.receipt_box.setVisible(bool(view.receipt))
        self._can_approve = view.can_approve
        for button in (self.receipt_save_button, self.receipt_print_button):
            button.setVisible(view.has_receipt)
        self._show_state("done")
        self.open_folder_button.setFocus()

    def reject(self) -> None:
        """Close; while the work runs, ask for it to stop instead."""
        if self._state != "running":
            super().reject()
        elif self.sign_cancel_button.isVisible():
            self.sign_cancel_button.setEnabled(False)
            self.cancel_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Scroll by the page keys."""
        if not self.sign_scroll.take_key(event):
            super().keyPressEvent(event)

    def _fill(self, view: SignView) -> None:
        self.setWindowTitle(view.title)
        self.sign_title.setText(view.title)
        self.sign_detail.setText(view.detail)
        self.sign_accept_button.setText(view.verb)
        self.identity_field.setText(view.identity)
        self.identity_hint.setText("The file ends in .p12 or .pfx. It stays where it is.")
        self.signers_field.addItems(_SIGNATURES)
        self.signers_field.setCurrentIndex(view.signers - 1)
        self.folder_field.setText(view.folder)
        self.name_field.setText(view.name)
        self.place_fields.setVisible(not view.is_approval)
        self.token_box.hide()
        for widget in (self.signers_label, self.signers_field):
            widget.setVisible(not view.ending)
        self._on_typed()

    def _connect(self) -> None:
        for field in (*self._fields(), self.library_field):
            field.textChanged.connect(self._on_typed)
        self.identity_button.clicked.connect(self.identity_choice_asked)
        self.library_button.clicked.connect(self.library_choice_asked)
        self.advanced_button.toggled.connect(self._on_advanced)
        self.folder_button.clicked.connect(self.folder_choice_asked)
        self.open_folder_button.clicked.connect(self.folder_open_asked)
        self.receipt_save_button.clicked.connect(self.receipt_save_asked)
        self.receipt_print_button.clicked.connect(self.receipt_print_asked)
        self.approve_button.clicked.connect(self.approval_asked)
        self.sign_accept_button.clicked.connect(self._on_accepted)
        self.sign_cancel_button.clicked.connect(self.reject)

    def _fields(self) -> tuple[QLineEdit, ...]:
        named = self.library_field if self.advanced_button.isChecked() else self.identity_field
        always = (named, self.passphrase_field)
        return always if self._is_approval else (*always, self.folder_field, self.name_field)

    def _show_state(self, state: str) -> None:
        self._state = state
        self._offer.stop()
        if state == "done":
            self.passphrase_field.clear()
        self.sign_fields.setVisible(state == "asking")
        for widget in (self.sign_steps, self.sign_progress):
            widget.setVisible(state == "running")
        self.sign_done.setVisible(state == "done")
        self.open_folder_button.setVisible(state == "done")
        self.approve_button.setVisible(state == "done" and self._can_approve)
        self.sign_accept_button.setVisible(state == "asking")
        self.sign_cancel_button.setVisible(state != "running")
        self.sign_cancel_button.setEnabled(True)
        self.sign_cancel_button.setText("Close" if state == "done" else "Cancel")
        if state == "done":
            self._show_fault("", None)
        self._fit()

    def _show_fault(self, sentence: str, field: QLineEdit | None) -> None:
        self.sign_fault_glyph.show_status("refused", "")
        self.sign_fault.setText(sentence)
        for widget in (self.sign_fault_glyph, self.sign_fault):
            widget.setVisible(bool(sentence))
        for each in self._fields():
            set_property(each, "fault", each is field and bool(sentence))
            each.setAccessibleDescription(sentence if each is field else "")
        if sentence:
            announce(self, sentence, is_urgent=True)

    def _fit(self) -> None:
        fit_dialog(self, self.sign_scroll, self.sign_foot, self._theme)

    def _on_typed(self) -> None:
        if self._state == "asking":
            self._show_fault("", None)
        self.sign_accept_button.setEnabled(all(field.text().strip() for field in self._fields()))
        name = self.name_field.text().strip()
        named = " and ".join(f"{name}{ending}" for ending in self._endings)
        self.name_hint.setText(named if name else "Give a name without an ending.")

    def _on_advanced(self, is_token: bool) -> None:
        """Ask for a token's library and name in the place of an identity file, or the other way round."""
        self._show_fault("", None)
        self.identity_box.setVisible(not is_token)
        self.token_box.setVisible(is_token)
        secret = "PIN of the token" if is_token else "Passphrase of the identity"
        self.passphrase_label.setText(secret)
        self.passphrase_field.setAccessibleName(secret)
        self._on_typed()
        self._fit()
        (self.library_field if is_token else self.identity_field).setFocus()

    def _on_accepted(self) -> None:
        is_token = self.advanced_button.isChecked()
        request = SignRequest(
            identity="" if is_token else self.identity_field.text().strip(),
            library=self.library_field.text().strip() if is_token else "",
            token=self.token_field.text().strip() if is_token else "",
            passphrase=self.passphrase_field.text(),
            folder=self.folder_field.text().strip(),
            name=self.name_field.text().strip(),
            signers=self.signers_field.currentIndex() + 1,
        )
        self.sign_asked.emit(request)

    def _on_offer_due(self) -> None:
        if self._state == "running":
            self.sign_cancel_button.show()
            self.sign_cancel_button.setFocus()


def _file_row(view: SignedFileView) -> MakeRow:
    def make(theme: Theme, parent: QWidget) -> QFrame:
        row = FactRow(theme, parent)
        row.add_words(view.name, view.sentences, is_strong=True)
        row.add_status(view.status, view.word)
        return row

    return make
