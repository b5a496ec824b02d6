"""Sessions in the store: begun by a password, locked, opened again, ended; called under the lock.

A program that was killed leaves its session open; it is too old after twelve hours.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.sessions import DeskSession
from app.services.ledger.records import Actor
from app.services.ledger.standing import is_over


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
