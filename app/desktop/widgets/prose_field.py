"""A text in passages with its label, its editor and what the marking scan says of it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.desktop.measures import apply_measures
from app.desktop.theme import Theme
from app.desktop.views.checklist_view import FindingView, PassageView
from app.desktop.views.statement_view import ProseView
from app.desktop.widgets.finding_bar import FindingBar
from app.desktop.widgets.narrative_edit import NarrativeEdit
from app.desktop.widgets.narrative_frame import NarrativeFrame

_DRAFT_PAUSE = 1000


class ProseField(QWidget):
    """Label, hint, editor and finding bar. Dynamic properties: `label`, `hint`, `unitLeast` (height of the editor).

    Signals: `prose_edited(passages)` within a second of the last key, `prose_left(passages)` when something was typed
    and the editor is left, `seal_asked(passages)`, `finding_settled(finding, action)`, `token_opened(key)`,
    `token_kept()`.
    """

    EDITOR = NarrativeEdit
    LEAST = 112
    """Units that the editor is high where `unitLeast` does not say it."""
    MARGINS = "6"
    """Units between the frame and the editor."""

    prose_edited = Signal(tuple)
    prose_left = Signal(tuple)
    seal_asked = Signal(tuple)
    finding_settled = Signal(str, str)
    token_opened = Signal(str)
    token_kept = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_dirty = False
        self._draft = QTimer(self, singleShot=True, interval=_DRAFT_PAUSE)
        self._label, self._hint = QLabel(self), QLabel(self)
        self._frame = NarrativeFrame(theme, self)
        self.editor = self._frame.narrative = self.EDITOR(theme, self._frame)
        self.bar = self._frame.finding_bar = FindingBar(theme, self._frame)
        self.editor.setObjectName("editor")
        self.setFocusProxy(self.editor)
        self._build()
        self._connect()

    def form_loaded(self) -> None:
        """Take label and hint from the form."""
        self.describe(str(self.property("label") or ""), str(self.property("hint") or ""))
        least = float(self.property("unitLeast") or self.LEAST)
        self.editor.setProperty("unitLeast", least)
        self.editor.setProperty("unitMinHeight", least)

    def describe(self, label: str, hint: str) -> None:
        """Show what the text is, and at the right a hint for whoever types."""
        self._label.setText(label)
        self._hint.setText(hint)
        self._label.setVisible(bool(label))
        self._hint.setVisible(bool(hint))
        self.editor.setAccessibleName(label)

    @property
    def is_dirty(self) -> bool:
        """Tell whether something was typed and not yet handed over."""
        return self._is_dirty

    def show_prose(self, view: ProseView, *, can_edit: bool, is_new: bool) -> None:
        """Show a text and its findings; what is being typed stays, unless another text is shown (`is_new`)."""
        self.editor.setReadOnly(not can_edit)
        self._hint.setVisible(can_edit and bool(self._hint.text()))
        if is_new or not self._is_dirty:
            self._forget_typing()
            if is_new or view.passages != self.editor.passages():
                self.editor.show_passages(view.passages)
        self._frame.show_findings(view.findings)

    def show_findings(self, findings: tuple[FindingView, ...]) -> None:
        """Show what the scan of the text found."""
        self._frame.show_findings(findings)

    def show_text(self, passages: tuple[PassageView, ...]) -> None:
        """Put a text into the editor; nothing before it can be undone, so no copy of what was sealed stays."""
        self._forget_typing()
        self.editor.show_passages(passages)

    def hand_over(self) -> None:
        """Hand over what was typed, now."""
        if self._is_dirty:
            self._forget_typing()
            self.prose_left.emit(self.editor.passages())

    def apply_look(self) -> None:
        """Follow a new zoom or colour scheme."""
        self.editor.apply_look()

    def _forget_typing(self) -> None:
        self._draft.stop()
        self._is_dirty = False

    def _build(self) -> None:
        self._label.setProperty("textStyle", "small_strong")
        self._label.setBuddy(self.editor)
        self._hint.setProperty("textStyle", "caption")
        self._hint.setProperty("tone", "ink2")
        head = QHBoxLayout()
        head.setProperty("unitSpacing", 8)
        head.addWidget(self._label)
        head.addStretch(1)
        head.addWidget(self._hint)
        inside = QVBoxLayout(self._frame)
        inside.setProperty("unitMargins", self.MARGINS)
        inside.setProperty("unitSpacing", 4)
        inside.addWidget(self.editor, 1)
        inside.addWidget(self.bar)
        self.editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setProperty("unitMargins", "0")
        column.setProperty("unitSpacing", 5)
        column.addLayout(head)
        column.addWidget(self._frame, 1)
        apply_measures(self, self._theme)

    def _connect(self) -> None:
        self._frame.form_loaded()
        self._draft.timeout.connect(self._on_draft_due)
        self.editor.narrative_edited.connect(self._on_narrative_edited)
        self.editor.narrative_left.connect(self.hand_over)
        self.editor.seal_asked.connect(self._on_seal_asked)
        self.editor.token_opened.connect(self.token_opened)
        self.editor.token_kept.connect(self.token_kept)
        self.bar.finding_settled.connect(self.finding_settled)

    def _on_narrative_edited(self) -> None:
        self._is_dirty = True
        if not self._draft.isActive():  # not put off by each key: whoever types on and on is saved as well
            self._draft.start()

    def _on_draft_due(self) -> None:
        self.prose_edited.emit(self.editor.passages())

    def _on_seal_asked(self, passages: tuple[PassageView, ...]) -> None:
        self._draft.stop()
        self.seal_asked.emit(passages)
