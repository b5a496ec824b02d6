"""An older store learns from its log whose passwords are their own, and how far its log came."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from app.models.database import Database
from app.models.log import LogClock, LogEntry
from app.models.people import Officer
from app.services.access.accounts import Accounts
from app.services.access.approvals import Approvals
from app.services.access.records import NewOfficer
from app.services.ledger.transactions import Transactions
from app.vocabulary.people import GuardedAct, Role
from tests.models import conftest as homes
from tests.models.test_schema import _downgrade
from tests.services.desk_builders import a_counter
from tests.services.store_builders import GOOD_PASSWORD, FakeTime, cheap_passwords, the_actor

_GIVEN = "bốn con mèo ngủ trưa"


def test_the_log_says_whose_password_was_set_by_another(home: homes.Home, tmp_path: Path) -> None:
    database = home.create()
    time = FakeTime()
    counter = a_counter(tmp_path, time, database)
    _use(database, counter.clock, counter.admin.login, time)
    last = _latest(database)
    _downgrade(database, "0017")
    database.close()
    database = home.open()
    with database.read() as session:
        rows = session.scalars(select(Officer)).all()
        known = {row.login: row for row in rows}
        assert (known["cho.doi"].password_is_own, known["da.doi"].password_is_own) == (False, True)
        assert known["cho.doi"].password_given_by == known["quanly"].id
        assert known["cho.doi"].password_given_at == time.now - timedelta(hours=1)
        assert known["quanly"].password_given_by is None
        assert not any(row.password_is_first for row in rows)
        assert session.scalars(select(LogClock.latest_at)).all() == [last]
    database.close()


def _use(database: Database, clock: object, admin_login: str, time: FakeTime) -> None:
    tx = Transactions(database, clock)  # type: ignore[arg-type]
    accounts, approvals = Accounts(tx, cheap_passwords()), Approvals(tx, cheap_passwords())
    admin = the_actor(database, admin_login)
    for login in ("cho.doi", "da.doi"):
        given = approvals.again(admin, GOOD_PASSWORD, GuardedAct.CHANGE_ROLES, login)
        new = NewOfficer(login=login, name=f"Người {login}", password=_GIVEN)
        accounts.add(admin, new, frozenset({Role.SUPERVISOR}), approval_id=given)
    time.advance(timedelta(hours=1))
    accounts.change_own_password(the_actor(database, "da.doi"), _GIVEN, "cá mập đạp xe qua cầu")


def _latest(database: Database) -> object:
    with database.read() as session:
        return session.scalar(select(LogEntry.entered_at).order_by(LogEntry.id.desc()).limit(1))
