"""Which dossiers a unit opens without saying why."""

from decimal import Decimal

from app.models.catalogue import RouteStep
from app.services.dossiers.access import is_foreign_to
from app.services.ledger.rights import Right
from app.vocabulary.catalogue import TimeUnit
from tests.services.desk_builders import Counter, a_procedure


def test_a_step_of_the_route_concerns_its_unit_with_dossiers_of_its_case_alone(
    counter: Counter,
) -> None:
    with counter.database.write() as session:
        session.add(
            RouteStep(
                case_id=counter.case_id,
                ordinal=1,
                unit_id=counter.culture,
                time_value=Decimal(1),
                time_unit=TimeUnit.WORKING_DAY,
            )
        )
    without_route = a_procedure(counter.database, counter.time.now, counter.economy, "3.000003")
    routed, other = counter.dossier(), counter.dossier(case_id=without_route)
    for officer, concerned in (
        (counter.culture_officer, {routed.code}),
        (counter.economy_officer, {routed.code, other.code}),
    ):
        with counter.tx.read(officer, Right.LOOK_UP) as reading:
            opened = {
                one.code for one in (routed, other) if not is_foreign_to(reading, one.dossier_id)
            }
        assert opened == concerned
