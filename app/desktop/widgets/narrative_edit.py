"""The editor of a narrative: plain text with sealed passages as tokens."""

from __future__ import annotations

import math
from itertools import pairwise

from PySide6.QtCore import QMimeData, QPoint, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFragment,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from app.desktop.theme import Theme
from app.desktop.views.checklist_view import FindingView, PassageView
from app.desktop.widgets.seal_token import SealToken, token_format, token_passage

_OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
_OPEN_MARKING = QTextFormat.Property.UserProperty.value + 10


class NarrativeEdit(QTextEdit):
    """Shows passages and gives them back; an open passage keeps its marking while it is typed in.

    A token cannot be deleted here, by any key, paste or drop: the change is undone and `token_kept` emitted. Copied
    text has the marking in brackets where a token stood. `seal_asked` follows Ctrl+R over a selection, with the
    narrative in passages of which the one to be sealed is sealed and still has its text.

    `words_changed` follows whatever changes the text, so that its spelling can be looked at; `spelling_asked` (start,
    word) asks what a word may have been meant to be: F7, or the context menu over it.
    """

    MARGIN = 6
    """Units around the text."""

    narrative_edited = Signal()
    narrative_left = Signal()
    seal_asked = Signal(tuple)
    token_opened = Signal(str)
    token_kept = Signal()
    words_changed = Signal()
    spelling_asked = Signal(int, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tokens = SealToken(theme, self.document())
        self._kept: list[str] = []
        self._shown: tuple[PassageView, ...] = ()
        self._stands: tuple[PassageView, ...] = ()
        self._marks: list[QTextEdit.ExtraSelection] = []
        self._misspelt: tuple[tuple[int, int], ...] = ()
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._on_text_changed)
        self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)

    def show_passages(self, passages: tuple[PassageView, ...]) -> None:
        """Show a narrative from its stored passages; what could be undone before can no longer be."""
        self._shown = passages
        with QSignalBlocker(self), QSignalBlocker(self.document()):
            self.clear()
            cursor = self.textCursor()
            for passage in passages:
                if passage.is_sealed:
                    cursor.insertText(_OBJECT, token_format(passage))
                else:
                    cursor.insertText(passage.text, _open_format(passage.marking))
            self.setCurrentCharFormat(QTextCharFormat())
            self._kept = self._token_keys()
            self._stands = self.passages()
            self.apply_look()
        self.document().clearUndoRedoStacks()
        self._misspelt = ()
        self.words_changed.emit()
        self.viewport().update()

    def passages(self) -> tuple[PassageView, ...]:
        """Return the narrative as it stands; neighbours of one marking are one passage, lines end in a newline."""
        return self._cut(0, 0)

    def ask_seal(self) -> None:
        """Ask that the selected text be sealed; nothing without one."""
        cursor = self.textCursor()
        if cursor.hasSelection() and not self.isReadOnly():
            self.seal_asked.emit(self._cut(cursor.selectionStart(), cursor.selectionEnd()))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the height of the text, from 5 lines (or `unitLeast`) to 12; of all of it where it is only read."""
        lines = math.ceil(self.document().size().height())
        most = lines if self.isReadOnly() else self._theme.u(276)
        least = self._theme.u(float(self.property("unitLeast") or 112))
        return QSize(self._theme.u(240), max(least, min(lines, most)))

    def apply_look(self) -> None:
        """Set the margin, and the fixed line height of 22 units on every block."""
        self.document().setDocumentMargin(self._theme.u(self.MARGIN))
        block = QTextBlockFormat()
        block.setLineHeight(float(self._theme.u(22)), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(block)

    def show_findings(self, findings: tuple[FindingView, ...]) -> None:
        """Underline and tint the places of findings; they are drawn over the text, not kept in it."""
        self._marks = [self._selection(finding) for finding in findings]
        self._draw_marks()

    def show_spelling(self, places: tuple[tuple[int, int], ...]) -> None:
        """Underline words that are not known, start and length each; drawn over the text like findings."""
        self._misspelt = places
        self._draw_marks()

    def ask_spelling(self) -> None:
        """Go to the next word that is not known, round from the end, and ask about it."""
        if not self._misspelt:
            return
        here = self.textCursor().selectionEnd()
        start, length = next((each for each in self._misspelt if each[0] >= here), self._misspelt[0])
        self.setTextCursor(self._over(start, length))
        self.spelling_asked.emit(start, self.word_at(start, length))

    def word_at(self, start: int, length: int) -> str:
        """Return what stands at a place."""
        return self._over(start, length).selectedText()

    def replace_word(self, start: int, length: int, word: str) -> None:
        """Put a word in the place of another, as one step that can be undone."""
        if not self.isReadOnly():
            self._over(start, length).insertText(word)

    def place_of(self, position: int) -> QPoint:
        """Return where on the screen the foot of a letter is."""
        return self.viewport().mapToGlobal(self.cursorRect(self._over(position, 0)).bottomLeft())

    def go_to(self, finding: FindingView) -> None:
        """Put the cursor at a finding's place."""
        cursor = self.textCursor()
        cursor.setPosition(self._position(finding))
        self.setTextCursor(cursor)

    def selected_token(self) -> PassageView | None:
        """Return the token that is selected, which Enter opens; None where there is none."""
        cursor = self.textCursor()
        if cursor.selectedText() != _OBJECT:
            return None
        probe = QTextCursor(self.document())
        probe.setPosition(cursor.selectionEnd())
        return token_passage(probe.charFormat())

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802
        """Copy plain text, with the marking in brackets for each token."""
        cursor = self.textCursor()
        parts = self._cut(0, 0, cursor.selectionStart(), cursor.selectionEnd())
        data = QMimeData()
        data.setText("".join(f"[{part.marking}]" if part.is_sealed else part.text for part in parts))
        return data

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open the selected token on Enter; leave the rest to Qt."""
        token = self.selected_token()
        if token is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.token_opened.emit(token.key)
            return
        if event.key() == Qt.Key.Key_F7 and not event.modifiers():
            self.ask_spelling()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask about a word that is not known; over anything else show the usual menu."""
        place = self.cursorForPosition(event.pos()).position()
        for start, length in self._misspelt:
            if start <= place <= start + length:
                self.spelling_asked.emit(start, self.word_at(start, length))
                return
        super().contextMenuEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Select a token that was clicked, so that Enter opens it."""
        super().mouseReleaseEvent(event)
        cursor = self.cursorForPosition(event.position().toPoint())
        if self.textCursor().hasSelection():
            return
        for step in (QTextCursor.MoveOperation.Right, QTextCursor.MoveOperation.Left):
            probe = QTextCursor(cursor)
            probe.movePosition(step, QTextCursor.MoveMode.KeepAnchor)
            if probe.selectedText() == _OBJECT and self._is_over(probe, event):
                self.setTextCursor(probe)
                return

    def _is_over(self, probe: QTextCursor, event: QMouseEvent) -> bool:
        start, end = QTextCursor(probe), QTextCursor(probe)
        start.setPosition(probe.selectionStart())
        end.setPosition(probe.selectionEnd())
        return self.cursorRect(start).left() <= event.position().x() <= self.cursorRect(end).left()

    def _on_text_changed(self) -> None:
        if self._token_keys() != self._kept:
            with QSignalBlocker(self):
                self.undo()
            if self._token_keys() != self._kept:
                self.show_passages(self._shown)
            self.token_kept.emit()
            return
        stands = self.passages()
        if stands != self._stands:  # Qt says so too when only the look of the text is another
            self._stands = stands
            self._misspelt = ()
            self.narrative_edited.emit()
            self.words_changed.emit()

    def _token_keys(self) -> list[str]:
        tokens = ((token_passage(style), text) for _, text, style in self._fragments())
        return [token.key for token, text in tokens if token is not None for _ in text]

    def _fragments(self) -> list[tuple[int, str, QTextCharFormat]]:
        found: list[tuple[int, str, QTextCharFormat]] = []
        block = self.document().begin()
        while block.isValid():
            if block.position():
                found.append((block.position() - 1, "\n", QTextCharFormat()))
            place = block.begin()
            while not place.atEnd():
                fragment: QTextFragment = place.fragment()
                found.append((fragment.position(), fragment.text().replace("\u2028", "\n"), fragment.charFormat()))
                place += 1
            block = block.next()
        return found

    def _cut(self, seal_from: int, seal_to: int, first: int = 0, last: int | None = None) -> tuple[PassageView, ...]:
        """Return passages of positions `first` to `last`; text from `seal_from` to `seal_to` as one to be sealed."""
        result: list[PassageView] = []
        for start, text, style in self._fragments():
            end = start + len(text)
            low, high = max(start, first), end if last is None else min(end, last)
            if low >= high:
                continue
            token = token_passage(style)
            if token is not None:
                result.extend([token] * (high - low))
                continue
            marking = str(style.property(_OPEN_MARKING) or "")
            edges = sorted({low, high, *(edge for edge in (seal_from, seal_to) if low < edge < high)})
            for left, right in pairwise(edges):
                _append(result, PassageView(text[left - start : right - start], marking, seal_from <= left < seal_to))
        return tuple(result)

    def _draw_marks(self) -> None:
        self.setExtraSelections([*self._marks, *(self._spelling(*place) for place in self._misspelt)])

    def _spelling(self, start: int, length: int) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        style = QTextCharFormat()
        style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        style.setUnderlineColor(self._theme.colour("bad"))
        selection.cursor = self._over(start, length)
        selection.format = style
        return selection

    def _over(self, start: int, length: int) -> QTextCursor:
        """Return a cursor over a place, as far as the text goes."""
        last = self.document().characterCount() - 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(start + length, last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _selection(self, finding: FindingView) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        start = self._position(finding)
        cursor.setPosition(start)
        cursor.setPosition(min(start + finding.length, self.document().characterCount() - 1),
                           QTextCursor.MoveMode.KeepAnchor)  # fmt: skip
        style = QTextCharFormat()
        style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        style.setUnderlineColor(self._theme.colour(finding.tone))
        style.setBackground(self._theme.colour(f"{finding.tone}_tint"))
        selection.cursor = cursor
        selection.format = style
        return selection

    def _position(self, finding: FindingView) -> int:
        before = self.passages()[: finding.passage]
        return sum(1 if passage.is_sealed else len(passage.text) for passage in before) + finding.start


def _open_format(marking: str) -> QTextCharFormat:
    style = QTextCharFormat()
    if marking:
        style.setProperty(_OPEN_MARKING, marking)
    return style


def _append(passages: list[PassageView], piece: PassageView) -> None:
    """Add a piece, joined to the last one where both are one passage."""
    last = passages[-1] if passages else None
    if last is not None and _is_one(last, piece):
        passages[-1] = PassageView(last.text + piece.text, last.marking, last.is_sealed)
    else:
        passages.append(piece)


def _is_one(last: PassageView, piece: PassageView) -> bool:
    """Tell whether a piece goes on with a passage: open text of one marking (a line's end has any), or to be sealed."""
    if not last.text or not piece.text or last.is_sealed != piece.is_sealed:
        return False
    return piece.is_sealed or piece.text == "\n" or last.marking == piece.marking
