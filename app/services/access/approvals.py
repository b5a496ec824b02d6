"""A password typed again for one act: the person's own, or that of a second person beside them.

Each is a row that holds for one office, act, subject and asker, five minutes long and once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, select

from app.errors import InvalidInputError, NotAllowedError, RuleBrokenError
from app.models.people import AnnouncedAct, Approval, Officer, OfficerRole
from app.services.access.circle import (
    ALONE_ACTS,
    ANNOUNCED_FOR,
    OWN_FIRST,
    WAITS_FOR,
    announced_by,
    is_answered,
    is_ripe,
    others_who_approve,
    pair_refusal,
)
from app.services.access.passwords import (
    Passwords,
    clear_attempts,
    forgive_station,
    reserve_at_station,
    reserve_attempt,
)
from app.services.access.records import AnnouncedLine, SignInName
from app.services.ledger.records import Actor
from app.services.ledger.rights import RIGHTS, Right, allows
from app.services.ledger.transactions import Reading, Transactions, Work
from app.text import clean
from app.vocabulary.people import GuardedAct, Role
from app.wording.labels import label

HOLDS_FOR: Final = timedelta(minutes=5)
OWN_PASSWORD_ACTS: Final = frozenset({GuardedAct.EXPORT_UNMASKED, GuardedAct.PRINT_RECOVERY})
_WRONG_OWN = "Mật khẩu của bạn chưa đúng; hãy nhập lại."
_WRONG_SECOND = "Tên đăng nhập hoặc mật khẩu của người thứ hai chưa đúng; hãy nhập lại."


class ApprovalNeededError(NotAllowedError):
    """Only a password is missing before `act` on `subject`: one's own, or a second person's.

    Done again with the id of that approval it goes through.
    """

    def __init__(self, message: str, act: GuardedAct, subject: str) -> None:
        super().__init__(message)
        self.act = act
        self.subject = subject


@dataclass(frozen=True, slots=True)
class Approved:
    """Who approved an act."""

    approved_by: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    act: GuardedAct
    subject: str
    is_own: bool
    is_announced: bool = False


class Approvals:
    """Takes passwords for guarded acts; wrong ones count and slow down like signing in."""

    def __init__(self, transactions: Transactions, passwords: Passwords | None = None) -> None:
        self._tx = transactions
        self._passwords = passwords or Passwords()

    def needs_second(self, actor: Actor, act: GuardedAct, subject: str = "") -> bool:
        """Say whether `act` asks for a second person's password, not the actor's own again."""
        with self._tx.read(actor, Right.OWN_ACCOUNT) as reading:
            return act_needs_second(reading, act, subject)

    def who_may_confirm(self, actor: Actor) -> tuple[SignInName, ...]:
        """Return everybody but the actor who may give a second person's word, by name."""
        with self._tx.read(actor, Right.OWN_ACCOUNT) as reading:
            rows = reading.session.execute(
                select(Officer.login, Officer.name)
                .join(OfficerRole, OfficerRole.officer_id == Officer.id)
                .where(
                    Officer.office_id == actor.office_id,
                    Officer.is_active,
                    Officer.id != actor.officer_id,
                    OfficerRole.role.in_(RIGHTS[Right.APPROVE]),
                )
                .distinct()
                .order_by(Officer.name, Officer.login)
            )
            return tuple(SignInName(login=row.login, name=row.name) for row in rows)

    def again(self, actor: Actor, password: str, act: GuardedAct, subject: str = "") -> int:
        """Return the id of the actor's own approval of `act`.

        Raises InvalidInputError (password) for a wrong one, RuleBrokenError while account or
        station waits.
        """
        asked = _Asked(act=act, subject=_subject(subject), is_own=True)
        return self._approve(
            actor, password, asked, lambda work: _active(work, Officer.id == actor.officer_id)
        )

    def by_second(
        self, actor: Actor, login: str, password: str, act: GuardedAct, subject: str = ""
    ) -> int:
        """Return the id of the approval of `act` by another person who may approve.

        Raises InvalidInputError (login or password), RuleBrokenError while account or station
        waits.
        """
        asked = _Asked(act=act, subject=_subject(subject), is_own=False)
        plain = login.strip().lower()

        def find(work: Work) -> Officer | None:
            second = _active(work, Officer.login == plain)
            if second is not None and second.id == actor.officer_id:
                raise InvalidInputError(
                    "login", "Người thứ hai phải là người khác; hãy mời một người khác nhập."
                )
            return second

        return self._approve(actor, password, asked, find)

    def may_announce(self, actor: Actor, act: GuardedAct) -> bool:
        """Say whether the actor may do `act` alone 24 hours after announcing it.

        So it is where others count, and a way out of their never coming back is needed.
        """
        with self._tx.read(actor, Right.OWN_ACCOUNT) as reading:
            return _may_announce(reading, act)

    def announce(self, actor: Actor, password: str, act: GuardedAct, subject: str = "") -> datetime:
        """Announce `act` by the actor's own password; return from when on it may be done alone.

        It may not once somebody else who may approve has been at work meanwhile. Raises
        InvalidInputError (password), RuleBrokenError for an act that is no way out.
        """
        if not self.may_announce(actor, act):
            raise RuleBrokenError(f"{label(act)}: việc này không báo trước để làm một mình được.")
        asked = _Asked(act=act, subject=_subject(subject), is_own=True, is_announced=True)
        announced_id = self._approve(
            actor, password, asked, lambda work: _active(work, Officer.id == actor.officer_id)
        )
        with self._tx.read(actor, Right.OWN_ACCOUNT) as reading:
            return reading.session.get_one(AnnouncedAct, announced_id).asked_at + WAITS_FOR

    def announced(self, actor: Actor) -> tuple[AnnouncedLine, ...]:
        """Return what was announced in the last 7 days and not done yet: shown to everybody."""
        with self._tx.read(actor, Right.OWN_ACCOUNT) as reading:
            rows = reading.session.execute(
                select(AnnouncedAct, Officer.name)
                .join(Officer, Officer.id == AnnouncedAct.asked_by)
                .where(
                    AnnouncedAct.unit_id == actor.office_id,
                    AnnouncedAct.ended_at.is_(None),
                    AnnouncedAct.asked_at > reading.now - ANNOUNCED_FOR,
                )
                .order_by(AnnouncedAct.id)
            ).all()
            return tuple(_announced_line(reading, row, name) for row, name in rows)

    def _approve(
        self, actor: Actor, password: str, asked: _Asked, find: Callable[[Work], Officer | None]
    ) -> int:
        with self._tx.write(actor, Right.OWN_ACCOUNT) as work:
            found = find(work)
            if found is not None:
                reserve_attempt(found, work.now)
            reserve_at_station(work.session, actor.station, work.now)
            stored = None if found is None else found.password_hash
        if stored is None:
            self._passwords.spend_as_long(password)
        is_right = stored is not None and self._passwords.matches(stored, password)
        with self._tx.write(actor, Right.OWN_ACCOUNT) as work:
            found = find(work)
            if found is None or not is_right or found.password_hash != stored:
                refusal = _wrong_password(work, asked)
            else:
                forgive_station(work.session, actor.station, found)
                clear_attempts(found)
                refused = _refused(work, found, asked)
                if refused is None:
                    return (_announce if asked.is_announced else _keep)(work, found, asked)
                refusal = refused
        raise refusal


