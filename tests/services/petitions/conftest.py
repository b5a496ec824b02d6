"""The register of petitions at a counter."""

import pytest

from app.services.ledger.transactions import Transactions
from app.services.office.calendar import CalendarCache
from app.services.petitions.petitions import Petitions
from tests.services.desk_builders import Counter


@pytest.fixture
def petitions(counter: Counter) -> Petitions:
    return Petitions(Transactions(counter.database, counter.clock), CalendarCache())
