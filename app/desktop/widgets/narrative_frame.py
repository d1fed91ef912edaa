"""The frame around a narrative's editor and its finding bar."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.desktop.painting import draw_box
from app.desktop.theme import Theme
from app.desktop.views.checklist_view import FindingView
from app.desktop.widgets.finding_bar import FindingBar
from app.desktop.widgets.narrative_edit import NarrativeEdit


class NarrativeFrame(QFrame):
    """Outlines editor and bar as one field: 2 wide with the focus, red where something is refused or at fault."""

    narrative: NarrativeEdit
    finding_bar: FindingBar

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_refused = False

    def form_loaded(self) -> None:
        """Follow the editor's focus once the form has made it."""
        self.narrative.installEventFilter(self)
        self.finding_bar.finding_shown.connect(self._on_finding_shown)

    def show_findings(self, findings: tuple[FindingView, ...]) -> None:
        """Mark findings in the text and show the first in the bar."""
        self._is_refused = any(finding.tone == "bad" for finding in findings)
        self.narrative.show_findings(findings)
        self.finding_bar.show_findings(findings)
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Repaint the outline, and say when the editor was left."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.DynamicPropertyChange):
            self.update()
            if event.type() == QEvent.Type.FocusOut:
                self.narrative.narrative_left.emit()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the outline."""
        painter = QPainter(self)
        fill = "panel" if self.narrative.isReadOnly() else "page"
        if self._is_refused or self.narrative.property("fault"):
            draw_box(painter, self._theme, self.rect(), fill, "bad", radius=4, width=2)
        elif self.narrative.hasFocus():
            draw_box(painter, self._theme, self.rect(), fill, "focus", radius=4, width=2)
        else:
            draw_box(painter, self._theme, self.rect(), fill, "line" if fill == "panel" else "edge", radius=4)
        painter.end()

    def _on_finding_shown(self, finding: FindingView) -> None:
        for before, after in pairwise([self.narrative, *self.finding_bar.buttons()]):
            QWidget.setTabOrder(before, after)
        if self.finding_bar.isVisible() and not self.narrative.hasFocus():
            self.narrative.go_to(finding)
