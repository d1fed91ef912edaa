"""Home on a real file."""

from __future__ import annotations

from app.desktop.aim import Aim
from app.desktop.pages.home_page import HomePage
from app.desktop.presenters.home_views import home_view
from app.desktop.presenters.presenter import Presenter
from app.desktop.presenters.routes import CHECKLIST, page_for
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.domain.left_to_do import Task
from app.domain.references import ESTABLISHMENT
from app.services.issued import last_issued
from app.services.seats import intentions_of


class HomePresenter(Presenter):
    """Shows the period's state, and leads to where each thing is done."""

    key = "home"

    def __init__(self, session: Session, page: HomePage, shell: Shell) -> None:
        super().__init__(session, shell)
        self._page = page
        self._scope = "all"
        page.continue_asked.connect(self._on_continue_asked)
        page.cell_opened.connect(self._on_cell_opened)
        page.tile_opened.connect(self._on_tile_opened)
        page.whole_opened.connect(self._on_whole_opened)
        page.scope_chosen.connect(self._on_scope_chosen)

    def refresh(self) -> None:
        """Show the period as it is now."""
        session = self.session
        content, left = session.content(), session.left()
        with session.file.reading() as work:
            issued = last_issued(work, session.period_id)
        mine = None
        if session.person_id is not None:
            mine = frozenset(intentions_of(content, session.person_id, session.today()))
        waiting = [todo.item_ref for todo in left if self._is_next(todo.task) and todo.item_ref]
        next_ref = session.place if session.place in waiting else next(iter(waiting), "")
        view = home_view(content, left, session.today(), issued, mine or None, self._scope, next_ref)
        self._page.show_view(view)

    def _is_next(self, task: Task) -> bool:
        return page_for(task, self.shell.page_keys) == CHECKLIST and task is not Task.ACTION_OVERDUE

    def _on_continue_asked(self, ref: str) -> None:
        self.shell.go(CHECKLIST, Aim(item=ref))

    def _on_cell_opened(self, key: str) -> None:
        self.shell.go(page_for(Task(key), self.shell.page_keys), Aim(task=key))

    def _on_tile_opened(self, ref: str) -> None:
        self.shell.go(CHECKLIST, Aim(intention=ref))

    def _on_whole_opened(self) -> None:
        self.shell.go(page_for(Task.STATEMENT_TO_SIGN, self.shell.page_keys), Aim(intention=ESTABLISHMENT))

    def _on_scope_chosen(self, key: str) -> None:
        self._scope = key
        self.refresh()
