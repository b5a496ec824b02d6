"""The outbox: copies waiting for a printer, reprints, and what failed. Never a second number."""

from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, func, select, update

from app.errors import NotFoundError, RuleBrokenError
from app.models.base import FOREVER
from app.models.custody import Handoff
from app.models.dossiers import Dossier, DossierState
from app.models.forms import IssuedForm as FormRow
from app.models.forms import PrintJob as JobRow
from app.services.forms import receipt_qr
from app.services.forms.issuing import queue_copy, read_snapshot, sign_payload
from app.services.forms.keys import SigningKey
from app.services.forms.records import (
    FormData,
    FormOnFile,
    QueuedCopy,
)
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.services.ledger.visibility import is_of_unit
from app.vocabulary.forms import FormKind, PrintState
from app.wording.labels import label

_NOT_OURS = "Bản in này không thuộc máy này. Hãy mở lại danh sách chờ in."
_WAITING = frozenset({PrintState.QUEUED, PrintState.FAILED})


class PrintQueue:
    """Lists, marks and retries the copies of issued forms; reprints and finds forms."""

    def __init__(self, transactions: Transactions, key: SigningKey) -> None:
        self._tx = transactions
        self._key = key

    def waiting(self, actor: Actor) -> tuple[QueuedCopy, ...]:
        """Return this station's copies not yet printed, oldest first, failed ones included."""
        with self._tx.read(actor, Right.PRINT) as reading:
            return _jobs(reading, self._key, JobRow.state.in_(_WAITING))

    def queued(self, actor: Actor) -> tuple[QueuedCopy, ...]:
        """Return this station's copies that wait to be sent."""
        with self._tx.read(actor, Right.PRINT) as reading:
            return _jobs(reading, self._key, JobRow.state == PrintState.QUEUED)

    def job(self, actor: Actor, job_id: int) -> QueuedCopy:
        """Return one of this station's copies. Raises NotFoundError."""
        with self._tx.read(actor, Right.PRINT) as reading:
            found = _jobs(reading, self._key, JobRow.id == job_id)
            if not found:
                raise NotFoundError(_NOT_OURS)
            return found[0]

    def mark_sent(self, actor: Actor, job_id: int, sha256: str) -> None:
        """Note that a copy went to its printer; keeps the first copy's PDF hash.

        Raises NotFoundError for a copy that is not this station's.
        """
        with self._tx.write(actor, Right.PRINT) as work:
            job = _own_job(work, job_id)
            job.state, job.done_at, job.error = PrintState.SENT, work.now, ""
            work.session.execute(
                update(FormRow)
                .where(FormRow.id == job.form_id, FormRow.sha256 == "")
                .values(sha256=sha256)
            )

    def mark_failed(self, actor: Actor, job_id: int, error: str) -> None:
        """Note why a copy could not be sent; it stays in the visible list. Raises NotFoundError."""
        with self._tx.write(actor, Right.PRINT) as work:
            job = _own_job(work, job_id)
            job.state, job.error = PrintState.FAILED, error

    def retry(self, actor: Actor) -> int:
        """Queue this station's failed copies again and return how many."""
        with self._tx.write(actor, Right.PRINT) as work:
            done = work.session.execute(
                update(JobRow)
                .where(
                    JobRow.station == actor.station,
                    JobRow.state == PrintState.FAILED,
                    JobRow.form_id.in_(
                        select(FormRow.id).where(FormRow.unit_id == actor.office_id)
                    ),
                )
                .values(state=PrintState.QUEUED, error="")
                .returning(JobRow.id)
            )
            return len(done.all())

    def cancel(self, actor: Actor, job_id: int) -> None:
        """Take a copy off the list without printing it; the form keeps its number.

        Raises NotFoundError, and RuleBrokenError for a copy that went to its printer.
        """
        with self._tx.write(actor, Right.PRINT) as work:
            job = _own_job(work, job_id)
            if job.state not in _WAITING:
                raise RuleBrokenError("Bản này đã gửi máy in nên không bỏ được nữa.")
            job.state, job.done_at = PrintState.CANCELLED, work.now

    def reprint(self, actor: Actor, form_id: int) -> QueuedCopy:
        """Queue one more copy of a form: counted, logged, marked BẢN SAO on paper.

        Raises NotFoundError, and RuleBrokenError for a void form and for one whose data is erased.
        """
        with self._tx.write(actor, Right.PRINT) as work:
            form = _own_form(work, form_id)
            if form.voided_at is not None:
                raise RuleBrokenError(
                    f"Giấy số {form.number} đã hủy và có giấy thay thế. Hãy in giấy thay thế."
                )
            if form.erased_at is not None:
                raise RuleBrokenError(
                    f"Dữ liệu cá nhân của giấy số {form.number} đã xóa khi hết thời hạn lưu nên "
                    "không in lại được."
                )
            form.copy_count += 1
            job_id = queue_copy(work.session, form.id, form.copy_count, work)
            work.log(
                "reprint",
                {"form": form.number, "kind": form.kind.value, "copy": form.copy_count},
                dossier_id=form.dossier_id,
            )
            work.session.flush()
            return _jobs(work, self._key, JobRow.id == job_id)[0]

    def form(self, actor: Actor, form_id: int) -> FormOnFile:
        """Return an issued form with its snapshot. Raises NotFoundError."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            row = _own_form(reading, form_id)
            return FormOnFile(
                row.id,
                row.kind,
                row.number,
                row.issued_at,
                row.copy_count,
                row.voided_at is not None,
                row.sha256,
                read_snapshot(row.kind, row.snapshot),
            )

    def latest_receipt(self, actor: Actor, code: str) -> int:
        """Return the form id of a dossier's receipt in force. Raises NotFoundError."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            found = reading.session.execute(
                select(func.max(FormRow.id))
                .join(Dossier, Dossier.id == FormRow.dossier_id)
                .where(
                    Dossier.code == code,
                    FormRow.unit_id == actor.office_id,
                    FormRow.kind == FormKind.RECEIPT,
                    FormRow.voided_at.is_(None),
                )
            ).scalar()
            if found is None or not _is_visible(reading, reading.session.get_one(FormRow, found)):
                raise NotFoundError(f"Hồ sơ {code} chưa có giấy tiếp nhận.")
            return found


