"""Which stored states are late, as a condition of a statement."""

from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, and_, or_

from app.models.dossiers import DossierState

Instant = datetime | BindParameter[datetime]


def late_at(state: type[DossierState], at: Instant, day: Instant) -> ColumnElement[bool]:
    """Return whether `state` is late at `at`, as `deadlines.judging.is_late` judges it.

    `day` is `judging.day_judged_at(at)`. An index of due instants serves the first comparison.
    """
    return and_(state.due_at < at, or_(~state.is_due_by_day, state.due_at < day))
