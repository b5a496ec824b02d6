"""The fees of a quarter, settled with each agency (NĐ 61/2018/NĐ-CP Đ12.9 and Đ22)."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from app.errors import InvalidInputError
from app.models.catalogue import ProcedureVersion
from app.models.dossiers import DossierState
from app.models.office import Unit
from app.models.outcomes import Payment
from app.services.figures.period import Period, period_of
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.money.records import QuarterSettlement, SettledGroup
from app.services.money.sheets import sheet_head
from app.vocabulary.money_and_post import PaymentKind

NO_AGENCY = "Chưa phân cơ quan"


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
            _sum(and_(taken, Payment.kind == PaymentKind.ADVANCE)).label("advance"),
            _sum(and_(taken, Payment.kind == PaymentKind.FINAL)).label("final"),
            _sum(held).label("held"),
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
            agency_name=row.name or NO_AGENCY,
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


def _sum(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.coalesce(func.sum(case((condition, Payment.amount_vnd), else_=0)), 0)
