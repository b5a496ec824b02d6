"""The full check of the store on its own thread: it goes on by itself and tells of damage."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap.store_care import StoreCare, StoreChecking, warnings_of
from app.bootstrap.stores import services_over
from app.errors import StoreError
from app.models import page_check
from app.services.container import Services
from tests.services.desk_builders import Counter


@pytest.fixture
def desk(counter: Counter, tmp_path: Path) -> Services:
    if counter.database.is_shared:
        pytest.skip("a server checks its own files")
    database = counter.database
    database.page_check = page_check.PageCheck(database, Path(str(database.engine.url.database)))
    return services_over(database, tmp_path, counter.clock, "Máy 1")


@pytest.fixture
def checking(desk: Services) -> Iterator[StoreChecking]:
    found = StoreChecking(desk.database, desk.clock, 0.0)
    yield found
    found.stop()


def test_a_due_check_is_done_beside_the_work(
    desk: Services, checking: StoreChecking, qtbot: QtBot
) -> None:
    check = desk.database.page_check
    assert check is not None
    checking.start()
    qtbot.waitUntil(lambda: check.whole_at is not None)
    assert check.whole_at == desk.clock.now()
    assert desk.backups.state().checked.endswith(", nguyên vẹn.")


def test_damage_stops_the_work_and_is_said(
    desk: Services, checking: StoreChecking, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_check, "_problem_of", lambda _line, _table: "row 2 missing")
    with qtbot.waitSignal(checking.failed) as told:
        checking.start()
    assert told.args == [
        "Kho dữ liệu bị hỏng. Hãy ngừng nhập và khôi phục từ bản sao lưu gần nhất."
    ]
    with pytest.raises(StoreError, match="bị hỏng"), desk.database.write():
        pass
    (warning,) = warnings_of(desk)
    assert (warning.key, warning.sentence) == ("pages", desk.database.stopped)


def test_damage_is_said_once(desk: Services, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    shell = SimpleNamespace(set_state=lambda _key, _text, _tone: None)
    care = StoreCare(desk, SimpleNamespace(), shell, SimpleNamespace(warn=said.append))  # type: ignore[arg-type]
    monkeypatch.setattr(page_check, "_problem_of", lambda _line, _table: "row 2 missing")
    assert desk.database.page_check is not None
    with pytest.raises(StoreError):
        desk.database.page_check.step(desk.clock.now())
    care._checking.failed.emit(desk.database.stopped)
    care.tell(warnings_of(desk))
    assert said == [desk.database.stopped]


def test_a_backup_of_a_store_that_the_check_finds_damaged_does_not_count(
    desk: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_check, "_problem_of", lambda _line, _table: "row 2 missing")
    with pytest.raises(StoreError, match="Kho dữ liệu bị hỏng"):
        desk.backups.make()
    assert desk.backups.state().last_good_at is None


def test_a_backup_finishes_a_check_that_is_due(desk: Services) -> None:
    desk.backups.make()
    assert desk.database.page_check is not None
    assert desk.database.page_check.whole_at == desk.clock.now()
