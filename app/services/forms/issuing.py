"""Issuing a form: its number in its book, its snapshot, its first copy in the print outbox."""

from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.clock import local_date
from app.models.dossiers import Dossier
from app.models.forms import IssuedForm, PrintJob
from app.models.office import Unit
from app.models.stored import stored_json
from app.services.forms import receipt_qr
from app.services.forms.closing_records import DayClosingData
from app.services.forms.form_parts import Letterhead
from app.services.forms.keys import SigningKey
from app.services.forms.notice_records import (
    ApologyData,
    ControlSlipData,
    FeeReceiptData,
    GuideSlipData,
    PostLabelData,
    RefusalData,
    StopNoticeData,
    SupplementRequestData,
    WithdrawalNoteData,
)
from app.services.forms.petition_records import PetitionAnswerData, PetitionReceiptData
from app.services.forms.rating_records import RatingSlipData
from app.services.forms.records import (
    FormData,
    HandoffSlipData,
    QrFields,
    ReceiptData,
    ReturnReceiptData,
)
from app.services.ledger.records import LogMark
from app.services.ledger.series import take_number
from app.services.ledger.transactions import Work
from app.vocabulary.forms import FormKind, PrintState

QR_KIND = {
    FormKind.RECEIPT: receipt_qr.KIND_RECEIPT,
    FormKind.HANDOFF_SLIP: receipt_qr.KIND_HANDOFF_SLIP,
    FormKind.RETURN_RECEIPT: receipt_qr.KIND_RETURN_RECEIPT,
    FormKind.SUPPLEMENT_REQUEST: 4,
    FormKind.REFUSAL: 5,
    FormKind.APOLOGY: 6,
    FormKind.STOP_NOTICE: 7,
    FormKind.CONTROL_SLIP: 8,
    FormKind.GUIDE_SLIP: receipt_qr.KIND_GUIDE_SLIP,
    FormKind.FEE_RECEIPT: 10,
    FormKind.WITHDRAWAL_NOTE: 11,
    FormKind.POST_LABEL: 12,
    FormKind.DAY_CLOSING: receipt_qr.KIND_DAY_CLOSING,
    FormKind.RATING_SLIP: receipt_qr.KIND_RATING_SLIP,
    FormKind.PETITION_RECEIPT: receipt_qr.KIND_PETITION_RECEIPT,
}
"""The four bits that say in a QR what was signed; they are printed, so they never change.

The letter that answers a petition has none: it is signed and stamped by hand."""
_DATA: dict[FormKind, type[FormData]] = {
    FormKind.RECEIPT: ReceiptData,
    FormKind.HANDOFF_SLIP: HandoffSlipData,
    FormKind.RETURN_RECEIPT: ReturnReceiptData,
    FormKind.SUPPLEMENT_REQUEST: SupplementRequestData,
    FormKind.REFUSAL: RefusalData,
    FormKind.APOLOGY: ApologyData,
    FormKind.STOP_NOTICE: StopNoticeData,
    FormKind.CONTROL_SLIP: ControlSlipData,
    FormKind.GUIDE_SLIP: GuideSlipData,
    FormKind.FEE_RECEIPT: FeeReceiptData,
    FormKind.WITHDRAWAL_NOTE: WithdrawalNoteData,
    FormKind.POST_LABEL: PostLabelData,
    FormKind.DAY_CLOSING: DayClosingData,
    FormKind.RATING_SLIP: RatingSlipData,
    FormKind.PETITION_RECEIPT: PetitionReceiptData,
    FormKind.PETITION_ANSWER: PetitionAnswerData,
}
_SUFFIX = {
    FormKind.RECEIPT: "TNHS",
    FormKind.HANDOFF_SLIP: "PBG",
    FormKind.RETURN_RECEIPT: "PTKQ",
    FormKind.SUPPLEMENT_REQUEST: "HDHS",
    FormKind.REFUSAL: "PTC",
    FormKind.APOLOGY: "PXL",
    FormKind.STOP_NOTICE: "TBD",
    FormKind.CONTROL_SLIP: "PKS",
    FormKind.GUIDE_SLIP: "PHD",
    FormKind.FEE_RECEIPT: "PT",
    FormKind.WITHDRAWAL_NOTE: "PRHS",
    FormKind.POST_LABEL: "NBG",
    FormKind.DAY_CLOSING: "PKN",
    FormKind.RATING_SLIP: "PDG",
    FormKind.PETITION_RECEIPT: "PAKN",
    FormKind.PETITION_ANSWER: "TLPAKN",
}


_STORE_FORM = insert(IssuedForm).returning(IssuedForm.id)
_QUEUE_COPY = insert(PrintJob).returning(PrintJob.id)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number taken in a book of one year."""

    kind: FormKind
    year: int
    ordinal: int

    @property
    def text(self) -> str:
        """The number as printed: 42/TNHS."""
        return f"{self.ordinal}/{_SUFFIX[self.kind]}"


def next_number(work: Work, kind: FormKind, at: datetime) -> Numbered:
    """Take the next number of the office's book of `kind` for the year of `at`."""
    year = local_date(at).year
    return Numbered(
        kind, year, take_number(work.session, work.actor.office_id, kind.value, str(year))
    )


def letterhead(unit: Unit) -> Letterhead:
    """Return the unit as forms head themselves with it."""
    return Letterhead(
        unit.code,
        unit.name,
        unit.parent_name,
        unit.place,
        unit.address,
        unit.hotline,
        unit.is_demo,
        unit.footer,
    )


def fields_of_dossier(key: SigningKey, kind: FormKind, dossier: Dossier, mark: LogMark) -> QrFields:
    """Return what the QR of a dossier's form says; it pins the log's head."""
    return QrFields(
        key.key_id,
        dossier.unit_id,
        dossier.day_number,
        dossier.received_at,
        QR_KIND[kind],
        1,
        mark.head[:8],
    )


def sign_payload(key: SigningKey, fields: QrFields) -> str:
    """Return the printed digits of `fields`, signed with this station's key."""
    return receipt_qr.encode(replace(fields, key_id=key.key_id), key.sign)


def lookup_stem(fields: QrFields) -> str:
    """Return what an issued form is found by: its fields without key and copy."""
    return receipt_qr.stem(replace(fields, key_id=0))


@dataclass(frozen=True, slots=True)
class Issued:
    """Row ids of a form just issued and of its first copy in the outbox."""

    form_id: int
    job_id: int


def store_form(
    work: Work,
    number: Numbered,
    data: FormData,
    *,
    fields: QrFields | None = None,
    dossier_id: int | None = None,
    handoff_id: int | None = None,
) -> Issued:
    """Store a form with its snapshot and queue its first copy at the actor's station."""
    form_id = work.connection.execute(
        _STORE_FORM,
        {
            "unit_id": work.actor.office_id,
            "kind": number.kind,
            "year": number.year,
            "ordinal": number.ordinal,
            "number": number.text,
            "dossier_id": dossier_id,
            "handoff_id": handoff_id,
            "issued_at": work.now,
            "issued_by": work.actor.officer_id,
            "qr_stem": None if fields is None else lookup_stem(fields),
            "snapshot": msgspec.json.encode(data).decode(),
            "copy_count": 1,
            "sha256": "",
            "voided_at": None,
            "void_reason": "",
        },
    ).scalar_one()
    return Issued(form_id, queue_copy(work.session, form_id, 1, work))


def queue_copy(session: Session, form_id: int, copy_no: int, work: Work) -> int:
    """Put one copy of a form into the outbox and return the job's id."""
    job_id: int = (
        session.connection()
        .execute(
            _QUEUE_COPY,
            {
                "form_id": form_id,
                "copy_no": copy_no,
                "station": work.actor.station,
                "state": PrintState.QUEUED,
                "queued_at": work.now,
                "done_at": None,
                "error": "",
            },
        )
        .scalar_one()
    )
    return job_id


def read_snapshot(kind: FormKind, snapshot: str) -> FormData:
    """Return the record a form was printed from. Raises StoreError where it cannot be read."""
    return stored_json(snapshot.encode(), _DATA[kind])
