"""The supervisor's glance over a period; changes nothing."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    SQLColumnExpression,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.clock import local_date, to_local
from app.models.dossiers import Dossier, DossierState
from app.models.office import Unit
from app.services.counts import Figures, GroupFigures
from app.services.custody.custody_board import WorkedSince, working_day
from app.services.deadlines.calendar import WorkingCalendar
from app.services.dossiers.lifecycle import OPEN_STATUSES
from app.services.figures.measures import (
    BOUNDS,
    WAS_ACCEPTED,
    bounds_of,
    ended_in_period,
    holds_at_end,
    is_overdue,
    own_states,
)
from app.services.figures.period import FIRST_DAY, Period, judged_days
from app.services.figures.summaries import figures_in
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.office.calendar import CalendarCache
from app.services.ratings.figures import FaceCounts, RatingFigures, face_counts
from app.services.ratings.figures import figures_in as ratings_in
from app.vocabulary.dossiers import DossierStatus, Timeliness
from app.vocabulary.reports import GroupBy
from app.wording.labels import label

# What the supervisor sees at a glance: plain figures, each with the days it is counted over.


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """The figures of one of the even stretches before and up to the end of the period.

    `late` counts those of `ended` that ended late, `overdue` what was late and open at the end;
    `faces` counts what people said of the service in it.
    """

    name: str
    first_day: date
    last_day: date
    received: int
    ended: int
    late: int
    overdue: int
    faces: FaceCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTime:
    """Where dossiers that ended in the period lay: how many passed, and their working time in all.

    `key` is the status, and behind a colon the code of the unit that held the paper.
    """

    key: str
    name: str
    dossiers: int
    worked_minutes: int
    day_minutes: int

    @property
    def tenths_of_days(self) -> int | None:
        """The mean in tenths of a working day, rounded half up; None where none passed."""
        if not self.dossiers:
            return None
        share = 20 * self.worked_minutes + self.dossiers * self.day_minutes
        return share // (2 * self.dossiers * self.day_minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadCell:
    """Dossiers received and results given within one hour of one weekday (0 is Monday)."""

    weekday: int
    hour: int
    received: int
    returned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DashboardView:
    """All pictures of [first_day, last_day] of one office, as true at `as_of`."""

    unit_name: str
    parent_name: str
    place: str
    is_demo: bool
    first_day: date
    last_day: date
    as_of: datetime
    made_at: datetime
    made_by: str
    total: Figures
    trend: tuple[TrendPoint, ...]
    agencies: tuple[GroupFigures, ...]
    fields: tuple[GroupFigures, ...]
    steps: tuple[StepTime, ...]
    load: tuple[LoadCell, ...]
    ratings: RatingFigures


# Instants grouped by the hour they lie in, in each database's own words.

MINUTE_US: Final = 60_000_000
_SECOND_US: Final = 1_000_000
_PATTERN: Final = "%Y-%m-%d %H"


def hour_of(session: Session, instant: SQLColumnExpression[datetime]) -> ColumnElement[str]:
    """Return the hour (UTC) that `instant` lies in, for `start_of`."""
    if _is_sqlite(session):
        return func.substr(instant, 1, 13, type_=String)
    return func.to_char(func.timezone("UTC", instant), "YYYY-MM-DD HH24", type_=String)


def within_hour(session: Session, instant: SQLColumnExpression[datetime]) -> ColumnElement[int]:
    """Return how many microseconds of its hour have passed at `instant`."""
    minute = minute_of(session, instant)
    if _is_sqlite(session):
        seconds, rest = (
            cast(func.substr(instant, at, length), BigInteger) for at, length in ((18, 2), (21, 6))
        )
        return minute * MINUTE_US + seconds * _SECOND_US + rest
    passed = func.extract("microseconds", func.timezone("UTC", instant))
    return minute * MINUTE_US + cast(passed, BigInteger)


def minute_of(session: Session, instant: SQLColumnExpression[datetime]) -> ColumnElement[int]:
    """Return the minute of its hour that `instant` lies in."""
    if _is_sqlite(session):
        return cast(func.substr(instant, 15, 2), BigInteger)
    return cast(func.extract("minute", func.timezone("UTC", instant)), BigInteger)


def start_of(hour: str) -> datetime:
    """Return when an hour that `hour_of` named begins."""
    return datetime.strptime(hour, _PATTERN).replace(tzinfo=UTC)


def microseconds(span: timedelta) -> int:
    """Return a whole number of microseconds."""
    return span // timedelta(microseconds=1)


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


_RECEIVED = and_(
    Dossier.unit_id == BOUNDS.office_id,
    Dossier.received_at >= BOUNDS.start,
    Dossier.received_at < BOUNDS.end,
    WAS_ACCEPTED,
)
_RETURNED = and_(
    DossierState.unit_id == BOUNDS.office_id,
    DossierState.status == DossierStatus.RETURNED,
    DossierState.from_at >= BOUNDS.start,
    DossierState.from_at < BOUNDS.end,
)


def load_cells(session: Session, period: Period) -> tuple[LoadCell, ...]:
    """Return the hours of the week in which anything was received or given, in their order."""
    received = _by_hour(session, period, Dossier.received_at, _RECEIVED)
    returned = _by_hour(session, period, DossierState.from_at, _RETURNED)
    return tuple(
        LoadCell(
            weekday=weekday,
            hour=hour,
            received=received[weekday, hour],
            returned=returned[weekday, hour],
        )
        for weekday, hour in sorted({*received, *returned})
    )


def _by_hour(
    session: Session,
    period: Period,
    instant: InstrumentedAttribute[datetime],
    counted: ColumnElement[bool],
) -> Counter[tuple[int, int]]:
    hour = hour_of(session, instant).label("hour")
    found: Counter[tuple[int, int]] = Counter()
    rows = session.execute(
        select(hour, func.count()).where(counted).group_by(hour), bounds_of(period)
    )
    for named, count in rows:
        local = to_local(start_of(named))
        found[local.weekday(), local.hour] += count
    return found


_ORDER: Final = tuple(
    status for status in DossierStatus if status in OPEN_STATUSES | {DossierStatus.RESOLVED}
)
"""The steps in a dossier's way; what was withdrawn, stopped or given back lies nowhere any more."""
_MINUTE: Final = timedelta(minutes=1)

