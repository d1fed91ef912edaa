"""What can be wrong with a file, in sentences."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator

from app.domain.errors import BadFile, Refused, UserError


class Foreign(BadFile):
    """The file was not made by Assurance Desk."""

    def __init__(self) -> None:
        super().__init__("This is not an Assurance Desk file and was left as it is. Choose one that ends in .assure.")


class Altered(BadFile):
    """The file holds a table, view, index or trigger that is not ours, or lacks one."""

    def __init__(self) -> None:
        super().__init__(
            "This file's structure is not the one Assurance Desk makes, so it was not opened and was left as it is. "
            "Open a backup, and report this file."
        )


class Newer(BadFile):
    """The file was saved by a later version of the program."""

    def __init__(self) -> None:
        super().__init__(
            "This file was saved by a newer Assurance Desk and was left as it is. "
            "Open it with that version, or ask for this PC's to be brought up to date."
        )


class Damaged(BadFile):
    """Something in the file does not read as it was written."""

    def __init__(self) -> None:
        super().__init__("This file is damaged and was left as it is. Open the latest backup.")


class SealedDamaged(BadFile):
    """A sealed object cannot be opened, or is not the one that was last saved."""

    def __init__(self) -> None:
        super().__init__(
            "Something in the sealed store is not what was last saved there: it is damaged or was put back. "
            "Open the latest backup, and report this file."
        )


class WrongPassphrase(UserError):
    """No key slot opens with this passphrase."""

    def __init__(self) -> None:
        super().__init__("That passphrase does not open the sealed store. Check Caps Lock and try again.")


class SealedStoreLocked(UserError):
    """Something sealed must be read or written, and the store is locked."""

    def __init__(self) -> None:
        super().__init__("The sealed store is locked. Unlock it with your passphrase, then try again.")


class CannotSave(UserError):
    """The change was not written; the file is as it was before it."""


class TextRefused(Refused):
    """Text above the ceiling: nothing was written. `kind`, `owner_id` and `field` say where it was typed."""

    def __init__(self, sentence: str, kind: str, owner_id: str, field: str) -> None:
        super().__init__(sentence, field)
        self.kind, self.owner_id = kind, owner_id


class SealNeeded(UserError):
    """Text that carries a marking to be sealed stands unsealed: nothing was written."""

    def __init__(self, word: str, kind: str, owner_id: str, field: str) -> None:
        super().__init__(
            f"This text carries a {word} marking and was not saved. Seal the passage, or take the marking out of it.",
            field,
        )
        self.kind, self.owner_id = kind, owner_id


class UnsealNeeded(UserError):
    """Sealed text would stand in plain without anybody having unsealed it: nothing was written."""

    def __init__(self) -> None:
        super().__init__("Something here is sealed and was not saved in plain. Unseal it with a reason first.")


def as_user_error(error: sqlite3.Error) -> UserError | None:
    """Return what to tell the user about SQLite's error; None where the error is ours."""
    if isinstance(error, sqlite3.OperationalError) and not hasattr(error, "sqlite_errorcode"):
        return Damaged()  # sqlite3's own: text that is no UTF-8
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return Damaged()
    if code == sqlite3.SQLITE_FULL:
        return CannotSave("The disk is full. Nothing was saved and nothing was lost: make room, then save again.")
    if code == sqlite3.SQLITE_READONLY:
        return CannotSave("This disk is read-only, so nothing was saved. Copy the file to a disk you may write to.")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return CannotSave("Another program is using the file, so nothing was saved. Close it there, then save again.")
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        return CannotSave("The disk did not take the change, so nothing was saved. Check its drive, then save again.")
    return None


@contextlib.contextmanager
def in_sentences() -> Iterator[None]:
    """Turn SQLite's errors that the user can do something about into sentences; others are ours and pass."""
    try:
        yield
    except Exception as error:
        cause = getattr(error, "orig", error)  # SQLAlchemy's errors have SQLite's own in them
        said = as_user_error(cause) if isinstance(cause, sqlite3.Error) else None
        if said is None:
            raise
        raise said from None
