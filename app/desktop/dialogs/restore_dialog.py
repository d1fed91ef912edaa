"""Which copy is to take the place of a file."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.desktop.dialogs.form_dialog import PROMOTED, FormDialog
from app.desktop.forms import FormLoader, Promoted
from app.desktop.views.list_view import ItemRow
from app.desktop.views.restore_view import CopyView, RestoreView
from app.desktop.widgets.button import Button
from app.desktop.widgets.row_list import RowList

_PROMOTED: Promoted = {**PROMOTED, "RowList": RowList}
_NOTHING = "No copy has been found yet, so there is nothing to go back to. Look on the drive that one was made to."


class RestoreDialog(FormDialog):
    """Emits `given(key of the copy)`, and `folder_asked` to look elsewhere as well: answer by `show_view`."""

    FORM = "restore_dialog"
    PROMOTED = _PROMOTED

    folder_asked = Signal()

    restore_words: QLabel
    backup_label: QLabel
    backup_frame: QWidget
    backup_field: RowList
    elsewhere_button: Button
    elsewhere_words: QLabel

    def __init__(self, loader: FormLoader, view: RestoreView, parent: QWidget | None = None) -> None:
        super().__init__(loader, "Go back to a copy", "", parent)
        self._copies: dict[str, CopyView] = {}
        self._chosen = ""
        self.backup_field.row_chosen.connect(self._on_row_chosen)
        self.backup_field.activated.connect(self.accept_button.click)
        self.elsewhere_button.clicked.connect(self.folder_asked)
        self.show_view(view)
        (self.backup_field if view.copies else self.elsewhere_button).setFocus()

    def show_view(self, view: RestoreView) -> None:
        """Show the copies that were found; the latest is chosen where the chosen one is not among them."""
        self._copies = {copy.key: copy for copy in view.copies}
        self.restore_words.setText(view.words)
        self.elsewhere_words.setText(view.looked)
        rows = (ItemRow(c.key, c.about, "saved", c.shelf, label=c.made, is_users=True) for c in view.copies)
        self.backup_field.show_rows(tuple(rows))
        for part in (self.backup_label, self.backup_frame):
            part.setVisible(bool(view.copies))
        self.accept_button.setEnabled(bool(view.copies))
        key = self._chosen if self._chosen in self._copies else next(iter(self._copies), "")
        self.backup_field.show_current(key)
        self._on_row_chosen(key)
        self.fit()

    def read(self) -> str:
        """Return the key of the chosen copy."""
        return self._chosen

    def _on_row_chosen(self, key: str) -> None:
        self._chosen = key
        self.form_note.setText(self._copies[key].meaning if key in self._copies else _NOTHING)
        self.form_note.show()
