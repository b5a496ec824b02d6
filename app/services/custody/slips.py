"""The handoff slip's content, and its issue in the slip book."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.models.base import FOREVER
from app.models.catalogue import ProcedureVersion
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import Dossier, DossierDocument, DossierState
from app.models.office import Unit
from app.models.people import Officer
from app.services.forms.issuing import (
    BookNumber,
    Issued,
    letterhead,
    qr_fields,
    signed,
    store_form,
)
from app.services.forms.keys import SigningKey
from app.services.forms.notice_records import Letterhead
from app.services.forms.records import (
    HandoffSlipData,
    SlipLine,
)
from app.services.ledger.transactions import Work
from app.vocabulary.forms import FormKind


def issue_slip(
    work: Work, handoff_id: int, number: BookNumber, key: SigningKey
) -> tuple[HandoffSlipData, Issued]:
    """Store and queue the slip of a handoff just written; its QR pins the log's head."""
    office = work.session.get_one(Unit, work.actor.office_id)
    mark = work.log("slip", {"slip": number.text})
    handoff = work.session.get_one(Handoff, handoff_id)
    fields = qr_fields(
        key,
        FormKind.HANDOFF_SLIP,
        mark,
        unit_id=office.id,
        number=number.ordinal,
        at=handoff.sent_at,
    )
    data = signed(slip_data(work.session, handoff, letterhead(office)), fields, key)
    return data, store_form(work, number, data, handoff_id=handoff_id)


def slip_data(session: Session, handoff: Handoff, head: Letterhead) -> HandoffSlipData:
    """Return what a slip says."""
    sender = session.get_one(Officer, handoff.sent_by)
    return HandoffSlipData(
        head=head,
        number=handoff.number,
        from_name=session.get_one(Unit, handoff.from_id).name,
        to_name=session.get_one(Unit, handoff.to_id).name,
        sent_at=handoff.sent_at,
        sender_name=sender.name,
        lines=_lines(session, handoff.id),
        note=handoff.note,
    )


def _lines(session: Session, handoff_id: int) -> tuple[SlipLine, ...]:
    paper = aliased(DossierDocument)
    paper_count = (
        select(
            func.coalesce(
                func.sum(paper.original + paper.certified + paper.plain + paper.electronic), 0
            )
        )
        .where(paper.dossier_id == Dossier.id)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Dossier.code,
            Dossier.owner_name,
            ProcedureVersion.name,
            Dossier.received_at,
            DossierState.due_at,
            paper_count,
        )
        .join(HandoffItem, HandoffItem.dossier_id == Dossier.id)
        .join(ProcedureVersion, ProcedureVersion.id == Dossier.version_id)
        .join(DossierState, DossierState.dossier_id == Dossier.id)
        .where(HandoffItem.handoff_id == handoff_id, DossierState.to_at == FOREVER)
        .order_by(HandoffItem.ordinal)
    )
    return tuple(SlipLine(*row) for row in rows)
