"""Who may do what: denied unless declared, asked of the store at every call."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from app.errors import NotAllowedError, SessionOverError
from app.models.database import Database
from app.models.people import DeskSession, Officer, OfficerRole
from app.services.ledger.records import Actor
from app.services.ledger.rights import (
    CONSOLE_ID,
    CONSOLE_RIGHTS,
    ENDED,
    LOCKED,
    RIGHTS,
    Right,
    allows,
)
from app.services.ledger.transactions import Transactions
from app.vocabulary.people import Role
from tests.services.store_builders import FakeTime, an_actor, logged_acts

_O, _S, _A, _G = Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AGENCY_OFFICER
_EXPECTED = {
    Right.LOOK_UP: {_O, _S, _A, _G},
    Right.REGISTER: {_O, _S},
    Right.CORRECT: {_O, _S},
    Right.PRINT: {_O, _S, _A, _G},
    Right.HAND_OFF: {_O, _S, _G},
    Right.ACCEPT: {_O, _S, _G},
    Right.DECIDE: {_O, _S},
    Right.RETURN: {_O, _S},
    Right.EXCHANGE: {_O, _S},
    Right.SEE_PEERS: {_O, _S, _A},
    Right.ATTACH: {_O, _S, _G},
    Right.ENTER_RATINGS: {_O, _S},
    Right.SEE_FIGURES: {_S, _A},
    Right.SEE_CASH: {_O, _S, _A},
    Right.CLOSE_DAY: {_S},
    Right.LOCK_PERIOD: {_S},
    Right.CONFIRM_CLOSING: {_O, _S, _A},
    Right.READ_CATALOGUE: {_O, _S, _A, _G},
    Right.EDIT_CATALOGUE: {_A},
    Right.EDIT_OFFICE: {_A},
    Right.EDIT_PEOPLE: {_A},
    Right.OWN_ACCOUNT: {_O, _S, _A, _G},
    Right.APPROVE: {_S, _A},
    Right.SAFEGUARD: {_A},
    Right.AUDIT: frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    Right.SEE_DISCLOSURES: frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    Right.WRITE_REPORT: {_S, _A},
    Right.KEEP_PETITIONS: {_O, _S},
    Right.KEEP_REGISTERS: {_S, _A},
}
_CASES = [(right, role) for right in Right for role in Role]


@pytest.fixture
def console(admin: Actor) -> Actor:
    return Actor(CONSOLE_ID, "console", "Dòng lệnh", admin.office_id, "", admin.office_id)


def _may(tx: Transactions, actor: Actor, right: Right) -> tuple[bool, bool]:
    """Return whether `actor` may read, and may write, by `right`."""
    answers = []
    for open_ in (tx.read, tx.write):
        try:
            with open_(actor, right):
                answers.append(True)
        except NotAllowedError:
            answers.append(False)
    return answers[0], answers[1]


def test_every_right_is_declared() -> None:
    assert set(RIGHTS) == set(Right) == set(_EXPECTED)


@pytest.mark.parametrize(("right", "role"), _CASES)
def test_table_of_rights(right: Right, role: Role) -> None:
    assert allows(right, frozenset({role})) is (role in _EXPECTED[right])


def test_nobody_without_a_role_has_a_right() -> None:
    assert not any(allows(right, frozenset()) for right in Right)


def test_transactions_open_by_the_table_alone(
    tx: Transactions, database: Database, admin: Actor
) -> None:
    for role in Role:
        actor = an_actor(database, role, login=role.value)
        # What the caller claims to be counts for nothing.
        claimed = replace(actor, roles=frozenset(Role))
        for right in Right:
            expected = role in _EXPECTED[right]
            assert _may(tx, claimed, right) == (expected, expected), (role, right)


def test_roles_add_up(tx: Transactions, database: Database, admin: Actor) -> None:
    both = an_actor(database, Role.SUPERVISOR, Role.AGENCY_OFFICER, login="hai.vai")
    for right in Right:
        expected = bool({Role.SUPERVISOR, Role.AGENCY_OFFICER} & _EXPECTED[right])
        assert _may(tx, both, right) == (expected, expected)


def test_console_may_look_and_nothing_else(tx: Transactions, console: Actor) -> None:
    assert {right for right in Right if _may(tx, console, right)[0]} == CONSOLE_RIGHTS
    assert not any(_may(tx, console, right)[1] for right in Right)


def test_console_is_told_to_name_an_officer(tx: Transactions, console: Actor) -> None:
    with pytest.raises(NotAllowedError, match="--officer"), tx.write(console, Right.LOOK_UP):
        pass


def test_officer_put_out_of_use_is_refused_at_the_next_call(
    tx: Transactions, database: Database, admin: Actor
) -> None:
    officer = an_actor(database)
    assert _may(tx, officer, Right.REGISTER) == (True, True)
    with database.write() as session:
        session.execute(
            update(Officer).where(Officer.id == officer.officer_id).values(is_active=False)
        )
    assert not any(any(_may(tx, officer, right)) for right in Right)


def test_role_taken_away_is_gone_at_the_next_call(
    tx: Transactions, database: Database, admin: Actor
) -> None:
    officer = an_actor(database, Role.OFFICER, Role.ADMINISTRATOR)
    assert _may(tx, officer, Right.EDIT_PEOPLE) == (True, True)
    with database.write() as session:
        session.execute(
            delete(OfficerRole).where(
                OfficerRole.officer_id == officer.officer_id,
                OfficerRole.role == Role.ADMINISTRATOR,
            )
        )
    assert _may(tx, officer, Right.EDIT_PEOPLE) == (False, False)
    assert _may(tx, officer, Right.REGISTER) == (True, True)


def test_what_is_tried_again_and_again_is_logged_once_a_minute(
    tx: Transactions, database: Database, admin: Actor, time: FakeTime
) -> None:
    officer = an_actor(database)
    for seconds, count in ((0, 1), (59, 1), (1, 2), (30, 2), (31, 3)):
        time.advance(timedelta(seconds=seconds))
        assert _may(tx, officer, Right.AUDIT) == (False, False)
        assert logged_acts(database).count("denied") == count


@pytest.fixture
def sessions(
    tx: Transactions, database: Database, admin: Actor, time: FakeTime
) -> dict[str, Actor]:
    """Return an officer by the session they name: each is stored, and some have ended."""
    officer, colleague = an_actor(database), an_actor(database, login="canbo.b")
    begun = {"station": "Máy 1", "counter_name": "Quầy 1", "started_at": time.now}
    stored = {
        "open": DeskSession(officer_id=officer.officer_id, **begun),
        "ended": DeskSession(officer_id=officer.officer_id, **begun, ended_at=time.now),
        "locked": DeskSession(officer_id=officer.officer_id, **begun, locked_at=time.now),
        "open too": DeskSession(officer_id=officer.officer_id, **begun),
        "of another": DeskSession(officer_id=colleague.officer_id, **begun),
    }
    with database.write() as session:
        session.add_all(stored.values())
        session.flush()
        named = {name: row.id for name, row in stored.items()}
    return {name: replace(officer, session_id=number) for name, number in named.items()} | {
        "never begun": replace(officer, session_id=4711)
    }


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("open", None),
        ("open too", None),
        ("ended", ENDED),
        ("locked", LOCKED),
        ("of another", ENDED),
        ("never begun", ENDED),
    ],
)
def test_the_very_session_of_who_acts_is_asked(
    tx: Transactions, sessions: dict[str, Actor], name: str, refused: str | None
) -> None:
    if refused is None:
        assert _may(tx, sessions[name], Right.REGISTER) == (True, True)
        return
    with pytest.raises(SessionOverError) as over, tx.read(sessions[name], Right.REGISTER):
        pass
    assert over.value.message == refused


@pytest.mark.parametrize(
    ("by", "passes"),
    [
        (timedelta(hours=12), True),
        (timedelta(hours=-12), True),
        (timedelta(hours=12, microseconds=1), False),
        (timedelta(hours=-12, microseconds=-1), False),
    ],
)
def test_a_session_holds_for_twelve_hours(
    tx: Transactions, sessions: dict[str, Actor], time: FakeTime, by: timedelta, passes: bool
) -> None:
    time.advance(by)
    assert _may(tx, sessions["open"], Right.LOOK_UP)[0] is passes


def test_unknown_officer_is_refused(tx: Transactions, admin: Actor) -> None:
    stranger = replace(admin, officer_id=4711)
    assert not any(any(_may(tx, stranger, right)) for right in Right)
