"""Storing one item of the post within an open transaction."""

from datetime import datetime

from sqlalchemy import insert, select

from app.errors import InvalidInputError, RuleBrokenError
from app.models.dossiers import Dossier
from app.models.post import Posting
from app.services.dossiers.waybills import clean_waybill
from app.services.ledger.transactions import Work
from app.text import clean
from app.vocabulary.money_and_post import PostDirection
from app.wording.labels import label


def clean_item(waybill: str, carrier: str) -> tuple[str, str]:
    """Return number and carrier cleaned. Raises InvalidInputError (`waybill`, `carrier`)."""
    number = clean_waybill(waybill)
    who = clean(carrier, "carrier", limit=100)
    if not who:
        raise InvalidInputError(
            "carrier", "Chưa có đơn vị vận chuyển. Hãy nhập tên, ví dụ Bưu điện Việt Nam."
        )
    return number, who


def store_posting(
    work: Work, dossier_id: int, direction: PostDirection, item: tuple[str, str], at: datetime
) -> None:
    """Store a clean item.

    Raises RuleBrokenError where the number is stored already, naming the dossier it is for.
    """
    waybill, carrier = item
    known = work.session.execute(
        select(Posting.dossier_id, Dossier.code)
        .join(Dossier, Dossier.id == Posting.dossier_id)
        .where(
            Posting.unit_id == work.actor.office_id,
            Posting.direction == direction,
            Posting.waybill == waybill,
        )
    ).first()
    if known is not None:
        raise RuleBrokenError(
            f"Số hiệu {waybill} ({label(direction).lower()}) đã ghi cho hồ sơ {known.code}. "
            "Hãy quét lại mã vạch trên bưu gửi này."
        )
    work.session.execute(
        insert(Posting).values(
            unit_id=work.actor.office_id,
            dossier_id=dossier_id,
            direction=direction,
            waybill=waybill,
            carrier=carrier,
            posted_at=at,
            posted_by=work.actor.officer_id,
        )
    )
