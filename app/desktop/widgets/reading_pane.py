"""What a signer has to face: the exceptions, and what the statement rests on."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.desktop.theme import Theme
from app.desktop.views.reading_view import ReadingView
from app.desktop.views.statement_view import StatementView
from app.desktop.widgets.page_scroll import PageScroll
from app.desktop.widgets.reading_card import ReadingCard
from app.desktop.widgets.rests_on import RestsOn

_AT_ONCE, _A_FEW = 8, 2


class ReadingPane(QFrame):
    """The right pane of the Statement page. A tick moves the focus on to the next thing that is not read.

    Signals: `read_ticked(key, on)`, `sealed_asked(key)`.
    """

    read_ticked = Signal(str, bool)
    sealed_asked = Signal(str)

    readings_count: QLabel
    readings_hint: QLabel
    reading_scroll: PageScroll
    reading_cards: QWidget
    rests_on: RestsOn

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.cards: list[ReadingCard] = []
        self._key = ""
        self._readings: tuple[ReadingView, ...] = ()
        self._is_asked = True
        self._growth = QTimer(self, singleShot=True, interval=0)
        self._growth.timeout.connect(self._on_growth_due)

    def form_loaded(self) -> None:
        """Make room for the cards once the form has made the pane."""
        self._column = QVBoxLayout(self.reading_cards)
        self._column.setProperty("unitMargins", "0")
        self._column.setProperty("unitSpacing", 8)

    def show_view(self, view: StatementView) -> None:
        """Show what has to be read; cards stay where the same comes again, and so does the focus."""
        if [_bare(reading) for reading in view.readings] != [_bare(reading) for reading in self._readings]:
            self._drop_cards()
        if view.key != self._key:
            self.reading_scroll.verticalScrollBar().setValue(0)
        self._key, self._readings, self._is_asked = view.key, view.readings, view.can_edit
        for card, reading in zip(self.cards, view.readings, strict=False):
            card.show_read(reading, is_asked=view.can_edit)
        self._grow(_AT_ONCE)
        read, total = sum(reading.is_read for reading in view.readings), len(view.readings)
        self.readings_count.setText(f"{read} of {total} read" if view.can_edit and total else str(total or ""))
        self.readings_hint.setText(_hint(view))
        self.rests_on.show_view(view.rests_on)

    def first_unread(self) -> QWidget:
        """Return the next tick to be given; the pane itself where all are."""
        return next((card.tick for card in self.cards if _is_open(card)), self)

    def _drop_cards(self) -> None:
        for card in self.cards:
            card.setParent(None)
            card.deleteLater()
        self.cards = []

    def _grow(self, wanted: int) -> None:
        """Make cards, some now and a few more each time that nothing else is to be done: there may be a hundred."""
        for reading in self._readings[len(self.cards) : wanted]:
            card = ReadingCard(self._theme, reading, self.reading_cards)
            card.show_read(reading, is_asked=self._is_asked)
            card.read_ticked.connect(self._on_read_ticked)
            card.sealed_asked.connect(self.sealed_asked)
            self._column.addWidget(card)
            QWidget.setTabOrder(self.cards[-1].tick if self.cards else self, card.sealed_button)
            QWidget.setTabOrder(card.sealed_button, card.tick)
            self.cards.append(card)
        if len(self.cards) < len(self._readings):
            self._growth.start()

    def _on_growth_due(self) -> None:
        self._grow(len(self.cards) + _A_FEW)

    def _on_read_ticked(self, key: str, is_on: bool) -> None:
        place = next((n for n, card in enumerate(self.cards) if card.view.key == key), 0)
        self.read_ticked.emit(key, is_on)
        ahead = [card for card in (*self.cards[place + 1 :], *self.cards[:place]) if _is_open(card)]
        if is_on and ahead:
            ahead[0].tick.setFocus(Qt.FocusReason.TabFocusReason)


def _bare(reading: ReadingView) -> ReadingView:
    """Return a reading without what can change on its card."""
    return replace(reading, is_read=False, can_read=True)


def _is_open(card: ReadingCard) -> bool:
    return card.tick.isEnabled() and not card.tick.isHidden() and not card.tick.isChecked()


def _hint(view: StatementView) -> str:
    if not view.readings:
        return "Nothing is Not met or Partly met here, and nothing is sealed."
    return "You sign for these too. Read each one first." if view.can_edit else "They stand with the statement."
