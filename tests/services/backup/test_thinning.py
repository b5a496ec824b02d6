"""Which backups age leaves: all of a day, then fewer and fewer, never none."""

from datetime import datetime, timedelta

from app.services.backup.backup_folder import kept, kept_in_need
from tests.services.store_builders import MONDAY_MORNING as NOW


def every(step: timedelta, count: int) -> list[datetime]:
    return [NOW - step * n for n in range(count)]


def test_all_of_the_last_day_stay() -> None:
    made = every(timedelta(minutes=30), 40)
    assert kept(made, NOW) == frozenset(made)


def test_two_years_of_daily_backups_become_days_weeks_and_months() -> None:
    made = every(timedelta(days=1), 730)
    staying = sorted(kept(made, NOW), reverse=True)
    assert staying[:13] == made[:13]
    assert 20 <= len(staying) <= 1 + 12 + 10 + 9
    assert NOW - staying[-1] > timedelta(days=230)


def test_the_newest_stays_however_old_it_is() -> None:
    old = NOW - timedelta(days=4000)
    assert kept([old], NOW) == frozenset([old])
    assert kept_in_need([old]) == frozenset([old])


def test_thinning_twice_takes_nothing_more() -> None:
    made = every(timedelta(hours=5), 900)
    once = kept(made, NOW)
    assert kept(sorted(once), NOW) == once


def test_in_need_half_of_the_older_go() -> None:
    made = every(timedelta(days=1), 9)
    assert kept_in_need(made) == frozenset([made[0], *made[2::2]])
