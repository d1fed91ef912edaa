"""Which periods are closed, and whether a record belongs to one."""

from __future__ import annotations

from app.domain.closing import OF_PERIOD, PARENTS, closed_sentence
from app.domain.errors import UserError
from app.domain.record import Record
from app.domain.records import Period, PeriodState
from app.store.reader import RecordReader


class ClosedPeriods:
    """Read once in a work, when a record that belongs to a period is first written."""

    def __init__(self, reader: RecordReader) -> None:
        self._reader = reader
        self._names: dict[str, str] | None = None

    def require_open(self, record: Record) -> None:
        """Raise UserError where a record belongs to a closed period. Most files have none."""
        if type(record) not in PARENTS and type(record) not in OF_PERIOD:
            return
        if self._names is None:
            closed = self._reader.list_entries(Period, {"state": PeriodState.CLOSED})
            self._names = {entry.record.id: entry.record.name for entry in closed}
        if self._names and (name := self._names.get(self._period_of(record))) is not None:
            raise UserError(closed_sentence(name))

    def _period_of(self, record: Record) -> str:
        """Return the id of the period that a record belongs to; empty where what it belongs to is not here."""
        found: Record | None = record
        while found is not None and type(found) in PARENTS:
            column, kind = PARENTS[type(found)]
            entry = self._reader.get(kind, getattr(found, column), with_deleted=True)
            found = entry.record if entry else None
        return str(getattr(found, "period_id", ""))
