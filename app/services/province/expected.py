"""The list of units that are to send their periods, kept by hand where keys do not tell it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, select

from app.clock import local_date
from app.errors import InvalidInputError, NotFoundError
from app.models.exchange import PeerKey
from app.models.office import Unit
from app.models.periods import ExpectedUnit
from app.services.exchange.rows import own_code
from app.services.fields import checked
from app.services.forms.numbering import is_unit_code
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.services.periods.counting import LEVELS
from app.services.province.records import (
    EXPECTED_UNIT,
    WRONG_UNIT_CODE,
    ExpectedDraft,
    ExpectedLine,
)
from app.vocabulary.office import Level

# Which units are to send their periods: those listed by hand, else those with a key.


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What the list says of a code: the unit's name, and the days it is expected for."""

    name: str
    from_day: date
    until_day: date | None

    def covers(self, day: date) -> bool:
        """Say whether the unit is expected on that day."""
        return self.from_day <= day and (self.until_day is None or day <= self.until_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedUnit:
    """A unit whose key was once confirmed; `codes` are what it calls itself, the newest last.

    `is_due`: a key holds, and the unit is below this office's level.
    """

    unit_id: int
    name: str
    codes: tuple[str, ...]
    is_due: bool

    @property
    def code(self) -> str:
        """What it calls itself now."""
        return self.codes[-1]

    def is_expected(self, listed: Mapping[str, Expectation], day: date) -> bool:
        """Say whether it is to send a period that ends on `day`: the list before its key."""
        said = [listed[code] for code in self.codes if code in listed]
        return said[-1].covers(day) if said else self.is_due


def listed_in(reading: Reading) -> Mapping[str, Expectation]:
    """Return what the list says now, by code."""
    newest = select(func.max(ExpectedUnit.id)).group_by(ExpectedUnit.code)
    rows = reading.session.scalars(
        select(ExpectedUnit).where(
            ExpectedUnit.unit_id == reading.actor.office_id,
            ExpectedUnit.is_listed.is_(True),
            ExpectedUnit.id.in_(newest.where(ExpectedUnit.unit_id == reading.actor.office_id)),
        )
    )
    return {
        row.code: Expectation(name=row.name, from_day=row.from_day, until_day=row.until_day)
        for row in rows
    }


def keyed_in(reading: Reading) -> tuple[KeyedUnit, ...]:
    """Return the units with a key, ended or not, by name."""
    own_level = reading.session.get_one(Unit, reading.actor.office_id).level
    rows = reading.session.execute(
        select(Unit.id, Unit.name, Unit.level, PeerKey.code, PeerKey.ended_at)
        .join(PeerKey, PeerKey.peer_id == Unit.id)
        .order_by(Unit.name, Unit.id, PeerKey.id)
    )
    units: dict[int, KeyedUnit] = {}
    for row in rows:
        is_due = row.ended_at is None and _is_below(row.level, own_level)
        had = units.get(row.id)
        units[row.id] = KeyedUnit(
            unit_id=row.id,
            name=row.name,
            codes=(*(had.codes if had else ()), row.code),
            is_due=is_due or (had is not None and had.is_due),
        )
    return tuple(units.values())


def _is_below(level: Level, own: Level) -> bool:
    return LEVELS.index(level) > LEVELS.index(own)


LISTED: Final = "expected_unit_listed"
STRUCK: Final = "expected_unit_struck"


class ExpectedUnits:
    """Shows and keeps the list; a unit that is not on it is expected while its key is confirmed."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def list(self, actor: Actor) -> tuple[ExpectedLine, ...]:
        """Return the units that are listed or expected by their key, by name."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            return _lines(reading)

    def keep(self, actor: Actor, draft: ExpectedDraft) -> tuple[ExpectedLine, ...]:
        """Put a unit on the list, or change what the list says of its code; return the list.

        Raises InvalidInputError (`code`, `name`, `until_day`).
        """
        with self._tx.write(actor, Right.LOCK_PERIOD) as work:
            code, said = _checked(draft, local_date(work.now))
            if code == own_code(work):
                raise InvalidInputError(
                    "code", "Đây là mã của chính đơn vị này. Hãy ghi mã của đơn vị gửi số liệu."
                )
            if listed_in(work).get(code) != said:
                _record(work, code, said, is_listed=True)
                work.log(
                    LISTED,
                    {
                        "unit": code,
                        "name": said.name,
                        "from": said.from_day.isoformat(),
                        "until": said.until_day.isoformat() if said.until_day else None,
                    },
                )
            return _lines(work)

    def strike(self, actor: Actor, code: str) -> tuple[ExpectedLine, ...]:
        """Take a unit off the list: its key alone says then whether it is expected.

        Raises NotFoundError where it is not on the list.
        """
        with self._tx.write(actor, Right.LOCK_PERIOD) as work:
            said = listed_in(work).get(code)
            if said is None:
                raise NotFoundError(
                    f"Đơn vị {code} không có trong danh sách ghi tay. Hãy tải lại danh sách."
                )
            _record(work, code, said, is_listed=False)
            work.log(STRUCK, {"unit": code, "name": said.name})
            return _lines(work)


def _checked(draft: ExpectedDraft, today: date) -> tuple[str, Expectation]:
    good = checked(EXPECTED_UNIT, draft, today)
    code = good.code.upper()
    if not is_unit_code(code):
        raise InvalidInputError("code", WRONG_UNIT_CODE)
    return code, Expectation(name=good.name, from_day=good.from_day, until_day=good.until_day)


def _record(work: Work, code: str, said: Expectation, *, is_listed: bool) -> None:
    work.session.add(
        ExpectedUnit(
            unit_id=work.actor.office_id,
            code=code,
            name=said.name,
            from_day=said.from_day,
            until_day=said.until_day,
            is_listed=is_listed,
            recorded_at=work.now,
            recorded_by=work.actor.officer_id,
        )
    )
    work.session.flush()


def _lines(reading: Reading) -> tuple[ExpectedLine, ...]:
    listed, keyed = listed_in(reading), keyed_in(reading)
    today = local_date(reading.now)
    have_keys = {code for unit in keyed if unit.is_due for code in unit.codes}
    lines = [_listed(code, said, today, has_key=code in have_keys) for code, said in listed.items()]
    lines += [
        ExpectedLine(code=unit.code, name=unit.name, has_key=True, is_expected=True)
        for unit in keyed
        if unit.is_due and not listed.keys() & set(unit.codes)
    ]
    return tuple(sorted(lines, key=lambda line: (line.name, line.code)))


def _listed(code: str, said: Expectation, today: date, *, has_key: bool) -> ExpectedLine:
    return ExpectedLine(
        code=code,
        name=said.name,
        has_key=has_key,
        is_expected=said.covers(today),
        from_day=said.from_day,
        until_day=said.until_day,
    )
