"""A small establishment on show in the window, at its Return page, for tests of the way from page to signed files."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.desktop.jobs import Jobs
from app.desktop.pages.return_page import ReturnPage
from app.desktop.presenters.return_presenter import ReturnPresenter
from app.desktop.presenters.shell_presenter import ShellPresenter
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.services.identifying import make_identity
from app.services.opening import open_for_window
from tests.journeys.commands import PASSPHRASE, fill_file, new_file, sign_off
from tests.journeys.fills import small_fill

NOW = datetime(2014, 10, 20, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Models:
    """Folders to copy: one filled in, one with every statement signed off; both with an identity, `lead.p12`."""

    filled: Path
    signed_off: Path


def make_models(folder: Path) -> Models:
    """Make both folders."""
    filled = folder / "filled"
    filled.mkdir()
    path = new_file(filled)
    assert fill_file(filled, path, small_fill()).code == 0
    make_identity(filled / "lead.p12", "P. Lead", "Audit lead", "HMP Carrow Vale", PASSPHRASE, now=NOW)
    make_identity(filled / "head.pfx", "D. Marlowe", "Governor", "HMP Carrow Vale", PASSPHRASE, now=NOW)
    signed_off = Path(shutil.copytree(filled, folder / "signed_off"))
    assert sign_off(signed_off / "carrow.assure").code == 0
    return Models(filled, signed_off)


class ReturnDesk:
    """The window on a copy of a model."""

    def __init__(self, model: Path, folder: Path, shell: Shell) -> None:
        self.folder = Path(shutil.copytree(model, folder / "desk"))
        self.shell = shell
        file, period_id = open_for_window(self.folder / "carrow.assure")
        self.jobs = Jobs(shell)
        self.session = Session(file, period_id, self.jobs, lambda: NOW, shell)
        self.frame = ShellPresenter(self.session, shell)
        self.frame.refresh()
        self.session.check()
        shell.show_page("return")
        page = shell.page("return")
        assert isinstance(page, ReturnPage)
        self.page = page

    @property
    def presenter(self) -> ReturnPresenter:
        """The page's presenter."""
        presenter = self.frame.presenters["return"]
        assert isinstance(presenter, ReturnPresenter)
        return presenter

    def close(self) -> None:
        """Stop the work and close the file."""
        self.session.close()
        self.jobs.close()
        self.shell.close_file()