def act_needs_second(reading: Reading, act: GuardedAct, subject: str = "") -> bool:
    """Say whether `act` is for two people here.

    Where nobody else's approval counts, accounts are changed and the clock is accepted with the own
    password again: else the one administrator could never add a second person. So they are where
    the others stayed away although the act was announced to them a day before. Whose account is
    changed counts like everybody else.
    """
    if act not in ALONE_ACTS:
        return act not in OWN_PASSWORD_ACTS
    others = _others(reading)
    if not others:
        return False
    announced = _own_announcement(reading, act, subject)
    return announced is None or not is_ripe(reading.session, announced, others, reading.now)


def take_approval(work: Work, approval_id: int, act: GuardedAct, subject: str = "") -> Approved:
    """Use up an approval inside the acting transaction and return who gave it.

    Raises ApprovalNeededError unless it is this office's, this actor's, for this act and subject,
    at most five minutes old, unused, and given by another person where the act needs two.
    """
    subject = _subject(subject)
    row = work.session.get(Approval, approval_id)
    if row is None or not _is_for(work, row, act, subject):
        raise ApprovalNeededError(
            f"{label(act)}: chưa được xác nhận. Hãy nhập mật khẩu xác nhận.", act, subject
        )
    if row.used_at is not None or not timedelta() <= work.now - row.approved_at <= HOLDS_FOR:
        raise ApprovalNeededError(
            f"{label(act)}: xác nhận đã dùng hoặc đã quá 5 phút. Hãy nhập mật khẩu xác nhận lại.",
            act,
            subject,
        )
    approver = _active(work, Officer.id == row.approved_by)
    is_second = row.approved_by != work.actor.officer_id
    if approver is None or (not is_second and act_needs_second(work, act, subject)):
        raise ApprovalNeededError(
            f"{label(act)}: cần người thứ hai xác nhận. Hãy mời phụ trách bộ phận hoặc quản trị "
            "viên khác nhập mật khẩu.",
            act,
            subject,
        )
    row.used_at = work.now
    announced = _own_announcement(work, act, subject)
    if announced is not None:
        announced.ended_at = work.now
    return Approved(approver.id, approver.name)


