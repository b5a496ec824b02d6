"""Numbers without gaps: a counter row, taken in the transaction that uses the number."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.models.seen import touch_series

_TAKE = text(
    "INSERT INTO number_series (unit_id, book, period, last) VALUES (:unit, :book, :period, 1) "
    "ON CONFLICT (unit_id, book, period) DO UPDATE SET last = number_series.last + 1 "
    "RETURNING last"
)


def take_number(session: Session, unit_id: int, book: str, period: str) -> int:
    """Take the next number of a unit's book for `period` (a year, a day); from 1, no gap, no twin.

    The number is given back when the transaction is undone.
    """
    taken = session.connection().execute(_TAKE, {"unit": unit_id, "book": book, "period": period})
    number: int = taken.scalar_one()
    touch_series(session, (unit_id, book, period))
    return number
