"""Late entries, locks and the dossiers behind them are told alike by a shared store."""

from datetime import timedelta
from pathlib import Path

from app.services.periods.checking import period_log_problems, period_problems
from app.services.periods.records import Place
from app.vocabulary import Action, LateReason
from tests.postgres import Server
from tests.services.desk_builders import a_counter
from tests.services.periods.builders import BEGINNING, FIRST, a_reporter, at, week
from tests.services.store_builders import FakeTime

ONE, TWO = week(1), week(2)


def test_late_entries_of_a_shared_store_count_in_the_next_period(
    postgres: Server, tmp_path: Path
) -> None:
    with postgres.migrated() as store:
        desk = a_reporter(a_counter(tmp_path, FakeTime(BEGINNING), store))
        ended = desk.receive(at(FIRST), case_id=desk.counter.same_day_case)
        kept = desk.receive(at(FIRST, 10))
        desk.go_to(TWO.first_day)
        desk.lock(ONE)
        frozen = desk.figures(ONE)
        late = desk.receive(at(FIRST, 11))
        assert desk.act(ended, Action.RESOLVE, at(FIRST + timedelta(days=1)))
        desk.counter.late_reasons.record(desk.counter.officer, kept, LateReason.FUNDING)
        assert desk.figures(ONE) == frozen
        two = desk.figures(TWO)
        assert list(two.broken()) == []
        told = two.total
        assert (told.carried_over, told.received.total, told.late_received) == (2, 1, 1)
        assert (told.ended.late, told.late_ended, told.open.total) == (1, 1, 2)
        assert [one.open_overdue for one in two.reasons if one.reason is LateReason.FUNDING] == [1]
        place = Place(level=two.rows[0].level, field=two.rows[0].field)
        rows = desk.counter.periods.rows_behind(desk.boss, TWO.key, "open", place)
        assert [row.code for row in rows] == [kept, late]
        with store.read() as session:
            assert [*period_problems(session), *period_log_problems(session)] == []
        assert desk.reopen(ONE) == (ONE.name,)
        assert desk.figures(ONE).total.received.total == 3
