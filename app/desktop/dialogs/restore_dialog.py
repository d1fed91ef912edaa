"""Which backup is to take the place of a file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.desktop.dialogs.choices import chosen, fill_choice
from app.desktop.dialogs.form_dialog import FormDialog
from app.desktop.forms import FormLoader
from app.desktop.views.home_view import ScopeView
from app.desktop.widgets.choice import Choice


class RestoreDialog(FormDialog):
    """Emits `given(key of the backup)`."""

    FORM = "restore_dialog"

    backup_field: Choice

    def __init__(
        self, loader: FormLoader, backups: Sequence[ScopeView], note: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(loader, "Restore a backup", note, parent)
        fill_choice(self.backup_field, backups, "")
        self.backup_field.setFocus()

    def read(self) -> str:
        """Return the key of the chosen backup."""
        return chosen(self.backup_field)
