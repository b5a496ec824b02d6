"""The register of petitions agrees with the log, and what was touched by another hand is found."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from app.services.ledger.checking import StoreCheck
from app.services.petitions.agreeing import petition_problems
from tests.services.desk_builders import a_counter
from tests.services.petitions.builders import Lives, typed
from tests.services.store_builders import FakeTime, a_copied_store

_EVENTS = "petition_events_no_update"


@pytest.fixture
def problems(tmp_path: Path, empty_store: Path) -> Callable[[str], list[str]]:
    """Six lives, every one whole; then one statement by another hand, and what is found of it."""
    time = FakeTime()
    database = a_copied_store(empty_store, tmp_path)
    counter = a_counter(tmp_path, time, database)
    petitions = counter.petitions
    for _name, acts in Lives(counter.culture):
        done = petitions.receive(counter.officer, typed())
        for act, said in acts:
            time.advance(timedelta(hours=1))
            petitions.act(counter.officer, done.petition_id, act, said)
    assert StoreCheck(database, (petition_problems,)).problems() == []

    def after(statement: str) -> list[str]:
        with database.write() as session:
            session.execute(text(f"DROP TRIGGER {_EVENTS}"))
            session.execute(text(statement))
        with database.read() as session:
            found = list(petition_problems(session))
        database.close()
        return found

    return after


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE petitions SET status = 'closed' WHERE id = 5", "không khớp với các việc đã ghi"),
        ("UPDATE petitions SET due_at = NULL WHERE id = 2", "không khớp với các việc đã ghi"),
        (
            "UPDATE petition_events SET status = 'answered' WHERE petition_id = 5 AND ordinal = 2",
            "nhật ký kể khác về việc thứ 2",
        ),
        (
            "UPDATE petition_events SET at = '2026-11-23 02:30:00.000000' "
            "WHERE petition_id = 1 AND ordinal = 2",
            "nhật ký kể khác về việc thứ 2",
        ),
        (
            "UPDATE petition_events SET log_seq = 99999 WHERE petition_id = 6 AND ordinal = 1",
            "không có trong",
        ),
        ("UPDATE petition_events SET ordinal = 9 WHERE petition_id = 6 AND ordinal = 3", "thứ 3"),
    ],
)
def test_what_another_hand_changed_is_found(
    problems: Callable[[str], list[str]], statement: str, said: str
) -> None:
    (found,) = problems(statement)
    assert said in found
