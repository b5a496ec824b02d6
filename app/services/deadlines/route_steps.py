"""The due date of one step of a route: a unit's own time from when it accepted the paper.

Counted as a case is, so that a unit's step and the dossier obey one set of rules:

- A wait that overlaps the step moves its date by the time waited, measured in what the limit is
  counted in: the unit could not go on. What was waited before it accepted the paper, or after it
  handed it on, took nothing of its time.
- A supplement restarts the step in which it came in at zero. NĐ 61/2018 Đ19.4 has the time counted
  again after the full dossier is in, and each unit's time is a part of that time (Đ19.6); the steps
  already handed on keep what they took. A supplement that was still out when the unit handed the
  paper on never came in to it, and is only subtracted.
"""

from collections.abc import Sequence
from datetime import datetime

from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.judging import judge_step
from app.services.deadlines.limits import TimeLimit
from app.services.deadlines.stretches import Stretch
from app.services.deadlines.waits import Pause, in_order

__all__ = ["judge_step", "step_due"]


def step_due(
    accepted_at: datetime,
    limit: TimeLimit,
    calendar: WorkingCalendar,
    pauses: Sequence[Pause],
    ended_at: datetime | None = None,
) -> datetime | None:
    """Return when the step is due (UTC; None: no fixed time).

    `pauses` are the dossier's; those that do not overlap the step are left out. `ended_at` is when
    the unit handed the paper on, None while it holds it. Raises RuleBrokenError for waits that
    overlap one another or end before they start.
    """
    return Stretch(accepted_at, ended_at, limit).due(in_order(pauses), calendar).due_at
