"""Where one was in a file: page, panes, question, statement, period and person, kept as ids once they change."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.desktop.remembered import Remembered
from app.desktop.session import Session
from app.desktop.shell import Shell

PAGE, ITEM, STATEMENT, PERSON, PERIOD, PANES = "page", "item", "statement", "person", "period", "panes"


class Whereabouts(QObject):
    """Belongs to one session: brings it back to where it was, then follows it, so that a crash forgets nothing."""

    def __init__(self, session: Session, shell: Shell, remembered: Remembered) -> None:
        super().__init__(session)
        self._session = session
        self._shell = shell
        self._remembered = remembered

    def recall(self) -> None:
        """Take up the period, person, question and statement that were last worked on, where they still are."""
        session = self._session
        period, person = self._kept(PERIOD), self._kept(PERSON)
        if period and session.has_period(period):
            session.period_id = period
        if session.content().person(person) is not None:
            session.person_id = person
        session.place = self._kept(ITEM)
        session.statement = self._kept(STATEMENT)
        self._shell.page_made.connect(self._on_page_made)

    def show_page(self, first: str) -> None:
        """Show the page that was last on show, else `first`, and follow what is shown from now on."""
        kept = self._kept(PAGE)
        self._shell.show_page(kept if kept in self._shell.page_keys else first)
        self._session.placed.connect(self._keep)
        self._session.changed.connect(self._keep)
        self._shell.page_shown.connect(self._keep)
        self._session.closed.connect(self._on_closed)
        self._keep()

    def _kept(self, name: str) -> str:
        return self._remembered.place_in(self._session.file.file_id, name)

    def _keep(self) -> None:
        session = self._session
        places = {
            PAGE: self._shell.current_key,
            ITEM: session.place,
            STATEMENT: session.statement,
            PERSON: session.person_id or "",
            PERIOD: session.period_id,
        }
        for name, value in places.items():
            self._remembered.keep_place(session.file.file_id, name, value)

    def _on_page_made(self, key: str) -> None:
        page = self._shell.page(key)
        page.take_places(self._kept(f"{PANES}-{key}"))
        page.panes_changed.connect(lambda: self._keep_panes(key))

    def _keep_panes(self, key: str) -> None:
        self._remembered.keep_place(self._session.file.file_id, f"{PANES}-{key}", self._shell.page(key).places())

    def _on_closed(self) -> None:
        self._shell.page_made.disconnect(self._on_page_made)
        self._shell.page_shown.disconnect(self._keep)