_step, _at_end = aliased(DossierState), aliased(DossierState)
_LAIN = (
    select(
        _step.dossier_id,
        _step.status,
        case((_step.status == DossierStatus.PROCESSING, _step.holder_id)).label("holder_id"),
        _step.from_at,
        _step.to_at,
    )
    .join(_at_end, _at_end.dossier_id == _step.dossier_id)
    .where(
        holds_at_end(_at_end),
        ended_in_period(_at_end),
        _step.from_at < BOUNDS.end,
        _step.status.in_(_ORDER),
    )
    .cte("lain")
    .prefix_with("MATERIALIZED")
)
"""The steps of the dossiers ended in the period; work is told apart by who held the paper."""
_STEP = (_LAIN.c.status, _LAIN.c.holder_id)
_PASSED = select(*_STEP, func.count(_LAIN.c.dossier_id.distinct())).group_by(*_STEP)
_HOLDERS = select(Unit.id, Unit.code, Unit.name)
_Step = tuple[DossierStatus, int | None]


def step_times(session: Session, period: Period, calendar: WorkingCalendar) -> tuple[StepTime, ...]:
    """Return the steps that dossiers ended in `period` lay in, in the order of their way.

    Work is told apart by the unit that held the paper. What still lies at the end of the period
    is counted up to then.
    """
    rows = session.execute(_PASSED, bounds_of(period))
    passed: dict[_Step, int] = {(row[0], row[1]): row[2] for row in rows}
    worked = _worked(session, period, calendar)
    day_minutes = int(working_day(calendar, period.as_of) / _MINUTE)
    held_by = Unit.id.in_({holder for _status, holder in passed if holder is not None})
    names = {row.id: (row.code, row.name) for row in session.execute(_HOLDERS.where(held_by))}
    found = [(*step, *names.get(step[1], ("", ""))) for step in passed]
    return tuple(
        StepTime(
            key=f"{status}:{code}" if code else status.value,
            name=f"{label(status)} · {name}" if code else label(status),
            dossiers=passed[status, holder],
            worked_minutes=worked[status, holder] // MINUTE_US,
            day_minutes=day_minutes,
        )
        for status, holder, code, name in sorted(found, key=_place)
    )


