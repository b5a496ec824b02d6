"""Who restores: two people, known to the store that is here, or else to the one in the backup."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import InvalidInputError, NotAllowedError
from app.models.database import Database
from app.models.people import Officer
from app.services.access.circle import pair_refusal
from app.services.access.passwords import Passwords
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right, allows

_WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng với tài khoản trong bản sao lưu; hãy nhập lại."
_UNKNOWN = (
    "Tài khoản {login} chưa có trong bản sao lưu này. Hãy để một quản trị viên đã có tài khoản lúc "
    "sao lưu thực hiện."
)


@dataclass(frozen=True, slots=True)
class Restorers:
    """Who puts the store back, as the restored store knows them.

    `second` is the login of who approved, empty where the backup has nobody else who may.
    """

    actor: Actor
    second: str


WhoRestores = Callable[[Database], Restorers]
"""Finds them in the restored store. Raises UserError where it cannot be these."""


@dataclass(frozen=True, slots=True)
class Login:
    """A login and its password, as typed."""

    login: str
    password: str


def approved_before(login: str, second: str, station: str) -> WhoRestores:
    """Return what finds `login` in the restored store: both were asked in the store before it."""

    def find(restored: Database) -> Restorers:
        with restored.read() as session:
            officer = _officer(session, login)
            if officer is None:
                raise NotAllowedError(_UNKNOWN.format(login=login))
            return Restorers(_actor(officer, station), second)

    return find


def checked_inside(
    first: Login,
    second: Login,
    station: str,
    passwords: Passwords | None = None,
    *,
    now: datetime,
) -> WhoRestores:
    """Return what asks the accounts inside the backup: there is no other store to ask.

    The first may keep the office safe, the second is another person who may approve; where the
    backup has no such other, nobody is asked for. Passwords that others set count only where no
    better ones are to be had: in a backup nobody can change their own. Wrong passwords are not
    counted: who holds backup and key can guess without this program.
    """
    hasher = passwords or Passwords()

    def find(restored: Database) -> Restorers:
        with restored.read() as session:
            officer = _checked(session, first, hasher, ("login", "password"))
            _require(officer, Right.SAFEGUARD, "Chỉ quản trị viên được khôi phục kho dữ liệu.")
            actor = _actor(officer, station)
            others = _others_who_approve(session, officer)
            if not second.login and not others:
                return Restorers(actor, "")
            other = _checked(session, second, hasher, ("second", "second_password"))
            if other.id == officer.id:
                raise InvalidInputError("second", "Người thứ hai phải là người khác.")
            _require(
                other,
                Right.APPROVE,
                "Người thứ hai phải là phụ trách bộ phận hoặc quản trị viên khác.",
            )
            refusal = pair_refusal(officer, other, now)
            if refusal and any(not pair_refusal(officer, one, now) for one in others):
                raise InvalidInputError("second", refusal)
            return Restorers(actor, other.login)

    return find


def _checked(
    session: Session, person: Login, passwords: Passwords, fields: tuple[str, str]
) -> Officer:
    login_field, password_field = fields
    if not person.login:
        raise InvalidInputError(
            login_field,
            "Khôi phục kho dữ liệu cần hai người: quản trị viên (--officer) và người thứ hai "
            "(--second), theo tài khoản trong bản sao lưu.",
        )
    officer = _officer(session, person.login)
    if officer is None or not officer.is_active:
        passwords.spend_as_long(person.password)
        raise InvalidInputError(password_field, _WRONG)
    if not passwords.matches(officer.password_hash, person.password):
        raise InvalidInputError(password_field, _WRONG)
    return officer


def _require(officer: Officer, right: Right, refusal: str) -> None:
    if not allows(right, frozenset(row.role for row in officer.roles)):
        raise NotAllowedError(f"{officer.login}: {refusal}")


def _others_who_approve(session: Session, officer: Officer) -> list[Officer]:
    others = session.execute(
        select(Officer).where(
            Officer.office_id == officer.office_id, Officer.is_active, Officer.id != officer.id
        )
    ).scalars()
    return [
        one for one in others if allows(Right.APPROVE, frozenset(row.role for row in one.roles))
    ]


def _officer(session: Session, login: str) -> Officer | None:
    plain = login.strip().lower()
    return session.execute(select(Officer).where(Officer.login == plain)).scalar_one_or_none()


def _actor(officer: Officer, station: str) -> Actor:
    return Actor(
        officer_id=officer.id,
        login=officer.login,
        name=officer.name,
        unit_id=officer.unit_id,
        unit_name="",
        office_id=officer.office_id,
        station=station,
    )
