"""How every unit that is expected to send a period stands with it."""

from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy import ColumnElement, select

from app.models.office import Unit
from app.models.periods import RefusedReport, UnitReport
from app.services.ledger.transactions import Reading
from app.services.periods.calendar import ReportPeriod
from app.services.periods.locks import lock_in_force, read_frozen
from app.services.province.expected import KeyedUnit, keyed_in, listed_in
from app.services.province.records import RefusedFile, SendState, UnitLine

_EVERY_PERIOD: Final = ""
"""The key of a refused file that was read for no period in particular."""


def unit_lines(reading: Reading, period: ReportPeriod) -> tuple[UnitLine, ...]:
    """Return this office first, then every unit that is expected to send, by name.

    Expected are those that the list says, for the days it says; of units that are not on it, those
    below this office's level whose key is confirmed. Who has sent is told whatever its level.
    """
    others = sorted(_others(reading, period), key=lambda line: (line.name, line.code))
    return (_own(reading, period), *others)


def other_refusals(reading: Reading, key: str) -> tuple[RefusedFile, ...]:
    """Return the files refused for a period that name no unit known here."""
    return _refusals(reading, key, RefusedReport.peer_id.is_(None))


def _own(reading: Reading, period: ReportPeriod) -> UnitLine:
    unit = reading.session.get_one(Unit, reading.actor.office_id)
    lock = lock_in_force(reading.session, unit.id, period.key)
    if lock is None:
        return UnitLine(unit_id=unit.id, code=unit.code, name=unit.name, state=SendState.MISSING)
    return UnitLine(
        unit_id=unit.id,
        code=unit.code,
        name=unit.name,
        state=SendState.OWN,
        figures=read_frozen(lock.figures),
        ordinal=lock.ordinal,
        locked_at=lock.locked_at,
    )


def _others(reading: Reading, period: ReportPeriod) -> Iterator[UnitLine]:
    listed, keyed = listed_in(reading), keyed_in(reading)
    reports = _reports(reading, period.key)
    for unit in keyed:
        sent = reports.get(unit.unit_id, [])
        refused = _refusals(reading, period.key, RefusedReport.peer_id == unit.unit_id)
        if sent or unit.is_expected(listed, period.last_day):
            yield _line(unit, sent, refused)
    have_keys = {code for unit in keyed for code in unit.codes}
    for code, said in listed.items():
        if code not in have_keys and said.covers(period.last_day):
            yield UnitLine(unit_id=None, code=code, name=said.name, state=SendState.MISSING)


def _line(unit: KeyedUnit, sent: list[UnitReport], refused: tuple[RefusedFile, ...]) -> UnitLine:
    if not sent:
        state = SendState.REFUSED if refused else SendState.MISSING
        return UnitLine(
            unit_id=unit.unit_id, code=unit.code, name=unit.name, state=state, refused=refused
        )
    newest = sent[-1]
    return UnitLine(
        unit_id=unit.unit_id,
        code=unit.code,
        name=unit.name,
        state=SendState.SENT,
        figures=read_frozen(newest.figures),
        ordinal=newest.ordinal,
        locked_at=newest.locked_at,
        taken_at=newest.taken_at,
        earlier=tuple(one.ordinal for one in sent[:-1]),
        refused=refused,
    )


def _reports(reading: Reading, key: str) -> dict[int, list[UnitReport]]:
    """Return what each unit sent of a period, the one that counts last."""
    rows = reading.session.scalars(
        select(UnitReport)
        .where(UnitReport.unit_id == reading.actor.office_id, UnitReport.key == key)
        .order_by(UnitReport.ordinal)
    )
    reports: dict[int, list[UnitReport]] = {}
    for row in rows:
        reports.setdefault(row.peer_id, []).append(row)
    return reports


def _refusals(reading: Reading, key: str, whose: ColumnElement[bool]) -> tuple[RefusedFile, ...]:
    rows = reading.session.scalars(
        select(RefusedReport)
        .where(
            RefusedReport.unit_id == reading.actor.office_id,
            RefusedReport.key.in_((key, _EVERY_PERIOD)),
            whose,
        )
        .order_by(RefusedReport.id)
    )
    return tuple(
        RefusedFile(file_name=row.file_name, reason=row.reason, refused_at=row.refused_at)
        for row in rows
    )


# How a unit stands with its figures, in words.

SEND_WORDS: Final[Mapping[SendState, str]] = {
    SendState.OWN: "Đơn vị mình",
    SendState.SENT: "Đã gửi",
    SendState.REFUSED: "Bị từ chối",
    SendState.MISSING: "Chưa gửi",
}
