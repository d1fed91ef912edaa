"""New evidence: files, or what was seen and not attached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QLabel, QLineEdit, QWidget

from app.desktop.dialogs.choices import chosen, fill_choice
from app.desktop.dialogs.field_faults import FieldFaults
from app.desktop.dialogs.fitting import fit_dialog
from app.desktop.forms import FormLoader, Promoted
from app.desktop.views.form_views import EvidenceFormView, EvidenceInput
from app.desktop.views.home_view import ScopeView
from app.desktop.widgets.button import Button
from app.desktop.widgets.check import Check
from app.desktop.widgets.choice import Choice
from app.desktop.widgets.file_intake import FileIntake
from app.desktop.widgets.focus_ring import FocusRing
from app.desktop.widgets.page_scroll import PageScroll
from app.desktop.widgets.segments import Segments

PROMOTED: Promoted = {kind.__name__: kind for kind in (Button, Check, Choice, PageScroll, Segments)}

_FIELDS = ("title", "seen_where", "seen_by", "seen_on", "kind", "dated", "intention", "items")
_WAYS = (ScopeView("attached", "Attach files"), ScopeView("seen", "Seen, not attached"))
_TITLE, _LEAVING_TITLE = "Title", "Title: it leaves with the return"
_SHOWN = 3


class EvidenceDialog(QDialog):
    """Emits `evidence_given(EvidenceInput)` and stays open: whoever asked accepts it, or says what is wrong."""

    evidence_given = Signal(object)

    evidence_scroll: PageScroll
    evidence_foot: QFrame
    evidence_heading: QLabel
    ways: Segments
    files_part: QWidget
    choose_button: Button
    files_words: QLabel
    files_fault: QLabel
    title_part: QWidget
    title_label: QLabel
    title_field: QLineEdit
    seen_part: QWidget
    seen_where_field: QLineEdit
    seen_by_field: Choice
    seen_on_field: QLineEdit
    kind_field: Choice
    dated_field: QLineEdit
    intention_field: Choice
    items_field: QLineEdit
    withhold_check: Check
    evidence_note: QLabel
    evidence_fault: QLabel
    accept_button: Button
    cancel_button: Button

    def __init__(self, loader: FormLoader, view: EvidenceFormView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        loader.load("evidence_dialog", self, PROMOTED)
        self._theme = loader.theme
        self._is_seen = view.given.is_seen
        self._files: tuple[Path, ...] = view.given.files
        self.ring = FocusRing(loader.theme, self)
        self.setWindowTitle(view.heading)
        self._faults = FieldFaults(self, _FIELDS, self.evidence_fault)
        self.files_fault.hide()
        self._fill(view)
        self._show_way()
        self.ways.segment_chosen.connect(self._on_way_chosen)
        self.withhold_check.toggled.connect(self._on_withhold_toggled)
        self.choose_button.clicked.connect(self._on_choose_asked)
        self.accept_button.clicked.connect(self._on_accepted)
        self.cancel_button.clicked.connect(self.reject)
        QShortcut("Ctrl+Return", self, self._on_accepted)
        intake = FileIntake(self)
        intake.files_given.connect(self.take_files)
        (self.title_field if self._files or self._is_seen else self.choose_button).setFocus()

    def take_files(self, files: Sequence[Path]) -> None:
        """Take the files that are to be attached, in place of those that were."""
        self._files = tuple(files)
        self._is_seen = False
        self.show_file_faults(())
        self._show_way()

    def show_file_faults(self, lines: Sequence[str]) -> None:
        """Name the files that cannot be taken, and why; then nothing is taken."""
        self.files_fault.setText("\n".join(lines))
        self.files_fault.setVisible(bool(lines))
        self._fit()

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say what is wrong, by field; `""` for what belongs to none."""
        self._faults.show(faults)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Fit the window."""
        super().showEvent(event)
        self._fit()

    def _fill(self, view: EvidenceFormView) -> None:
        given = view.given
        self.evidence_heading.setText(view.heading)
        self.title_field.setText(given.title)
        self.seen_where_field.setText(given.seen_where)
        fill_choice(self.seen_by_field, view.people, given.seen_by)
        self.seen_on_field.setText(given.seen_on)
        fill_choice(self.kind_field, view.kinds, given.kind)
        self.dated_field.setText(given.dated)
        fill_choice(self.intention_field, view.intentions, given.intention)
        self.items_field.setText(given.items)
        self.withhold_check.setEnabled(view.can_withhold)
        self.withhold_check.setChecked(given.is_withheld)
        self._on_withhold_toggled(given.is_withheld)
        self.evidence_note.setText(view.note)
        self.evidence_note.setVisible(bool(view.note))

    def _show_way(self) -> None:
        self.ways.show_segments(_WAYS, "seen" if self._is_seen else "attached")
        self.files_part.setVisible(not self._is_seen)
        self.seen_part.setVisible(self._is_seen)
        # Several files take their names as titles: one title cannot be that of all of them.
        self.title_part.setVisible(self._is_seen or len(self._files) < 2)
        if len(self._files) == 1 and not self.title_field.text():
            self.title_field.setText(self._files[0].stem)
        self.files_words.setText(_named(self._files))
        self._fit()

    def _fit(self) -> None:
        if self.isVisible():
            fit_dialog(self, self.evidence_scroll, self.evidence_foot, self._theme)

    def _on_withhold_toggled(self, is_withheld: bool) -> None:
        self.title_label.setText(_TITLE if is_withheld else _LEAVING_TITLE)

    def _on_way_chosen(self, key: str) -> None:
        self._is_seen = key == "seen"
        self._show_way()

    def _on_choose_asked(self) -> None:
        chooser = QFileDialog(self, "Choose files")
        chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        chooser.filesSelected.connect(self._on_files_chosen)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def _on_files_chosen(self, names: list[str]) -> None:
        self.take_files([Path(name) for name in names])

    def _on_accepted(self) -> None:
        self._faults.clear()
        self.evidence_given.emit(
            EvidenceInput(
                self._is_seen,
                () if self._is_seen else self._files,
                self.title_field.text().strip(),
                self.seen_where_field.text().strip(),
                chosen(self.seen_by_field),
                self.seen_on_field.text().strip(),
                chosen(self.kind_field),
                self.dated_field.text().strip(),
                chosen(self.intention_field),
                self.items_field.text().strip(),
                self.withhold_check.isChecked(),
            )
        )


def _named(files: Sequence[Path]) -> str:
    if not files:
        return "Choose, drop or paste up to 50 MB a file. A copy is kept in this file; the return takes none."
    names = ", ".join(path.name for path in files[:_SHOWN])
    more = f" and {len(files) - _SHOWN} more" if len(files) > _SHOWN else ""
    return f"{names}{more}"
