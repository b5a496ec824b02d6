"""The part of the log that an incremental audit looks at, and where the next one begins."""

from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from app.models.forms import IssuedForm
from app.models.log import HAS_LATER_ROWS, LogEntry, LogLaterRows
from app.models.periods import DayClosing
from app.models.row_digests import unframed
from app.models.watermark import ChainHead, Restoration, every_restoration, restorations
from app.services.ledger.chain import Since, Walked

_MOST_SINCE: Final = 100_000
"""Entries: more of them are verified by a whole audit."""
_MOST_BYTES_SINCE: Final = 8 * 1024 * 1024
"""Bytes of what those entries commit to, some 40 a row: an upgrade commits to every row at once."""


def is_too_much(session: Session, part: Since) -> bool:
    """Say whether a part of the log commits to more rows than are kept in memory at once."""
    is_seen = LogEntry.id >= part.first_id
    later = select(func.sum(func.length(LogLaterRows.rows))).join(LogEntry, HAS_LATER_ROWS)
    own = select(func.count(), func.sum(func.length(LogEntry.rows))).where(is_seen)
    entries, own_bytes = session.execute(own).one()
    later_bytes = session.execute(later.where(is_seen)).scalar()
    return entries > _MOST_SINCE or (own_bytes or 0) + (later_bytes or 0) > _MOST_BYTES_SINCE


def form_ids_of(rows: Mapping[str, Mapping[bytes, bytes]]) -> list[int]:
    """Return which forms the log committed to."""
    keys = rows.get(IssuedForm.__tablename__, {})
    return sorted(number for key in keys for number in unframed(key) if isinstance(number, int))


def closing_count(session: Session, part: Since) -> int:
    """Count the closings whose entries an incremental audit looks at."""
    entry = (LogEntry.unit_id == DayClosing.unit_id) & (LogEntry.seq == DayClosing.log_seq)
    counted = select(func.count()).select_from(DayClosing)
    return session.execute(
        counted.where(exists().where(entry, LogEntry.id >= part.first_id))
    ).scalar_one()


def restorations_in(session: Session, part: Since | None) -> list[Restoration]:
    """Return what the log tells of restorations; of a part, what `lost_numbers` names beside it."""
    if part is None:
        return every_restoration(session)
    found = {one.head: one for one in restorations(session)}
    found |= {one.head: one for one in every_restoration(session, part.first_id)}
    return list(found.values())


def marks_of(session: Session, walked: tuple[Walked, ...]) -> Iterator[tuple[int, ChainHead]]:
    """Yield for each office its newest closing that was seen, or the end of its log."""
    for one in walked:
        closing = session.execute(
            select(LogEntry.seq, LogEntry.hash)
            .join(
                DayClosing,
                (DayClosing.unit_id == LogEntry.unit_id) & (DayClosing.log_seq == LogEntry.seq),
            )
            .where(LogEntry.unit_id == one.unit_id, LogEntry.seq <= one.count)
            .order_by(LogEntry.seq.desc())
            .limit(1)
        ).first()
        if closing is None:
            yield one.unit_id, ChainHead(one.count, one.head.hex())
        else:
            yield one.unit_id, ChainHead(closing.seq, closing.hash)
