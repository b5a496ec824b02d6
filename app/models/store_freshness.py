"""Whether a store still holds what it has been seen to hold."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import StoreError
from app.models.database import Database
from app.models.high_water import HighWater
from app.models.log import LogEntry
from app.models.watermark import (
    ChainHead,
    Restoration,
    Watermark,
    require_numbers,
    restorations,
    whole,
)

_ADVICE: Final = (
    "có thể là bản cũ hoặc bị mất phần cuối. Đừng nhập tiếp; hãy khôi phục từ bản sao lưu mới nhất "
    "(motcua restore)."
)


@dataclass(frozen=True, slots=True)
class StoreFreshness:
    """How a store stands to what was seen: `shortfall` says what is missing, empty for nothing.

    `seq` is the first log entry that is missing or another one, 0 where only a number is.
    `is_restored`: what is missing was lost by a restoration that the log tells of.
    """

    shortfall: str = ""
    seq: int = 0
    is_restored: bool = False


def watch(database: Database, folder: Path, *, refuses: bool = True) -> None:
    """Check an open store against its high-water record in `folder` and keep the record with it.

    A store that is behind what it has been seen to hold raises StoreError; without `refuses` it can
    be read, and takes nothing (`Database.stopped`).
    """
    record = HighWater(folder)
    with database.read() as session:
        record.know(session)
    # Read before the store: what another program adds meanwhile is then in the store at least.
    before = record.seen()
    with database.read() as session:
        standing = own_standing(session, before, is_shared=database.is_shared)
        now = whole(session)
    if standing.shortfall and refuses:
        record.close()
        raise StoreError(standing.shortfall)
    if standing.shortfall:
        database.stopped, database.high_water = standing.shortfall, record
        return
    record.rise(_news(before, now, replaces=standing.is_restored))
    database.high_water = record


def expect(session: Session, folder: Path, head: str) -> None:
    """Let this machine's record know the restoration it makes of the store (`HighWater.expect`)."""
    record = HighWater(folder)
    record.know(session)
    record.expect(head)
    record.close()


def own_standing(session: Session, seen: Watermark, *, is_shared: bool) -> StoreFreshness:
    """Compare the store with what this machine's own record has seen of it.

    Only restorations that the machine makes excuse what is missing; of a shared store, which any
    machine may restore, those that were not known before. Another one is a shortfall itself.
    """
    told = restorations(session)
    new = [one for one in told if one.head not in seen.restorations]
    excusing = [one for one in new if is_shared or f"?{one.head}" in seen.restorations]
    standing = standing_of(session, seen, frozenset(one.head for one in excusing))
    if standing.shortfall:
        return standing
    for one in new:
        mark = seen.entries.get(one.office)
        if mark is None or any(one.seq <= other.seq for other in _of(excusing, one.office)):
            continue
        if one.seq > mark.seq:
            return StoreFreshness(
                f"Dòng {one.seq} của nhật ký kể một lần khôi phục mà sổ mốc của máy này không "
                f"biết; kho {_ADVICE}",
                seq=one.seq,
            )
    return standing


def standing_of(
    session: Session, seen: Watermark, excusing: frozenset[str] = frozenset()
) -> StoreFreshness:
    """Compare the store with what was seen of it.

    What the restorations `excusing` (hashes of their entries) lost is not missed, unless they were
    known when it was seen.
    """
    trusted = [
        one
        for one in restorations(session)
        if one.head in excusing and one.head not in seen.restorations
    ]
    is_restored = False
    for office, mark in sorted(seen.entries.items()):
        head = session.execute(
            select(LogEntry.hash).where(LogEntry.unit_id == office, LogEntry.seq == mark.seq)
        ).scalar()
        if head is not None and head.startswith(mark.head):
            continue
        if not any(one.lost(mark.seq) for one in _of(trusted, office)):
            return _missing(session, office, mark)
        is_restored = True
    return StoreFreshness(_behind_in_numbers(seen, whole(session)), is_restored=is_restored)


def _of(told: list[Restoration], office: int) -> list[Restoration]:
    return [one for one in told if one.office == office]


def _missing(session: Session, office: int, mark: ChainHead) -> StoreFreshness:
    last = (
        session.execute(select(func.max(LogEntry.seq)).where(LogEntry.unit_id == office)).scalar()
        or 0
    )
    require_numbers([last])
    if last < mark.seq:
        return StoreFreshness(
            f"Kho dữ liệu thiếu {mark.seq - last} việc đã ghi (từ dòng {last + 1} của nhật ký): "
            f"{_ADVICE}",
            seq=last + 1,
        )
    return StoreFreshness(
        f"Dòng {mark.seq} của nhật ký không còn như đã ghi; kho {_ADVICE}", seq=mark.seq
    )


def _behind_in_numbers(seen: Watermark, now: Watermark) -> str:
    for (_unit, book, period), last in sorted(seen.numbers.items()):
        there = now.numbers.get((_unit, book, period), 0)
        if there < last:
            return (
                f"Kho dữ liệu sẽ cấp lại số đã cấp (sổ {book} {period}: đã đến {last}, trong kho "
                f"chỉ còn {there}): {_ADVICE}"
            )
    return ""


def _news(before: Watermark, now: Watermark, *, replaces: bool) -> Watermark:
    """Return of `now` what the record does not hold yet."""
    return Watermark(
        {
            office: mark
            for office, mark in now.entries.items()
            if before.entries.get(office) != mark
        },
        {key: last for key, last in now.numbers.items() if before.numbers.get(key, 0) < last},
        now.restorations - before.restorations,
        replaces=replaces,
    )
