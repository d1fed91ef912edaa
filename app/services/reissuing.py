"""Lost or left: a signer's entries end, their key of the sealed store goes, and who stays gets both anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.progress import IsCancelled, Progress, Steps, never_cancelled, no_progress
from app.domain.text import plain, shown
from app.domain.trust_records import SigningRole, TrustedSigner
from app.services.ending_offices import EndNotice, end_entries, notice_of, running_entries
from app.services.enrolling import describe_entry
from app.services.identifying import DrawnIdentity, MadeIdentity, draw_identity
from app.services.placing import written_beside
from app.services.sealing_keys import require_good
from app.services.trust_register import seal_register

if TYPE_CHECKING:
    from app.domain.record import Entry
    from app.store.file import EstablishmentFile
    from app.store.key_slots import KeyChange
    from app.store.work import Work
    from app.store.wrapping import Cost

_STEPS = 3
"""One less where nothing is made anew."""
_KEY_GONE = "This person's key of the sealed store is gone already. Look at who can unlock it now."
_AUTHORITY = "An authority's identity is not made here. Ask the authority for its new certificate, then enter it."


@dataclass(frozen=True)
class Anew:
    """What a person who stays gets: an identity at `out` (PKCS#12), and a key of the sealed store where they had one.

    One passphrase serves for both.
    """

    out: Path
    passphrase: str = field(repr=False)


@dataclass(frozen=True)
class Loss:
    """Whose certificate is no longer used, by its SHA-256, and after which day.

    `slot_id` is their key slot, which goes too; None where they have none. `anew` is None where they left.
    """

    fingerprint: str
    last_day: date
    slot_id: str | None = None
    anew: Anew | None = None


@dataclass(frozen=True)
class Reissued:
    """What came of it: the notice of the end, and the new identity with the sheet to hand over."""

    notice: EndNotice
    made: MadeIdentity | None = None
    sheet: str = ""

    def as_text(self) -> str:
        """Return what is printed: the new identity's sheet, and on a page of its own the notice of the old one's end.

        The two are handed over apart: a notice is no reason to trust an identity.
        """
        return "\f".join(filter(None, (self.sheet, self.notice.as_text())))


def settle_loss(
    file: EstablishmentFile,
    loss: Loss,
    *,
    now: datetime,
    person_id: str | None = None,
    cost: Cost | None = None,
    progress: Progress = no_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> Reissued:
    """End a signer's entries and key slot, and give who stays a new identity, entries and key: all of it, or nothing.

    Whoever is killed in it leaves at most an identity that nobody trusts. Nothing of it can be undone: where a key
    slot goes the file key is changed, and the old identity's days are over. UserError where no entry is left to end,
    the passphrase will not do, a file of that name is there, nobody else could unlock the store, or it is locked;
    Cancelled before anything was changed.
    """
    step = Steps(progress, is_cancelled, _STEPS if loss.anew else _STEPS - 1)
    step.begin("Reading the register")
    running = running_entries(file, loss.fingerprint, loss.last_day)
    keys = _key_change(file, loss, cost)
    drawn = None
    if loss.anew is not None:
        step.begin("Making the new identity")
        drawn = _draw(loss.anew, running, now)
    step.begin("Changing the register and the key")
    what = "A signing identity is lost or left"
    with _taken_away_on_error(drawn), file.work(what, person_id, keys=keys) as work:
        end_entries(work, running, loss.last_day)
        if drawn is not None:
            _enter_anew(work, running, drawn, now)
        seal_register(work)
        if drawn is not None:
            with written_beside(drawn.files):
                pass
    step.finish()
    notice = notice_of(running, loss.last_day)
    return Reissued(notice, drawn.made, drawn.sheet) if drawn else Reissued(notice)


def _draw(anew: Anew, running: Sequence[Entry[TrustedSigner]], now: datetime) -> DrawnIdentity:
    """Make the identity of whom the entries name; nothing is written yet."""
    if any(entry.record.signing_role is SigningRole.AUTHORITY for entry in running):
        raise UserError(_AUTHORITY)
    old = describe_entry(running[0])
    passphrase = require_good(anew.passphrase)
    return draw_identity(anew.out, old.name, old.post, old.organisation, passphrase, now=now)


def _key_change(file: EstablishmentFile, loss: Loss, cost: Cost | None) -> KeyChange | None:
    from app.store.key_slots import KeyChange

    if loss.slot_id is None:
        return None
    slot = next((slot for slot in file.keys.slots() if slot.id == loss.slot_id), None)
    if slot is None:
        raise UserError(_KEY_GONE, "holder")
    if loss.anew is None:
        return KeyChange((slot.id,))
    return KeyChange((slot.id,), slot.person_id, loss.anew.passphrase, cost)


def _enter_anew(work: Work, running: Sequence[Entry[TrustedSigner]], drawn: DrawnIdentity, now: datetime) -> None:
    """Enter the new certificate for what the old one was entered for; it was made here: no sheet need be compared."""
    today = now.date()
    for entry in running:
        old = entry.record
        new = TrustedSigner(
            signing_role=old.signing_role,
            establishment_code=old.establishment_code,
            starts=max(old.starts, today) if old.starts else today,
            ends=old.ends,
            certificate=drawn.certificate,
            entered_at=now,
        )
        work.put(new, {"deputy_for": plain(shown(entry.text("deputy_for")), work.scheme)})


@contextmanager
def _taken_away_on_error(drawn: DrawnIdentity | None) -> Iterator[None]:
    """Take the files of a new identity away again where what it was made for failed."""
    try:
        yield
    except BaseException:
        for path in drawn.files if drawn else ():
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise
