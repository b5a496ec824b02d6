"""Issuing a form: its number in its book, its snapshot, its first copy in the print outbox."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Final, TypeVar

import msgspec
from sqlalchemy import Row, insert, select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.models.dossiers import Dossier
from app.models.forms import IssuedForm, PrintJob, PublicKey
from app.models.log import LogEntry
from app.models.office import Unit
from app.models.stored import stored_hex, stored_json
from app.services.forms import receipt_qr
from app.services.forms.keys import SigningKey
from app.services.forms.notice_records import (
    ApologyData,
    FeeReceiptData,
    Letterhead,
    RefusalData,
    StopNoticeData,
    SupplementRequestData,
    WithdrawalNoteData,
)
from app.services.forms.records import (
    FORM_DATA,
    FormData,
    QrFields,
    ReceiptData,
    ReturnReceiptData,
)
from app.services.ledger.chain import Since
from app.services.ledger.records import LogMark
from app.services.ledger.transactions import Work, take_number
from app.vocabulary.forms import FORM_SPECS, FormKind, FormSet, PrintState
from app.wording.citations import FORMS_OF_2025_FROM

_Data = TypeVar("_Data", bound=FormData)
_STORE_FORM = insert(IssuedForm).returning(IssuedForm.id)
_QUEUE_COPY = insert(PrintJob).returning(PrintJob.id)


@dataclass(frozen=True, slots=True)
class BookNumber:
    """A number taken in a book of one year."""

    kind: FormKind
    year: int
    ordinal: int

    @property
    def text(self) -> str:
        """The number as printed: 42/TNHS."""
        return FORM_SPECS[self.kind].number(self.ordinal)


def next_number(work: Work, kind: FormKind, at: datetime) -> BookNumber:
    """Take the next number of the office's book of `kind` for the year of `at`."""
    year = local_date(at).year
    return BookNumber(
        kind, year, take_number(work.session, work.actor.office_id, kind.value, str(year))
    )


def form_set(received_at: datetime) -> FormSet:
    """Return the set for a dossier by the day of its receipt; it keeps it to its end."""
    if local_date(received_at) >= FORMS_OF_2025_FROM:
        return FormSet.TT03_2025
    return FormSet.TT01_2018


def letterhead(unit: Unit) -> Letterhead:
    """Return the unit as forms head themselves with it."""
    return Letterhead(
        unit_code=unit.code,
        unit_name=unit.name,
        parent_name=unit.parent_name,
        place=unit.place,
        address=unit.address,
        hotline=unit.hotline,
        is_demo=unit.is_demo,
        footer=unit.footer,
    )


def qr_fields(
    key: SigningKey, kind: FormKind, mark: LogMark, *, unit_id: int, number: int, at: datetime
) -> QrFields:
    """Return what the QR of a form says of its first copy; it pins the log's head.

    `number` is the dossier's or the form's own number at its unit, `at` the instant of receipt.
    """
    return QrFields(key.key_id, unit_id, number, at, FORM_SPECS[kind].qr_kind, 1, mark.head[:8])


def fields_of_dossier(key: SigningKey, kind: FormKind, dossier: Dossier, mark: LogMark) -> QrFields:
    """Return what the QR of a dossier's form says."""
    return qr_fields(
        key,
        kind,
        mark,
        unit_id=dossier.unit_id,
        number=dossier.day_number,
        at=dossier.received_at,
    )


def sign_payload(key: SigningKey, fields: QrFields) -> str:
    """Return the printed digits of `fields`, signed with this station's key.

    They keep their version, but for one of version 0 under a key whose id has no room there: it
    is written as version 1, which binds nothing more and is the same form.
    """
    is_old = fields.version == 0 and key.key_id <= receipt_qr.KEY_ID_MAX_V0
    whole = replace(fields, key_id=key.key_id, version=0 if is_old else 1)
    return receipt_qr.encode(whole, key.sign)


def signed(draft: _Data, fields: QrFields, key: SigningKey) -> _Data:
    """Return a form with its QR, which binds what the form says."""
    return replace(draft, qr_payload=sign_payload(key, bound(fields, draft)))


def bound(fields: QrFields, data: FormData) -> QrFields:
    """Return `fields` with what a QR binds of a form: owner's name, due moment, what was handed in.

    Only a receipt binds what was handed in. Papers between offices, a control slip (it grows), a
    rating slip (it is given anonymously) and petitions bind nothing.
    """
    if isinstance(data, ReceiptData):
        papers = sum(
            paper.original + paper.certified + paper.plain + paper.electronic
            for paper in data.papers
        )
        held = (data.procedure_code, str(papers), str(data.fee_vnd))
        return _bound(fields, data.owner_name, data.due_at, held)
    if isinstance(data, ReturnReceiptData):
        return _bound(fields, data.owner_name, data.due_at)
    if isinstance(data, ApologyData):
        return _bound(fields, data.subject.owner_name, data.new_due_at)
    if isinstance(data, _ABOUT_AN_OWNER):
        return _bound(fields, data.subject.owner_name, data.subject.due_at)
    return fields


def says_as_signed(form: IssuedForm, fields: QrFields) -> bool:
    """Say whether the store still says of a form what its QR binds; once erased it says nothing."""
    if form.erased_at is not None or not fields.name_digest:
        return True
    return bound(fields, read_snapshot(form.kind, form.snapshot)) == fields


_ABOUT_AN_OWNER: Final = (
    SupplementRequestData,
    RefusalData,
    StopNoticeData,
    WithdrawalNoteData,
    FeeReceiptData,
)


def _bound(
    fields: QrFields, name: str, due_at: datetime | None, held: tuple[str, ...] = ()
) -> QrFields:
    of_name, of_held = receipt_qr.digests(fields, name, held)
    if due_at is not None:
        due_at = due_at.replace(second=0, microsecond=0)
    return replace(fields, due_at=due_at, name_digest=of_name, held_digest=of_held)


