"""Whether frozen days still say what the states say: `motcua check` asks it of a store."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.clock import end_of_day
from app.errors import RuleBrokenError
from app.models.forms import PublicKey
from app.models.log import LogEntry
from app.models.office import Unit
from app.models.periods import DayClosing
from app.models.stored import stored_hex
from app.services.closing.closings import CLOSED, REOPENED, digest
from app.services.closing.confirming import CONFIRMED
from app.services.closing.frozen import (
    SignedClosing,
    differences,
    frozen_day,
    is_signed,
    read_frozen,
)
from app.services.figures.period import period_of
from app.services.ledger.chain import Since
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


def closing_problems(session: Session, since: Since | None = None) -> Iterator[str]:
    """Yield one Vietnamese sentence for each closing that is not as it was signed and frozen.

    The figures of a day that was opened again are not compared: they may have changed since.
    With `since`, only those of that part of the log are looked at.
    """
    rows = _ROWS if since is None else _ROWS.where(LogEntry.id >= since.first_id)
    for closing, code, head, public_key in session.execute(rows).all():
        named = f"Lần khóa {closing.ordinal} ngày {day_text(closing.day)}"
        if public_key is None or not is_signed(
            _signed(closing, code), closing.signature, stored_hex(public_key)
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


_TOLD: Final = (
    select(LogEntry.unit_id, LogEntry.seq, LogEntry.act, LogEntry.facts)
    .where(LogEntry.act.in_((CLOSED, REOPENED, CONFIRMED)))
    .order_by(LogEntry.unit_id, LogEntry.seq)
)

_Named = tuple[int, str]
"""Unit, and `2026-11-23/1` for the first closing of that day."""


class _Facts(msgspec.Struct):
    """What the entries of closings say, each in its way."""

    day: str
    ordinal: int = 0
    sha256: str = ""
    closings: tuple[str, ...] = ()


def closing_log_problems(session: Session) -> Iterator[str]:
    """Yield one Vietnamese sentence for each closing of which log and table differ."""
    closed: dict[_Named, tuple[int, str]] = {}
    reopened: set[_Named] = set()
    confirmed: set[_Named] = set()
    for unit_id, seq, act, raw in session.execute(_TOLD):
        try:
            facts = msgspec.json.decode(raw, type=_Facts)
        except msgspec.DecodeError:
            yield f"Dòng {seq} của nhật ký nói về khóa ngày nhưng không đọc được."
            continue
        named = (unit_id, f"{facts.day}/{facts.ordinal}")
        if act == CLOSED:
            closed[named] = (seq, facts.sha256)
        elif act == CONFIRMED:
            confirmed.add(named)
        else:
            reopened.update((unit_id, one) for one in facts.closings)
    rows = session.scalars(select(DayClosing).order_by(DayClosing.id))
    for row in rows:
        named = (row.unit_id, f"{row.day.isoformat()}/{row.ordinal}")
        told = closed.pop(named, None)
        if (
            told != (row.log_seq, digest(row.figures))
            or (row.reopened_at is not None) != (named in reopened)
            or (row.confirmed_at is not None) != (named in confirmed)
        ):
            yield (
                f"Lần khóa {row.ordinal} ngày {day_text(row.day)}: nhật ký không kể như trong kho."
            )
    for (_unit, named_day), (seq, _sha256) in closed.items():
        yield f"Kho không còn lần khóa {named_day} mà dòng {seq} của nhật ký có kể."
