"""What a correction and a new date share: a receipt made void, a dossier as it was typed."""

from sqlalchemy import update

from app.models.dossiers import Dossier
from app.models.forms import IssuedForm, PrintJob
from app.services.dossiers.papers import papers_of
from app.services.dossiers.people_columns import owner_of, submitter_of, wishes_of
from app.services.dossiers.records import NewDossier
from app.services.ledger.transactions import Work
from app.vocabulary.forms import FormKind, PrintState


def void_receipts(work: Work, dossier_id: int, reason: str) -> str:
    """Void the receipts in force, take their waiting copies off the outbox; return their number."""
    voided = work.session.execute(
        update(IssuedForm)
        .where(
            IssuedForm.dossier_id == dossier_id,
            IssuedForm.kind == FormKind.RECEIPT,
            IssuedForm.voided_at.is_(None),
        )
        .values(voided_at=work.now, void_reason=reason)
        .returning(IssuedForm.id, IssuedForm.number)
    ).all()
    work.session.execute(
        update(PrintJob)
        .where(
            PrintJob.form_id.in_([row.id for row in voided]),
            PrintJob.state.in_((PrintState.QUEUED, PrintState.FAILED)),
        )
        .values(state=PrintState.CANCELLED, done_at=work.now)
    )
    return ", ".join(row.number for row in voided)


def as_registered(work: Work, dossier: Dossier) -> NewDossier:
    """Return a stored dossier as its intake was last typed, for a receipt that says it again."""
    return NewDossier(
        draft_id=dossier.draft_id,
        case_id=dossier.case_id,
        owner=owner_of(dossier),
        papers=papers_of(work.connection, dossier.id),
        submitter=submitter_of(dossier),
        channel=dossier.channel,
        **wishes_of(dossier),
    )