@dataclass(frozen=True, slots=True)
class StationQueue:
    """The outbox as one signed-in station sees it; what the print desk works through."""

    queue: PrintQueue
    actor: Actor

    def queued_jobs(self) -> list[QueuedCopy]:
        """Return the copies waiting to be sent, oldest first."""
        return list(self.queue.queued(self.actor))

    def mark_sent(self, job_id: int, sha256: str) -> None:
        """Note that a copy went to its printer."""
        self.queue.mark_sent(self.actor, job_id, sha256)

    def mark_failed(self, job_id: int, error: str) -> None:
        """Note why a copy could not be sent."""
        self.queue.mark_failed(self.actor, job_id, error)


def _own_form(reading: Reading, form_id: int) -> FormRow:
    form = reading.session.get(FormRow, form_id)
    if form is None or form.unit_id != reading.actor.office_id or not _is_visible(reading, form):
        raise NotFoundError("Không tìm thấy biểu mẫu này trong kho.")
    return form


def _is_visible(reading: Reading, form: FormRow) -> bool:
    """Say whether the person may see the form: an agency officer sees their unit's alone."""
    if not reading.is_agency_only:
        return True
    unit_id = reading.actor.unit_id
    if form.handoff_id is not None:
        slip = reading.session.get_one(Handoff, form.handoff_id)
        return unit_id in {slip.from_id, slip.to_id}
    seen = select(DossierState.id).where(
        DossierState.dossier_id == form.dossier_id,
        DossierState.to_at == FOREVER,
        is_of_unit(unit_id),
    )
    return reading.session.execute(seen).first() is not None


def _own_job(work: Work, job_id: int) -> JobRow:
    job = work.session.execute(
        select(JobRow)
        .join(FormRow, FormRow.id == JobRow.form_id)
        .where(
            JobRow.id == job_id,
            JobRow.station == work.actor.station,
            FormRow.unit_id == work.actor.office_id,
        )
    ).scalar()
    if job is None:
        raise NotFoundError(_NOT_OURS)
    return job


def _jobs(
    reading: Reading, key: SigningKey, condition: ColumnElement[bool]
) -> tuple[QueuedCopy, ...]:
    rows = reading.session.execute(
        select(JobRow, FormRow)
        .join(FormRow, FormRow.id == JobRow.form_id)
        .where(
            condition,
            JobRow.station == reading.actor.station,
            FormRow.unit_id == reading.actor.office_id,
        )
        .order_by(JobRow.id)
    )
    return tuple(_job(job, form, key) for job, form in rows)


def _job(job: JobRow, form: FormRow, key: SigningKey) -> QueuedCopy:
    return QueuedCopy(
        job_id=job.id,
        form_id=form.id,
        kind=form.kind,
        number=form.number,
        title=f"{label(form.kind)} {form.number}",
        copy_no=job.copy_no,
        state=job.state,
        is_void=form.voided_at is not None,
        data=_for_copy(read_snapshot(form.kind, form.snapshot), job.copy_no, key),
        queued_at=job.queued_at,
        error=job.error,
    )


def _for_copy(data: FormData, copy_no: int, key: SigningKey) -> FormData:
    """Return the data a copy is printed from: a reprint's QR says which copy it is."""
    if copy_no == 1 or not data.qr_payload:
        return data
    fields, _signed, _signature = receipt_qr.decode(data.qr_payload)
    return replace(data, qr_payload=sign_payload(key, replace(fields, copy_no=min(copy_no, 15))))
