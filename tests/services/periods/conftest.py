"""An office whose books are entered into before and after its weeks are locked."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.ledger.transactions import Transactions
from app.services.publishing.publishing import Publishing
from app.services.registers.registers import Registers
from tests.services.desk_builders import a_counter
from tests.services.periods.books import Books
from tests.services.periods.builders import BEGINNING, a_reporter
from tests.services.store_builders import FakeTime, a_copied_store


@pytest.fixture
def books(tmp_path: Path, empty_store: Path) -> Iterator[Books]:
    counter = a_counter(tmp_path, FakeTime(BEGINNING), a_copied_store(empty_store, tmp_path))
    tx = Transactions(counter.database, counter.clock)
    petitions = counter.petitions
    yield Books(a_reporter(counter), petitions, Registers(tx), Publishing(tx), tx)
    counter.database.close()
