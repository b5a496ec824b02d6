"""The registers' figures equal a count by hand over every version, at any day and as known then."""

import random
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import msgspec
import pytest

from app.clock import Clock, local_date
from app.errors import InvalidInputError
from app.models.database import Database
from app.services.fields import Given
from app.services.figures.entered_late import LockWindow, Stretches
from app.services.figures.period import period_of
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.registers.counting import RegisterCounts, figures_in
from app.services.registers.figures import EQUIPMENT, Coverage, RegisterFigure, RegisterFigures
from app.services.registers.records import EntryDue, RegisterEntry
from app.services.registers.registers import Registers
from app.vocabulary.office import Level
from app.vocabulary.reports import RegisterKind
from tests.harness.register_entries import TYPED
from tests.services.store_builders import FakeTime, a_store, an_office

_FIRST = date(2026, 1, 1)
_DAYS = 400


class Kept(NamedTuple):
    """A store with a long history; when something was written, and the days it was about."""

    database: Database
    tx: Transactions
    admin: Actor
    moments: tuple[datetime, ...]
    days: tuple[date, ...]


def _day(chance: random.Random) -> date:
    return _FIRST + timedelta(days=chance.randrange(_DAYS))


def _given(kind: RegisterKind, chance: random.Random, number: int) -> dict[str, Given]:
    """Return an entry of any days; every one is called otherwise."""
    day = _day(chance)
    later = day + timedelta(days=chance.randrange(60))
    unknown = chance.random() < 0.5
    own: dict[RegisterKind, dict[str, Given]] = {
        RegisterKind.INSPECTIONS: {
            "subject": f"Kiểm tra {number}",
            "planned_month": day,
            "held_on": None if unknown else later,
        },
        RegisterKind.FINDINGS: {
            "inspection": 1,
            "finding": f"Tồn tại {number}",
            "found_on": day,
            "mend_by": day + timedelta(days=chance.randrange(60)),
            "mended_on": None if unknown else later,
        },
        RegisterKind.ONE_STOP_UNITS: {
            "name": f"Bộ phận {number}",
            "level": chance.choice(("province", "district", "commune")),
            "valid_from": day,
            "valid_to": None if unknown else later,
            **{name: chance.randrange(3) for name in EQUIPMENT},
        },
        RegisterKind.REGULATIONS: {
            "document_no": f"{number}/QĐ-UBND",
            "issued_on": day,
            "is_legal": chance.random() < 0.5,
            "procedures": chance.choice((0, 0, 1, 7)),
        },
        RegisterKind.ACTIVITIES: {
            "subject": f"Hoạt động {number}",
            "held_on": day,
            "kind": chance.choice(("communication", "training")),
            "participants": chance.randrange(100),
        },
    }
    return {**TYPED[kind], **own[kind]}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """Entries added, corrected and struck out over days, by a seeded chance."""
    time = FakeTime(datetime.fromisoformat("2027-03-01T02:00:00+00:00"))
    database = a_store(tmp_path_factory.mktemp("registers"))
    admin = an_office(database, Clock(time))
    tx = Transactions(database, Clock(time))
    registers, chance = Registers(tx), random.Random(20260928)  # noqa: S311 - for chance
    made: list[RegisterEntry] = []
    moments: list[datetime] = []
    for number in range(160):
        time.advance(timedelta(hours=1))
        moments.append(time.now)
        kind = tuple(RegisterKind)[number % len(RegisterKind)]
        made.append(registers.add(admin, kind, _given(kind, chance, number)))
        if number > 5 and chance.random() < 0.5:
            time.advance(timedelta(hours=1))
            moments.append(time.now)
            at = chance.randrange(1, len(made))  # the first inspection has all the findings
            old = made.pop(at)
            if chance.random() < 0.3:
                if old.kind is not RegisterKind.INSPECTIONS:
                    registers.strike(admin, old.ref, "Ghi nhầm ngày")
                continue
            given = _given(old.kind, chance, 1000 + number)
            made.append(registers.correct(admin, old.ref, given, "Ghi nhầm ngày"))
    days = {day for entry in made for day in entry.values.values() if isinstance(day, date)}
    yield Kept(database, tx, admin, tuple(moments), tuple(sorted(days)))
    database.close()


