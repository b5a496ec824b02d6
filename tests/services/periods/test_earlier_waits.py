"""A store of an earlier version, in which every wait stopped both clocks, is told as it was."""

from datetime import date
from pathlib import Path

import pytest
from alembic.command import downgrade
from alembic.config import Config
from sqlalchemy import select, update

from app.models import migrating
from app.models.database import Database
from app.models.dossiers import DossierState, Pause
from app.services.closing.checking import closing_problems
from app.services.dossiers.decision import Decision
from app.services.dossiers.records import DossierView
from app.services.ledger.checking import StoreCheck
from app.services.periods.checking import period_problems
from app.vocabulary.dossiers import Action
from tests.services.desk_builders import a_counter
from tests.services.periods.builders import Reporter, a_reporter, at, week
from tests.services.store_builders import FakeTime
from tests.services.touching import as_before_rows_were_bound, plant_unseen

_BEFORE = "0020"
_LAW = "luật nào đó"


def _as_before(database: Database) -> None:
    """Take the store back to what the version before knew, and bring it up again."""
    with database.write() as session:
        session.execute(update(Pause).values(stops="both", special_law=""))
    plant_unseen(database, as_before_rows_were_bound)
    database.engine.dispose()
    config = Config()
    config.set_main_option("script_location", str(migrating._SCRIPTS))
    config.attributes["engine"] = database.engine
    downgrade(config, _BEFORE)
    migrating.upgrade(database.engine)


def _decide(desk: Reporter, code: str, action: Action) -> None:
    said = Decision(note="hỏi phòng chuyên môn", special_law=_LAW if action in _ASKS else "")
    desk.counter.decisions.decide(desk.counter.officer, code, action, said)


_ASKS = {Action.ASK_OPINION, Action.ASK_CHECK}


def _view(desk: Reporter, code: str) -> DossierView:
    return desk.counter.tracking.one(desk.counter.officer, code)


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Reporter:
    return a_reporter(a_counter(tmp_path, FakeTime(at(date(2026, 11, 2), 8)), database))


def test_waits_of_an_earlier_version_keep_what_they_moved_and_locked_figures_recount_equal(
    desk: Reporter,
) -> None:
    desk.go_to(date(2026, 11, 2))
    came, lasts = (desk.counter.code(name) for name in ("Trần Thị Một", "Lê Văn Hai"))
    _decide(desk, came, Action.ASK_OPINION)
    _decide(desk, lasts, Action.ASK_CHECK)
    desk.go_to(date(2026, 11, 4))
    _decide(desk, came, Action.OPINION_IN)
    moved = _view(desk, came).row.due_at
    assert moved == at(date(2026, 11, 9), 8)
    desk.go_to(date(2026, 11, 10))
    desk.lock(week(1))
    today = date(2026, 11, 10)
    figures = desk.counter.summaries.figures(desk.boss, today, today)
    _as_before(desk.counter.database)

    with desk.counter.database.read() as session:
        assert set(session.scalars(select(Pause.stops))) == {"earlier"}
        paused = select(DossierState.status).where(DossierState.is_clock_paused)
        assert set(session.scalars(paused)) == {"awaiting_opinion", "awaiting_check"}
        # The entry that the lock was signed over committed to rows, and does so no more.
        (unsigned,) = period_problems(session)
        assert unsigned.endswith("nhật ký không còn dòng số 8 đã ký theo.")
        assert len(list(closing_problems(session))) == 1
    assert desk.counter.summaries.figures(desk.boss, today, today) == figures
    assert figures.paused == 1
    view = _view(desk, came)
    assert (view.row.due_at, view.due.due_at, view.due.measured_at) == (moved, moved, None)
    assert any("phiên bản phần mềm trước" in step for step in view.due.steps)
    _decide(desk, lasts, Action.CHECK_IN)
    view = _view(desk, lasts)
    assert view.row.due_at == view.due.due_at == at(date(2026, 11, 13), 8)
    assert view.due.measured_at is None
    assert StoreCheck(desk.counter.database).problems() == []
