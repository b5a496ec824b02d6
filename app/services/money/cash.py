"""The cash of one day: what each officer took, and every payment behind it."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from sqlalchemy import select

from app.models.catalogue import ProcedureVersion
from app.models.dossiers import Dossier
from app.models.outcomes import Payment
from app.models.people import Officer
from app.services.figures.period import Period, period_of
from app.services.ledger.records import Actor
from app.services.ledger.rights import CONSOLE_ID, Right, allows
from app.services.ledger.transactions import Reading, Transactions
from app.services.money.records import CashRow, DayCash, OfficerCash
from app.services.money.sheets import sheet_head
from app.vocabulary.money_and_post import PaymentKind


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
