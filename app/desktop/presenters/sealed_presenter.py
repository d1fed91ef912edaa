"""Sealed store on a real file: keys are given and taken, copies are found, sealed and recalled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.desktop.dialogs.choice_dialog import ChoiceDialog, ChoiceView
from app.desktop.dialogs.prompt_dialog import PromptView
from app.desktop.held_page import hold_page
from app.desktop.job import Task
from app.desktop.pages.sealed_page import COPY_COLUMNS, HOLDER_COLUMNS, THING_COLUMNS, SealedPage
from app.desktop.presenters.register_presenter import RegisterPresenter
from app.desktop.presenters.sealed_rows import (
    COPY,
    HOLDER,
    MAYBE,
    NO_RECOVERY,
    PERSON,
    RETURN,
    THING,
    SealedRow,
    cells_of,
    copy_rows,
    detail_of,
    holder_rows,
    thing_rows,
)
from app.desktop.presenters.secret_asker import SecretAsker
from app.desktop.presenters.sheet_keeper import SheetKeeper
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.home_view import ScopeView
from app.desktop.views.register_view import ColumnView, DetailView, NoticeView
from app.desktop.views.shell_view import EmptyView, WayView
from app.domain.errors import UserError
from app.domain.progress import Progress
from app.services.replacing import start_replacement
from app.services.sealing_copies import Phrase
from app.services.sealing_keys import (
    RecoverySheet,
    change_passphrase,
    key_holders,
    let_in,
    print_recovery_key,
    shut_out,
)
from app.services.spilling import Spillage, contain, find_spillage, recall_notice
from app.services.unsealing import sealed_places, unseal

_LOOK = PromptView(
    "Look for copies",
    "Type the words that should not have left or should be sealed, five or more. They are looked for everywhere and "
    "kept nowhere.",
    "Words",
    "Look",
)
_PRESENT = PromptView(
    "Change the passphrase", "First the present passphrase of this person, or the recovery key.", "Present passphrase",
    "Go on", is_secret=True,
)  # fmt: skip
_UNSEAL = PromptView(
    "Unseal it, and say why", "It stands in plain then, and leaves with the return. Your reason is kept.", "Reason",
    "Unseal",
)  # fmt: skip
_NEW = "Several words that nobody guesses. If it is forgotten, only another person or the recovery key opens the store."


@dataclass(frozen=True)
class _Notice:
    text: str

    def as_text(self) -> str:
        return self.text


class SealedPresenter(RegisterPresenter[SealedRow]):
    """Lists keys and copies; what was looked for is forgotten when the store is locked."""

    key = "sealed"
    SCOPES = (("keys", "Who can unlock"), ("things", "What is sealed"), ("copies", "Known copies"))

    def __init__(self, session: Session, page: SealedPage, shell: Shell) -> None:
        super().__init__(session, page, shell)
        self._secrets = SecretAsker(session, shell)
        self.notices = SheetKeeper(session, shell, "recall notice")
        self.sheets = SheetKeeper(session, shell, "recovery key", is_kept=False)
        self._phrase: Phrase | None = None
        self._spillage: Spillage | None = None
        self._replacement: str | None = None
        session.lock_changed.connect(self._forget)

    def read_rows(self) -> Sequence[SealedRow]:
        """Return who can unlock, who cannot, and the copies that were found."""
        file = self.session.file
        if not file.has_sealed_store:
            return ()
        found = copy_rows(self._spillage) if self._spillage else ()
        holders = holder_rows(key_holders(file), self.session.content().people)
        return [*holders, *thing_rows(sealed_places(file)), *found]

    def columns(self, scope: str) -> tuple[ColumnView, ...]:
        """Return the columns of keys or copies."""
        return {"keys": HOLDER_COLUMNS, "things": THING_COLUMNS}.get(scope, COPY_COLUMNS)

    def groups(self) -> tuple[ScopeView, ...]:
        """Return none: keys and copies are of the whole establishment."""
        return ()

    def cells(self, row: SealedRow) -> tuple[Any, ...]:
        """Return a row's cells."""
        return cells_of(row)

    def is_in(self, row: SealedRow, scope: str) -> bool:
        """Tell whether a row is of the list that is chosen."""
        return self.scope_of(row) == scope

    def scope_of(self, row: SealedRow) -> str:
        """Return the list that a row is in."""
        return {COPY: "copies", RETURN: "copies", MAYBE: "copies", THING: "things"}.get(row.kind, "keys")

    def group_of(self, row: SealedRow) -> str:
        """Return none."""
        return ""

    def words_of(self, row: SealedRow) -> str:
        """Return what the filter searches."""
        return f"{row.title} {row.state} {row.where}".casefold()

    def order_of(self, row: SealedRow, column: str) -> Any:
        """Return what a column sorts a row by."""
        by_column = {"day": str(row.day or ""), "state": row.state, "where": row.where}
        return (by_column.get(column, ""), row.kind in (PERSON, MAYBE), row.is_recovery, row.title.casefold())

    def detail(self, row: SealedRow) -> DetailView:
        """Return what is known of a row."""
        return detail_of(row, is_writable=self.session.is_writable)

    def summary(self, rows: Sequence[SealedRow]) -> str:
        """Return what has to be known before it matters."""
        if self._spillage is not None:
            copies = [row for row in rows if row.kind in (COPY, RETURN)]
            return f"{len(copies) or 'No'} known cop{'y' if len(copies) == 1 else 'ies'} outside the sealed store."
        holders = [row for row in rows if row.kind == HOLDER]
        if not any(row.is_recovery for row in holders):
            return NO_RECOVERY
        people = len(holders) - 1
        return f"{people} {'person' if people == 1 else 'people'} and the recovery key on paper can unlock it."

    def nothing_yet(self) -> EmptyView:
        """Return the page of a file without a sealed store."""
        words = "It keeps what must not leave, encrypted in this file and out of every return."
        way = WayView("set_up", "lock", "Set it up now", "Or when something is sealed for the first time", "Set up…")
        return EmptyView("lock", "No sealed store yet", words, (way,) if self.session.is_writable else ())

    def _on_way_chosen(self, key: str) -> None:
        self.session.require_unlocked(self.refresh)

    def add(self) -> None:
        """Ask for words, and look for them."""
        self.session.require_unlocked(lambda: self._secrets.ask(_LOOK, lambda words: self.look_for(Phrase(words))))

    def look_for(self, phrase: Phrase) -> None:
        """Look for words beside the window, and list each known copy."""
        self.page.show_notice(None)
        self._phrase = phrase
        file = self.session.file
        self._run(
            lambda progress, is_cancelled: find_spillage(file, phrase, progress=progress, is_cancelled=is_cancelled),
            "Looking for copies",
            can_stop=True,
        )

    def command(self, key: str, row: SealedRow) -> None:
        """Do a command to a row; all of them need the store unlocked."""
        job: Callable[[], object] = {
            "let_in": lambda: self._let_in(row),
            "passphrase": lambda: self._change(row),
            "shut_out": lambda: self._ask_shut_out(row),
            "recovery": self._ask_recovery,
            "unseal": lambda: self._unseal(row),
            "contain": self._ask_contain,
            "notice": lambda: self._with_notice(self.notices.ask_place),
            "print_notice": lambda: self._with_notice(self.notices.ask_printer),
            "replace": lambda: self._replace(row),
        }[key]
        self.session.require_unlocked(job)

    def notice(self) -> str:
        """Return the recall notice for every return that was found."""
        returns = self._spillage.returns if self._spillage else ()
        return recall_notice(self.session.file, returns, today=self.session.today(), replacement=self._replacement)

    def _with_notice(self, then: Callable[[], object]) -> None:
        self.notices.sheet = _Notice(self.notice())
        then()

    def _let_in(self, row: SealedRow) -> None:
        file = self.session.file
        done = f"{row.title} can unlock the sealed store now."
        self._secrets.ask_new(
            f"Let {row.title} in",
            _NEW,
            lambda secret: self._change_keys(lambda _: let_in(file, row.record_id, secret), done),
        )

    def _change(self, row: SealedRow) -> None:
        file = self.session.file

        def given(present: str) -> None:
            self._secrets.ask_new(
                "Choose the new passphrase",
                _NEW,
                lambda secret: self._change_keys(
                    lambda progress: change_passphrase(file, row.record_id, present, secret, progress=progress),
                    "The passphrase was changed.",
                ),
            )

        self._secrets.ask(_PRESENT, given)

    def _ask_shut_out(self, row: SealedRow) -> None:
        file = self.session.file
        what = "make the recovery key worthless" if row.is_recovery else f"shut {row.title} out"
        view = ChoiceView(
            f"This will {what}",
            "The key of the sealed store is changed, and the backups on this PC are renewed. Copies made before still "
            "open with the old key, and what was read may have been kept.",
            (("shut_out", "Shut out"), ("leave", "Leave it")),
        )
        done = "The recovery key is worthless now." if row.is_recovery else f"{row.title} is shut out."
        self._choose(view, "shut_out", lambda: self._change_keys(
            lambda progress: shut_out(file, row.record_id, progress=progress), done))  # fmt: skip

    def _ask_recovery(self) -> None:
        view = ChoiceView(
            "Make a recovery key",
            "It opens the store when every passphrase is forgotten. It is printed once and kept nowhere: have the "
            "printer ready, and a safe. An earlier recovery key becomes worthless.",
            (("make", "Make and print"), ("leave", "Leave it")),
        )
        self._choose(view, "make", self.make_recovery_key)

    def make_recovery_key(self) -> None:
        """Make the recovery key, and bring its sheet to a printer."""
        file, session = self.session.file, self.session
        person_id = session.person_id or file.keys.slots()[0].person_id
        today = session.today()

        def print_sheet(sheet: object) -> None:
            if isinstance(sheet, RecoverySheet):
                self.sheets.sheet = sheet
                self.sheets.ask_printer()

        self._change_keys(
            lambda progress: print_recovery_key(file, person_id, today=today, progress=progress),
            "The recovery key is made.",
            print_sheet,
        )

    def _unseal(self, row: SealedRow) -> None:
        session, thing = self.session, row.thing
        if thing is None:
            return

        def take(reason: str) -> None:
            faults: list[UserError] = []
            session.act(
                "",
                lambda: unseal(session.file, thing, reason, person_id=session.person_id),
                on_refused=faults.append,
            )
            if faults:
                raise faults[0]
            self.shell.announce("Unsealed.")
            session.raise_barrier()

        self._secrets.ask(_UNSEAL, take)

    def _ask_contain(self) -> None:
        view = ChoiceView(
            "Seal every copy",
            "Every copy in this file goes into the sealed store, what was saved of it before is taken out, and the "
            "backups on this PC are renewed. It cannot be undone. Returns that left are not reached: recall them.",
            (("seal", "Seal every copy"), ("leave", "Leave them")),
        )
        self._choose(view, "seal", self.contain)

    def contain(self) -> None:
        """Seal every copy beside the window, and list what is left."""
        phrase, session = self._phrase, self.session
        if phrase is not None:
            session.raise_barrier()
            now, person_id = session.now(), session.person_id
            self._run(
                lambda progress, _: contain(session.file, phrase, now=now, person_id=person_id, progress=progress),
                "Sealing copies",
                can_stop=False,
            )

    def _replace(self, row: SealedRow) -> None:
        session = self.session
        number = self.act("", lambda: start_replacement(session.file, row.record_id, person_id=session.person_id))
        if isinstance(number, str):
            self._replacement = number
            self.page.show_notice(
                NoticeView(
                    f"The next return, {number}, replaces this one. Clear and sign it under Return.", tone="warn"
                )
            )

    def _change_keys(
        self, job: Callable[[Progress], object], words: str, then: Callable[[object], None] | None = None
    ) -> None:
        """Change keys beside the window; nothing can be asked of the page meanwhile, and the file stays open for it."""
        self.page.show_notice(None)

        def done(result: object) -> None:
            self.shell.announce(words)
            if then is not None:
                then(result)

        work = self.session.act_beside("", lambda progress, _: job(progress), done, on_refused=self.say)
        if work is not None:
            hold_page(self.page, work)
            self.shell.follow(work, "Changing the keys of the sealed store", can_stop=False)

    def _choose(self, view: ChoiceView, way: str, then: Callable[[], object]) -> None:
        dialog = ChoiceDialog(self.shell.loader, view, self.shell.window())
        dialog.way_chosen.connect(lambda chosen: then() if chosen == way else None)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _run(self, task: Task, words: str, *, can_stop: bool) -> None:
        job = self.session.jobs.start(task, must_finish=not can_stop)
        job.succeeded.connect(self._on_found)
        job.failed.connect(self._on_failed)
        hold_page(self.page, job)
        self.shell.follow(job, words, can_stop=can_stop)

    def _on_found(self, found: object) -> None:
        if not isinstance(found, Spillage) or not self.session.file.is_unlocked:
            return
        self._spillage = found
        self.choose_filter("copies")
        self.session.refresh()
        left = "\n".join(found.sentences)
        if found.is_contained:
            self.page.show_notice(
                NoticeView("No copy is known outside the sealed store.", tuple(left.splitlines()), "warn")
            )
        self.shell.announce(self.summary(self.read_rows()))

    def _on_failed(self, error: object) -> None:
        if isinstance(error, UserError):
            self.say(error)

    def _forget(self) -> None:
        if not self.session.file.is_unlocked:
            self._phrase = self._spillage = None