def _worked(session: Session, period: Period, calendar: WorkingCalendar) -> Counter[_Step]:
    """Return the working time of each step in microseconds.

    It is what is worked from every coming up to the period's end, less the same from every going.
    Between two minutes at which the office opens or closes it falls evenly or not at all, so that
    instants are added up by hour and by the part of the hour between such minutes.
    """
    left = WorkedSince(calendar, period.as_of)
    parts = sorted({0, *_turns(calendar)})
    found: Counter[_Step] = Counter()
    for *step, hour, minute, count, within in session.execute(
        _moments(session, parts), bounds_of(period)
    ):
        start = start_of(hour) + timedelta(minutes=minute)
        worked = count * microseconds(left(start))
        if _is_worked(calendar, start):
            worked -= within - count * minute * MINUTE_US
        found[step[0], step[1]] += worked
    return found


def _moments(session: Session, parts: Sequence[int]) -> Select[*tuple[Any, ...]]:
    """Select each step's comings less its goings up to the end, by hour and part of the hour."""
    came, went = (
        select(*_STEP, at.label("at"), literal(sign).label("sign")).where(at < BOUNDS.as_of)
        for at, sign in ((_LAIN.c.from_at, 1), (_LAIN.c.to_at, -1))
    )
    both = union_all(came, went).subquery("moments")
    within, passed = within_hour(session, both.c.at), minute_of(session, both.c.at)
    part = case(*((passed >= minute, minute) for minute in reversed(parts)), else_=parts[0]).label(
        "part"
    )
    groups = (both.c.status, both.c.holder_id, hour_of(session, both.c.at).label("hour"))
    return select(*groups, part, func.sum(both.c.sign), func.sum(both.c.sign * within)).group_by(
        *groups, part
    )


def _turns(calendar: WorkingCalendar) -> Iterator[int]:
    """Yield the minutes of the hour at which the office opens or closes on some day."""
    for spans in calendar.hours.by_weekday:
        for span in spans:
            yield from (span.start.minute, span.end.minute)


def _is_worked(calendar: WorkingCalendar, instant: datetime) -> bool:
    local = to_local(instant)
    return any(span.start <= local.time() < span.end for span in calendar.spans(local.date()))


def _place(step: tuple[DossierStatus, int | None, str, str]) -> tuple[int, str, str]:
    status, _holder, code, name = step
    return _ORDER.index(status), name, code


# The even stretches of days a trend is drawn over, ending with the period that is shown.

_ONE_DAY: Final = timedelta(days=1)
_DAYS_BY_DAY: Final = 7
_DAYS_BY_WEEK: Final = 31
_DAYS_BY_MONTH: Final = 200
_STRETCHES: Final = 8
_QUARTERS: Final = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class TrendSpan:
    """One place on a trend's axis."""

    name: str
    first_day: date
    last_day: date


def stretches(first_day: date, last_day: date, today: date) -> tuple[TrendSpan, ...]:
    """Return eight stretches, oldest first: days, weeks, months or quarters by the period's length.

    The last one ends with the period, or with today while the period lasts.
    """
    end = max(first_day, min(last_day, today))
    length = (last_day - first_day).days + 1
    if length <= _DAYS_BY_DAY:
        return _back_from(end, _day)
    if length <= _DAYS_BY_WEEK:
        return _back_from(end, _week)
    if length <= _DAYS_BY_MONTH:
        return _back_from(end, _month)
    return _back_from(end, _quarter)


