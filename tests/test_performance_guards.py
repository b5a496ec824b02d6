"""What keeps the program fast, without a clock: statements counted, plans read, imports named."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from app.clock import local_date
from app.models.base import Base
from app.models.office import Unit
from app.models.watermark import restorations, whole
from app.models.wholeness import refuse_unreadable
from app.services.dossiers.records import Owner
from app.vocabulary.office import UnitKind
from benchmarks import __main__ as program
from benchmarks.big_store import NOW, BigStore, build
from benchmarks.house_run import loaded_at_start
from benchmarks.measure import Timings, in_turn, ratio, take_turns
from benchmarks.raw_sql import statements_of
from benchmarks.typing_in import intakes

COUNT = 2000
OWNER = Owner("Nguyễn Thị Ánh", id_number="072199000017")
# Five of them guard: is the day closed, does the key still sign, what is the store's high water.
# The last stores what the log commits to of rows changed after the entry.
STATEMENTS_A_REGISTRATION = 21
# Qt, SQLAlchemy and SQLCipher alone, with an engine that has asked something, are 391.
OWN_MODULES = 123
ALL_MODULES = 550
DAY = local_date(NOW) - timedelta(days=1)
WHOLE = re.compile(r"SCAN dossier(s|_states)(_\d+)?\b|ANY\(")
LATE = {
    *("sqlalchemy", "alembic", "psycopg", "sqlcipher3", "reportlab", "PIL", "zxingcpp"),
    *("xlsxwriter", "python_calamine", "qrcode", "pypdfium2", "argon2", "holidays"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BigStore]:
    made = build(tmp_path_factory.mktemp("big") / "store", COUNT)
    _hand_off(made)
    yield made
    made.desk.close()


def _hand_off(store: BigStore) -> None:
    """Put some dossiers on slips: accepted, declined, on the way."""
    handoffs, officer = store.desk.handoffs, store.officer
    codes = [store.desk.intake.register(officer, new).code for new in intakes(store, 30)]
    with store.desk.database.read() as session:
        agency_id = session.scalars(select(Unit.id).where(Unit.kind == UnitKind.AGENCY)).first()
    assert agency_id is not None
    handoffs.send(officer, agency_id, codes[:24])
    handoffs.accept(officer, codes[:8], receiver_name="Trần Văn Nhận")
    for code in codes[8:16]:
        handoffs.decline(officer, code, "Thiếu bản chính")


@pytest.fixture(params=["with figures on the tables", "without"])
def judged(request: pytest.FixtureRequest, store: BigStore) -> BigStore:
    """The store after ANALYZE, and as it is before its first one."""
    with store.desk.database.write() as session:
        session.execute(text("ANALYZE"))
        if request.param == "without":
            session.execute(text("DELETE FROM sqlite_stat1"))
    store.desk.database.engine.dispose()
    return store


QUESTIONS: dict[str, Callable[[BigStore], object]] = {
    "newest": lambda s: s.desk.tracking.newest(s.officer, 50),
    "overdue": lambda s: s.desk.tracking.overdue(s.supervisor, 50),
    "late count": lambda s: s.desk.tracking.late_count(s.supervisor),
    "work list": lambda s: s.desk.work_list.of(s.supervisor, 50),
    "urgent work": lambda s: s.desk.work_list.urgent_counts(s.officer),
    "code": lambda s: s.desk.search.find(s.officer, "000.00.15.H53-261119-0001"),
    "last digits": lambda s: s.desk.search.find(s.officer, "0001"),
    "day and number": lambda s: s.desk.search.find(s.officer, "261119-0001"),
    "ID number": lambda s: s.desk.search.find(s.officer, "072199000017"),
    "name": lambda s: s.desk.search.find(s.officer, "nguyen thi"),
    "known person": lambda s: s.desk.applicants.known(s.officer, "072199000017"),
    "twin": lambda s: s.desk.applicants.open_twin(s.officer, OWNER, 1),
    "recent procedures": lambda s: s.desk.applicants.recent_procedures(s.officer),
    "to hand off": lambda s: s.desk.handoff_desk.waiting(s.officer),
    "on the way": lambda s: s.desk.handoff_desk.on_the_way(s.officer),
    "refused back": lambda s: s.desk.handoff_desk.refused_back(s.officer),
    "to return": lambda s: s.desk.returning.waiting(s.officer),
    "to return, by name": lambda s: s.desk.returning.waiting(s.officer, "nguyen"),
    "to print": lambda s: s.desk.print_queue.waiting(s.officer),
    "one dossier": lambda s: s.desk.tracking.one(s.officer, "000.00.15.H53-261119-0001"),
    "figures": lambda s: s.desk.summaries.figures(s.supervisor, DAY, DAY),
    "summary": lambda s: s.desk.summaries.of_period(s.supervisor, DAY, DAY),
    "rows behind": lambda s: s.desk.summaries.rows_behind(s.supervisor, DAY, DAY, "received"),
    "late rows": lambda s: s.desk.summaries.rows_behind(s.supervisor, DAY, DAY, "open.overdue"),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_reads_the_whole_register(judged: BigStore, question: str) -> None:
    for plan in _plans(judged, QUESTIONS[question]):
        assert not WHOLE.search(plan), plan


def test_the_newest_are_read_from_the_end(judged: BigStore) -> None:
    *_others, plan = _plans(judged, QUESTIONS["newest"])
    assert "ix_dossiers_unit_newest" in plan
    assert plan.count("TEMP B-TREE") <= 1  # what was found is put in order, not the register


def test_the_figures_of_a_day_fetch_no_row_of_what_is_open(judged: BigStore) -> None:
    plan = "\n".join(_plans(judged, QUESTIONS["figures"]))
    assert plan.count("USING COVERING INDEX ix_dossier_states_open") == 3


def test_one_letter_typed_is_looked_up_and_not_gathered(store: BigStore) -> None:
    with store.desk.database.read() as session:
        asked = text("SELECT sql FROM sqlite_master WHERE name = 'dossier_search'")
        assert "prefix='1 2 3'" in session.execute(asked).scalar_one()


def test_the_guard_sees_a_scan(store: BigStore) -> None:
    with store.desk.database.read() as session:
        rows = session.execute(text("EXPLAIN QUERY PLAN SELECT * FROM dossiers WHERE note = 'x'"))
        assert WHOLE.search("\n".join(row.detail for row in rows))


def test_opening_reads_the_end_of_each_table_alone(judged: BigStore) -> None:
    def look(store: BigStore) -> None:
        with store.desk.database.engine.connect() as connection:
            refuse_unreadable(connection)

    plans = _plans(judged, look)
    assert len(plans) > len(Base.metadata.tables)
    assert not [plan for plan in plans if "TEMP B-TREE FOR ORDER BY" in plan]


def test_what_a_store_was_seen_to_hold_is_known_without_reading_its_log(judged: BigStore) -> None:
    def look(store: BigStore) -> None:
        with store.desk.database.read() as session:
            assert whole(session).entries
            assert restorations(session) == []

    assert not [plan for plan in _plans(judged, look) if "SCAN log_entries" in plan]


def test_a_registration_runs_few_statements(store: BigStore) -> None:
    register, officer = store.desk.intake.register, store.officer
    first, second = intakes(store, 32)[-2:]
    register(officer, first)
    run = statements_of(store.desk.database, lambda: register(officer, second))
    assert len(run) <= STATEMENTS_A_REGISTRATION


def test_the_late_are_counted_as_they_are_listed(store: BigStore) -> None:
    tracking, boss = store.desk.tracking, store.supervisor
    assert 0 < tracking.late_count(boss) == len(tracking.overdue(boss, 999))


def test_no_desk_waits_for_the_library_of_a_report_nobody_writes_yet() -> None:
    code = "import sys, app.bootstrap.pages; print('docx' in sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, timeout=60
    )
    assert found.stdout.strip() == "False"


def test_sign_in_waits_for_no_more_than_the_store_and_itself(store: BigStore) -> None:
    start = loaded_at_start(store.folder)
    own, everything = start.ready
    assert start.importer == "__import__"
    assert own <= OWN_MODULES
    assert everything <= ALL_MODULES


def test_the_first_page_waits_for_no_store() -> None:
    code = "import json, sys; import app.bootstrap.window; print(json.dumps(sorted(sys.modules)))"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, timeout=60
    )
    assert not LATE & {name.split(".")[0] for name in json.loads(found.stdout)}


def test_the_benchmark_runs_whole_and_checks_what_it_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    groups = [name for name in program.GROUPS if name not in {"start", "pages"}]
    told = tmp_path / "told.json"
    options = ["--quick", "--n", "300", "--rounds", "1", "--folder", str(tmp_path)]
    program.main([*groups, *options, "--json", str(told)])
    goals = {line["goal"] for line in json.loads(told.read_bytes())["goals"]}
    assert goals == {"O1", "R1", "R2", "C1", "Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "X1", "X2"}
    assert "| X2 " in capsys.readouterr().out


def test_works_take_turns_and_the_first_round_does_not_count() -> None:
    seen: list[str] = []
    works = {"a": lambda: seen.append("a"), "b": lambda: seen.append("b")}
    took = take_turns(works, rounds=2, times=2, idle=lambda: seen.append("-"))
    assert "".join(seen) == "aa-bb-" * 3
    assert [len(took["a"].rounds), len(took["b"].all)] == [2, 4]


def test_a_ratio_is_of_the_rounds_side_by_side() -> None:
    fast, slow = Timings(((1.0, 1.0), (2.0, 2.0))), Timings(((2.0, 4.0), (6.0, 6.0)))
    assert str(ratio(slow, fast)) == "3.00 (3.00–3.00)"
    assert slow.p99 is None
    assert Timings((tuple(float(n) for n in range(300)),)).p99 == 297.0


def test_inputs_come_round() -> None:
    seen: list[int] = []
    work = in_turn(seen.append, [1, 2])
    for _ in range(3):
        work()
    assert seen == [2, 1, 2]


def _plans(store: BigStore, question: Callable[[BigStore], object]) -> list[str]:
    """Return how the database means to answer each statement of a question."""
    asked = statements_of(store.desk.database, lambda: question(store))
    with store.desk.database.read() as session:
        connection = session.connection()
        return [
            "\n".join(
                str(row[3])
                for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
            )
            for statement, values in asked
        ]
