"""A signer who is to be trusted: compared with their sheet, and entered for a role, a place and days."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from app.desktop.dialogs.form_dialog import FormDialog
from app.desktop.forms import FormLoader
from app.desktop.views.form_views import SignerFormView, SignerInput
from app.desktop.widgets.choice import Choice


class SignerDialog(FormDialog):
    """Emits `given(SignerInput)` and stays open: whoever asked accepts it, or says what is wrong."""

    FORM = "signer_dialog"

    role_field: Choice
    establishment_field: QLineEdit
    starts_field: QLineEdit
    ends_field: QLineEdit
    deputy_field: QLineEdit
    code_field: QLineEdit

    def __init__(self, loader: FormLoader, view: SignerFormView, parent: QWidget | None = None) -> None:
        super().__init__(loader, "Enter a trusted signer", view.detail, parent)
        self.accept_button.setText("Enter the signer")
        for role in view.roles:
            self.role_field.addItem(role.title, role.key)
        self.role_field.setCurrentIndex(max(self.role_field.findData(view.given.role), 0))
        self.establishment_field.setText(view.given.establishment)
        self.starts_field.setText(view.given.starts)
        self.ends_field.setText(view.given.ends)
        self.deputy_field.setText(view.given.deputy)
        self.code_field.setFocus()

    def read(self) -> SignerInput:
        """Return what stands in the fields."""
        return SignerInput(
            role=str(self.role_field.currentData()),
            establishment=self.establishment_field.text().strip(),
            starts=self.starts_field.text().strip(),
            ends=self.ends_field.text().strip(),
            deputy=self.deputy_field.text().strip(),
            code=self.code_field.text().strip(),
        )