def _rows(kept: Kept, table: str, at: datetime) -> list[dict[str, Any]]:
    """Return what the register said at `at`, read by plain SQL and sifted by hand."""
    with kept.database.engine.connect() as connection:
        all_rows = f"SELECT * FROM {table}"  # noqa: S608 - own names
        rows = [dict(row) for row in connection.exec_driver_sql(all_rows).mappings()]
    stamp = at.replace(tzinfo=None).isoformat(" ", "microseconds")
    return [row for row in rows if row["from_at"] <= stamp < row["to_at"] and not row["is_struck"]]


def _end_of_month(first: str) -> str:
    year, month = int(first[:4]), int(first[5:7])
    return f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"


def _by_hand(kept: Kept, first: date, last: date, at: datetime) -> dict[str, int]:
    begin, end = first.isoformat(), last.isoformat()

    def within(day: str | None) -> bool:
        return day is not None and begin <= day <= end

    def not_yet(day: str | None) -> bool:
        return day is None or day > end

    inspections = _rows(kept, "inspections", at)
    findings = _rows(kept, "inspection_findings", at)
    units = [
        row
        for row in _rows(kept, "one_stop_units", at)
        if row["valid_from"] <= end and (row["valid_to"] is None or row["valid_to"] >= end)
    ]
    regulations = [row for row in _rows(kept, "regulations", at) if within(row["issued_on"])]
    activities = [row for row in _rows(kept, "activities", at) if within(row["held_on"])]
    told = [row for row in activities if row["kind"] == "communication"]
    taught = [row for row in activities if row["kind"] == "training"]
    over = min(end, (local_date(at) - timedelta(days=1)).isoformat())
    late = [row for row in inspections if _end_of_month(row["planned_month"]) <= over]
    legal = [row for row in regulations if row["is_legal"]]
    counted = {
        "inspections_planned": sum(within(row["planned_month"]) for row in inspections),
        "inspections_done": sum(within(row["held_on"]) for row in inspections),
        "inspections_late": sum(not_yet(row["held_on"]) for row in late),
        "findings_made": sum(within(row["found_on"]) for row in findings),
        "findings_mended": sum(within(row["mended_on"]) for row in findings),
        "findings_open": sum(
            row["found_on"] <= end and not_yet(row["mended_on"]) for row in findings
        ),
        "findings_late": sum(
            row["mend_by"] <= over and not_yet(row["mended_on"]) for row in findings
        ),
        "regulations": len(regulations),
        "legal_regulations": len(legal),
        "with_procedures": sum(row["procedures"] > 0 for row in regulations),
        "legal_with_procedures": sum(row["procedures"] > 0 for row in legal),
        "procedures": sum(row["procedures"] for row in regulations),
        "communication": len(told),
        "communication_participants": sum(row["participants"] for row in told),
        "training": len(taught),
        "training_participants": sum(row["participants"] for row in taught),
        "units": len(units),
    }
    for level in ("province", "district", "commune"):
        of_level = [row for row in units if row["level"] == level]
        for name in EQUIPMENT:
            counted[f"{level} {name}"] = sum(row[name] > 0 for row in of_level)
            counted[f"{level} units"] = len(of_level)
    return counted


def _counted(figures: RegisterFigures) -> dict[str, int]:
    plain = [one.value for one in RegisterFigure if not one.value.startswith("units_")]
    counted = {name: getattr(figures, name) for name in plain}
    for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE):
        for name in EQUIPMENT:
            coverage = figures.coverage(name, level)
            counted[f"{level.value} {name}"] = coverage.having
            counted[f"{level.value} units"] = coverage.units
    return counted


def test_figures_of_any_days_as_known_at_any_moment_equal_a_count_by_hand(kept: Kept) -> None:
    chance = random.Random(7)  # noqa: S311 - for chance
    seen: set[str] = set()
    names: set[str] = set()
    for _round in range(80):
        first, last = sorted((chance.choice(kept.days), chance.choice(kept.days)))
        at = chance.choice(kept.moments) + timedelta(minutes=chance.choice((-30, 0, 30)))
        with kept.database.read() as session:
            period = period_of(kept.admin.office_id, first, last, at)
            stretches = Stretches((LockWindow(known_at=at),))
            figures = figures_in(session, kept.admin.office_id, period, stretches)
        by_hand = _by_hand(kept, first, last, at)
        assert _counted(figures) == by_hand
        names |= by_hand.keys()
        seen |= {name for name, count in by_hand.items() if count}
    assert seen == names, "a figure that never counted anything proves nothing"


