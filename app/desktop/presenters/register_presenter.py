"""What the presenters of registers share: filters, order, and the row that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from app.desktop.dialogs.prompt_dialog import PromptView
from app.desktop.pages.register_page import RegisterPage
from app.desktop.presenters.asking import Asker
from app.desktop.presenters.presenter import Presenter
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.home_view import ScopeView
from app.desktop.views.register_view import ColumnView, DetailView, EditView, NoticeView, RegisterView, Row, RowsView
from app.desktop.views.shell_view import EmptyView
from app.domain.errors import FaultsError, UserError

RowT = TypeVar("RowT", bound=Row)

_READ_ONLY = "This file is open for reading only."
_CLOSED = "This period is closed. Reopen it, or begin the next, from the period menu."


class RegisterPresenter(Presenter, Generic[RowT]):
    """Keeps the filters of one register; what its rows are and can do is the subclass's.

    `SCOPES` are the choices, key and title; the first is in force at the start. `HAS_COUNTS`: each says how many.
    """

    SCOPES: ClassVar[tuple[tuple[str, str], ...]] = ()
    FIRST_SORT: ClassVar[str] = ""
    HAS_COUNTS: ClassVar[bool] = True

    def __init__(self, session: Session, page: RegisterPage, shell: Shell) -> None:
        super().__init__(session, shell)
        self.page = page
        self.asking = Asker(session, shell)
        self.chosen = ""
        self._is_wanted = False
        self._scope = self.SCOPES[0][0]
        self._group = ""
        self._words = ""
        self._sort = self.FIRST_SORT
        self._is_descending = False
        self._all: Sequence[RowT] = ()
        page.row_chosen.connect(self._on_row_chosen)
        page.scope_chosen.connect(self._on_scope_chosen)
        page.group_chosen.connect(self._on_group_chosen)
        page.filter_typed.connect(self._on_filter_typed)
        page.sort_chosen.connect(self._on_sort_chosen)
        page.cell_edited.connect(self.edited)
        page.add_asked.connect(self.add)
        page.command_given.connect(self._on_command_given)
        page.way_chosen.connect(self._on_way_chosen)

    @property
    def can_write(self) -> bool:
        """Whether rows may be added and changed here."""
        return self.session.is_writable

    def refresh(self) -> None:
        """Read the rows anew and show those that pass."""
        self._all = self.read_rows()
        self._uncover()
        if self._all:
            self._show()
        else:
            self.page.show_empty(self.nothing_yet())

    def select(self, key: str) -> None:
        """Choose a row; filters that would hide it are taken off when it is next shown."""
        self.chosen, self._is_wanted = key, True

    def choose_filter(self, scope: str, group: str = "") -> None:
        """Filter as another page asks for."""
        self._scope, self._group, self._words = scope, group, ""
        self.page.clear_filter()
        if self._all:
            self._show()

    def row(self, key: str) -> RowT | None:
        """Return a row by its key."""
        return next((row for row in self._all if row.key == key), None)

    def say(self, error: UserError) -> None:
        """Say above the table why something was not done."""
        lines = error.faults if isinstance(error, FaultsError) else ()
        self.page.show_notice(NoticeView(error.sentence, tuple(lines)))
        self.shell.announce(error.sentence, is_urgent=True)

    def act(self, words: str, job: Callable[[], object]) -> object:
        """Do a job through the session; what was said before goes, and a refusal is said above the table."""
        self.page.show_notice(None)
        return self.session.act(words, job, on_refused=self.say)

    def ask(self, view: PromptView, take: Callable[[str], object], before: str = "") -> None:
        """Ask for a line and do a job with it, named as the dialog is; what was said before goes."""
        self.page.show_notice(None)
        self.asking.ask_words(view, view.title, take, before)

    def read_rows(self) -> Sequence[RowT]:
        """Return every row of the period."""
        raise NotImplementedError

    def cells(self, row: RowT) -> tuple[Any, ...]:
        """Return a row's cells."""
        raise NotImplementedError

    def edit(self, row: RowT, column: str) -> EditView | None:
        """Return how a cell is changed in its place."""
        return None

    def edited(self, key: str, column: str, value: str) -> None:
        """Take a value that was typed in its place."""

    def is_in(self, row: RowT, scope: str) -> bool:
        """Tell whether a row belongs to a scope."""
        raise NotImplementedError

    def scope_of(self, row: RowT) -> str:
        """Return the scope that shows a row whatever it is."""
        return "all"

    def columns(self, scope: str) -> tuple[ColumnView, ...]:
        """Return the columns of a scope, where they are not those of the register."""
        return ()

    def group_of(self, row: RowT) -> str:
        """Return the intention that a row belongs to."""
        raise NotImplementedError

    def words_of(self, row: RowT) -> str:
        """Return what the filter searches, casefolded."""
        raise NotImplementedError

    def order_of(self, row: RowT, column: str) -> Any:
        """Return what a column sorts a row by."""
        raise NotImplementedError

    def detail(self, row: RowT) -> DetailView:
        """Return what is known of a row."""
        raise NotImplementedError

    def summary(self, rows: Sequence[RowT]) -> str:
        """Return the sentence below the title."""
        raise NotImplementedError

    def nothing_passes(self) -> str:
        """Return what stands in the place of rows where none passes."""
        return "No row passes these filters. Choose All, or clear the field."

    def nothing_yet(self) -> EmptyView:
        """Return the page without a row."""
        raise NotImplementedError

    def add(self) -> None:
        """Begin a new record."""
        raise NotImplementedError

    def command(self, key: str, row: RowT) -> None:
        """Do a command to the chosen row."""
        raise NotImplementedError

    def groups(self) -> tuple[ScopeView, ...]:
        """Return the intentions to filter by."""
        return (ScopeView("", "All intentions"), *self.intentions())

    def intentions(self) -> tuple[ScopeView, ...]:
        """Return the intentions that apply here."""
        content = self.session.content()
        applying = [intention for intention in content.pack.intentions if content.applies(intention)]
        return tuple(ScopeView(i.ref, f"{i.ref} {i.short}") for i in applying)

    def _uncover(self) -> None:
        row = self.row(self.chosen)
        if self._is_wanted and row is not None and not self._passes(row):
            self._scope, self._group, self._words = self.scope_of(row), "", ""
            self.page.clear_filter()
        self._is_wanted = False

    def _show(self) -> None:
        rows = [row for row in self._all if self._passes(row)]
        rows.sort(key=lambda row: self.order_of(row, self._sort), reverse=self._is_descending)
        if self.chosen not in {row.key for row in rows}:
            self.chosen = rows[0].key if rows else ""
        scopes = tuple(
            ScopeView(key, title, sum(self.is_in(row, key) for row in self._all) if self.HAS_COUNTS else None)
            for key, title in self.SCOPES
        )
        can_add = self.can_write
        view = RegisterView(
            self.summary(self._all), scopes, self._scope, self.groups(), self._group, self._sort, self._is_descending,
            self.nothing_passes(), can_add, "" if can_add else self._why_not(),
            self.columns(self._scope),
        )  # fmt: skip
        self.page.show_view(view, RowsView(rows, self.cells, self.edit if can_add else _no_edit))
        self._show_detail()

    def _show_detail(self) -> None:
        row = self.row(self.chosen)
        self.page.show_detail(None if row is None else self.detail(row))

    def _why_not(self) -> str:
        return _CLOSED if self.session.is_writable else _READ_ONLY

    def _passes(self, row: RowT) -> bool:
        is_in_group = not self._group or self.group_of(row) == self._group
        return is_in_group and self.is_in(row, self._scope) and (not self._words or self._words in self.words_of(row))

    def _on_row_chosen(self, key: str) -> None:
        self.chosen = key
        self._show_detail()

    def _on_scope_chosen(self, key: str) -> None:
        self._scope = key
        self._show()

    def _on_group_chosen(self, key: str) -> None:
        self._group = key
        self._show()

    def _on_filter_typed(self, words: str) -> None:
        self._words = words.casefold()
        if self._all:
            self._show()

    def _on_sort_chosen(self, column: str) -> None:
        self._is_descending = not self._is_descending if column == self._sort else False
        self._sort = column
        self._show()

    def _on_command_given(self, key: str) -> None:
        row = self.row(self.chosen)
        if row is not None:
            self.command(key, row)

    def _on_way_chosen(self, key: str) -> None:
        self.add()


def _no_edit(row: object, column: str) -> EditView | None:
    return None
