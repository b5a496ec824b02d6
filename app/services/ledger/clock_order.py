"""A machine's clock that was set back: what is entered must not lie before what the log holds.

Asked where every log entry is written. The office's log has come to a moment (`LogClock`): its
latest entry, or the moment at which two people accepted the clock as it was.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from app.errors import RuleBrokenError
from app.models.base import UtcDateTime
from app.models.log import LogClock
from app.wording.texts import moment_text

SLACK: Final = timedelta(minutes=2)
"""How far before the log's latest moment an entry may lie: clocks are put right by seconds."""
CLOCK_ACCEPTED: Final = "clock_accepted"
GOES_ON: Final = frozenset(
    {
        *("sign_in", "sign_in_failed", "sign_out", "session_locked", "session_unlocked"),
        *("denied", "approved", "approval_refused", "act_announced", CLOCK_ACCEPTED),
        *("password_changed", "password_change_failed", "password_reset", "account_wait_ended"),
        *("account_added", "account_edited", "account_roles_changed"),
        *("account_deactivated", "account_reactivated"),
        *("audited", "restore_begun", "store_restored"),
    }
)
"""Acts that touch no dossier and lead back to a right clock, or tell who was at the desk."""
_COME_TO: Final = text(
    "INSERT INTO log_clocks (unit_id, latest_at) VALUES (:unit_id, :at) "
    "ON CONFLICT (unit_id) DO UPDATE SET latest_at = excluded.latest_at"
).bindparams(bindparam("at", type_=UtcDateTime()))


class ClockBehindError(RuleBrokenError):
    """The machine's clock is behind the log; nothing but what mends that is entered."""


def is_behind(at: datetime, latest_at: datetime | None) -> bool:
    """Say whether `at` lies more than two minutes before where the log has come to."""
    return latest_at is not None and at < latest_at - SLACK


def require_clock(act: str, entered_at: datetime, latest_at: datetime | None) -> None:
    """Raise ClockBehindError for an act whose moment lies before what the log holds."""
    if latest_at is not None and is_behind(entered_at, latest_at) and act not in GOES_ON:
        raise ClockBehindError(behind_sentence(entered_at, latest_at))


def behind_sentence(now: datetime, latest_at: datetime) -> str:
    """Return what is wrong with the clock, and what to do."""
    return (
        f"Đồng hồ máy đang chỉ {moment_text(now)}, lùi so với việc ghi gần nhất lúc "
        f"{moment_text(latest_at)} nên chưa ghi được. Hãy chỉnh lại giờ của máy; nếu giờ máy đang "
        "đúng, hai người cùng chấp nhận giờ máy và ghi lý do (bấm “Giờ máy lùi”, hoặc lệnh clock)."
    )


def come_to_in(session: Session, office_id: int) -> datetime | None:
    """Return how far the office's log has come in time; None before its first entry."""
    found: datetime | None = session.scalar(
        select(LogClock.latest_at).where(LogClock.unit_id == office_id)
    )
    return found


def come_to(session: Session, office_id: int, at: datetime) -> None:
    """Let the office's log have come to `at`."""
    session.connection().execute(_COME_TO, {"unit_id": office_id, "at": at})
