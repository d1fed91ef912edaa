"""What the marking scan asks or refuses, inside the editor's frame."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desktop.glyphs import draw_status
from app.desktop.measures import apply_measures, set_property
from app.desktop.painting import draw_box
from app.desktop.theme import Theme
from app.desktop.views.checklist_view import FindingView
from app.desktop.widgets.button import Button
from app.desktop.widgets.flow_layout import FlowLayout


class FindingBar(QWidget):
    """One finding at a time, in the order of the text; `finding_settled` carries its key and the chosen action's."""

    finding_settled = Signal(str, str)
    finding_shown = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._findings: tuple[FindingView, ...] = ()
        self._place = 0
        self.title, self.sentence, self.count = QLabel(self), QLabel(self), QLabel(self)
        self.next = Button(theme, self)
        self._actions = QWidget(self)
        self._flow = FlowLayout(self._actions)
        self._build()
        self.next.clicked.connect(self._on_next_clicked)
        self.hide()

    def show_findings(self, findings: tuple[FindingView, ...]) -> None:
        """Show the first of these findings; hide without any."""
        held = [finding.key for finding in findings]
        current = self._findings[self._place].key if self._findings else ""
        self._place = held.index(current) if current in held else 0
        self._findings = findings
        self.setVisible(bool(findings))
        if findings:
            self._show()

    def buttons(self) -> list[Button]:
        """Return what can be pressed now, in tab order."""
        return [self.next, *self._actions.findChildren(Button)]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the ground and the glyph."""
        if not self._findings:
            return
        tone, u = self._findings[self._place].tone, self._theme.u
        painter = QPainter(self)
        border = tone if tone == "bad" or self._theme.tokens.is_contrast else ""
        draw_box(painter, self._theme, self.rect(), f"{tone}_tint", border, radius=4)
        draw_status(painter, self._theme, QPointF(u(8), u(9)), "decide" if tone == "warn" else "refused")
        painter.end()

    def _build(self) -> None:
        self.title.setProperty("textStyle", "small_strong")
        self.title.setProperty("tone", "bad")
        for label, style in ((self.sentence, "small"), (self.count, "caption")):
            label.setProperty("textStyle", style)
        self.count.setProperty("tone", "ink2")
        self.sentence.setWordWrap(True)
        self.next.setText("Next finding")
        self.next.setProperty("kind", "link")
        self._flow.setProperty("unitSpacing", 8)
        head = QVBoxLayout()
        head.setProperty("unitMargins", "24 0 0 0")
        head.setProperty("unitSpacing", 2)
        top = QHBoxLayout()
        top.setProperty("unitMargins", "0")
        top.setProperty("unitSpacing", 12)
        top.addWidget(self.sentence, 1)
        top.addWidget(self.count)
        top.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setProperty("unitMargins", "8 7 8 8")
        column.setProperty("unitSpacing", 7)
        head.addWidget(self.title)
        head.addLayout(top)
        column.addLayout(head)
        column.addWidget(self._actions)
        apply_measures(self, self._theme)

    def _show(self) -> None:
        finding = self._findings[self._place]
        self.title.setText(finding.title)
        self.title.setVisible(bool(finding.title))
        self.sentence.setText(finding.sentence)
        set_property(self.sentence, "tone", "ink")
        many = len(self._findings) > 1
        self.count.setText(f"{self._place + 1} of {len(self._findings)}")
        self.count.setVisible(many)
        self.next.setVisible(many)
        self._show_actions(finding)
        self.setAccessibleName(f"{finding.title} {finding.sentence}".strip())
        self.update()
        self.finding_shown.emit(finding)

    def _show_actions(self, finding: FindingView) -> None:
        self._flow.clear()
        for action in finding.actions:
            button = Button(self._theme, self._actions)
            button.setText(action.verb)
            button.setProperty("buttonSize", "row")
            button.setProperty("hint", action.hint)
            button.setProperty("iconName", "lock" if action.key == "seal" else "")
            button.setProperty("settles", (finding.key, action.key))
            button.clicked.connect(self._on_action_clicked)
            self._flow.addWidget(button)
            button.show()
        apply_measures(self._actions, self._theme)

    def _on_action_clicked(self) -> None:
        settled = self.sender().property("settles")
        self.finding_settled.emit(*settled)

    def _on_next_clicked(self) -> None:
        self._place = (self._place + 1) % len(self._findings)
        self._show()
