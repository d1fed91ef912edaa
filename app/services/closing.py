"""Opens a closed period again. Accepting its return closes it (`receiving_responses`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.records import PeriodState
from app.services.packing import require_own_file
from app.services.period_content import find_period

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile


def reopen_period(file: EstablishmentFile, name: str | None, *, person_id: str | None = None) -> str:
    """Open a closed period again, the latest where none is named; return its name. UserError where it is open.

    What was sent stays as it is: a further return has the next number, and says what changed.
    """
    with file.work("Reopened a period", person_id) as work:
        require_own_file(work)
        period = find_period(work, name).record
        if period.state is not PeriodState.CLOSED:
            raise UserError(f"{period.name} is open. Nothing was changed.")
        work.put(period.model_copy(update={"state": PeriodState.OPEN}))
        return period.name
