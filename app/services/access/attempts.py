"""Guessing is slowed per account and per station: each wrong password makes the next wait longer.

The counts live in the store, so a restart does not reset them and every desk shares them. No wait
is for good: an account waits at most 20 minutes, a station, where a queue may stand, at most 2.
"""

import math
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from app.errors import RuleBrokenError
from app.models.database import lock_office
from app.models.people import Officer
from app.models.sessions import StationAttempts
from app.services.ledger.rights import Right, allows

FREE_ATTEMPTS: Final = 3
STATION_FREE_ATTEMPTS: Final = 10
_FIRST_WAIT: Final = timedelta(seconds=5)
# 20 minutes keep a whole day of steady guessing under 100 passwords tried.
_LONGEST_WAIT: Final = timedelta(minutes=20)
_STATION_LONGEST_WAIT: Final = timedelta(minutes=2)
_DOUBLINGS: Final = 8
# A station where nobody guessed since yesterday starts anew.
_STATION_FORGETS_AFTER: Final = timedelta(hours=12)
# No office has this number: stations are counted across all offices of a store.
_STATIONS_LOCK: Final = 0


def wait_after(failed_count: int) -> timedelta:
    """Return how long the next attempt waits after `failed_count` wrong ones in a row."""
    return _grown_wait(failed_count - FREE_ATTEMPTS, _LONGEST_WAIT)


def station_wait_after(failed_count: int) -> timedelta:
    """Return how long a station waits after `failed_count` wrong passwords, whatever the login."""
    return _grown_wait(failed_count - STATION_FREE_ATTEMPTS, _STATION_LONGEST_WAIT)


def reserve_attempt(officer: Officer, now: datetime) -> None:
    """Count an attempt as failed before the password is looked at, so that none goes uncounted.

    Raises RuleBrokenError while the account waits.
    """
    if officer.locked_until is not None and _waits(officer.locked_until, now, _LONGEST_WAIT):
        raise RuleBrokenError(
            "Nhập sai mật khẩu nhiều lần nên tài khoản tạm dừng. "
            f"Hãy thử lại sau {_wait_text(officer.locked_until - now)}, "
            "hoặc nhờ quản trị viên đặt lại mật khẩu."
        )
    officer.failed_count += 1
    wait = wait_after(officer.failed_count)
    officer.locked_until = now + wait if wait else None


def clear_attempts(officer: Officer) -> None:
    """Forget wrong attempts: the password was right, or the administrator set a new one."""
    officer.failed_count = 0
    officer.locked_until = None


def reserve_at_station(session: Session, station: str, now: datetime) -> None:
    """Count an attempt at `station` as failed before the password is looked at.

    Called under the office's lock. Raises RuleBrokenError while the station waits.
    """
    row = _station(session, station)
    if row.locked_until is not None:
        if _waits(row.locked_until, now, _STATION_LONGEST_WAIT):
            raise RuleBrokenError(
                "Máy này nhập sai mật khẩu nhiều lần nên tạm dừng. "
                f"Hãy thử lại sau {_wait_text(row.locked_until - now)}."
            )
        if now - row.locked_until > _STATION_FORGETS_AFTER:
            row.failed_count = 0
    row.failed_count += 1
    wait = station_wait_after(row.failed_count)
    row.locked_until = now + wait if wait else None


def forgive_station(session: Session, station: str, officer: Officer) -> int:
    """Take from the station's count what `officer`, whose password was right, had mistyped.

    Only these: whoever guesses at others' passwords does not wipe that out with their own. Whoever
    may approve acts (supervisor, administrator) starts the station anew by signing in at it.
    Called before `clear_attempts`; returns the count before.
    """
    row = _station(session, station)
    before = row.failed_count
    roles = frozenset(role.role for role in officer.roles)
    row.failed_count = 0 if allows(Right.APPROVE, roles) else max(0, before - officer.failed_count)
    row.locked_until = None
    return before


def _waits(until: datetime, now: datetime, longest: timedelta) -> bool:
    """Say whether `until` is still to come; one beyond the longest wait is of another clock."""
    return timedelta() < until - now <= longest


def _grown_wait(over: int, longest: timedelta) -> timedelta:
    if over < 0:
        return timedelta()
    factor: int = 2 ** min(over, _DOUBLINGS)
    return min(_FIRST_WAIT * factor, longest)


def _station(session: Session, station: str) -> StationAttempts:
    lock_office(session, _STATIONS_LOCK)
    row = session.get(StationAttempts, station, populate_existing=True)
    if row is None:
        row = StationAttempts(station=station, failed_count=0, locked_until=None)
        session.add(row)
    return row


def _wait_text(wait: timedelta) -> str:
    seconds = math.ceil(wait.total_seconds())
    return f"{seconds} giây" if seconds < 60 else f"{math.ceil(seconds / 60)} phút"
