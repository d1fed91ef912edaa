"""The first steps of a file: its place, its schema, what it knows about itself."""

from __future__ import annotations

import contextlib
from pathlib import Path

from pydantic import ValidationError

from app.domain.catalogue import MarkingScheme
from app.domain.errors import UserError
from app.domain.record import new_id
from app.store.connection import Connection, connect
from app.store.errors import CannotSave, Damaged, in_sentences
from app.store.facts import FILE_ID, SCHEME, read_fact, record_fact
from app.store.schema import create_schema

NOT_MADE = "The file could not be made there. Choose a folder that you may write to."


def required_fact(connection: Connection, key: str) -> str:
    """Return a fact that every file has; Damaged where it is not there."""
    value = read_fact(connection, key)
    if value is None:
        raise Damaged
    return value


def read_scheme(connection: Connection) -> MarkingScheme:
    """Return the file's marking scheme; Damaged where it is none."""
    try:
        return MarkingScheme.model_validate_json(required_fact(connection, SCHEME))
    except ValidationError:
        raise Damaged from None


def reserve(path: Path) -> None:
    """Take the name, so that nothing that is there can be overwritten."""
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        raise UserError("There is a file of this name already. Choose another name.") from None
    except OSError:
        raise CannotSave(NOT_MADE) from None


def make_empty(path: Path, scheme: MarkingScheme) -> None:
    """Make a file of the present schema, with an id of its own and nothing in it."""
    path.unlink(missing_ok=True)
    with in_sentences(), contextlib.closing(connect(path, "rwc")) as raw:
        connection = Connection(raw)
        with connection.writing():
            create_schema(raw)
            record_fact(connection, FILE_ID, new_id())
            record_fact(connection, SCHEME, scheme.model_dump_json())
