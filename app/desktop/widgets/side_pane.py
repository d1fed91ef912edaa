"""Evidence, guidance and the last period, at the right of the Checklist."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.desktop.theme import Theme
from app.desktop.views.checklist_view import LastPeriodView, QuestionView
from app.desktop.views.home_view import RESULT_WORDS
from app.desktop.widgets.button import Button
from app.desktop.widgets.evidence_line import EvidenceLine
from app.desktop.widgets.file_intake import FileIntake
from app.desktop.widgets.status import Status

SECTIONS = ("evidence", "guidance", "last")


class SidePane(QFrame):
    """Shows what stands beside a question; all of it, or one section where there is less room.

    Signals: `evidence_asked`, and `files_given(paths)` of files that are dropped on it or pasted into it.
    """

    evidence_asked = Signal()
    files_given = Signal(object)

    evidence_section: QWidget
    evidence_count: QLabel
    evidence_lines: QWidget
    evidence_none: QLabel
    add_evidence: Button
    guidance_section: QFrame
    guidance: QLabel
    expected_title: QLabel
    expected: QLabel
    source: QLabel
    last_section: QFrame
    last_period: QLabel
    last_card: QFrame
    last_result: Status
    last_date: QLabel
    last_narrative: QLabel
    last_none: QLabel

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def form_loaded(self) -> None:
        """Connect the command once the form has made it."""
        self._lines = QVBoxLayout(self.evidence_lines)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.add_evidence.clicked.connect(self.evidence_asked)
        intake = FileIntake(self)
        intake.watch(self.add_evidence)
        intake.files_given.connect(self.files_given)

    def show_view(self, view: QuestionView) -> None:
        """Show what belongs to a question."""
        self._show_evidence(view)
        self.guidance.setText(view.guidance)
        self.expected.setText(view.evidence_expected)
        self.expected_title.setVisible(bool(view.evidence_expected))
        self.expected.setVisible(bool(view.evidence_expected))
        self.source.setText(view.source)
        self.source.setVisible(bool(view.source))
        self._show_last(view.last)

    def show_section(self, name: str) -> None:
        """Show one of `SECTIONS`, or all for `""`."""
        sections = (self.evidence_section, self.guidance_section, self.last_section)
        for key, section in zip(SECTIONS, sections, strict=True):
            section.setVisible(name in ("", key))

    def _show_evidence(self, view: QuestionView) -> None:
        for line in self.evidence_lines.findChildren(EvidenceLine):
            line.setParent(None)  # takes it out of the layout
            line.deleteLater()
        for item in view.evidence:
            self._lines.addWidget(EvidenceLine(self._theme, item, self.evidence_lines))
        self.evidence_lines.setVisible(bool(view.evidence))
        self.evidence_none.setVisible(not view.evidence)
        self.evidence_count.setText(str(len(view.evidence)) if view.evidence else "")
        self.add_evidence.setVisible(view.can_add_evidence)

    def _show_last(self, last: LastPeriodView | None) -> None:
        self.last_card.setVisible(last is not None)
        self.last_none.setVisible(last is None)
        self.last_period.setText(last.period if last else "")
        if last is not None:
            self.last_result.show_status(last.result, RESULT_WORDS[last.result])
            self.last_date.setText(last.date)
            said = "\n\n".join(filter(None, (last.narrative, last.why)))
            self.last_narrative.setText(said)
            self.last_narrative.setVisible(bool(said))
