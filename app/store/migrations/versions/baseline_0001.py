"""The first released schema, frozen as it was."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first schema in an empty file; Alembic's own table is there already."""
    for statement in Path(__file__).with_name("schema_0001.sql").read_text(encoding="utf-8").split(";\n"):
        if "alembic_version" not in statement:
            op.execute(statement)
