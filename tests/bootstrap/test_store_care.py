"""Little room, marks that cannot be written, a synchronised folder: said once, shown while true."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.bootstrap.store_care import StoreCare, StoreWarning, look_after, warnings_of
from app.bootstrap.stores import services_over
from app.models.disk_reserve import LOW_BYTES, DiskReserve
from app.models.high_water import HighWater
from app.services.container import Services
from tests.services.desk_builders import Counter


@pytest.fixture
def desk(counter: Counter, tmp_path: Path) -> Services:
    return services_over(counter.database, tmp_path, counter.clock, "Máy 1")


class _Full(DiskReserve):
    def _free(self) -> int:
        return LOW_BYTES // 5


def test_all_is_well(desk: Services, tmp_path: Path) -> None:
    desk.database.room = DiskReserve(tmp_path)
    assert warnings_of(desk) == ()


def test_each_trouble_is_told_with_what_to_do(desk: Services, tmp_path: Path) -> None:
    desk.database.room = _Full(tmp_path)
    desk.database.high_water = HighWater(tmp_path / "marks")
    desk.database.high_water.trouble = "Không ghi được sổ mốc. Hãy cấp quyền ghi."
    found = warnings_of(Services(replace(desk.store, data=tmp_path / "OneDrive" / "kho")))
    assert [one.key for one in found] == ["room", "marks", "cloud"]
    assert found[0].short == "Ổ đĩa còn 100 MB"
    assert found[2].short == "Kho nằm trong OneDrive"
    assert all("Hãy" in one.sentence for one in found)


def test_an_idle_moment_keeps_room_and_empties_the_log(
    desk: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    emptied: list[int] = []
    monkeypatch.setattr(type(desk.database), "checkpoint", lambda _self: emptied.append(1))
    desk.database.room = DiskReserve(tmp_path)
    look_after(desk.database)
    assert desk.database.room.has_reserve
    assert emptied == [1]


def test_a_trouble_is_said_when_it_comes_and_again_when_it_comes_back(desk: Services) -> None:
    states: dict[str, str] = {}
    said: list[str] = []
    shell = SimpleNamespace(set_state=lambda key, text, _tone: states.update({key: text}))
    messages = SimpleNamespace(warn=said.append)
    care = StoreCare(desk, SimpleNamespace(), shell, messages)  # type: ignore[arg-type]
    little = StoreWarning("room", "Ổ đĩa còn 90 MB", "Hãy xóa bớt tệp.")
    care.tell([little])
    care.tell([little])
    assert said == ["Hãy xóa bớt tệp."]
    assert states == {"pages": "", "room": "Ổ đĩa còn 90 MB", "marks": "", "cloud": ""}
    care.tell([])
    assert states["room"] == ""
    care.tell([little])
    assert said == ["Hãy xóa bớt tệp."] * 2
