"""The open file as the presenters see it: what it holds, what is left to do, and the one way to change it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Signal
from PySide6.QtGui import QUndoStack

from app.desktop.imports import plain_imports
from app.desktop.jobs import Jobs
from app.desktop.remnants import Remnants
from app.desktop.tied_jobs import TiedJobs
from app.desktop.undo import UndoStep
from app.domain.errors import Cancelled, UserError
from app.domain.left_to_do import ToDo, left_to_do
from app.domain.progress import IsCancelled
from app.domain.records import Period, PeriodState
from app.domain.steps import Step
from app.services.markings import ScanMemory
from app.services.opening import make_ready
from app.services.period_content import load_content
from app.services.seats import first_seat
from app.services.spelling import Speller, words_of
from app.store.errors import CannotSave

if TYPE_CHECKING:
    from app.desktop.job import Job, Task
    from app.domain.period_content import PeriodContent
    from app.store.drafts import Draft
    from app.store.file import EstablishmentFile

T = TypeVar("T")
Clock = Callable[[], datetime]


def local_now() -> datetime:
    """Return the present moment in this PC's time zone."""
    return datetime.now().astimezone()


class Session(QObject):
    """One open file in one window, seen for one period by one person.

    Signals: `changed` after something was written, unlocked, locked or checked: refresh then. `saved(datetime)` after
    each write, drafts too. `save_failed(UserError)` where one was refused and its caller did not say it itself.
    `stuck(UserError, retry, text)` where the disk did not take something, with the words to be kept, `""` for none.
    `unlock_wanted(then)` where something can go on only once the sealed store is unlocked.
    `placed(reference)` once another question or statement is on show. `replayed(item reference)` after an undo or redo.
    `checked(is sound)` once the file's inspection is over.
    """

    changed = Signal()
    saved = Signal(object)
    save_failed = Signal(object)
    stuck = Signal(object, object, str)
    unlock_wanted = Signal(object)
    lock_changed = Signal()
    replayed = Signal(str)
    placed = Signal(str)
    checked = Signal(bool)
    closed = Signal()

    def __init__(self, file: EstablishmentFile, period_id: str, jobs: Jobs, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self.file = file
        self.period_id = period_id
        self.jobs = TiedJobs(jobs)
        self.undo_stack = QUndoStack(self)
        self._place = self._statement = ""
        self.is_sound = True
        self.is_checked = file.is_read_only
        self._is_checking = self._is_closed = False
        self._clock = clock
        self._content: PeriodContent | None = None
        self._left: tuple[ToDo, ...] | None = None
        self._drafts: dict[tuple[str, str], Draft] | None = None
        self._scans = ScanMemory()
        self._speller: Speller | None = None
        self._held: list[Callable[[], object]] = []
        self._remnants = Remnants(file, self.jobs, self)
        self._remnants.failed.connect(self.save_failed)
        self.person_id = first_seat(self.content(), self.today())

    @property
    def speller(self) -> Speller:
        """What knows the spelling of the words written here; made when first asked."""
        if self._speller is None:
            self._speller = Speller(words_of(self.content().pack))
        return self._speller

    @property
    def place(self) -> str:
        """The checklist item that was shown last."""
        return self._place

    @place.setter
    def place(self, ref: str) -> None:
        if ref != self._place:
            self._place = ref
            self.placed.emit(ref)

    @property
    def statement(self) -> str:
        """The key of the statement that was shown last."""
        return self._statement

    @statement.setter
    def statement(self, key: str) -> None:
        if key != self._statement:
            self._statement = key
            self.placed.emit(key)

    @property
    def is_writable(self) -> bool:
        """Tell whether the file may be written from here, now or once it has been checked."""
        return self.is_sound and not self.file.is_read_only

    @property
    def can_change(self) -> bool:
        """Tell whether what belongs to the period may be changed: the file may be written and the period is open."""
        return self.is_writable and self.content().period.record.state is PeriodState.OPEN

    def now(self) -> datetime:
        """Return the present moment, local."""
        return self._clock()

    def today(self) -> date:
        """Return today's date on this PC."""
        return self._clock().date()

    def content(self) -> PeriodContent:
        """Return the period's content as it is now."""
        if self._content is None:
            with self.file.reading() as work:
                self._content = load_content(work, self.period_id)
        return self._content

    def has_period(self, period_id: str) -> bool:
        """Tell whether the file has this period."""
        with self.file.reading() as work:
            return work.get(Period, period_id) is not None

    def left(self) -> tuple[ToDo, ...]:
        """Return everything left to do; markings only once `learn_markings` has looked at every text."""
        if self._left is None:
            self._left = left_to_do(self.content(), self.today(), self._scans.look)
        return self._left

    def drafts(self) -> dict[tuple[str, str], Draft]:
        """Return what was typed and never cut as a revision, by record id and field."""
        if self._drafts is None:
            with self.file.reading() as work:
                self._drafts = {(draft.owner_id, draft.field): draft for draft in work.drafts()}
        return self._drafts

    def act(
        self,
        words: str,
        job: Callable[[], T],
        *,
        on_refused: Callable[[UserError], object] | None = None,
        retry: Callable[[], object] | None = None,
        text: str = "",
    ) -> T | None:
        """Do a job that writes; return what it returns, None where it was refused or is held back.

        `words` name it in the Edit menu, where the job returns a `Step`. A refusal goes to `on_refused`, or where there
        is none to `save_failed`. While the file is still being checked the job is held back until its verdict.
        Where the disk takes nothing, `stuck` offers more: `retry`, else the same again, with `text` kept in sight.
        """
        if not self.is_checked and self.is_writable:
            self._held.append(lambda: self.act(words, job, on_refused=on_refused, retry=retry, text=text))
            return None
        try:
            result = job()
        except UserError as error:
            again = retry or (lambda: self.act(words, job, on_refused=on_refused, text=text))
            self._refuse(error, on_refused, again, text)
            return None
        self._finish(words, result)
        return result

    def act_beside(
        self,
        words: str,
        job: Task,
        take: Callable[[Any], Step | None],
        *,
        on_refused: Callable[[UserError], object],
    ) -> Job | None:
        """Do a job that writes beside the window, and then `take` what it returns: how it is taken back, where it can.

        None where it is held back until the file has been checked. The file is not closed before it has ended.
        """
        if not self.is_checked and self.is_writable:
            self._held.append(lambda: self.act_beside(words, job, take, on_refused=on_refused))
            return None
        work = self.jobs.start(job, must_finish=True)

        def done(result: object) -> None:
            if not self._is_closed:
                self._finish(words, take(result))

        work.succeeded.connect(done)
        work.failed.connect(
            lambda error: self._refuse(
                error, on_refused, lambda: self.act_beside(words, job, take, on_refused=on_refused), ""
            )
        )
        work.stopped.connect(lambda: on_refused(Cancelled()))
        return work

    def save_draft(self, job: Callable[[], T], *, on_refused: Callable[[UserError], object] | None = None) -> T | None:
        """Save something typed that changes no record; return what the job returns, None where it was refused."""
        if not self.is_checked:
            return None
        try:
            result = job()
        except UserError as error:
            (on_refused or self.save_failed.emit)(error)
            return None
        self._drafts = None
        self._remnants.follow()
        self.saved.emit(self.now())
        return result

    def refresh(self) -> None:
        """Forget what was read, and tell everyone to read anew."""
        self._content = self._left = self._drafts = None
        self.changed.emit()

    def choose_period(self, period_id: str) -> None:
        """Show another period of the file."""
        self.period_id = period_id
        self.undo_stack.clear()
        self._scans = ScanMemory()
        self.refresh()
        self.learn_markings()

    def choose_person(self, person_id: str | None) -> None:
        """Work as another person from now on."""
        self.person_id = person_id
        self.changed.emit()

    def require_unlocked(self, then: Callable[[], object]) -> None:
        """Go on at once where the sealed store is unlocked, else once its passphrase was given."""
        if self.file.is_unlocked:
            then()
        else:
            self.unlock_wanted.emit(then)

    def unlock(self, passphrase: str) -> None:
        """Unlock the sealed store; WrongPassphrase where it stays locked."""
        self.file.unlock(passphrase)
        self._on_lock_changed()

    def set_up_store(self, passphrase: str) -> None:
        """Set up the sealed store for the person who works here, and leave it unlocked."""
        from app.services.unlocking import unlock

        unlock(self.file, passphrase)
        self._on_lock_changed()

    def lock(self) -> None:
        """Lock the sealed store, and forget whatever was read of it."""
        if self.file.is_unlocked:
            self.file.lock()
            self._on_lock_changed()

    def raise_barrier(self) -> None:
        """Forget all steps that could be undone: something was sealed, and none of them may bring it back."""
        self.undo_stack.clear()

    def settle(self) -> None:
        """Wait until nothing is held back any more: the file is about to close."""
        if not self._held:
            return
        loop = QEventLoop()
        self.checked.connect(loop.quit)
        self.check()
        loop.exec()

    def check(self) -> None:
        """Inspect the file beside the window, then let go what was held back."""
        if self._is_checking:
            return
        self._is_checking = True
        job = self.jobs.start(lambda progress, is_cancelled: self._make_ready(is_cancelled))
        job.succeeded.connect(self._on_checked)
        job.failed.connect(self._on_check_failed)

    def _make_ready(self, is_cancelled: IsCancelled) -> bool:
        with plain_imports():
            return make_ready(self.file, is_cancelled)

    def learn_markings(self) -> None:
        """Scan every text that would leave, beside the window; what is left to do counts markings from then on."""
        content, scans = self.content(), self._scans
        job = self.jobs.start(lambda progress, is_cancelled: scans.learn(content, is_cancelled))
        job.succeeded.connect(self._on_markings_learnt)

    def close(self) -> None:
        """Close the file; nothing of it stays in memory."""
        if self._is_closed:
            return
        self._is_closed = True
        self._remnants.close()
        self.jobs.end()
        self.undo_stack.clear()
        self.closed.emit()
        self._content = self._left = self._drafts = None
        self.file.close()

    def _refuse(
        self,
        error: UserError,
        on_refused: Callable[[UserError], object] | None,
        again: Callable[[], object],
        text: str,
    ) -> None:
        """Say a refusal where it was asked for; where the disk took nothing, offer to try again or save elsewhere."""
        is_stuck = isinstance(error, CannotSave)
        if on_refused is not None:
            on_refused(error)
        elif not is_stuck:
            self.save_failed.emit(error)
        if is_stuck:
            self.stuck.emit(error, again, text)

    def _finish(self, words: str, result: object) -> None:
        """Remember how something is taken back, unless something was sealed, and tell everyone that it is written."""
        if self._remnants.follow():
            self.raise_barrier()
        elif isinstance(result, Step):
            self.undo_stack.push(UndoStep(words, result, self._replay))
        self.refresh()
        self.saved.emit(self.now())

    def _replay(self, job: Callable[[], object], item_ref: str) -> None:
        self.act("", lambda: job() and None)
        self.replayed.emit(item_ref)

    def _on_lock_changed(self) -> None:
        self._content = self._left = self._drafts = None
        self.lock_changed.emit()
        self.changed.emit()

    def _on_checked(self, is_sound: object) -> None:
        if self._is_closed:
            return
        self.is_checked, self.is_sound = True, bool(is_sound)
        held, self._held = self._held, []
        self.checked.emit(bool(is_sound))
        for job in held:
            job()

    def _on_check_failed(self, error: object) -> None:
        if not self._is_closed:
            self.save_failed.emit(error)
            self._on_checked(False)

    def _on_markings_learnt(self) -> None:
        if not self._is_closed:
            self._left = None
            self.changed.emit()
