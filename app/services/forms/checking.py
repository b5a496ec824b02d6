"""Whether the log still says what the office's forms were signed over.

The chain alone is not enough: whoever changes a row can count every hash after it anew. Each QR
carries the first bytes of the chain's head under a signature that only a station's key can make.
"""

from collections.abc import Callable, Iterator
from typing import Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.forms import IssuedForm, PublicKey
from app.models.log import LogEntry
from app.models.stored import stored_hex
from app.services.forms import receipt_qr
from app.services.forms.issuing import lookup_stem

_BATCH: Final = 1000
_HEAD_LETTERS: Final = 2 * receipt_qr.CHAIN_HEAD_BYTES


class _Signed(msgspec.Struct):
    """What a form's snapshot says of its QR."""

    qr_payload: str = ""


def _nobody() -> None:
    """Tell nobody that a form is done."""


def signed_form_problems(session: Session, done: Callable[[], None] = _nobody) -> Iterator[str]:
    """Yield one Vietnamese sentence for each signed form that the log no longer bears out.

    `done` is told of each form.
    """
    keys = {
        row.key_id: stored_hex(row.public_key)
        for row in session.execute(select(PublicKey)).scalars()
    }
    heads = {
        hash_hex[:_HEAD_LETTERS]
        for hash_hex in session.execute(select(LogEntry.hash)).scalars().yield_per(_BATCH)
    }
    forms = session.execute(
        select(IssuedForm.number, IssuedForm.year, IssuedForm.qr_stem, IssuedForm.snapshot)
        .where(IssuedForm.qr_stem.is_not(None))
        .order_by(IssuedForm.id)
        .execution_options(yield_per=_BATCH)
    )
    for number, year, stem, snapshot in forms:
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
        if lookup_stem(fields) != stem:
            yield f"Giấy số {number} năm {year} không khớp với chữ ký của nó."
        if fields.chain_head.hex() not in heads:
            yield f"Nhật ký không còn dòng mà giấy số {number} năm {year} đã ký theo."
