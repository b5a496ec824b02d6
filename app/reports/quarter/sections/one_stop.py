"""Dossiers of the period in words: form II.06a told as sentences, with a chart of the periods."""

from collections.abc import Callable, Iterator
from typing import Final

from app.reports.quarter.content import Behind, FigureLine, Told
from app.reports.quarter.words import (
    NO_DATA,
    chart,
    comparison,
    counted,
    share_text,
)
from app.services.periods.records import DossierCounts, PeriodFigures
from app.services.reporting.compared import Compared

DOSSIERS: Final = "dossiers"
_LINES: Final[tuple[tuple[str, str, Callable[[DossierCounts], int]], ...]] = (
    ("Tổng số hồ sơ phải giải quyết", "taken_on", lambda counts: counts.taken_on),
    ("Tiếp nhận trong kỳ", "received", lambda counts: counts.received.total),
    ("Tiếp nhận trực tuyến", "received.online", lambda counts: counts.online),
    ("Tiếp nhận trực tiếp, qua bưu chính", "received.direct", lambda counts: counts.direct),
    ("Từ kỳ trước chuyển sang", "carried_over", lambda counts: counts.carried_over),
    ("Đã giải quyết", "ended", lambda counts: counts.ended.total),
    ("Giải quyết trước hạn", "ended.early", lambda counts: counts.ended.early),
    ("Giải quyết đúng hạn", "ended.on_time", lambda counts: counts.ended.on_time),
    ("Giải quyết quá hạn", "ended.late", lambda counts: counts.ended.late),
    ("Đang giải quyết", "open", lambda counts: counts.open.total),
    ("Đang giải quyết, trong hạn", "open.in_time", lambda counts: counts.open.in_time),
    ("Đang giải quyết, quá hạn", "open.overdue", lambda counts: counts.open.overdue),
)
_PARTS: Final[tuple[tuple[str, str, Callable[[DossierCounts], int]], ...]] = (
    ("Tạm dừng tính giờ", "paused", lambda counts: counts.paused),
    (
        *("Nhập muộn của kỳ trước: tiếp nhận", "late.received"),
        lambda counts: counts.late_received,
    ),
    ("Nhập muộn của kỳ trước: đã giải quyết", "late.ended", lambda counts: counts.late_ended),
)
"""Told where there are any."""


def tell_one_stop(compared: Compared[PeriodFigures]) -> Told:
    """Return what was received, ended and is open, beside the other periods."""
    now, period = compared.now.total, compared.now.period
    counts = compared.part(lambda figures: figures.total)
    return Told(
        sentences=tuple(_sentences(counts)),
        figures=tuple(
            FigureLine(
                words,
                counted(count(now)),
                Behind(DOSSIERS, period.first_day, period.last_day, figure, count(now)),
            )
            for words, figure, count in (*_LINES, *(part for part in _PARTS if part[2](now)))
        ),
        charts=(
            chart(
                "Tình hình giải quyết hồ sơ (đơn vị tính: hồ sơ)",
                counts,
                (
                    ("Phải giải quyết", lambda each: each.taken_on),
                    ("Giải quyết trước hạn", lambda each: each.ended.early),
                    ("Giải quyết đúng hạn", lambda each: each.ended.on_time),
                    ("Giải quyết quá hạn", lambda each: each.ended.late),
                    ("Đang giải quyết", lambda each: each.open.total),
                ),
            ),
        ),
    )


def _sentences(compared: Compared[DossierCounts]) -> Iterator[str]:
    now = compared.now
    if now.is_empty:
        yield f"Trong {compared.name}, {NO_DATA} về tiếp nhận, giải quyết hồ sơ TTHC."
        return
    yield (
        f"Trong {compared.name}, phải giải quyết {counted(now.taken_on)} hồ sơ; trong đó tiếp nhận "
        f"trong kỳ {counted(now.received.total)} hồ sơ (trực tuyến {counted(now.online)}, trực "
        f"tiếp và qua bưu chính {counted(now.direct)}), từ kỳ trước chuyển sang "
        f"{counted(now.carried_over)} hồ sơ."
    )
    received = comparison(compared, lambda each: each.received.total, "hồ sơ")
    yield f"Số hồ sơ tiếp nhận trong kỳ: {received}."
    yield _ended(compared)
    yield (
        f"Đang giải quyết {counted(now.open.total)} hồ sơ: trong hạn {counted(now.open.in_time)}, "
        f"quá hạn {counted(now.open.overdue)}"
        + (f"; tạm dừng tính giờ {counted(now.paused)}." if now.paused else ".")
    )
    if now.has_late:
        yield (
            f"Trong số trên có hồ sơ của kỳ đã khóa được nhập bù: {counted(now.late_received)} hồ "
            f"sơ tiếp nhận, {counted(now.late_ended)} hồ sơ đã giải quyết."
        )


def _ended(compared: Compared[DossierCounts]) -> str:
    now = compared.now
    if not now.ended.total:
        return "Trong kỳ chưa có hồ sơ nào giải quyết xong."
    in_time = now.ended.early + now.ended.on_time
    ended = comparison(compared, lambda each: each.ended.total, "hồ sơ")
    return (
        f"Đã giải quyết {counted(now.ended.total)} hồ sơ ({ended}): trước hạn "
        f"{counted(now.ended.early)}, đúng hạn {counted(now.ended.on_time)}, quá hạn "
        f"{counted(now.ended.late)}; tỷ lệ giải quyết trước hạn và đúng hạn đạt "
        f"{share_text(in_time, now.ended.total)}{_shares(compared)}."
    )


def _shares(compared: Compared[DossierCounts]) -> str:
    """Return the share in time of the other periods that have one."""
    told = [
        f"{name}: {share_text(other.ended.early + other.ended.on_time, other.ended.total)}"
        for name, other in compared.others
        if other is not None and other.ended.total
    ]
    return f" ({'; '.join(told)})" if told else ""
