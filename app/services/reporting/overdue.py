"""Dossiers that were late in a period, each with why it was."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.models.dossiers import Dossier
from app.models.periods import DossierLateReason
from app.services.figures.period import Period
from app.services.figures.records import RegisterRow
from app.services.ledger.transactions import Reading
from app.services.periods.behind import rows_behind_in
from app.services.periods.records import Place
from app.services.reporting.records import OverdueLine
from app.vocabulary.periods import LateReason

_FIGURES = ("ended.late", "open.overdue")
_BATCH = 500


def overdue_in(reading: Reading, period: Period) -> tuple[OverdueLine, ...]:
    """Return the dossiers that ended late in `period`, then those open and overdue at its end.

    The reason is the newest that was recorded. In each group the longest overdue come first.
    """
    rows = [row for figure in _FIGURES for row in rows_behind_in(reading, period, figure, Place())]
    reasons = _reasons(reading.session, period.office_id, [row.code for row in rows])
    lines = [_line(row, local_date(period.as_of), reasons) for row in rows]
    return tuple(sorted(lines, key=lambda line: (line.ended_on is None, -line.days, line.code)))


def _line(row: RegisterRow, as_of: date, reasons: dict[str, tuple[LateReason, str]]) -> OverdueLine:
    if row.due_at is None:
        message = f"{row.code} is overdue and has no date"
        raise ValueError(message)
    due = local_date(row.due_at)
    ended = None if row.ended_at is None else local_date(row.ended_at)
    reason, note = reasons.get(row.code, (None, ""))
    return OverdueLine(
        code=row.code,
        procedure_name=row.procedure_name,
        agency_name=row.agency_name,
        received_on=local_date(row.received_at),
        due_on=due,
        ended_on=ended,
        days=((ended or as_of) - due).days,
        reason=reason,
        note=note,
    )


def _reasons(
    session: Session, office_id: int, codes: list[str]
) -> dict[str, tuple[LateReason, str]]:
    newest = select(func.max(DossierLateReason.id)).group_by(DossierLateReason.dossier_id)
    told: dict[str, tuple[LateReason, str]] = {}
    for first in range(0, len(codes), _BATCH):
        rows = session.execute(
            select(Dossier.code, DossierLateReason.reason, DossierLateReason.note)
            .join(Dossier, Dossier.id == DossierLateReason.dossier_id)
            .where(
                Dossier.unit_id == office_id,
                Dossier.code.in_(codes[first : first + _BATCH]),
                DossierLateReason.id.in_(newest),
            )
        )
        told |= {row.code: (row.reason, row.note) for row in rows}
    return told
