"""A reviewer's file with two returns of one establishment, in a real window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.desktop.presenters.shell_presenter import ShellPresenter
from app.desktop.shell import Shell
from app.domain.records import Period
from app.store.file import EstablishmentFile
from tests.desktop.register_desk import RegisterDesk
from tests.services.begun_files import Begun
from tests.services.reviewed_files import DAY, template


@contextmanager
def review_desk(folder: Path, shell: Shell) -> Iterator[RegisterDesk]:
    """Give the file on show, its pages those of a reviewer; all is closed at the end of the block."""
    path = folder / "controller.assure"
    path.write_bytes(template())
    with EstablishmentFile.open(path) as file:
        with file.reading() as work:
            period = work.list(Period)[0].record.id
        desk = RegisterDesk(Begun(file, period, "", "", ""), shell, DAY)
        presenter = ShellPresenter(desk.session, shell)
        presenter.refresh()
        shell.show_page(presenter.first_page)
        yield desk
        desk.session.close()
        desk.jobs.close()
