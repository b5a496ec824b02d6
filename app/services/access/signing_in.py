"""Signing in: who is at the desk. Guessing is slow, and an unknown login cannot be told apart."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import Clock
from app.errors import InvalidInputError, NotAllowedError, UserError
from app.models.database import Database, lock_office
from app.models.office import Unit
from app.models.people import DeskSession, Officer
from app.services.access.passwords import (
    Passwords,
    clear_attempts,
    forgive_station,
    reserve_at_station,
    reserve_attempt,
)
from app.services.access.records import SignInName
from app.services.ledger.records import Actor
from app.services.ledger.rights import is_over
from app.services.ledger.transactions import append_entry
from app.text import clean

# Sessions in the store: begun by a password, locked, opened again, ended; called under the lock.
#
# A program that was killed leaves its session open; it is too old after twelve hours.


def begin_session(session: Session, actor: Actor, now: datetime) -> int:
    """Store a new session of `actor` and return its id."""
    row = DeskSession(
        officer_id=actor.officer_id,
        station=actor.station,
        counter_name=actor.counter_name,
        started_at=now,
        locked_at=None,
        ended_at=None,
    )
    session.add(row)
    session.flush()
    return row.id


def lock_session(session: Session, actor: Actor, now: datetime) -> bool:
    """Lock the actor's session; False where there is nothing to lock."""
    row = _open_session(session, actor)
    if row is None or row.locked_at is not None:
        return False
    row.locked_at = now
    return True


def reopen_session(session: Session, actor: Actor, now: datetime) -> bool:
    """Unlock the actor's session; False where it has ended or is too old, so a new one is due."""
    row = _open_session(session, actor)
    if row is None:
        return False
    if is_over(row.started_at, now):
        row.ended_at = now
        return False
    row.locked_at = None
    return True


def end_session(session: Session, actor: Actor, now: datetime) -> bool:
    """End the actor's session; False where it had ended."""
    row = _open_session(session, actor)
    if row is None:
        return False
    row.ended_at = now
    return True


def _open_session(session: Session, actor: Actor) -> DeskSession | None:
    row = session.get(DeskSession, actor.session_id, populate_existing=True)
    is_open = row is not None and row.officer_id == actor.officer_id and row.ended_at is None
    return row if is_open else None


_LOG = logging.getLogger(__name__)
_WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra phím Caps Lock, bộ gõ và nhập lại."


@dataclass(frozen=True, slots=True)
class _Attempt:
    actor: Actor
    stored: str
    is_active: bool


