"""New evidence: files, or what was seen and not attached."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.desktop.announcing import announce
from app.desktop.choosing import choose_files
from app.desktop.dialogs.choices import chosen, fill_choice
from app.desktop.dialogs.prose_dialog import ProseDialog
from app.desktop.forms import FormLoader
from app.desktop.views.checklist_view import PassageView
from app.desktop.views.form_views import EvidenceFormView, EvidenceInput
from app.desktop.views.home_view import ScopeView
from app.desktop.widgets.button import Button
from app.desktop.widgets.choice import Choice
from app.desktop.widgets.file_intake import FileIntake
from app.desktop.widgets.prose_line import ProseLine
from app.desktop.widgets.segments import Segments

_WAYS = (ScopeView("attached", "Attach files"), ScopeView("seen", "Seen, not attached"))
_TITLE, _LEAVING_TITLE = "Title", "Title: it leaves with the return"
_SHOWN = 3


class EvidenceDialog(ProseDialog):
    """Emits `given(EvidenceInput)` and stays open: whoever asked accepts it, or says what is wrong."""

    FORM = "evidence_dialog"

    ways: Segments
    files_part: QWidget
    choose_button: Button
    files_words: QLabel
    files_fault: QLabel
    title_part: QWidget
    title_label: QLabel
    title_field: ProseLine
    seen_part: QWidget
    seen_where_field: ProseLine
    seen_by_field: Choice
    seen_on_field: QLineEdit
    kind_field: Choice
    dated_field: QLineEdit
    intention_field: Choice
    items_field: QLineEdit

    def __init__(self, loader: FormLoader, view: EvidenceFormView, parent: QWidget | None = None) -> None:
        super().__init__(loader, view.heading, view.note, parent)
        self._is_seen = view.given.is_seen
        self._files: tuple[Path, ...] = view.given.files
        self.files_fault.hide()
        self._fill(view)
        self._show_way()
        self.ways.tab_next = self.choose_button
        self.ways.segment_chosen.connect(self._on_way_chosen)
        self.withhold_check.toggled.connect(self._on_withhold_toggled)
        self.choose_button.clicked.connect(self._on_choose_asked)
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
        """Name the files that cannot be taken, and why, aloud too; then nothing is taken."""
        self.files_fault.setText("\n".join(lines))
        self.files_fault.setVisible(bool(lines))
        self.fit()
        if lines:
            announce(self, " ".join(lines), is_urgent=True)

    def read(self) -> EvidenceInput:
        """Return what stands in the fields."""
        return EvidenceInput(
            self._is_seen,
            () if self._is_seen else self._files,
            self.passages("title"),
            self.passages("seen_where"),
            chosen(self.seen_by_field),
            self.seen_on_field.text().strip(),
            chosen(self.kind_field),
            self.dated_field.text().strip(),
            chosen(self.intention_field),
            self.items_field.text().strip(),
            self.withhold_check.isChecked(),
        )

    def _fill(self, view: EvidenceFormView) -> None:
        given = view.given
        self.title_field.show_text(given.title)
        self.seen_where_field.show_text(given.seen_where)
        fill_choice(self.seen_by_field, view.people, given.seen_by)
        self.seen_on_field.setText(given.seen_on)
        fill_choice(self.kind_field, view.kinds, given.kind)
        self.dated_field.setText(given.dated)
        fill_choice(self.intention_field, view.intentions, given.intention)
        self.items_field.setText(given.items)
        self.withhold_check.setChecked(given.is_withheld)
        self._on_withhold_toggled(given.is_withheld)

    def _show_way(self) -> None:
        self.ways.show_segments(_WAYS, "seen" if self._is_seen else "attached")
        self.files_part.setVisible(not self._is_seen)
        self.seen_part.setVisible(self._is_seen)
        # Several files take their names as titles: one title cannot be that of all of them.
        self.title_part.setVisible(self._is_seen or len(self._files) < 2)
        if len(self._files) == 1 and not self.passages("title"):
            self.title_field.show_text((PassageView(self._files[0].stem),))
        self.files_words.setText(_named(self._files))
        self.fit()

    def _on_withhold_toggled(self, is_withheld: bool) -> None:
        self.title_label.setText(_TITLE if is_withheld else _LEAVING_TITLE)
        self.title_field.editor.setAccessibleName(self.title_label.text())

    def _on_way_chosen(self, key: str) -> None:
        self._is_seen = key == "seen"
        self._show_way()

    def _on_choose_asked(self) -> None:
        choose_files(self, "Choose files", self.take_files)


def _named(files: Sequence[Path]) -> str:
    if not files:
        return "Choose, drop or paste up to 50 MB a file. A copy is kept in this file; the return takes none."
    names = ", ".join(path.name for path in files[:_SHOWN])
    more = f" and {len(files) - _SHOWN} more" if len(files) > _SHOWN else ""
    return f"{names}{more}"
