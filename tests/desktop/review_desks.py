"""A reviewer's file with two returns of one establishment, in a real window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QLabel

from app.desktop.dialogs.review_dialog import ReviewDialog
from app.desktop.pages.register_page import RegisterPage
from app.desktop.presenters.shell_presenter import ShellPresenter
from app.desktop.shell import Shell
from app.domain.records import Period
from app.store.file import EstablishmentFile
from tests.desktop.register_desk import RegisterDesk, spoken_rows
from tests.services.begun_files import Begun
from tests.services.reviewed_files import DAY, next_quarter, put_in, template


@contextmanager
def review_desk(folder: Path, shell: Shell, *, has_next_quarter: bool = False) -> Iterator[RegisterDesk]:
    """Give the file on show, its pages those of a reviewer; all is closed at the end of the block."""
    path = folder / "controller.assure"
    path.write_bytes(template())
    with EstablishmentFile.open(path) as file:
        if has_next_quarter:
            put_in(file, next_quarter())
        with file.reading() as work:
            period = work.list(Period)[0].record.id
        desk = RegisterDesk(Begun(file, period, "", "", ""), shell, DAY)
        presenter = ShellPresenter(desk.session, shell)
        presenter.refresh()
        shell.show_page(presenter.first_page)
        yield desk
        desk.session.close()
        desk.jobs.close()


class OnDesk:
    """The page of a reviewer's file, and what it shows."""

    def __init__(self, desk: RegisterDesk, shell: Shell) -> None:
        self.desk, self.shell, self.session = desk, shell, desk.session

    @property
    def page(self) -> RegisterPage:
        """The page on show."""
        page = self.shell.page(self.shell.current_key)
        assert isinstance(page, RegisterPage)
        return page

    def column(self, number: int) -> list[str]:
        """Return the words of one column."""
        return [cells[number] for cells in spoken_rows(self.page)]

    def said(self) -> str:
        """Return everything in the detail."""
        return "\n".join(label.text() for label in self.page.detail.findChildren(QLabel))

    def rows(self) -> list[str]:
        """Return the keys of the rows that are shown."""
        return [row.key for row in self.page.table.shown_rows()]

    def scope(self, key: str) -> None:
        """Choose another list of the page."""
        self.page.scopes.segment_chosen.emit(key)

    def command(self, key: str) -> ReviewDialog:
        """Give a command and return the dialog that it opens."""
        self.page.command_given.emit(key)
        return self.desk.dialog(ReviewDialog)
