"""Return: what is to be cleared, what stays here, the gates, and the finished pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desktop.forms import FormLoader, Promoted
from app.desktop.pages.page import Page
from app.desktop.theme import Theme
from app.desktop.views.return_view import BlockerView, GateView, IssuedView, PagesView, ReturnView
from app.desktop.widgets.button import Button
from app.desktop.widgets.count_line import CountLine
from app.desktop.widgets.fact_row import FactRow
from app.desktop.widgets.page_preview import PagePreview
from app.desktop.widgets.page_scroll import PageScroll
from app.desktop.widgets.row_card import MakeRow, RowCard
from app.desktop.widgets.status import Status
from app.desktop.widgets.tag import Tag

PROMOTED: Promoted = {
    kind.__name__: kind for kind in (Button, CountLine, PagePreview, PageScroll, RowCard, Status, Tag)
}

_TWO_COLUMNS, _ONE_ROW = 1180, 900
_PAGES, _WIDE_PAGES, _WIDE = 368, 560, 1600
_BLOCKERS_SHOWN = 6


class ReturnPage(Page):
    """Shows a `ReturnView`, and a `PagesView` where there are pages.

    Signals: `sign_asked`, `print_asked`, `check_asked`, `verify_asked`, `approve_asked`, `blocker_opened(key)`,
    `place_opened(key)`, `full_size_asked(index)`.
    """

    sign_asked = Signal()
    print_asked = Signal()
    check_asked = Signal()
    verify_asked = Signal()
    approve_asked = Signal()
    blocker_opened = Signal(int)
    place_opened = Signal(int)
    full_size_asked = Signal(int)

    return_scroll: PageScroll
    header_row: QHBoxLayout
    header_commands: QHBoxLayout
    columns_row: QHBoxLayout
    return_title: QLabel
    return_due: QLabel
    return_reason: Status
    print_button: Button
    sign_button: Button
    left_column: QWidget
    blockers_box: QVBoxLayout
    blockers_card: RowCard
    staying_marking: QLabel
    staying_card: QFrame
    staying_counts: CountLine
    staying_link: Button
    staying_words: QLabel
    staying_tag: Tag
    staying_places: RowCard
    gates_checked: QLabel
    check_button: Button
    gates_card: RowCard
    approve_button: Button
    verify_button: Button
    issued_card: RowCard
    right_column: QWidget
    preview: PagePreview
    return_files: QLabel
    return_signers: QLabel
    sign_action: QAction
    print_action: QAction
    full_size_action: QAction
    check_action: QAction
    verify_action: QAction
    approve_action: QAction

    def __init__(self, loader: FormLoader, parent: QWidget) -> None:
        super().__init__(loader, parent)
        loader.load("return_page", self, PROMOTED)
        self._view: ReturnView | None = None
        self._shows_places = self._shows_all = False
        self._connect()

    def show_view(self, view: ReturnView) -> None:
        """Show how near the return is."""
        held = self._focused_key()
        self._view = view
        self.return_title.setText(view.title)
        self.return_due.setText(view.due)
        self.return_reason.show_status(_readiness(view), view.reason, "small", "good" if view.is_clear else "ink2")
        for command in (self.sign_button, self.sign_action):
            command.setEnabled(view.can_sign)
        for command in (self.print_button, self.print_action):
            command.setEnabled(view.can_print)
        self.sign_button.setAccessibleDescription(view.reason)
        self._show_blockers(view)
        self._show_staying(view)
        self.gates_checked.setText(view.checked)
        self.gates_card.show_rows(_gate_row(gate) for gate in view.gates)
        self.issued_card.show_rows(_issued_rows(view.issued))
        self.return_files.setText("\n".join(view.files))
        self.return_signers.setText(view.signers)
        if view.no_pages:
            self.preview.show_reason(view.no_pages)
        self.full_size_action.setEnabled(not view.no_pages)
        self._order_focus()
        self._focus_key(held)

    def show_pages(self, pages: PagesView) -> None:
        """Show the finished pages."""
        self.preview.show_pages(pages)
        self.full_size_action.setEnabled(True)

    def arrange(self, units: float) -> None:
        """Put the pages beside the rest where there is room, else under it; the commands under the title below 900."""
        ways = QBoxLayout.Direction
        is_wide = units >= _TWO_COLUMNS
        self.columns_row.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        self.header_row.setDirection(ways.LeftToRight if units >= _ONE_ROW else ways.TopToBottom)
        width = self.theme.u(_WIDE_PAGES if units >= _WIDE else _PAGES)
        self.right_column.setMinimumWidth(width if is_wide else 0)
        self.right_column.setMaximumWidth(width if is_wide else 16777215)

    def focus_first(self) -> None:
        """Put the focus on the first thing to clear, else on the command that signs."""
        first = next((row.button for row in self._blocker_rows() if row.button is not None), None)
        target = first or (self.sign_button if self.sign_button.isEnabled() else self.check_button)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        """Return what is to be done, and the finished pages."""
        return (self.left_column, self.right_column)

    def _connect(self) -> None:
        for button, action, signal in (
            (self.sign_button, self.sign_action, self.sign_asked),
            (self.print_button, self.print_action, self.print_asked),
            (self.check_button, self.check_action, self.check_asked),
            (self.verify_button, self.verify_action, self.verify_asked),
            (self.approve_button, self.approve_action, self.approve_asked),
        ):
            button.clicked.connect(signal)
            action.triggered.connect(signal)
        self.full_size_action.triggered.connect(self.preview.open_full_size)
        self.preview.full_size_asked.connect(self.full_size_asked)
        self.staying_link.clicked.connect(self._on_places_toggled)

    def _order_focus(self) -> None:
        """Have Tab follow the page from the top: rows made anew would come last."""
        places = [row for row in self.staying_places.rows if isinstance(row, FactRow)]
        preview = self.preview
        order: list[QWidget | None] = [
            self.print_button, self.sign_button, *(row.button for row in self._blocker_rows()), self.staying_link,
            *(row.button for row in places), self.check_button, self.approve_button, self.verify_button,
            preview.previous, preview.next, preview.full_size,
        ]  # fmt: skip
        present = [widget for widget in order if widget is not None]
        for before, after in pairwise(present):
            self.setTabOrder(before, after)

    def _show_blockers(self, view: ReturnView) -> None:
        shown = view.blockers if self._shows_all else view.blockers[:_BLOCKERS_SHOWN]
        rows: list[MakeRow] = [self._blocker_row(blocker) for blocker in shown]
        if len(shown) < len(view.blockers):
            rows.append(self._more_row(len(view.blockers) - len(shown)))
        if not view.blockers:
            rows.append(_cleared_row(view.cleared, view.is_clear))
        self.blockers_card.show_rows(rows)

    def _show_staying(self, view: ReturnView) -> None:
        staying = view.staying
        self.staying_marking.setText(f"{staying.marking}, sealed" if staying.counts else "")
        self.staying_counts.show_counts(staying.counts, "Nothing is sealed in this period.")
        self.staying_tag.setText(f"Withheld: {staying.marking}")
        self.staying_tag.updateGeometry()
        for widget in (self.staying_words, self.staying_tag):
            widget.setVisible(bool(staying.counts))
        self.staying_link.setVisible(bool(staying.places))
        self.staying_link.setText("Hide the list" if self._shows_places else "List them")
        self.staying_link.updateGeometry()
        self.staying_places.setVisible(self._shows_places and bool(staying.places))
        self.staying_places.show_rows(self._place_row(*place) for place in staying.places if self._shows_places)

    def _blocker_row(self, view: BlockerView) -> MakeRow:
        def make(theme: Theme, parent: QWidget) -> QFrame:
            row = FactRow(theme, parent)
            row.add_glyph(view.status)
            row.add_words(view.title, view.detail)
            row.add_button(view.verb, view.title)
            row.pressed.connect(lambda: self.blocker_opened.emit(view.key))
            return row

        return make

    def _more_row(self, number: int) -> MakeRow:
        def make(theme: Theme, parent: QWidget) -> QFrame:
            row = FactRow(theme, parent)
            row.add_words(f"{number} more")
            row.add_button("Show all", "Everything to clear first")
            row.pressed.connect(self._on_all_asked)
            return row

        return make

    def _place_row(self, key: int, words: str) -> MakeRow:
        def make(theme: Theme, parent: QWidget) -> QFrame:
            row = FactRow(theme, parent)
            row.add_words(words)
            row.add_button("Open", words, "link")
            row.pressed.connect(lambda: self.place_opened.emit(key))
            return row

        return make

    def _blocker_rows(self) -> Iterator[FactRow]:
        yield from (row for row in self.blockers_card.rows if isinstance(row, FactRow))

    def _focused_key(self) -> int:
        """Return the place of the row whose button has the focus, which is about to be made anew; -1 for none."""
        rows = list(self._blocker_rows())
        return next((place for place, row in enumerate(rows) if row.button and row.button.hasFocus()), -1)

    def _focus_key(self, place: int) -> None:
        rows = [row for row in self._blocker_rows() if row.button is not None]
        if place >= 0 and rows:
            button = rows[min(place, len(rows) - 1)].button
            assert button is not None
            button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif place >= 0:
            self.focus_first()

    def _on_places_toggled(self) -> None:
        self._shows_places = not self._shows_places
        if self._view is not None:
            self._show_staying(self._view)
            self._order_focus()

    def _on_all_asked(self) -> None:
        self._shows_all = True
        if self._view is not None:
            self._show_blockers(self._view)
            self._order_focus()
            self._focus_key(_BLOCKERS_SHOWN)


def _cleared_row(words: str, is_clear: bool) -> MakeRow:
    def make(theme: Theme, parent: QWidget) -> QFrame:
        row = FactRow(theme, parent)
        row.add_glyph("passed" if is_clear else "waiting")
        row.add_words(words)
        return row

    return make


def _gate_row(view: GateView) -> MakeRow:
    def make(theme: Theme, parent: QWidget) -> QFrame:
        row = FactRow(theme, parent)
        row.add_number(view.number)
        row.add_words(view.name, view.sentence, is_strong=True)
        row.add_status(view.status, view.word)
        return row

    return make


def _issued_rows(issued: tuple[IssuedView, ...]) -> Iterator[MakeRow]:
    for view in issued:

        def make(theme: Theme, parent: QWidget, view: IssuedView = view) -> QFrame:
            row = FactRow(theme, parent)
            row.add_words(f"{view.number}, {view.date}", f"SHA-256 {view.digest}")
            return row

        yield make
    if not issued:

        def none(theme: Theme, parent: QWidget) -> QFrame:
            row = FactRow(theme, parent)
            row.add_words("None yet in this period.")
            return row

        yield none


def _readiness(view: ReturnView) -> str:
    """Return the status of the whole: ready, still being read, or with things to clear."""
    if view.is_clear:
        return "passed"
    return "in_progress" if any(gate.status == "in_progress" for gate in view.gates) else "decide"
