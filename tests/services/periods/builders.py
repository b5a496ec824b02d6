"""A counter whose days are closed and opened again, and whose periods are locked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from app.clock import from_local, local_date
from app.errors import RuleBrokenError
from app.services.access.approvals import Approvals
from app.services.dossiers.decision import Decision
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.periods.calendar import ReportPeriod, custom_period
from app.services.periods.periods import Periods
from app.services.periods.records import PeriodFigures
from app.vocabulary.dossiers import Action, Outcome
from app.vocabulary.people import GuardedAct, Role
from tests.services.desk_builders import Counter
from tests.services.store_builders import GOOD_PASSWORD, an_actor, cheap_passwords

FIRST = date(2026, 11, 2)
"""A Monday: the first day of the periods of the tests."""
BEGINNING = datetime(2026, 11, 2, 4, tzinfo=UTC)
_DAY = timedelta(days=1)


def week(number: int) -> ReportPeriod:
    """Return the `number`th week from `FIRST` as a report period of its own, from 1."""
    first = FIRST + 7 * (number - 1) * _DAY
    return custom_period(first, first + 6 * _DAY)


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """Return an instant of the office's day."""
    return from_local(day, time(hour, minute))


@dataclass(frozen=True, slots=True)
class Reporter:
    """A supervisor over a counter, and the second person beside them."""

    counter: Counter
    boss: Actor
    second: Actor
    periods: Periods
    approvals: Approvals

    def go_to(self, day: date, hour: int = 8) -> None:
        """Move the clock."""
        self.counter.time.now = at(day, hour)

    def close(self, day: date) -> None:
        """Close `day` and all before it, where that is not done."""
        standing = self.counter.closings.standing(self.boss, day)
        if not standing.is_day_closed:
            self.counter.closings.close(self.boss, day)

    def lock(self, period: ReportPeriod) -> None:
        """Close the days of `period` and lock it."""
        self.close(period.last_day)
        self.periods.lock(self.boss, period.key)

    def reopen(self, period: ReportPeriod) -> tuple[str, ...]:
        """Open a locked period again, by two; return what was opened."""
        approval = self.approvals.by_second(
            self.boss, self.second.login, GOOD_PASSWORD, GuardedAct.REOPEN_PERIOD, period.key
        )
        return self.periods.reopen(self.boss, period.key, "Sửa theo văn bản 12/VP", approval).names

    @contextmanager
    def opened_days(self, day: date) -> Iterator[None]:
        """Open the closed days from `day` on, and close them again afterwards."""
        last = self.counter.closings.standing(self.boss, day).last
        if last is None or last.day < day:
            yield
            return
        subject = day.isoformat()
        approval = self.approvals.by_second(
            self.boss, self.second.login, GOOD_PASSWORD, GuardedAct.REOPEN_DAY, subject
        )
        self.counter.closings.reopen(self.boss, day, "Nhập bù", approval)
        yield
        self.counter.closings.close(self.boss, last.day)

    def receive(self, moment: datetime, **facts: Any) -> str:
        """Register a dossier that came at `moment`, opening closed days for it."""
        with self.opened_days(local_date(moment)):
            return self.counter.code(received_at=moment, **facts)

    def act(self, code: str, action: Action, moment: datetime) -> bool:
        """Do to a dossier what was done at `moment`; False where it had gone on by then."""
        said = {
            Action.RESOLVE: Decision(outcome=Outcome.GRANTED, document_number="1/QĐ"),
            Action.WITHDRAW: Decision(note="Xin rút"),
        }[action]
        with self.opened_days(local_date(moment)):
            try:
                self.counter.decisions.decide(
                    self.counter.officer, code, action, replace(said, happened_at=moment)
                )
            except RuleBrokenError:
                return False
        return True

    def figures(self, period: ReportPeriod) -> PeriodFigures:
        """Return what a period comes to."""
        return self.periods.figures(self.boss, period.key)


def a_reporter(counter: Counter) -> Reporter:
    """Put the services of periods over a counter."""
    tx = Transactions(counter.database, counter.clock)
    return Reporter(
        counter=counter,
        boss=an_actor(counter.database, Role.SUPERVISOR, login="phutrach"),
        second=an_actor(counter.database, Role.SUPERVISOR, login="phutrach.2"),
        periods=counter.periods,
        approvals=Approvals(tx, cheap_passwords()),
    )
