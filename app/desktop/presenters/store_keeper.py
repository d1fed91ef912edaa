"""Unlocks, sets up and locks the sealed store, on command and when nobody is there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.desktop.dialogs.prompt_dialog import PromptDialog, PromptView
from app.desktop.idle_lock import IDLE_MINUTES, IdleLock
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.shell_view import StoreView
from app.domain.errors import UserError

_UNLOCK = PromptView(
    "Unlock the sealed store",
    "Sealed text is shown on this PC until you lock it again, or for 15 minutes after the last key.",
    "Passphrase",
    "Unlock",
    is_secret=True,
)
_SET_UP = PromptView(
    "Set up the sealed store",
    "This file has no sealed store yet. Choose a passphrase of several words: without it nobody can read what is "
    "sealed, and nobody can reset it.",
    "New passphrase",
    "Go on",
    is_secret=True,
)
_REPEAT = PromptView(
    "Type the passphrase again",
    "So that a typing slip does not lock you out.",
    "The same passphrase",
    "Set up",
    is_secret=True,
)
_TOO_SHORT = "A passphrase needs at least 12 characters. Take several words."
_NOT_THE_SAME = "The two are not the same. Type it again, or cancel and choose another."
_SHORTEST = 12


class StoreKeeper(QObject):
    """Keeps the store's state for one session; `counted_down` follows each minute of the idle countdown."""

    counted_down = Signal()

    def __init__(self, session: Session, shell: Shell) -> None:
        super().__init__(session)
        self._session = session
        self._shell = shell
        self._idle = IdleLock(self)
        self._idle.minute_passed.connect(self.counted_down)
        self._idle.ran_out.connect(session.lock)
        session.lock_changed.connect(self._on_lock_changed)
        session.closed.connect(self._idle.stop)

    def view(self) -> StoreView:
        """Return the store's state in words."""
        file = self._session.file
        if not file.has_sealed_store:
            return StoreView()
        if not file.is_unlocked:
            return StoreView("locked", "Sealed text is hidden")
        left = self._idle.minutes_left
        return StoreView("unlocked", f"Locks in {left} minute{'' if left == 1 else 's'}")

    def require(self, then: Callable[[], None]) -> None:
        """Go on once the store is unlocked: at once, or after the passphrase was given; never where it is not."""
        file = self._session.file
        if file.is_unlocked:
            then()
        elif file.has_sealed_store:
            self._ask_passphrase(then)
        else:
            self._ask_new_passphrase(then)

    def ask_unlock(self) -> None:
        """Unlock on command."""
        self.require(_nothing)

    def _ask_passphrase(self, then: Callable[[], None]) -> None:
        dialog = PromptDialog(self._shell.loader, _UNLOCK, self._shell.window())

        def take(passphrase: str) -> None:
            try:
                self._session.unlock(passphrase)
            except UserError as error:
                dialog.show_fault(error.sentence)
                return
            dialog.accept()
            then()

        self._open(dialog, take)

    def _ask_new_passphrase(self, then: Callable[[], None]) -> None:
        dialog = PromptDialog(self._shell.loader, _SET_UP, self._shell.window())

        def take(passphrase: str) -> None:
            if len(passphrase) < _SHORTEST:
                dialog.show_fault(_TOO_SHORT)
                return
            dialog.accept()
            self._ask_again(passphrase, then)

        self._open(dialog, take)

    def _ask_again(self, passphrase: str, then: Callable[[], None]) -> None:
        dialog = PromptDialog(self._shell.loader, _REPEAT, self._shell.window())

        def take(again: str) -> None:
            if again != passphrase:
                dialog.show_fault(_NOT_THE_SAME)
                return
            try:
                self._session.set_up_store(passphrase)
            except UserError as error:
                dialog.show_fault(error.sentence)
                return
            dialog.accept()
            then()

        self._open(dialog, take)

    def _open(self, dialog: PromptDialog, take: Callable[[str], None]) -> None:
        dialog.text_given.connect(take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_lock_changed(self) -> None:
        if self._session.file.is_unlocked:
            self._idle.start()
            self._shell.announce(f"The sealed store is unlocked. It locks in {IDLE_MINUTES} minutes.")
        else:
            from app.desktop.sealed_shown import close_sealed  # late: start-up does not wait for it

            self._idle.stop()
            close_sealed(self._shell.window())
            self._shell.announce("The sealed store is locked.")


def _nothing() -> None:
    """Go on with nothing."""
