"""The next unit of a route is proposed; what lies off it goes as it always did."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import insert

from app.models.catalogue import RouteStep
from app.services.custody.desk import Stop, next_stop
from app.vocabulary.catalogue import TimeUnit
from tests.services.desk_builders import Counter

OFFICE, A, B, C = 1, 2, 3, 4
_SHORT = (A, B)
_WHOLE = (OFFICE, A, B, OFFICE)


@pytest.mark.parametrize(
    ("route", "holder", "taken", "wanted"),
    [
        (_SHORT, OFFICE, {}, A),
        (_SHORT, A, {A: 1}, B),
        (_SHORT, B, {A: 1, B: 1}, None),
        (_SHORT, OFFICE, {A: 1, OFFICE: 1}, B),
        (_SHORT, OFFICE, {A: 1, B: 1, OFFICE: 1}, None),
        (_WHOLE, OFFICE, {}, A),
        (_WHOLE, A, {A: 1}, B),
        (_WHOLE, B, {A: 1, B: 1}, OFFICE),
        (_WHOLE, OFFICE, {A: 1, B: 1, OFFICE: 1}, None),
        ((A, B, A), A, {A: 1}, B),
        ((A, B, A), A, {A: 2, B: 1}, None),
        (_SHORT, C, {C: 1}, None),
        ((), OFFICE, {}, None),
    ],
)
def test_the_step_after_the_holder_s_is_next(
    route: tuple[int, ...], holder: int, taken: dict[int, int], wanted: int | None
) -> None:
    stops = [Stop(unit_id, f"Đơn vị {unit_id}", is_parallel=False) for unit_id in route]
    found = next_stop(stops, holder, OFFICE, taken)
    assert (found.unit_id if found else None) == wanted


def test_an_opinion_asked_beside_gets_no_paper() -> None:
    stops = [Stop(A, "A", is_parallel=False), Stop(B, "B", is_parallel=True)]
    assert next_stop([*stops, Stop(C, "C", is_parallel=False)], A, OFFICE, {A: 1}) == Stop(
        C, "C", is_parallel=False
    )


def test_queues_follow_the_route_through_every_window(counter: Counter) -> None:
    with counter.database.write() as session:
        for ordinal, unit_id in enumerate((counter.economy, counter.culture), start=1):
            session.execute(
                insert(RouteStep).values(
                    case_id=counter.case_id,
                    ordinal=ordinal,
                    unit_id=unit_id,
                    time_value=Decimal(1),
                    time_unit=TimeUnit.WORKING_DAY,
                )
            )
    code = counter.code()
    officer = counter.officer
    hops = [
        (officer, counter.economy),
        (counter.economy_officer, counter.culture),
        (counter.culture_officer, officer.office_id),
    ]
    for actor, wanted in hops:
        (queue,) = counter.handoff_desk.waiting(actor)
        assert (queue.agency_id, queue.is_back) == (wanted, False)
        assert [row.code for row in queue.dossiers] == [code]
        counter.time.advance(timedelta(minutes=5))
        counter.handoffs.send(actor, queue.agency_id, [code])
        counter.handoffs.accept(officer, [code])
    (queue,) = counter.handoff_desk.waiting(officer)
    assert queue.is_back