def require_answerable(work: Work, second: Approved, act: str) -> None:
    """Refuse an approval of `act` by the actor, or by who answers for neither day nor office.

    Raises NotAllowedError.
    """
    officer = work.session.get_one(Officer, second.approved_by)
    if officer.id == work.actor.officer_id or not allows(Right.APPROVE, _roles(officer)):
        raise NotAllowedError(
            f"{act} cần người thứ hai là phụ trách hoặc quản trị. Hãy nhờ người đó xác nhận."
        )


def _may_announce(reading: Reading, act: GuardedAct) -> bool:
    may_approve = allows(Right.APPROVE, reading.roles)
    return may_approve and act in ALONE_ACTS and bool(_others(reading))


def _refused(work: Work, found: Officer, asked: _Asked) -> InvalidInputError | None:
    """Log and return why a right password is not taken for `asked`, None where it is."""
    if not asked.is_own and not allows(Right.APPROVE, _roles(found)):
        return _no_right(work, found, asked)
    if asked.is_own:
        why = "" if found.password_is_own else OWN_FIRST
    else:
        asker = work.session.get_one(Officer, work.actor.officer_id)
        why = pair_refusal(asker, found, work.now)
    if not why:
        return None
    work.log("approval_refused", _facts(work, asked) | {"why": "given_password", "by": found.login})
    return InvalidInputError("password" if asked.is_own else "login", why)


def _wrong_password(work: Work, asked: _Asked) -> InvalidInputError:
    work.log("approval_refused", _facts(work, asked) | {"why": "wrong_password"})
    return InvalidInputError("password", _WRONG_OWN if asked.is_own else _WRONG_SECOND)


def _no_right(work: Work, officer: Officer, asked: _Asked) -> InvalidInputError:
    work.log("approval_refused", _facts(work, asked) | {"why": "no_right", "by": officer.login})
    return InvalidInputError(
        "login",
        "Người này không được xác nhận việc này; hãy mời phụ trách bộ phận hoặc quản trị viên.",
    )


def _keep(work: Work, officer: Officer, asked: _Asked) -> int:
    row = Approval(
        unit_id=work.actor.office_id,
        act=asked.act,
        subject=asked.subject,
        asked_by=work.actor.officer_id,
        approved_by=officer.id,
        approved_at=work.now,
        used_at=None,
    )
    work.session.add(row)
    work.session.flush()
    work.log("approved", _facts(work, asked) | {"by": officer.login, "id": row.id})
    return row.id


def _announce(work: Work, officer: Officer, asked: _Asked) -> int:
    """Keep an announcement; what the person announced of the same before gives way to it."""
    before = _own_announcement(work, asked.act, asked.subject)
    if before is not None:
        before.ended_at = work.now
    mark = work.log("act_announced", _facts(work, asked))
    row = AnnouncedAct(
        unit_id=work.actor.office_id,
        act=asked.act,
        subject=asked.subject,
        asked_by=officer.id,
        asked_at=work.now,
        log_seq=mark.seq,
        ended_at=None,
    )
    work.session.add(row)
    work.session.flush()
    return row.id


def _facts(work: Work, asked: _Asked) -> dict[str, object]:
    return {"act": asked.act, "subject": asked.subject, "station": work.actor.station}


def _is_for(work: Work, row: Approval, act: GuardedAct, subject: str) -> bool:
    return (row.unit_id, row.act, row.subject, row.asked_by) == (
        work.actor.office_id,
        act,
        subject,
        work.actor.officer_id,
    )


def _subject(subject: str) -> str:
    return clean(subject, "subject", limit=200)


def _active(work: Work, which: ColumnElement[bool]) -> Officer | None:
    return work.session.scalars(
        select(Officer).where(
            which,
            Officer.office_id == work.actor.office_id,
            Officer.is_active,
        )
    ).one_or_none()


def _others(reading: Reading) -> list[Officer]:
    actor = reading.actor
    return others_who_approve(reading.session, actor.office_id, actor.officer_id, reading.now)


def _own_announcement(reading: Reading, act: GuardedAct, subject: str) -> AnnouncedAct | None:
    actor = reading.actor
    return announced_by(reading.session, actor.office_id, actor.officer_id, act, subject)


def _announced_line(reading: Reading, row: AnnouncedAct, name: str) -> AnnouncedLine:
    others = others_who_approve(reading.session, row.unit_id, row.asked_by, reading.now)
    return AnnouncedLine(
        name=name,
        act=row.act,
        subject=row.subject,
        asked_at=row.asked_at,
        may_at=row.asked_at + WAITS_FOR,
        is_answered=is_answered(reading.session, row, others),
    )


def _roles(officer: Officer) -> frozenset[Role]:
    return frozenset(row.role for row in officer.roles)
