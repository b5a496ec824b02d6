"""The only module that reads the time. UTC inside; the office's local day is computed here."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
"""Beyond them no calendar goes: whatever is asked about the first or last day ends there."""


def _system_now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - this is the clock


class Clock:
    """Tells the time; tests and the demo give it another source."""

    def __init__(self, source: Callable[[], datetime] = _system_now) -> None:
        self._source = source

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return self._source().astimezone(UTC)

    def ahead_by(self, offset: timedelta) -> "Clock":
        """Return a clock that is so far ahead of this one: as another machine has it."""
        return Clock(lambda: self._source() + offset)

    def today(self) -> date:
        """Return the office's calendar day."""
        return local_date(self.now())


def to_local(instant: datetime) -> datetime:
    """Return `instant` (aware) as the office's wall-clock time."""
    if instant.tzinfo is None:
        message = "a naive instant reached the clock"
        raise ValueError(message)
    try:
        return instant.astimezone(OFFICE_ZONE)
    except OverflowError:
        return datetime.max.replace(tzinfo=OFFICE_ZONE)


def local_date(instant: datetime) -> date:
    """Return the office's calendar day of `instant`."""
    return to_local(instant).date()


def from_local(day: date, at: time) -> datetime:
    """Return the instant (UTC) of the office's wall-clock `at` on `day`."""
    try:
        return datetime.combine(day, at, OFFICE_ZONE).astimezone(UTC)
    except OverflowError:
        return _FIRST


def start_of_day(day: date) -> datetime:
    """Return the instant (UTC) at which `day` begins at the office."""
    return from_local(day, time())


def end_of_day(day: date) -> datetime:
    """Return the instant (UTC) at which `day` ends at the office (exclusive)."""
    return _LAST if day == date.max else from_local(day + timedelta(days=1), time())
