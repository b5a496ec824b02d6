"""The supervisor's glance: the summary's own figures, and time and hours counted a second way."""

from collections import Counter as Tally
from datetime import date, timedelta
from uuid import uuid4

import pytest

from app.clock import local_date, to_local
from app.models.dossiers import Dossier, DossierState
from app.services.dashboard import DashboardView, StepTime
from app.services.deadlines.counting import working_time_between
from app.services.ledger.records import Actor
from app.services.office.calendar import load_working_calendar
from app.services.ratings.records import Answers, Tap
from app.vocabulary.dossiers import DossierStatus
from app.vocabulary.people import Role
from app.vocabulary.ratings import Face
from app.vocabulary.reports import GroupBy
from tests.office_life.random_days import RandomDays
from tests.services.desk_builders import Counter
from tests.services.store_builders import an_actor

MONDAY = date(2026, 11, 23)


@pytest.fixture
def boss(counter: Counter) -> Actor:
    return an_actor(counter.database, Role.SUPERVISOR, login="phutrach")


@pytest.fixture
def played(counter: Counter) -> date:
    """Seven days of a counter's life; the last of them."""
    RandomDays(counter, 4).play(days=7, acts_a_day=20)
    return local_date(counter.time.now)


def _minutes_by_step(counter: Counter, view: DashboardView) -> dict[str, tuple[int, float]]:
    """Return how many dossiers passed each status, and their working minutes: row by row."""
    calendar_minutes: dict[str, float] = {}
    passed: dict[str, set[int]] = {}
    with counter.database.read() as session:
        calendar = load_working_calendar(session, counter.officer.office_id)
        states = session.query(DossierState).all()
        ended = {
            state.dossier_id
            for state in states
            if not state.is_open
            and state.to_at > view.as_of
            and state.ended_at is not None
            and MONDAY <= local_date(state.ended_at) <= view.last_day
        }
        for state in states:
            gone = {DossierStatus.WITHDRAWN, DossierStatus.STOPPED, DossierStatus.RETURNED}
            if state.dossier_id not in ended or state.status in gone:
                continue
            end = min(state.to_at, view.as_of)
            time = working_time_between(state.from_at, end, calendar)
            key = state.status.value
            passed.setdefault(key, set()).add(state.dossier_id)
            calendar_minutes[key] = calendar_minutes.get(key, 0) + time.total_seconds() / 60
    return {key: (len(passed[key]), calendar_minutes[key]) for key in passed}


def _by_status(steps: tuple[StepTime, ...]) -> dict[str, float]:
    sums: Tally[str] = Tally()
    for step in steps:
        sums[step.key.partition(":")[0]] += step.worked_minutes
    return dict(sums)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_picture_tells_what_the_rows_tell(
    counter: Counter, boss: Actor, played: date
) -> None:
    view = counter.dashboard.of_period(boss, MONDAY, played)
    summary = counter.summaries.of_period(boss, MONDAY, played)
    assert view.total == summary.total
    assert view.agencies == summary.groups[GroupBy.AGENCY]
    assert view.fields == summary.groups[GroupBy.FIELD]
    for point in view.trend:
        figures = counter.summaries.figures(boss, point.first_day, point.last_day)
        assert (point.received, point.ended, point.late, point.overdue) == (
            figures.received.total,
            figures.ended.total,
            figures.ended.late,
            figures.open.overdue,
        )
    assert any(point.received for point in view.trend)
    assert any(point.ended > point.late for point in view.trend)
    assert any(point.overdue for point in view.trend)

    wanted = _minutes_by_step(counter, view)
    found = _by_status(view.steps)
    assert set(found) == set(wanted)
    for key, (_, minutes) in wanted.items():
        assert found[key] == pytest.approx(minutes, abs=len(view.steps))
    counts = {step.key: step.dossiers for step in view.steps if ":" not in step.key}
    assert counts == {key: wanted[key][0] for key in counts}


def test_hours_of_the_week_hold_every_dossier_received_and_returned(
    counter: Counter, boss: Actor, played: date
) -> None:
    view = counter.dashboard.of_period(boss, MONDAY, played)
    assert sum(cell.received for cell in view.load) == view.total.received.total
    assert sum(cell.returned for cell in view.load) == view.total.returned
    with counter.database.read() as session:
        turned_away = {
            state.dossier_id
            for state in session.query(DossierState)
            if state.status is DossierStatus.NOT_ACCEPTED
        }
        wanted = Tally(
            (to_local(row.received_at).weekday(), to_local(row.received_at).hour)
            for row in session.query(Dossier)
            if row.id not in turned_away
        )
    assert {(cell.weekday, cell.hour): cell.received for cell in view.load if cell.received} == (
        dict(wanted)
    )


def test_a_period_without_dossiers_has_no_steps_and_no_hours(counter: Counter, boss: Actor) -> None:
    view = counter.dashboard.of_period(
        boss, MONDAY - timedelta(days=30), MONDAY - timedelta(days=1)
    )
    assert (view.steps, view.load, view.agencies, view.fields) == ((), (), (), ())
    assert view.total.adds_up


def test_what_people_say_is_shown_stretch_by_stretch(counter: Counter, boss: Actor) -> None:
    ratings = counter.ratings
    for face in (Face.HAPPY, Face.HAPPY, Face.UNHAPPY):
        tap = Tap(answer_id=str(uuid4()), at=counter.time.now, answers=Answers(overall=face))
        ratings.tap(counter.officer, tap)
    view = counter.dashboard.of_period(boss, MONDAY, MONDAY)
    assert [point.faces.total for point in view.trend] == [0] * 7 + [3]
    assert (view.ratings.faces.happy, view.ratings.faces.unhappy) == (2, 1)


def test_nothing_is_shown_of_the_years_before_the_calendar(counter: Counter, boss: Actor) -> None:
    view = counter.dashboard.of_period(boss, date(2018, 1, 1), date(2018, 3, 31))
    assert [point.name for point in view.trend] == ["01/18", "02/18", "03/18"]


@pytest.mark.parametrize(
    ("dossiers", "minutes", "tenths"),
    [(0, 0, None), (1, 480, 10), (2, 480, 5), (3, 1000, 7), (4, 96, 1), (4, 95, 0)],
)
def test_a_mean_is_in_tenths_of_a_working_day_rounded_half_up(
    dossiers: int, minutes: int, tenths: int | None
) -> None:
    step = StepTime(
        key="received", name="", dossiers=dossiers, worked_minutes=minutes, day_minutes=480
    )
    assert step.tenths_of_days == tenths
