"""Whether who acts may act: their roles, and the session they signed in with, in one query."""

from datetime import datetime, timedelta
from typing import Final, TypeAlias

from sqlalchemy import Row, and_, bindparam, select
from sqlalchemy.orm import Session

from app.errors import NoRightError, SessionOverError
from app.models.people import Officer, OfficerRole
from app.models.sessions import DeskSession
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right, allows
from app.vocabulary.people import Role

SESSION_HOURS: Final = 12
LONGEST_SESSION: Final = timedelta(hours=SESSION_HOURS)
LOCKED: Final = "Màn hình đang khóa. Hãy nhập mật khẩu để mở khóa rồi làm tiếp."
ENDED: Final = "Phiên làm việc này đã kết thúc. Hãy đăng nhập lại."
TOO_OLD: Final = f"Phiên làm việc đã quá {SESSION_HOURS} giờ. Hãy nhập mật khẩu rồi làm tiếp."

_Row: TypeAlias = Row[Role, datetime, datetime | None, datetime | None]

# Built once: what every act runs must not be put together anew each time.
_STANDING = (
    select(OfficerRole.role, DeskSession.started_at, DeskSession.locked_at, DeskSession.ended_at)
    .join(Officer, Officer.id == OfficerRole.officer_id)
    .outerjoin(
        DeskSession,
        and_(DeskSession.id == bindparam("session_id"), DeskSession.officer_id == Officer.id),
    )
    .where(
        Officer.id == bindparam("officer_id"),
        Officer.office_id == bindparam("office_id"),
        Officer.is_active,
    )
)


def require_standing(
    session: Session, actor: Actor, right: Right, now: datetime
) -> frozenset[Role]:
    """Return the actor's roles as they are now.

    Raises NoRightError for an account out of use or without `right`, SessionOverError for a
    session that is locked, ended or older than 12 hours.
    """
    who = {
        "officer_id": actor.officer_id,
        "office_id": actor.office_id,
        "session_id": actor.session_id,
    }
    rows = session.connection().execute(_STANDING, who).all()
    if not rows:
        raise NoRightError("Tài khoản này đã ngừng hoạt động. Hãy liên hệ quản trị viên.")
    if actor.session_id:
        _require_session(rows[0], now)
    roles = frozenset(row.role for row in rows)
    if not allows(right, roles):
        raise NoRightError(
            "Bạn không có quyền làm việc này. Hãy nhờ người có quyền hoặc liên hệ quản trị viên."
        )
    return roles


def is_over(started_at: datetime, now: datetime) -> bool:
    """Say whether a session that began at `started_at` is too old, or of another clock."""
    return abs(now - started_at) > LONGEST_SESSION


def _require_session(row: _Row, now: datetime) -> None:
    if row.started_at is None or row.ended_at is not None:
        raise SessionOverError(ENDED)
    if is_over(row.started_at, now):
        raise SessionOverError(TOO_OLD)
    if row.locked_at is not None:
        raise SessionOverError(LOCKED)
