"""Working time up to now from many instants: each day is added up once."""

from datetime import date, datetime, time, timedelta

from app.clock import to_local
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.worktime import working_time_on

_NOTHING = timedelta(0)
_ONE_DAY = timedelta(days=1)


class WorkedSince:
    """Tells how much working time has passed; the same figures as `working_time_between`."""

    def __init__(self, calendar: WorkingCalendar, now: datetime) -> None:
        self._calendar = calendar
        self._now = to_local(now)
        self._earliest = self._now.date()
        self._from_day = {
            self._earliest: working_time_on(self._earliest, time.min, self._now.time(), calendar)
        }

    def __call__(self, since: datetime) -> timedelta:
        """Return the working time from `since` to now; nothing where that is not later."""
        local = to_local(since)
        if local >= self._now:
            return _NOTHING
        day = local.date()
        before = working_time_on(day, time.min, local.time(), self._calendar)
        return self._whole_from(day) - before

    def _whole_from(self, day: date) -> timedelta:
        while self._earliest > day:
            later = self._from_day[self._earliest]
            self._earliest -= _ONE_DAY
            own = working_time_on(self._earliest, time.min, time.max, self._calendar)
            self._from_day[self._earliest] = later + own
        return self._from_day[day]
