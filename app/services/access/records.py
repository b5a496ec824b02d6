"""What the accounts of an office look like from outside."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.services.fields import Field, FieldKind
from app.vocabulary.people import GuardedAct, Role
from app.wording import prompts

WRONG_LOGIN: Final = "Hãy dùng 3–32 chữ không dấu, số, dấu chấm; đầu tiên là chữ."


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOfficer:
    """A person who is to sign in; the password is plain and is never kept."""

    login: str
    name: str
    password: str


ACCOUNT: Final = (
    Field(
        name="name",
        title=prompts.FULL_NAME,
        longest=200,
        missing="Chưa nhập họ tên; hãy nhập họ và tên.",
    ),
    Field(
        name="login",
        title=prompts.LOGIN,
        hint="nguyen.van.an",
        missing=WRONG_LOGIN,
        is_fixed=True,
    ),
    Field(name="unit_id", title="Đơn &vị", kind=FieldKind.OPTION, is_required=False),
    Field(name="phone", title="Đ&iện thoại", longest=50, is_required=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerFacts:
    """What can be edited of an account besides its roles and password.

    `unit_id` is the office itself or the agency the person works for; None is the office.
    """

    name: str
    phone: str = ""
    unit_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerLine:
    """One account as the list of accounts shows it.

    After `failed_count` wrong passwords in a row none is taken before `locked_until` (aware UTC);
    None where the account does not wait. `password_is_own`: nobody else set the present one.
    """

    officer_id: int
    login: str
    name: str
    phone: str
    unit_id: int
    unit_name: str
    roles: frozenset[Role]
    is_active: bool
    failed_count: int = 0
    locked_until: datetime | None = None
    password_is_own: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInName:
    """One account as the sign-in page may offer it."""

    login: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedLine:
    """An act that `name` announced to do alone from `may_at` on.

    `is_answered`: somebody who may approve was at work since, so that a second person is needed.
    """

    name: str
    act: GuardedAct
    subject: str
    asked_at: datetime
    may_at: datetime
    is_answered: bool
