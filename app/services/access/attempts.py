"""Guessing is slowed per account: each wrong password makes the next wait longer, never for good.

The count lives in the store, so a restart does not reset it and every desk shares it.
"""

import math
from datetime import datetime, timedelta
from typing import Final

from app.errors import RuleBrokenError
from app.models.people import Officer

FREE_ATTEMPTS: Final = 3
_FIRST_WAIT: Final = timedelta(seconds=5)
# 20 minutes keep a whole day of steady guessing under 100 passwords tried.
_LONGEST_WAIT: Final = timedelta(minutes=20)
_DOUBLINGS: Final = 8


def wait_after(failed_count: int) -> timedelta:
    """Return how long the next attempt waits after `failed_count` wrong ones in a row."""
    if failed_count < FREE_ATTEMPTS:
        return timedelta()
    doublings = min(failed_count - FREE_ATTEMPTS, _DOUBLINGS)
    factor: int = 2**doublings
    return min(_FIRST_WAIT * factor, _LONGEST_WAIT)


def reserve_attempt(officer: Officer, now: datetime) -> None:
    """Count an attempt as failed before the password is looked at, so that none goes uncounted.

    Raises RuleBrokenError while the account waits.
    """
    if officer.locked_until is not None and now < officer.locked_until:
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


def _wait_text(wait: timedelta) -> str:
    seconds = math.ceil(wait.total_seconds())
    return f"{seconds} giây" if seconds < 60 else f"{math.ceil(seconds / 60)} phút"