def _back_from(last_day: date, ending: Callable[[date], TrendSpan]) -> tuple[TrendSpan, ...]:
    found: list[TrendSpan] = []
    end = last_day
    for _ in range(_STRETCHES):
        found.append(ending(end))
        end = found[-1].first_day - _ONE_DAY
    return tuple(reversed(found))


def _day(last_day: date) -> TrendSpan:
    return TrendSpan(f"{last_day:%d/%m}", last_day, last_day)


def _week(last_day: date) -> TrendSpan:
    monday = last_day - timedelta(days=last_day.weekday())
    return TrendSpan(f"{monday:%d/%m}", monday, last_day)


def _month(last_day: date) -> TrendSpan:
    return TrendSpan(f"{last_day:%m/%y}", last_day.replace(day=1), last_day)


def _quarter(last_day: date) -> TrendSpan:
    number = (last_day.month - 1) // 3
    first = last_day.replace(month=3 * number + 1, day=1)
    return TrendSpan(f"{_QUARTERS[number]}/{last_day.year}", first, last_day)


class Dashboard:
    """Puts the pictures of a period together: the same figures as its summary."""

    def __init__(self, transactions: Transactions, calendars: CalendarCache) -> None:
        self._tx = transactions
        self._calendars = calendars

    def of_period(self, actor: Actor, first_day: date, last_day: date) -> DashboardView:
        """Return what a supervisor sees of [first_day, last_day].

        Raises InvalidInputError for a bad period, RuleBrokenError where a figure does not add up.
        """
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            session, office_id = reading.session, actor.office_id
            period = judged_days(reading, first_day, last_day)
            total, groups = figures_in(session, period)
            unit = session.get_one(Unit, office_id)
            return DashboardView(
                unit_name=unit.name,
                parent_name=unit.parent_name,
                place=unit.place,
                is_demo=unit.is_demo,
                first_day=first_day,
                last_day=last_day,
                as_of=period.as_of,
                made_at=reading.now,
                made_by=actor.name,
                total=total,
                trend=_trend(reading, first_day, last_day),
                agencies=groups[GroupBy.AGENCY],
                fields=groups[GroupBy.FIELD],
                steps=step_times(session, period, self._calendars.load(session, office_id)),
                load=load_cells(session, period),
                ratings=ratings_in(session, period),
            )


_ended, _open = own_states(), own_states()
_TREND = union_all(
    select(literal("received"), func.count(Dossier.id)).where(_RECEIVED),
    select(type_coerce(_ended.timeliness, String), func.count())
    .where(holds_at_end(_ended), ended_in_period(_ended))
    .group_by(_ended.timeliness),
    select(literal("open.overdue"), func.count()).where(
        holds_at_end(_open), _open.is_open, is_overdue(_open)
    ),
)
"""What a trend shows alone: counting all figures of eight stretches takes seven times as long."""


def _trend(reading: Reading, first_day: date, last_day: date) -> tuple[TrendPoint, ...]:
    return tuple(
        _point(reading, stretch)
        for stretch in stretches(first_day, last_day, local_date(reading.now))
        if stretch.first_day >= FIRST_DAY
    )


def _point(reading: Reading, stretch: TrendSpan) -> TrendPoint:
    period = judged_days(reading, stretch.first_day, stretch.last_day)
    rows = reading.session.execute(_TREND, bounds_of(period))
    counts: Counter[str] = Counter({row[0]: row[1] for row in rows})
    return TrendPoint(
        name=stretch.name,
        first_day=stretch.first_day,
        last_day=stretch.last_day,
        received=counts["received"],
        ended=sum(counts[each] for each in Timeliness),
        late=counts[Timeliness.LATE],
        overdue=counts["open.overdue"],
        faces=face_counts(reading.session, period),
    )
