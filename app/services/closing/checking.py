"""Whether frozen days still say what the states say: `motcua check` asks it of a store."""

from collections.abc import Iterator
from dataclasses import replace

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.clock import end_of_day
from app.errors import RuleBrokenError
from app.models.closings import DayClosing
from app.models.forms import PublicKey
from app.models.log import LogEntry
from app.models.office import Unit
from app.services.closing.frozen import differences, frozen_day, read_frozen
from app.services.closing.signing import SignedClosing, is_signed
from app.services.figures.period import period_of
from app.wording.texts import day_text

_ROWS: Select[DayClosing, str, str | None, str | None] = (
    select(DayClosing, Unit.code, LogEntry.hash, PublicKey.public_key)
    .join(Unit, Unit.id == DayClosing.unit_id)
    .outerjoin(
        LogEntry,
        (LogEntry.unit_id == DayClosing.unit_id) & (LogEntry.seq == DayClosing.log_seq),
    )
    .outerjoin(PublicKey, PublicKey.key_id == DayClosing.key_id)
    .order_by(DayClosing.unit_id, DayClosing.day, DayClosing.ordinal)
)


def closing_problems(session: Session) -> Iterator[str]:
    """Yield one Vietnamese sentence for each closing that is not as it was signed and frozen.

    The figures of a day that was opened again are not compared: they may have changed since.
    """
    for closing, code, head, public_key in session.execute(_ROWS).all():
        named = f"Lần khóa {closing.ordinal} ngày {day_text(closing.day)}"
        if public_key is None or not is_signed(
            _signed(closing, code), closing.signature, bytes.fromhex(public_key)
        ):
            yield f"{named}: chữ ký không đúng với số liệu đã khóa."
            continue
        if head != closing.chain_head:
            yield f"{named}: nhật ký không còn dòng số {closing.log_seq} đã ký theo."
        if closing.reopened_at is None:
            yield from _changed(session, closing, named)


def _signed(closing: DayClosing, code: str) -> SignedClosing:
    return SignedClosing(
        unit_code=code,
        day=closing.day,
        ordinal=closing.ordinal,
        figures=closing.figures,
        log_seq=closing.log_seq,
        chain_head=closing.chain_head,
    )


def _changed(session: Session, closing: DayClosing, named: str) -> Iterator[str]:
    """Count the day again and say what is otherwise than it was frozen."""
    end = end_of_day(closing.day)
    period = replace(period_of(closing.unit_id, closing.day, closing.day, end), as_of=end)
    try:
        then = read_frozen(closing.figures)
        found = ", ".join(differences(then, frozen_day(session, period)))
    except msgspec.DecodeError:
        found = "không đọc được số liệu đã khóa"
    except RuleBrokenError as error:
        found = error.message
    if found:
        yield f"{named}: số liệu tính lại khác với số liệu đã khóa ({found})."
