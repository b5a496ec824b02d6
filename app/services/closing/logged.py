"""Whether the log and the table of closings tell the same: closed, opened again, confirmed."""

from collections.abc import Iterator
from typing import Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.closings import DayClosing
from app.models.log import LogEntry
from app.services.closing.closings import CLOSED, REOPENED, digest
from app.services.closing.confirming import CONFIRMED
from app.wording.texts import day_text

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
