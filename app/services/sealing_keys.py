"""Who can unlock the sealed store: passphrases of people, and the recovery key on paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from app.domain.dates import spell_day
from app.domain.errors import UserError
from app.domain.progress import Progress, no_progress
from app.domain.records import Establishment, Person
from app.domain.text import shown

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile
    from app.store.wrapping import Cost

LEAST_PASSPHRASE = 12
"""How many characters a passphrase has at least: three or four plain words."""

_WITHHELD = "a person whose name is withheld"


@dataclass(frozen=True)
class KeyHolder:
    """Somebody who can unlock the sealed store, since when; the recovery key is held by whoever keeps the sheet."""

    slot_id: str
    person_id: str
    name: str
    is_recovery_key: bool
    since: date

    @property
    def sentence(self) -> str:
        """What people read of it."""
        if self.is_recovery_key:
            return f"The recovery key, printed by {self.name} on {spell_day(self.since)}."
        return f"{self.name}, since {spell_day(self.since)}."


@dataclass(frozen=True)
class RecoverySheet:
    """The sheet with the recovery key, to be printed and locked away. It is kept nowhere in the program."""

    text: str = field(repr=False)

    def as_text(self) -> str:
        """Return its lines."""
        return self.text


def key_holders(file: EstablishmentFile) -> list[KeyHolder]:
    """Return who can unlock the sealed store, in the order in which they were let in."""
    from app.store.wrapping import SlotKind

    with file.reading() as work:
        names = {entry.record.id: shown(entry.text("name")) for entry in work.list(Person)}
    return [
        KeyHolder(
            slot.id, slot.person_id, names.get(slot.person_id) or _WITHHELD, slot.kind is SlotKind.RECOVERY,
            slot.since.date(),
        )
        for slot in file.keys.slots()
    ]  # fmt: skip


def find_slot(file: EstablishmentFile, name: str) -> str:
    """Return the key slot of the person of this name; UserError where nobody of that name can unlock the store."""
    found = [one.slot_id for one in key_holders(file) if one.name == name and not one.is_recovery_key]
    if len(found) != 1:
        raise UserError("Nobody of this name can unlock the sealed store. Write the name as People and plan has it.")
    return found[0]


def let_in(file: EstablishmentFile, person_id: str, passphrase: str, *, cost: Cost | None = None) -> None:
    """Let a person unlock the sealed store with a passphrase of their own; UserError where it is too short."""
    file.keys.add(person_id, require_good(passphrase), cost)


def shut_out(file: EstablishmentFile, slot_id: str, *, progress: Progress = no_progress) -> None:
    """Take somebody's way in, or the recovery key's: neither opens the file, or any copy made from now on.

    What they could read until now they may have kept. Copies made before still open for them, so backups are renewed
    by the purge that is due then.
    """
    file.keys.remove(slot_id, progress)


def change_passphrase(
    file: EstablishmentFile,
    slot_id: str,
    present: str,
    passphrase: str,
    *,
    cost: Cost | None = None,
    progress: Progress = no_progress,
) -> None:
    """Change a person's passphrase, which they prove to be theirs by the present one.

    The recovery key serves as the present one: that is what it is for. WrongPassphrase where it opens another's slot.
    """
    from app.store.errors import WrongPassphrase
    from app.store.wrapping import SlotKind

    new, was_unlocked = require_good(passphrase), file.is_unlocked
    opened = file.unlock(present)
    if opened.id != slot_id and opened.kind is not SlotKind.RECOVERY:
        if not was_unlocked:
            file.lock()
        raise WrongPassphrase
    file.keys.change_passphrase(slot_id, new, cost, progress)


def print_recovery_key(
    file: EstablishmentFile,
    person_id: str,
    *,
    today: date,
    cost: Cost | None = None,
    progress: Progress = no_progress,
) -> RecoverySheet:
    """Make the recovery key, in place of an earlier one, and return the sheet for it; the store must be unlocked."""
    with file.reading() as work:
        name = shown(work.list(Establishment)[0].text("name"))
    key = file.keys.make_recovery_key(person_id, cost, progress)
    groups = key.split("-")
    half = len(groups) // 2
    lines = [
        f"RECOVERY KEY of the sealed store of {name or 'this establishment'}",
        f"Printed on {spell_day(today)}. File {file.file_id[:8].upper()}.",
        "",
        "    " + "  ".join(groups[:half]),
        "    " + "  ".join(groups[half:]),
        "",
        *_ADVICE,
        "",
    ]
    return RecoverySheet("\n".join(lines))


_ADVICE = (
    "Type it where a passphrase is asked for. Capitals, spaces and hyphens make no difference, and a letter read",
    "wrongly is noticed. The letters O and I and the figures 0 and 1 are not used.",
    "",
    "Whoever holds this sheet and a copy of the file can read everything that is sealed in it. Keep it in a safe,",
    "apart from the PC and its backups, and handle it as its content demands.",
    "",
    "Without this sheet, what is sealed is lost for ever if every passphrase is forgotten. Nobody can make another way",
    "in. Printing a new recovery key makes this one worthless: destroy it then.",
)


def require_good(passphrase: str) -> str:
    """Return a passphrase that will do for the sealed store; UserError where it is too short."""
    if len(passphrase.strip()) < LEAST_PASSPHRASE:
        raise UserError(
            f"A passphrase needs at least {LEAST_PASSPHRASE} characters. Take four plain words with spaces between.",
            "passphrase",
        )
    return passphrase
