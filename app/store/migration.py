"""Runs the migrations. Imported late: new files are made at the present schema without Alembic."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from app.store.connection import engine_over
from app.store.errors import Damaged

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(raw: sqlite3.Connection, scripts: Path = MIGRATIONS) -> None:
    """Bring a file to the last schema, in one transaction: all of it or nothing.

    Foreign keys are off meanwhile, since rebuilding a table with them on would delete the rows that point to it, and
    are checked before the end. Damaged where a row then points to nothing.
    """
    directory = ScriptDirectory(str(scripts))
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        with engine_over(raw).connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            steps = {"fn": lambda revision, _: directory._upgrade_revs("head", revision)}
            context = MigrationContext.configure(connection, opts=steps)
            with Operations.context(context):
                context.run_migrations()
            connection.exec_driver_sql(f"PRAGMA user_version={int(directory.get_current_head() or 0)}")
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise Damaged
            connection.commit()
    finally:
        raw.execute("PRAGMA foreign_keys=ON")
