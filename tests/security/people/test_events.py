"""What the log must tell, failures and denials too: who, where, when, in which order."""

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, timedelta
from typing import Final
from unittest.mock import patch

import msgspec
import pytest
from sqlalchemy import select

from app.errors import UserError
from app.models.log import LogEntry
from app.services.access.approvals import Approvals
from app.services.access.signing_in import SignIn
from app.services.ledger.checking import StoreCheck
from app.services.ledger.details import joined
from app.services.ledger.rights import Right
from app.services.privacy import Exported
from app.vocabulary.people import GuardedAct
from tests.security.people.conftest import Town
from tests.security.people.test_outputs import disclosed
from tests.services.store_builders import GOOD_PASSWORD, cheap_passwords

_DAY: Final = date(2026, 11, 23)


def _sign_in(town: Town) -> SignIn:
    return SignIn(town.counter.database, town.counter.clock, cheap_passwords())


def _approvals(town: Town) -> Approvals:
    return town.counter.approvals


EVENTS: Final[Mapping[str, Callable[[Town], object]]] = {
    "sign_in": lambda town: _sign_in(town).sign_in("canbo.a", GOOD_PASSWORD, "Quầy 1", "Máy 1"),
    "sign_in_failed": lambda town: _sign_in(town).sign_in("canbo.a", "sai", "Quầy 1", "Máy 1"),
    "denied": lambda town: town.desk.summaries.of_period(town["officer"], _DAY, _DAY),
    "approval_refused": lambda town: _approvals(town).again(
        town["supervisor"], "sai", GuardedAct.EXPORT_UNMASKED
    ),
    "approved": lambda town: _approvals(town).again(
        town["supervisor"], GOOD_PASSWORD, GuardedAct.EXPORT_UNMASKED
    ),
    "password_change_failed": lambda town: town.desk.accounts.change_own_password(
        town["officer"], "sai", "con cò bay lả bay la"
    ),
    "exported_unmasked": lambda town: town.desk.register_book.of_period(
        town["supervisor"], _DAY, _DAY, disclosed(town, town["supervisor"], Exported.REGISTER)
    ),
    "foreign_opened": lambda town: town.desk.tracking.open_foreign(
        town["other agency"], town.open_code, "Trả lời đơn\ncủa công dân"
    ),
    "reprint": lambda town: town.desk.print_queue.reprint(
        town["officer"], town.desk.print_queue.latest_receipt(town["officer"], town.open_code)
    ),
    "office_edited": lambda town: town.desk.office.update(
        town["administrator"], town.desk.office.facts(town["administrator"]).edit
    ),
    "retention_rule_set": lambda town: town.desk.retention.set_rule(
        town["administrator"], 12, "Quyết định 12/QĐ-UBND"
    ),
}


@pytest.mark.parametrize("act", EVENTS)
def test_row_34_the_event_is_told_with_who_where_when_and_in_order(town: Town, act: str) -> None:
    with town.counter.database.read() as session:
        last = session.scalars(select(LogEntry.seq).order_by(LogEntry.seq.desc())).first() or 0
    with suppress(UserError):
        EVENTS[act](town)
    with town.counter.database.read() as session:
        told = session.scalars(select(LogEntry).where(LogEntry.seq > last)).all()
    (entry,) = [one for one in told if one.act == act]
    assert entry.officer_id > 0
    assert (entry.entered_at, entry.entered_at.tzinfo) == (town.counter.time.now, UTC)
    assert [one.seq for one in told] == list(range(last + 1, last + 1 + len(told)))
    assert "\n" not in entry.facts
    assert StoreCheck(town.counter.database).problems() == []


def test_row_34_a_denial_says_which_right_and_is_told_once_a_minute(town: Town) -> None:
    def try_it() -> None:
        with suppress(UserError):
            town.desk.summaries.of_period(town["officer"], _DAY, _DAY)

    for _again in range(5):
        try_it()
    town.counter.time.advance(timedelta(minutes=2))
    try_it()
    with town.counter.database.read() as session:
        told = [
            joined(facts, None)
            for facts in session.scalars(select(LogEntry.facts).where(LogEntry.act == "denied"))
        ]
    station = town["officer"].station
    assert told == [{"right": Right.SEE_FIGURES.value, "station": station}] * 2


def test_row_34_is_seen_to_fail(town: Town) -> None:
    with (
        patch("app.services.ledger.transactions.NoRightError", ZeroDivisionError),
        suppress(UserError),
    ):
        EVENTS["denied"](town)
    with town.counter.database.read() as session:
        assert session.scalars(select(LogEntry).where(LogEntry.act == "denied")).all() == []


def test_row_34_lines_of_others_do_not_look_like_lines_of_the_program_s_log(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), suppress(UserError):
        _sign_in(town).sign_in("ai đó 0912345678", "sai", "Quầy 1", "Máy 1")
    (record,) = caplog.records
    assert "0912345678" not in record.getMessage()
    assert "\n" not in record.getMessage()


def test_row_34_wrong_logins_are_counted_in_the_next_signing_in(town: Town) -> None:
    for _again in range(2):
        with suppress(UserError):
            _sign_in(town).sign_in("không có ai", "sai", "Quầy 1", "Máy 7")
    town.counter.time.advance(timedelta(hours=1))
    _sign_in(town).sign_in("canbo.a", GOOD_PASSWORD, "Quầy 1", "Máy 7")
    with town.counter.database.read() as session:
        facts = session.scalars(select(LogEntry.facts).where(LogEntry.act == "sign_in")).one()
    assert msgspec.json.decode(facts)["failed_at_station"] == 2
