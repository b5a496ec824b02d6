"""Late entries, locks and the dossiers behind them are told alike by a shared store."""

from datetime import timedelta
from pathlib import Path

from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.services.periods.checking import period_log_problems, period_problems
from app.services.periods.records import FormPlace
from app.services.periods.sections import sections_in
from app.services.publishing.publishing import Publishing
from app.services.registers.figures import RegisterFigure
from app.services.registers.registers import Registers
from app.vocabulary.dossiers import Action
from app.vocabulary.reports import LateReason, RegisterKind
from tests.harness.register_entries import TYPED
from tests.postgres import Server
from tests.services.desk_builders import a_counter
from tests.services.periods.builders import BEGINNING, FIRST, Reporter, a_reporter, at, week
from tests.services.petitions.builders import typed
from tests.services.publishing.builders import a_draft, an_item
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
        place = FormPlace(level=two.rows[0].level, field=two.rows[0].field)
        rows = desk.counter.periods.rows_behind(desk.boss, TWO.key, "open", place)
        assert [row.code for row in rows] == [kept, late]
        _entered_late_elsewhere(desk, tmp_path)
        with store.read() as session:
            assert [*period_problems(session), *period_log_problems(session)] == []
        assert desk.reopen(ONE) == (ONE.name,)
        assert desk.figures(ONE).total.received.total == 3


def _entered_late_elsewhere(desk: Reporter, folder: Path) -> None:
    """Enter a petition, a training and a decision of the locked week; each counts in the next."""
    counter, day = desk.counter, FIRST + timedelta(days=1)
    tx = Transactions(counter.database, counter.clock)
    counter.time.advance(timedelta(minutes=1))
    with desk.opened_days(day):
        counter.petitions.receive(counter.admin, typed(received_at=at(day)))
    training = {**TYPED[RegisterKind.ACTIVITIES], "kind": "training", "held_on": day}
    Registers(tx).add(counter.admin, RegisterKind.ACTIVITIES, training)
    Publishing(tx).enter(counter.admin, a_draft("1/QĐ", an_item(), decided_on=day))
    with tx.read(desk.boss, Right.SEE_FIGURES) as reading:
        one, two = (sections_in(reading, each) for each in (ONE, TWO))
    assert (one.petitions.received, one.registers.training, one.published.decisions) == (0, 0, ())
    assert (two.petitions.late_received, two.published.late) == (1, 1)
    assert two.registers.late_of(RegisterFigure.TRAINING) == 1
    assert two.quality.processing[0]["done"] == 1
