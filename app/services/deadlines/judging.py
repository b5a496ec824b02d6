"""Whether something that was due at an instant is early, on time or late.

What is due by the hour is late after that instant. What is due by day is late only when the due day
is over (Civil Code 2015 Đ148.6: a period in days ends at 24:00 of its last day), so at the end of a
report's last day what was due on it is late.
"""

from datetime import datetime

from app.clock import local_date, start_of_day
from app.vocabulary.dossiers import Timeliness


def is_late(due_at: datetime | None, at: datetime, *, is_by_day: bool) -> bool:
    """Say whether what is due at `due_at` (None: no fixed time) is late at `at` (both aware)."""
    if due_at is None:
        return False
    return local_date(at) > local_date(due_at) if is_by_day else at > due_at


def day_judged_at(at: datetime) -> datetime:
    """Return the start (UTC) of the day that `at` (aware) lies in.

    What was due by day before it is late at `at`, what was due on or after it is not: `is_late` as
    one comparison of stored instants.
    """
    return start_of_day(local_date(at))


def judge_step(
    due_at: datetime | None, ended_at: datetime | None, now: datetime, *, is_by_day: bool
) -> Timeliness | None:
    """Judge a step by its end, or while it runs by `now` (all aware).

    Ended: as `judge_end` says. Running: in time until it is late, overdue then, None without a due
    instant.
    """
    if ended_at is not None:
        return judge_end(ended_at, due_at, is_by_day=is_by_day)
    if due_at is None:
        return None
    late = is_late(due_at, now, is_by_day=is_by_day)
    return Timeliness.OVERDUE if late else Timeliness.IN_TIME


def judge_end(ended_at: datetime, due_at: datetime | None, *, is_by_day: bool) -> Timeliness:
    """Early: ended on a day before the due day; on time: until it is late; then late.

    Without a fixed deadline nothing can be late or early (DESIGN §8).
    """
    if due_at is None:
        return Timeliness.ON_TIME
    if is_late(due_at, ended_at, is_by_day=is_by_day):
        return Timeliness.LATE
    return Timeliness.EARLY if local_date(ended_at) < local_date(due_at) else Timeliness.ON_TIME
