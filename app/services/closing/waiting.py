"""What still waits when a day is about to be closed."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.custody import Handoff, HandoffItem
from app.models.forms import IssuedForm, PrintJob
from app.models.office import Unit
from app.services.closing.records import SlipOnTheWay, Waiting
from app.services.figures.period import Period
from app.vocabulary.dossiers import HandoffItemState
from app.vocabulary.forms import PrintState


def still_waiting(session: Session, period: Period) -> Waiting:
    """Return the slips that were sent by the end of `period` and are not answered, and prints."""
    return Waiting(slips=_slips(session, period), print_jobs=_print_jobs(session, period))


def _slips(session: Session, period: Period) -> tuple[SlipOnTheWay, ...]:
    rows = session.execute(
        select(Handoff.number, Unit.name, Handoff.sent_at, func.count().label("dossiers"))
        .join(HandoffItem, HandoffItem.handoff_id == Handoff.id)
        .join(Unit, Unit.id == Handoff.to_id)
        .where(
            Handoff.unit_id == period.office_id,
            HandoffItem.state == HandoffItemState.SENT,
            Handoff.sent_at < period.end,
        )
        .group_by(Handoff.id, Handoff.number, Unit.name, Handoff.sent_at)
        .order_by(Handoff.sent_at, Handoff.id)
    )
    return tuple(
        SlipOnTheWay(number=row.number, to_name=row.name, sent_at=row.sent_at, count=row.dossiers)
        for row in rows
    )


def _print_jobs(session: Session, period: Period) -> int:
    return session.execute(
        select(func.count())
        .select_from(PrintJob)
        .join(IssuedForm, IssuedForm.id == PrintJob.form_id)
        .where(
            IssuedForm.unit_id == period.office_id,
            PrintJob.state.in_((PrintState.QUEUED, PrintState.FAILED)),
        )
    ).scalar_one()
