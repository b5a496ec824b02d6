"""How the commands about report periods are called."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from app.services.periods.calendar import Cutoff
from app.services.province.records import ExpectedDraft
from app.vocabulary.reports import LateReason
from tests.harness.command_recipes.world import CLOSED_DAY, Act
from tests.services.province.builders import QUARTER

LOCKED: Final = f"{CLOSED_DAY.isoformat()}..{CLOSED_DAY.isoformat()}"
"""The key of the period that was locked beforehand."""
REPORT: Final = "so-lieu.motcua"
"""The name of another unit's file that came in."""
EXPECTED: Final = "000.00.76.H53"
"""The code of a unit that was listed beforehand as one that is to send."""
_OPEN: Final = f"2026-11-20..{CLOSED_DAY.isoformat()}"

PERIODS: Mapping[str, Act] = {
    "evaluated_periods.calendar": lambda w: w.desk.evaluated_periods.calendar(w.boss),
    "evaluated_periods.of_period": lambda w: w.desk.evaluated_periods.of_period(w.boss, LOCKED),
    "periods.calendar": lambda w: w.desk.periods.calendar(w.boss),
    "periods.figures": lambda w: w.desk.periods.figures(w.boss, LOCKED),
    "periods.lock": lambda w: w.desk.periods.lock(w.boss, _OPEN),
    "periods.of_year": lambda w: w.desk.periods.of_year(w.boss, CLOSED_DAY.year),
    "periods.reopen": lambda w: w.desk.periods.reopen(
        w.boss, LOCKED, "Nhập sót hồ sơ", w.id("reopening a period")
    ),
    "periods.rows_behind": lambda w: w.desk.periods.rows_behind(w.boss, LOCKED, "received"),
    "periods.set_cutoff": lambda w: w.desk.periods.set_cutoff(
        w.admin, Cutoff(date(2027, 1, 1), 14)
    ),
    "periods.show": lambda w: w.desk.periods.show(w.boss, LOCKED),
    "expected_units.keep": lambda w: w.desk.expected_units.keep(
        w.boss, ExpectedDraft(code="000.00.77.H53", name="Xã Chờ", from_day=CLOSED_DAY)
    ),
    "expected_units.list": lambda w: w.desk.expected_units.list(w.boss),
    "expected_units.strike": lambda w: w.desk.expected_units.strike(w.boss, EXPECTED),
    "province.export": lambda w: w.desk.province.export(w.boss, LOCKED),
    "province.sum": lambda w: w.desk.province.sum(w.boss, QUARTER.key),
    "province.take_in": lambda w: w.desk.province.take_in(w.boss, w.folder / REPORT),
    "late_reasons.known": lambda w: w.desk.late_reasons.known(w.admin, w.code("overdue")),
    "late_reasons.of": lambda w: w.desk.late_reasons.of(w.boss, [w.code("overdue")]),
    "late_reasons.record": lambda w: w.desk.late_reasons.record(
        w.admin, w.code("overdue"), LateReason.FACILITIES, "Mất điện"
    ),
}
