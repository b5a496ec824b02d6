"""What a dossier left behind: its log in words, its slips, its forms, its result."""

from typing import Any

import msgspec
from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session, aliased

from app.models.base import FOREVER
from app.models.custody import Handoff, HandoffItem
from app.models.forms import IssuedForm
from app.models.log import LogDetail, LogEntry
from app.models.office import Unit
from app.models.outcomes import Result
from app.models.people import Officer
from app.services.dossiers.records import CustodyStep, FormLine, ResultView, TimelineStep
from app.services.dossiers.timeline import UNTOLD, detail_of, title_of
from app.services.ledger.details import joined
from app.wording.labels import label

_LATE_AFTER_SECONDS = 120


def timeline_of(session: Session, dossier_id: int) -> tuple[TimelineStep, ...]:
    """Return the acts on a dossier in the order they happened."""
    rows = session.execute(
        select(
            LogEntry,
            LogDetail.facts.label("personal"),
            Officer.name.label("officer_name"),
            Unit.name.label("unit_name"),
        )
        .join(Officer, Officer.id == LogEntry.officer_id)
        .join(Unit, Unit.id == Officer.unit_id)
        .outerjoin(
            LogDetail,
            and_(LogDetail.unit_id == LogEntry.unit_id, LogDetail.seq == LogEntry.seq),
        )
        .where(LogEntry.dossier_id == dossier_id, LogEntry.act.not_in(UNTOLD))
        .order_by(LogEntry.happened_at, LogEntry.seq)
    )
    return tuple(_step(row) for row in rows)


def custody_of(session: Session, dossier_id: int) -> tuple[CustodyStep, ...]:
    """Return the slips a dossier went on, oldest first."""
    giver, receiver = aliased(Unit), aliased(Unit)
    rows = session.execute(
        select(Handoff, HandoffItem, giver.name, receiver.name, Officer.name)
        .join(HandoffItem, HandoffItem.handoff_id == Handoff.id)
        .join(giver, giver.id == Handoff.from_id)
        .join(receiver, receiver.id == Handoff.to_id)
        .join(Officer, Officer.id == Handoff.sent_by)
        .where(HandoffItem.dossier_id == dossier_id)
        .order_by(Handoff.id)
    )
    return tuple(
        CustodyStep(
            number=handoff.number,
            from_name=from_name,
            to_name=to_name,
            sent_at=handoff.sent_at,
            sender_name=sender,
            state=item.state,
            closed_at=None if item.closed_at == FOREVER else item.closed_at,
            receiver_name=item.receiver_name,
            reason=item.reason,
        )
        for handoff, item, from_name, to_name, sender in rows
    )


def forms_of(session: Session, dossier_id: int) -> tuple[FormLine, ...]:
    """Return the forms issued for a dossier, newest first."""
    rows = session.execute(
        select(IssuedForm).where(IssuedForm.dossier_id == dossier_id).order_by(IssuedForm.id.desc())
    ).scalars()
    return tuple(
        FormLine(
            form_id=row.id,
            kind=row.kind,
            title=label(row.kind),
            number=row.number,
            issued_at=row.issued_at,
            copy_count=row.copy_count,
            is_void=row.voided_at is not None,
        )
        for row in rows
    )


def result_of(session: Session, dossier_id: int) -> ResultView | None:
    """Return what was decided and who collected it; None while nothing is."""
    row = session.get(Result, dossier_id)
    if row is None:
        return None
    return msgspec.convert(row, ResultView, from_attributes=True)


def _step(row: Row[*tuple[Any, ...]]) -> TimelineStep:
    entry: LogEntry = row[0]
    facts = joined(entry.facts, row.personal)
    late_by = (entry.entered_at - entry.happened_at).total_seconds()
    return TimelineStep(
        act=entry.act,
        title=title_of(entry.act),
        officer_name=row.officer_name,
        unit_name=row.unit_name,
        happened_at=entry.happened_at,
        entered_at=entry.entered_at,
        detail=detail_of(entry.act, facts),
        is_late_entry=late_by > _LATE_AFTER_SECONDS,
    )
