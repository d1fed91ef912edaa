"""The periods of the file: another is shown, or the next one begun."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup

from app.desktop.dialogs.choice_dialog import ChoiceDialog, ChoiceView
from app.desktop.dialogs.prompt_dialog import PromptDialog, PromptView
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.services.period_content import list_periods

_NEXT = PromptView(
    "Begin the next period",
    "Owners and the plan of what is due are carried over; answers never are.",
    "Period, such as 2026-27 for a year or 2026-27 Q3 for a quarter",
    "Begin it",
)


class PeriodMenu(QObject):
    """Fills the period menu, and does what is chosen in it once `leave` has handed over what was typed."""

    def __init__(self, session: Session, shell: Shell, leave: Callable[[], bool]) -> None:
        super().__init__(session)
        self._session = session
        self._shell = shell
        self._leave = leave

    def fill(self) -> None:
        """Show the periods as they are, latest first."""
        menu = self._shell.period_menu
        menu.clear()
        group = QActionGroup(menu)
        for period in list_periods(self._session.file):
            action = QAction(period.name, menu, checkable=True)
            action.setData(period.id)
            action.setChecked(period.id == self._session.period_id)
            action.triggered.connect(self._on_period_chosen)
            group.addAction(action)
            menu.addAction(action)
        menu.addSeparator()
        if self._session.is_writable and not self._session.can_change:
            menu.addAction("&Open this period again…").triggered.connect(self._on_reopen_asked)
        begin = menu.addAction("&Begin the next period…")
        begin.setEnabled(self._session.is_writable)
        begin.triggered.connect(self._on_next_asked)

    def _on_period_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._choose(str(action.data()))

    def _choose(self, period_id: str) -> None:
        if period_id != self._session.period_id and self._leave():
            self._session.place = ""
            self._session.choose_period(period_id)
            self._shell.announce(f"Showing {self._session.content().period.record.name}")
        self.fill()

    def _on_reopen_asked(self) -> None:
        name = self._session.content().period.record.name
        view = ChoiceView(
            f"Open {name} again",
            "The reviewer has accepted its return, and what was sent stays as it is. A further return has the next "
            "number and says what changed; tell the reviewer why it comes.",
            (("reopen", "Open it again"), ("back", "Leave it closed")),
        )
        dialog = ChoiceDialog(self._shell.loader, view, self._shell.window())
        dialog.way_chosen.connect(self._on_way_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_way_chosen(self, way: str) -> None:
        from app.services.closing import reopen_period  # late: start-up does not wait for it

        session = self._session
        if way == "reopen":
            name = session.content().period.record.name
            session.act("", lambda: reopen_period(session.file, name, person_id=session.person_id))

    def _on_next_asked(self) -> None:
        dialog = PromptDialog(self._shell.loader, _NEXT, self._shell.window())
        dialog.text_given.connect(lambda name: self._begin(dialog, name))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _begin(self, dialog: PromptDialog, name: str) -> None:
        from app.services.planning import begin_next  # late: start-up does not wait for it

        session = self._session

        def begin() -> str:
            begun = begin_next(session.file, session.period_id, name, None, person_id=session.person_id)
            dialog.accept()
            return begun

        begun = session.act("", begin, on_refused=lambda error: dialog.show_fault(error.sentence))
        if begun is not None:
            self._choose(begun)
