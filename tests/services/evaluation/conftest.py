"""A counter whose dossiers go by routes with times of their own."""

from decimal import Decimal

import pytest

from app.models.catalogue import RouteStep
from app.services.evaluation.evaluation import Evaluation
from app.services.evaluation.facts import FactNotes
from app.vocabulary.catalogue import TimeUnit
from tests.services.desk_builders import Counter


@pytest.fixture
def evaluation(counter: Counter) -> Evaluation:
    return counter.evaluation


@pytest.fixture
def notes(counter: Counter) -> FactNotes:
    return counter.fact_notes


@pytest.fixture
def routed(counter: Counter) -> Counter:
    """The counter with a route: the office half a day, Kinh tế one day, Văn hóa one day beside."""
    steps = (
        (counter.admin.office_id, "0.5", False),
        (counter.economy, "1", True),
        (counter.culture, "1", False),
    )
    with counter.database.write() as session:
        for ordinal, (unit_id, days, is_lead) in enumerate(steps, start=1):
            session.add(
                RouteStep(
                    case_id=counter.case_id,
                    ordinal=ordinal,
                    unit_id=unit_id,
                    time_value=Decimal(days),
                    time_unit=TimeUnit.WORKING_DAY,
                    is_lead=is_lead,
                )
            )
    return counter
