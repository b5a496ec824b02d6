"""A list kept by hand tells who is to send, also before a unit's key has come."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.errors import InvalidInputError, NotFoundError
from app.services.province.expected import ExpectedUnits
from app.services.province.records import ExpectedDraft, ExpectedLine, SendState
from tests.services.desk_builders import a_counter
from tests.services.exchange_builders import THERE
from tests.services.province.builders import QUARTER, Centre, Commune, a_centre, some_figures
from tests.services.store_builders import FakeTime, a_copied_store, logged_acts

AN_HOI = Commune("000.00.21.H53", "Xã An Hội")
AWAITED = ExpectedDraft(code="000.00.22.H53", name="Xã Bình Minh", from_day=date(2026, 7, 1))


@pytest.fixture
def centre(tmp_path: Path, empty_store: Path) -> Centre:
    database = a_copied_store(empty_store, tmp_path)
    made = a_centre(tmp_path, a_counter(tmp_path, FakeTime(), database, THERE))
    made.know(AN_HOI)
    return made


@pytest.fixture
def units(centre: Centre) -> ExpectedUnits:
    return centre.expected


def _missing(centre: Centre, key: str = QUARTER.key) -> list[str]:
    return [line.name for line in centre.province.sum(centre.boss, key).missing[1:]]


def _line(lines: tuple[ExpectedLine, ...], code: str) -> ExpectedLine:
    (line,) = (one for one in lines if one.code == code)
    return line


def test_without_a_list_the_confirmed_keys_tell_who_is_to_send(
    centre: Centre, units: ExpectedUnits
) -> None:
    assert _missing(centre) == ["Xã An Hội"]
    (line,) = units.list(centre.boss)
    assert (line.name, line.has_key, line.is_listed, line.is_expected) == (
        *("Xã An Hội", True),
        *(False, True),
    )


def test_unit_whose_key_has_not_come_is_named_as_missing(
    centre: Centre, units: ExpectedUnits
) -> None:
    line = _line(units.keep(centre.boss, AWAITED), AWAITED.code)
    assert (line.has_key, line.is_listed) == (False, True)
    assert _missing(centre) == ["Xã An Hội", "Xã Bình Minh"]
    told = centre.province.sum(centre.boss, QUARTER.key).units[2]
    assert (told.unit_id, told.state) == (None, SendState.MISSING)
    assert "expected_unit_listed" in logged_acts(centre.counter.database)


def test_unit_is_the_same_once_its_key_comes_and_it_sends(
    centre: Centre, units: ExpectedUnits
) -> None:
    units.keep(centre.boss, AWAITED)
    commune = Commune(AWAITED.code, "Xã Bình Minh")
    centre.know(commune)
    assert _missing(centre) == ["Xã An Hội", "Xã Bình Minh"]
    assert _line(units.list(centre.boss), AWAITED.code).has_key
    file = commune.file(centre.path("gui"), commune.said(some_figures(commune, 1)))
    centre.province.take_in(centre.boss, file, QUARTER.key)
    assert _missing(centre) == ["Xã An Hội"]


def test_days_of_the_list_say_for_which_periods(centre: Centre, units: ExpectedUnits) -> None:
    units.keep(centre.boss, replace(AWAITED, until_day=date(2026, 9, 30)))
    for key, is_expected in (
        ("2026-Q2", False),
        ("2026-Q3", True),
        ("2026-9M", True),
        ("2026-Q4", False),
    ):
        assert ("Xã Bình Minh" in _missing(centre, key)) is is_expected, key


def test_list_is_before_the_key(centre: Centre, units: ExpectedUnits) -> None:
    ended = ExpectedDraft(
        code=AN_HOI.code,
        name=AN_HOI.name,
        from_day=date(2025, 7, 1),
        until_day=date(2026, 6, 30),
    )
    units.keep(centre.boss, ended)
    assert _missing(centre) == []
    assert _missing(centre, "2026-Q2") == ["Xã An Hội"]
    file = AN_HOI.file(centre.path("gui"), AN_HOI.said(some_figures(AN_HOI, 1)))
    centre.province.take_in(centre.boss, file, QUARTER.key)
    states = [line.state for line in centre.province.sum(centre.boss, QUARTER.key).units]
    assert states == [SendState.MISSING, SendState.SENT]


def test_taken_off_the_list_the_key_alone_counts_again(
    centre: Centre, units: ExpectedUnits
) -> None:
    units.keep(centre.boss, AWAITED)
    units.keep(centre.boss, replace(AWAITED, name="Xã Bình Minh Mới"))
    assert _missing(centre) == ["Xã An Hội", "Xã Bình Minh Mới"]
    units.strike(centre.boss, AWAITED.code)
    assert _missing(centre) == ["Xã An Hội"]
    assert [line.code for line in units.list(centre.boss)] == [AN_HOI.code]
    with pytest.raises(NotFoundError, match="không có trong danh sách"):
        units.strike(centre.boss, AWAITED.code)
    units.keep(centre.boss, AWAITED)
    assert _missing(centre) == ["Xã An Hội", "Xã Bình Minh"]


def test_same_words_again_change_and_log_nothing(centre: Centre, units: ExpectedUnits) -> None:
    first = units.keep(centre.boss, AWAITED)
    before = len(logged_acts(centre.counter.database))
    assert units.keep(centre.boss, replace(AWAITED, code=" 000.00.22.h53 ")) == first
    assert len(logged_acts(centre.counter.database)) == before


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (replace(AWAITED, code="xã"), "code"),
        (replace(AWAITED, code=THERE.code), "code"),
        (replace(AWAITED, name="  "), "name"),
        (replace(AWAITED, until_day=date(2026, 6, 30)), "until_day"),
    ],
    ids=["no code", "own code", "no name", "days reversed"],
)
def test_what_cannot_be_expected_is_refused_at_its_field(
    centre: Centre, units: ExpectedUnits, wrong: ExpectedDraft, field: str
) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        units.keep(centre.boss, wrong)
    assert refusal.value.field == field
    assert _missing(centre) == ["Xã An Hội"]
