"""What a change of calendar or hours would be, and the dossiers whose date it leaves behind."""

from dataclasses import dataclass
from datetime import date, datetime

from app.services.deadlines.calendar import WorkingHours
from app.vocabulary.office import DayKind


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day to be off or worked; without a kind, an ordinary day of its week again."""

    day: date
    kind: DayKind | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HoursChange:
    """Working hours to hold from now on."""

    hours: WorkingHours


CalendarEdit = DayChange | HoursChange


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDossier:
    """An open dossier promised at `printed_due`, which the calendar counts to `counted_due`.

    `why` is the count in words. One that waits (`is_paused`) is counted again when it goes on, so
    it cannot be promised anew before.
    """

    code: str
    owner: str
    printed_due: datetime
    counted_due: datetime
    why: str
    is_paused: bool
