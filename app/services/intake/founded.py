"""What a draft has become already: a form sent twice is one dossier, whichever way it went."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from app.errors import InvalidInputError, NotFoundError
from app.models.dossiers import Dossier
from app.models.forms import IssuedForm, PrintJob
from app.services.forms.issuing import read_snapshot
from app.services.forms.records import FormData
from app.services.ledger.transactions import Work
from app.vocabulary.forms import FormKind

_OF_DRAFT = (
    select(
        Dossier.id,
        Dossier.code,
        IssuedForm.id.label("form_id"),
        IssuedForm.kind,
        IssuedForm.snapshot,
    )
    .join(IssuedForm, IssuedForm.dossier_id == Dossier.id)
    .where(
        Dossier.draft_id == bindparam("draft_id"),
        IssuedForm.kind.in_((FormKind.RECEIPT, FormKind.REFUSAL)),
    )
    .order_by(IssuedForm.id.desc())
)


@dataclass(frozen=True, slots=True)
class Founded:
    """The dossier a draft became, and the form that says so: its receipt in force, or refusal."""

    dossier_id: int
    code: str
    data: FormData
    form_id: int
    job_id: int


def founded(work: Work, draft_id: str) -> Founded | None:
    """Return what a draft became; None for a new one. Raises InvalidInputError (`draft_id`)."""
    if not draft_id:
        raise InvalidInputError("draft_id", "Thiếu mã bản nháp. Hãy mở lại trang tiếp nhận.")
    found = work.connection.execute(_OF_DRAFT, {"draft_id": draft_id}).all()
    if not found:
        return None
    # A dossier that was received may have been refused later: its receipt says what it began as.
    row = next((row for row in found if row.kind is FormKind.RECEIPT), found[0])
    job_id = work.session.execute(
        select(PrintJob.id).where(PrintJob.form_id == row.form_id).order_by(PrintJob.id)
    ).scalar()
    if job_id is None:
        raise NotFoundError(f"Hồ sơ {row.code} thiếu bản in của giấy đã cấp trong kho.")
    return Founded(row.id, row.code, read_snapshot(row.kind, row.snapshot), row.form_id, job_id)
