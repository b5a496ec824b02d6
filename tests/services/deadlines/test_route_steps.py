"""The due date of one step of a route and how the step is judged."""

import pytest

from app.errors import RuleBrokenError
from app.services.deadlines.clocks import DuePause
from app.services.deadlines.limits import TimeLimit
from app.services.deadlines.phases import judge_step, step_due
from app.vocabulary.dossiers import Timeliness
from tests.services.deadlines.offices import an_office, at, days, hours, said
from tests.services.deadlines.waits import NONE, OPINION, PAYMENT, TEN_DAYS, a_pause

ACCEPTED = "2026-03-02 09:00"
DUE = "2026-03-05 09:00"
THREE_DAYS = days("3")


def step(
    *pauses: DuePause,
    limit: TimeLimit = THREE_DAYS,
    accepted: str = ACCEPTED,
    ended: str | None = None,
) -> str:
    return said(step_due(at(accepted), limit, an_office(), pauses, at(ended) if ended else None))


@pytest.mark.parametrize(
    ("accepted", "limit", "due"),
    [
        (ACCEPTED, days("3"), DUE),
        ("2026-03-06 14:00", days("0.5"), "2026-03-09 11:30"),
        ("2026-11-23 15:20", hours("8"), "2026-11-25 15:50"),
        ("2026-03-07 10:00", days("1"), "2026-03-09 17:00"),
        (ACCEPTED, TEN_DAYS, "2026-03-12 09:00"),
        (ACCEPTED, NONE, ""),
    ],
)
def test_step_is_counted_as_a_case_from_its_acceptance(
    accepted: str, limit: TimeLimit, due: str
) -> None:
    assert step(limit=limit, accepted=accepted) == due


# Each line: why, pause, ended, due.
WAITS = [
    (
        "payment within: 2:00 after Thu 5 09:00",
        a_pause("2026-03-03 08:00", "2026-03-03 10:00", PAYMENT),
        None,
        "2026-03-05 11:00",
    ),
    (
        "opinion begun before the unit had the paper: only 09:00-10:00 counts",
        a_pause("2026-02-27 09:00", "2026-03-02 10:00", OPINION),
        None,
        "2026-03-05 10:00",
    ),
    (
        "a wait over before it: nothing",
        a_pause("2026-02-26 09:00", ACCEPTED),
        None,
        DUE,
    ),
    (
        "supplement within: Wed 4 10:00 + 3 is Mon 9",
        a_pause("2026-03-03 10:00", "2026-03-04 10:00"),
        None,
        "2026-03-09 10:00",
    ),
    (
        "supplement asked before and in within: Tue 3 10:00 + 3 is Fri 6",
        a_pause("2026-02-27 09:00", "2026-03-03 10:00"),
        None,
        "2026-03-06 10:00",
    ),
    ("a wait that lasts", a_pause("2026-03-03 10:00", None), None, DUE),
    (
        "a wait after the unit handed the paper on",
        a_pause("2026-03-04 10:00", "2026-03-05 10:00", PAYMENT),
        "2026-03-04 09:00",
        DUE,
    ),
    (
        "payment over the end: 1:00 of it",
        a_pause("2026-03-04 08:00", "2026-03-05 10:00", PAYMENT),
        "2026-03-04 09:00",
        "2026-03-05 10:00",
    ),
    (
        "supplement that came in to the next unit: 1:00 of it",
        a_pause("2026-03-04 08:00", "2026-03-05 10:00"),
        "2026-03-04 09:00",
        "2026-03-05 10:00",
    ),
]


@pytest.mark.parametrize(("why", "pause", "ended", "due"), WAITS)
def test_waits_that_overlap_move_the_step(
    why: str, pause: DuePause, ended: str | None, due: str
) -> None:
    assert step(pause, ended=ended) == due, why


def test_step_refuses_waits_that_overlap() -> None:
    with pytest.raises(RuleBrokenError, match="đang tạm dừng từ 10:00 ngày 03/03/2026"):
        step(
            a_pause("2026-03-03 10:00", None),
            a_pause("2026-03-04 10:00", "2026-03-05 10:00", PAYMENT),
        )


@pytest.mark.parametrize(
    ("due", "ended", "now", "expected"),
    [
        (DUE, None, DUE, Timeliness.IN_TIME),
        (DUE, None, "2026-03-05 09:01", Timeliness.OVERDUE),
        (DUE, "2026-03-04 23:59", "2026-03-09 09:00", Timeliness.EARLY),
        (DUE, "2026-03-05 00:00", "2026-03-09 09:00", Timeliness.ON_TIME),
        (DUE, DUE, "2026-03-09 09:00", Timeliness.ON_TIME),
        (DUE, "2026-03-05 09:01", "2026-03-09 09:00", Timeliness.LATE),
        (None, "2026-03-05 09:01", "2026-03-09 09:00", Timeliness.ON_TIME),
        (None, None, "2026-03-09 09:00", None),
    ],
)
def test_step_is_judged_by_its_end_or_by_now(
    due: str | None, ended: str | None, now: str, expected: Timeliness | None
) -> None:
    judged = judge_step(
        at(due) if due else None, at(ended) if ended else None, at(now), is_by_day=False
    )

    assert judged is expected
