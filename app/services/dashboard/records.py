"""What the supervisor sees at a glance: plain figures, each with the days it is counted over."""

from dataclasses import dataclass
from datetime import date, datetime

from app.services.counts import Figures, GroupFigures
from app.services.ratings.figures import FaceCounts, RatingFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """The figures of one of the even stretches before and up to the end of the period.

    `faces` counts what people said of the service in it.
    """

    name: str
    first_day: date
    last_day: date
    figures: Figures
    faces: FaceCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTime:
    """Where dossiers that ended in the period lay: how many passed, and their working time in all.

    `key` is the status, and behind a colon the code of the unit that held the paper.
    """

    key: str
    name: str
    dossiers: int
    worked_minutes: int
    day_minutes: int

    @property
    def tenths_of_days(self) -> int | None:
        """The mean in tenths of a working day, rounded half up; None where none passed."""
        if not self.dossiers:
            return None
        share = 20 * self.worked_minutes + self.dossiers * self.day_minutes
        return share // (2 * self.dossiers * self.day_minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadCell:
    """Dossiers received and results given within one hour of one weekday (0 is Monday)."""

    weekday: int
    hour: int
    received: int
    returned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DashboardView:
    """All pictures of [first_day, last_day] of one office, as true at `as_of`."""

    unit_name: str
    parent_name: str
    place: str
    is_demo: bool
    first_day: date
    last_day: date
    as_of: datetime
    made_at: datetime
    made_by: str
    total: Figures
    trend: tuple[TrendPoint, ...]
    agencies: tuple[GroupFigures, ...]
    fields: tuple[GroupFigures, ...]
    steps: tuple[StepTime, ...]
    load: tuple[LoadCell, ...]
    ratings: RatingFigures
