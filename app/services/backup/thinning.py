"""Which backups are kept: all of the last day, then one a day, a week, a month."""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime, timedelta
from typing import Final

from app.clock import local_date

ALL_FOR: Final = timedelta(days=1)
DAYS_KEPT: Final = 12
WEEKS_KEPT: Final = 10
MONTHS_KEPT: Final = 9


def kept(made: Sequence[datetime], now: datetime) -> frozenset[datetime]:
    """Return which of the good backups `made` stay: never without the newest.

    All of the last 24 hours stay; of the older ones the newest of each of the last 12 days, 10
    weeks and 9 months that have any (days, weeks and months of the office's calendar).
    """
    newest_first = sorted(set(made), reverse=True)
    staying = set(newest_first[:1])
    staying |= {at for at in newest_first if at > now - ALL_FOR}
    older = [at for at in newest_first if at <= now - ALL_FOR]
    for count, period in (
        (DAYS_KEPT, _day),
        (WEEKS_KEPT, _week),
        (MONTHS_KEPT, _month),
    ):
        staying |= set(_newest_of_each(older, period)[:count])
    return frozenset(staying)


def kept_in_need(made: Sequence[datetime]) -> frozenset[datetime]:
    """Return which stay when the disk is full: the newest, and each second of the others."""
    newest_first = sorted(set(made), reverse=True)
    return frozenset(newest_first[:1] + newest_first[2::2])


def _newest_of_each(
    newest_first: Sequence[datetime], period: Callable[[datetime], Hashable]
) -> list[datetime]:
    seen: dict[Hashable, datetime] = {}
    for at in newest_first:
        seen.setdefault(period(at), at)
    return list(seen.values())


def _day(at: datetime) -> Hashable:
    return local_date(at)


def _week(at: datetime) -> Hashable:
    return local_date(at).isocalendar()[:2]


def _month(at: datetime) -> Hashable:
    day = local_date(at)
    return day.year, day.month
