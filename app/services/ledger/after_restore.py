"""Going on after a restoration: what the lost store had given out is never given again."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Final

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from app.models.log import LogEntry
from app.models.restorations import restoration_problems
from app.models.safekeeping import LostNumbers
from app.models.watermark import (
    LOG_BOOK,
    RESTORED,
    LostRange,
    Series,
    Watermark,
    every_restoration,
    mark_restored,
    touch_series,
    whole,
)
from app.services.ledger.records import Actor, LogMark
from app.services.ledger.transactions import append_entry

_SET_LAST: Final = text(
    "INSERT INTO number_series (unit_id, book, period, last) VALUES (:unit, :book, :period, :last) "
    "ON CONFLICT (unit_id, book, period) DO UPDATE SET last = :last "
    "WHERE number_series.last < :last"
)


def continue_after(
    session: Session,
    actor: Actor,
    seen: Watermark,
    now: datetime,
    facts: Mapping[str, object],
) -> LogMark:
    """Let a restored store go on above what the lost one was `seen` to hold; return the entry.

    The caller holds the office's lock. Every series goes on above the last number seen, the numbers
    between become `lost_numbers`, and one entry `store_restored` tells `facts` and all of it, and
    how far the log was seen to go (`held`).
    """
    present = whole(session)
    lost = [
        LostRange(unit, book, period, present.numbers.get((unit, book, period), 0) + 1, last)
        for (unit, book, period), last in sorted(seen.numbers.items())
        if last > present.numbers.get((unit, book, period), 0)
    ]
    end = present.entries.get(actor.office_id)
    before = seen.entries.get(actor.office_id)
    lost_from = (end.seq if end else 0) + 1
    lost_to = lost_from - 1
    if before is not None and not _holds(session, actor.office_id, before.seq, before.head):
        lost_from, lost_to = min(lost_from, before.seq), max(lost_to, before.seq)
    told = {
        "lost_from": lost_from,
        "lost_to": lost_to,
        "held": before.seq if before else 0,
        "numbers": [asdict(one) for one in lost],
    }
    all_facts = {**facts, **told}
    mark = append_entry(session, actor, RESTORED, all_facts, (now, now), None)
    here = LostRange(actor.office_id, LOG_BOOK, "", mark.seq, mark.seq)
    for one in (here, *lost):
        _keep(session, one, mark.seq)
    for one in lost:
        _raise_series(session, (one.unit, one.book, one.period), one.last)
    mark_restored(session)
    return mark


def lost_ranges(session: Session, book: str) -> dict[tuple[int, str], list[tuple[int, int]]]:
    """Return the lost numbers of a book by unit and period, in order."""
    rows = session.execute(
        select(LostNumbers).where(LostNumbers.book == book).order_by(LostNumbers.first)
    ).scalars()
    found: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for row in rows:
        found.setdefault((row.unit_id, row.period), []).append((row.first, row.last))
    return found


def lost_number_problems(session: Session) -> Iterator[str]:
    """Yield a Vietnamese sentence for each lost number that no restoration in the log tells of."""
    told: set[tuple[Series, int, int]] = set()
    restored = every_restoration(session)
    for one in restored:
        told.add(((one.office, LOG_BOOK, ""), one.seq, one.seq))
        told |= {((no.unit, no.book, no.period), no.first, no.last) for no in one.numbers}
    kept = set()
    for lost in session.execute(select(LostNumbers).order_by(LostNumbers.log_seq)).scalars():
        range_ = ((lost.unit_id, lost.book, lost.period), lost.first, lost.last)
        kept.add(range_)
        if range_ not in told:
            yield (
                f"Các số {lost.first} đến {lost.last} của sổ {lost.book} {lost.period} bị ghi là "
                "mất nhưng nhật ký không kể lần khôi phục nào như vậy."
            )
    for (_unit, book, period), first, last in sorted(told - kept):
        yield (
            f"Nhật ký kể các số {first} đến {last} của sổ {book} {period} bị mất nhưng kho không "
            "ghi như vậy."
        )
    yield from restoration_problems(session, restored)


def _holds(session: Session, office_id: int, seq: int, head: str) -> bool:
    found = select(LogEntry.hash).where(LogEntry.unit_id == office_id, LogEntry.seq == seq)
    return session.execute(found).scalar() == head


def _keep(session: Session, lost: LostRange, seq: int) -> None:
    session.execute(
        insert(LostNumbers).values(
            unit_id=lost.unit,
            book=lost.book,
            period=lost.period,
            first=lost.first,
            last=lost.last,
            log_seq=seq,
        )
    )


def _raise_series(session: Session, series: Series, last: int) -> None:
    unit, book, period = series
    session.execute(_SET_LAST, {"unit": unit, "book": book, "period": period, "last": last})
    touch_series(session, series)
