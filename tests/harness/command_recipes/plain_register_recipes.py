"""How each command about the plain registers is called."""

from collections.abc import Mapping
from datetime import date

from app.services.registers.figures import RegisterFigure
from app.services.registers.records import EntryQuery, EntryRef, FollowUp
from app.vocabulary.reports import RegisterKind
from tests.harness.command_recipes.world import Act, World
from tests.harness.register_entries import TYPED

REGISTER_FILE = "hoat-dong.csv"
"""A file of activities that lies beside the data folder."""
_QUARTER = (date(2026, 10, 1), date(2026, 12, 31))
_FINDING = EntryRef(RegisterKind.FINDINGS, 1, 1)
_UNIT = EntryRef(RegisterKind.ONE_STOP_UNITS, 1, 1)


def _take_in(w: World) -> object:
    return w.desk.registers.take_in(w.boss, RegisterKind.ACTIVITIES, w.folder / REGISTER_FILE)


REGISTERS: Mapping[str, Act] = {
    "registers.add": lambda w: w.desk.registers.add(
        w.boss, RegisterKind.ACTIVITIES, TYPED[RegisterKind.ACTIVITIES]
    ),
    "registers.correct": lambda w: w.desk.registers.correct(
        w.boss, _UNIT, {"cameras": 3}, "Đếm lại thiết bị"
    ),
    "registers.due_counts": lambda w: w.desk.registers.due_counts(w.boss),
    "registers.end": lambda w: w.desk.registers.end(w.boss, _UNIT, "24/11/2026", "Sáp nhập"),
    "registers.entries": lambda w: w.desk.registers.entries(
        w.boss, RegisterKind.FINDINGS, EntryQuery("niem yet")
    ),
    "registers.entry": lambda w: w.desk.registers.entry(w.boss, RegisterKind.FINDINGS, 1),
    "registers.follow_up": lambda w: w.desk.registers.follow_up(
        w.boss, _FINDING, FollowUp("Đã niêm yết", "24/11/2026")
    ),
    "registers.history": lambda w: w.desk.registers.history(w.boss, RegisterKind.FINDINGS, 1),
    "registers.renew": lambda w: w.desk.registers.renew(
        w.boss, _UNIT, {"valid_from": "24/11/2026", "cameras": "4"}
    ),
    "registers.strike": lambda w: w.desk.registers.strike(w.boss, _FINDING, "Ghi nhầm đơn vị"),
    "registers.take_in": _take_in,
    "register_counts.of_period": lambda w: w.desk.register_counts.of_period(w.boss, *_QUARTER),
    "register_counts.rows_behind": lambda w: w.desk.register_counts.rows_behind(
        w.boss, RegisterFigure.FINDINGS_OPEN, _QUARTER
    ),
}
