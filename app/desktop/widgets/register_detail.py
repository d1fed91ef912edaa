"""What is known of one record, at the right of a register, with its commands at the foot."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.desktop.measures import apply_measures
from app.desktop.theme import Theme
from app.desktop.views.register_view import CommandView, DetailView, FactView, OfferView, SectionView
from app.desktop.widgets.button import Button
from app.desktop.widgets.flow_layout import FlowLayout
from app.desktop.widgets.page_scroll import PageScroll
from app.desktop.widgets.status import Status
from app.desktop.widgets.tag import Tag

_SHORT_LABEL = 11
"""Letters up to which the labels of facts fit their narrow column."""


class RegisterDetail(QFrame):
    """Shows a `DetailView`; `command_given` carries the key of a command at the foot."""

    command_given = Signal(str)

    detail_scroll: PageScroll
    detail_caption: QLabel
    detail_status: Status
    detail_marking: Tag
    detail_title: QLabel
    detail_body: QWidget
    detail_foot: QFrame
    detail_commands: QWidget
    detail_note: QLabel
    detail_nothing: QLabel

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._commands: Mapping[str, CommandView] = {}
        self._shown: DetailView | None = None

    def form_loaded(self) -> None:
        """Make room for what each record has."""
        self._rows = QVBoxLayout(self.detail_body)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._content = QWidget(self.detail_body)
        self._rows.addWidget(self._content)
        self._flow = FlowLayout(self.detail_commands, fills_lines=True)
        self.detail_title.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._theme.zoomed.connect(self._on_zoomed)
        self._theme.changed.connect(self._on_zoomed)

    def take_commands(self, commands: tuple[CommandView, ...]) -> None:
        """Learn the words of the commands that records may offer."""
        self._commands = {command.key: command for command in commands}

    def show_view(self, view: DetailView | None) -> None:
        """Show a record; None where none is chosen."""
        focused = self._focused_command()
        self._shown = view
        self.detail_scroll.setVisible(view is not None)
        self.detail_foot.setVisible(view is not None and bool(view.offers or view.note))
        self.detail_nothing.setVisible(view is None)
        if view is None:
            return
        self.detail_caption.setText(view.caption)
        self.detail_title.setText(view.title)
        self.detail_marking.setText(view.marking)
        self.detail_marking.setVisible(bool(view.marking))
        self.detail_status.setVisible(bool(view.status))
        if view.status:
            self.detail_status.show_status(view.status, view.status_words)
        self._fill_body(view)
        self._fill_foot(view)
        self._restore_focus(focused)

    def focus_first(self) -> bool:
        """Put the focus on the first command that can be given; tell whether there is one."""
        button = next((each for each in self._buttons() if each.isEnabled()), None)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        return button is not None

    def _fill_body(self, view: DetailView) -> None:
        self._content.setParent(None)
        self._content.deleteLater()
        self._content = QWidget(self.detail_body)
        column = QVBoxLayout(self._content)
        column.setProperty("unitMargins", "0")
        column.setProperty("unitSpacing", 16)
        if view.facts:
            column.addLayout(self._facts(view.facts))
        for section in view.sections:
            column.addLayout(self._section(section))
        if view.events:
            column.addWidget(self._history(view))
        column.addStretch(1)
        self._rows.addWidget(self._content)
        apply_measures(self._content, self._theme)

    def _section(self, section: SectionView) -> QVBoxLayout:
        part = QVBoxLayout()
        part.setProperty("unitSpacing", 4)
        part.addWidget(_label(section.title, "small_strong", "ink", self._content))
        words = _label(section.words, "small", "ink", self._content)
        if section.pieces:
            words.setTextFormat(Qt.TextFormat.RichText)
            words.setText(self._compared(section.pieces))
            words.setAccessibleName(section.words)
        part.addWidget(words)
        words.setVisible(bool(section.words or section.pieces))
        if section.facts:
            part.addLayout(self._facts(section.facts))
        return part

    def _compared(self, pieces: tuple[tuple[str, str], ...]) -> str:
        """Return a comparison as markup; what came in the place of something stands a space away from it."""
        marked = [self._piece(kind, words) for kind, words in pieces]
        follows = [kind == "added" and before == "removed" for (before, _), (kind, _) in pairwise(pieces)]
        return "".join(f" {each}" if after else each for each, after in zip(marked, [False, *follows], strict=True))

    def _piece(self, kind: str, words: str) -> str:
        """Return a piece of a comparison as markup: struck where it went, underlined where it came."""
        plain = escape(words).replace("\n", "<br/>")
        if kind == "same":
            return plain
        tag, token = ("s", "bad") if kind == "removed" else ("u", "good")
        return f'<span style="color:{self._theme.colour(token).name()}"><{tag}>{plain}</{tag}></span>'

    def _facts(self, facts: tuple[FactView, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(self._theme.u(8))
        grid.setVerticalSpacing(self._theme.u(2))
        is_long = any(len(fact.label) > _SHORT_LABEL for fact in facts)
        for row, fact in enumerate(facts):
            name = _label(fact.label, "small", "ink2", self._content)
            name.setProperty("unitWidth", 112 if is_long else 80)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            if fact.status:
                status = Status(self._theme, self._content)
                status.show_status(fact.status, fact.words, "small", "ink")
                grid.addWidget(status, row, 1, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            else:
                grid.addWidget(_label(fact.words, "small", "ink", self._content), row, 1, Qt.AlignmentFlag.AlignTop)
        return grid

    def _history(self, view: DetailView) -> QFrame:
        frame = QFrame(self._content)
        frame.setProperty("edge", "top")
        column = QVBoxLayout(frame)
        column.setProperty("unitMargins", "0 16 0 0")
        column.setProperty("unitSpacing", 8)
        column.addWidget(_label("History", "small_strong", "ink", frame))
        for event in view.events:
            lines = QVBoxLayout()
            lines.setProperty("unitSpacing", 0)
            lines.addWidget(_label(event.words, "small", "ink", frame))
            lines.addWidget(_label(event.detail, "caption", "ink2", frame))
            column.addLayout(lines)
        return frame

    def _fill_foot(self, view: DetailView) -> None:
        offers = [offer for offer in view.offers if offer.on_foot]
        buttons = self._buttons()
        if [button.property("command") for button in buttons] != [offer.key for offer in offers]:
            self._flow.clear()
            buttons = [self._button(offer) for offer in offers]
        first = next((offer.key for offer in offers if self._commands[offer.key].is_primary), "")
        for button, offer in zip(buttons, offers, strict=True):
            button.setText(offer.words or self._commands[offer.key].words)
            button.setEnabled(offer.is_enabled)
            button.setProperty("kind", "primary" if offer.key == first else "plain")  # one at a time stands out
            button.updateGeometry()
        self._flow.setSpacing(self._theme.u(8))
        self._flow.invalidate()
        self.detail_commands.setVisible(bool(offers))
        self.detail_note.setText(view.note)
        self.detail_note.setVisible(bool(view.note))

    def _button(self, offer: OfferView) -> Button:
        button = Button(self._theme, self.detail_commands)
        button.setProperty("command", offer.key)
        button.clicked.connect(self._on_clicked)
        self._flow.addWidget(button)
        button.show()
        return button

    def _buttons(self) -> list[Button]:
        return [each for each in self.detail_commands.findChildren(Button) if each.parent() is self.detail_commands]

    def _focused_command(self) -> str:
        focused = self.window().focusWidget()
        return str(focused.property("command")) if isinstance(focused, Button) and self.isAncestorOf(focused) else ""

    def _restore_focus(self, command: str) -> None:
        if not command:
            return
        button = next((each for each in self._buttons() if each.property("command") == command), None)
        if button is not None and button.isEnabled():
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_first()

    def _on_clicked(self) -> None:
        self.command_given.emit(str(self.sender().property("command")))

    def _on_zoomed(self) -> None:
        self.show_view(self._shown)


def _label(text: str, style: str, tone: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setProperty("textStyle", style)
    label.setProperty("tone", tone)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
