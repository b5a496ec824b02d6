"""The supervisor's glance over a period; changes nothing."""

from datetime import date

from app.clock import local_date
from app.models.office import Unit
from app.services.dashboard.load import load_cells
from app.services.dashboard.records import DashboardView, TrendPoint
from app.services.dashboard.steps import step_times
from app.services.dashboard.stretches import Stretch, stretches
from app.services.figures.closed import judged_days
from app.services.figures.period import FIRST_DAY
from app.services.figures.summaries import figures_in
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.office.calendar import CalendarCache
from app.services.ratings.figures import figures_in as ratings_in
from app.vocabulary.periods import GroupBy


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


def _trend(reading: Reading, first_day: date, last_day: date) -> tuple[TrendPoint, ...]:
    return tuple(
        _point(reading, stretch)
        for stretch in stretches(first_day, last_day, local_date(reading.now))
        if stretch.first_day >= FIRST_DAY
    )


def _point(reading: Reading, stretch: Stretch) -> TrendPoint:
    period = judged_days(reading, stretch.first_day, stretch.last_day)
    return TrendPoint(
        name=stretch.name,
        first_day=stretch.first_day,
        last_day=stretch.last_day,
        figures=figures_in(reading.session, period)[0],
        faces=ratings_in(reading.session, period).faces,
    )
