"""A stretch of a case with a legal time of its own, and the waits that fall within it.

A wait counts for a stretch only in so far as it overlaps it. A supplement restarts the stretch in
which it came in, as it restarts a case (NĐ 61/2018 Đ19.4); one that the end of a stretch cut short
never came in there, and is only subtracted. Else a stretch is counted as a case is (`moving`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.due import DueDate
from app.services.deadlines.limits import TimeLimit
from app.services.deadlines.moving import Rules, counted, moved
from app.services.deadlines.waits import Pause


@dataclass(frozen=True, slots=True)
class Stretch:
    """From when (aware) to when, `ended_at` None while it runs, and the time it may take."""

    starts_at: datetime
    ended_at: datetime | None
    limit: TimeLimit

    def waits(self, pauses: Sequence[Pause]) -> list[Pause]:
        """Return the parts of `pauses` (in order) that lie within, open where the end is open."""
        return [self._part(pause) for pause in pauses if self._overlaps(pause)]

    def due(self, pauses: Sequence[Pause], calendar: WorkingCalendar) -> DueDate:
        """Return the due date under the `pauses` (in order) that overlap, and why."""
        waits = self.waits(pauses)
        is_cut = any(self._overlaps(pause) and self._cuts(pause) for pause in pauses)
        # Waits do not overlap, so only the last one can outlast the end.
        rules = Rules(self.limit, calendar, is_legal=True, cut=waits[-1] if is_cut else None)
        return moved(counted(self.starts_at, self.limit, calendar), waits, (), rules)

    def _overlaps(self, pause: Pause) -> bool:
        begins_before_its_end = self.ended_at is None or pause.start < self.ended_at
        ends_after_its_start = pause.end is None or pause.end > self.starts_at
        return begins_before_its_end and ends_after_its_start

    def _cuts(self, pause: Pause) -> bool:
        return self.ended_at is not None and (pause.end is None or pause.end > self.ended_at)

    def _part(self, pause: Pause) -> Pause:
        end = self.ended_at if self._cuts(pause) else pause.end
        return replace(pause, start=max(pause.start, self.starts_at), end=end)
