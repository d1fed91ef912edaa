"""The classes of rows: SQLModel over the tables, made when the first row of a table is saved.

This module is read late. An opening file only reads, in SQL, and must not pay for SQLAlchemy, sqlmodel and its mappers.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import new_class
from typing import Any, ClassVar, Self, cast

from sqlalchemy import Table
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from app.store.tables import METADATA


class StoredRow(SQLModel, registry=registry(metadata=METADATA)):
    """A row of one of our tables, a column a field.

    It is not validated: what is written was a record, and what is read becomes one or is checked.
    """

    __table__: ClassVar[Table]
    model_config: ClassVar[Any] = {"defer_build": True}  # nobody pays for a validator that is never used

    @classmethod
    def of(cls, columns: Mapping[str, object]) -> Self:
        """Return a row of these columns."""
        return cls(**cast("dict[str, Any]", columns))

    def __repr_args__(self) -> list[tuple[str | None, Any]]:
        """Show no column: some hold what users typed."""
        return []


@cache
def row_class(name: str) -> type[StoredRow]:
    """Return the class of a table's rows."""
    table = METADATA.tables[name]
    scalars = {column.name: column.type.python_type for column in table.columns}
    body = {
        "__module__": __name__,
        "__table__": table,
        "__annotations__": {name: scalar | None for name, scalar in scalars.items()},
        **{column.name: Field(default=None, sa_column=column) for column in table.columns},
    }
    words = "".join(part.capitalize() for part in name.split("_"))
    row = new_class(f"{words}Row", (StoredRow,), {"table": True}, lambda namespace: namespace.update(body))
    return cast("type[StoredRow]", row)
