"""Who may stand beside whom in an act for two people, and what where nobody can be reached.

Two accounts are two people only where each password is known to its owner alone: one that somebody
else set confirms nothing until its owner has changed it, and for 24 hours whoever set it is not
taken together with its owner. Where the others never come back, an act announced a day before is
done by one person: no office is left without a way out.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.log import LogEntry
from app.models.people import AnnouncedAct, Officer, OfficerRole
from app.services.ledger.rights import RIGHTS, Right
from app.vocabulary.people import GuardedAct
from app.wording.texts import moment_text

GIVEN_FOR: Final = timedelta(hours=24)
"""How long whoever set a password is not taken together with its owner."""
WAITS_FOR: Final = timedelta(hours=24)
"""How long an announced act waits for somebody who may approve to appear."""
ANNOUNCED_FOR: Final = timedelta(days=7)
"""How long after its announcement an act may be done."""
ALONE_ACTS: Final = frozenset({GuardedAct.CHANGE_ROLES, GuardedAct.ACCEPT_CLOCK})
"""Acts without which an office could not get out of having nobody else who may approve."""
OWN_FIRST: Final = (
    "Bạn còn dùng mật khẩu do người khác đặt nên chưa xác nhận được. Hãy tự đổi mật khẩu của mình "
    "rồi làm lại."
)
_NO_SIGN_OF_LIFE: Final = ("sign_in_failed",)
"""Entries in a person's name that somebody else can make."""


def pair_refusal(asker: Officer, second: Officer, now: datetime) -> str:
    """Return why these two are not taken for two people now, "" where they are."""
    if not asker.password_is_own:
        return OWN_FIRST
    if not second.password_is_own:
        return (
            f"{second.name} còn dùng mật khẩu do người khác đặt nên chưa xác nhận được. Hãy mời "
            "người đó đăng nhập, tự đổi mật khẩu rồi xác nhận lại."
        )
    for giver, owner in ((asker, second), (second, asker)):
        if _was_given(owner, giver.id, now) and owner.password_given_at is not None:
            until = owner.password_given_at + GIVEN_FOR
            return (
                f"{giver.name} đã đặt mật khẩu cho {owner.name} lúc "
                f"{moment_text(owner.password_given_at)} nên hai người này chưa xác nhận việc của "
                f"nhau. Hãy mời người khác, hoặc làm lại sau {moment_text(until)}."
            )
    return ""


def others_who_approve(
    session: Session, office_id: int, officer_id: int, now: datetime
) -> list[Officer]:
    """Return everybody but `officer_id` whose approval counts in the office.

    Whoever was added but has never stood beside `officer_id` does not yet: so an office of one is
    furnished on its first day. A password that is reset takes nobody out.
    """
    found = session.scalars(
        select(Officer)
        .where(
            Officer.office_id == office_id,
            Officer.is_active,
            Officer.id != officer_id,
            Officer.id.in_(
                select(OfficerRole.officer_id).where(OfficerRole.role.in_(RIGHTS[Right.APPROVE]))
            ),
        )
        .order_by(Officer.id)
    )
    return [one for one in found if not _is_newcomer(one, officer_id, now)]


def is_ripe(
    session: Session, announced: AnnouncedAct, others: Sequence[Officer], now: datetime
) -> bool:
    """Say whether an announced act may be done by one person now.

    It waited 24 hours and is at most 7 days old, and meanwhile the log tells of none of `others`.
    """
    waited = now - announced.asked_at
    return WAITS_FOR <= waited <= ANNOUNCED_FOR and not is_answered(session, announced, others)


def is_answered(session: Session, announced: AnnouncedAct, others: Sequence[Officer]) -> bool:
    """Say whether one of `others` was at work since an act was announced."""
    seen = session.scalar(
        select(func.count())
        .select_from(LogEntry)
        .where(
            LogEntry.unit_id == announced.unit_id,
            LogEntry.seq > announced.log_seq,
            LogEntry.officer_id.in_([one.id for one in others]),
            LogEntry.act.not_in(_NO_SIGN_OF_LIFE),
        )
    )
    return bool(seen)


def announced_by(
    session: Session, office_id: int, officer_id: int, act: GuardedAct, subject: str
) -> AnnouncedAct | None:
    """Return the person's newest announcement of `act` on `subject` that has not ended."""
    return session.scalars(
        select(AnnouncedAct)
        .where(
            AnnouncedAct.unit_id == office_id,
            AnnouncedAct.asked_by == officer_id,
            AnnouncedAct.act == act,
            AnnouncedAct.subject == subject,
            AnnouncedAct.ended_at.is_(None),
        )
        .order_by(AnnouncedAct.id.desc())
        .limit(1)
    ).one_or_none()


def _is_newcomer(officer: Officer, asker_id: int, now: datetime) -> bool:
    """Say whether somebody was added and has not been able to approve for the asker yet."""
    if not officer.password_is_first:
        return False
    return not officer.password_is_own or _was_given(officer, asker_id, now)


def _was_given(officer: Officer, giver_id: int, now: datetime) -> bool:
    """Say whether `giver_id` set the officer's password in the last 24 hours.

    A time that lies ahead, after a clock was set back, counts as well.
    """
    if officer.password_given_at is None or officer.password_given_by != giver_id:
        return False
    return now - officer.password_given_at < GIVEN_FOR
