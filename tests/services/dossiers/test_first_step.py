"""The office has a step of its own on the route: it is due from the moment of receipt."""

from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import select

from app.models.base import FOREVER
from app.models.catalogue import RouteStep
from app.models.dossiers import DossierState
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Timeliness
from tests.services.desk_builders import Counter


def _routed(counter: Counter, case_id: int, hours: int) -> None:
    """Give the counter so many hours of its own, then the agency its days."""
    steps = (
        (counter.officer.office_id, hours, TimeUnit.WORKING_HOUR),
        (counter.economy, 2, TimeUnit.WORKING_DAY),
    )
    with counter.database.write() as session:
        for ordinal, (unit, value, time_unit) in enumerate(steps, start=1):
            session.add(
                RouteStep(
                    case_id=case_id,
                    ordinal=ordinal,
                    unit_id=unit,
                    time_value=Decimal(value),
                    time_unit=time_unit,
                )
            )


def _step_due(counter: Counter) -> datetime | None:
    with counter.database.read() as session:
        return session.scalars(
            select(DossierState.step_due_at).where(DossierState.to_at == FOREVER)
        ).one()


def test_the_offices_own_step_is_due_from_the_receipt(counter: Counter) -> None:
    _routed(counter, counter.case_id, hours=1)
    code = counter.code()
    due_at = counter.time.now + timedelta(hours=1)
    assert _step_due(counter) == due_at
    counter.time.advance(timedelta(hours=2))
    counter.handoffs.send(counter.officer, counter.economy, [code])
    (step,) = counter.control_slips.preview(counter.officer, code).steps
    assert (step.step_due_at, step.timeliness) == (due_at, Timeliness.LATE)
    first, _agency = counter.tracking.one(counter.officer, code).steps
    assert (first.due_at, first.timeliness) == (due_at, Timeliness.LATE)


def test_another_case_gives_the_step_its_own_time(counter: Counter) -> None:
    _routed(counter, counter.same_day_case, hours=2)
    code = counter.code()
    assert _step_due(counter) is None
    received = counter.time.now
    typed = counter.as_typed(case_id=counter.same_day_case)
    counter.corrections.correct(counter.officer, code, typed, "nhầm thủ tục")
    assert _step_due(counter) == received + timedelta(hours=2)
