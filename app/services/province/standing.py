"""How every unit that is expected to send a period stands with it."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import ColumnElement, select

from app.models.exchange import PeerKey
from app.models.office import Unit
from app.models.periods import RefusedReport, UnitReport
from app.services.ledger.transactions import Reading
from app.services.periods.calendar import ReportPeriod
from app.services.periods.counting import LEVELS
from app.services.periods.frozen import read_frozen
from app.services.periods.locks import lock_in_force
from app.services.province.records import RefusedFile, SendState, UnitLine
from app.vocabulary import Level

_EVERY_PERIOD: Final = ""
"""The key of a refused file that was read for no period in particular."""


def unit_lines(reading: Reading, period: ReportPeriod) -> tuple[UnitLine, ...]:
    """Return this office first, then every unit that is expected to send, by name.

    Expected are the units below this office's level whose key is confirmed; who has sent is told
    whatever its level.
    """
    return (_own(reading, period), *_others(reading, period))


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
    own_level = reading.session.get_one(Unit, reading.actor.office_id).level
    peers = reading.session.execute(
        select(Unit.id, Unit.name, Unit.level, PeerKey.code, PeerKey.ended_at)
        .join(PeerKey, PeerKey.peer_id == Unit.id)
        .order_by(Unit.name, Unit.id, PeerKey.id)
    )
    units: dict[int, tuple[str, str, bool]] = {}
    for row in peers:
        is_expected = row.ended_at is None and _is_below(row.level, own_level)
        known = units.get(row.id)
        units[row.id] = (row.name, row.code, is_expected or (known is not None and known[2]))
    reports = _reports(reading, period.key)
    for unit_id, (name, code, is_expected) in units.items():
        sent = reports.get(unit_id, [])
        refused = _refusals(reading, period.key, RefusedReport.peer_id == unit_id)
        if is_expected or sent:
            yield _line(unit_id, code, name, sent, refused)


def _line(
    unit_id: int,
    code: str,
    name: str,
    sent: list[UnitReport],
    refused: tuple[RefusedFile, ...],
) -> UnitLine:
    if not sent:
        state = SendState.REFUSED if refused else SendState.MISSING
        return UnitLine(unit_id=unit_id, code=code, name=name, state=state, refused=refused)
    newest = sent[-1]
    return UnitLine(
        unit_id=unit_id,
        code=code,
        name=name,
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


def _is_below(level: Level, own: Level) -> bool:
    return LEVELS.index(level) > LEVELS.index(own)
