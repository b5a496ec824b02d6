"""Phiếu hướng dẫn: what is missing before a dossier can be received; there is no dossier yet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from app.errors import InvalidInputError
from app.models.forms import IssuedForm
from app.models.office import Unit
from app.services.deadlines.limits import limit_text
from app.services.dossiers.decision import Decided
from app.services.dossiers.terms import due_rule, terms_of_case
from app.services.forms.issuing import (
    issue_signed,
    letterhead,
    next_number,
    qr_fields,
    read_snapshot,
)
from app.services.forms.keys import SigningKey
from app.services.forms.notice_records import GuideSlipData, PaperLine
from app.services.intake.identity import clean_phone
from app.services.intake.storing import minute_of
from app.services.intake.validation import MAX_PAPERS
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.text import clean
from app.vocabulary.forms import FormKind


@dataclass(frozen=True, slots=True)
class GuideRequest:
    """What somebody was told at the desk: of which case, which papers they still need."""

    case_id: int
    person_name: str
    phone: str = ""
    missing: tuple[PaperLine, ...] = ()
    advice: str = ""


@dataclass(frozen=True, slots=True)
class GuideLine:
    """One guide slip in a list."""

    form_id: int
    number: str
    issued_at: datetime
    person_name: str
    procedure_name: str
    missing_count: int
    officer_name: str


class Guiding:
    """Issues guide slips, numbered in their own book, and lists the newest."""

    def __init__(self, transactions: Transactions, key: SigningKey) -> None:
        self._tx = transactions
        self._key = key

    def issue(self, actor: Actor, request: GuideRequest) -> Decided:
        """Issue a guide slip; its QR carries the slip's own number, for there is no dossier.

        Raises InvalidInputError (`person_name`, `phone`, `missing`, `advice`), NotFoundError.
        """
        with self._tx.write(actor, Right.REGISTER) as work:
            data = _slip(work, _checked(request))
            number = next_number(work, FormKind.GUIDE_SLIP, work.now)
            mark = work.log(
                "guide",
                {
                    "number": number.text,
                    "procedure": data.procedure_code,
                    "case": data.case_name,
                    "items": [paper.name for paper in data.missing],
                },
            )
            fields = qr_fields(
                self._key,
                FormKind.GUIDE_SLIP,
                mark,
                unit_id=actor.office_id,
                number=number.ordinal,
                at=minute_of(work.now),
            )
            whole, issued = issue_signed(work, number, data, fields, self._key)
            return Decided("", whole, issued.form_id, issued.job_id)

    def preview(self, actor: Actor, request: GuideRequest) -> GuideSlipData:
        """Return the slip as it would be printed now, without number and QR, however half-typed.

        Raises NotFoundError where no case is chosen.
        """
        with self._tx.read(actor, Right.REGISTER) as reading:
            return _slip(reading, request)

    def newest(self, actor: Actor, limit: int = 50) -> Sequence[GuideLine]:
        """Return the office's newest guide slips, newest first."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            rows = reading.session.execute(
                select(IssuedForm)
                .where(
                    IssuedForm.unit_id == actor.office_id, IssuedForm.kind == FormKind.GUIDE_SLIP
                )
                .order_by(IssuedForm.year.desc(), IssuedForm.ordinal.desc())
                .limit(limit)
            ).scalars()
            return [_line(row) for row in rows]


def _checked(request: GuideRequest) -> GuideRequest:
    name = clean(request.person_name, "person_name", limit=300)
    if not any(char.isalpha() for char in name):
        raise InvalidInputError(
            "person_name", "Chưa có họ tên người được hướng dẫn. Hãy nhập họ tên."
        )
    advice = clean(request.advice, "advice", limit=2000, lines=True)
    if not request.missing and not advice:
        raise InvalidInputError(
            "advice", "Phiếu chưa nói thiếu gì. Hãy bỏ dấu giấy tờ còn thiếu hoặc ghi hướng dẫn."
        )
    if len(request.missing) > MAX_PAPERS:
        raise InvalidInputError("missing", f"Phiếu có hơn {MAX_PAPERS} giấy tờ; hãy gộp lại.")
    return GuideRequest(
        case_id=request.case_id,
        person_name=name,
        phone=clean_phone(clean(request.phone, "phone", limit=32), "phone"),
        missing=tuple(
            replace(paper, name=clean(paper.name, "missing", limit=2000))
            for paper in request.missing
        ),
        advice=advice,
    )


def _slip(at: Reading, request: GuideRequest) -> GuideSlipData:
    rule = due_rule(at.session, at.actor.office_id)
    terms = terms_of_case(at.session, request.case_id, rule)
    return GuideSlipData(
        head=letterhead(at.session.get_one(Unit, at.actor.office_id)),
        number="",
        issued_at=at.now,
        person_name=request.person_name,
        phone=request.phone,
        procedure_code=terms.procedure_code,
        procedure_name=terms.procedure_name,
        case_name=terms.case_name,
        missing=request.missing,
        advice=request.advice,
        time_text=limit_text(terms.limit),
        fee_vnd=terms.fee_vnd,
        officer_name=at.actor.name,
    )


def _line(row: IssuedForm) -> GuideLine:
    data = read_snapshot(row.kind, row.snapshot)
    if not isinstance(data, GuideSlipData):
        message = f"form {row.id} is no guide slip"
        raise TypeError(message)
    return GuideLine(
        row.id,
        row.number,
        row.issued_at,
        data.person_name,
        data.procedure_name,
        len(data.missing),
        data.officer_name,
    )
