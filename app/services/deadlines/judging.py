"""Whether something that was due at an instant is early, on time or late."""

from datetime import datetime

from app.clock import local_date
from app.vocabulary.dossiers import Timeliness


def judge_step(
    due_at: datetime | None, ended_at: datetime | None, now: datetime
) -> Timeliness | None:
    """Judge a step by its end, or while it runs by `now` (all aware).

    Ended: early on a day before the due day, on time up to the due instant, late after it; without
    a due instant nothing can be late or early. Running: in time up to the due instant, overdue
    after it, None without one.
    """
    if ended_at is not None:
        return judge_end(ended_at, due_at)
    if due_at is None:
        return None
    return Timeliness.OVERDUE if now > due_at else Timeliness.IN_TIME


def judge_end(ended_at: datetime, due_at: datetime | None) -> Timeliness:
    """Early: ended on a day before the due day; on time: up to the due instant; late: after it.

    Without a fixed deadline nothing can be late or early (DESIGN §8).
    """
    if due_at is None:
        return Timeliness.ON_TIME
    if ended_at > due_at:
        return Timeliness.LATE
    return Timeliness.EARLY if local_date(ended_at) < local_date(due_at) else Timeliness.ON_TIME