def test_each_figure_opens_to_as_many_entries_as_it_counts(kept: Kept) -> None:
    counts = RegisterCounts(kept.tx)
    days = (date(2026, 3, 1), date(2026, 9, 30))
    figures = counts.of_period(kept.admin, *days)
    sums = {
        RegisterFigure.PROCEDURES: "procedures",
        RegisterFigure.COMMUNICATION_PARTICIPANTS: "participants",
        RegisterFigure.TRAINING_PARTICIPANTS: "participants",
    }
    for figure in RegisterFigure:
        if figure in {RegisterFigure.UNITS_WITH, RegisterFigure.UNITS_WITHOUT}:
            continue
        rows = counts.rows_behind(kept.admin, figure, days)
        added = [row.values[sums[figure]] for row in rows] if figure in sums else [1] * len(rows)
        assert sum(added) == getattr(figures, figure.value) > 0  # type: ignore[arg-type]
    for level in (None, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE):
        for name in EQUIPMENT:
            behind = {
                figure: counts.rows_behind(kept.admin, figure, days, level=level, equipment=name)
                for figure in (
                    RegisterFigure.UNITS,
                    RegisterFigure.UNITS_WITH,
                    RegisterFigure.UNITS_WITHOUT,
                )
            }
            coverage = figures.coverage(name, level)
            assert len(behind[RegisterFigure.UNITS_WITH]) == coverage.having
            assert len(behind[RegisterFigure.UNITS]) == coverage.units
            parts = {*_numbers(behind[RegisterFigure.UNITS_WITH])}
            assert not parts & {*_numbers(behind[RegisterFigure.UNITS_WITHOUT])}
            parts |= {*_numbers(behind[RegisterFigure.UNITS_WITHOUT])}
            assert parts == {*_numbers(behind[RegisterFigure.UNITS])}


def _numbers(rows: tuple[RegisterEntry, ...]) -> list[int]:
    return [row.number for row in rows]


def test_figures_are_plain_values_that_come_back_the_same(kept: Kept) -> None:
    figures = RegisterCounts(kept.tx).of_period(kept.admin, _FIRST, date(2026, 12, 31))
    assert figures.issued
    assert figures.ahead
    kept_as = msgspec.json.encode(figures)
    assert msgspec.json.decode(kept_as, type=RegisterFigures) == figures


def test_bad_days_are_refused(kept: Kept) -> None:
    counts = RegisterCounts(kept.tx)
    with pytest.raises(InvalidInputError, match="đứng trước"):
        counts.of_period(kept.admin, date(2026, 2, 1), _FIRST)
    with pytest.raises(InvalidInputError, match="thiết bị"):
        counts.rows_behind(
            kept.admin, RegisterFigure.UNITS_WITH, (_FIRST, _FIRST), equipment="password"
        )


_QUARTER = (date(2019, 4, 1), date(2019, 6, 30))
"""The seed's: Tây Ninh, quarter II of 2019, with cameras at every unit as a task."""


@pytest.fixture
def registers(tx: Transactions) -> Registers:
    return Registers(tx)


def test_rows_of_a_past_period_stand_as_on_its_last_day(
    tx: Transactions, registers: Registers, admin: Actor
) -> None:
    registers.add(admin, RegisterKind.INSPECTIONS, TYPED[RegisterKind.INSPECTIONS])
    days = {"found_on": "01/10/2026", "mend_by": "20/10/2026", "mended_on": "05/11/2026"}
    registers.add(admin, RegisterKind.FINDINGS, {**TYPED[RegisterKind.FINDINGS], **days})
    counts = RegisterCounts(tx)
    october = (date(2026, 10, 1), date(2026, 10, 31))
    (late,) = counts.rows_behind(admin, RegisterFigure.FINDINGS_LATE, october)
    assert late.due is EntryDue.LATE
    november = (date(2026, 11, 1), date(2026, 11, 30))
    assert not counts.rows_behind(admin, RegisterFigure.FINDINGS_LATE, november)
    (mended,) = counts.rows_behind(admin, RegisterFigure.FINDINGS_MENDED, november)
    assert mended.due is EntryDue.DONE
    assert not counts.rows_behind(admin, RegisterFigure.FINDINGS_OPEN, november, only_late=True)


def test_nothing_known_is_not_zero_percent(tx: Transactions, admin: Actor) -> None:
    coverage = RegisterCounts(tx).of_period(admin, *_QUARTER).coverage("cameras")
    assert (coverage.having, coverage.units) == (0, 0)
    assert coverage.percent == "chưa có dữ liệu"
    assert not coverage.is_full


