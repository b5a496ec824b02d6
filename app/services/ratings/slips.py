"""Slips that come back: read by their QR, entered once each."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.errors import InvalidInputError, RuleBrokenError
from app.models.forms import IssuedForm
from app.models.people import Officer
from app.models.ratings import Rating
from app.services.forms import receipt_qr
from app.services.forms.issuing import read_snapshot
from app.services.forms.records import RatingSlipData
from app.services.forms.verification import verify_in
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.ratings.records import Answers, Rated, RatingSlipView
from app.services.ratings.storing import (
    About,
    clean_answer_id,
    clean_answers,
    store_rating,
    stored_before,
)
from app.vocabulary.dossiers import Verdict
from app.vocabulary.forms import FormKind
from app.vocabulary.ratings import RatingSource
from app.wording.labels import label
from app.wording.texts import moment_text


class RatingSlips:
    """Looks at a slip by its QR and stores what is ticked on it."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def look(self, actor: Actor, payload: str) -> RatingSlipView:
        """Return the slip of a scanned QR; one that was entered already says when and by whom.

        Raises InvalidInputError (`payload`) for what is no slip of this office or forged,
        RuleBrokenError for one that does not hold.
        """
        with self._tx.read(actor, Right.ENTER_RATINGS) as reading:
            form, data = _slip_of(reading, payload)
            answered = _answered(reading, form.id)
            return RatingSlipView(
                form_id=form.id,
                number=form.number,
                code=data.code,
                procedure_name=data.procedure_name,
                issued_at=form.issued_at,
                officer_name=data.officer_name,
                counter_name=data.counter_name,
                reasons=data.reasons,
                rating_id=answered.rating_id if answered else 0,
                answered_at=answered.entered_at if answered else None,
                answered_by=answered.name if answered else "",
            )

    def enter(self, actor: Actor, payload: str, answers: Answers, answer_id: str) -> Rated:
        """Store what is ticked on a slip; who served is who gave it out.

        The same answer_id twice is the same answer. Raises as `look`, RuleBrokenError for a slip
        that was entered already, InvalidInputError (`answers`, `is_own_fault`, `reasons`, `note`,
        `answer_id`).
        """
        with self._tx.write(actor, Right.ENTER_RATINGS) as work:
            answer_id = clean_answer_id(answer_id)
            known = stored_before(work, answer_id)
            if known is not None:
                return known
            form, data = _slip_of(work, payload)
            answered = _answered(work, form.id)
            if answered is not None:
                raise RuleBrokenError(
                    entered_sentence(form.number, answered.entered_at, answered.name)
                )
            about = About(
                source=RatingSource.SLIP,
                officer_id=form.issued_by,
                counter_name=data.counter_name,
                rated_at=work.now,
                dossier_id=form.dossier_id,
                code=data.code,
                form_id=form.id,
            )
            return store_rating(work, answer_id, about, clean_answers(work, answers))


@dataclass(frozen=True, slots=True)
class _Entered:
    rating_id: int
    entered_at: datetime
    name: str


def is_rating_slip(text: str) -> bool:
    """Say whether a scan names itself a rating slip; whether it is genuine is another question."""
    try:
        fields, _signed, _signature = receipt_qr.decode(text)
    except receipt_qr.ForgedPayloadError:
        return False
    return fields.form_kind is FormKind.RATING_SLIP


def entered_sentence(number: str, at: datetime, name: str) -> str:
    """Return why a slip cannot be entered a second time."""
    return (
        f"Phiếu đánh giá số {number} đã nhập lúc {moment_text(at)} bởi {name}; mỗi phiếu chỉ nhập "
        "một lần."
    )


def _slip_of(reading: Reading, payload: str) -> tuple[IssuedForm, RatingSlipData]:
    found = verify_in(reading, payload)
    if found.verdict is Verdict.FORGED:
        raise InvalidInputError("payload", found.message)
    if found.verdict is not Verdict.GENUINE:
        raise RuleBrokenError(found.message)
    form = reading.session.get_one(IssuedForm, found.form_id)
    data = read_snapshot(form.kind, form.snapshot)
    if form.unit_id != reading.actor.office_id or not isinstance(data, RatingSlipData):
        raise InvalidInputError(
            "payload",
            f"Đây là {label(form.kind).lower()} số {form.number}, không phải phiếu đánh giá. Hãy "
            "quét mã trên phiếu đánh giá.",
        )
    return form, data


def _answered(reading: Reading, form_id: int) -> _Entered | None:
    """Return when and by whom a slip was entered; None for one that still counts."""
    row = reading.session.execute(
        select(Rating.id, Rating.entered_at, Officer.name)
        .join(Officer, Officer.id == Rating.entered_by)
        .where(Rating.form_id == form_id, Rating.ended_at.is_(None))
    ).first()
    return None if row is None else _Entered(row.id, row.entered_at, row.name)
