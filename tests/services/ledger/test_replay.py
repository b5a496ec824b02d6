"""The log, read alone, tells the life that is stored; whatever was touched behind it is named."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text

from app.models.database import Database
from app.models.log import LogEntry
from app.services.dossiers.decision import Decision
from app.services.ledger.replay import replay_problems
from app.vocabulary.dossiers import Action, Outcome
from tests.office_life.ready import a_counter_after
from tests.services.desk_builders import Counter


def _problems(database: Database) -> list[str]:
    with database.read() as session:
        return list(replay_problems(session))


def _live(counter: Counter) -> None:
    first, second = counter.code(), counter.code("Lê Thị Cúc")
    counter.handoffs.send(counter.officer, counter.economy, [first])
    counter.handoffs.accept(counter.economy_officer, [first])
    counter.time.advance(timedelta(hours=3))
    decide = counter.decisions.decide
    decide(counter.officer, first, Action.ASK_SUPPLEMENT, Decision(items=("thiếu",)))
    counter.time.advance(timedelta(days=2))
    decide(counter.officer, first, Action.SUPPLEMENT_IN, Decision())
    counter.time.advance(timedelta(days=1))
    decide(counter.officer, first, Action.RESOLVE, Decision(outcome=Outcome.GRANTED))
    counter.handoffs.send(counter.officer, counter.culture, [second])


@pytest.fixture
def lived(tmp_path: Path, database: Database) -> Counter:
    """Dossier 1 went to an agency, waited, came back and was granted; 2 is on its way."""
    counter, _told = a_counter_after(_live, tmp_path, database)
    return counter


def test_a_life_replays_to_its_states(lived: Counter) -> None:
    assert _problems(lived.database) == []


def _run(database: Database, *statements: str) -> None:
    with database.write() as session:
        connection = session.connection()
        for statement in statements:
            assert connection.execute(text(statement)).rowcount, statement


def _without_guards(connection: Connection, *, is_shared: bool) -> None:
    if is_shared:
        connection.exec_driver_sql("DROP TRIGGER log_entries_no_change ON log_entries")
        return
    for name in ("update", "delete", "replace"):
        connection.exec_driver_sql(f"DROP TRIGGER log_entries_no_{name}")


def _rewrite_log(database: Database, *statements: str) -> None:
    with database.write() as session:
        _without_guards(session.connection(), is_shared=database.is_shared)
    _run(database, *statements)


_LAST = "dossier_id = 1 AND ordinal = (SELECT max(ordinal) FROM dossier_states"
_LAST_OF_1 = f"{_LAST} WHERE dossier_id = 1)"
_TOUCHED_STATES = {
    "status": (f"status = 'returned' WHERE {_LAST_OF_1}", "trạng thái"),
    "middle status": ("status = 'processing' WHERE dossier_id = 1 AND ordinal = 4", "trạng thái"),
    "due": ("due_at = from_at WHERE dossier_id = 1 AND ordinal = 1", "ngày hẹn"),
    "due of the restart": ("due_at = NULL WHERE dossier_id = 1 AND ordinal = 5", "ngày hẹn"),
    "holder": (f"holder_id = agency_id WHERE {_LAST_OF_1}", "nơi giữ"),
    "holder at the agency": (
        "holder_id = unit_id WHERE dossier_id = 1 AND ordinal = 3",
        "nơi giữ",
    ),
    "outcome": (f"outcome = 'refused' WHERE {_LAST_OF_1}", "kết quả"),
    "end": (f"ended_at = due_at WHERE {_LAST_OF_1}", "lúc kết thúc"),
    "judgement": (f"timeliness = 'late' WHERE {_LAST_OF_1}", "đúng hạn hay quá hạn"),
    "begin": ("from_at = to_at WHERE dossier_id = 1 AND ordinal = 4", "thời điểm của việc"),
    "gap": ("to_at = from_at WHERE dossier_id = 1 AND ordinal = 4", "không nối tiếp"),
    "entry": ("log_seq = 1 WHERE dossier_id = 1 AND ordinal = 4", "không có trạng thái"),
    "entry of another": (
        "log_seq = (SELECT given.log_seq FROM dossier_states AS given WHERE given.dossier_id = 2 "
        "AND given.ordinal = 1) WHERE dossier_id = 1 AND ordinal = 4",
        "không có trạng thái",
    ),
    "order": ("ordinal = 99 WHERE dossier_id = 1 AND ordinal = 6", "thứ tự"),
}


@pytest.mark.parametrize("name", _TOUCHED_STATES)
def test_a_touched_state_is_named(lived: Counter, name: str) -> None:
    change, said = _TOUCHED_STATES[name]
    _run(lived.database, f"UPDATE dossier_states SET {change}")  # noqa: S608
    (problem,) = _problems(lived.database)
    assert "261123-0001" in problem
    assert said in problem


def test_a_state_taken_away_is_named(lived: Counter) -> None:
    _run(lived.database, "DELETE FROM dossier_states WHERE dossier_id = 2 AND ordinal = 2")
    (problem,) = _problems(lived.database)
    assert "261123-0002" in problem
    assert "không có trạng thái" in problem


def test_the_last_state_closed_is_named(lived: Counter) -> None:
    _run(lived.database, f"UPDATE dossier_states SET to_at = from_at WHERE {_LAST_OF_1}")  # noqa: S608
    assert "đã bị đóng" in _problems(lived.database)[0]


@pytest.mark.parametrize("state", ["accepted", "recalled"])
def test_a_slip_closed_without_a_word_in_the_log_is_named(lived: Counter, state: str) -> None:
    _run(lived.database, f"UPDATE handoff_items SET state = '{state}' WHERE dossier_id = 2")  # noqa: S608
    (problem,) = _problems(lived.database)
    assert "phiếu bàn giao" in problem


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ("not json", "không đọc được"),
        ('{"status": "flown"}', "không đọc được"),
        ('{"due": "tomorrow"}', "không đọc được"),
        ('{"status": "received"}', "trạng thái"),
        ('{"holder": 99}', "nơi giữ"),
        ('{"outcome": "refused"}', "kết quả"),
    ],
)
def test_rewritten_facts_are_named(lived: Counter, facts: str, said: str) -> None:
    with lived.database.read() as session:
        seq = session.scalar(select(LogEntry.seq).where(LogEntry.act == "resolve"))
    _rewrite_log(lived.database, f"UPDATE log_entries SET facts = '{facts}' WHERE seq = {seq}")  # noqa: S608
    (problem,) = _problems(lived.database)
    assert said in problem
    assert str(seq) in problem


def test_entries_that_say_less_are_taken_as_far_as_they_go(lived: Counter) -> None:
    """Stores of older versions: an acceptance named its unit alone."""
    _rewrite_log(
        lived.database,
        """UPDATE log_entries SET facts = '{"by": "Phòng Kinh tế"}' WHERE act = 'accept'""",
        "UPDATE log_entries SET facts = '{}' WHERE act IN ('ask_supplement', 'return', 'handoff')",
    )
    lived.time.advance(timedelta(minutes=1))
    assert _problems(lived.database) == []


def test_after_an_entry_that_says_less_the_rest_is_still_compared(lived: Counter) -> None:
    _rewrite_log(lived.database, "UPDATE log_entries SET facts = '{}' WHERE act = 'accept'")
    _run(lived.database, f"UPDATE dossier_states SET status = 'stopped' WHERE {_LAST_OF_1}")  # noqa: S608
    assert len(_problems(lived.database)) == 1
