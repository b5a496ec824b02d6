"""Q5: the figures of a day and of a quarter, beside their own statements by the bare driver."""

from datetime import timedelta

from app.clock import local_date
from benchmarks.big_store import NOW, BigStore
from benchmarks.plan import Line, Plan
from benchmarks.questions import Goal, beside_raw


def lines(plan: Plan) -> list[Line]:
    found: list[Line] = []
    for count in dict.fromkeys((plan.small, plan.count)):
        with plan.store(count) as store:
            found += _at(plan, store)
    return found


def _at(plan: Plan, store: BigStore) -> list[Line]:
    summaries, boss = store.desk.summaries, store.supervisor
    last = local_date(NOW) - timedelta(days=1)
    days = [last - timedelta(days=back) for back in range(5)]
    quarter = last - timedelta(days=90)
    for day in days:
        assert summaries.figures(boss, day, day).adds_up
    return [
        beside_raw(
            plan,
            store,
            lambda day: summaries.figures(boss, day, day),
            days,
            Goal("Q5", "figures of a day, split four ways", 10, 1.3),
        ),
        beside_raw(
            plan,
            store,
            lambda day: summaries.of_period(boss, day, day),
            days,
            Goal("Q5", "summary of a day with its lists", 50, 2),
        ),
        beside_raw(
            plan,
            store,
            lambda first: summaries.figures(boss, first, last),
            [quarter],
            Goal("Q5", "figures of 91 days", 50, 1.3),
        ),
    ]
