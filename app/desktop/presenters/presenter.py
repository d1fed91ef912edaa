"""What every presenter has."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.desktop.aim import Aim
from app.desktop.session import Session
from app.desktop.shell import Shell


class Presenter(QObject):
    """Belongs to one session and one page; `refresh` is called after every change while the page is on show.

    A page that is not on show is refreshed when it next is, so that no change pays for pages that nobody sees.
    """

    key = ""

    def __init__(self, session: Session, shell: Shell) -> None:
        super().__init__(session)
        self.session = session
        self.shell = shell
        self._is_stale = True
        session.changed.connect(self._on_changed)
        session.closed.connect(self._on_closed)
        shell.page_shown.connect(self._on_page_shown)
        shell.aimed.connect(self._on_aimed)

    def refresh(self) -> None:
        """Show the page's view as it is now."""

    def aim(self, aim: Aim) -> None:
        """Show what the page was opened for."""

    def leave(self) -> bool:
        """Hand over what was typed, before the file is closed or locked; tell whether all of it is saved."""
        return True

    def forget_unsaved(self) -> None:
        """Let go of what was typed and may not be kept."""

    def _on_changed(self) -> None:
        self._is_stale = True
        if self.shell.current_key == self.key:
            self._refresh_now()

    def _on_page_shown(self, key: str) -> None:
        if key == self.key and self._is_stale:
            self._refresh_now()

    def _on_aimed(self, key: str, aim: object) -> None:
        if key == self.key and isinstance(aim, Aim):
            self.aim(aim)

    def _on_closed(self) -> None:
        self.session.changed.disconnect(self._on_changed)
        self.shell.page_shown.disconnect(self._on_page_shown)
        self.shell.aimed.disconnect(self._on_aimed)

    def _refresh_now(self) -> None:
        self._is_stale = False
        self.refresh()
