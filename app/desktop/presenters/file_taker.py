"""Takes files in that came from elsewhere: shows what each would change before anything is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from app.desktop.dialogs.choice_dialog import ChoiceDialog, ChoiceView
from app.desktop.dialogs.entry_dialog import EntryDialog
from app.desktop.dialogs.prompt_dialog import PromptDialog, PromptView
from app.desktop.job import Task
from app.desktop.presenters.conflict_forms import conflict_form, counted, read_choices
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.form_views import EntryInput
from app.domain.errors import NotTrusted, UserError
from app.domain.merging import Side
from app.services.answer_forms import ReadForms, describe_counts, read_forms
from app.services.catalogue_packs import CheckedPack, import_pack, preview_import
from app.services.pack_reading import PackLocked
from app.services.taking_back import TakenBack, can_choose, change_lines, preview_pack, take_back
from app.services.undoing_merge import undo_take_back

_CHANGES = "What it changes"
_LEAVE = ("leave", "Leave it")
_PASSPHRASE = PromptView(
    "The pack has a passphrase of its own",
    "Whoever worked on it changed or set it. Ask them for it.",
    "Passphrase of the pack",
    "Open the pack",
    is_secret=True,
)
_CODE = PromptView(
    "Who signed this catalogue pack?",
    "The signer is not in the trust register. Type the code on headquarters' own sheet, which you had by another way.",
    "Code on headquarters' sheet",
    "Go on",
)
_UNDO = ChoiceView(
    "Undo taking the pack back?",
    "The file becomes as it was before. The pack itself is unchanged, and can be taken back again.",
    (("undo", "Undo it"), _LEAVE),
)
_MIXED = "Take in one kind of file at a time: work packs (.assure), answer forms (.xlsx) or a catalogue pack (.zip)."

Then = Callable[[Any], None]


class FileTaker(QObject):
    """Belongs to one session; `say` says above the table why something was not taken."""

    def __init__(self, session: Session, shell: Shell, say: Callable[[UserError], None]) -> None:
        super().__init__(session)
        self._session = session
        self._shell = shell
        self._say = say

    def take(self, paths: Sequence[Path]) -> None:
        """Take files of one kind in: what they would change is shown first."""
        kinds = {path.suffix.casefold() for path in paths}
        if kinds == {".xlsx"}:
            self._preview_forms(paths)
        elif kinds == {".assure"} and len(paths) == 1:
            self._begin_pack(paths[0])
        elif kinds == {".zip"} and len(paths) == 1:
            self._preview_catalogue(paths[0], None)
        elif paths:
            self._say(UserError(_MIXED))

    def ask_undo(self) -> None:
        """Ask whether the last pack is to be as if it had not been taken back."""
        self._ask(_UNDO, {"undo": self._undo})

    def _begin_pack(self, path: Path) -> None:
        """Compare a pack; where either side may hold something sealed, only once the store is unlocked."""
        if self._session.file.has_sealed_store:
            self._session.require_unlocked(lambda: self._preview_pack(path, None))
        else:
            self._preview_pack(path, None)

    def _preview_pack(self, path: Path, passphrase: str | None) -> None:
        file = self._session.file
        self._do(
            "Comparing the pack",
            lambda progress, is_cancelled: preview_pack(
                file, path, passphrase=passphrase, progress=progress, is_cancelled=is_cancelled
            ),
            lambda taken: self._ask_pack(path, passphrase, taken),
            lambda error: self._on_pack_refused(path, error),
        )

    def _on_pack_refused(self, path: Path, error: UserError) -> None:
        if isinstance(error, PackLocked):
            self._prompt(_PASSPHRASE, lambda typed: self._preview_pack(path, typed))
        else:
            self._say(error)

    def _ask_pack(self, path: Path, passphrase: str | None, taken: TakenBack) -> None:
        if any(can_choose(conflict) for _, conflict in taken.conflicts):
            self._ask_conflicts(path, passphrase, taken)
            return
        detail = f"{counted(taken)} Nothing was changed on both sides. A backup is made first."
        view = ChoiceView(
            "Take the work pack back?", detail, (("take", "Take it back"), _LEAVE), "\n".join(change_lines(taken)),
            _CHANGES,
        )  # fmt: skip
        self._ask(view, {"take": lambda: self._take_pack(path, passphrase, {})})

    def _ask_conflicts(self, path: Path, passphrase: str | None, taken: TakenBack) -> None:
        """Ask whose version stands in each conflict."""
        dialog = EntryDialog(self._shell.loader, conflict_form(taken), self._shell.window())

        def given(typed: EntryInput) -> None:
            dialog.accept()
            self._take_pack(path, passphrase, read_choices(taken, typed))

        dialog.given.connect(given)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_pack(self, path: Path, passphrase: str | None, choices: Mapping[str, Side]) -> None:
        session = self._session
        self._do(
            "Taking the pack back",
            lambda progress, is_cancelled: take_back(
                session.file, path, now=datetime.now(UTC), passphrase=passphrase, choices=choices,
                person_id=session.person_id, progress=progress, is_cancelled=is_cancelled,
            ),
            lambda _: self._taken("The work pack was taken back."),
        )  # fmt: skip

    def _preview_forms(self, paths: Sequence[Path]) -> None:
        file = self._session.file
        self._do(
            "Reading the forms",
            lambda progress, is_cancelled: read_forms(
                file, paths, is_preview=True, progress=progress, is_cancelled=is_cancelled
            ),
            lambda read: self._ask_forms(paths, read),
        )

    def _ask_forms(self, paths: Sequence[Path], read: ReadForms) -> None:
        session = self._session
        lines = [*describe_counts(read), *(f"{ref}: was answered before; words are added" for ref in read.replaced)]
        detail = f"{', '.join(read.intentions)}, {read.period}. No fault was found. What is empty in the form stays."
        view = ChoiceView(
            "Take the answers in?",
            detail,
            (("take", "Take them in"), _LEAVE),
            "\n".join([*lines, *read.notes]),
            _CHANGES,
        )

        def take() -> None:
            self._do(
                "Taking the answers in",
                lambda progress, is_cancelled: read_forms(
                    session.file, paths, person_id=session.person_id, progress=progress, is_cancelled=is_cancelled
                ),
                lambda _: self._taken("The answers were taken in."),
            )

        self._ask(view, {"take": take})

    def _preview_catalogue(self, path: Path, code: str | None) -> None:
        file = self._session.file

        def refused(error: UserError) -> None:
            if isinstance(error, NotTrusted) and code is None:
                self._prompt(_CODE, lambda typed: self._preview_catalogue(path, typed))
            else:
                self._say(error)

        self._do(
            "Checking the catalogue pack",
            lambda *hooks: preview_import(file, path, now=datetime.now(UTC), code=code),
            lambda checked: self._ask_catalogue(path, code, checked),
            refused,
            can_stop=False,
        )

    def _ask_catalogue(self, path: Path, code: str | None, checked: CheckedPack) -> None:
        session = self._session
        detail = (
            f"{checked.name}, version {checked.version}. It serves the next period that is begun; answers and open "
            "periods stay as they are."
        )
        lines = "\n".join([*checked.changes, "", "Signed by:", *checked.signed_by])
        view = ChoiceView("Take the catalogue pack in?", detail, (("take", "Take it in"), _LEAVE), lines, _CHANGES)

        def take() -> None:
            self._do(
                "Taking the catalogue in",
                lambda *hooks: import_pack(session.file, path, now=datetime.now(UTC), code=code),
                lambda _: self._taken("The catalogue pack was taken in."),
                can_stop=False,
            )

        self._ask(view, {"take": take})

    def _undo(self) -> None:
        file = self._session.file
        self._do(
            "Putting the file back", lambda *hooks: undo_take_back(file), lambda _: self._restored(), can_stop=False
        )

    def _restored(self) -> None:
        self._session.lock_changed.emit()
        self._taken("The file is as it was before the pack was taken back.")

    def _taken(self, words: str) -> None:
        self._session.raise_barrier()
        self._session.refresh()
        self._shell.announce(words)

    def _do(
        self,
        words: str,
        task: Task,
        done: Then,
        refused: Callable[[UserError], None] | None = None,
        *,
        can_stop: bool = True,
    ) -> None:
        """Do a task beside the window and go on in it; what can be stopped changes nothing then."""
        job = self._session.jobs.start(task, must_finish=True)
        job.stopped.connect(lambda: self._shell.announce("Stopped. Nothing was changed."))
        job.succeeded.connect(done)
        job.failed.connect(refused or self._say)
        self._shell.follow(job, words, can_stop=can_stop)

    def _ask(self, view: ChoiceView, ways: dict[str, Callable[[], None]]) -> None:
        dialog = ChoiceDialog(self._shell.loader, view, self._shell.window())
        dialog.way_chosen.connect(lambda key: ways.get(key, _nothing)())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _prompt(self, view: PromptView, take: Callable[[str], None]) -> None:
        dialog = PromptDialog(self._shell.loader, view, self._shell.window())

        def given(typed: str) -> None:
            dialog.accept()
            take(typed.strip())

        dialog.text_given.connect(given)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _nothing() -> None:
    return None