@dataclass(frozen=True, slots=True)
class Issued:
    """Row ids of a form just issued and of its first copy in the outbox."""

    form_id: int
    job_id: int


def store_form(
    work: Work,
    number: BookNumber,
    data: FormData,
    *,
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
            "qr_stem": _stem(data.qr_payload),
            "snapshot": msgspec.json.encode(data).decode(),
            "copy_count": 1,
            "sha256": "",
            "voided_at": None,
            "void_reason": "",
        },
    ).scalar_one()
    return Issued(form_id, queue_copy(work.session, form_id, 1, work))


def issue_signed(
    work: Work,
    number: BookNumber,
    draft: _Data,
    fields: QrFields,
    key: SigningKey,
    *,
    dossier_id: int | None = None,
) -> tuple[_Data, Issued]:
    """Give a draft its number and signed QR, store it and queue its first copy."""
    whole = signed(replace(draft, number=number.text), fields, key)
    return whole, store_form(work, number, whole, dossier_id=dossier_id)


def _stem(payload: str) -> str | None:
    return receipt_qr.stem(receipt_qr.decode(payload)[0]) if payload else None


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
    return stored_json(snapshot.encode(), FORM_DATA[kind])


# Whether the log still says what the office's forms were signed over.
#
# The chain alone is not enough: whoever changes a row can count every hash after it anew. Each QR
# carries the first bytes of the chain's head under a signature that only a station's key can
# make.

_BATCH: Final = 1000


class _Heads:
    """The beginnings of hashes that papers name, of millions of entries in eight bytes each."""

    def __init__(self) -> None:
        self._by_start = [array("Q") for _ in range(1 << 16)]

    def add(self, head: bytes) -> None:
        """Keep the beginning of an entry's hash."""
        self._by_start[int.from_bytes(head[:2])].append(_beginning(head))

    def __contains__(self, head: bytes) -> bool:
        return _beginning(head) in self._by_start[int.from_bytes(head[:2])]


def _beginning(head: bytes) -> int:
    return int.from_bytes(head[: receipt_qr.CHAIN_HEAD_BYTES])


class _Signed(msgspec.Struct):
    """What a form's snapshot says of its QR."""

    qr_payload: str = ""


def _nobody() -> None:
    """Tell nobody that a form is done."""


def signed_form_problems(session: Session, done: Callable[[], None] = _nobody) -> Iterator[str]:
    """Yield one Vietnamese sentence for each signed form that the log no longer bears out.

    `done` is told of each form.
    """
    keys = _public_keys(session)
    heads = _Heads()
    for hash_hex in session.execute(select(LogEntry.hash)).scalars().yield_per(_BATCH):
        heads.add(stored_hex(hash_hex))
    forms = session.execute(_SIGNED_FORMS, execution_options={"yield_per": _BATCH})
    yield from _problems_of(forms, keys, lambda head, _dossier: head in heads, done)


def signed_form_problems_of(
    session: Session, since: Since, ids: Iterable[int], done: Callable[[], None] = _nobody
) -> Iterator[str]:
    """Yield the same of the signed forms with these ids, and of no others.

    An entry that a form was signed over is looked for in that part of the log first, among those of
    the form's dossier next, and in the whole log last.
    """
    newer = {
        stored_hex(one)[: receipt_qr.CHAIN_HEAD_BYTES]
        for one in session.scalars(select(LogEntry.hash).where(LogEntry.id >= since.first_id))
    }

    def has_head(head: bytes, dossier_id: int | None) -> bool:
        known = select(LogEntry.id).where(LogEntry.hash.startswith(head.hex())).limit(1)
        of_dossier = known.where(LogEntry.dossier_id == dossier_id)
        return head in newer or any(
            session.execute(asked).first() is not None for asked in (of_dossier, known)
        )

    keys = _public_keys(session)
    wanted = iter(ids)
    while part := list(islice(wanted, _BATCH)):
        forms = session.execute(_SIGNED_FORMS.where(IssuedForm.id.in_(part)))
        yield from _problems_of(forms, keys, has_head, done)


def _public_keys(session: Session) -> dict[int, bytes]:
    return {
        row.key_id: stored_hex(row.public_key)
        for row in session.execute(select(PublicKey)).scalars()
    }


_SIGNED_FORMS: Final = (
    select(
        IssuedForm.number,
        IssuedForm.year,
        IssuedForm.qr_stem,
        IssuedForm.snapshot,
        IssuedForm.dossier_id,
    )
    .where(IssuedForm.qr_stem.is_not(None))
    .order_by(IssuedForm.id)
)


def _problems_of(
    forms: Iterable[Row[str, int, str | None, str, int | None]],
    keys: Mapping[int, bytes],
    has_head: Callable[[bytes, int | None], bool],
    done: Callable[[], None],
) -> Iterator[str]:
    for number, year, stem, snapshot, dossier_id in forms:
        done()
        try:
            payload = msgspec.json.decode(snapshot, type=_Signed).qr_payload
        except msgspec.DecodeError:
            yield f"Không đọc được nội dung của giấy số {number} năm {year}."
            continue
        try:
            fields = receipt_qr.verify(payload, keys)
        except receipt_qr.ForgedPayloadError:
            yield f"Chữ ký của giấy số {number} năm {year} không đúng."
            continue
        if receipt_qr.stem(fields) != stem:
            yield f"Giấy số {number} năm {year} không khớp với chữ ký của nó."
        if not has_head(fields.chain_head, dossier_id):
            yield f"Nhật ký không còn dòng mà giấy số {number} năm {year} đã ký theo."
