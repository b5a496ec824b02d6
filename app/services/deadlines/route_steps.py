"""The due date of one unit's step of a route."""

from collections.abc import Sequence
from datetime import datetime

from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.clocks import Pause, clock
from app.services.deadlines.limits import TimeLimit


def step_due(
    accepted_at: datetime, limit: TimeLimit, calendar: WorkingCalendar, pauses: Sequence[Pause]
) -> datetime | None:
    """Return when the step a unit began at `accepted_at` is due; waits of its time are left out."""
    waits = [pause for pause in pauses if pause.start >= accepted_at]
    return clock(accepted_at, limit, calendar, waits).legal.due_at
