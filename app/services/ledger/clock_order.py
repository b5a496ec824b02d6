"""A machine's clock that was set back: what is entered must not lie before what the log holds.

Asked where every log entry is written. The office's log has come to a moment (`LogClock`): its
latest entry, or the moment at which two people accepted the clock as it was.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, select, text
from sqlalchemy.orm import Session

from app.errors import RuleBrokenError
from app.models.base import UtcDateTime
from app.models.log import LogClock
from app.services.ledger.chain import stored_time
from app.wording.texts import moment_text, span_text

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


# Times as they are stored: one that somebody garbled must be told by the chain, and fail nothing.
_TOLD: Final = text(
    "SELECT code, seq, act, entered_at, before_at FROM ("
    " SELECT unit_id, seq, act, entered_at,"
    " LAG(entered_at) OVER (PARTITION BY unit_id ORDER BY seq) AS before_at FROM log_entries"
    ") AS told JOIN units ON units.id = told.unit_id "
    "WHERE entered_at < before_at OR act = :accepted ORDER BY units.id, seq"
)


def setback_notes(session: Session) -> Iterator[str]:
    """Yield a Vietnamese sentence for each entry that lies before the one before it.

    So for each time that the machine's clock was accepted. Nothing of it breaks a chain: a
    clock that is put right runs backwards too.
    """
    told = session.connection().execute(_TOLD, {"accepted": CLOCK_ACCEPTED})
    for code, seq, act, entered, before in told:
        at, before_at = _moment(entered), _moment(before)
        if act == CLOCK_ACCEPTED:
            yield f"Nhật ký của {code}: dòng {seq} chấp nhận giờ máy{_said(at)}."
        if before is not None and stored_time(entered) < stored_time(before):
            by = "" if at is None or before_at is None else f" {span_text(before_at - at)}"
            yield (
                f"Nhật ký của {code}: giờ của dòng {seq}{_said(at)} lùi{by} so với dòng "
                f"{seq - 1}{_said(before_at)}."
            )


def _said(at: datetime | None) -> str:
    return "" if at is None else f" ({moment_text(at)})"


def _moment(stored: object) -> datetime | None:
    """Return a stored time; None for one that is no time."""
    try:
        return datetime.fromisoformat(stored_time(stored))
    except ValueError:
        return None
