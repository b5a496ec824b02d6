"""Desks whose clocks differ work by the clock of the server they share."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.bootstrap.stores import open_services
from app.clock import Clock
from app.services.container import Services
from app.services.dossiers.records import NewDossier, Owner
from tests.many_desks.office import Open, an_office_of_desks
from tests.services.store_builders import GOOD_PASSWORD, a_store, an_office

_MOST = timedelta(seconds=1)
_WRONG_BY = timedelta(minutes=10)


@pytest.fixture
def two(
    server_url: str, server_store: Open, tmp_path: Path
) -> Iterator[tuple[Services, Services, int]]:
    """Two programs at one store, the first on a machine whose clock is fast, and a case."""
    with an_office_of_desks(tmp_path, server_store, 4) as office:
        right = Clock()
        fast = right.ahead_by(_WRONG_BY)
        there = open_services(tmp_path / "a", server_url, clock=fast)
        here = open_services(tmp_path / "b", server_url, clock=right)
        yield there, here, office.case_id
        there.close()
        here.close()


def test_what_a_fast_desk_sends_can_be_accepted_at_once(
    two: tuple[Services, Services, int],
) -> None:
    there, here, case_id = two
    assert abs(there.clock.now() - here.clock.now()) < _MOST
    clerk = there.sign_in.sign_in("ban01", GOOD_PASSWORD, "Quầy 1", "Máy 1")
    receiver = here.sign_in.sign_in("ban02", GOOD_PASSWORD, "Quầy 2", "Máy 2")
    new = NewDossier(draft_id="a" * 36, case_id=case_id, owner=Owner("Người Thử"))
    code = there.intake.register(clerk, new).code
    there.handoffs.send(clerk, receiver.unit_id, [code])
    here.handoffs.accept(receiver, [code])


def test_a_local_store_keeps_the_clock_it_was_given(tmp_path: Path) -> None:
    database = a_store(tmp_path)
    given = Clock().ahead_by(_WRONG_BY)
    an_office(database, given)
    assert database.ahead_of(given.now) == timedelta(0)
    database.close()
    desk = open_services(tmp_path, clock=given)
    assert abs(desk.clock.now() - given.now()) < _MOST
    desk.close()
