"""The cash of one day: what each officer took, and every payment behind it."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from app.errors import InvalidInputError
from app.models.catalogue import ProcedureVersion
from app.models.dossiers import Dossier, DossierState
from app.models.office import Unit
from app.models.outcomes import Payment
from app.models.people import Officer
from app.services.figures.period import Period, period_of
from app.services.ledger.records import Actor
from app.services.ledger.rights import CONSOLE_ID, Right, allows
from app.services.ledger.transactions import Reading, Transactions
from app.services.money.records import (
    CashRow,
    DayCash,
    OfficerCash,
    QuarterSettlement,
    SettledGroup,
    SheetHead,
)
from app.vocabulary.dossiers import PaymentKind
from app.wording import states


def sheet_head(reading: Reading, period: Period) -> SheetHead:
    """Return the head of a sheet over `period`."""
    unit = reading.session.get_one(Unit, period.office_id)
    return SheetHead(
        unit_code=unit.code,
        unit_name=unit.name,
        parent_name=unit.parent_name,
        place=unit.place,
        is_demo=unit.is_demo,
        first_day=period.first_day,
        last_day=period.last_day,
        as_of=period.as_of,
        made_at=reading.now,
        made_by=reading.actor.name,
    )


class Cash:
    """Adds up what was taken at the counter; changes nothing."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def of_day(self, actor: Actor, day: date, *, own: bool = False) -> DayCash:
        """Return the payments of `day`: an officer's own, or everybody's for who sees figures.

        With `own` everybody gets their own alone.

        Raises InvalidInputError for a day outside the program's calendar, NotAllowedError.
        """
        with self._tx.read(actor, Right.SEE_CASH) as reading:
            period = period_of(actor.office_id, day, day, reading.now)
            is_above = actor.officer_id == CONSOLE_ID or allows(Right.SEE_FIGURES, reading.roles)
            sees_all = is_above and not own
            rows = _rows(reading, period, None if sees_all else actor.officer_id)
            return DayCash(
                head=sheet_head(reading, period),
                day=day,
                is_own=not sees_all,
                officers=_by_officer(rows),
                rows=rows,
            )


def _rows(reading: Reading, period: Period, officer_id: int | None) -> tuple[CashRow, ...]:
    """Return the payments officer by officer, in the order of their numbers."""
    query = (
        select(
            Payment.number,
            Payment.taken_at,
            Officer.login.label("officer_login"),
            Officer.name.label("officer_name"),
            Dossier.code,
            Dossier.owner_name,
            Payment.payer_name,
            ProcedureVersion.name.label("procedure_name"),
            Payment.kind,
            Payment.amount_vnd,
        )
        .join(Dossier, Dossier.id == Payment.dossier_id)
        .join(ProcedureVersion, ProcedureVersion.id == Dossier.version_id)
        .join(Officer, Officer.id == Payment.taken_by)
        .where(
            Payment.unit_id == period.office_id,
            Payment.taken_at >= period.start,
            Payment.taken_at < period.end,
        )
        .order_by(Officer.name, Officer.login, Payment.ordinal)
    )
    if officer_id is not None:
        query = query.where(Payment.taken_by == officer_id)
    return tuple(CashRow(**row) for row in reading.session.execute(query).mappings())


def _by_officer(rows: Iterable[CashRow]) -> tuple[OfficerCash, ...]:
    made: list[OfficerCash] = []
    for login, run in groupby(rows, lambda row: row.officer_login):
        taken = list(run)
        made.append(
            OfficerCash(
                login=login,
                name=taken[0].officer_name,
                count=len(taken),
                advance_vnd=_sum(taken, PaymentKind.ADVANCE),
                final_vnd=_sum(taken, PaymentKind.FINAL),
                first_number=taken[0].number,
                last_number=taken[-1].number,
            )
        )
    return tuple(made)


def _sum(rows: Iterable[CashRow], kind: PaymentKind) -> int:
    return sum(row.amount_vnd for row in rows if row.kind is kind)


# The fees of a quarter, settled with each agency (NĐ 61/2018/NĐ-CP Đ12.9 and Đ22).


class Settlement:
    """Adds up a quarter's payments by the agency and field each dossier had when it ended."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def of_quarter(self, actor: Actor, year: int, quarter: int) -> QuarterSettlement:
        """Return the settlement of a quarter (1 to 4); one that lasts still is true as of now.

        Raises InvalidInputError (`quarter`, `from`), NotAllowedError.
        """
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            first, last = quarter_days(year, quarter)
            period = period_of(actor.office_id, first, last, reading.now)
            return QuarterSettlement(
                head=sheet_head(reading, period),
                year=year,
                quarter=quarter,
                groups=_groups(reading, period),
            )


def quarter_days(year: int, quarter: int) -> tuple[date, date]:
    """Return the first and last day of a quarter. Raises InvalidInputError (`quarter`)."""
    if not 1 <= quarter <= 4:
        raise InvalidInputError("quarter", "Quý phải từ 1 đến 4. Hãy chọn lại.")
    if not 2018 <= year < date.max.year:
        raise InvalidInputError("year", "Năm phải từ 2018. Hãy chọn lại.")
    first = date(year, 3 * quarter - 2, 1)
    after = date(year + quarter // 4, 3 * quarter % 12 + 1, 1)
    return first, after - timedelta(days=1)


def _groups(reading: Reading, period: Period) -> tuple[SettledGroup, ...]:
    taken = and_(
        Payment.taken_at >= period.start,
        Payment.taken_at < period.end,
        Payment.kind != PaymentKind.VOIDED,
    )
    held = and_(Payment.kind == PaymentKind.ADVANCE, DossierState.is_open)
    rows = reading.session.execute(
        select(
            Unit.code,
            Unit.name,
            ProcedureVersion.field,
            func.count(case((taken, Payment.dossier_id)).distinct()).label("dossiers"),
            func.count(case((taken, Payment.id))).label("payments"),
            _agency_sum(and_(taken, Payment.kind == PaymentKind.ADVANCE)).label("advance"),
            _agency_sum(and_(taken, Payment.kind == PaymentKind.FINAL)).label("final"),
            _agency_sum(held).label("held"),
        )
        .select_from(Payment)
        .join(DossierState, DossierState.dossier_id == Payment.dossier_id)
        .join(ProcedureVersion, ProcedureVersion.id == DossierState.version_id)
        .outerjoin(Unit, Unit.id == DossierState.agency_id)
        .where(
            Payment.unit_id == period.office_id,
            Payment.taken_at < period.end,
            DossierState.from_at < period.end,
            DossierState.to_at >= period.end,
            or_(taken, held),
        )
        .group_by(Unit.code, Unit.name, ProcedureVersion.field)
    )
    groups = [
        SettledGroup(
            agency_code=row.code or "",
            agency_name=row.name or states.NO_AGENCY,
            field=row.field,
            dossiers=row.dossiers,
            payments=row.payments,
            advance_vnd=int(row.advance),
            final_vnd=int(row.final),
            open_advance_vnd=int(row.held),
        )
        for row in rows
    ]
    return tuple(sorted(groups, key=lambda group: (group.agency_name, group.field)))


def _agency_sum(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.coalesce(func.sum(case((condition, Payment.amount_vnd), else_=0)), 0)
