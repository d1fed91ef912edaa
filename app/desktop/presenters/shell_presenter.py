"""The frame around the pages, on a real file: name, counts, store, status bar, undo, and who works here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QApplication

from app.desktop.copies import copied_words
from app.desktop.dialogs.choice_dialog import ChoiceDialog, ChoiceView
from app.desktop.navigation import presenter_of
from app.desktop.presenters.period_menu import PeriodMenu
from app.desktop.presenters.presenter import Presenter
from app.desktop.presenters.routes import counts_by_page
from app.desktop.presenters.store_keeper import StoreKeeper
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.shell_view import ShellView, StatusView
from app.domain.dates import spell_day
from app.domain.errors import UserError
from app.domain.records import Role
from app.domain.shown import marking_shown
from app.domain.text import shown
from app.services.backing_up import backed_up_at, copied_off_at
from app.services.seats import seats

if TYPE_CHECKING:
    from app.desktop.presenters.finder import Finder
    from app.desktop.presenters.paper_maker import PaperMaker

_WAYS = (("retry", "Try again"), ("elsewhere", "Save elsewhere…"), ("close", "Close"))
_CLOSED = (
    "{} is closed: the reviewer has accepted its return. It is for reading; actions go on. The period menu opens it "
    "again, or begins the next."
)
_DAMAGED = "This file is damaged, so nothing more is saved in it. Open the latest backup."


class ShellPresenter(QObject):
    """Shows the session around the pages, and makes each page's presenter when the page is made.

    Signal: `elsewhere_asked` where the disk takes nothing and the user wants to go on in a copy on another.
    """

    elsewhere_asked = Signal()

    def __init__(self, session: Session, shell: Shell) -> None:
        super().__init__(session)
        self._session = session
        self._shell = shell
        self._saved = StatusView()
        self._stuck: list[Callable[[], object]] = []
        self._stuck_dialog: ChoiceDialog | None = None
        self._stuck_view: ChoiceView | None = None
        self.keeper = StoreKeeper(session, shell)
        self.presenters: dict[str, Presenter] = {}
        self._periods = PeriodMenu(session, shell, self.leave)
        self._finder: Finder | None = None
        self._papers: PaperMaker | None = None
        self._connect()
        self._fill_edit_menu()

    def refresh(self) -> None:
        """Show the frame as it is now."""
        session, content = self._session, self._session.content()
        notice = session.file.read_only_reason or ("" if session.is_sound else _DAMAGED)
        if session.is_writable and not session.can_change:
            notice = _CLOSED.format(content.period.record.name)
        view = ShellView(
            name=shown(content.establishment.text("name")),
            period=content.period.record.name,
            counts=self._counts(),
            store=self.keeper.view(),
            status=self._status(),
            notice=notice,
            role=self.role,
        )
        self._shell.show_view(view)
        self._fill_person_menu()
        self._periods.fill()

    @property
    def role(self) -> Role:
        """Whose file it is."""
        return self._session.content().establishment.record.role

    @property
    def first_page(self) -> str:
        """The page that a file opens on."""
        return "home" if self.role is Role.ESTABLISHMENT else "review"

    def take_returns(self, paths: Sequence[Path]) -> bool:
        """Take returns in on the Review desk; False where the file has none."""
        if self.role is Role.ESTABLISHMENT:
            return False
        from app.desktop.presenters.review_presenter import ReviewPresenter

        self._shell.show_page("review")
        presenter = self.presenters["review"]
        assert isinstance(presenter, ReviewPresenter)
        presenter.take_in(paths)
        return True

    def _counts(self) -> dict[str, int]:
        """Count what is left to do by page: the counts add up to the headline of Home."""
        if self.role is Role.ESTABLISHMENT:
            return counts_by_page(self._session.left(), self._shell.page_keys)
        from app.services.review_desk import count_waiting

        responses, queries = count_waiting(self._session.file)
        return {"review": responses, "asked": queries}

    def say(self, words: str, tone: Literal["good", "bad", "ink2"] = "good") -> None:
        """Say in the status bar what happened."""
        self._saved = StatusView(words, tone)
        self._shell.show_status(self._status())

    def leave(self) -> bool:
        """Hand over what was typed on every page; tell whether all of it is saved."""
        done = [presenter.leave() for presenter in self.presenters.values()]  # each of them, whatever one says
        return all(done)

    def go_on(self) -> None:
        """Do again what the disk did not take, now that the file stands on another."""
        stuck, self._stuck = self._stuck, []
        for retry in stuck:
            retry()
        self.leave()

    def offer_again(self) -> None:
        """Say again what was not saved: no other place was chosen, or it took nothing either."""
        if self._stuck_view is not None:
            self._offer(self._stuck_view)

    def forget_unsaved(self) -> None:
        """Let go of what may not be kept, so that the file can be closed."""
        for presenter in self.presenters.values():
            presenter.forget_unsaved()

    def _connect(self) -> None:
        session, shell = self._session, self._shell
        session.changed.connect(self.refresh)
        session.saved.connect(self._on_saved)
        session.save_failed.connect(self._on_save_failed)
        session.checked.connect(self._on_checked)
        session.stuck.connect(self._on_stuck)
        session.unlock_wanted.connect(self.keeper.require)
        session.closed.connect(self._on_closed)
        self.keeper.counted_down.connect(self.refresh)
        shell.page_made.connect(self._on_page_made)
        shell.unlock_asked.connect(self.keeper.ask_unlock)
        shell.find_asked.connect(self._open_finder)
        shell.paper_asked.connect(self._open_papers)
        shell.lock_asked.connect(self._on_lock_asked)

    def _fill_edit_menu(self) -> None:
        stack, menu = self._session.undo_stack, self._shell.edit_menu
        menu.clear()
        undo, redo = stack.createUndoAction(menu, "&Undo"), stack.createRedoAction(menu, "&Redo")
        undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        redo.setShortcut(QKeySequence("Ctrl+Y"))
        find = QAction("&Find anything…", menu)
        find.setShortcut(QKeySequence("Ctrl+K"))
        find.triggered.connect(self._open_finder)
        menu.addActions([undo, redo])
        menu.addSeparator()
        menu.addAction(find)

    def _open_finder(self) -> None:
        from app.desktop.presenters.finder import Finder  # late: start-up does not wait for it

        self._finder = self._finder or Finder(self._session, self._shell)
        self._finder.open()

    def _open_papers(self) -> None:
        from app.desktop.presenters.paper_maker import PaperMaker  # late: start-up does not wait for it

        self._papers = self._papers or PaperMaker(self._session, self._shell, self.leave)
        self._papers.open()

    def _fill_person_menu(self) -> None:
        menu = self._shell.person_menu
        menu.clear()
        group = QActionGroup(menu)
        for seat in seats(self._session.content(), self._session.today()):
            action = QAction(f"{seat.name}, {seat.post}", menu, checkable=True)
            action.setData(seat.person_id)
            action.setChecked(seat.person_id == self._session.person_id)
            action.triggered.connect(self._on_person_chosen)
            group.addAction(action)
            menu.addAction(action)

    def _status(self) -> StatusView:
        backup = backed_up_at(self._session.file)
        now = self._session.now()
        words = f"{_backup_words(backup, now)}  ·  {copied_words(copied_off_at(self._session.file), now)}"
        return StatusView(self._saved.saved, self._saved.tone, words, self._marking())

    def _marking(self) -> str:
        if self.role is Role.REVIEWER:
            from app.services.review_desk import marking_held

            return marking_held(self._session.file)
        content = self._session.content()
        return content.scheme.level(marking_shown(content, is_unlocked=self._session.file.is_unlocked)).word

    def _on_saved(self, at: datetime) -> None:
        words = f"Saved {at:%H:%M}"
        if words != self._saved.saved:
            self._shell.announce(words)
        self.say(words)

    def _on_save_failed(self, error: UserError) -> None:
        self.say(error.sentence, "bad")
        self._shell.announce(error.sentence, is_urgent=True)

    def _on_stuck(self, error: UserError, retry: Callable[[], object], text: str) -> None:
        self._on_save_failed(error)
        self._stuck.append(retry)
        view = ChoiceView("This was not saved", error.sentence, _WAYS, text)
        if self._stuck_dialog is None:
            self._offer(view)

    def _offer(self, view: ChoiceView) -> None:
        """Offer ways on above whatever is open, so that nothing typed in it is lost."""
        above = QApplication.activeModalWidget() or self._shell.window()
        dialog = ChoiceDialog(self._shell.loader, view, above)
        self._stuck_dialog, self._stuck_view = dialog, view

        def take(way: str) -> None:
            if way == "elsewhere":
                self.elsewhere_asked.emit()
                return
            stuck, self._stuck = self._stuck, []
            for retry in stuck if way == "retry" else ():
                retry()

        def let_go() -> None:
            self._stuck_dialog = None
            dialog.deleteLater()

        dialog.way_chosen.connect(take)
        dialog.finished.connect(let_go)
        dialog.rejected.connect(self._stuck.clear)
        dialog.open()

    def _on_checked(self, is_sound: bool) -> None:
        if not is_sound:
            self.refresh()

    def _on_page_made(self, key: str) -> None:
        presenter = presenter_of(key, self._session, self._shell.page(key), self._shell)
        if presenter is not None:
            self.presenters[key] = presenter

    def _on_person_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._session.choose_person(str(action.data()))

    def _on_lock_asked(self) -> None:
        self.leave()
        self._session.lock()

    def _on_closed(self) -> None:
        self._shell.page_made.disconnect(self._on_page_made)
        self._shell.unlock_asked.disconnect(self.keeper.ask_unlock)
        self._shell.find_asked.disconnect(self._open_finder)
        self._shell.paper_asked.disconnect(self._open_papers)
        self._shell.lock_asked.disconnect(self._on_lock_asked)
        self._shell.edit_menu.clear()
        self._shell.person_menu.clear()
        self._shell.period_menu.clear()


def _backup_words(backup: datetime | None, now: datetime) -> str:
    if backup is None:
        return "Not backed up yet"
    local = backup.astimezone(now.tzinfo)
    if local.date() == now.date():
        return f"Backed up {local:%H:%M}"
    return f"Backed up {spell_day(local.date())}"
