"""The rating slip that goes out with a receipt, a supplement request or a refusal.

TT 01/2018/TT-VPCP Điều 12. An office chooses whether it gives slips; a paper that is entered late
is in the citizen's hands already, and gets none.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from app.models.office import ReasonText, Unit
from app.services.forms.issuing import (
    Issued,
    letterhead,
    next_number,
    qr_fields,
    sign_payload,
    store_form,
)
from app.services.forms.keys import SigningKey
from app.services.forms.numbering import check_digits
from app.services.forms.records import RatingSlipData, SlipReason
from app.services.ledger.records import LogMark
from app.services.ledger.transactions import Work
from app.vocabulary.forms import FormKind
from app.vocabulary.office import ReasonKind

SLIP_REASONS: Final = {ReasonKind.RATING_GOOD: 4, ReasonKind.RATING_POOR: 5}
"""How many reasons of each list a slip has room for: nine in all, one key each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipCase:
    """What a slip is given out about; `given_with` is the number of the paper it goes with."""

    unit: Unit
    dossier_id: int
    code: str
    day_number: int
    received_at: datetime
    procedure_code: str
    procedure_name: str
    given_with: str


def give_slip(work: Work, case: SlipCase, mark: LogMark, key: SigningKey) -> Issued | None:
    """Issue a slip, numbered, signed and queued behind its paper; None where none is given."""
    if not case.unit.gives_rating_slips:
        return None
    number = next_number(work, FormKind.RATING_SLIP, work.now)
    fields = qr_fields(
        key,
        FormKind.RATING_SLIP,
        mark,
        unit_id=case.unit.id,
        number=case.day_number,
        at=case.received_at,
    )
    data = RatingSlipData(
        head=letterhead(case.unit),
        number=number.text,
        code=case.code,
        code_check=check_digits(case.code),
        issued_at=work.now,
        given_with=case.given_with,
        procedure_code=case.procedure_code,
        procedure_name=case.procedure_name,
        officer_name=work.actor.name,
        counter_name=work.actor.counter_name,
        reasons=_reasons(work),
        qr_payload=sign_payload(key, fields),
    )
    return store_form(work, number, data, dossier_id=case.dossier_id)


def _reasons(work: Work) -> tuple[SlipReason, ...]:
    """Return the reasons a slip offers: the first of each of the office's two lists."""
    rows = work.session.execute(
        select(ReasonText.id, ReasonText.kind, ReasonText.text)
        .where(
            ReasonText.unit_id == work.actor.office_id,
            ReasonText.kind.in_(tuple(SLIP_REASONS)),
            ReasonText.is_active,
        )
        .order_by(ReasonText.ordinal, ReasonText.id)
    ).all()
    return tuple(
        SlipReason(row.id, row.text.rstrip("."), kind is ReasonKind.RATING_GOOD)
        for kind, room in SLIP_REASONS.items()
        for row in [row for row in rows if row.kind is kind][:room]
    )
