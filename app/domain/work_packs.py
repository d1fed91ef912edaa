"""The record of a work pack: what somebody took away to work on, and whether it came back."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from pydantic import Field

from app.domain.record import Record


class WorkPack(Record):
    """A work pack: which intentions of a period somebody took away to work on, and whether they came back.

    `home_id` is the id of the file it was made from: a file that has another id and holds this record is the pack
    itself. `intentions` are references with a space between them. `key` is the pack's file key; where there is one,
    the record is withheld whole.
    """

    KIND: ClassVar[str] = "work_pack"
    KEPT_COLUMNS: ClassVar[tuple[str, ...]] = (
        "period_id", "post_id", "home_id", "intentions", "made_at", "returned_at",
    )  # fmt: skip

    period_id: str
    post_id: str | None = None
    home_id: str
    intentions: str
    made_at: datetime
    returned_at: datetime | None = None
    key: bytes = Field(default=b"", repr=False)
