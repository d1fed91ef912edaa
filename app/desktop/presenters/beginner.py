"""The first run: asks in three steps, makes the file, and has it opened for whoever typed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal

from app.desktop.choosing import choose_place
from app.desktop.dialogs.begin_dialog import BeginDialog
from app.desktop.presenters.begin_forms import begin_form, path_of, read_begun
from app.desktop.session import Clock
from app.desktop.shell import Shell
from app.desktop.views.form_views import BeginInput
from app.domain.errors import UserError
from app.services.establishing import NewEstablishment, establish


class Beginner(QObject):
    """Signal: `begun(path, name of the person)` once there is a file."""

    begun = Signal(object, str)

    def __init__(self, shell: Shell, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._clock = clock

    def ask(self, folder: Path | None = None) -> None:
        """Ask for a new establishment, to be kept in `folder`, the user's documents where none is given."""
        where = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        form = begin_form(self._clock().date(), folder or Path(where))
        dialog = BeginDialog(self._shell.loader, form, self._shell.window())
        dialog.given.connect(lambda typed: self._take(dialog, typed))
        dialog.place_asked.connect(lambda: self._ask_place(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, dialog: BeginDialog, typed: BeginInput) -> None:
        new, faults = read_begun(typed)
        asked = {name: sentence for name, sentence in faults.items() if dialog.step_of(name) <= dialog.step}
        if asked:
            dialog.show_faults(asked)
        elif not dialog.is_last:
            dialog.go_to(dialog.step + 1)
        else:
            self._make(dialog, new, typed)

    def _make(self, dialog: BeginDialog, new: NewEstablishment, typed: BeginInput) -> None:
        path = path_of(typed)
        try:
            establish(path, new, today=self._clock().date()).close()
        except UserError as error:
            dialog.show_faults({"place": error.sentence})
            return
        dialog.accept()
        self.begun.emit(path, typed.you)

    def _ask_place(self, dialog: BeginDialog) -> None:
        name = dialog.place_field.text()
        choose_place(dialog, "Choose where the file is kept", dialog.take_place, name=name, ending="assure")
