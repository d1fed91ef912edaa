"""What the marking scan found in each passage, remembered for its revision, so that no text is scanned twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.progress import IsCancelled, never_cancelled, stop_if
from app.domain.readiness import leaving_passages
from app.domain.scan import Outcome, ScanReport, scan

if TYPE_CHECKING:
    from app.domain.catalogue import MarkingScheme
    from app.domain.period_content import PeriodContent
    from app.domain.text import Passage

_NOTHING = ScanReport(outcome=Outcome.ALLOW)


class ScanMemory:
    """Reports by passage and revision; none holds text.

    Until `learn` has looked at a whole period, a passage that it does not know counts as harmless: the first list of
    what is left to do comes before the scan, and is corrected after it.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str | None, str | None], ScanReport] = {}
        self._has_learnt = False

    def look(self, passage: Passage, scheme: MarkingScheme) -> ScanReport:
        """Return what the scan finds in a passage that is not sealed."""
        place = passage.id, passage.revision_id
        if place not in self._known:
            if not self._has_learnt:
                return _NOTHING
            self._known[place] = scan(passage.content or "", scheme)
        return self._known[place]

    def learn(self, content: PeriodContent, is_cancelled: IsCancelled = never_cancelled) -> None:
        """Scan every passage of a period that would leave; Cancelled where the user stopped it."""
        for _, passage in leaving_passages(content):
            stop_if(is_cancelled)
            self._known[passage.id, passage.revision_id] = scan(passage.content or "", content.scheme)
        self._has_learnt = True
