"""Packs and forms on a real file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from app.desktop.aim import Aim
from app.desktop.choosing import choose_files, choose_folder
from app.desktop.pages.packs_page import CATALOGUE_COLUMNS, INTENTION_COLUMNS, OWN_COLUMNS, PACK_COLUMNS, PacksPage
from app.desktop.presenters.file_taker import FileTaker
from app.desktop.presenters.own_questions import OwnQuestions
from app.desktop.presenters.pack_rows import CATALOGUE, INTENTION, OWN, PACK, PackRow, PackRows
from app.desktop.presenters.register_presenter import RegisterPresenter
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.register_view import ColumnView, DetailView
from app.desktop.views.shell_view import EmptyView
from app.domain.errors import UserError
from app.domain.progress import IsCancelled, Progress
from app.services.answer_forms import make_forms
from app.services.catalogue_packs import list_catalogues
from app.services.own_questions import list_own
from app.services.packing import list_packs, make_pack, make_packs_of_owners
from app.services.undoing_merge import can_undo

_COLUMNS = {"packs": PACK_COLUMNS, "intentions": INTENTION_COLUMNS, "catalogues": CATALOGUE_COLUMNS,
            "own": OWN_COLUMNS}  # fmt: skip
Make = Callable[[Path, Progress, IsCancelled], object]
"""Makes something in a folder."""
_SCOPES = {PACK: "packs", INTENTION: "intentions", CATALOGUE: "catalogues", OWN: "own"}


class PacksPresenter(RegisterPresenter[PackRow]):
    """Lists packs, intentions and catalogues; makes packs and forms, and takes files in."""

    key = "packs"
    SCOPES = (("intentions", "Intentions"), ("packs", "Packs"), ("out", "Not back"), ("catalogues", "Catalogues"),
              ("own", "Our own"))  # fmt: skip
    FIRST_SORT = ""

    def __init__(self, session: Session, page: PacksPage, shell: Shell) -> None:
        self._rows: PackRows | None = None
        super().__init__(session, page, shell)
        self._taker = FileTaker(session, shell, self.say)
        self._own = OwnQuestions(session, shell, self.asking)
        page.files_given.connect(self._on_files_given)

    def aim(self, aim: Aim) -> None:
        """Show one intention, or the packs that are out."""
        if aim.task:
            self.choose_filter("out")
        else:
            self.choose_filter("intentions", aim.intention)

    def read_rows(self) -> Sequence[PackRow]:
        """Return packs, intentions and catalogues."""
        file, content = self.session.file, self.session.content()
        self._rows = PackRows(
            content,
            list_packs(file),
            list_catalogues(file),
            list_own(file),
            can_undo=self.session.is_writable and can_undo(file),
            is_pack=content.packed is not None,
        )
        return self._rows.all()

    def columns(self, scope: str) -> tuple[ColumnView, ...]:
        """Return the columns of packs, intentions or catalogues."""
        return _COLUMNS["packs" if scope == "out" else scope]

    def cells(self, row: PackRow) -> tuple[Any, ...]:
        """Return a row's cells."""
        return self._known().cells(row)

    def is_in(self, row: PackRow, scope: str) -> bool:
        """Tell whether a row is of the list that is chosen."""
        return row.kind == PACK and row.is_out if scope == "out" else _SCOPES[row.kind] == scope

    def scope_of(self, row: PackRow) -> str:
        """Return the list that a row is in."""
        return _SCOPES[row.kind]

    def group_of(self, row: PackRow) -> str:
        """Return the intention that is filtered by where it is one of the row's."""
        return self._group if self._group in row.intentions else ""

    def words_of(self, row: PackRow) -> str:
        """Return what the filter searches."""
        return f"{row.title} {row.who} {row.state}".casefold()

    def order_of(self, row: PackRow, column: str) -> Any:
        """Return what a column sorts a row by."""
        return self._known().order(row, column)

    def detail(self, row: PackRow) -> DetailView:
        """Return what is known of a row."""
        return self._known().detail(row, is_writable=self.session.is_writable)

    def summary(self, rows: Sequence[PackRow]) -> str:
        """Return how many packs have not come back."""
        packs = [row for row in rows if row.kind == PACK]
        out = sum(row.is_out for row in packs)
        if self.session.content().packed is not None:
            return "This file is a work pack."
        if not packs:
            return "Nothing is away: every intention is here."
        return f"{out} of {len(packs)} work packs {'has' if out == 1 else 'have'} not come back."

    def nothing_yet(self) -> EmptyView:
        """Return the page of a file without an intention; no catalogue is without."""
        return EmptyView("folder", "No intentions", "The catalogue of this period has none that apply here.")

    def add(self) -> None:
        """Ask for a file to take in: a pack that comes back, filled forms, or a catalogue pack."""
        kinds = "Work packs, answer forms and catalogue packs (*.assure *.xlsx *.zip)"
        folder = self.session.file.path.parent
        choose_files(self.shell.window(), "Take in a file", self._on_files_given, kinds=kinds, folder=folder)

    def command(self, key: str, row: PackRow) -> None:
        """Do a command to a row, or to all."""
        session, period = self.session, self.session.content().period.record.name
        now = datetime.now(UTC)
        if key == "back":
            self.add()
        elif key == "ask":
            self._own.ask_new(row.intentions[0])
        elif key == "change":
            self._own.ask_change(self._known().own(row.record_id))
        elif key == "withdraw":
            self._own.ask_withdrawal(row.record_id)
        elif key == "undo":
            self._taker.ask_undo()
        elif key == "pack":
            pack = partial(make_pack, session.file, now=now, period=period, person_id=session.person_id)
            self._ask_folder(
                lambda folder, progress, is_cancelled: pack(
                    folder, row.intentions, progress=progress, is_cancelled=is_cancelled
                ),
                "The work pack was made.",
            )
        elif key == "all":
            packs = partial(make_packs_of_owners, session.file, now=now, period=period, person_id=session.person_id)
            self._ask_folder(
                lambda folder, progress, is_cancelled: packs(folder, progress=progress, is_cancelled=is_cancelled),
                "The packs of all owners were made.",
            )
        else:
            refs = row.intentions if key == "form" else ()
            self._ask_folder(
                lambda folder, progress, is_cancelled: make_forms(
                    session.file, folder, refs, period=period, progress=progress, is_cancelled=is_cancelled
                ),
                "The forms were made.",
            )

    def take(self, paths: Sequence[Path]) -> None:
        """Show what taking these files in would change, and take them once that is confirmed."""
        self.page.show_notice(None)
        self._taker.take(paths)

    def make_in(self, folder: Path, make: Make, words: str) -> None:
        """Make something in a folder beside the window, and say so."""
        self.page.show_notice(None)
        session = self.session
        job = session.jobs.start(lambda *hooks: make(folder, *hooks), must_finish=True)

        def done(_: object) -> None:
            session.refresh()
            self.shell.announce(words)

        job.succeeded.connect(done)
        job.failed.connect(self._on_failed)
        job.stopped.connect(lambda: self.shell.announce("Stopped. Nothing was made."))
        self.shell.follow(job, "Making it")

    def _ask_folder(self, make: Make, words: str) -> None:
        choose_folder(
            self.shell.window(),
            "Choose the folder or drive",
            lambda folder: self.make_in(folder, make, words),
            folder=self.session.file.path.parent,
        )

    def _on_files_given(self, paths: object) -> None:
        if isinstance(paths, list):
            self.take(paths)

    def _on_failed(self, error: object) -> None:
        if isinstance(error, UserError):
            self.say(error)

    def _known(self) -> PackRows:
        if self._rows is None:
            self.read_rows()
        assert self._rows is not None
        return self._rows
