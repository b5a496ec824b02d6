"""Who may do what: denied unless declared here."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, TypeAlias

from sqlalchemy import Row, and_, bindparam, select
from sqlalchemy.orm import Session

from app.errors import NoRightError, SessionOverError
from app.models.people import DeskSession, Officer, OfficerRole
from app.services.ledger.records import Actor
from app.vocabulary.people import Role


class Right(StrEnum):
    """One thing a person may be allowed to do; every service method names one."""

    LOOK_UP = "look_up"
    REGISTER = "register"
    CORRECT = "correct"
    PRINT = "print"
    HAND_OFF = "hand_off"
    ACCEPT = "accept"
    DECIDE = "decide"
    RETURN = "return"
    EXCHANGE = "exchange"
    SEE_PEERS = "see_peers"
    ATTACH = "attach"
    ENTER_RATINGS = "enter_ratings"
    SEE_FIGURES = "see_figures"
    SEE_CASH = "see_cash"
    CLOSE_DAY = "close_day"
    LOCK_PERIOD = "lock_period"
    CONFIRM_CLOSING = "confirm_closing"
    READ_CATALOGUE = "read_catalogue"
    EDIT_CATALOGUE = "edit_catalogue"
    EDIT_OFFICE = "edit_office"
    EDIT_PEOPLE = "edit_people"
    OWN_ACCOUNT = "own_account"
    APPROVE = "approve"
    SAFEGUARD = "safeguard"
    AUDIT = "audit"
    SEE_DISCLOSURES = "see_disclosures"
    WRITE_REPORT = "write_report"
    KEEP_REGISTERS = "keep_registers"
    KEEP_PETITIONS = "keep_petitions"


_DESK = frozenset({Role.OFFICER, Role.SUPERVISOR})
_OFFICE = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR})
_ALL = frozenset(Role)

RIGHTS: dict[Right, frozenset[Role]] = {
    Right.LOOK_UP: _ALL,
    Right.REGISTER: _DESK,
    Right.CORRECT: _DESK,
    Right.PRINT: _ALL,
    Right.HAND_OFF: _DESK | {Role.AGENCY_OFFICER},
    Right.ACCEPT: _DESK | {Role.AGENCY_OFFICER},
    Right.DECIDE: _DESK,
    Right.RETURN: _DESK,
    # What comes in a bundle hands off, accepts, decides and returns: all of them the desk's.
    Right.EXCHANGE: _DESK,
    Right.SEE_PEERS: _OFFICE,
    Right.ATTACH: _DESK | {Role.AGENCY_OFFICER},
    Right.ENTER_RATINGS: _DESK,
    Right.SEE_FIGURES: frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    Right.SEE_CASH: _OFFICE,
    Right.CLOSE_DAY: frozenset({Role.SUPERVISOR}),
    Right.LOCK_PERIOD: frozenset({Role.SUPERVISOR}),
    # Who opens the office scans yesterday's sheet.
    Right.CONFIRM_CLOSING: _OFFICE,
    Right.READ_CATALOGUE: _ALL,
    Right.EDIT_CATALOGUE: frozenset({Role.ADMINISTRATOR}),
    Right.EDIT_OFFICE: frozenset({Role.ADMINISTRATOR}),
    Right.EDIT_PEOPLE: frozenset({Role.ADMINISTRATOR}),
    Right.OWN_ACCOUNT: _ALL,
    # The second person of an act for two: whoever answers for the office or for its machines.
    Right.APPROVE: frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    Right.SAFEGUARD: frozenset({Role.ADMINISTRATOR}),
    Right.AUDIT: frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    Right.SEE_DISCLOSURES: frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    Right.WRITE_REPORT: frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    # What a supervisor keeps books of for the quarter's report.
    Right.KEEP_REGISTERS: frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    Right.KEEP_PETITIONS: _DESK,
}


CONSOLE_ID = 0
"""The command line without --officer: whoever may read the store's files may look, never change."""

CONSOLE_RIGHTS = frozenset(
    {
        Right.LOOK_UP,
        Right.SEE_FIGURES,
        Right.SEE_CASH,
        Right.READ_CATALOGUE,
        Right.AUDIT,
        Right.KEEP_REGISTERS,
    }
)


def allows(right: Right, roles: frozenset[Role]) -> bool:
    """Say whether any of `roles` carries `right`; an undeclared right is nobody's."""
    return bool(RIGHTS.get(right, frozenset()) & roles)


# Whether who acts may act: their roles, and the session they signed in with, in one query.

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
