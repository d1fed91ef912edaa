"""Lost or left: asks what happened to an identity, settles it beside the window, shows what is to be handed over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.desktop.choosing import choose_place
from app.desktop.dialogs.choice_dialog import ChoiceDialog, ChoiceView
from app.desktop.dialogs.loss_dialog import LossDialog
from app.desktop.presenters.form_values import FormValues
from app.desktop.presenters.loss_form import ENDING, loss_view
from app.desktop.presenters.sheet_keeper import SheetKeeper
from app.desktop.presenters.trust_rows import TrustRow
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.form_views import LossFormView, LossInput
from app.desktop.views.home_view import ScopeView
from app.domain.errors import Cancelled, UserError
from app.services.reissuing import Anew, Loss, Reissued, settle_loss
from app.services.sealing_keys import key_holders

if TYPE_CHECKING:
    from app.desktop.job import Job, Task


class LossAsker:
    """Belongs to one session and its window; `sheets` holds what was last made to be handed over."""

    def __init__(self, session: Session, shell: Shell) -> None:
        self._session = session
        self._shell = shell
        self._job: Job | None = None
        self.sheets = SheetKeeper(session, shell, "notice")

    def ask(self, row: TrustRow) -> None:
        """Ask what happened; the store is unlocked."""
        dialog = LossDialog(self._shell.loader, self._view(row), self._shell.window())
        dialog.given.connect(lambda typed: self._take(dialog, row, typed))
        dialog.place_asked.connect(lambda: self._ask_place(dialog))
        dialog.cancel_asked.connect(self._cancel)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _view(self, row: TrustRow) -> LossFormView:
        file, today = self._session.file, self._session.today()
        holders = [ScopeView(one.slot_id, one.name) for one in key_holders(file) if not one.is_recovery_key]
        place = file.path.parent / f"identity-{today.isoformat()}{ENDING}"
        return loss_view(row, holders, today, str(place))

    def _take(self, dialog: LossDialog, row: TrustRow, typed: LossInput) -> None:
        values = FormValues()
        day = values.day("day", values.words("day", typed.day, "Give the last day on which they signed."))
        anew = _read_anew(values, typed) if typed.way == "lost" else None
        if values.faults or day is None:
            dialog.show_faults(values.faults)
            return
        loss = Loss(row.entry.fingerprint, day, typed.holder or None, anew)
        session = self._session
        file, now, person_id = session.file, session.now().astimezone(UTC), session.person_id

        def settle(progress: Callable[[str, int, int], None], is_cancelled: Callable[[], bool]) -> Reissued:
            return settle_loss(file, loss, now=now, person_id=person_id, progress=progress, is_cancelled=is_cancelled)

        self._run(dialog, settle)

    def _run(self, dialog: LossDialog, task: Task) -> None:
        dialog.show_step("Beginning")

        def take(settled: Any) -> None:
            dialog.show_step("")
            dialog.accept()
            self._session.raise_barrier()
            self.show(settled)

        def refuse(error: UserError) -> None:
            dialog.show_step("")
            is_stopped = isinstance(error, Cancelled)
            dialog.show_faults({"": "Cancelled. Nothing was changed."} if is_stopped else error.by_field)

        self._job = self._session.act_beside("", task, take, on_refused=refuse)
        if self._job is not None:
            self._job.progressed.connect(lambda step, done, total: dialog.show_step(step) if done < total else None)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def show(self, settled: Reissued) -> None:
        """Show what is to be handed over, to be printed or saved."""
        self.sheets.sheet = settled
        is_new = settled.made is not None
        view = ChoiceView(
            "It is ended, and the new identity is made" if is_new else "The entries end on that day",
            "Hand the new sheet over in person, and the notice to everybody who verifies these returns; the printer "
            "puts them on pages of their own. The new certificate stands beside the identity."
            if is_new
            else "This notice is for everybody who verifies this signer’s returns.",
            (("print", "Print it…"), ("save", "Save it…"), ("close", "Close")),
            settled.as_text().replace("\f", "\n\n"),
            "The sheet and the notice" if is_new else "The notice",
        )
        dialog = ChoiceDialog(self._shell.loader, view, self._shell.window())
        ways = {"print": self.sheets.ask_printer, "save": self.sheets.ask_place}
        dialog.way_chosen.connect(lambda way: ways.get(way, lambda: None)())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_place(self, dialog: LossDialog) -> None:
        choose_place(
            dialog,
            "Where the new identity is kept",
            lambda place: dialog.place_field.setText(str(place)),
            kinds=f"Identities (*{ENDING})",
            folder=self._session.file.path.parent,
            ending=ENDING.removeprefix("."),
        )


def _read_anew(values: FormValues, typed: LossInput) -> Anew:
    place = Path(values.words("place", typed.place, "Say where the new identity is kept."))
    if place.suffix.casefold() != ENDING:
        values.faults.setdefault("place", f"The name of an identity ends in {ENDING}.")
    if not typed.passphrase:
        values.faults.setdefault("passphrase", "They choose a passphrase and type it here themselves.")
    elif typed.again != typed.passphrase:
        values.faults["again"] = "The two are not the same. Type it again."
    return Anew(place, typed.passphrase)