def test_cameras_reach_every_unit_in_the_next_quarter(
    tx: Transactions, registers: Registers, admin: Actor
) -> None:
    """35 units: 1 of the province, 3 of districts, 31 of communes; 11 without a camera."""
    units: list[RegisterEntry] = []
    for number in range(35):
        level = "province" if number == 0 else "district" if number < 4 else "commune"
        given = {
            "name": f"Bộ phận Một cửa {number}",
            "level": level,
            "valid_from": "01/01/2019",
            "cameras": 0 if number >= 24 else 2,
        }
        typed = {**TYPED[RegisterKind.ONE_STOP_UNITS], **given}
        units.append(registers.add(admin, RegisterKind.ONE_STOP_UNITS, typed))
    counts = RegisterCounts(tx)
    before = counts.of_period(admin, *_QUARTER)
    assert before.units == 35
    assert before.coverage("cameras").percent == "68,5 %"
    assert before.coverage("cameras", Level.PROVINCE).is_full
    assert before.coverage("cameras", Level.DISTRICT).percent == "100 %"
    commune = before.coverage("cameras", Level.COMMUNE)
    assert (commune.having, commune.units) == (20, 31)
    lacking = counts.rows_behind(admin, RegisterFigure.UNITS_WITHOUT, _QUARTER, equipment="cameras")
    assert len(lacking) == 11
    for unit in units[24:]:
        registers.renew(admin, unit.ref, {"valid_from": "15/08/2019", "cameras": 1})
    after = counts.of_period(admin, date(2019, 7, 1), date(2019, 9, 30))
    assert after.coverage("cameras").is_full
    assert after.coverage("cameras").percent == "100 %"
    assert after.units == 35
    assert counts.of_period(admin, *_QUARTER) == before


def test_no_legal_document_and_an_inspection_planned_for_september(
    tx: Transactions, registers: Registers, admin: Actor
) -> None:
    registers.add(
        admin,
        RegisterKind.REGULATIONS,
        {**TYPED[RegisterKind.REGULATIONS], "issued_on": "04/04/2019"},
    )
    registers.add(
        admin,
        RegisterKind.INSPECTIONS,
        {
            "subject": "Cải cách hành chính, kiểm soát thủ tục hành chính",
            "inspected": "Các sở, UBND cấp huyện, cấp xã",
            "planned_month": "9/2019",
        },
    )
    figures = RegisterCounts(tx).of_period(admin, *_QUARTER)
    assert (figures.regulations, figures.legal_with_procedures, figures.procedures) == (1, 0, 0)
    assert [line.document_no for line in figures.issued] == ["800/QĐ-UBND"]
    assert [(line.planned_month, line.decision_no) for line in figures.ahead] == [
        (date(2019, 9, 1), "")
    ]
    assert figures.inspections_late == 0
    later = RegisterCounts(tx).of_period(admin, date(2019, 7, 1), date(2019, 9, 30))
    assert (later.inspections_planned, later.inspections_late) == (1, 1)


def test_what_is_due_later_in_a_quarter_that_still_runs_is_not_late_yet(
    registers: Registers, admin: Actor, tx: Transactions
) -> None:
    for planned in ("10/2026", "11/2026"):
        registers.add(
            admin,
            RegisterKind.INSPECTIONS,
            {"subject": "Kiểm soát thủ tục", "inspected": "Các xã", "planned_month": planned},
        )
    counts = RegisterCounts(tx)
    running = (date(2026, 10, 1), date(2026, 12, 31))
    figures = counts.of_period(admin, *running)
    assert (figures.inspections_planned, figures.inspections_late) == (2, 1)
    late = counts.rows_behind(admin, RegisterFigure.INSPECTIONS_LATE, running)
    assert len(late) == 1


@pytest.mark.parametrize(
    ("having", "units", "percent"),
    [
        (0, 3, "0 %"),
        (1, 3, "33,3 %"),
        (2, 3, "66,6 %"),
        (999, 1000, "99,9 %"),
        (9999, 10000, "99,9 %"),
    ],
)
def test_only_all_are_a_hundred_percent(having: int, units: int, percent: str) -> None:
    coverage = Coverage(level=None, equipment="cameras", having=having, units=units)
    assert (coverage.percent, coverage.is_full) == (percent, False)