class SignIn:
    """Checks a login and its password and says who acts from now on; locks and ends sessions.

    `shows_logins` is an office's choice to list its accounts on the sign-in page.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        passwords: Passwords | None = None,
        *,
        shows_logins: bool = False,
    ) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords or Passwords()
        self._shows_logins = shows_logins

    def sign_in(self, login: str, password: str, counter_name: str, station: str) -> Actor:
        """Return the person signed in at `counter_name` of `station`; logged either way.

        Raises InvalidInputError (field `password`) for a wrong login or password, RuleBrokenError
        while the account waits after wrong attempts, NotAllowedError for an account put out of use.
        """
        counter_name = clean(counter_name, "counter_name", limit=100)
        station = clean(station, "station", limit=100)
        attempt = self._checked(self._begin(login, counter_name, station), password, station)
        return self._succeed(attempt, password, locked=None)

    def lock(self, actor: Actor) -> None:
        """Lock the actor's session: nothing can be done with it until `unlock`."""
        if not actor.session_id:
            return
        with self._database.write() as session:
            lock_office(session, actor.office_id)
            if lock_session(session, actor, self._clock.now()):
                self._log(session, actor, "session_locked")

    def unlock(self, actor: Actor, password: str) -> Actor:
        """Return the same person, at work again; an attempt like signing in.

        A session that ended or grew too old is followed by a new one. Raises as `sign_in` does.
        """
        attempt = self._begin(actor.login, actor.counter_name, actor.station)
        checked = self._checked(attempt, password, actor.station)
        return self._succeed(checked, password, locked=actor)

    def leave(self, actor: Actor) -> None:
        """End the actor's session for good."""
        if not actor.session_id:
            return
        with self._database.write() as session:
            lock_office(session, actor.office_id)
            if end_session(session, actor, self._clock.now()):
                self._log(session, actor, "sign_out")

    def who_can_sign_in(self) -> tuple[SignInName, ...]:
        """Return the accounts to offer on the sign-in page; none unless the office wants that."""
        if not self._shows_logins:
            return ()
        with self._database.read() as session:
            rows = session.execute(
                select(Officer.login, Officer.name)
                .where(Officer.is_active)
                .order_by(Officer.name, Officer.login)
            )
            return tuple(SignInName(login=row.login, name=row.name) for row in rows)

    def _begin(self, login: str, counter_name: str, station: str) -> _Attempt | None:
        """Count the attempt in the store before the slow check; None where nobody has the login."""
        with self._database.write() as session:
            now = self._clock.now()
            officer = _officer(session, login)
            if officer is None:
                reserve_at_station(session, station, now)
                return None
            lock_office(session, officer.office_id)
            session.refresh(officer)
            reserve_attempt(officer, now)
            reserve_at_station(session, station, now)
            return _Attempt(
                _actor(session, officer, counter_name, station),
                officer.password_hash,
                officer.is_active,
            )

    def _checked(self, attempt: _Attempt | None, password: str, station: str) -> _Attempt:
        """Return the attempt if its password is right and its account in use; refuse the others."""
        if attempt is None:
            self._passwords.spend_as_long(password)
            _LOG.warning("sign-in with an unknown login at station %r", station)
            raise InvalidInputError("password", _WRONG)
        if not self._passwords.matches(attempt.stored, password):
            self._refuse(attempt, "wrong_password", InvalidInputError("password", _WRONG))
        if not attempt.is_active or not attempt.actor.roles:
            self._refuse(
                attempt,
                "inactive",
                NotAllowedError(
                    "Tài khoản này đã ngừng hoạt động. Hãy liên hệ quản trị viên của đơn vị."
                ),
            )
        return attempt

    def _refuse(self, attempt: _Attempt, why: str, error: UserError) -> None:
        with self._database.write() as session:
            lock_office(session, attempt.actor.office_id)
            officer = session.get_one(Officer, attempt.actor.officer_id)
            self._log(
                session, attempt.actor, "sign_in_failed", why=why, failed_count=officer.failed_count
            )
        raise error

    def _succeed(self, attempt: _Attempt, password: str, *, locked: Actor | None) -> Actor:
        """Let the person in: a new session, or the `locked` one again."""
        outdated = self._passwords.is_outdated(attempt.stored)
        renewed = self._passwords.hash(password) if outdated else attempt.stored
        with self._database.write() as session:
            actor, now = attempt.actor, self._clock.now()
            lock_office(session, actor.office_id)
            officer = session.get_one(Officer, actor.officer_id)
            if officer.password_hash != attempt.stored or not officer.is_active:
                raise InvalidInputError("password", _WRONG)  # changed while the hash was made
            officer.password_hash = renewed
            failed_before = officer.failed_count - 1
            at_station = forgive_station(session, actor.station, officer) - 1
            clear_attempts(officer)
            if locked is not None and reopen_session(session, locked, now):
                session_id, act = locked.session_id, "session_unlocked"
            else:
                session_id, act = begin_session(session, actor, now), "sign_in"
            self._log(
                session, actor, act, failed_before=failed_before, failed_at_station=at_station
            )
            return replace(actor, session_id=session_id)

    def _log(self, session: Session, actor: Actor, act: str, **facts: object) -> None:
        now = self._clock.now()
        places = {"login": actor.login, "counter": actor.counter_name, "station": actor.station}
        append_entry(session, actor, act, places | facts, (now, now), None)


def _officer(session: Session, login: str) -> Officer | None:
    wanted = login.strip().lower()
    return session.scalars(select(Officer).where(Officer.login == wanted)).one_or_none()


def _actor(session: Session, officer: Officer, counter_name: str, station: str) -> Actor:
    return Actor(
        officer_id=officer.id,
        login=officer.login,
        name=officer.name,
        unit_id=officer.unit_id,
        unit_name=session.execute(select(Unit.name).where(Unit.id == officer.unit_id)).scalar_one(),
        office_id=officer.office_id,
        roles=frozenset(row.role for row in officer.roles),
        counter_name=counter_name,
        station=station,
    )
